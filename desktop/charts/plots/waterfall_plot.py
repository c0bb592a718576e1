"""How one figure became another: before, what changed it part by part, now."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.plots.axes import labels_height
from desktop.charts.plots.lettering import in_two_lines, line_height, measured, small, write
from desktop.charts.plots.plot import Plot
from desktop.charts.plots.read_out import Line, Told
from desktop.charts.plots.series import Bar, Measure, PlotTable
from desktop.i18n import tr

_SHARE = 0.62
"""Of the room for a bar, how much it takes."""
_WIDEST = 64.0
_FLAT = 0.4
"""Where all levels lie within so much of the highest, the scale begins above zero."""
_BREAK = 7.0
"""Height of the gap that says so, logical pixels."""


class WaterfallPlot(Plot):
    """Bars from level to level, each with its signed value; good and bad go by the sign.

    A part's role says it where less is better. Where the parts would be too small to be seen, the
    scale begins above zero, and a gap across the outer bars says so.
    """

    def __init__(
        self,
        key: str,
        name: str,
        empty_text: str,
        measure: Measure | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._bars: tuple[Bar, ...] = ()
        self._levels: tuple[tuple[float, float], ...] = ()
        self._labels: list[list[str]] = []
        super().__init__(key, name, empty_text, measure, parent)

    def set_change(
        self, before: Bar, parts: Sequence[Bar], now: Bar, measure: Measure | None = None
    ) -> None:
        """Show how `before` became `now`; the parts must add up to the difference."""
        self.measure = measure or self.measure
        levels, level = [(0.0, before.value or 0.0)], before.value or 0.0
        for part in parts:
            levels.append((level, level + (part.value or 0.0)))
            level = levels[-1][1]
        end = now.value or 0.0
        if not isclose(level, end, rel_tol=1e-6, abs_tol=1e-6 * max(abs(end), 1.0)):
            raise ValueError("the parts do not add up")
        self._bars, self._levels = (before, *parts, now), (*levels, (0.0, end))
        self.renewed()

    def clear(self) -> None:
        """Show nothing."""
        self._bars, self._levels = (), ()
        self.renewed()

    def count(self) -> int:
        return len(self._bars)

    def hint(self) -> QSize:
        return QSize(520, 260)

    def is_total(self, place: int) -> bool:
        """Whether it is a figure rather than what changed it."""
        return place in (0, len(self._bars) - 1)

    def value_text(self, place: int) -> str:
        """What stands at a bar."""
        value = self._bars[place].value
        if value is None or self.is_total(place):
            return self.measure.say(value)
        return self.measure.signed(value)

    def told(self, place: int) -> Told:
        lines = [Line(self._name, self.value_text(place), 0, self._colour(place))]
        if not self.is_total(place):
            lines.append(Line(tr("With it"), self.measure.say(self._levels[place][1])))
        return Told(self._bars[place].name, tuple(lines))

    def table(self) -> PlotTable:
        headers = (tr("Part"), self.measure.head(self._name))
        return PlotTable(
            headers, tuple((bar.name, self.measure.cell(bar.value)) for bar in self._bars)
        )

    # Where things are

    def arrange(self) -> None:
        room = self.width() / max(len(self._bars), 1) - 4
        self._labels = [in_two_lines(bar.name, room, small()) for bar in self._bars]

    def floor(self) -> float:
        """The level at which the scale begins."""
        ends = [level for pair in self._levels[1:-1] for level in pair]
        ends += [self._levels[0][1], self._levels[-1][1]]
        low, high = min(ends), max(ends)
        if low <= 0 or high - low > _FLAT * high or high == low:
            return min(low, 0.0)
        return low - (high - low) * 0.6

    def _ceiling(self) -> float:
        return max(0.0, *(level for pair in self._levels for level in pair))

    def _frame(self) -> QRectF:
        top = line_height() + 6
        height = self.height() - top - self._below() - self._labels_height()
        return QRectF(0, top, self.width(), max(height, 1))

    def _below(self) -> float:
        """Room for what stands under bars that lead below zero."""
        return line_height() + 4 if self.floor() < 0 else 0.0

    def _labels_height(self) -> float:
        return labels_height() + (max(map(len, self._labels), default=1) - 1) * line_height()

    def _height_of(self, level: float, frame: QRectF, floor: float, ceiling: float) -> float:
        share = (level - floor) / ((ceiling - floor) or 1.0)
        return frame.bottom() - share * frame.height()

    def _slot(self, place: int) -> QRectF:
        wide = self.width() / len(self._bars)
        return QRectF(place * wide, 0, wide, self.height())

    def _box(self, place: int) -> QRectF:
        frame, floor, ceiling = self._frame(), self.floor(), self._ceiling()
        slot, (start, end) = self._slot(place), self._levels[place]
        wide = min(slot.width() * _SHARE, _WIDEST)
        start = max(start, floor)
        ends = [self._height_of(each, frame, floor, ceiling) for each in (start, end)]
        top, high = min(ends), max(abs(ends[0] - ends[1]), 1.5)
        return QRectF(slot.center().x() - wide / 2, top, wide, high)

    def spot(self, place: int) -> QPointF:
        return self._box(place).center()

    def around(self, place: int) -> QRectF:
        return self._box(place).adjusted(-6, -line_height() - 4, 6, 4)

    def place_at(self, point: QPointF) -> int | None:
        place = int(point.x() / self.width() * len(self._bars))
        return min(max(place, 0), len(self._bars) - 1)

    # Painting

    def _colour(self, place: int) -> QColor:
        bar, roles = self._bars[place], self.look.roles
        if bar.role is not None:
            return roles.colour(bar.role)
        if self.is_total(place):
            return self.look.pale(roles.colour("mute"), 0.5)
        return roles.colour("good" if (bar.value or 0.0) >= 0 else "bad")

    def paint(self, painter: QPainter) -> None:
        frame, floor, roles = self._frame(), self.floor(), self.look.roles
        base = self._height_of(max(floor, 0.0), frame, floor, self._ceiling())
        painter.setPen(QPen(roles.colour("line"), 1))
        y = round(base) + 0.5
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        for place in range(len(self._bars)):
            box = self._box(place)
            if place + 1 < len(self._bars):
                end = self._height_of(self._levels[place][1], frame, floor, self._ceiling())
                painter.setPen(QPen(roles.colour("mute", 0.6), 1))
                level = round(end) + 0.5
                next_left = self._box(place + 1).left()
                painter.drawLine(QPointF(box.right(), level), QPointF(next_left, level))
            radius = min(3.0, box.height() / 2)
            path = QPainterPath()
            path.addRoundedRect(box, radius, radius)
            painter.fillPath(path, self._colour(place))
            if floor > 0 and self.is_total(place):
                self._paint_break(painter, box)
            self._paint_words(painter, place, box)

    def _paint_break(self, painter: QPainter, box: QRectF) -> None:
        """A slanting gap near the foot: the bar is longer than it is drawn."""
        middle = box.bottom() - min(14.0, box.height() / 3)
        painter.setPen(QPen(self.look.roles.colour("surface"), 3))
        left, right = QPointF(box.left() - 2, middle), QPointF(box.right() + 2, middle - _BREAK)
        painter.drawLine(left, right)

    def _paint_words(self, painter: QPainter, place: int, box: QRectF) -> None:
        slot, roles = self._slot(place), self.look.roles
        text = self.value_text(place)
        painter.setFont(small())
        painter.setPen(roles.colour("text"))
        height = line_height()
        down = self._levels[place][1] < 0 and self.is_total(place)
        top = box.bottom() + 3 if down else box.top() - height - 3
        width = max(slot.width(), measured([text], small()) + 1)
        left = min(max(slot.center().x() - width / 2, 0), self.width() - width)
        write(painter, QRectF(left, top, width, height), text, "centre")
        painter.setPen(roles.colour("mute"))
        top = self.height() - self._labels_height() + 5
        label = QRectF(slot.left() + 2, top, slot.width() - 4, height)
        for line in self._labels[place]:
            write(painter, label, line, "centre")
            label.translate(0, height)

    def paint_place(self, painter: QPainter, place: int) -> None:
        painter.setPen(QPen(self.look.roles.colour("text"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._box(place).adjusted(-2, -2, 2, 2), 4, 4)
