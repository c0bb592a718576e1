"""The sales page: one measure over time beside another time, and what GMV is made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.i18n import tr
from desktop.panels.analytics.orders_behind import open_orders
from desktop.panels.analytics.over_time import OverTime
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.tiles import Tiles
from desktop.widgets.card import Card
from desktop.widgets.fields import Fields
from desktop.wording import money
from domain.analytics.metrics import Metric
from domain.analytics.periods import Period
from domain.reports.analytics.happenings import Happening
from domain.reports.analytics.order_rows import orders_with_products
from domain.reports.analytics.question import Answer, Stretch
from domain.reports.analytics.sales import Made, sales
from domain.reports.analytics.sales import SalesPage as Found
from domain.reports.analytics.selling import MEASURES, SEEN
from domain.reports.shop import ShopRow


class SalesPage(Page):
    """The measure that is chosen, and the bill of what was sold."""

    chart: OverTime
    query = staticmethod(sales)
    tells_products_apart = True

    def make(self) -> None:
        measures = (*MEASURES, *SEEN) if self.desk.is_practice else MEASURES
        self.tiles = Tiles(self.key, measures, self)
        self.tiles.pressed.connect(lambda key: self.chart.show_measure(Metric(key)))
        self.body.addWidget(self.tiles)
        self.chart = OverTime(
            "sales",
            tr("Sales over time"),
            tr("Nothing was sold in this time."),
            measures,
            self.save,
            self,
        )
        self.plot = self.chart.over_time
        self.chart.opened.connect(self._open)
        self.made = _Bill(self)
        self.add_row(self.chart, self.made, stretch=(3, 1), height=340)

    def show_happenings(self, happened: Sequence[Happening]) -> None:
        self.chart.show_happenings(happened)

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self.tiles.show_figures(found.figures, found.courses, answer.shop)
        self.made.show_made(found.made, answer.shop)
        self.chart.show_courses(answer, found.courses, found.buckets)

    def _open(self, stretch: Stretch) -> None:
        """The orders that were paid in that bucket; of some products what they have of these."""
        assert self.answer is not None
        products = self.answer.question.products
        if not products:
            self.open_orders(stretch.first, stretch.last)
            return
        days = Period(stretch.first, stretch.last)
        title = tr("Orders with the product that is chosen")
        open_orders(self, title, orders_with_products, products, period=days)


class _Bill(Card):
    """What GMV is made of, line by line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("analytics.made", tr("What GMV is made of"), parent)
        self._fields: Fields | None = None
        self.body.addStretch(1)

    def show_made(self, made: Made | None, shop: ShopRow) -> None:
        """Show the lines; without them the card goes away."""
        self.setVisible(made is not None)
        if self._fields is not None:
            self.body.removeWidget(self._fields)
            self._fields.deleteLater()
            self._fields = None
        if made is None:
            return
        fields = self._fields = Fields(self)

        def add(name: str, amount: int, tip: str = "", *, strong: bool = False) -> None:
            words = money(amount, shop.currency)
            fields.add(name, words, strong=strong, tip=tip, one_line=True)

        add(tr("Goods at list prices"), made.items)
        for name, amount in (
            (tr("Your discounts"), -made.seller_discount),
            (tr("The platform’s discounts"), -made.platform_discount),
            (tr("Shipping that buyers paid"), made.shipping),
            (tr("Tax"), made.tax),
            (tr("Other fees that buyers paid"), made.rest),
        ):
            if amount:
                add(name, amount)
        add(metric_name(Metric.GMV), made.gmv, metric_meaning(Metric.GMV), strong=True)
        if made.cancelled:
            add(tr("Cancelled in this time"), -made.cancelled)
        self.body.insertWidget(0, fields)
