"""From wishes to orders: stock, the daily order cap, and what an order is made of."""

from __future__ import annotations

import numpy as np

from domain.kernel.columns import Array, Columns, rows_of
from domain.orders import rules as life
from domain.orders.rules import Status
from domain.simulation import latent
from domain.simulation.allocation import Supply, allocate
from domain.simulation.demand import Demand
from domain.simulation.parameters import places
from domain.simulation.parcels import carry
from domain.simulation.stretch import Stretch
from domain.simulation.world import NEW, World, blank_lines, blank_orders, touch

_ORDER_ID_BASE = 576 * 10**15
_HOUR_SHARE = 10**10
_SCRAMBLE = 7_654_321
"""Odd and not divisible by 5: a bijection of the ids of one hour."""

_NEVER = np.int64(2**62)


def freed(world: World, cancelled: Columns) -> Supply:
    """The units of cancelled orders, as supply at the moment of cancelling."""
    lines = world.lines.where(rows_of(world.lines["order_id"], cancelled["id"]))
    order = np.searchsorted(cancelled["id"], lines["order_id"])
    return Supply(
        sku=world.sku_index(lines["sku_id"]),
        at=cancelled["cancelled_at"][order],
        units=lines["quantity"],
    )


def arrived(world: World, stretch: Stretch) -> Supply:
    """Restocked goods that arrive."""
    restocks = world.restocks
    here = (restocks["arrived_at"] == 0) & stretch.holds(restocks["arrives_at"])
    restocks["arrived_at"][here] = restocks["arrives_at"][here]
    touch(restocks, here)
    return Supply(
        sku=world.sku_index(restocks["sku_id"][here]),
        at=restocks["arrived_at"][here],
        units=restocks["quantity"][here],
    )


def place(world: World, wanted: Demand, supplies: list[Supply], stretch: Stretch) -> Array:
    """Turn wishes into orders as far as stock and the daily order cap reach; which ones did."""
    ids = _order_ids(wanted, world)
    quits = _early_cancels(world, wanted, ids, stretch)
    accepted, stock = allocate(
        stock=world.skus["stock"],
        supplies=supplies,
        sku=wanted.sku,
        at=wanted.at,
        units=wanted.units,
        given_back_at=np.where(quits <= stretch.end, quits, 0),
        cap=world.order_cap - world.orders_today,
    )
    world.skus["stock"] = stock
    chosen = np.flatnonzero(accepted)
    if len(chosen):
        chosen = chosen[np.argsort(ids[chosen])]
        orders, lines = _new_orders(world, wanted, chosen, ids[chosen], stretch)
        world.orders_today += len(chosen)
        carry(world, orders, stretch)
        # Ids rise from hour to hour, so the new ones belong behind all others.
        world.orders = world.orders.joined(orders)
        world.lines = world.lines.joined(lines)
    return accepted


def _early_cancels(world: World, wanted: Demand, ids: Array, stretch: Stretch) -> Array:
    """When each wish, if it becomes an order, is cancelled by its buyer; far future if never."""
    parameters, noise = world.parameters, world.noise_seed
    paid = wanted.at + latent.payment_delay(ids, noise, parameters)
    delay = latent.cancel_delay(ids, noise, stretch.rules.hold_seconds, parameters)
    quits = (delay > 0) & ~latent.never_paid(ids, noise, parameters)
    return np.where(quits, paid + delay, _NEVER)


def _order_ids(wanted: Demand, world: World) -> Array:
    """Ids that look like the platform's: rising by hour, scrambled within it, never twice."""
    within = world.ordinal[wanted.sku] * 10**5 + 10**4 + wanted.click % 10**4
    return _ORDER_ID_BASE + wanted.hour * _HOUR_SHARE + within * _SCRAMBLE % _HOUR_SHARE


def _new_orders(
    world: World, wanted: Demand, chosen: Array, ids: Array, stretch: Stretch
) -> tuple[Columns, Columns]:
    """The orders and lines of the chosen wishes; what else there is to know goes to ``placed``."""
    rules, calendar = stretch.rules, world.book.calendar
    at, units = wanted.at[chosen], wanted.units[chosen]
    sku = world.skus.only(("id", "price", "cost")).where(wanted.sku[chosen])
    total = sku["price"] * units
    tax = (total * places().tax[latent.place(ids, world.noise_seed)] + 50_000) // 100_000
    orders, lines = blank_orders(len(ids)), blank_lines(len(ids))
    orders["mark"] = NEW
    orders["id"] = ids
    orders["status"] = Status.UNPAID
    orders["created_at"] = at
    orders["dispatch_by"] = life.dispatch_by(at, rules, calendar)
    orders["collect_by"] = life.collect_by(at, rules, calendar)
    orders["deliver_by"] = life.deliver_by(at, rules, calendar)
    orders["item_total"] = total
    orders["amount"] = total + tax
    orders["cost"] = sku["cost"] * units
    lines["mark"] = NEW
    lines["order_id"] = ids
    lines["sku_id"] = sku["id"]
    lines["quantity"] = units
    world.placed.append(
        Columns(
            {
                "id": ids,
                "units": units,
                "unit_price": sku["price"],
                "unit_cost": sku["cost"],
                "tax": tax,
            }
        )
    )
    return orders, lines
