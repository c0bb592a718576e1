"""What a seller takes back about shipping: numbers replaced, labels given back."""

from __future__ import annotations

import numpy as np

from domain.finance import rules as finance
from domain.finance.rules import Kind
from domain.kernel.clock import HOUR
from domain.kernel.columns import Array, positions
from domain.kernel.refusals import Refusal
from domain.orders.rules import Status
from domain.shipping.commands import EditTracking, VoidLabels
from domain.shipping.rules import Method
from domain.shipping.second_thoughts import editable_until, voidable_until
from domain.simulation import packing
from domain.simulation.deciding.answers import Answer, nothing
from domain.simulation.deciding.orders import order_positions
from domain.simulation.deciding.shipping import TrackingOwners, shipped, tracking_number
from domain.simulation.parcels import hand_over
from domain.simulation.world import World, touch


def edit_tracking(world: World, command: EditTracking, owners: TrackingOwners) -> Answer:
    """Replace the tracking number of a package that the seller posted."""
    (index,), told = order_positions(world, (command.order,)), {"order": command.order}
    if index is None:
        return nothing(Refusal("order-unknown", told))
    rows = packing.active(world, command.order)
    if command.package:
        rows = rows[world.packages["id"][rows] == command.package]
    if len(rows) != 1:
        return nothing(Refusal("package-unclear" if len(rows) else "order-without-package", told))
    packages, row = world.packages, int(rows[0])
    if packages["method"][row] != Method.SELLER.value:
        return nothing(Refusal("tracking-of-label", told))
    if packages["edited_at"][row]:
        return nothing(Refusal("tracking-edited", told))
    if world.orders["delivered_at"][index] or world.orders["cancelled_at"][index]:
        return nothing(Refusal("tracking-over", told))
    until = editable_until(int(packages["created_at"][row]), world.rules)
    if world.now > until:
        when: dict[str, str | int] = {"order": command.order}
        when["hours"] = world.rules.tracking_edit_hours
        when["until"] = world.book.calendar.text(until)
        return nothing(Refusal("tracking-edit-late", when))
    accepted = tracking_number(world, command.order, command.tracking, command.carrier, owners)
    if isinstance(accepted, Refusal):
        return nothing(accepted)
    same = positions((packages["parcel"] == packages["parcel"][row]) & (packages["voided_at"] == 0))
    names = [each.name for each in world.book.carriers.values()]
    packages["tracking"][same] = accepted[0]
    packages["carrier"][same] = names[accepted[1]]
    packages["edited_at"][same] = world.now
    touch(packages, same)
    orders = world.order_index(packages["order_id"][same])
    world.orders["carrier"][orders] = accepted[1]
    hand_over(world, world.orders, orders[world.orders["rts_at"][orders] > 0])
    packing.foresee_parts(world)
    return 1, shipped(1), []


def void(world: World, command: VoidLabels) -> Answer:
    """Give labels back that no carrier has scanned."""
    if not command.orders:
        return nothing(Refusal("nothing-asked"))
    refusals: list[Refusal] = []
    chosen: dict[int, None] = {}
    for order, index in zip(command.orders, order_positions(world, command.orders), strict=True):
        rows = packing.active(world, order)
        if index is None:
            refusals.append(Refusal("order-unknown", {"order": order}))
        elif refusal := _not_voidable(world, order, index, rows):
            refusals.append(refusal)
        else:
            chosen.update(dict.fromkeys(rows.tolist()))
    if not chosen:
        return nothing(*refusals)
    packages, orders = world.packages, world.orders
    mine = np.isin(packages["parcel"], packages["parcel"][list(chosen)])
    rows = positions(mine & (packages["voided_at"] == 0))
    packages["voided_at"][rows] = world.now
    touch(packages, rows)
    at, back = world.order_index(packages["order_id"][rows]), packages["postage"][rows]
    paid = finance.entries(Kind.LABEL_VOIDED, world.now, packages["order_id"][rows], back)
    world.post(finance.joined([paid]))
    np.subtract.at(orders["label_cost"], at, back)
    freed = np.unique(at)
    for name in _OF_A_PACKAGE:
        orders[name][freed] = 0
    orders["status"][freed] = Status.AWAITING_SHIPMENT
    touch(orders, freed)
    return len(freed), shipped(len(freed)), refusals


_OF_A_PACKAGE = ("partial_at", "rts_at", "scans_at", "arrives_at", "carrier", "service", "parcel")
"""What an order without a package does not have."""


def _not_voidable(world: World, order: int, index: int, rows: Array) -> Refusal | None:
    """Why an order's labels cannot be given back."""
    packages, told = world.packages, {"order": order}
    if not len(rows) or world.orders["cancelled_at"][index]:
        return Refusal("order-without-package", told)
    if (packages["method"][rows] != Method.PLATFORM.value).any():
        return Refusal("void-own-postage", told)
    scanned = packages["shipped_at"][rows].any() or world.orders["shipped_at"][index]
    if scanned:
        return Refusal("void-scanned", told)
    codes, first = packages["service"][rows].tolist(), int(packages["created_at"][rows].min())
    until = voidable_until(first, codes, world.book.code, world.rules)
    if world.now > until:
        told_when: dict[str, str | int] = {"order": order, "hours": (until - first) // HOUR}
        told_when["until"] = world.book.calendar.text(until)
        return Refusal("void-late", told_when)
    return None
