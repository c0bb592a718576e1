"""Named points by two measures, in four fields that have names."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import median

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.plots.lettering import line_height, measured, small, write
from desktop.charts.plots.plane import PlanePlot, along
from desktop.charts.plots.read_out import Line, Told
from desktop.charts.plots.series import Axis, Cell, PlotTable, Point
from desktop.i18n import tr

_LEAST, _MOST = 4.0, 15.0
"""Radius of the smallest and the greatest point, logical pixels."""
_NAMED = 24
"""At most so many points have their names written beside them, the greatest first."""


class QuadrantPlot(PlanePlot):
    """Points in four fields, parted at the medians, at zero, or at two given numbers.

    The names of the greatest points stand beside them where there is room. Left and right go from
    point to point across, up and down in height.
    """

    def __init__(
        self,
        key: str,
        name: str,
        empty_text: str,
        across: Axis,
        up: Axis,
        size: Axis | None = None,
        fields: tuple[str, str, str, str] = ("", "", "", ""),
        parent: QWidget | None = None,
    ) -> None:
        """`fields` are named from the upper right one on, against the clock."""
        self._points: tuple[Point, ...] = ()
        self.sized_by, self._fields = size, fields
        self._middle = (0.0, 0.0)
        super().__init__(key, name, empty_text, across, up, parent)

    def set_points(
        self, points: Sequence[Point], middle: tuple[float, float] | None = None
    ) -> None:
        """Show these; `middle` is where the fields meet, the medians where none is given."""
        self._points = tuple(points)
        if middle is not None:
            self._middle = middle
        elif points:
            self._middle = median(each.x for each in points), median(each.y for each in points)
        self.renewed()

    def middle(self) -> tuple[float, float]:
        """Where the fields meet."""
        return self._middle

    def count(self) -> int:
        return len(self._points)

    def field_of(self, place: int) -> str:
        """The name of the field that a point lies in; on a line it is in the greater one."""
        point, (x, y) = self._points[place], self._middle
        if point.y >= y:
            return self._fields[0 if point.x >= x else 1]
        return self._fields[3 if point.x >= x else 2]

    def told(self, place: int) -> Told:
        point = self._points[place]
        lines = [
            Line(self.across.name, self.across.measure.say(point.x)),
            Line(self.up.name, self.up.measure.say(point.y)),
        ]
        if self.sized_by is not None:
            lines.append(Line(self.sized_by.name, self.sized_by.measure.say(point.size)))
        if field := self.field_of(place):
            lines.append(Line(field))
        return Told(point.name, tuple(lines))

    def table(self) -> PlotTable:
        axes = [self.across, self.up] + ([self.sized_by] if self.sized_by is not None else [])
        headers = [tr("Name"), *(axis.measure.head(axis.name) for axis in axes)]
        if any(self._fields):
            headers.append(tr("Field"))
        rows: list[tuple[Cell, ...]] = []
        for place, point in enumerate(self._points):
            numbers = (point.x, point.y, point.size)
            row: list[Cell] = [point.name]
            row += [axis.measure.cell(n) for axis, n in zip(axes, numbers, strict=False)]
            if any(self._fields):
                row.append(self.field_of(place))
            rows.append(tuple(row))
        return PlotTable(tuple(headers), tuple(rows))

    def extent(self) -> tuple[list[float], list[float]]:
        if not self._points:
            return [], []
        x, y = self._middle
        return [x, *(each.x for each in self._points)], [y, *(each.y for each in self._points)]

    def spot(self, place: int) -> QPointF:
        point = self._points[place]
        return QPointF(self.x_of(point.x), self.y_of(point.y))

    def around(self, place: int) -> QRectF:
        spot, radius = self.spot(place), self._radius(place) + 6
        return QRectF(spot.x() - radius, spot.y() - radius, 2 * radius, 2 * radius)

    def place_at(self, point: QPointF) -> int | None:
        return self.nearest(point, [self.spot(place) for place in range(len(self._points))])

    def step(self, key: Qt.Key, place: int | None) -> int | None:
        across, up = [each.x for each in self._points], [each.y for each in self._points]
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            return along(1 if key == Qt.Key.Key_Right else -1, place, across, up)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return along(1 if key == Qt.Key.Key_Up else -1, place, up, across)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return along(1 if key == Qt.Key.Key_Home else -1, None, across, up)
        return None

    def _radius(self, place: int) -> float:
        """By area, so that twice as much looks twice as much."""
        most = max(each.size for each in self._points)
        share = max(self._points[place].size, 0.0) / most if most > 0 else 0.0
        return max(_LEAST, _MOST * sqrt(share)) if self.sized_by is not None else 5.0

    def _telling(self) -> list[int]:
        """The greatest first; where sizes say nothing, the farthest from the middle."""
        if self.sized_by is not None:
            return sorted(range(self.count()), key=lambda place: -self._points[place].size)
        middle = QPointF(self.x_of(self._middle[0]), self.y_of(self._middle[1]))
        away = [(self.spot(place) - middle).manhattanLength() for place in range(self.count())]
        return sorted(range(self.count()), key=lambda place: -away[place])

    # Painting

    def paint(self, painter: QPainter) -> None:
        self.paint_axes(painter)
        frame, (x, y) = self.frame(), self._middle
        pen = QPen(self.look.roles.colour("mute"), 1)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        middle = QPointF(round(self.x_of(x)) + 0.5, round(self.y_of(y)) + 0.5)
        painter.drawLine(QPointF(middle.x(), frame.top()), QPointF(middle.x(), frame.bottom()))
        painter.drawLine(QPointF(frame.left(), middle.y()), QPointF(frame.right(), middle.y()))
        painter.setFont(small())
        painter.setPen(self.look.roles.colour("mute"))
        for place, box in self.named_fields():
            write(painter, box, self._fields[place], "right" if place in (0, 3) else "left")
        for place in sorted(range(self.count()), key=self._radius, reverse=True):
            self._paint_point(painter, place)
        ground = self.look.roles.colour("surface", 0.8)
        painter.setPen(self.look.roles.colour("text"))
        for place, box in self.named_points():
            painter.fillRect(box, ground)  # lines pass beneath names, not through them
            write(painter, box, self._points[place].name)

    def _paint_point(self, painter: QPainter, place: int) -> None:
        colour = self.look.series(0, self._points[place].role)
        painter.setPen(QPen(self.look.roles.colour("surface"), 1.5))
        colour.setAlphaF(0.75)
        painter.setBrush(colour)
        radius = self._radius(place)
        painter.drawEllipse(self.spot(place), radius, radius)

    def _circles(self) -> list[QRectF]:
        return [self.around(place).adjusted(4, 4, -4, -4) for place in range(self.count())]

    def named_fields(self) -> list[tuple[int, QRectF]]:
        """Fields with where their names stand: in their outer corners, or nearer the middle.

        Points come first: a field without room for its name goes without.
        """
        frame, (x, y) = self.frame(), self._middle
        middle = QPointF(self.x_of(x), self.y_of(y))
        height, circles, found = line_height() + 2, self._circles(), []
        for place, name in enumerate(self._fields):
            right, top = place in (0, 3), place in (0, 1)
            room = frame.right() - middle.x() if right else middle.x() - frame.left()
            width = min(measured([name], small()) + 1, room - 10)
            if not name or width < 24:
                continue
            box = QRectF(frame.left() + 5, frame.top() + 3, width, height)
            if right:
                box.moveRight(frame.right() - 5)
            if not top:
                box.moveBottom(frame.bottom() - 3)
            for _ in range(int((room - 5) // width)):
                if not any(box.intersects(each) for each in circles):
                    found.append((place, box))
                    break
                box.translate(-width if right else width, 0)
        return found

    def named_points(self) -> list[tuple[int, QRectF]]:
        """The most telling points with their names' places, which touch no name and no point."""
        taken = [box for _, box in self.named_fields()]
        circles, found = self._circles(), []
        edges = np.array([each.getCoords() for each in circles])  # left, top, right, bottom
        inside, height = self.frame().adjusted(2, 2, -2, -2), line_height()
        for place in self._telling()[:_NAMED]:
            name, circle = self._points[place].name, circles[place]
            others = np.delete(edges, place, axis=0)
            width = min(measured([name], small()) + 2, inside.width() / 3)
            middle = circle.center()
            level, above, below = middle.y() - height / 2, circle.top() - height, circle.bottom()
            for left, top in (
                (circle.right() + 1, level),
                (circle.left() - 1 - width, level),
                *(
                    (left, top)
                    for left in (middle.x() - width / 2, circle.right() - width, circle.left())
                    for top in (above, below)
                ),
            ):
                box = QRectF(left, top, width, height)
                across = (others[:, 0] < box.right()) & (others[:, 2] > box.left())
                hidden = across & (others[:, 1] < box.bottom()) & (others[:, 3] > box.top())
                apart = not any(box.intersects(each) for each in taken)
                if inside.contains(box) and apart and not hidden.any():
                    found.append((place, box))
                    taken.append(box)
                    break
        return found

    def paint_place(self, painter: QPainter, place: int) -> None:
        painter.setPen(QPen(self.look.roles.colour("text"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self._radius(place) + 2
        painter.drawEllipse(self.spot(place), radius, radius)
