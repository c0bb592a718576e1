"""What a seller takes back about shipping: numbers replaced, labels given back."""

from __future__ import annotations

import numpy as np

from domain.finance import rules as finance
from domain.finance.rules import Kind
from domain.kernel.clock import HOUR
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.refusals import Refusal
from domain.orders import rules as life
from domain.shipping.commands import EditTracking, VoidLabels
from domain.shipping.rules import Method
from domain.shipping.second_thoughts import editable_until, too_late_to_wait, voidable_until
from domain.simulation import packing
from domain.simulation.deciding.answers import Answer, nothing
from domain.simulation.deciding.orders import order_positions
from domain.simulation.deciding.shipping import TrackingOwners, shipped, tracking_number
from domain.simulation.parcels import hand_over
from domain.simulation.return_steps import owe
from domain.simulation.world import World, touch


def edit_tracking(world: World, command: EditTracking, owners: TrackingOwners) -> Answer:
    """Replace the tracking number of a package that the seller posted.

    The carrier of the new number has the parcel, so who has scanned it already stays its carrier.
    """
    (index,), told = order_positions(world, (command.order,)), {"order": command.order}
    if index is None:
        return nothing(Refusal("order-unknown", told))
    rows = packing.active(world, command.order)
    if command.package:
        rows = rows[world.packages["id"][rows] == command.package]
    if len(rows) != 1:
        return nothing(Refusal("package-unclear" if len(rows) else "order-without-package", told))
    packages, row = world.packages, int(rows[0])
    if refusal := _not_editable(world, index, row):
        return nothing(refusal)
    accepted = tracking_number(world, command.order, command.tracking, command.carrier, owners)
    if isinstance(accepted, Refusal):
        return nothing(accepted)
    names = [each.name for each in world.book.carriers.values()]
    scanned = packages["shipped_at"][row] or world.orders["shipped_at"][index]
    has_it = str(packages["carrier"][row])
    if scanned and names[accepted[1]] != has_it:
        return nothing(Refusal("tracking-scanned", {"order": command.order, "carrier": has_it}))
    same = positions((packages["parcel"] == packages["parcel"][row]) & (packages["voided_at"] == 0))
    packages["tracking"][same] = accepted[0]
    packages["carrier"][same] = names[accepted[1]]
    packages["edited_at"][same] = world.now
    touch(packages, same)
    orders = world.order_index(packages["order_id"][same])
    world.orders["carrier"][orders] = accepted[1]
    world.orders["edited_at"][orders] = world.now
    hand_over(world, world.orders, orders[world.orders["rts_at"][orders] > 0])
    packing.foresee_parts(world)
    return 1, shipped(1), []


def _not_editable(world: World, index: int, row: int) -> Refusal | None:
    """Why the number of an order's package (their positions) cannot be replaced."""
    packages, orders = world.packages, world.orders
    told: dict[str, str | int] = {"order": int(orders["id"][index])}
    if packages["method"][row] != Method.SELLER.value:
        return Refusal("tracking-of-label", told)
    if packages["edited_at"][row]:
        return Refusal("tracking-edited", told)
    if orders["delivered_at"][index] or orders["cancelled_at"][index]:
        return Refusal("tracking-over", told)
    until = editable_until(int(packages["created_at"][row]), world.rules)
    if world.now > until:
        told["hours"] = world.rules.tracking_edit_hours
        told["until"] = world.book.calendar.text(until)
        return Refusal("tracking-edit-late", told)
    return None


def void(world: World, command: VoidLabels) -> Answer:
    """Give labels back that no carrier has scanned."""
    if not command.orders:
        return nothing(Refusal("nothing-asked"))
    refusals: list[Refusal] = []
    chosen: dict[int, None] = {}
    for order, index in zip(command.orders, order_positions(world, command.orders), strict=True):
        if index is None:
            refusals.append(Refusal("order-unknown", {"order": order}))
            continue
        found = _voidable(world, order)
        if isinstance(found, Refusal):
            refusals.append(found)
        else:
            chosen.update(dict.fromkeys(found.tolist()))
    if not chosen:
        return nothing(*refusals)
    packages, orders = world.packages, world.orders
    mine = np.isin(packages["parcel"], packages["parcel"][list(chosen)])
    rows = positions(mine & (packages["voided_at"] == 0))
    packages["voided_at"][rows] = world.now
    touch(packages, rows)
    at = world.order_index(packages["order_id"][rows])
    _pay_back(world, packages.only(("id", "order_id", "postage")).where(rows), at)
    changed = np.unique(at)
    _wait_again(world, changed[orders["cancelled_at"][changed] == 0])
    return len(changed), shipped(len(changed)), refusals


def _voidable(world: World, order: int) -> Array | Refusal:
    """Positions of an order's packages whose labels can be given back, or why there are none."""
    packages, rows = world.packages, packing.active(world, order)
    told: dict[str, str | int] = {"order": order}
    if not len(rows):
        return Refusal("order-without-package", told)
    labels = rows[packages["method"][rows] == Method.PLATFORM.value]
    if not len(labels):
        return Refusal("void-own-postage", told)
    inside = positions(
        np.isin(packages["parcel"], packages["parcel"][labels]) & (packages["voided_at"] == 0)
    )
    their = world.orders.only(("id", "shipped_at", "cancelled_at", "collect_by"))
    their = their.where(world.order_index(packages["order_id"][inside]))
    scanned = inside[(their["shipped_at"] > 0) | (packages["shipped_at"][inside] > 0)]
    unused = labels[~np.isin(packages["parcel"][labels], packages["parcel"][scanned])]
    if not len(unused):
        return Refusal("void-scanned", told)
    made, codes = packages["created_at"][unused], packages["service"][unused].tolist()
    until = voidable_until(made, codes, world.book.code, world.rules)
    if (until < world.now).all():
        last = int(until.argmax())
        told["hours"] = int(until[last] - made[last]) // HOUR
        told["until"] = world.book.calendar.text(int(until[last]))
        return Refusal("void-late", told)
    times = {name: their[name] for name in ("cancelled_at", "collect_by")}
    late = positions(too_late_to_wait(world.now, **times))
    if len(late):
        told["order"] = int(their["id"][late[0]])
        told["until"] = world.book.calendar.text(int(their["collect_by"][late[0]]))
        return Refusal("void-would-cancel", told)
    return np.asarray(unused[until >= world.now])


def _pay_back(world: World, given_back: Columns, at: Array) -> None:
    """Pay the postage of packages back to their orders (at those positions).

    What a statement has taken already, of an order that was cancelled, comes with the next one.
    """
    back = given_back["postage"]
    paid = finance.entries(Kind.LABEL_VOIDED, world.now, given_back["order_id"], back)
    world.post(finance.joined([paid]))
    np.subtract.at(world.orders["label_cost"], at, back)
    taken = given_back.where((world.orders["settled_at"][at] > 0) & (back > 0))
    if len(taken):
        named = {"id": taken["id"], "order_id": taken["order_id"], "amount": taken["postage"]}
        owe(world, Columns({**named, "at": np.full(len(taken), world.now, dtype=np.int64)}))


def _wait_again(world: World, which: Array) -> None:
    """Let orders (positions) wait for what was in packages that count no more."""
    packages, orders = world.packages, world.orders
    for name in _OF_THE_WHOLE:
        orders[name][which] = 0
    counting = packages["order_id"][packages["voided_at"] == 0]
    orders["partial_at"][which[~np.isin(orders["id"][which], counting)]] = 0
    times = {name: orders[name][which] for name in life.STATUS_TIMES}
    orders["status"][which] = life.status_at(world.now, **times)
    touch(orders, which)


_OF_THE_WHOLE = (
    "rts_at", "scans_at", "arrives_at", "carrier", "service", "parcel", "edited_at",
)  # fmt: skip
"""What only an order has that is packed as a whole."""
