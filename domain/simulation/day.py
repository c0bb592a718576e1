"""What a day adds up to: traffic, sales by SKU, dispatches, and what they mean for tomorrow."""

from __future__ import annotations

import numpy as np

from domain.catalogue.rules import PACE_DAYS
from domain.finance import rules as finance
from domain.finance.rules import Account, Kind
from domain.health import rules as health
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.money import BASIS
from domain.orders.rules import Role
from domain.simulation import rivals
from domain.simulation.allocation import NONE
from domain.simulation.content import forget_content
from domain.simulation.demand import Demand
from domain.simulation.exposure import Source
from domain.simulation.messaging import close_messages
from domain.simulation.on_sale import look_at_fees
from domain.simulation.promised import set_aside
from domain.simulation.promoting import in_deal, prices
from domain.simulation.reviewing import publish
from domain.simulation.stretch import Stretch
from domain.simulation.world import PACE_UNIT, PRICE_UNIT, World, touch

_NO_LIMIT = 10**9


def count_sales(world: World, bought: Columns) -> None:
    """Add the stretch to the day's counters.

    What was put beside the product that a buyer came for leaves its own rank alone.
    """
    size, sku, units = len(world.skus), bought["sku"], bought["units"]
    world.skus["orders_today"] += _added(sku, None, size)
    world.skus["lifted"] += _won_by_deals(world, bought)
    world.skus["units_today"] += _added(sku, units, size)
    world.skus["revenue_today"] += _added(sku, bought["paid"], size)
    beside = bought["also"][bought["also"] != NONE]
    sold = _added(sku, units, size) + _added(beside, None, size)
    world.units.setdefault(world.day, np.zeros(size, dtype=np.int64))
    world.units[world.day] = world.units[world.day] + sold


def record_traffic(world: World, wanted: Demand, bought: Columns) -> None:
    """Add the stretch to the traffic table.

    What was put beside the product that a buyer came for counts as units and revenue of the place
    that brought the buyer.
    """
    shown, places = wanted.shown, len(wanted.shown)
    units, together = bought["units"], bought["also"] != NONE
    seen = positions((wanted.impressions > 0) | (wanted.clicks > 0))
    world.traffic.append(
        Columns(
            {
                "day": np.full(len(seen), world.day, dtype=np.int64),
                "source": _CODES[shown.source[seen]],
                "content_id": shown.content[seen],
                "sku_id": world.skus["id"][shown.sku[seen]],
                "impressions": wanted.impressions[seen],
                "clicks": wanted.clicks[seen],
                "carts": wanted.carts[seen],
                "orders": _added(bought["place"], None, places)[seen],
                "units": _added(bought["place"], units + together, places)[seen],
                "gmv": _added(bought["place"], bought["worth"], places)[seen],
            }
        )
    )


def _added(key: Array, values: Array | None, length: int) -> Array:
    return np.bincount(key, weights=values, minlength=length).astype(np.int64)


_CODES = np.array(["", *(source.code for source in Source)], dtype=object)


def count_dispatches(world: World, stretch: Stretch) -> None:
    """Count the orders whose dispatch deadline passed, and those without a scan by then."""
    near = positions(stretch.holds(world.orders["dispatch_by"]))
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
    """Let the day's sales move ranks and reference prices, and what it brought reach buyers."""
    _repay_deals(world)
    _move_ranks(world)
    _watch_rivals(world)
    _count_promotions(world)
    publish(world)
    close_messages(world)
    forget_content(world)
    world.day += 1
    world.orders_today = 0
    _limit_orders(world)
    look_at_fees(world)
    _pay_for_ads(world)
    for day in [day for day in world.units if day < world.day - PACE_DAYS]:
        del world.units[day]


def _move_ranks(world: World) -> None:
    """Recent orders and paid prices, as moving averages; and shelves with nothing to buy."""
    skus, days = world.skus, world.parameters.pace_days
    skus["pace"] = ((days - 1) * skus["pace"] + 2 * skus["orders_today"] * PACE_UNIT) // (days + 1)
    sold = skus["units_today"]
    paid = np.where(sold > 0, skus["revenue_today"] * PRICE_UNIT // np.maximum(sold, 1), 0)
    moved = ((days - 1) * skus["reference_price"] + 2 * paid) // (days + 1)
    skus["reference_price"] = np.where(sold > 0, moved, skus["reference_price"])
    skus["days_out"] = np.where(skus["stock"] == 0, skus["days_out"] + 1, 0)
    skus["gifts_back"] = np.zeros_like(skus["gifts_back"])
    skus["in_stock"] = skus["stock"] > set_aside(world)
    for name in ("orders_today", "units_today", "revenue_today"):
        skus[name] = 0


def _won_by_deals(world: World, bought: Columns) -> Array:
    """Of each SKU's orders, those that their price in a promotion has won; millionths."""
    dealt = positions(bought["cheaper"])
    sku = bought["sku"][dealt]
    power = world.parameters.deal_weight - world.elasticity[sku]
    share = 1.0 - np.power(1.0 - bought["cheaper"][dealt] / PACE_UNIT, power)
    won = np.rint(share * PACE_UNIT).astype(np.int64)
    return np.bincount(sku, weights=won, minlength=len(world.skus)).astype(np.int64)


def _repay_deals(world: World) -> None:
    """What deals have won is held back once they are over, so much a day."""
    skus, parameters = world.skus, world.parameters
    if not skus["lifted"].any():
        return
    over = positions((skus["lifted"] > 0) & ~in_deal(world))
    if len(over):
        owed = skus["lifted"][over] * round(parameters.repay_share * PACE_UNIT) // PACE_UNIT
        left = np.maximum(skus["repay_until"][over] - world.day, 0) * skus["repay"][over]
        skus["repay"][over] = (owed + left) // parameters.repay_days
        skus["repay_until"][over] = world.day + parameters.repay_days
        skus["lifted"][over] = 0


def _count_promotions(world: World) -> None:
    """From tomorrow on buyers see what of the promotions is used up today."""
    for rows, now, before in (
        (world.promotions, "used", "used_before"),
        (world.promotion_items, "sold", "sold_before"),
        (world.promotion_tiers, "given", "given_before"),
    ):
        changed = rows[now] != rows[before]
        rows[before][changed] = rows[now][changed]
        touch(rows, changed)


def _watch_rivals(world: World) -> None:
    """Rivals look at the shop's prices and set theirs for tomorrow."""
    here = world.rivals
    if not len(here):
        return
    group = world.group_number(here["substitutes"])
    lowest = np.ones(int(group.max(initial=-1)) + 2)  # the last stands for a group without a SKU
    ratio = prices(world, at=world.now - 1) / world.market_price  # of the day that ends here
    np.minimum.at(lowest, np.minimum(world.nest, len(lowest) - 1), ratio)
    after = rivals.react(
        rivals.Rivals(here["price"], here["last_cut"], here["war_until"]),
        rival=here["id"],
        base=here["base_price"],
        ratio=np.where(group >= 0, lowest[group], 1.0),
        day=world.day,
        seed=world.noise_seed,
        parameters=world.parameters,
    )
    for name, values in after._asdict().items():
        here[name] = values


def _limit_orders(world: World) -> None:
    """Set the new day's tier and order cap from how the shop stands."""
    rules = world.rules
    since = world.day - rules.health_window_days
    world.dispatch = {day: counts for day, counts in world.dispatch.items() if day >= since}
    window = list(world.dispatch.values())
    rate = health.rate(sum(late for _, late in window), sum(due for due, _ in window)) or 0
    tiers = world.book.probation
    if rate <= rules.late_dispatch_target:
        reached = [
            number
            for number, tier in enumerate(tiers)
            if tier.days <= world.day_number and tier.delivered <= world.delivered
        ]
        world.tier = max(world.tier, *reached)
    world.order_cap = order_cap(world, world.book.order_share(rate))


def order_cap(world: World, share: int) -> int:
    """How many orders the shop may take in a day, at that share (basis points) of its limit."""
    limit = world.scenario.orders_per_day or world.book.probation[world.tier].orders_per_day
    return max(1, (limit or _NO_LIMIT) * share // BASIS)


def _pay_for_ads(world: World) -> None:
    """Pay the new day's ads, as far as the bank account reaches."""
    skus, cash = world.skus, world.balances[Account.CASH]
    if not skus["ad_budget"].any() and not skus["ad_running"].any():
        return
    running = np.zeros(len(skus), dtype=np.int64)
    for index in positions(skus["ad_budget"]).tolist():
        budget = int(skus["ad_budget"][index])
        if budget <= cash:
            running[index] = budget
            cash -= budget
    skus["ad_running"] = running
    world.post(finance.entries(Kind.ADVERTISING, world.now, 0, int(running.sum())))
