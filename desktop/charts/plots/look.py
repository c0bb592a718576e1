"""How plots look in a theme: the colours of series, one hue for heat, shapes of markers.

Series must be told apart by whoever sees fewer colours. These six keep a distance of at least 30
(CIE 1976) from each other as seen with and without red or green cones, and a contrast of 3 : 1 to
the surface; a test computes both. Each goes with a shape, so colour never stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.theme.roles import Role, Roles, ThemeName, contrast, load_roles

SERIES: dict[ThemeName, tuple[str, ...]] = {
    "light": ("#4F46E5", "#D9730D", "#0F8A83", "#0284C7", "#5B2A0E", "#1F2937"),
    "dark": ("#8B83FF", "#F2A33A", "#3E8E7E", "#F4A6CF", "#B5542A", "#F3EAA0"),
}
"""The first is the theme's accent."""

_CORNERS = {1: (4, 45), 2: (3, -90), 3: (4, 0), 4: (3, 90), 5: (5, -90)}
"""Corners of a marker and where the first is (degrees); the first series has a disc."""

_READABLE = 4.5
"""Contrast of words, as WCAG 2.2 (1.4.3) asks for."""

_HATCH = 6.0
"""Between two lines of hatching, logical pixels."""

_PALEST = 0.06
"""How much of the hue the least value has: a cell that is known is never quite the surface."""


@dataclass(frozen=True, slots=True)
class Look:
    """One theme as plots see it; a printed picture is in the light one whatever the window is."""

    name: ThemeName

    @property
    def roles(self) -> Roles:
        return load_roles(self.name)

    def series(self, place: int, role: Role | None = None) -> QColor:
        """The colour of the series at this place, or of the role that it has."""
        if role is not None:
            return self.roles.colour(role)
        colours = SERIES[self.name]
        return QColor(colours[place % len(colours)])

    def pale(self, colour: QColor, share: float) -> QColor:
        """So much of a colour on the surface, opaque, so that what lies beneath is hidden."""
        return _mixed(self.roles.colour("surface"), colour, share)

    def heat(self, share: float) -> QColor:
        """From next to nothing (0) to the accent (1): one hue, so only lightness has to be seen."""
        return self.pale(self.roles.colour("accent"), _PALEST + (1 - _PALEST) * share)

    def ink_on(self, ground: QColor) -> QColor:
        """A colour in which words on a coloured ground can be read.

        Midway neither of the theme's two is enough; of black and white one always is.
        """
        inks = (self.roles.text, self.roles.surface, "#000000", "#FFFFFF")
        return QColor(next(ink for ink in inks if contrast(ink, ground.name()) >= _READABLE))


def _mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    pairs = (
        (ground.red(), colour.red()),
        (ground.green(), colour.green()),
        (ground.blue(), colour.blue()),
    )
    return QColor(*(round(low + (high - low) * share) for low, high in pairs))


def paint_marker(
    painter: QPainter, centre: QPointF, place: int, colour: QColor, radius: float, ground: QColor
) -> None:
    """The marker of the series at this place, with a rim in the ground's colour."""
    painter.setPen(QPen(ground, 1))
    painter.setBrush(colour)
    corners = _CORNERS.get(place % 6)
    if corners is None:
        painter.drawEllipse(centre, radius, radius)
        return
    count, first = corners
    turns = (first / 180 * pi + 2 * pi * corner / count for corner in range(count))
    far = radius * 1.3
    painter.drawPolygon(
        QPolygonF([centre + QPointF(far * cos(turn), far * sin(turn)) for turn in turns])
    )


def paint_unknown(painter: QPainter, box: QRectF, look: Look, radius: float = 0.0) -> None:
    """A hatched box: there is no figure."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.roles.colour("bg"))
    painter.drawRoundedRect(box, radius, radius)
    pen = QPen(look.roles.colour("mute", 0.55), 0.8)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    wide, high = box.width(), box.height()
    lines = []
    for each in range(1, int((wide + high) // _HATCH) + 1):
        at = each * _HATCH  # from the left or lower edge up to the upper or right one
        start = QPointF(max(at - high, 0.0), min(at, high))
        end = QPointF(min(at, wide), max(at - wide, 0.0))
        lines.append(QLineF(start + box.topLeft(), end + box.topLeft()))
    painter.drawLines(lines)
