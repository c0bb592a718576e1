"""The fulfilment page: how long orders took, who carried them where, and which came late."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.heat_plot import HeatPlot
from desktop.charts.plots.series import Bar, Buckets, Measure, Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.i18n import tr
from desktop.panels.analytics.orders_behind import open_orders
from desktop.panels.analytics.over_time import OverTime
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.words import unit_measure
from desktop.widgets.pill import Pill
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import number
from domain.analytics.metrics import Metric, Unit
from domain.reports.analytics.fulfilment import MEASURES, Way, fulfilment
from domain.reports.analytics.fulfilment import Fulfilment as Found
from domain.reports.analytics.happenings import Happening, Kind
from domain.reports.analytics.order_rows import orders_delivered_after
from domain.reports.analytics.question import Answer, Stretch
from domain.reports.happened import Event
from domain.reports.orders.query import OrderQuery

_TOOK, _LATE = "took", "late"
_MOST_DAYS = 40
"""Bars of the days that orders took; what took longer stands in the last one."""


class FulfilmentPage(Page):
    """Key figures, one of them over time, how many days it took, and carriers by zone."""

    chart: OverTime
    query = staticmethod(fulfilment)

    def make(self) -> None:
        self.tiles = Tiles(self.key, MEASURES, self)
        self.tiles.pressed.connect(lambda key: self.chart.show_measure(Metric(key)))
        self.body.addWidget(self.tiles)
        nothing = tr("Nothing was delivered in this time.")
        self.chart = OverTime(
            "fulfilment", tr("Fulfilment over time"), nothing, MEASURES, self.save, self
        )
        self.chart.opened.connect(self._open)
        counted = Measure(lambda value: number(round(value)))
        self.took = TimePlot(
            "days-to-deliver",
            tr("Orders"),
            nothing,
            counted,
            style="bars",
            bucket_name=tr("Days to deliver"),
        )
        self.took.chosen.connect(self.open_days)
        took_card = ChartCard(
            "days-to-deliver",
            tr("From payment to delivery, in days"),
            tr(
                "Orders delivered in this time by the days since they were paid, begun ones "
                "counted whole."
            ),
            self.took,
            self.save,
            (),
            self,
        )
        self.add_row(self.chart, took_card, stretch=(3, 2), height=270)
        self._make_ways(nothing)
        note = PlainLabel(
            tr("Orders that are still under way, or were lost, are in none of these figures."),
            self,
            role="mute",
            size="small",
            wrap=True,
        )
        self.body.addWidget(note)

    def _make_ways(self, nothing: str) -> None:
        """Zones follow from the towns of practice shops; files of real ones do not tell them."""
        self._shown = _TOOK
        self.ways: HeatPlot | BarPlot
        if self.desk.is_practice:
            self.ways = HeatPlot("ways", "", nothing, rows_name=tr("Carrier"), words_in_cells=True)
        else:
            self.ways = BarPlot("ways", "", nothing)
        self.ways.chosen.connect(lambda place, *_: self._open_carrier(place))
        self.ways_card = ChartCard(
            "ways",
            "",
            "",
            self.ways,
            self.save,
            [Pill(_TOOK, tr("Days to deliver")), Pill(_LATE, tr("Delivered late"))],
            self,
        )
        self.ways_card.choice.connect(self.show_ways)
        self.add_row(self.ways_card, height=230)

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self.tiles.show_figures(found.figures, found.courses, answer.shop)
        self.chart.show_courses(answer, found.courses, found.buckets)
        days, orders = _by_days(found.took)
        self.took.set_series(
            Buckets(days), [Series("orders", tr("Orders"), orders)] if orders else []
        )
        self._draw_ways()

    def open_days(self, place: int) -> None:
        """Show the orders that took so many days."""
        assert self.answer is not None
        took = self.answer.found.took
        days = took[0][0] + place
        most = took[-1][0] if place == _MOST_DAYS else days
        title = tr("Orders delivered after %Ln day(s)", days)
        open_orders(self, title, orders_delivered_after, days, most)

    def show_happenings(self, happened: Sequence[Happening]) -> None:
        self.chart.show_happenings([each for each in happened if each.kind is Kind.STRIKE])

    def show_ways(self, what: str) -> None:
        """Draw the days that carriers took, or the share that was late."""
        self._shown = what
        self._draw_ways()

    def _draw_ways(self) -> None:
        took = self._shown == _TOOK
        title = tr("Days to deliver, by carrier") if took else tr("Delivered late, by carrier")
        self.ways_card.set_title(title)
        self.ways.set_name(title)
        self.ways_card.set_meaning(
            tr(
                "From payment to delivery, on average of the orders delivered in this time. Zones "
                "go from near (1) to far (8)."
            )
            if took
            else tr("The share of orders that came after the day that was promised.")
        )
        if self.answer is None:
            return
        ways: tuple[Way, ...] = self.answer.found.ways
        measure = unit_measure(Unit.LONG_TIME if took else Unit.BASIS_POINTS, self.answer.shop)
        carriers = _carriers(ways)
        value = {
            (way.carrier, way.zone): float(way.took) if took else _number(way.late) for way in ways
        }
        names = [each or tr("Unknown carrier") for each in carriers]
        if isinstance(self.ways, HeatPlot):
            zones = sorted({way.zone for way in ways}, key=lambda zone: (zone == 0, zone))
            self.ways.set_cells(
                names,
                [tr("Zone {zone}", zone=zone) if zone else tr("unknown") for zone in zones],
                [[value.get((carrier, zone)) for zone in zones] for carrier in carriers],
                measure,
            )
        else:
            self.ways.set_bars(
                [
                    Bar(carrier, name, value.get((carrier, 0)))
                    for carrier, name in zip(carriers, names, strict=True)
                ],
                measure,
            )

    def _open(self, stretch: Stretch) -> None:
        """The orders delivered in that bucket."""
        delivered = self.happened(Event.DELIVERED, stretch.first, stretch.last)
        self.go.emit("orders", OrderQuery(happened=delivered))

    def _open_carrier(self, place: int) -> None:
        """The orders of a carrier that came in the page's time."""
        assert self.answer is not None
        period = self.answer.question.period
        self.go.emit(
            "orders",
            OrderQuery(
                carrier=_carriers(self.answer.found.ways)[place],
                happened=self.happened(Event.DELIVERED, period.first, period.last),
            ),
        )


def _carriers(ways: Sequence[Way]) -> tuple[str, ...]:
    """Those who carried most come first."""
    orders: dict[str, int] = {}
    for way in ways:
        orders[way.carrier] = orders.get(way.carrier, 0) + way.orders
    return tuple(sorted(orders, key=lambda carrier: (-orders[carrier], carrier)))


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)


def _by_days(took: Sequence[tuple[int, int]]) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """A name and the orders of each number of days, without gaps."""
    if not took:
        return (), ()
    first, last = took[0][0], min(took[-1][0], took[0][0] + _MOST_DAYS)
    orders = [0.0] * (last - first + 1)
    for days, count in took:
        orders[min(days, last) - first] += count
    names = [number(days) for days in range(first, last + 1)]
    if took[-1][0] > last:
        names[-1] = tr("{days} or more", days=names[-1])
    return tuple(names), tuple(orders)
