"""The buyers page: who is new and who comes back, what is in an order, and where it goes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.heat_plot import HeatPlot
from desktop.charts.plots.plot import Plot
from desktop.charts.plots.read_out import Line, Told
from desktop.charts.plots.series import Bar, Measure, Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.i18n import tr
from desktop.panels.analytics.hours import HoursCard
from desktop.panels.analytics.orders_behind import open_orders
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.price_card import PriceCards
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.words import axis, marks
from desktop.widgets.pill import Pill
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import date_text, number, percent
from domain.analytics.periods import Period
from domain.kernel.clock import first_day
from domain.reports.analytics.buyers import MEASURES, NEWEST, Cohort, Ordered, Pair, Region, buyers
from domain.reports.analytics.buyers import BuyersPage as Found
from domain.reports.analytics.happenings import Happening
from domain.reports.analytics.order_rows import (
    Size,
    orders_after,
    orders_of_cohort,
    orders_of_size,
    orders_to,
    orders_with_both,
)
from domain.reports.analytics.question import Answer

_REGIONS = 9
"""Regions with a bar of their own; the others share one."""
_WEEKS = (0, 1, 2, 3, 4, 8, 13, 26, 52)
"""The fewest weeks of each bar; the last one has no end."""
_COUNTS = 6
"""From so many units or SKUs on orders share a bar."""
_ANY = 2**31
"""More than any order has."""


class BuyersPage(Page):
    """Customers, cohorts, gaps, hours, baskets, regions, and what prices do."""

    query = staticmethod(buyers)

    def make(self) -> None:
        self.tiles = Tiles(self.key, MEASURES, self)
        self.body.addWidget(self.tiles)
        counted = Measure(lambda value: number(round(value)))
        nothing = tr("Nothing was ordered in this time.")
        self.ordered = TimePlot(
            "new-and-returning",
            tr("New and returning customers’ orders"),
            nothing,
            counted,
            style="bars",
            stacked=True,
        )
        self.ordered.chosen.connect(self._open_bucket)
        self.gaps = BarPlot("gaps", tr("Orders"), tr("Nobody has come back in this time."), counted)
        self.gaps.chosen.connect(self.open_gap)
        gaps_card = self._card(
            "gaps",
            tr("Time between orders"),
            tr("Orders of customers who came back, by the whole weeks since they last paid."),
            self.gaps,
        )
        self.median = PlainLabel("", gaps_card, role="mute", size="small", wrap=True)
        gaps_card.body.addWidget(self.median)
        self.add_row(
            self._card(
                "new-and-returning",
                tr("New and returning customers’ orders"),
                tr(
                    "New is an order that is its buyer’s first, as far as this shop’s orders reach "
                    "back. Orders whose buyer is not known are neither new nor returning."
                ),
                self.ordered,
            ),
            gaps_card,
            stretch=(3, 2),
            height=290,
        )
        self.cohorts = _CohortPlot()
        self.cohorts.chosen.connect(self.open_cohort)
        self.hours_card = HoursCard(self)
        self.add_row(
            self._card(
                "cohorts",
                tr("Who comes back, by month of the first order"),
                tr(
                    "Of those whose first order was in a month, how many ordered in each month "
                    "since. The newest month of each row still goes on."
                ),
                self.cohorts,
            ),
            self.hours_card,
            height=250,
        )
        self._baskets: tuple[int, ...] = ()
        self.basket = BarPlot("basket", tr("Orders"), nothing, counted)
        self.basket.chosen.connect(self.open_basket)
        self.basket_card = self._card(
            "basket",
            tr("What is in an order"),
            tr("Paid orders by how many units, or how many different SKUs, they have."),
            self.basket,
            [Pill(Size.UNITS, tr("Units")), Pill(Size.SKUS, tr("Different SKUs"))],
        )
        self.basket_card.choice.connect(lambda _key: self._show_basket())
        self.pairs = BarPlot(
            "pairs", tr("Orders"), tr("No order had several SKUs in this time."), counted
        )
        self.pairs.chosen.connect(self.open_pair)
        self.regions = BarPlot("regions", tr("Orders"), nothing, counted)
        self.regions.chosen.connect(self.open_region)
        self.add_row(
            self.basket_card,
            self._card(
                "regions",
                tr("Where orders go"),
                tr("Paid orders by state or region of the delivery address."),
                self.regions,
            ),
            height=310,
        )
        self.prices = PriceCards(self.save, self)
        self.prices.curve.chosen.connect(lambda _place: self._open_priced())
        self.pairs_card = self._card(
            "pairs",
            tr("Bought together"),
            tr(
                "Pairs of SKUs that are most often in one order, counted in the newest {orders} "
                "orders of this time that have several.",
                orders=number(NEWEST),
            ),
            self.pairs,
        )
        self.add_row(self.prices.skus, self.prices.points, stretch=(2, 3))
        self.add_row(self.pairs_card, height=120)

    def _card(
        self, key: str, title: str, meaning: str, plot: Plot, choices: Sequence[Pill] = ()
    ) -> ChartCard:
        return ChartCard(key, title, meaning, plot, self.save, choices, self)

    def show_happenings(self, happened: Sequence[Happening]) -> None:
        self._show_ordered(happened)

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self.tiles.show_figures(found.figures, found.courses, answer.shop)
        self._show_ordered(self.marked)
        self._show_gaps(found)
        self.cohorts.show_cohorts(found.cohorts)
        self.hours_card.show_hours(found.hours)
        self._show_basket()
        self.pairs.set_bars(
            [
                Bar(str(place), f"{each.one} + {each.other}", each.orders)
                for place, each in enumerate(found.pairs)
            ]
        )
        self._show_regions(found.regions)
        self.prices.show_effects(found.prices, answer.shop)

    def _show_ordered(self, happened: Sequence[Happening]) -> None:
        assert self.answer is not None
        found: Found = self.answer.found
        self.ordered.set_series(
            axis(found.buckets, self.answer.question.granularity),
            _series(found.ordered),
            marks=marks(happened, found.buckets, self.answer.shop),
        )

    def _show_gaps(self, found: Found) -> None:
        orders = [0] * len(_WEEKS)
        for week, count in found.gaps.weeks:
            orders[bisect_right(_WEEKS, week) - 1] += count
        shown = max((place for place, count in enumerate(orders) if count), default=-1)
        self.gaps.set_bars(
            [
                Bar(str(_WEEKS[place]), _week_text(place), orders[place])
                for place in range(shown + 1)
            ]
        )
        weeks = found.gaps.median
        self.median.setVisible(weeks is not None)
        if weeks is not None:
            self.median.setText(tr("Half of those who came back did so within %Ln week(s).", weeks))

    def _show_basket(self) -> None:
        if self.answer is None:
            return
        found: Found = self.answer.found
        size = self._size()
        rows = _shared(found.by_skus if size is Size.SKUS else found.by_units, _COUNTS)
        self._baskets = tuple(count for count, _ in rows)
        self.basket.set_bars(
            [Bar(str(count), _count_text(count, size), orders) for count, orders in rows]
        )

    def _size(self) -> Size:
        assert self.basket_card.choices is not None
        return Size(self.basket_card.choices.current())

    def _show_regions(self, regions: Sequence[Region]) -> None:
        own, others = regions[:_REGIONS], regions[_REGIONS:]
        several = len({each.country for each in regions}) > 1
        bars = [
            Bar(str(place), _region_text(each, several=several), each.orders)
            for place, each in enumerate(own)
        ]
        if others:
            rest = tr("%Ln other region(s)", len(others))
            bars.append(Bar("others", rest, sum(each.orders for each in others)))
        self.regions.set_bars(bars)

    def _open_bucket(self, place: int) -> None:
        assert self.answer is not None
        stretch = self.answer.found.buckets[place]
        self.open_orders(stretch.first, stretch.last)

    def _open_priced(self) -> None:
        """Go to the orders with the SKU whose prices are looked at."""
        assert self.answer is not None
        effect, period = self.prices.looked_at, self.answer.found.prices.period
        if effect is not None:
            self.open_orders(period.first, period.last, effect.sku)

    def open_region(self, place: int) -> None:
        """Show the orders that went to a region."""
        assert self.answer is not None
        regions: Sequence[Region] = self.answer.found.regions
        if place < min(len(regions), _REGIONS):
            region = regions[place]
            title = tr("Orders to {region}", region=_region_text(region, several=False))
            open_orders(self, title, orders_to, region.country, region.state)

    def open_basket(self, place: int) -> None:
        """Show the orders that have so many units or SKUs."""
        size = self._size()
        count = self._baskets[place]
        most = _ANY if count == _COUNTS else count
        title = tr("Orders with {size}", size=_count_text(count, size))
        open_orders(self, title, orders_of_size, size, count, most)

    def open_pair(self, place: int) -> None:
        """Show the orders that have both."""
        assert self.answer is not None
        pair: Pair = self.answer.found.pairs[place]
        title = tr("Orders with {one} and {other}", one=pair.one, other=pair.other)
        open_orders(self, title, orders_with_both, *pair.skus)

    def open_gap(self, place: int) -> None:
        """Show the orders of those who came back after so many weeks."""
        last = place == len(_WEEKS) - 1
        most = _ANY if last else _WEEKS[place + 1] - 1
        title = tr("Orders by customers who came back: {time}", time=_week_text(place))
        open_orders(self, title, orders_after, _WEEKS[place], most)

    def open_cohort(self, row: int, column: int) -> None:
        """Show a month's orders of those who first ordered in another one."""
        assert self.answer is not None
        begun = self.cohorts.cohort(row).month
        month = begun + column + 1
        title = tr("Customers since {month}", month=_month_text(self.cohorts.cohort(row)))
        last = min(first_day(month + 1) - 1, self.answer.question.period.last)
        period = Period(first_day(month), last)
        open_orders(self, title, orders_of_cohort, begun, period=period)


class _CohortPlot(HeatPlot):
    """Shares of each month's new customers; the read-out says how many they are."""

    def __init__(self) -> None:
        self._cohorts: tuple[Cohort, ...] = ()
        super().__init__(
            "cohorts",
            tr("Customers who ordered"),
            tr("Who comes back is seen from the month after the first orders on."),
            Measure(lambda value: percent(round(value), 1), "%", 100, 2),
            rows_name=tr("First order"),
            words_in_cells=True,
        )

    def show_cohorts(self, cohorts: tuple[Cohort, ...]) -> None:
        """A row for each that has months since its first, in which all of them ordered."""
        self._cohorts = cohorts = cohorts[:-1]
        since = len(cohorts[0].buyers) if cohorts else 0
        self.set_cells(
            [_month_text(each) for each in cohorts],
            [tr("+{months}", months=number(month)) for month in range(1, since)],
            [each.shares[1:] for each in cohorts],
        )

    def cohort(self, row: int) -> Cohort:
        """The one that a row shows."""
        return self._cohorts[row]

    def told(self, place: int) -> Told:
        told = super().told(place)
        row, column = divmod(place, len(self._cohorts[0].buyers) - 1)
        cohort = self._cohorts[row]
        ordered, size = cohort.buyers[column + 1], cohort.buyers[0]
        if ordered is None or size is None:
            return told
        count = tr("{part} of {whole}", part=number(ordered), whole=number(size))
        return Told(told.heading, (*told.lines, Line(tr("Customers"), count)))


def _series(ordered: Ordered) -> list[Series]:
    """The parts of the bars; none where nothing was ordered."""
    parts = (
        Series("new", tr("New"), ordered.new),
        Series("again", tr("Returning"), ordered.again),
        Series("nobody", tr("Buyer not known"), ordered.nobody, "mute"),
    )
    shown = [each for each in parts if any(each.values)]
    return shown


def _shared(rows: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Every number up to ``most`` that has orders; those of all above go to ``most``."""
    found: dict[int, int] = {}
    for count, orders in rows:
        found[min(count, most)] = found.get(min(count, most), 0) + orders
    return sorted(found.items())


def _week_text(place: int) -> str:
    first = _WEEKS[place]
    if not first:
        return tr("less than a week")
    if place == len(_WEEKS) - 1:
        return tr("%Ln weeks or more", first)
    last = _WEEKS[place + 1] - 1
    if first == last:
        return tr("%Ln week(s)", first)
    return tr("{first} to {last} weeks", first=number(first), last=number(last))


def _count_text(count: int, size: Size) -> str:
    if size is Size.SKUS:
        return tr("%Ln SKUs or more", count) if count == _COUNTS else tr("%Ln SKU(s)", count)
    return tr("%Ln units or more", count) if count == _COUNTS else tr("%Ln unit(s)", count)


def _month_text(cohort: Cohort) -> str:
    return date_text(first_day(cohort.month), "MMM yyyy")


def _region_text(region: Region, *, several: bool) -> str:
    if not region.state and not region.country:
        return tr("not known")
    if not region.state:
        return region.country
    return f"{region.state}, {region.country}" if several else region.state
