"""Measures over time as lines, areas or bars, with what happened, zoomed and moved along time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget

from desktop.charts.plots.axes import labels_height, paint_labels, paint_values, values_width
from desktop.charts.plots.columns import (
    Column,
    extent,
    in_sight,
    numbers,
    peaks,
    stacked,
    stacked_extent,
)
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
from desktop.charts.plots.time_painting import (
    TimeScale,
    paint_area,
    paint_band,
    paint_bars,
    paint_dashes,
    paint_markers,
)
from desktop.charts.plots.time_window import TimeWindow
from desktop.charts.scale import axis_ticks
from desktop.i18n import tr
from desktop.widgets.plain_label import plain_tooltip

Style = Literal["lines", "areas", "bars"]

_WHEEL = 1.25
"""Times as much in sight for each notch of the wheel."""
_ROUND = 200
"""Points up to which the strokes' ends are round, which takes longer."""
_TOLD_MARKS = 4


class TimePlot(Plot):
    """Series bucket by bucket; the period before dashed; what is unknown is a gap.

    The wheel zooms, dragging moves, both along time only; a double click, *Reset* and Home show
    the whole again. Other values of the same buckets leave what was in sight and read out: figures
    follow a running clock. Time runs from left to right always.
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
        self._columns: list[Column] = []
        self._levels: list[Column] = []
        self._window = TimeWindow()
        self._legend_at = QRectF(0, 0, 1, 1)
        self._scale = TimeScale(QRectF(0, 0, 1, 1), 0.0, 1.0, 0.0, 1.0)
        self._pressed: QPointF | None = None
        self._pressed_at = (0.0, 1.0)
        self._panned = False
        self._clicked = 0
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
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._choose_clicked)

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
        same = buckets == self._buckets and bool(series) and self.count() > 0
        self._buckets, self._series, self._before = buckets, tuple(series), tuple(before)
        self._band, self._marks = band, Marks(tuple(marks))
        self.measure = measure or self.measure
        if same:
            self._go_on()
        else:
            self._begin_anew()

    def set_style(self, style: Style, *, stacked: bool | None = None) -> None:
        """Draw the same in another way."""
        self._style = style
        self._stacked = self._stacked if stacked is None else stacked
        self._begin_anew()

    def _begin_anew(self) -> None:
        """All of the time in sight, whatever was before."""
        alone = len(self._buckets.labels) < 2
        edge = 0.5 if self._style == "bars" or alone else 0.0
        self._window.begin(len(self._buckets.labels), edge)
        self._pressed = None
        self._wait.stop()
        self.whole.hide()
        self._draw_values()

    def _go_on(self) -> None:
        """What was in sight and read out stays so, with its new values."""
        read = self._read
        self._draw_values()
        self.show_read(read)

    def _draw_values(self) -> None:
        self._columns = [numbers(each.values) for each in self._series]
        self._levels = stacked(self._columns) if self._stacked else self._columns
        self._ticks = axis_ticks(*extent(self._drawn()))
        self._renew_curves()
        self.renewed()

    # What it says

    def count(self) -> int:
        return len(self._buckets.labels) if self._series else 0

    def hint(self) -> QSize:
        return QSize(520, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 160)

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
        """All together; unknown where any is."""
        values = [each.values[place] for each in self._series]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None

    def _colours(self) -> list[QColor]:
        return [self.look.series(at, each.role) for at, each in enumerate(self._series)]

    # Where things are

    def _drawn(self) -> list[Column]:
        """Everything that must be in sight."""
        drawn = [*self._columns, *(numbers(each.values) for each in self._before)]
        if self._band is not None:
            drawn += [numbers(self._band.low), numbers(self._band.high)]
        return drawn + (stacked_extent(self._columns) if self._stacked else [])

    def frame(self) -> QRectF:
        """Where values are drawn."""
        return self._scale.frame

    def across(self, place: float) -> float:
        """Where a bucket's middle is."""
        return self._scale.across(float(place))

    def height_of(self, value: float) -> float:
        """Where a value is."""
        return self._scale.height_of(value)

    def arrange(self) -> None:
        button = self.whole.sizeHint()
        self.whole.setGeometry(QRect(QPoint(self.width() - button.width() - 2, 0), button))
        left = values_width(self._ticks, self.measure)
        beside = button.width() if self.is_zoomed() else 0
        self._legend_at = QRectF(left, 2, self.width() - left - beside - 8, 0)
        top = 8 + legend_height(self._entries(), self._legend_at.width())
        if self.is_zoomed():
            top = max(top, button.height() + 8)
        bottom = labels_height() + (STRIP if self._marks else 0)
        inset = 0.0 if self._style == "bars" else 6.0
        frame = QRectF(
            left + inset,
            top,
            max(self.width() - left - 10 - 2 * inset, 1),
            max(self.height() - top - bottom, 1),
        )
        window, low, high = self._window, self._ticks[0], self._ticks[-1]
        self._scale = TimeScale(frame, window.first, window.last, low, high)
        for curve, values in zip(self._curves, self._levels, strict=False):  # bars have none
            at, shown = peaks(*in_sight(values, window.first, window.last), int(frame.width()))
            curve.setData(self._scale.across(at), self._scale.height_of(shown), connect="finite")

    def spot(self, place: int) -> QPointF:
        known = [value for each in self._series if (value := each.values[place]) is not None]
        if not known:
            return QPointF(self.across(place), self.frame().center().y())
        value = sum(known) if self._stacked else known[0]
        return QPointF(self.across(place), self.height_of(value))

    def place_at(self, point: QPointF) -> int | None:
        if point.y() < self.frame().top() - 8:
            return None  # over the legend
        first, last = self.window_shown()
        return min(max(round(self._time_at(point.x())), first), last)

    def _time_at(self, x: float) -> float:
        frame = self.frame()
        return self._window.at((x - frame.left()) / frame.width())

    # Zoom and movement, along time only

    def window_shown(self) -> tuple[int, int]:
        """The first and the last bucket in sight."""
        places = self._window.places()
        return places[0], places[-1]

    def is_zoomed(self) -> bool:
        """Whether not all is in sight."""
        return not self._window.is_whole()

    def show_whole(self) -> None:
        """Show all of the time again."""
        self._moved(self._window.show_all())

    def zoom(self, times: float, around: float) -> bool:
        """Have so many times as many buckets in sight; says whether that changed anything."""
        return self._moved(self._window.zoom(times, around))

    def _moved(self, changed: bool) -> bool:
        if changed:
            self.whole.setVisible(self.is_zoomed())
            self.arrange()
            self.viewport().update()
        return changed

    def show_read(self, place: int | None) -> None:
        if place is not None:
            self._moved(self._window.bring(place))
        super().show_read(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        times = {
            Qt.Key.Key_Plus: 1 / _WHEEL,
            Qt.Key.Key_Equal: 1 / _WHEEL,
            Qt.Key.Key_Minus: _WHEEL,
        }.get(Qt.Key(event.key()))
        read = self.read()
        if times is not None and self.count():
            self.zoom(times, self._window.at(0.5) if read is None else read)
            return
        if event.key() == Qt.Key.Key_Home:
            self.show_whole()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / 120
        around = self._time_at(event.position().x())
        if self.count() and turned and self.zoom(_WHEEL**-turned, around):
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.count():
            self._pressed, self._panned = event.position(), False
            self._pressed_at = self._window.first, self._window.last

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._pressed = None
            super().mouseMoveEvent(event)
            return
        moved = event.position().x() - self._pressed.x()
        if not self._panned and abs(moved) < QApplication.startDragDistance():
            return
        self._panned = True
        first, last = self._pressed_at
        by = moved / self._scale.step()
        self._moved(self._window.look_at(first - by, last - by))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """While zoomed, a click may be half a double click, which shows the whole instead."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._panned:
            return
        if not self.is_zoomed():
            super().mouseReleaseEvent(event)
            return
        place = self.place_at(event.position())
        self.show_read(place)
        if place is not None:
            self._clicked = place
            self._wait.start(QApplication.doubleClickInterval())

    def _choose_clicked(self) -> None:
        self.choose(self._clicked)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._wait.stop()
        self.show_whole()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            frame = self.frame()
            if self.count() and frame.bottom() <= event.pos().y() <= frame.bottom() + STRIP:
                group = self._marks.near(event.pos().x(), self.across, *self.window_shown())
                text = "\n".join(each.sentence() for each in group)
                QToolTip.showText(event.globalPos(), plain_tooltip(text), self.viewport())
                return True
        return super().viewportEvent(event)

    # Painting

    def _entries(self) -> list[Entry]:
        alone = len(self._series) < 2 and not self._before and self._band is None
        if alone or not self._series:
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
        """A curve for each series; others stay and are hidden: the scene may still know them."""
        wanted = 0 if self._style == "bars" else len(self._series)
        while len(self._curves) < wanted:
            curve = pg.PlotCurveItem()
            self.addItem(curve)
            curve.setZValue(-len(self._curves))  # the first series is in front
            self._curves.append(curve)
        for at, curve in enumerate(self._curves):
            curve.setVisible(at < wanted)

    def dress(self) -> None:
        for curve, colour in zip(self._curves, self._colours(), strict=False):
            pen = QPen(colour, 2)
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
        colours = self._colours()
        if self._style == "bars":
            paint_bars(painter, self._scale, self._columns, colours, stacked=self._stacked)
        elif self._style == "areas":
            self._paint_areas(painter, colours)
        if self._band is not None:
            colours[0].setAlphaF(0.16)
            low, high = numbers(self._band.low), numbers(self._band.high)
            paint_band(painter, self._scale, low, high, colours[0])
        mute = self.look.roles.colour("mute")
        for each in self._before:
            paint_dashes(painter, self._scale, numbers(each.values[: self.count()]), mute)
        painter.restore()

    def _paint_areas(self, painter: QPainter, colours: list[QColor]) -> None:
        """Stacked ones from the highest to the lowest, each hiding what lies under it."""
        for values, colour in reversed(list(zip(self._levels, colours, strict=True))):
            share = 0.3 if self._stacked else 0.12
            if self._stacked:
                paint_area(painter, self._scale, values, self.look.pale(colour, share))
            else:
                pale = QColor(colour)
                pale.setAlphaF(share)
                paint_area(painter, self._scale, values, pale)

    def paint_over(self, painter: QPainter) -> None:
        frame = self.frame()
        if self._style != "bars":
            several = len(self._series) > 1 and not self._stacked
            for at, (values, colour) in enumerate(zip(self._levels, self._colours(), strict=True)):
                paint_markers(
                    painter, self._scale, values, at, colour, self.look, all_points=several
                )
        if self._marks:
            middle = frame.bottom() + 4 + STRIP / 2
            self._marks.paint(painter, middle, self.across, *self.window_shown(), self.look)

    def paint_place(self, painter: QPainter, place: int) -> None:
        frame, x = self.frame(), self.across(place)
        painter.setPen(QPen(self.look.roles.colour("mute"), 1))
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        ground = self.look.roles.colour("surface")
        if self._style != "bars":
            for at, (values, colour) in enumerate(zip(self._levels, self._colours(), strict=True)):
                for spot in self._scale.spots(values, [place]):
                    paint_marker(painter, spot, at, colour, 5, ground)
