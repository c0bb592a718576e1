"""Tracking numbers and labels: how orders leave the shop."""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.finance.rules import Account
from domain.kernel.changes import Changes, Subject
from domain.kernel.columns import Array, Columns
from domain.kernel.refusals import Refusal
from domain.orders.rules import Status
from domain.shipping import rules as shipping
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.shipping.tracking import accept, label_numbers
from domain.simulation.deciding.answers import Answer, nothing, short_of_cash
from domain.simulation.deciding.orders import order_places, order_positions
from domain.simulation.parcels import hand_over
from domain.simulation.world import World, touch

TrackingOwners = dict[str, int]
"""Tracking numbers already in the shop, and the order each belongs to."""


def _unshippable(world: World, order: int, index: int | None) -> Refusal | None:
    """Why the order cannot be shipped now."""
    if index is None:
        return Refusal("order-unknown", {"order": order})
    status = int(world.orders["status"][index])
    if status == Status.AWAITING_SHIPMENT:
        return None
    if status == Status.UNPAID:
        return Refusal("order-unpaid", {"order": order})
    if status == Status.ON_HOLD:
        until = world.book.calendar.text(int(world.orders["ship_from"][index]))
        return Refusal("order-on-hold", {"order": order, "until": until})
    if status == Status.CANCELLED:
        return Refusal("order-cancelled", {"order": order})
    return Refusal("order-already-shipped", {"order": order})


def ship(world: World, command: ShipOrders, owners: TrackingOwners) -> Answer:
    """Enter tracking numbers."""
    if not command.orders:
        return nothing(Refusal("nothing-asked"))
    if len(command.orders) != len(command.tracking):
        counts = {"orders": len(command.orders), "numbers": len(command.tracking)}
        return nothing(Refusal("tracking-missing", counts))
    refusals: list[Refusal] = []
    taken, ready = dict(owners), dict[int, tuple[str, int]]()
    cash, postage = world.balances[Account.CASH], world.scenario.own_postage
    places = order_positions(world, command.orders)
    for order, tracking, index in zip(command.orders, command.tracking, places, strict=True):
        refusal = _unshippable(world, order, index)
        if refusal is None and not shipping.tidy(tracking):
            refusal = Refusal("tracking-empty", {"order": order})
        if refusal is not None or index is None:
            refusals.append(refusal or Refusal("order-unknown", {"order": order}))
            continue
        if index in ready:
            refusals.append(Refusal("order-listed-twice", {"order": order}))
            continue
        accepted = accept(tracking, command.carrier, world.book.carriers)
        if isinstance(accepted, Refusal):
            refusals.append(accepted)
            continue
        number, carrier = accepted
        if number in taken:
            owner: dict[str, str | int] = {"tracking": number, "order": taken[number]}
            refusals.append(Refusal("tracking-used", owner))
            continue
        if cash < postage:
            refusals.append(short_of_cash(world, postage, cash))
            continue
        cash -= postage
        taken[number] = order
        ready[index] = (number, world.book.carrier_number(carrier.code))
    rising = sorted(ready)
    _send(
        world,
        index=np.array(rising, dtype=np.int64),
        tracking=[ready[index][0] for index in rising],
        carrier=np.array([ready[index][1] for index in rising], dtype=np.int64),
        method=shipping.Method.SELLER,
        postage=postage,
    )
    return len(ready), _shipped(len(ready)), refusals


def label(world: World, command: BuyLabels) -> Answer:
    """Buy platform labels."""
    if not command.orders:
        return nothing(Refusal("nothing-asked"))
    wanted = np.array(command.orders, dtype=np.int64)
    known, there = order_places(world, wanted)
    index = known[there]
    ready = np.unique(index[world.orders["status"][index] == Status.AWAITING_SHIPMENT])
    refusals = _refused(world, command.orders) if len(ready) < len(wanted) else []
    code = world.scenario.carrier
    _send(
        world,
        index=ready,
        tracking=label_numbers(
            world.book.carriers[code], world.orders["id"][ready], world.world_seed
        ),
        carrier=np.full(len(ready), world.book.carrier_number(code), dtype=np.int64),
        method=shipping.Method.PLATFORM,
        postage=world.scenario.label_price,
    )
    return len(ready), _shipped(len(ready)), refusals


def _refused(world: World, orders: tuple[int, ...]) -> list[Refusal]:
    """Why some of the orders get no label."""
    refusals: list[Refusal] = []
    seen: set[int] = set()
    for order, index in zip(orders, order_positions(world, orders), strict=True):
        refusal = _unshippable(world, order, index)
        if refusal is None and order in seen:
            refusal = Refusal("order-listed-twice", {"order": order})
        if refusal is not None:
            refusals.append(refusal)
        seen.add(order)
    return refusals


def _shipped(count: int) -> Changes:
    return Changes(frozenset({Subject.ORDERS, Subject.MONEY}) if count else frozenset())


def _send(
    world: World,
    *,
    index: Array,
    tracking: list[str],
    carrier: Array,
    method: shipping.Method,
    postage: int,
) -> None:
    """Make the orders at rising positions ready to ship: a package each, and its postage."""
    if not len(index):
        return
    orders = world.orders
    orders["rts_at"][index] = world.now
    orders["status"][index] = Status.AWAITING_COLLECTION
    platform = method is shipping.Method.PLATFORM
    orders["label_cost" if platform else "own_postage"][index] = postage
    orders["carrier"][index] = carrier
    hand_over(world, orders, index)
    touch(orders, index)
    event = reactions.Event.LABELLED if platform else reactions.Event.POSTED
    at = np.full(len(index), world.now, dtype=np.int64)
    who = orders.only(reactions.NEEDED).where(index)
    world.post(reactions.postings(event, who, at, world.rules))
    names = np.array([each.name for each in world.book.carriers.values()], dtype=object)
    world.packages.append(
        Columns(
            {
                "id": who["id"],
                "order_id": who["id"],
                "parcel": who["id"],
                "carrier": names[carrier],
                "service": np.full(len(index), "", dtype=object),
                "tracking": np.array(tracking, dtype=object),
                "method": np.full(len(index), method.value, dtype=object),
                "postage": np.full(len(index), postage, dtype=np.int64),
                "weight": np.zeros(len(index), dtype=np.int64),
                "created_at": at,
                "shipped_at": np.zeros(len(index), dtype=np.int64),
                "delivered_at": np.zeros(len(index), dtype=np.int64),
                "voided_at": np.zeros(len(index), dtype=np.int64),
                "edited_at": np.zeros(len(index), dtype=np.int64),
                "import_id": np.zeros(len(index), dtype=np.int64),
            }
        )
    )
