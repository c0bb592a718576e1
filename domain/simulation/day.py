"""What a day adds up to: traffic, sales by SKU, dispatches, and what they mean for tomorrow."""

from __future__ import annotations

import numpy as np

from domain.health import rules as health
from domain.kernel.columns import Array, Columns
from domain.orders.rules import Role
from domain.simulation.demand import PRODUCT_CARD, Demand
from domain.simulation.stretch import Stretch
from domain.simulation.world import PACE_UNIT, PRICE_UNIT, World

_RECENT_DAYS = 28


def record_traffic(world: World, wanted: Demand, accepted: Array) -> None:
    """Add the stretch to the day's counters and to the traffic table."""
    size = len(world.skus)
    sku, units = wanted.sku[accepted], wanted.units[accepted]
    price = world.skus["price"]
    orders = np.bincount(sku, minlength=size).astype(np.int64)
    sold = np.bincount(sku, weights=units, minlength=size).astype(np.int64)
    revenue = sold * price
    world.skus["orders_today"] += orders
    world.skus["units_today"] += sold
    world.skus["revenue_today"] += revenue
    world.units.setdefault(world.day, np.zeros(size, dtype=np.int64))
    world.units[world.day] = world.units[world.day] + sold
    world.traffic.append(
        Columns(
            {
                "day": np.full(size, world.day, dtype=np.int64),
                "source": np.full(size, PRODUCT_CARD, dtype=object),
                "sku_id": world.skus["id"],
                "impressions": wanted.impressions,
                "clicks": wanted.clicks,
                "orders": orders,
                "units": sold,
                "gmv": revenue,
            }
        )
    )


def count_dispatches(world: World, stretch: Stretch) -> None:
    """Count the orders whose dispatch deadline passed, and those without a scan by then."""
    near = np.flatnonzero(stretch.holds(world.orders["dispatch_by"]))
    if not len(near):
        return
    orders = world.orders.only(_DISPATCH).where(near)
    due, late = health.dispatches(
        dispatch_by=orders["dispatch_by"],
        shipped_at=orders["shipped_at"],
        paid_at=orders["paid_at"],
        cancelled_at=orders["cancelled_at"],
        by_buyer=orders["cancel_role"] == Role.BUYER.name,
        start=stretch.start,
        end=stretch.end,
    )
    days = world.book.calendar.local_day(orders["dispatch_by"])
    for day in np.unique(days[due]).tolist():
        before = world.dispatch.get(day, (0, 0))
        on_day = days == day
        world.dispatch[day] = (
            before[0] + int((due & on_day).sum()),
            before[1] + int((late & on_day).sum()),
        )


_DISPATCH = ("dispatch_by", "shipped_at", "paid_at", "cancelled_at", "cancel_role")


def close_day(world: World) -> None:
    """Let the day's sales move ranks and reference prices, and set tomorrow's order cap."""
    rules, skus = world.rules, world.skus
    days = world.parameters.pace_days
    skus["pace"] = ((days - 1) * skus["pace"] + 2 * skus["orders_today"] * PACE_UNIT) // (days + 1)
    sold = skus["units_today"]
    paid = np.where(sold > 0, skus["revenue_today"] * PRICE_UNIT // np.maximum(sold, 1), 0)
    moved = ((days - 1) * skus["reference_price"] + 2 * paid) // (days + 1)
    skus["reference_price"] = np.where(sold > 0, moved, skus["reference_price"])
    skus["days_out"] = np.where(skus["stock"] == 0, skus["days_out"] + 1, 0)
    skus["in_stock"] = skus["stock"] > 0
    for name in ("orders_today", "units_today", "revenue_today"):
        skus[name] = 0
    since = world.day - rules.health_window_days + 1
    world.dispatch = {day: counts for day, counts in world.dispatch.items() if day >= since}
    window = list(world.dispatch.values())
    rate = health.rate(sum(late for _, late in window), sum(due for due, _ in window))
    share = world.book.order_share(rate or 0)
    world.order_cap = max(1, world.scenario.order_limit(rules) * share // 10_000)
    world.day += 1
    world.orders_today = 0
    for day in [day for day in world.units if day < world.day - _RECENT_DAYS]:
        del world.units[day]
