"""Two ranges on one scale: what is expected as things are, and with something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.roles import Role
from desktop.theme.source import theme

if TYPE_CHECKING:
    from domain.simulation.what_if import Range

_RADIUS = 4.0
_THICK = 4.0
_EDGE = 6.0
"""Room at both ends, logical pixels."""


def paint_mark(painter: QPainter, centre: QPointF, role: Role, *, filled: bool) -> None:
    """The middle of a range: a disc, or a ring, so that colours are not needed to tell them."""
    roles = theme().roles
    painter.setPen(QPen(roles.colour(role), 2))
    painter.setBrush(roles.colour(role if filled else "surface"))
    painter.drawEllipse(centre, _RADIUS, _RADIUS)


class RangeMark(QWidget):
    """The sign by which a heading says whose ranges are painted so."""

    def __init__(self, role: Role, parent: QWidget | None = None, *, filled: bool) -> None:
        super().__init__(parent)
        self._role, self._filled = role, filled
        self.setFixedSize(12, 12)
        theme().changed.connect(self._repaint)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QPointF(6, 6), self._role, filled=self._filled)

    def _repaint(self) -> None:
        self.update()


class RangeChart(QWidget):
    """The first range above with a ring, the second beneath with a disc; the least at the left.

    The figures stand beside it in words; a screen reader is told nothing by this widget.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ranges: tuple[Range, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._repaint)

    def set_ranges(self, *ranges: Range) -> None:
        """Show one or two ranges, or none."""
        self._ranges = ranges
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(140, 30)

    def minimumSizeHint(self) -> QSize:
        return QSize(70, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._ranges:
            return
        low = min(each.low for each in self._ranges)
        high = max(each.high for each in self._ranges)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles, room = theme().roles, self.width() - 2 * _EDGE

        def across(value: int) -> float:
            share = (value - low) / (high - low) if high > low else 0.5
            return _EDGE + share * room

        if low < 0 < high:
            painter.setPen(QPen(roles.colour("line"), 1))
            painter.drawLine(QPointF(across(0), 0), QPointF(across(0), self.height()))
        lines: tuple[tuple[Role, bool], ...] = (("mute", False), ("accent", True))
        for place, (each, (role, filled)) in enumerate(zip(self._ranges, lines, strict=False)):
            y = self.height() * (place + 0.5) / len(lines)
            left, right = across(each.low), across(each.high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(roles.colour(role, 0.4))
            bar = QRectF(left, y - _THICK / 2, max(right - left, 1.0), _THICK)
            painter.drawRoundedRect(bar, _THICK / 2, _THICK / 2)
            paint_mark(painter, QPointF(across(each.mean), y), role, filled=filled)

    def _repaint(self) -> None:
        self.update()
