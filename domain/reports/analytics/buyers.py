"""The buyers page: who is new and who comes back, when, from where, and what is in an order.

A buyer is new with the first order that the shop's rows know. Orders whose buyer nobody knows, as
in files that leave the buyer out, are told apart: they are neither new nor returning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import Connection, select

from domain.analytics import metrics
from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period, bucket_numbers, bucket_starts
from domain.kernel.columns import UNKNOWN, Array, Columns
from domain.kernel.money import BASIS
from domain.orders.tables import order_lines, orders
from domain.reports.analytics.overview import hours
from domain.reports.analytics.price_effects import PriceEffects, price_effects
from domain.reports.analytics.question import (
    Asked,
    Course,
    Figure,
    Question,
    Stretch,
    known,
    plain,
)
from domain.reports.happened import in_time
from domain.reports.tallies.asking import Which
from domain.tallies.tables import (
    FIRST,
    NOBODY,
    tally_baskets,
    tally_buyers,
    tally_cohorts,
    tally_gaps,
    tally_hours,
    tally_regions,
)

MEASURES = (
    Metric.BUYERS,
    Metric.NEW_BUYERS,
    Metric.RETURNING_BUYERS,
    Metric.REPEAT_SHARE,
    Metric.ITEMS_PER_ORDER,
    Metric.AOV,
)

_COHORTS = 12
"""Months of first orders that are shown at most, the newest ones."""
NEWEST = 1_000
"""Orders with several SKUs, the newest ones, in which pairs are counted."""
_PAIRS = 8


@dataclass(frozen=True, slots=True)
class Ordered:
    """Orders of each bucket by what is known of their buyer; together they are all orders."""

    new: tuple[int, ...]
    """The buyer's first."""
    again: tuple[int, ...]
    nobody: tuple[int, ...]
    """Whose buyer is not known."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who first bought in a month."""

    month: int
    """Since January 1970."""
    buyers: tuple[int | None, ...]
    """How many of them bought in each month since, the first one with it; None: still to come."""

    @property
    def shares(self) -> tuple[int | None, ...]:
        """The same as a part of all of them, basis points."""
        size = self.buyers[0]
        if not size:
            return (None,) * len(self.buyers)
        return tuple(
            None if each is None else (each * BASIS + size // 2) // size for each in self.buyers
        )


@dataclass(frozen=True, slots=True)
class Gaps:
    """Orders of buyers who came back, by the whole weeks since they last paid."""

    weeks: tuple[tuple[int, int], ...]
    """Weeks and orders, the fewest weeks first; weeks in between have none."""
    median: int | None
    """Within so many weeks half of them had come back; None where nobody has."""


@dataclass(frozen=True, slots=True)
class Region:
    """Paid orders that go there; both names are empty where nobody knows."""

    country: str
    state: str
    orders: int
    gmv: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two SKUs that are in the same order, by what they are called."""

    one: str
    other: str
    skus: tuple[int, int]
    orders: int


@dataclass(frozen=True, slots=True)
class BuyersPage:
    """The whole page."""

    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    buckets: tuple[Stretch, ...]
    ordered: Ordered
    cohorts: tuple[Cohort, ...]
    gaps: Gaps
    hours: tuple[tuple[int, ...], ...]
    """Orders by weekday, Monday first, and local hour."""
    by_units: tuple[tuple[int, int], ...]
    """Units and how many orders have so many."""
    by_skus: tuple[tuple[int, int], ...]
    pairs: tuple[Pair, ...]
    regions: tuple[Region, ...]
    """Most orders first."""
    prices: PriceEffects


def buyers(conn: Connection, question: Question, wall: int) -> BuyersPage:
    """What the buyers page shows, of all products."""
    asked = Asked(conn, replace(question, products=()), wall)
    days = asked.sums(tally_hours, named=("units", "orders", "gmv"))
    ordered = _ordered(asked, days)
    return BuyersPage(
        figures=_figures(asked),
        courses=_courses(asked, days, ordered),
        buckets=asked.stretches(),
        ordered=ordered,
        cohorts=_cohorts(asked),
        gaps=_gaps(asked),
        hours=tuple(tuple(row) for row in hours(asked).tolist()),
        by_units=_counts(asked, "units"),
        by_skus=_counts(asked, "skus"),
        pairs=_pairs(asked),
        regions=_regions(asked),
        prices=price_effects(asked),
    )


def _figures(asked: Asked) -> tuple[Figure, ...]:
    now = _measured(asked, asked.period)
    before = _measured(asked, asked.compared) if asked.compared else {}
    return tuple(Figure(metric, now[metric], before.get(metric)) for metric in MEASURES)


def _measured(asked: Asked, period: Period) -> dict[Metric, int | None]:
    """The figures of a period. Without a known buyer nothing is known of buyers."""

    def of(which: Which) -> int:
        found = asked.sums(tally_buyers, (), period, which, named=("orders",))
        return int(found["orders"][0])

    new = of(lambda of: of["before"] == FIRST)
    returning = of(lambda of: (of["before"] >= 0) & (of["before"] < period.first))
    whole = asked.sums(tally_hours, (), period, named=("units", "orders", "gmv"))
    told: dict[Metric, int | None] = {
        Metric.ITEMS_PER_ORDER: known(metrics.items_per_order(whole["units"], whole["orders"])[0]),
        Metric.AOV: known(metrics.aov(whole["gmv"], whole["orders"])[0]),
    }
    everyone = np.array([new + returning])
    nobody = int(whole["orders"][0]) > 0 and not everyone[0]
    share = metrics.repeat_share(np.array([returning]), everyone)
    return told | {
        Metric.BUYERS: None if nobody else new + returning,
        Metric.NEW_BUYERS: None if nobody else new,
        Metric.RETURNING_BUYERS: None if nobody else returning,
        Metric.REPEAT_SHARE: known(share[0]),
    }


def _ordered(asked: Asked, days: Columns) -> Ordered:
    within = asked.buckets
    everyone = within.sums(days["day"], days["orders"])

    def of(before: int) -> Array:
        found = asked.sums(tally_buyers, which=lambda of: of["before"] == before, named=("orders",))
        return within.sums(found["day"], found["orders"])

    new, nobody = of(FIRST), of(NOBODY)
    again = everyone - new - nobody
    return Ordered(*(tuple(each.tolist()) for each in (new, again, nobody)))


def _courses(asked: Asked, days: Columns, ordered: Ordered) -> tuple[Course, ...]:
    """What the tiles draw: only what adds up over days has a course."""
    within = asked.buckets
    units, count, gmv = (
        within.sums(days["day"], days[name]) for name in ("units", "orders", "gmv")
    )
    return (
        Course(Metric.NEW_BUYERS, ordered.new),
        Course(Metric.ITEMS_PER_ORDER, plain(metrics.items_per_order(units, count))),
        Course(Metric.AOV, plain(metrics.aov(gmv, count))),
    )


def _cohorts(asked: Asked) -> tuple[Cohort, ...]:
    """Those who first bought in the last months up to the period's last day, or up to today."""
    today = int(asked.calendar.local_day(asked.about.now))
    last = int(_month(np.array([min(asked.period.last, today)]))[0])
    first = max(0, last - _COHORTS + 1)
    since = int(bucket_starts(np.array([first]), Granularity.MONTH)[0])
    found = asked.sums(
        tally_cohorts,
        ("month", "day"),
        Period(since, asked.period.last),
        lambda of: of["month"] >= first,
        named=("buyers",),
    )
    size = last - first + 1
    table = np.zeros((size, size), dtype=np.int64)
    month = found["month"] - first
    np.add.at(table, (month, _month(found["day"]) - found["month"]), found["buyers"])
    place = np.arange(size)
    table[place[:, None] + place >= size] = UNKNOWN
    begun = int(month.min()) if len(month) else size
    return tuple(Cohort(first + at, plain(table[at, : size - begun])) for at in range(begun, size))


def _month(days: Array) -> Array:
    return bucket_numbers(days, Granularity.MONTH)


def _gaps(asked: Asked) -> Gaps:
    found = asked.sums(tally_gaps, ("weeks",), named=("orders",))
    weeks, ordered = found["weeks"], found["orders"]
    rows = tuple(zip(weeks.tolist(), ordered.tolist(), strict=True))
    if not rows:
        return Gaps((), None)
    middle = np.searchsorted(ordered.cumsum() * 2, ordered.sum())
    return Gaps(rows, int(weeks[middle]) + 1)


def _counts(asked: Asked, name: str) -> tuple[tuple[int, int], ...]:
    found = asked.sums(tally_baskets, (name,), named=("orders",))
    return tuple(zip(found[name].tolist(), found["orders"].tolist(), strict=True))


def _pairs(asked: Asked) -> tuple[Pair, ...]:
    """The pairs that are together most often, in the newest orders that have several SKUs."""
    calendar, period = asked.calendar, asked.period
    several = (
        select(orders.c.id)
        .where(
            in_time(
                orders.c.paid_at,
                calendar.midnight(period.first),
                calendar.midnight(period.last + 1),
            ),
            orders.c.line_count > 1,
        )
        .order_by(orders.c.paid_at.desc())
        .limit(NEWEST)
        .subquery()
    )
    lines = order_lines.c
    query = (
        select(lines.order_id, lines.sku_id, lines.product_name, lines.variation)
        .join(several, several.c.id == lines.order_id)
        .order_by(lines.order_id, lines.sku_id)
    )
    baskets: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    for order, sku, name, variation in asked.conn.execute(query):
        baskets.setdefault(order, []).append(sku)
        names[sku] = f"{name} · {variation}" if variation else name
    together: dict[tuple[int, int], int] = {}
    for basket in baskets.values():
        for place, first in enumerate(basket):
            for second in basket[place + 1 :]:
                together[first, second] = together.get((first, second), 0) + 1
    most = sorted(together, key=lambda pair: (-together[pair], pair))[:_PAIRS]
    return tuple(Pair(names[a], names[b], (a, b), together[a, b]) for a, b in most)


def _regions(asked: Asked) -> tuple[Region, ...]:
    found = asked.sums(tally_regions, ("country", "state"), named=("orders", "gmv"))
    rows = (Region(*row) for row in found.rows() if row[2])
    return tuple(sorted(rows, key=lambda row: (-row.orders, row.country, row.state)))
