"""When buyers buy: orders by weekday and hour, as more than one page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.charts.plots.chart_card import ChartCard, Save
from desktop.charts.plots.heat_plot import HeatPlot
from desktop.charts.plots.series import Measure
from desktop.i18n import tr
from desktop.panels.analytics.words import weekday_names
from desktop.wording import number


class HoursCard(ChartCard):
    """A cell for each hour of the week."""

    def __init__(self, save: Save, parent: QWidget) -> None:
        self.hours = HeatPlot(
            "hours",
            tr("When buyers buy"),
            tr("Nothing was ordered in this time."),
            Measure(lambda value: number(round(value))),
            rows_name=tr("Weekday"),
        )
        super().__init__(
            "hours",
            tr("When buyers buy"),
            tr("Paid orders by weekday and hour of the shop’s clock."),
            self.hours,
            save,
            (),
            parent,
        )

    def show_hours(self, orders: Sequence[Sequence[int]]) -> None:
        """Orders by weekday, Monday first, and hour."""
        anything = any(any(row) for row in orders)
        self.hours.set_cells(
            weekday_names() if anything else (),
            [f"{hour}:00" for hour in range(24)],
            orders if anything else (),
        )
