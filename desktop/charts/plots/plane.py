"""A plane with two axes of numbers, on which points lie."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.plots.axes import labels_height, values_width
from desktop.charts.plots.lettering import line_height, measured, small, write
from desktop.charts.plots.plot import Plot
from desktop.charts.plots.series import Axis
from desktop.charts.scale import ticks_between

_ROOM = 0.08
"""Share of the extent that is left free at each side."""
_EDGE = 4.0
_NEAR = 24.0
"""From how far a point is meant by the pointer, logical pixels."""


class PlanePlot(Plot):
    """Two axes with their names and round values; smaller numbers lie to the left and below."""

    def __init__(
        self,
        key: str,
        name: str,
        empty_text: str,
        across: Axis,
        up: Axis,
        parent: QWidget | None = None,
    ) -> None:
        self.across, self.up = across, up
        self._x = self._y = (0.0, 1.0)
        self._frame = QRectF(0, 0, 1, 1)
        super().__init__(key, name, empty_text, up.measure, parent)

    def extent(self) -> tuple[list[float], list[float]]:
        """All that must be in sight, across and up."""
        raise NotImplementedError

    def head_height(self) -> float:
        """Room above the plane for more than the name of the upright axis."""
        return 0.0

    def hint(self) -> QSize:
        return QSize(420, 300)

    def frame(self) -> QRectF:
        """Where the plane is."""
        return self._frame

    def x_of(self, value: float) -> float:
        """Where a number lies across."""
        low, high = self._x
        return self._frame.left() + (value - low) / (high - low) * self._frame.width()

    def y_of(self, value: float) -> float:
        """Where a number lies up."""
        low, high = self._y
        return self._frame.bottom() - (value - low) / (high - low) * self._frame.height()

    def arrange(self) -> None:
        across, up = self.extent()
        self._x, self._y = _roomy(across), _roomy(up)
        top = self.head_height() + line_height() + 12
        bottom = labels_height() + line_height() + 6
        self._frame = QRectF(0, top, 1, max(self.height() - top - bottom, 1))
        self._frame.setLeft(values_width(self._ticks_up(), self.up.measure))
        self._frame.setRight(max(self.width() - 10, self._frame.left() + 1))

    def _ticks_up(self) -> list[float]:
        fitting = self._frame.height() / (2 * line_height())
        return ticks_between(*self._y, int(min(max(fitting, 2), 6)))

    def nearest(self, point: QPointF, spots: Sequence[QPointF]) -> int | None:
        """The spot that is meant by a point; None where none is near."""
        far = [(spot - point).manhattanLength() for spot in spots]
        if not far or min(far) > _NEAR:
            return None
        return far.index(min(far))

    def paint_axes(self, painter: QPainter) -> None:
        """Lines at round values, the values, and the axes' names."""
        frame, roles = self._frame, self.look.roles
        line, words = QPen(roles.colour("line"), 1), roles.colour("mute")
        painter.setFont(small())
        for tick in self._ticks_up():
            y = round(self.y_of(tick)) + 0.5
            painter.setPen(line)
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(words)
            box = QRectF(0, y - 10, frame.left() - 8, 20)
            write(painter, box, self.up.measure.text(tick), "right")
        self._paint_across(painter, line)
        start, end = self.sides()
        painter.setPen(words)
        box = QRectF(_EDGE, self.head_height() + 2, self.width() - 2 * _EDGE, line_height())
        write(painter, box, self.up.name, start)
        box.moveTop(self.height() - line_height() - 3)
        write(painter, box, self.across.name, end)

    def _paint_across(self, painter: QPainter, line: QPen) -> None:
        frame, text = self._frame, self.across.measure.text
        ticks = ticks_between(*self._x)
        widest = measured([text(tick) for tick in ticks], small()) + 16
        every = max(1, int(-(-widest * len(ticks) // frame.width())))
        for tick in ticks[::every]:
            x = round(self.x_of(tick)) + 0.5
            painter.setPen(line)
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.setPen(self.look.roles.colour("mute"))
            left = min(x - widest / 2, self.width() - widest)
            box = QRectF(max(left, 0), frame.bottom() + 5, widest, line_height() + 2)
            write(painter, box, text(tick), "centre")


def along(steps: int, place: int | None, numbers: Sequence[float], others: Sequence[float]) -> int:
    """The place so many steps on in the order of the numbers; an end where there was none."""
    order = sorted(range(len(numbers)), key=lambda each: (numbers[each], others[each]))
    if place is None:
        return order[0 if steps > 0 else -1]
    at = order.index(place) + steps
    return order[min(max(at, 0), len(order) - 1)]


def _roomy(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * _ROOM or abs(high) * _ROOM or 1.0
    return low - (room if low else 0.0), high + room  # nothing lies beneath a count of zero
