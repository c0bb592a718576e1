"""Measured points with what they may be in truth, and a line that was fitted through them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.plots.legend import Entry, legend_height, paint_legend
from desktop.charts.plots.look import paint_marker
from desktop.charts.plots.plane import PlanePlot, along
from desktop.charts.plots.read_out import Line, Told
from desktop.charts.plots.series import Axis, Cell, Fit, PlotTable, Sample
from desktop.i18n import tr

_RADIUS = 4.5
_CAP = 4.0
"""Half the width of an error bar's ends, logical pixels."""


class CurvePlot(PlanePlot):
    """Points with error bars; the fitted line lies in a pale band, where it may lie in truth."""

    def __init__(
        self,
        key: str,
        name: str,
        empty_text: str,
        across: Axis,
        up: Axis,
        parent: QWidget | None = None,
    ) -> None:
        self._samples: tuple[Sample, ...] = ()
        self._fit: Fit | None = None
        super().__init__(key, name, empty_text, across, up, parent)
        self._line = pg.PlotCurveItem()
        self.addItem(self._line)

    def set_samples(self, samples: Sequence[Sample], fit: Fit | None = None) -> None:
        """Show these, and the line that was fitted, if any."""
        self._samples, self._fit = tuple(samples), fit
        self.renewed()

    def count(self) -> int:
        return len(self._samples)

    def told(self, place: int) -> Told:
        sample = self._samples[place]
        lines = [Line(self.up.name, self.up.measure.say(sample.y), 0, self.look.series(0))]
        if sample.low is not None and sample.high is not None:
            low, high = self.up.measure.say(sample.low), self.up.measure.say(sample.high)
            lines.append(Line(tr("In truth between"), tr("{low} and {high}", low=low, high=high)))
        fitted = self._fitted(sample.x)
        if self._fit is not None and fitted is not None:
            lines.append(Line(self._fit.name, self.up.measure.say(fitted)))
        heading = sample.name or f"{self.across.name} {self.across.measure.say(sample.x)}"
        return Told(heading, tuple(lines))

    def table(self) -> PlotTable:
        up = self.up.measure
        headers = [self.across.measure.head(self.across.name), up.head(self.up.name)]
        headers += [up.head(tr("At least")), up.head(tr("At most"))]
        if self._fit is not None:
            headers.append(up.head(self._fit.name))
        rows: list[tuple[Cell, ...]] = []
        for each in self._samples:
            row: list[Cell] = [self.across.measure.cell(each.x)]
            row += [up.cell(value) for value in (each.y, each.low, each.high)]
            if self._fit is not None:
                row.append(up.cell(self._fitted(each.x)))
            rows.append(tuple(row))
        return PlotTable(tuple(headers), tuple(rows))

    def _fitted(self, x: float) -> float | None:
        """What the line says at a point; None beyond its ends."""
        fit = self._fit
        if fit is None or not fit.x or not fit.x[0] <= x <= fit.x[-1]:
            return None
        return float(np.interp(x, fit.x, fit.y))

    def extent(self) -> tuple[list[float], list[float]]:
        if not self._samples:
            return [], []
        across, up = [each.x for each in self._samples], [0.0]
        for each in self._samples:
            up += [value for value in (each.y, each.low, each.high) if value is not None]
        if self._fit is not None:
            across += self._fit.x
            up += [*self._fit.y, *self._fit.low, *self._fit.high]
        return across, up

    def head_height(self) -> float:
        return legend_height(self._entries(), self.width())

    def _entries(self) -> list[Entry]:
        if self._fit is None:
            return []
        mute = self.look.roles.colour("mute")
        measured = Entry(tr("Measured"), 0, self.look.series(0), dotted=True)
        return [measured, Entry(self._fit.name, -1, mute)]

    def spot(self, place: int) -> QPointF:
        sample = self._samples[place]
        return QPointF(self.x_of(sample.x), self.y_of(sample.y))

    def place_at(self, point: QPointF) -> int | None:
        return self.nearest(point, [self.spot(place) for place in range(self.count())])

    def step(self, key: Qt.Key, place: int | None) -> int | None:
        across, up = [each.x for each in self._samples], [each.y for each in self._samples]
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            return along(1 if key == Qt.Key.Key_Right else -1, place, across, up)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return along(1 if key == Qt.Key.Key_Home else -1, None, across, up)
        return None

    def arrange(self) -> None:
        super().arrange()
        fit = self._fit
        self._line.setVisible(fit is not None and bool(self._samples))
        if fit is not None:
            x, y = self._course(fit.x, fit.y)
            self._line.setData(np.array(x), np.array(y))

    def _course(self, x: Sequence[float], y: Sequence[float]) -> tuple[list[float], list[float]]:
        return [self.x_of(each) for each in x], [self.y_of(each) for each in y]

    def dress(self) -> None:
        self._line.setPen(QPen(self.look.roles.colour("mute"), 2))

    def paint(self, painter: QPainter) -> None:
        if entries := self._entries():
            paint_legend(painter, entries, QPointF(0, 0), self.width(), self.look)
        self.paint_axes(painter)
        fit = self._fit
        if fit is not None and fit.low and fit.high:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.roles.colour("mute", 0.16))
            beneath = map(QPointF, *self._course(fit.x, fit.low))
            above = map(QPointF, *self._course(fit.x, fit.high))
            painter.drawPolygon([*above, *reversed(list(beneath))])

    def paint_over(self, painter: QPainter) -> None:
        colour, ground = self.look.series(0), self.look.roles.colour("surface")
        for place, sample in enumerate(self._samples):
            spot = self.spot(place)
            if sample.low is not None and sample.high is not None:
                low, high = self.y_of(sample.low), self.y_of(sample.high)
                painter.setPen(QPen(colour, 1.3))
                painter.drawLine(QPointF(spot.x(), low), QPointF(spot.x(), high))
                for end in (low, high):
                    left, right = QPointF(spot.x() - _CAP, end), QPointF(spot.x() + _CAP, end)
                    painter.drawLine(left, right)
            paint_marker(painter, spot, 0, colour, _RADIUS, ground)

    def paint_place(self, painter: QPainter, place: int) -> None:
        painter.setPen(QPen(self.look.roles.colour("text"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.spot(place), _RADIUS + 2, _RADIUS + 2)
