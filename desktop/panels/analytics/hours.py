"""When buyers buy: orders by weekday and hour, as more than one page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.heat_plot import HeatPlot
from desktop.charts.plots.series import Measure
from desktop.i18n import tr
from desktop.panels.analytics.orders_behind import open_orders
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.words import weekday_names
from desktop.wording import number
from domain.reports.analytics.order_rows import orders_at


class HoursCard(ChartCard):
    """A cell for each hour of the week; it opens the orders that were paid in it."""

    def __init__(self, page: Page) -> None:
        """``page`` is whose answer the hours are of."""
        self._page = page
        self.hours = HeatPlot(
            "hours",
            tr("When buyers buy"),
            tr("Nothing was ordered in this time."),
            Measure(lambda value: number(round(value))),
            rows_name=tr("Weekday"),
        )
        self.hours.chosen.connect(self.open_hour)
        super().__init__(
            "hours",
            tr("When buyers buy"),
            tr("Paid orders by weekday and hour of the shop’s clock."),
            self.hours,
            page.save,
            (),
            page,
        )

    def show_hours(self, orders: Sequence[Sequence[int]]) -> None:
        """Orders by weekday, Monday first, and hour."""
        anything = any(any(row) for row in orders)
        self.hours.set_cells(
            weekday_names() if anything else (),
            [f"{hour}:00" for hour in range(24)],
            orders if anything else (),
        )

    def open_hour(self, weekday: int, hour: int) -> None:
        """Show the orders of an hour of the week."""
        answer = self._page.answer
        assert answer is not None
        products = answer.question.products if self._page.tells_products_apart else ()
        name = tr("{weekday} {hour}:00", weekday=weekday_names()[weekday], hour=hour)
        title = tr("Orders on {time}", time=name)
        open_orders(self._page, title, orders_at, weekday, hour, products)
