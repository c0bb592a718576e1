"""Key figures in a row, each beside what it was; a press opens the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.panels.analytics.words import change_of, figure_text, is_good
from desktop.widgets.kpi_tile import KpiTile
from desktop.widgets.plain_label import plain_tooltip
from domain.analytics.metrics import Metric
from domain.reports.analytics.question import Course, Figure
from domain.reports.shop import ShopRow

_GAP = 10

_WAYS: dict[int, Literal["up", "down", "flat"]] = {1: "up", -1: "down", 0: "flat"}


class Tiles(QWidget):
    """A tile for each metric, in the order given."""

    pressed = Signal(str)
    """The key of the metric whose tile was pressed."""

    def __init__(self, page: str, metrics: Sequence[Metric], parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        # As many as fit stand side by side, so the widest line does not say how narrow this may be.
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._tiles: dict[Metric, KpiTile] = {}
        self._shape = 0, 0
        for metric in metrics:
            tile = KpiTile(f"analytics.{page}.{metric.value}", metric_name(metric), self)
            tile.clicked.connect(lambda _on=False, key=metric.value: self.pressed.emit(key))
            self._tiles[metric] = tile
        self._arrange()

    def show_figures(
        self, figures: Sequence[Figure], courses: Sequence[Course], shop: ShopRow
    ) -> None:
        """Show the figures; a metric that the shop cannot tell has no tile."""
        course = {each.metric: each for each in courses}
        told = {figure.metric for figure in figures}
        for metric, tile in self._tiles.items():
            tile.setVisible(metric in told)
        for figure in figures:
            tile = self._tiles[figure.metric]
            change, way = change_of(figure)
            values = course[figure.metric].values if figure.metric in course else ()
            tile.show_figure(
                figure_text(figure.metric, figure.value, shop),
                change,
                _WAYS[way],
                is_good(figure.metric, way),
                values,
            )
            meaning = metric_meaning(figure.metric)
            tile.setToolTip(plain_tooltip(f"{tile.toolTip()}\n{meaning}".strip()))
            tile.setAccessibleDescription(meaning)
        self._shape = 0, 0
        self._arrange()

    def metrics(self) -> tuple[Metric, ...]:
        """Those of which there are tiles."""
        return tuple(self._tiles)

    def tile(self, metric: Metric) -> KpiTile:
        """The tile of a metric."""
        return self._tiles[metric]

    def minimumSizeHint(self) -> QSize:
        """One tile: those that stand side by side now go below each other when it gets narrow."""
        return QSize(self._least(), 0)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a tile's words have another width
            self._arrange()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _least(self) -> int:
        tiles = self._tiles.values()
        return max(
            (each.minimumSizeHint().width() for each in tiles if not each.isHidden()), default=1
        )

    def _arrange(self) -> None:
        shown = [tile for tile in self._tiles.values() if not tile.isHidden()]
        least = self._least()
        most = max(1, min(len(shown), (self.width() + _GAP) // (least + _GAP)))
        lines = -(-len(shown) // most)
        columns = -(-len(shown) // lines) if lines else 1
        tall = max((tile.minimumSizeHint().height() for tile in shown), default=0)
        if (columns, tall) == self._shape:
            return
        self._shape = columns, tall
        self.setFixedHeight(max(0, lines * (tall + _GAP) - _GAP))
        for place in range(len(self._tiles)):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        for place, tile in enumerate(shown):
            self._grid.addWidget(tile, place // columns, place % columns)
