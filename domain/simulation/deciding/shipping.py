"""How orders leave the shop: labels bought and numbers entered, whole, in parts or together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain import reactions
from domain.finance.rules import Account
from domain.kernel.changes import Changes, Subject
from domain.kernel.columns import Array, positions
from domain.kernel.refusals import Refusal
from domain.orders.rules import Status
from domain.shipping import rates
from domain.shipping import rules as shipping
from domain.shipping.commands import (
    BuyLabels,
    CombineOrders,
    ShipOrders,
    ShipPart,
)
from domain.shipping.rules import MOST_PACKAGES, Method
from domain.shipping.tracking import accept
from domain.simulation import packing
from domain.simulation.deciding.answers import Answer, nothing, short_of_cash
from domain.simulation.deciding.orders import order_places, order_positions
from domain.simulation.packing import Price
from domain.simulation.parcels import answer_requests, hand_over, open_requests
from domain.simulation.remaining import goods_left
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
    if status == Status.PARTIALLY_SHIPPING:
        return Refusal("order-partly-shipped", {"order": order})
    if status == Status.UNPAID:
        return Refusal("order-unpaid", {"order": order})
    if status == Status.ON_HOLD:
        until = world.book.calendar.text(int(world.orders["ship_from"][index]))
        return Refusal("order-on-hold", {"order": order, "until": until})
    if status == Status.CANCELLED:
        return Refusal("order-cancelled", {"order": order})
    return Refusal("order-already-shipped", {"order": order})


def _undividable(world: World, order: int, index: int | None) -> Refusal | None:
    """Why no part of the order can be shipped for itself now."""
    refusal = _unshippable(world, order, index)
    if refusal is not None and refusal.code != "order-partly-shipped":
        return refusal
    if (world.gifts["order_id"] == order).any():
        return Refusal("gift-in-one-parcel", {"order": order})
    return None


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
        if refusal is not None or index is None:
            refusals.append(refusal or Refusal("order-unknown", {"order": order}))
            continue
        if index in ready:
            refusals.append(Refusal("order-listed-twice", {"order": order}))
            continue
        accepted = tracking_number(world, order, tracking, command.carrier, taken)
        if isinstance(accepted, Refusal):
            refusals.append(accepted)
            continue
        if cash < postage:
            refusals.append(short_of_cash(world, postage, cash))
            continue
        cash -= postage
        taken[accepted[0]] = order
        ready[index] = accepted
    rising = np.array(sorted(ready), dtype=np.int64)
    carriers = np.array([ready[each][1] for each in rising.tolist()], dtype=np.int64)
    price = Price(np.zeros_like(rising), carriers, np.full_like(rising, postage))
    numbers = [ready[each][0] for each in rising.tolist()]
    _send_whole(world, rising, price, Method.SELLER, numbers)
    return len(ready), shipped(len(ready)), refusals


def tracking_number(
    world: World, order: int, tracking: str, carrier: str, taken: TrackingOwners
) -> tuple[str, int] | Refusal:
    """The tidied number and its carrier's position in the rulebook, or why it cannot be taken."""
    if not shipping.tidy(tracking):
        return Refusal("tracking-empty", {"order": order})
    accepted = accept(tracking, carrier, world.book.carriers)
    if isinstance(accepted, Refusal):
        return accepted
    number, found = accepted
    if number in taken:
        own = number in world.packages["tracking"][packing.active(world, order)]
        code, whose = ("tracking-same", order) if own else ("tracking-used", taken[number])
        return Refusal(code, {"tracking": number, "order": whose})
    return number, world.book.carrier_number(found.code)


def label(world: World, command: BuyLabels) -> Answer:
    """Buy platform labels."""
    if not command.orders:
        return nothing(Refusal("nothing-asked"))
    if wrong := _service_unknown(world, command.service):
        return nothing(wrong)
    wanted = np.array(command.orders, dtype=np.int64)
    known, there = order_places(world, wanted)
    index = known[there]
    ready = np.unique(index[world.orders["status"][index] == Status.AWAITING_SHIPMENT])
    refusals = _refused(world, command.orders) if len(ready) < len(wanted) else []
    parcels = packing.order_parcels(world, ready)
    price = packing.label_price(world, ready, parcels, command.service)
    fits = price.service >= 0
    if not fits.all():
        untaken = world.orders["id"][ready[~fits]].tolist()
        refusals += [Refusal("parcel-not-taken", {"order": order}) for order in untaken]
        ready, price = ready[fits], Price(*[each[fits] for each in price])
    _send_whole(world, ready, price, Method.PLATFORM, weight=parcels.weight[fits])
    return len(ready), shipped(len(ready)), refusals


def _service_unknown(world: World, service: str) -> Refusal | None:
    known = [each.code for each in packing.offered(world)]
    if not service or service in known:
        return None
    return Refusal("service-unknown", {"service": service, "services": ", ".join(known) or "none"})


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


@dataclass(frozen=True, slots=True)
class _Way:
    """How one parcel goes."""

    price: Price
    method: Method
    tracking: list[str] | None
    weight: Array


def _way(
    world: World,
    command: ShipPart | CombineOrders,
    lead: int,
    parcels: rates.Parcels,
    owners: TrackingOwners,
) -> _Way | Refusal:
    """How the parcel of an order (its position) goes: by its number, else with a label."""
    order = int(world.orders["id"][lead])
    if command.tracking.strip():
        accepted = tracking_number(world, order, command.tracking, command.carrier, owners)
        if isinstance(accepted, Refusal):
            return accepted
        postage = world.scenario.own_postage
        if world.balances[Account.CASH] < postage:
            return short_of_cash(world, postage)
        price = Price(*[np.array([each]) for each in (0, accepted[1], postage)])
        return _Way(price, Method.SELLER, [accepted[0]], parcels.weight)
    if wrong := _service_unknown(world, command.service):
        return wrong
    price = packing.label_price(world, np.array([lead]), parcels, command.service)
    if price.service[0] < 0:
        return Refusal("parcel-not-taken", {"order": order})
    return _Way(price, Method.PLATFORM, None, parcels.weight)


def ship_part(world: World, command: ShipPart, owners: TrackingOwners) -> Answer:
    """Send some units of an order in a package of their own."""
    (index,), told = order_positions(world, (command.order,)), {"order": command.order}
    if refusal := _undividable(world, command.order, index):
        return nothing(refusal)
    if index is None or not command.skus or len(command.skus) != len(command.quantities):
        return nothing(Refusal("nothing-asked"))
    left = packing.unpacked(world, command.order)
    wanted: dict[int, int] = {}
    for sku, quantity in zip(command.skus, command.quantities, strict=True):
        wanted[sku] = wanted.get(sku, 0) + quantity
    for sku, quantity in wanted.items():
        if sku not in left:
            names = {"order": command.order, "sku": sku}
            return nothing(Refusal("order-without-sku", names))
        if not 1 <= quantity <= left[sku]:
            counts = {"low": 1, "high": left[sku], "quantity": quantity}
            return nothing(Refusal("quantity-out-of-range", counts))
    rest = sum(left.values()) - sum(wanted.values())
    place, none_yet = np.array([index]), not len(packing.active(world, command.order))
    if not rest and none_yet:
        return nothing(Refusal("part-is-whole", told))
    made = int(packing.packages_made(world, np.array([command.order]))[0])
    if made >= MOST_PACKAGES - 1 and (rest or made >= MOST_PACKAGES):
        most = {"order": command.order, "most": MOST_PACKAGES}
        return nothing(Refusal("packages-enough", most))
    skus, quantities = list(wanted), list(wanted.values())
    zero = np.zeros(len(skus), dtype=np.int64)
    parcels = packing.parcels_of(world, zero, np.array(skus), np.array(quantities))
    way = _way(world, command, index, parcels, owners)
    if isinstance(way, Refusal):
        return nothing(way)
    parcel = packing.next_numbers(world, world.orders["id"][place])
    (number,) = _pack(world, place, parcel, way).tolist()
    packing.add_items(world, number, skus, quantities)
    orders = world.orders
    if none_yet:
        orders["partial_at"][place] = world.now
    orders["status"][place] = Status.PARTIALLY_SHIPPING
    if not rest:
        orders["rts_at"][place] = world.now
        orders["status"][place] = Status.AWAITING_COLLECTION
    packing.foresee_parts(world)
    return 1, shipped(1), []


def combine(world: World, command: CombineOrders, owners: TrackingOwners) -> Answer:
    """Send several orders of one buyer in one parcel."""
    if len(set(command.orders)) < 2:
        return nothing(Refusal("combine-needs-two"))
    refusals = _refused(world, command.orders)
    if refusals:
        return nothing(*refusals)
    index = np.sort(world.order_index(np.array(command.orders, dtype=np.int64)))
    buyers = world.orders["buyer_id"][index]
    if (buyers != buyers[0]).any():
        return nothing(Refusal("combine-other-buyer"))
    goods = goods_left(world, world.orders["id"][index])
    zero = np.zeros(len(goods), dtype=np.int64)
    parcels = packing.parcels_of(world, zero, goods["sku_id"], goods["quantity"])
    way = _way(world, command, int(index[0]), parcels, owners)
    if isinstance(way, Refusal):
        return nothing(way)
    lead = packing.next_numbers(world, world.orders["id"][index[:1]])
    first = np.arange(len(index)) == 0  # its postage is paid once
    service, carrier, postage = (np.repeat(each, len(index)) for each in way.price)
    together = _Way(
        Price(service, carrier, postage * first),
        way.method,
        None if way.tracking is None else way.tracking * len(index),
        np.repeat(way.weight, len(index)) * first,
    )
    _send(world, index, np.repeat(lead, len(index)), together)
    return len(index), shipped(len(index)), []


def shipped(count: int) -> Changes:
    """What shipping so many orders, or taking that back, touches."""
    return Changes(frozenset({Subject.ORDERS, Subject.MONEY}) if count else frozenset())


def _send_whole(
    world: World,
    index: Array,
    price: Price,
    method: Method,
    tracking: list[str] | None = None,
    weight: Array | None = None,
) -> None:
    """Make the orders at rising positions ready to ship, each in a package of its own."""
    if not len(index):
        return
    grams = packing.order_parcels(world, index).weight if weight is None else weight
    parcel = packing.next_numbers(world, world.orders["id"][index])
    _send(world, index, parcel, _Way(price, method, tracking, grams))


def _send(world: World, index: Array, parcel: Array, way: _Way) -> None:
    """Make the orders at rising positions ready to ship in their parcels."""
    _pack(world, index, parcel, way)
    orders = world.orders
    orders["rts_at"][index] = world.now
    orders["status"][index] = Status.AWAITING_COLLECTION
    orders["parcel"][index] = parcel
    orders["carrier"][index] = way.price.carrier
    orders["service"][index] = way.price.service
    hand_over(world, orders, index)


def _pack(world: World, index: Array, parcel: Array, way: _Way) -> Array:
    """Put a package for each order, with its postage; requests to cancel them are refused."""
    orders = world.orders
    numbers = packing.add_packages(
        world,
        index=index,
        parcel=parcel,
        price=way.price,
        tracking=way.tracking or [""] * len(index),
        method=way.method,
        weight=way.weight,
    )
    touch(orders, index)
    platform = way.method is Method.PLATFORM
    column = "label_cost" if platform else "own_postage"
    orders[column][index] += way.price.postage
    event = reactions.Event.LABELLED if platform else reactions.Event.POSTED
    who = orders.only(reactions.NEEDED).where(index).told(**{column: way.price.postage})
    at = np.full(len(index), world.now, dtype=np.int64)
    world.post(reactions.postings(event, who, at, world.rules))
    shipped = np.isin(world.cancellations["order_id"], orders["id"][index])
    answer_requests(world, positions(shipped & open_requests(world)), world.now, approved=False)
    return numbers
