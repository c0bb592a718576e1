"""Axes of a plot: round values at the left, as many labels beneath as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from desktop.charts.plots.lettering import line_height, measured, small, write
from desktop.charts.plots.look import Look
from desktop.charts.plots.series import Measure

_MEASURED = 8
"""Of so many labels, those with the most letters, one is taken for the widest."""
_LABEL_GAP = 22.0
"""Between two labels, logical pixels."""

_ROUND = (1, 2, 3, 4, 6, 12, 24)
"""Every how many places have labels where counting starts at the first: hours, months."""

AT_LEFT = 10.0
"""Between the values and the plot."""


def values_width(ticks: Sequence[float], measure: Measure) -> float:
    """Room that the values at the left need."""
    return measured([measure.text(tick) for tick in ticks], small()) + AT_LEFT


def labels_height() -> float:
    """Room that a row of labels needs."""
    return line_height() + 8


def paint_values(
    painter: QPainter,
    frame: QRectF,
    ticks: Sequence[float],
    height_of: Callable[[float], float],
    measure: Measure,
    look: Look,
) -> None:
    """Thin lines across the frame with their values at the left; zero is told apart.

    Where lines are too close to each other, not every one has its value, but zero has.
    """
    roles = look.roles
    painter.setFont(small())
    apart = abs(height_of(ticks[1]) - height_of(ticks[0]))
    every = max(1, int(-(-line_height() // max(apart, 0.1))))
    zero = ticks.index(0.0)
    for place, tick in enumerate(ticks):
        y = round(height_of(tick)) + 0.5
        painter.setPen(QPen(roles.colour("mute", 0.55) if tick == 0 else roles.colour("line"), 1))
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        if (place - zero) % every == 0:
            painter.setPen(roles.colour("mute"))
            box = QRectF(0, y - 10, frame.left() - AT_LEFT + 2, 20)
            write(painter, box, measure.text(tick), "right")


def paint_labels(
    painter: QPainter,
    top: float,
    labels: Sequence[str],
    across: Callable[[int], float],
    look: Look,
    *,
    right: float,
    places: range | None = None,
    from_first: bool = False,
) -> None:
    """Labels beneath the frame, evenly thinned and left of `right`.

    The last of the places keeps its own, or the first.
    """
    shown = range(len(labels)) if places is None else places
    if not shown:
        return
    painter.setFont(small())
    painter.setPen(look.roles.colour("mute"))
    longest = sorted((labels[place] for place in shown), key=len)[-_MEASURED:]
    widest = measured(longest, small())
    step = abs(across(shown[-1]) - across(shown[0])) / max(len(shown) - 1, 1)
    every = max(1, int(-(-(widest + _LABEL_GAP) // step))) if step else len(shown)
    if from_first:
        every = next((each for each in _ROUND if each >= every), every)
    for place in shown[::every] if from_first else shown[::-every]:
        width = measured([labels[place]], small()) + 2
        left = min(max(across(place) - width / 2, 0), max(right - width, 0))
        write(painter, QRectF(left, top, width, line_height() + 2), labels[place], "centre")
