"""Which marker is whose: names above a plot, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.charts.plots.lettering import line_height, measured, small, write
from desktop.charts.plots.look import Look, paint_marker

_SIGN, _GAP = 22.0, 16.0
"""Width of a sign, and room after a name, logical pixels."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with its sign: a marker on a line, one alone (dotted), a box, or dashes."""

    name: str
    place: int
    colour: QColor
    dashed: bool = False
    boxed: bool = False
    dotted: bool = False


def legend_height(entries: Sequence[Entry], room: float) -> float:
    """Height that the names need; 0 where there are none."""
    lines = {line for line, _, _ in _placed(entries, room)}
    return len(lines) * (line_height() + 4) + (4 if lines else 0)


def paint_legend(
    painter: QPainter, entries: Sequence[Entry], corner: QPointF, room: float, look: Look
) -> None:
    """Paints the names from the upper left corner on."""
    row = line_height() + 4
    painter.save()
    painter.setFont(small())
    for entry, (line, left, width) in zip(entries, _placed(entries, room), strict=True):
        top = corner.y() + line * row
        _paint_sign(painter, entry, QPointF(corner.x() + left, top + row / 2), look)
        painter.setPen(look.roles.colour("mute"))
        write(painter, QRectF(corner.x() + left + _SIGN, top, width, row), entry.name)
    painter.restore()


def _placed(entries: Sequence[Entry], room: float) -> Iterator[tuple[int, float, float]]:
    """Line, left edge and width of each name."""
    line, left = 0, 0.0
    for entry in entries:
        width = min(measured([entry.name], small()) + 1, max(room - _SIGN, 20.0))
        if left and left + _SIGN + width > room:
            line, left = line + 1, 0.0
        yield line, left, width
        left += _SIGN + width + _GAP


def _paint_sign(painter: QPainter, entry: Entry, middle: QPointF, look: Look) -> None:
    centre = middle + QPointF(8, 0)
    if entry.boxed:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(entry.colour)
        painter.drawRoundedRect(QRectF(centre.x() - 5, centre.y() - 5, 10, 10), 3, 3)
        return
    pen = QPen(entry.colour, 1.5 if entry.dashed else 2)
    if entry.dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    if not entry.dotted:
        painter.drawLine(centre - QPointF(8, 0), centre + QPointF(8, 0))
    if entry.place >= 0:
        paint_marker(painter, centre, entry.place, entry.colour, 3.6, look.roles.colour("surface"))
