"""What a SKU's own price changes went with: its elasticity, and the points that it is drawn from.

Prices are what buyers paid for a unit on average that day; a day that sold nothing has the price of
the last one that did. In practice shops a day counts by its visitors, so one on which nobody could
see the SKU, as while it was out of stock, does not count; a real shop's files tell neither, so
there a day is a day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import select

from domain.analytics.periods import Period
from domain.analytics.sensitivity import (
    LEAST_DAYS,
    Levels,
    Sensitivity,
    TooLittle,
    price_levels,
    price_sensitivity,
    rates_at,
)
from domain.catalogue.tables import products, skus
from domain.kernel.columns import Array, Columns, positions
from domain.reports.analytics.question import Asked
from domain.reports.analytics.selling import paid_for
from domain.tallies.tables import tally_skus, tally_traffic

_LEAST_DAYS, _MOST_DAYS = 180, 365
"""Prices change seldom, so at least so many days up to the period's last count; older ones than the
most tell of other times."""
_MOST = 20
"""SKUs that are looked at: those ordered most. Fewer orders than theirs tell next to nothing."""
_CURVE = 24
"""Points of the fitted line."""
_NEEDED = ("orders", "units", "items", "seller_discount", "platform_discount")


@dataclass(frozen=True, slots=True)
class Priced:
    """A level of price; rates are orders for each visitor, or each day."""

    price: int
    days: int
    orders: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """The rates that the elasticity and the ends of its interval expect at rising prices."""

    price: tuple[float, ...]
    rate: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PriceEffect:
    """A SKU whose price has changed."""

    sku: int
    product: int
    name: str
    variation: str
    found: Sensitivity
    levels: tuple[Priced, ...]
    fitted: Fitted | None
    """None where nothing can be told."""


@dataclass(frozen=True, slots=True)
class PriceEffects:
    """All of them, those that can be told first; and the days they are of."""

    period: Period
    by_visitor: bool
    """Rates are orders for each visitor; else for each day."""
    skus: tuple[PriceEffect, ...]


def price_effects(asked: Asked) -> PriceEffects:
    """The SKUs ordered most whose price has changed."""
    period = _days(asked.period)
    practice = asked.about.is_practice
    sold = asked.sums(tally_skus, ("sku_id",), period, named=("orders",))
    most = np.argsort(-sold["orders"], kind="stable")[:_MOST]
    wanted = sold["sku_id"][most].tolist()
    by = ("sku_id", "day")
    lines = asked.sums(tally_skus, by, period, only=wanted, named=_NEEDED)
    seen = None
    if practice:
        seen = asked.sums(tally_traffic, by, period, only=wanted, named=("clicks",))
    found = [_effect(sku, lines, seen, period) for sku in wanted]
    names = _names(asked, wanted)
    told = [
        PriceEffect(sku, *names.get(sku, (0, "", "")), *each)
        for sku, each in zip(wanted, found, strict=True)
        if each[0].reason is not TooLittle.ONE_PRICE
    ]
    told.sort(key=lambda each: each.found.reason is not None)
    return PriceEffects(period, practice, tuple(told))


def _days(period: Period) -> Period:
    days = min(max(period.days, _LEAST_DAYS), _MOST_DAYS)
    return Period(max(0, period.last - days + 1), period.last)


def _names(asked: Asked, wanted: list[int]) -> dict[int, tuple[int, str, str]]:
    query = (
        select(skus.c.id, products.c.id, products.c.name, skus.c.name)
        .join(products, products.c.id == skus.c.product_id)
        .where(skus.c.id.in_(wanted))
    )
    return {row[0]: (row[1], row[2], row[3]) for row in asked.conn.execute(query)}


def _effect(
    sku: int, lines: Columns, seen: Columns | None, period: Period
) -> tuple[Sensitivity, tuple[Priced, ...], Fitted | None]:
    lines = lines.where(lines["sku_id"] == sku)
    day = np.arange(period.first, period.last + 1)

    def daily(rows: Columns, amounts: Array) -> Array:
        found = np.zeros(len(day), dtype=np.int64)
        found[rows["day"] - period.first] = amounts
        return found

    orders = daily(lines, lines["orders"])
    price = _carried_on(daily(lines, paid_for(lines) // np.maximum(lines["units"], 1)))
    visitors = None
    if seen is not None:
        seen = seen.where(seen["sku_id"] == sku)
        visitors = daily(seen, seen["clicks"])
    found = price_sensitivity(day, price, orders, visitors)
    levels = price_levels(price, orders, visitors)
    return found, _priced(levels), _fitted(levels, found)


def _carried_on(price: Array) -> Array:
    """A day without a price has that of the last one that had; 0 before the first."""
    last = np.maximum.accumulate(np.where(price > 0, np.arange(len(price)), 0))
    return np.asarray(price[last])


def _priced(levels: Levels) -> tuple[Priced, ...]:
    held = positions(levels.days >= LEAST_DAYS)
    rate, reach = levels.rate, levels.reach
    return tuple(
        Priced(
            round(float(levels.price[at])),
            int(levels.days[at]),
            int(levels.orders[at]),
            float(rate[at]),
            max(0.0, float(rate[at] - reach[at])),
            float(rate[at] + reach[at]),
        )
        for at in held.tolist()
    )


def _fitted(levels: Levels, found: Sensitivity) -> Fitted | None:
    if found.elasticity is None or found.low is None or found.high is None:
        return None
    price = np.geomspace(levels.price[0], levels.price[-1], _CURVE)
    rates = rates_at(price, levels, found.elasticity, found.low, found.high)
    return Fitted(*(tuple(each.tolist()) for each in (price, *rates)))
