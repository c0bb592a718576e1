"""A course without axes: whether it goes up or down, at a glance."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.roles import Role
from desktop.theme.source import theme

_PAD = 3.0


class Sparkline(QWidget):
    """Line over a pale area, from the least value to the greatest; older values at the left.

    What is not known is a gap. Time runs from left to right in right-to-left languages too, as in
    `LineChart`. The words that go with it are the tile's; a screen reader is told nothing by this
    widget.
    """

    def __init__(self, parent: QWidget | None = None, role: Role = "accent") -> None:
        super().__init__(parent)
        self._values: tuple[float | None, ...] = ()
        self._role: Role = role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self._repaint)

    def set_values(self, values: Sequence[float | None]) -> None:
        """Draw these; None is what is not known."""
        self._values = tuple(values)
        self.update()

    def set_role(self, role: Role) -> None:
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        known = [value for value in self._values if value is not None]
        if len(known) < 2:
            return
        low, high = min(known), max(known)
        span = high - low or 1.0
        height = self.height() - 2 * _PAD
        step = (self.width() - 2 * _PAD) / (len(self._values) - 1)
        flat = high == low
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stretch in _known_stretches(self._values):
            points = [
                QPointF(
                    _PAD + place * step,
                    _PAD + height * (0.5 if flat else 1 - (value - low) / span),
                )
                for place, value in stretch
            ]
            paint_course(painter, points, self.height() - 1.0, self._role, 1.6)

    def _repaint(self) -> None:
        self.update()


def _known_stretches(
    values: Sequence[float | None],
) -> Iterator[Sequence[tuple[int, float]]]:
    """Values that follow each other without a gap, with their places; one alone is as wide."""
    stretch: list[tuple[int, float]] = []
    for place, value in enumerate((*values, None)):
        if value is not None:
            stretch.append((place, value))
        elif stretch:
            yield stretch if len(stretch) > 1 else stretch * 2
            stretch = []


def paint_course(
    painter: QPainter, points: Sequence[QPointF], floor: float, role: Role, width: float
) -> None:
    """Paints points as a line over an area that reaches down to `floor`."""
    line = QPainterPath(points[0])
    for point in points[1:]:
        line.lineTo(point)
    area = QPainterPath(line)
    area.lineTo(points[-1].x(), floor)
    area.lineTo(points[0].x(), floor)
    area.closeSubpath()
    roles = theme().roles
    painter.fillPath(area, roles.colour(role, 0.13))
    pen = QPen(roles.colour(role), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.strokePath(line, pen)
