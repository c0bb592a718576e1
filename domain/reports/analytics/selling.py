"""What was sold, day by day: of the whole shop, or of some of its products.

Of the whole shop an order counts with all that the buyer paid, shipping and tax included. Of some
products only their lines count, with what buyers paid for these goods; an order is then an order
with one of their SKUs.
"""

from __future__ import annotations

import numpy as np

from domain.analytics import metrics
from domain.analytics.metrics import Metric
from domain.analytics.periods import Buckets, Period
from domain.kernel.columns import Array, Columns
from domain.reports.analytics.question import Asked, Course, Figure, known, one, plain
from domain.tallies.tables import tally_hours, tally_skus, tally_traffic

MEASURES = (Metric.GMV, Metric.ORDERS, Metric.ITEMS, Metric.AOV)
"""What was sold, in every shop."""
SEEN = (Metric.CLICKS, Metric.CTOR)
"""What is known of those who looked, in practice shops."""


def sold(asked: Asked, by: tuple[str, ...], period: Period | None = None) -> Columns:
    """``orders``, ``units`` and ``gmv`` by day, or altogether without ``by``."""
    if asked.skus is None:
        return asked.sums(tally_hours, by, period).only((*by, "orders", "units", "gmv"))
    lines = asked.sums(tally_skus, by, period)
    return Columns(
        {
            **{name: lines[name] for name in (*by, "units")},
            "orders": lines["orders"] - _counted_again(asked, lines, by, period or asked.period),
            "gmv": paid_for(lines),
        }
    )


def _counted_again(asked: Asked, lines: Columns, by: tuple[str, ...], period: Period) -> Array:
    """How often orders with several of the SKUs are there once more than they should be."""
    found = np.zeros(len(lines), dtype=np.int64)
    several = asked.several
    several = several.where((several["day"] >= period.first) & (several["day"] <= period.last))
    place = np.searchsorted(lines["day"], several["day"]) if by else several["day"] * 0
    np.add.at(found, place, several["again"])
    return found


def paid_for(lines: Columns) -> Array:
    """What buyers paid for goods: their price less all discounts, without shipping and tax."""
    paid: Array = lines["items"] - lines["seller_discount"] - lines["platform_discount"]
    return paid


def figures(asked: Asked) -> tuple[Figure, ...]:
    """The key figures of what was sold, and in practice shops of who looked."""
    now = sold(asked, ())
    before = sold(asked, (), asked.compared) if asked.compared else None
    found = [
        Figure(Metric.GMV, one(now, "gmv"), one(before, "gmv")),
        Figure(Metric.ORDERS, one(now, "orders"), one(before, "orders")),
        Figure(Metric.ITEMS, one(now, "units"), one(before, "units")),
        Figure(Metric.AOV, _average(now), _average(before)),
    ]
    if asked.about.is_practice:
        seen, seen_before = asked.both(tally_traffic)
        found += [
            Figure(Metric.CLICKS, one(seen, "clicks"), one(seen_before, "clicks")),
            Figure(Metric.CTOR, _rate(seen), _rate(seen_before)),
        ]
    return tuple(found)


def _average(columns: Columns | None) -> int | None:
    if columns is None:
        return None
    return known(metrics.aov(columns["gmv"], columns["orders"])[0])


def _rate(columns: Columns | None) -> int | None:
    if columns is None:
        return None
    return known(metrics.ctor(columns["orders"], columns["clicks"])[0])


def courses(asked: Asked) -> tuple[Course, ...]:
    """Every measure, bucket by bucket."""
    now = _bucketed(asked, asked.buckets, asked.period)
    before: dict[Metric, tuple[int | None, ...]] = {}
    if asked.compared is not None and (other := asked.buckets_before) is not None:
        before = _bucketed(asked, other, asked.compared)
    return tuple(Course(metric, values, before.get(metric, ())) for metric, values in now.items())


def _bucketed(
    asked: Asked, within: Buckets, period: Period
) -> dict[Metric, tuple[int | None, ...]]:
    days = sold(asked, ("day",), period)
    gmv, orders, units = (
        within.sums(days["day"], days[name]) for name in ("gmv", "orders", "units")
    )
    found = {
        Metric.GMV: plain(gmv),
        Metric.ORDERS: plain(orders),
        Metric.ITEMS: plain(units),
        Metric.AOV: plain(metrics.aov(gmv, orders)),
    }
    if asked.about.is_practice:
        seen = asked.sums(tally_traffic, ("day",), period)
        clicks, ordered = (within.sums(seen["day"], seen[name]) for name in ("clicks", "orders"))
        found[Metric.CLICKS] = plain(clicks)
        found[Metric.CTOR] = plain(metrics.ctor(ordered, clicks))
    return found
