"""Measures over time as lines, areas or bars, with what happened, zoomed and moved along time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QToolTip,
    QWidget,
)

from desktop.charts.plots.axes import labels_height, paint_labels, paint_values, values_width
from desktop.charts.plots.legend import Entry, legend_height, paint_legend
from desktop.charts.plots.look import paint_marker
from desktop.charts.plots.marks import STRIP, Marks
from desktop.charts.plots.plot import Plot
from desktop.charts.plots.read_out import Line, Told, said
from desktop.charts.plots.series import (
    Band,
    Buckets,
    Cell,
    Mark,
    Measure,
    PlotTable,
    Series,
    Values,
)
from desktop.charts.scale import axis_ticks
from desktop.i18n import tr
from desktop.widgets.plain_label import plain_tooltip

Style = Literal["lines", "areas", "bars"]
Number = TypeVar("Number", float, np.ndarray)

_LEAST = 5
"""Buckets that are always in sight, however far one zooms in."""
_WHEEL = 1.25
"""Times as much in sight for each notch of the wheel."""
_MARKED = 40
"""Buckets in sight up to which each point has its marker; beyond, they stand apart."""
_DASHED = 400
"""Points up to which the period before is dashed; beyond, dashes would be noise."""
_ROUND = 200
"""Points up to which the strokes' ends are round, which takes longer."""
_WIDEST = 34.0
"""The widest bar, logical pixels."""
_TOLD_MARKS = 4


class TimePlot(Plot):
    """Series bucket by bucket; the period before dashed; what is unknown is a gap.

    The wheel zooms, dragging moves, both along time only; a double click, *Reset* and Home show
    the whole again. Time runs from left to right always.
    """

    def __init__(
        self,
        key: str,
        name: str,
        empty_text: str,
        measure: Measure | None = None,
        parent: QWidget | None = None,
        *,
        style: Style = "lines",
        stacked: bool = False,
        bucket_name: str = "",
    ) -> None:
        """`bucket_name` heads the buckets in a table, such as Day."""
        self._buckets = Buckets(())
        self._series: tuple[Series, ...] = ()
        self._before: tuple[Series, ...] = ()
        self._band: Band | None = None
        self._marks = Marks(())
        self._style, self._stacked, self._bucket_name = style, stacked, bucket_name
        self._window = (0.0, 1.0)
        self._frame = self._legend_at = QRectF(0, 0, 1, 1)
        self._pressed: QPointF | None = None
        self._panned = False
        self._curves: list[pg.PlotCurveItem] = []
        self._ticks: list[float] = [0.0, 1.0]
        super().__init__(key, name, empty_text, measure, parent)
        self.whole = QPushButton(tr("Reset"), self)
        self.whole.setObjectName(f"{self.objectName()}.reset")
        self.whole.setAccessibleName(tr("Show the whole time"))
        self.whole.setToolTip(plain_tooltip(tr("Show the whole time")))
        self.whole.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.whole.clicked.connect(self.show_whole)
        self.whole.hide()

    def set_series(
        self,
        buckets: Buckets,
        series: Sequence[Series],
        before: Sequence[Series] = (),
        band: Band | None = None,
        marks: Sequence[Mark] = (),
        measure: Measure | None = None,
    ) -> None:
        """Show these; `before` goes with `series` by key and is drawn bucket by bucket under it."""
        if any(len(each.values) != len(buckets.labels) for each in series):
            raise ValueError("a value for each bucket")
        self._buckets, self._series, self._before = buckets, tuple(series), tuple(before)
        self._band, self._marks = band, Marks(tuple(marks))
        self.measure = measure or self.measure
        self._begin_anew()

    def set_style(self, style: Style, *, stacked: bool | None = None) -> None:
        """Draw the same in another way."""
        self._style = style
        self._stacked = self._stacked if stacked is None else stacked
        self._begin_anew()

    def _begin_anew(self) -> None:
        """All of the time in sight, whatever was before."""
        self._ticks = axis_ticks(*self._extent())
        self._window = self._whole()
        self.whole.hide()
        self._renew_curves()
        self.renewed()

    # What it says

    def count(self) -> int:
        return len(self._buckets.labels) if self._series else 0

    def hint(self) -> QSize:
        return QSize(520, 260)

    def told(self, place: int) -> Told:
        lines = []
        for at, each in enumerate(self._series):
            colour = self.look.series(at, each.role)
            lines.append(Line(each.name, self.measure.say(each.values[place]), at, colour))
            before = self._before_of(each.key)
            if before is not None and place < len(before.values):
                lines.append(Line(before.name, self.measure.say(before.values[place])))
        if self._stacked and len(self._series) > 1:
            lines.append(Line(tr("Together"), self.measure.say(self._total(place))))
        if self._band is not None:
            low, high = self._band.low[place], self._band.high[place]
            span = tr("{low} to {high}", low=self.measure.say(low), high=self.measure.say(high))
            lines.append(Line(self._band.name, span))
        marks = [Line(each.text, each.detail) for each in self._marks.at(place)]
        return Told(self._buckets.labels[place], (*lines, *said(marks, _TOLD_MARKS)))

    def table(self) -> PlotTable:
        before = [each for key in self._series if (each := self._before_of(key.key)) is not None]
        columns: list[tuple[str, Values]] = [
            (self.measure.head(each.name), each.values) for each in (*self._series, *before)
        ]
        if self._band is not None:
            lowest = tr("{range}, from", range=self._band.name)
            highest = tr("{range}, to", range=self._band.name)
            columns.append((self.measure.head(lowest), self._band.low))
            columns.append((self.measure.head(highest), self._band.high))
        headers = [self._bucket_name or tr("Time"), *(name for name, _ in columns)]
        if self._marks:
            headers.append(tr("What happened"))
        rows: list[tuple[Cell, ...]] = []
        for place, label in enumerate(self._buckets.labels):
            row: list[Cell] = [label]
            for _, values in columns:
                row.append(self.measure.cell(values[place]) if place < len(values) else None)
            if self._marks:
                row.append("; ".join(each.sentence() for each in self._marks.at(place)))
            rows.append(tuple(row))
        return PlotTable(tuple(headers), tuple(rows))

    def marks(self) -> Marks:
        """What happened."""
        return self._marks

    def _before_of(self, key: str) -> Series | None:
        return next((each for each in self._before if each.key == key), None)

    def _total(self, place: int) -> float | None:
        values = [each.values[place] for each in self._series]
        return (
            sum(value for value in values if value is not None)
            if any(value is not None for value in values)
            else None
        )

    # Where things are

    def _extent(self) -> tuple[float, float]:
        """The least and the greatest value that is drawn."""
        columns = [_numbers(each.values) for each in (*self._series, *self._before)]
        if self._band is not None:
            columns += [_numbers(self._band.low), _numbers(self._band.high)]
        if self._stacked and self._series:
            stack = np.array([_numbers(each.values) for each in self._series])
            columns += [np.nansum(np.maximum(stack, 0), 0), np.nansum(np.minimum(stack, 0), 0)]
        found = np.concatenate([*columns, np.zeros(1)])
        found = found[np.isfinite(found)]
        return float(found.min()), float(found.max())

    def _whole(self) -> tuple[float, float]:
        edge = 0.5 if self._style == "bars" or len(self._buckets.labels) < 2 else 0.0
        return -edge, len(self._buckets.labels) - 1 + edge

    def frame(self) -> QRectF:
        """Where values are drawn."""
        return self._frame

    def _framed(self) -> QRectF:
        left = values_width(self._ticks, self.measure)
        self._legend_at = QRectF(left, 2, self.width() - left - self._reset_width() - 8, 0)
        top = 8 + legend_height(self._entries(), self._legend_at.width())
        if self.is_zoomed():
            top = max(top, self.whole.sizeHint().height() + 8)
        bottom = labels_height() + (STRIP if self._marks else 0)
        inset = 0.0 if self._style == "bars" else 6.0
        return QRectF(
            left + inset,
            top,
            max(self.width() - left - 10 - 2 * inset, 1),
            max(self.height() - top - bottom, 1),
        )

    def _reset_width(self) -> float:
        """What *Reset*, which comes and goes, takes of the legend's line."""
        return self.whole.sizeHint().width()

    def across(self, place: Number) -> Number:
        """Where a bucket's middle is."""
        frame, (first, last) = self.frame(), self._window
        return frame.left() + (place - first) / ((last - first) or 1.0) * frame.width()

    def height_of(self, value: Number) -> Number:
        """Where a value is."""
        frame, low, high = self.frame(), self._ticks[0], self._ticks[-1]
        return frame.bottom() - (value - low) / (high - low) * frame.height()

    def spot(self, place: int) -> QPointF:
        values = [each.values[place] for each in self._series]
        known = [value for value in values if value is not None]
        if self._stacked:
            known = [self._total(place) or 0.0]
        y = self.height_of(known[0]) if known else self.frame().center().y()
        return QPointF(self.across(place), y)

    def place_at(self, point: QPointF) -> int | None:
        frame, (first, last) = self.frame(), self._window
        if point.y() < frame.top() - 8:
            return None  # over the legend
        share = (point.x() - frame.left()) / frame.width()
        place = round(first + min(max(share, 0.0), 1.0) * (last - first))
        return min(max(place, 0), self.count() - 1)

    def arrange(self) -> None:
        self._frame = self._framed()
        self._draw_curves()
        hint = self.whole.sizeHint()
        self.whole.setGeometry(self.width() - hint.width() - 2, 0, hint.width(), hint.height())

    def _draw_curves(self) -> None:
        """Lines in the scene's coordinates, so that pens are as thick in any picture."""
        for curve, values in zip(self._curves, self._levels(), strict=False):  # bars have none
            at, shown = peaks(*in_sight(values, *self._window), int(self.width()))
            curve.setData(self.across(at), self.height_of(shown), connect="finite")

    # Zoom and movement, along time only

    def window_shown(self) -> tuple[int, int]:
        """The first and the last bucket in sight."""
        first, last = self._window
        return max(int(np.ceil(first)), 0), min(int(np.floor(last)), self.count() - 1)

    def is_zoomed(self) -> bool:
        """Whether not all is in sight."""
        return self._window != self._whole()

    def show_whole(self) -> None:
        """Show all of the time again."""
        self._look_at(*self._whole())

    def zoom(self, times: float, around: float) -> bool:
        """Have so many times as many buckets in sight; says whether that changed anything."""
        first, last = self._window
        wide = last - first
        low, high = self._whole()
        wanted = min(max(wide * times, min(_LEAST, high - low)), high - low)
        share = (around - first) / (wide or 1.0)
        return self._look_at(around - share * wanted, around + (1 - share) * wanted)

    def _look_at(self, first: float, last: float) -> bool:
        low, high = self._whole()
        shift = max(low - first, 0.0) - max(last - high, 0.0)
        window = (max(first + shift, low), min(last + shift, high))
        if window == self._window:
            return False
        self._window = window
        if self.is_zoomed() != self.whole.isVisible():
            self.whole.setVisible(self.is_zoomed())
        self.arrange()
        self.viewport().update()
        return True

    def show_read(self, place: int | None) -> None:
        if place is not None:
            first, last = self._window
            ahead = min(place - first, 0.0) or max(place - last, 0.0)
            if ahead:
                self._look_at(first + ahead, last + ahead)
        super().show_read(place)

    def step(self, key: Qt.Key, place: int | None) -> int | None:
        if key == Qt.Key.Key_Home:
            self.show_whole()
        middle = sum(self._window) / 2 if place is None else place
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1 / _WHEEL, middle)
        elif key == Qt.Key.Key_Minus:
            self.zoom(_WHEEL, middle)
        return super().step(key, place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / 120
        frame, (first, last) = self.frame(), self._window
        share = (event.position().x() - frame.left()) / frame.width()
        around = first + min(max(share, 0.0), 1.0) * (last - first)
        if self.count() and turned and self.zoom(_WHEEL**-turned, around):
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._panned = event.position(), False
            self._from = self._window

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        moved = event.position().x() - self._pressed.x()
        if not self._panned and abs(moved) < QApplication.startDragDistance():
            return
        self._panned = True
        first, last = self._from
        by = moved / self.frame().width() * (last - first)
        self._look_at(first - by, last - by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        panned, self._pressed = self._panned, None
        self._panned = False
        if not panned:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._panned = True  # its release chooses nothing
        self.show_whole()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            frame = self.frame()
            if self._marks and frame.bottom() <= event.pos().y() <= frame.bottom() + STRIP:
                group = self._marks.near(event.pos().x(), self.across, *self.window_shown())
                text = "\n".join(each.sentence() for each in group)
                QToolTip.showText(event.globalPos(), plain_tooltip(text), self.viewport())
                return True
        return super().viewportEvent(event)

    # Painting

    def _entries(self) -> list[Entry]:
        if len(self._series) < 2 and not self._before and self._band is None:
            return []
        entries = [
            Entry(each.name, at, self.look.series(at, each.role), boxed=self._style != "lines")
            for at, each in enumerate(self._series)
        ]
        mute = self.look.roles.colour("mute")
        for name in dict.fromkeys(each.name for each in self._before):
            entries.append(Entry(name, -1, mute, dashed=True))
        if self._band is not None:
            pale = self.look.pale(self.look.series(0, self._series[0].role), 0.3)
            entries.append(Entry(self._band.name, -1, pale, boxed=True))
        return entries

    def _renew_curves(self) -> None:
        wanted = 0 if self._style == "bars" else len(self._series)
        while len(self._curves) > wanted:
            self.removeItem(self._curves.pop())
        while len(self._curves) < wanted:
            curve = pg.PlotCurveItem()
            self.addItem(curve)
            curve.setZValue(-len(self._curves))  # the first series is in front
            self._curves.append(curve)

    def _levels(self) -> list[np.ndarray]:
        """The height of each series' line: its values, or with those beneath it."""
        columns = [_numbers(each.values) for each in self._series]
        if not self._stacked or not columns:
            return columns
        return list(np.cumsum(np.array(columns), axis=0))

    def dress(self) -> None:
        for at, curve in enumerate(self._curves):
            pen = QPen(self.look.series(at, self._series[at].role), 2)
            few = self.count() <= _ROUND
            pen.setCapStyle(Qt.PenCapStyle.RoundCap if few else Qt.PenCapStyle.FlatCap)
            curve.setPen(pen)

    def paint(self, painter: QPainter) -> None:
        frame = self.frame()
        if entries := self._entries():
            room = self._legend_at
            paint_legend(painter, entries, room.topLeft(), room.width(), self.look)
        paint_values(painter, frame, self._ticks, self.height_of, self.measure, self.look)
        first, last = self.window_shown()
        top = frame.bottom() + 6 + (STRIP if self._marks else 0)
        paint_labels(
            painter,
            top,
            self._buckets.labels,
            self.across,
            self.look,
            right=self.width(),
            places=range(first, last + 1),
        )
        painter.save()
        painter.setClipRect(frame.adjusted(-6, -4, 6, 1))
        if self._style == "bars":
            self._paint_bars(painter)
        elif self._style == "areas":
            self._paint_areas(painter)
        if self._band is not None:
            self._paint_band(painter, self._band)
        for each in self._before:
            self._paint_before(painter, each)
        painter.restore()

    def paint_over(self, painter: QPainter) -> None:
        frame = self.frame()
        painter.save()
        painter.setClipRect(frame.adjusted(-8, -8, 8, 8))
        if self._style != "bars":
            self._paint_points(painter)
        painter.restore()
        if self._marks:
            middle = frame.bottom() + 4 + STRIP / 2
            self._marks.paint(painter, middle, self.across, *self.window_shown(), self.look)

    def _courses(self, values: np.ndarray) -> list[list[QPointF]]:
        """The stretches of known values in sight."""
        at, shown = in_sight(values, *self._window)
        points = list(map(QPointF, self.across(at).tolist(), self.height_of(shown).tolist()))
        return [points[run.start : run.stop] for run in _runs(shown)]

    def _paint_areas(self, painter: QPainter) -> None:
        """Each down to zero; stacked ones from the highest to the lowest, each hiding the next."""
        zero = self.height_of(0.0)
        for at, values in reversed(list(enumerate(self._levels()))):
            colour = self.look.series(at, self._series[at].role)
            if self._stacked:
                painter.setBrush(self.look.pale(colour, 0.3))
            else:
                colour.setAlphaF(0.12)
                painter.setBrush(colour)
            painter.setPen(Qt.PenStyle.NoPen)
            for course in self._courses(values):
                ends = QPointF(course[-1].x(), zero), QPointF(course[0].x(), zero)
                painter.drawPolygon([*course, *ends])

    def _paint_band(self, painter: QPainter, band: Band) -> None:
        colour = self.look.series(0, self._series[0].role)
        colour.setAlphaF(0.16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        low, high = _numbers(band.low), _numbers(band.high)
        unknown = np.isnan(low) | np.isnan(high)
        low[unknown], high[unknown] = np.nan, np.nan
        for beneath, above in zip(self._courses(low), self._courses(high), strict=True):
            painter.drawPolygon([*above, *reversed(beneath)])

    def _paint_before(self, painter: QPainter, before: Series) -> None:
        """Dashed, so that it is told apart without its colour."""
        first, last = self.window_shown()
        many = last - first > _DASHED
        pen = QPen(self.look.roles.colour("mute"), 1.0 if many else 1.3)
        if not many:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        values = _numbers(before.values[: self.count()])
        for course in self._courses(values):
            if len(course) > 1 and many:
                painter.drawLines(list(map(QLineF, course[:-1], course[1:])))
            elif len(course) > 1:
                painter.drawPolyline(course)
            else:
                painter.drawLine(course[0] - QPointF(4, 0), course[0] + QPointF(4, 0))

    def _paint_points(self, painter: QPainter) -> None:
        """Markers: on all points of several series, where they have room; on lone points always."""
        first, last = self.window_shown()
        ground = self.look.roles.colour("surface")
        every = max(1, (last - first + 1) * 14 // max(int(self.frame().width()), 1))
        every = every if last - first < _MARKED else max(every, (last - first) // 12)
        for at, values in enumerate(self._levels()):
            colour = self.look.series(at, self._series[at].role)
            lone = {run.start for run in _runs(values) if len(run) == 1}
            several = len(self._series) > 1 and not self._stacked
            for place in range(first, last + 1):
                if place in lone or (several and (place + at * every // 3) % every == 0):
                    value = float(values[place])
                    if not np.isnan(value):
                        spot = QPointF(self.across(place), self.height_of(value))
                        paint_marker(painter, spot, at, colour, 3.6, ground)

    def _paint_bars(self, painter: QPainter) -> None:
        first, last = self.window_shown()
        if last < first:
            return
        step = self.frame().width() / (self._window[1] - self._window[0] or 1.0)
        wide = min(max(step * 0.7, 1.0), _WIDEST)
        beside = 1 if self._stacked else len(self._series)
        each = wide / beside
        up, down = np.zeros(self.count()), np.zeros(self.count())
        for at, series in enumerate(self._series):
            colour = self.look.series(at, series.role)
            values = _numbers(series.values)
            for place in range(max(first - 1, 0), min(last + 2, self.count())):
                value = float(values[place])
                if np.isnan(value) or not value:
                    continue
                left = self.across(place) - wide / 2 + (0 if self._stacked else at * each)
                level = up if value > 0 else down
                base = level[place] if self._stacked else 0.0
                self._paint_bar(painter, left, each, base, base + value, colour)
                if self._stacked:
                    level[place] += value

    def _paint_bar(
        self, painter: QPainter, left: float, wide: float, base: float, end: float, colour: QColor
    ) -> None:
        """Round where it ends, flat where it stands; stacked ones are apart by a hair."""
        foot, tip = self.height_of(base), self.height_of(end)
        if self._stacked and base:
            foot -= 1.0 if end > base else -1.0
        box = QRectF(QPointF(left, min(foot, tip)), QPointF(left + wide - 0.5, max(foot, tip)))
        radius = min(3.0, wide / 3, box.height() / 2)
        if wide < 6:
            painter.fillRect(box, colour)
            return
        path = QPainterPath()
        path.addRoundedRect(box, radius, radius)
        if not base or not self._stacked:
            half = QRectF(box.left(), box.center().y(), box.width(), box.height() / 2)
            if end < base:
                half.moveTop(box.top())
            path.addRect(half)
            path.setFillRule(Qt.FillRule.WindingFill)
        painter.fillPath(path, colour)

    def paint_place(self, painter: QPainter, place: int) -> None:
        frame, x = self.frame(), self.across(place)
        painter.setPen(QPen(self.look.roles.colour("mute"), 1))
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        if self._style == "bars":
            return
        ground = self.look.roles.colour("surface")
        for at, values in enumerate(self._levels()):
            value = float(values[place])
            if not np.isnan(value):
                colour = self.look.series(at, self._series[at].role)
                paint_marker(painter, QPointF(x, self.height_of(value)), at, colour, 5, ground)


def _numbers(values: Values) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def peaks(at: np.ndarray, values: np.ndarray, pixels: int) -> tuple[np.ndarray, np.ndarray]:
    """At most two points for each pixel: of many, the lowest and the highest that lie there."""
    together = len(values) // max(pixels, 1)
    if together < 2:
        return at, values
    starts = np.arange(0, len(values), together)
    low, high = np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)
    return np.repeat(at[starts], 2), np.column_stack([low, high]).ravel()


def in_sight(values: np.ndarray, first: float, last: float) -> tuple[np.ndarray, np.ndarray]:
    """Places and values between two places, and where the lines cross these."""
    low, high = max(int(np.ceil(first)), 0), min(int(np.floor(last)), len(values) - 1)
    at, shown = np.arange(low, high + 1, dtype=float), values[low : high + 1]
    if first < low and low > 0:
        share = low - first
        at = np.concatenate([[first], at])
        shown = np.concatenate([[share * values[low - 1] + (1 - share) * values[low]], shown])
    if last > high and high < len(values) - 1:
        share = last - high
        at = np.concatenate([at, [last]])
        shown = np.concatenate([shown, [share * values[high + 1] + (1 - share) * values[high]]])
    return at, shown


def _runs(values: np.ndarray) -> list[range]:
    """The stretches of known values."""
    known = np.concatenate([[False], np.isfinite(values), [False]]).astype(int)
    edges = np.flatnonzero(np.diff(known)).tolist()
    return [range(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
