"""What happened along time: small shapes above the axis, fewer where they would touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from desktop.charts.plots.lettering import write
from desktop.charts.plots.look import Look
from desktop.charts.plots.series import Mark, MarkKind
from desktop.i18n import tr
from desktop.theme.fonts import LABEL, font
from desktop.theme.roles import Role

STRIP = 18.0
"""Height of the row of shapes, logical pixels."""

_APART = 15.0
_RADIUS = 4.5

_ROLES: dict[MarkKind, Role] = {
    "price": "accent",
    "promotion": "good",
    "stock": "warn",
    "strike": "bad",
    "other": "mute",
}

Across = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark as it is told."""

    text: str
    kind: MarkKind
    detail: str

    def sentence(self) -> str:
        """All of it."""
        if not self.detail:
            return self.text
        return tr("{what}: {detail}", what=self.text, detail=self.detail)


class Marks:
    """The marks of a plot, by bucket."""

    def __init__(self, marks: tuple[Mark, ...]) -> None:
        self._at: dict[int, list[Marked]] = {}
        for each in sorted(marks, key=lambda mark: mark.at):
            self._at.setdefault(each.at, []).append(Marked(each.text, each.kind, each.detail))

    def __bool__(self) -> bool:
        return bool(self._at)

    def at(self, place: int) -> list[Marked]:
        """What happened in a bucket."""
        return self._at.get(place, [])

    def groups(self, across: Across, first: int, last: int) -> list[tuple[float, list[Marked]]]:
        """The shapes in sight from left to right: where, and what each stands for."""
        found: list[tuple[float, list[Marked]]] = []
        for place, marks in self._at.items():
            if not first <= place <= last:
                continue
            x = across(place)
            if found and x - found[-1][0] < _APART:
                found[-1][1].extend(marks)
            else:
                found.append((x, list(marks)))
        return found

    def near(self, x: float, across: Across, first: int, last: int) -> list[Marked]:
        """What the shape at a point stands for; nothing where there is none."""
        groups = self.groups(across, first, last)
        return next((marks for at, marks in groups if abs(at - x) <= _APART / 2), [])

    def paint(
        self, painter: QPainter, y: float, across: Across, first: int, last: int, look: Look
    ) -> None:
        """Paints them in a row at this height."""
        for x, marks in self.groups(across, first, last):
            if len(marks) == 1:
                _paint_shape(painter, QPointF(x, y), marks[0].kind, look)
            else:
                _paint_number(painter, QPointF(x, y), len(marks), look)


def _paint_shape(painter: QPainter, centre: QPointF, kind: MarkKind, look: Look) -> None:
    painter.setPen(QPen(look.roles.colour("surface"), 1))
    painter.setBrush(look.roles.colour(_ROLES[kind]))
    x, y, r = centre.x(), centre.y(), _RADIUS
    corners = {
        "price": [(x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y)],
        "strike": [(x, y - r - 0.5), (x + r + 0.5, y + r), (x - r - 0.5, y + r)],
        "other": [(x, y + r + 0.5), (x + r + 0.5, y - r), (x - r - 0.5, y - r)],
    }.get(kind)
    if corners is not None:
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    elif kind == "stock":
        painter.drawRoundedRect(QRectF(x - r, y - r, 2 * r, 2 * r), 1.5, 1.5)
    else:
        painter.drawEllipse(centre, r, r)


def _paint_number(painter: QPainter, centre: QPointF, count: int, look: Look) -> None:
    text = str(count) if count < 100 else "99+"
    box = QRectF(centre.x() - 7.5 - 3 * (len(text) - 1), centre.y() - 7.5, 0, 15)
    box.setWidth(2 * (centre.x() - box.left()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.roles.colour("mute"))
    painter.drawRoundedRect(box, 7.5, 7.5)
    painter.setFont(font(LABEL - 1))
    painter.setPen(look.roles.colour("surface"))
    write(painter, box, text, "centre")
