"""Named values as lying bars: a funnel with its rates, where orders came from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from desktop.charts.plots.lettering import measured, small, strong, write
from desktop.charts.plots.look import paint_unknown
from desktop.charts.plots.plot import Plot
from desktop.charts.plots.read_out import Line, Told
from desktop.charts.plots.series import Bar, Cell, Measure, PlotTable
from desktop.i18n import tr

_ROW = 27
"""Height of a bar with its room, logical pixels."""
_THICK = 16.0
_GAP, _EDGE = 12.0, 4.0
_NAMES = 0.38
"""The most of the width that names may take."""


class BarPlot(Plot):
    """A bar for each name with its value at the end; the longest fills the room.

    With `rate` each bar also says its share of the one above it, as a funnel does. In
    right-to-left languages names stand at the right and bars grow to the left.
    """

    def __init__(
        self,
        key: str,
        name: str,
        empty_text: str,
        measure: Measure | None = None,
        parent: QWidget | None = None,
        *,
        rate: Measure | None = None,
        coloured: bool = False,
    ) -> None:
        """`rate` says a share from 0 to 1; `coloured` gives each bar a colour of its own."""
        self._bars: tuple[Bar, ...] = ()
        self._rate, self._coloured = rate, coloured
        super().__init__(key, name, empty_text, measure, parent)

    def set_bars(self, bars: Sequence[Bar], measure: Measure | None = None) -> None:
        """Show these, from top to bottom."""
        self._bars = tuple(bars)
        self.measure = measure or self.measure
        self.renewed()

    def count(self) -> int:
        return len(self._bars)

    def hint(self) -> QSize:
        return QSize(360, self._least())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._least())

    def _least(self) -> int:
        return max(_ROW * len(self._bars), 3 * _ROW) + 4

    def rate_of(self, place: int) -> float | None:
        """A bar's share of the one above it; None for the first, or where either is unknown."""
        if self._rate is None or not place:
            return None
        value, above = self._bars[place].value, self._bars[place - 1].value
        return None if value is None or not above else value / above

    def told(self, place: int) -> Told:
        bar = self._bars[place]
        lines = [Line(self._name, self.measure.say(bar.value), 0, self._colour(place))]
        share = self.rate_of(place)
        if share is not None and self._rate is not None:
            above = tr("of {name}", name=self._bars[place - 1].name)
            lines.append(Line(above, self._rate.say(share)))
        return Told(bar.name, tuple(lines))

    def table(self) -> PlotTable:
        headers = [tr("Name"), self.measure.head(self._name)]
        if self._rate is not None:
            headers.append(self._rate.head(tr("Of the step before")))
        rows: list[tuple[Cell, ...]] = []
        for place, bar in enumerate(self._bars):
            row: list[Cell] = [bar.name, self.measure.cell(bar.value)]
            if self._rate is not None:
                row.append(self._rate.cell(self.rate_of(place)))
            rows.append(tuple(row))
        return PlotTable(tuple(headers), tuple(rows))

    def spot(self, place: int) -> QPointF:
        line = self._line(place)
        return QPointF(line.center().x(), line.center().y())

    def around(self, place: int) -> QRectF:
        return self._line(place)

    def place_at(self, point: QPointF) -> int | None:
        place = int(point.y() / self._row())
        return place if point.y() >= 0 and place < len(self._bars) else None

    def step(self, key: Qt.Key, place: int | None) -> int | None:
        turned = {Qt.Key.Key_Down: Qt.Key.Key_Right, Qt.Key.Key_Up: Qt.Key.Key_Left}
        return super().step(turned.get(key, key), place)

    def _row(self) -> float:
        return min(self.height() / max(len(self._bars), 1), _ROW * 1.4)

    def _line(self, place: int) -> QRectF:
        return QRectF(0, place * self._row(), self.width(), self._row())

    def _colour(self, place: int) -> QColor:
        return self.look.series(place if self._coloured else 0, self._bars[place].role)

    def _mirrored(self, box: QRectF) -> QRectF:
        if not self.right_to_left():
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def _columns(self) -> tuple[float, float, float]:
        """Widths of the names, of the rates and of the values."""
        names = measured([bar.name for bar in self._bars], small()) + _GAP + _EDGE
        shares = [self.rate_of(place) for place in range(len(self._bars))]
        rates = 0.0
        if self._rate is not None:
            said = [self._rate.say(each) for each in shares if each is not None]
            rates = measured(said, small()) + _GAP
        values = measured([self.measure.say(bar.value) for bar in self._bars], strong())
        return min(names, self.width() * _NAMES), rates, values + _GAP + _EDGE

    def paint(self, painter: QPainter) -> None:
        names, rates, values = self._columns()
        room = QRectF(names, 0, max(self.width() - names - rates - values, 8), self.height())
        known = [bar.value for bar in self._bars if bar.value is not None]
        low, high = min(0.0, *known, 0.0), max(0.0, *known, 0.0)
        scale = room.width() / ((high - low) or 1.0)
        zero = room.left() - low * scale
        for place in range(len(self._bars)):
            self._paint_bar(painter, place, room, zero, scale)
            self._paint_words(painter, place, names, rates, values)

    def _paint_bar(
        self, painter: QPainter, place: int, room: QRectF, zero: float, scale: float
    ) -> None:
        value, line = self._bars[place].value, self._line(place)
        thick = min(_THICK, line.height() - 4)
        top = line.center().y() - thick / 2
        if value is None:
            box = QRectF(room.left(), top, min(room.width(), 60), thick)
            paint_unknown(painter, self._mirrored(box), self.look)
            return
        long = max(abs(value) * scale, 1.5 if value else 0.0)
        box = QRectF(zero if value >= 0 else zero - long, top, long, thick)
        path = QPainterPath()
        path.addRoundedRect(self._mirrored(box), min(4.0, long / 2), min(4.0, long / 2))
        painter.fillPath(path, self._colour(place))

    def _paint_words(
        self, painter: QPainter, place: int, names: float, rates: float, values: float
    ) -> None:
        bar, line, roles = self._bars[place], self._line(place), self.look.roles
        start, end = self.sides()
        painter.setFont(small())
        painter.setPen(roles.colour("mute"))
        box = QRectF(_EDGE, line.top(), names - _GAP - _EDGE, line.height())
        write(painter, self._mirrored(box), bar.name, start)
        share = self.rate_of(place)
        if share is not None and self._rate is not None:
            left = self.width() - values - rates
            box = QRectF(left, line.top(), rates, line.height())
            write(painter, self._mirrored(box), self._rate.say(share), end)
        painter.setFont(strong())
        painter.setPen(roles.colour("text" if bar.value is not None else "mute"))
        box = QRectF(self.width() - values, line.top(), values - _EDGE, line.height())
        write(painter, self._mirrored(box), self.measure.say(bar.value), end)

    def paint_place(self, painter: QPainter, place: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.roles.colour("accent", 0.08))
        painter.drawRoundedRect(self._line(place).adjusted(0, 1, 0, -1), 5, 5)
