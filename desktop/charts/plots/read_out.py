"""The box that says every value at the pointer, and the same in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.charts.plots.lettering import line_height, measured, small, strong, write
from desktop.charts.plots.look import Look, paint_marker
from desktop.i18n import left_to_right, tr

_PAD, _GAP, _MARKER = 10.0, 18.0, 16.0
_FAR = 4.0
"""From the place to the box, logical pixels."""


@dataclass(frozen=True, slots=True)
class Line:
    """A name and a value; `place` is whose marker goes with it, -1 for none."""

    name: str
    value: str = ""
    place: int = -1
    colour: QColor | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a plot says of one place."""

    heading: str
    lines: tuple[Line, ...]

    def sentence(self) -> str:
        """For whoever hears it."""
        parts = [
            tr("{name} {value}", name=each.name, value=each.value)
            if each.name and each.value
            else each.name or each.value
            for each in self.lines
        ]
        return f"{left_to_right(self.heading)}: {'; '.join(parts)}"


def paint_told(
    painter: QPainter, told: Told, place: QRectF, bounds: QRectF, look: Look, *, mirrored: bool
) -> None:
    """Paints the box beside the place, or under or over it, always inside the bounds."""
    row = line_height() + 4
    marked = _MARKER if any(each.colour is not None for each in told.lines) else 0.0
    names = measured([each.name for each in told.lines], small())
    values = measured([each.value for each in told.lines], strong())
    gap = _GAP if names and values else 0.0
    inner = max(measured([told.heading], strong()), marked + names + gap + values)
    width = min(inner + 2 * _PAD + 2, bounds.width() - 4)
    height = row * (len(told.lines) + 1) + _PAD
    box = _placed(place, width, height, bounds)
    roles = look.roles
    painter.setPen(QPen(roles.colour("line"), 1))
    painter.setBrush(roles.colour("raised"))
    painter.drawRoundedRect(box, 7, 7)
    inside = box.adjusted(_PAD, _PAD / 2, -_PAD, -_PAD / 2)
    line = QRectF(inside.left(), inside.top(), inside.width(), row)
    painter.setFont(strong())
    painter.setPen(roles.colour("text"))
    write(painter, line, told.heading, "right" if mirrored else "left")
    for each in told.lines:
        line.translate(0, row)
        _paint_line(painter, each, line, marked, min(values, inside.width()), look, mirrored)


def _placed(place: QRectF, width: float, height: float, bounds: QRectF) -> QRectF:
    inner, middle = bounds.adjusted(2, 2, -2, -2), place.center()
    beside, level = middle.x() - width / 2, middle.y() - height / 2
    for left, top in (
        (place.right() + _FAR, level),
        (place.left() - _FAR - width, level),
        (beside, place.bottom() + _FAR),
        (beside, place.top() - _FAR - height),
    ):
        sideways = top == level
        if sideways and inner.left() <= left <= inner.right() - width:
            break
        if not sideways and inner.top() <= top <= inner.bottom() - height:
            break
    left = max(min(left, inner.right() - width), inner.left())
    top = max(min(top, inner.bottom() - height), inner.top())
    return QRectF(left, top, width, height)


def _paint_line(
    painter: QPainter,
    each: Line,
    line: QRectF,
    marked: float,
    values: float,
    look: Look,
    mirrored: bool,
) -> None:
    roles = look.roles
    if each.colour is not None:
        x = line.right() - 5 if mirrored else line.left() + 5
        paint_marker(
            painter,
            QPointF(x, line.center().y()),
            max(each.place, 0),
            each.colour,
            4,
            roles.colour("raised"),
        )
    name = line.adjusted(values if mirrored else marked, 0, -(marked if mirrored else values), 0)
    painter.setFont(small())
    painter.setPen(roles.colour("mute"))
    write(painter, name, each.name, "right" if mirrored else "left")
    painter.setFont(strong())
    painter.setPen(roles.colour("text"))
    write(painter, line, each.value, "left" if mirrored else "right")


def said(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """The first lines, and how many more there are."""
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], Line(tr("and %Ln more", len(lines) - most + 1)))
