"""How measures over time are drawn: areas, bars, ranges, dashes and markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop.charts.plots.columns import Column, in_sight, runs
from desktop.charts.plots.look import Look, paint_marker

_MARKED = 40
"""Buckets in sight up to which each point has its marker; beyond, they stand apart."""
_DASHED = 400
"""Points up to which the period before is dashed; beyond, dashes would be noise."""
_WIDEST = 34.0
"""The widest bar, logical pixels."""
_SHARE = 0.7
"""Of the room for a bucket, what its bars take."""
_CROWDED = 4.0
"""Room for a bucket below which its bars take all of it, logical pixels."""
_SOLID = 6.0
"""The widest bar without round corners."""

Number = TypeVar("Number", float, Column)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Where buckets and values lie in a frame."""

    frame: QRectF
    first: float
    last: float
    """What of the time is in sight, in places of buckets."""
    low: float
    high: float

    def across(self, place: Number) -> Number:
        """Where a bucket's middle is."""
        return self.frame.left() + (place - self.first) * self.step()

    def height_of(self, value: Number) -> Number:
        """Where a value is."""
        tall = self.frame.height() / (self.high - self.low)
        return self.frame.bottom() - (value - self.low) * tall

    def step(self) -> float:
        """From bucket to bucket, logical pixels."""
        return self.frame.width() / (self.last - self.first or 1.0)

    def courses(self, values: Column) -> list[list[QPointF]]:
        """The stretches of known values in sight."""
        at, shown = in_sight(values, self.first, self.last)
        points = list(map(QPointF, self.across(at).tolist(), self.height_of(shown).tolist()))
        return [points[run.start : run.stop] for run in runs(shown)]

    def spots(self, values: Column, places: Sequence[int]) -> list[QPointF]:
        """Where the known values at these places are."""
        known = [(place, float(values[place])) for place in places]
        return [
            QPointF(self.across(float(place)), self.height_of(value))
            for place, value in known
            if not np.isnan(value)
        ]


def paint_area(painter: QPainter, scale: TimeScale, values: Column, colour: QColor) -> None:
    """From the values down to zero."""
    zero = scale.height_of(0.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for course in scale.courses(values):
        painter.drawPolygon([*course, QPointF(course[-1].x(), zero), QPointF(course[0].x(), zero)])


def paint_band(
    painter: QPainter, scale: TimeScale, low: Column, high: Column, colour: QColor
) -> None:
    """Between two lines, where both are known."""
    unknown = np.isnan(low) | np.isnan(high)
    low, high = np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for beneath, above in zip(scale.courses(low), scale.courses(high), strict=True):
        painter.drawPolygon([*above, *reversed(beneath)])


def paint_dashes(painter: QPainter, scale: TimeScale, values: Column, colour: QColor) -> None:
    """A dashed line, which is told apart without its colour."""
    many = scale.last - scale.first > _DASHED
    pen = QPen(colour, 1.0 if many else 1.3)
    if not many:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for course in scale.courses(values):
        if len(course) < 2:
            painter.drawLine(course[0] - QPointF(4, 0), course[0] + QPointF(4, 0))
        elif many:
            painter.drawLines(list(map(QLineF, course[:-1], course[1:])))
        else:
            painter.drawPolyline(course)


def paint_markers(
    painter: QPainter,
    scale: TimeScale,
    values: Column,
    place: int,
    colour: QColor,
    look: Look,
    *,
    all_points: bool,
) -> None:
    """The series' markers, where they have room; on lone points always, which have no line."""
    seen = range(max(int(np.ceil(scale.first)), 0), min(int(scale.last), len(values) - 1) + 1)
    every = max(1, int(14 // scale.step()) + 1)
    if len(seen) > _MARKED:
        every = max(every, len(seen) // 12)
    lone = {run.start for run in runs(values) if len(run) == 1}
    marked = [at for at in seen if at in lone or (all_points and (at + place) % every == 0)]
    for spot in scale.spots(values, marked):
        paint_marker(painter, spot, place, colour, 3.6, look.roles.colour("surface"))


def paint_bars(
    painter: QPainter,
    scale: TimeScale,
    columns: Sequence[Column],
    colours: Sequence[QColor],
    *,
    stacked: bool,
) -> None:
    """A bar for each bucket and series: beside each other, or on top of each other."""
    step = scale.step()
    crowded = step < _CROWDED
    wide = min(step if crowded else step * _SHARE, _WIDEST)
    each = wide if stacked else wide / max(len(columns), 1)
    up = down = np.zeros(max(map(len, columns), default=0))
    for at, (values, colour) in enumerate(zip(columns, colours, strict=True)):
        value = np.nan_to_num(values)
        base = np.where(value > 0, up, down)
        low, high = max(int(scale.first), 0), int(scale.last) + 2
        places = low + np.flatnonzero(value[low:high])
        left = scale.across(places.astype(np.float64)) - wide / 2 + (0.0 if stacked else at * each)
        feet, tips = scale.height_of(base[places]), scale.height_of((base + value)[places])
        if each < _SOLID:
            _paint_thin(painter, left, each, feet, tips, colour, crowded=crowded)
        else:
            grounded = (base[places] == 0).tolist()
            bars = zip(left.tolist(), feet.tolist(), tips.tolist(), grounded, strict=True)
            for x, foot, tip, on_ground in bars:
                _paint_round(painter, x, each, foot, tip, colour, on_ground=on_ground)
        if stacked:
            up, down = up + np.maximum(value, 0), down + np.minimum(value, 0)


def _paint_thin(
    painter: QPainter,
    left: Column,
    wide: float,
    feet: Column,
    tips: Column,
    colour: QColor,
    *,
    crowded: bool,
) -> None:
    tops, heights = np.minimum(feet, tips), np.abs(feet - tips)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    breadths = np.full(len(left), max(wide, 1.0))
    corners = (left.tolist(), tops.tolist(), breadths.tolist(), heights.tolist())
    painter.save()
    # Edges that lie between pixels would let what is behind shine through at each of them.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not crowded)
    painter.drawRects(list(map(QRectF, *corners)))
    painter.restore()


def _paint_round(
    painter: QPainter,
    left: float,
    wide: float,
    foot: float,
    tip: float,
    colour: QColor,
    *,
    on_ground: bool,
) -> None:
    """Round where it ends, flat where it stands; on top of another, apart from it by a hair."""
    if not on_ground:
        foot += 1.0 if tip > foot else -1.0
    right, up = left + wide - 0.5, 1.0 if tip < foot else -1.0
    round_ = min(3.0, wide / 3, abs(foot - tip) / 2)
    if not on_ground:
        box = QRectF(QPointF(left, min(foot, tip)), QPointF(right, max(foot, tip)))
        path = QPainterPath()
        path.addRoundedRect(box, round_, round_)
    else:
        path = QPainterPath(QPointF(left, foot))
        path.lineTo(left, tip + up * round_)
        path.quadTo(left, tip, left + round_, tip)
        path.lineTo(right - round_, tip)
        path.quadTo(right, tip, right, tip + up * round_)
        path.lineTo(right, foot)
        path.closeSubpath()
    painter.fillPath(path, colour)
