"""Words within a plot: shortened where there is no room, figures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from desktop.theme.fonts import LABEL, font

SMALL = LABEL + 1
"""Size of a plot's words, logical pixels."""

Side = Literal["left", "centre", "right"]

_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


@cache
def small() -> QFont:
    """The font of a plot's words."""
    return font(SMALL)


@cache
def strong() -> QFont:
    """The font of a plot's figures."""
    return font(SMALL, QFont.Weight.DemiBold)


def measured(texts: Sequence[str], face: QFont) -> float:
    """Width of the widest text, logical pixels."""
    metrics = QFontMetricsF(face)
    return max((metrics.horizontalAdvance(text) for text in texts), default=0.0)


def line_height() -> float:
    """Height of a line of a plot's words."""
    return QFontMetricsF(small()).height()


def in_two_lines(text: str, room: float, face: QFont) -> list[str]:
    """The text as it is, or parted between words where it is wider than the room."""
    words = text.split()
    if len(words) < 2 or measured([text], face) <= room:
        return [text]
    first = len(words) - 1
    while first > 1 and measured([" ".join(words[:first])], face) > room:
        first -= 1
    return [" ".join(words[:first]), " ".join(words[first:])]


def write(painter: QPainter, box: QRectF, text: str, side: Side = "left") -> None:
    """One line in a box, at the side that is meant whatever the language's direction is."""
    shown = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, int(box.width() + 1)
    )
    flags = _SIDES[side] | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(box, flags | Qt.TextFlag.TextSingleLine, shown)
