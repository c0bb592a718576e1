"""What new orders will bring, foretold as if a scripted seller shipped them at 09:00.

Nobody buys their labels, refunds them or settles them for it: each order that its buyer keeps
counts with its fees, its goods and the cheapest label that keeps its promise, and with what returns
in its category cost on average.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from domain import reactions
from domain.kernel.clock import HOUR, Seconds
from domain.kernel.columns import Array, Columns, rows_of
from domain.kernel.money import Cents
from domain.simulation import latent
from domain.simulation.attention import OPENING_HOUR
from domain.simulation.packing import parcels_of, quoted, zones_of
from domain.simulation.remaining import goods_left
from domain.simulation.world import World


class Contribution(NamedTuple):
    """What orders bring, all of them together; money is minor units."""

    orders: int
    """Those that are paid and kept until they are shipped."""
    units: int
    revenue: int
    """What buyers and the platform pay for them, after what the seller bears of promotions."""
    discount: int
    """What the seller bears of promotions."""
    profit: int
    """What is left after fees, labels, goods and the average cost of returns."""


def contribution(world: World, *, since: int, among: Array | None = None) -> Contribution:
    """What the orders will bring that were placed after that moment.

    With a mask only those orders of the world ``among`` it.
    """
    mask = _kept(world, since)
    kept = world.orders.where(mask if among is None else mask & among)
    lines = world.lines.where(rows_of(world.lines["order_id"], kept["id"]))
    rules = world.rules
    sales = reactions.earned(kept, rules) - reactions.goods(kept, rules)
    return Contribution(
        orders=len(kept),
        units=int(lines["quantity"].sum()),
        revenue=int(reactions.revenue(kept, rules).sum()),
        discount=int(reactions.discount(kept, rules).sum()),
        profit=int((sales - _labels(world, kept)).sum()) - _returns(world, kept, lines),
    )


def _kept(world: World, since: int) -> Array:
    """Which orders placed since are paid, and neither cancelled nor asked off before shipping."""
    orders = world.orders
    stays = (orders["created_at"] > since) & (orders["pays_at"] > 0)
    stays &= (orders["cancelled_at"] == 0) & (orders["quits_at"] == 0)
    asked = orders["asks_off_at"]
    return np.asarray(stays & ((asked == 0) | (asked > _shipped_at(world, orders))))


def _shipped_at(world: World, orders: Columns) -> Seconds:
    """The first 09:00 at which each order can be shipped, on the day after its placing or later."""
    calendar = world.book.calendar
    day = calendar.local_day(orders["created_at"] - 1) + 1
    morning = calendar.moment(day, OPENING_HOUR * HOUR)
    late = orders["ship_from"] > morning
    return np.where(late, calendar.moment(day + 1, OPENING_HOUR * HOUR), morning)


def _labels(world: World, orders: Columns) -> Cents:
    """What the cheapest labels cost that keep the promises of orders."""
    goods = goods_left(world, orders["id"])
    parcel = np.searchsorted(orders["id"], goods["order_id"])
    parcels = parcels_of(world, parcel, goods["sku_id"], goods["quantity"])
    zone = zones_of(orders["buyer_id"], world.noise_seed)
    left = world.book.calendar.business_days_left(_shipped_at(world, orders), orders["deliver_by"])
    return quoted(world.scenario, world.book, zone, parcels, left, "").postage


def _returns(world: World, orders: Columns, lines: Columns) -> int:
    """What returns of these orders cost on average: one line of an order comes back, as a whole."""
    known = world.parameters
    rate = np.array(known.return_rates)[latent.category_number(world.skus["category"])]
    of = np.searchsorted(orders["id"], lines["order_id"])
    share = rate[world.sku_index(lines["sku_id"])] / np.bincount(of, minlength=len(orders))[of]
    one = np.ones(len(lines), dtype=np.int64)
    whole = {"refund": one, "refunded": one, "restocked": lines["quantity"]}
    about = lines.only(("order_id", "sku_id", "quantity"))
    gone = reactions.returned(lines, Columns({**{name: about[name] for name in about}, **whole}))
    sound = known.return_resellable_rate * (1.0 - known.return_money_only_share)
    effect = reactions.refund_effect(gone, world.rules) + sound * gone["cost"]
    return -round(float((share * effect).sum()))
