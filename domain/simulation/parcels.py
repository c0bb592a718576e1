"""What time does to an order on its way: paid, cancelled, scanned by the carrier, delivered."""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.kernel.columns import Array, Columns
from domain.orders import rules as life
from domain.orders.rules import Role, Status
from domain.reactions import Event
from domain.simulation import latent
from domain.simulation.parameters import places
from domain.simulation.stretch import Stretch
from domain.simulation.world import World, touch

_CHANGING = (
    "status",
    *(name for name in life.STATUS_TIMES if name != "completed_at"),
    "cancel_role",
    "cancel_reason",
    "asks_at",
)
_READ = ("created_at", "collect_by", "completed_at", *reactions.NEEDED)


def carry(world: World, orders: Columns, stretch: Stretch) -> Columns:
    """Carry orders from the stretch's start to its end; gives those cancelled in it."""
    underway = np.flatnonzero(orders["status"] < Status.DELIVERED)
    now = orders.only((*_READ, *_CHANGING)).where(underway)
    before = now["status"]
    paid = _pay(world, now, stretch)
    _change_minds(world, now, stretch)
    _lapse(now, stretch)
    scanned = _scan(world, now, stretch)
    delivered = _deliver(world, now, stretch)
    times = {name: now[name] for name in life.STATUS_TIMES}
    now["status"] = life.status_at(stretch.end, **times)
    cancelled = np.flatnonzero(stretch.holds(now["cancelled_at"]))
    changed = now["status"] != before
    for which in (paid, scanned, delivered, cancelled):
        changed[which] = True
    for name in _CHANGING:
        orders[name][underway] = now[name]
    touch(orders, underway[changed])
    gone = now.where(cancelled)
    world.dropped += [now["id"][delivered], gone["id"]]
    bought = gone.where(gone["paid_at"] > 0)
    for event, who, at in (
        (Event.PAID, now.where(paid), "paid_at"),
        (Event.CANCELLED, bought, "cancelled_at"),
        (Event.SHIPPED, now.where(scanned), "shipped_at"),
    ):
        stretch.posted.extend(reactions.postings(event, who, who[at], stretch.rules))
    return gone


def _pay(world: World, now: Columns, stretch: Stretch) -> Array:
    """Buyers pay, most of them within minutes; positions of the orders paid."""
    unpaid = np.flatnonzero(now["paid_at"] == 0)
    ids, created = now["id"][unpaid], now["created_at"][unpaid]
    at = created + latent.payment_delay(ids, world.noise_seed, world.parameters)
    pays = stretch.holds(at) & (at <= life.unpaid_until(created, stretch.rules))
    pays &= ~latent.never_paid(ids, world.noise_seed, world.parameters)
    paid, at = unpaid[pays], at[pays]
    now["paid_at"][paid] = at
    now["ship_from"][paid] = life.ship_from(at, stretch.rules)
    return paid


def _change_minds(world: World, now: Columns, stretch: Stretch) -> None:
    """Some buyers cancel during the hold."""
    hold = stretch.rules.hold_seconds
    held = np.flatnonzero((now["paid_at"] > 0) & (now["paid_at"] > stretch.start - hold))
    delay = latent.cancel_delay(now["id"][held], world.noise_seed, hold, world.parameters)
    at = now["paid_at"][held] + delay
    quits = (delay > 0) & stretch.holds(at)
    _cancel(now, held[quits], at[quits], Role.BUYER, "changed_mind")


def _lapse(now: Columns, stretch: Stretch) -> None:
    """The system cancels what is not paid, or not handed over, in time."""
    due = life.unpaid_until(now["created_at"], stretch.rules)
    unpaid = np.flatnonzero((now["paid_at"] == 0) & stretch.holds(due))
    _cancel(now, unpaid, due[unpaid], Role.SYSTEM, "not_paid_in_time")
    due = now["collect_by"]
    waiting = (now["paid_at"] > 0) & (now["rts_at"] == 0) & (now["cancelled_at"] == 0)
    left = np.flatnonzero(waiting & stretch.holds(due))
    _cancel(now, left, due[left], Role.SYSTEM, "not_collected_in_time")


def _cancel(now: Columns, which: Array, at: Array, role: Role, reason: str) -> None:
    now["cancelled_at"][which] = at
    now["cancel_role"][which] = role.name
    now["cancel_reason"][which] = reason


def _scan(world: World, now: Columns, stretch: Stretch) -> Array:
    """Carriers scan what was handed over; positions of the orders scanned."""
    handed = (now["rts_at"] > 0) & (now["shipped_at"] == 0) & (now["cancelled_at"] == 0)
    index = np.flatnonzero(handed)
    if not len(index):
        return index
    delay = latent.scan_delay(now["id"][index], world.noise_seed, world.parameters)
    at = now["rts_at"][index] + delay
    inside = stretch.holds(at)
    now["shipped_at"][index[inside]] = at[inside]
    return index[inside]


def _deliver(world: World, now: Columns, stretch: Stretch) -> Array:
    """Parcels arrive; positions of the orders delivered."""
    index = np.flatnonzero((now["shipped_at"] > 0) & (now["delivered_at"] == 0))
    if not len(index):
        return index
    ids = now["id"][index]
    zone = places().zone[latent.place(ids, world.noise_seed)]
    at = now["shipped_at"][index] + latent.transit_time(
        ids, zone, world.noise_seed, world.parameters
    )
    inside = stretch.holds(at)
    delivered, at = index[inside], at[inside]
    now["delivered_at"][delivered] = at
    now["asks_at"][delivered] = latent.return_request(
        ids[inside], at, world.noise_seed, world.parameters
    )
    return delivered
