"""The first page: how it went, what changed, and where and when orders came."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.analytics_wording import metric_name, part_name
from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.series import Bar, Measure
from desktop.charts.plots.waterfall_plot import WaterfallPlot
from desktop.i18n import tr
from desktop.panels.analytics.hours import HoursCard
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.words import source_name, unit_measure
from desktop.wording import money, number, percent
from domain.analytics.metrics import Unit
from domain.kernel.money import BASIS
from domain.reports.analytics.overview import Changed, overview
from domain.reports.analytics.overview import Overview as Found
from domain.reports.analytics.question import Answer
from domain.reports.analytics.selling import MEASURES, SEEN


class OverviewPage(Page):
    """Key figures, what changed, the funnel, sources, hours, and the products that sold most."""

    query = staticmethod(overview)
    tells_products_apart = True

    def make(self) -> None:
        practice = self.desk.is_practice
        self.tiles = Tiles(self.key, (*MEASURES, *SEEN) if practice else MEASURES, self)
        self.tiles.pressed.connect(lambda _key: self.go.emit("analytics", "sales"))
        self.body.addWidget(self.tiles)
        self.changed = WaterfallPlot(
            "what-changed",
            tr("What changed?"),
            tr("There is nothing to hold this time against."),
        )
        self.changed_card = ChartCard(
            "what-changed",
            tr("What changed?"),
            tr(
                "How GMV came from what it was to what it is. Each part is what it would have "
                "changed by itself, on average over every order in which the parts could have "
                "changed; together they are the difference, to the cent."
            ),
            self.changed,
            self.save,
            (),
            self,
        )
        counted = Measure(lambda value: number(round(value)))
        shares = Measure(lambda value: percent(round(value * BASIS)), "%", 0.01, 2)
        nothing = tr("Nobody came in this time.")
        self.funnel = BarPlot("funnel", tr("Funnel"), nothing, counted, rate=shares)
        self.sources = BarPlot(
            "sources", tr("Where orders came from"), nothing, counted, coloured=True
        )
        self.top = BarPlot("top-products", tr("Top products"), tr("Nothing was sold."), None)
        self.top.chosen.connect(self._open_product)
        self.changed.chosen.connect(lambda _place: self.go.emit("analytics", "products"))
        for plot in (self.funnel, self.sources):
            plot.chosen.connect(lambda _place: self.go.emit("analytics", "traffic"))
        self.funnel_card = ChartCard(
            "funnel",
            tr("Funnel"),
            tr("Of all times that your products were shown, how many ended in which step."),
            self.funnel,
            self.save,
            (),
            self,
        )
        self.sources_card = ChartCard(
            "sources",
            tr("Where orders came from"),
            tr("Orders placed in this time, by where their buyers met the product."),
            self.sources,
            self.save,
            (),
            self,
        )
        self.hours_card = HoursCard(self)
        self.hours = self.hours_card.hours
        self.top_card = ChartCard(
            "top-products",
            tr("Top products"),
            tr("What buyers paid for each product, without shipping and tax."),
            self.top,
            self.save,
            (),
            self,
        )
        if practice:
            beside = QWidget(self)
            column = QVBoxLayout(beside)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            column.addWidget(self.funnel_card)
            column.addWidget(self.sources_card)
            self.add_row(self.changed_card, beside, stretch=(3, 2), height=300)
        else:
            self.add_row(self.changed_card, height=300)
            for card in (self.funnel_card, self.sources_card):
                card.hide()
        self.add_row(self.hours_card, self.top_card, stretch=(3, 2), height=250)

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self.tiles.show_figures(found.figures, found.courses, answer.shop)
        self._show_change(found.changed, answer)
        self.funnel.set_bars(
            [
                Bar(each.metric.value, metric_name(each.metric), each.value)
                for each in found.funnel
                if found.funnel[0].value
            ]
        )
        self.sources.set_bars(
            [Bar(key, source_name(key), orders) for key, orders in found.sources if orders]
        )
        self.hours_card.show_hours(found.hours)
        self.top.set_bars(
            [
                Bar(str(place), each.name or tr("not known"), each.paid)
                for place, each in enumerate(found.top)
                if each.paid
            ],
            unit_measure(Unit.MONEY, answer.shop),
        )

    def _show_change(self, changed: Changed | None, answer: Answer) -> None:
        if changed is None or not (changed.before or changed.now):
            self.changed_card.set_title(tr("What changed?"))
            self.changed.clear()
            return
        shop = answer.shop
        by = changed.now - changed.before
        sign = "+" if by > 0 else ""
        self.changed_card.set_title(
            tr("What changed? GMV {change}", change=f"{sign}{money(by, shop.currency)}")
        )
        parts = [Bar(part.value, part_name(part), amount) for part, amount in changed.parts]
        if changed.rest:
            parts.append(Bar("rest", tr("Shipping and tax"), changed.rest))
        self.changed.set_change(
            Bar("before", tr("Before"), changed.before),
            parts,
            Bar("now", tr("Now"), changed.now),
            unit_measure(Unit.MONEY, shop),
        )

    def _open_product(self, place: int) -> None:
        assert self.answer is not None
        top = self.answer.found.top[place]
        if top.listed:  # one that only files of orders tell of has no place to go to
            self.go.emit("products", top.product)
