"""The sales page: one measure over time beside another time, and what GMV is made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.series import Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.i18n import tr
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.words import axis, before_name, marks, measure
from desktop.widgets.card import Card
from desktop.widgets.fields import Fields
from desktop.widgets.pill import Pill
from desktop.wording import money
from domain.analytics.metrics import Metric
from domain.reports.analytics.happenings import Happening
from domain.reports.analytics.question import Answer
from domain.reports.analytics.sales import Made, sales
from domain.reports.analytics.sales import SalesPage as Found
from domain.reports.analytics.selling import MEASURES, SEEN
from domain.reports.shop import ShopRow


class SalesPage(Page):
    """The measure that is chosen, and the bill of what was sold."""

    query = staticmethod(sales)
    tells_products_apart = True

    def make(self) -> None:
        measures = (*MEASURES, *SEEN) if self.desk.is_practice else MEASURES
        self._measure = Metric.GMV
        self._happened: tuple[Happening, ...] = ()
        self.tiles = Tiles(self.key, measures, self)
        self.tiles.pressed.connect(lambda key: self.show_measure(Metric(key)))
        self.body.addWidget(self.tiles)
        self.plot = TimePlot(
            "sales", tr("Sales over time"), tr("Nothing was sold in this time."), style="areas"
        )
        self.plot.chosen.connect(self._open)
        self.chart = ChartCard(
            "sales",
            "",
            "",
            self.plot,
            self.save,
            [Pill(each.value, metric_name(each)) for each in measures],
            self,
        )
        assert self.chart.choices is not None
        self.chart.choice.connect(lambda key: self.show_measure(Metric(key)))
        self.made = _Bill(self)
        self.add_row(self.chart, self.made, stretch=(3, 1), height=340)

    def show_happenings(self, happened: Sequence[Happening]) -> None:
        self._happened = tuple(happened)
        self._draw()

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self._happened = ()
        self.tiles.show_figures(found.figures, found.courses, answer.shop)
        self.made.show_made(found.made, answer.shop)
        self._draw()

    def show_measure(self, metric: Metric) -> None:
        """Draw another measure."""
        self._measure = metric
        assert self.chart.choices is not None
        self.chart.choices.choose(metric.value)
        self._draw()

    def _draw(self) -> None:
        if self.answer is None:
            return
        found: Found = self.answer.found
        course = next(each for each in found.courses if each.metric is self._measure)
        name = metric_name(self._measure)
        self.chart.set_title(name)
        self.chart.set_meaning(metric_meaning(self._measure))
        key = self._measure.value
        length = len(found.buckets)
        before = course.before[:length] + (None,) * max(0, length - len(course.before))
        anything = any(course.values) or any(course.before)
        self.plot.set_series(
            axis(found.buckets, self.answer.question.granularity),
            [Series(key, name, course.values)] if anything else [],
            [Series(key, before_name(self.answer.question), before)]
            if course.before and anything
            else [],
            marks=marks(self._happened, found.buckets, self.answer.shop),
            measure=measure(self._measure, self.answer.shop),
        )

    def _open(self, place: int) -> None:
        """The orders that were paid in that bucket."""
        assert self.answer is not None
        stretch = self.answer.found.buckets[place]
        self.open_orders(stretch.first, stretch.last)


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
        fields.add(tr("Goods at list prices"), money(made.items, shop.currency))
        for name, amount in (
            (tr("Your discounts"), -made.seller_discount),
            (tr("The platform’s discounts"), -made.platform_discount),
            (tr("Shipping that buyers paid"), made.shipping),
            (tr("Tax"), made.tax),
            (tr("Other fees that buyers paid"), made.rest),
        ):
            if amount:
                fields.add(name, money(amount, shop.currency))
        fields.add(
            metric_name(Metric.GMV),
            money(made.gmv, shop.currency),
            strong=True,
            tip=metric_meaning(Metric.GMV),
        )
        if made.cancelled:
            fields.add(tr("Cancelled in this time"), money(-made.cancelled, shop.currency))
        self.body.insertWidget(0, fields)
