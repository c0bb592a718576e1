"""Orders that the seller cancels, and where orders are found."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain import reactions
from domain.aftersales.commands import AnswerCancellations
from domain.kernel.changes import Changes, Subject
from domain.kernel.columns import Array, positions
from domain.kernel.refusals import Refusal
from domain.orders.commands import CancelOrders, SetNote
from domain.orders.notes import tidied, too_long
from domain.orders.rules import OUT_OF_STOCK, Role, Status
from domain.simulation.deciding.answers import Answer, nothing
from domain.simulation.deciding.stock import count_as_empty
from domain.simulation.parcels import answer_requests, open_requests
from domain.simulation.promised import take_back
from domain.simulation.remaining import SALE, lines_left, sales_left
from domain.simulation.world import World, touch


def order_places(world: World, wanted: Array) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Each order's position in the world as a column, and which of them are there."""
    known = world.orders["id"]
    index = known.searchsorted(wanted)
    if not len(known):
        return index, np.zeros(len(wanted), dtype=bool)
    return index, known.take(index, mode="clip") == wanted


def order_positions(world: World, orders: tuple[int, ...]) -> list[int | None]:
    """Each order's position in the world, None for one that is not there."""
    index, there = order_places(world, np.array(orders, dtype=np.int64))
    return [
        place if found else None
        for place, found in zip(index.tolist(), there.tolist(), strict=True)
    ]


def with_carrier(world: World, order: int, index: int) -> Refusal | None:
    """Why an order cannot be cancelled of which the carrier has scanned something."""
    status, packages = int(world.orders["status"][index]), world.packages
    sent = (packages["order_id"] == order) & (packages["voided_at"] == 0)
    if status <= Status.AWAITING_COLLECTION and not packages["shipped_at"][sent].any():
        return None
    if status != Status.PARTIALLY_SHIPPING:
        return Refusal("order-with-carrier", {"order": order})
    until = world.book.calendar.text(int(world.orders["collect_by"][index]))
    return Refusal("order-partly-with-carrier", {"order": order, "until": until})


def answer_cancellations(world: World, command: AnswerCancellations) -> Answer:
    """Let buyers cancel, or refuse it; an order that is refused is shipped as any other."""
    if not command.orders:
        return nothing(Refusal("nothing-asked"))
    waiting = open_requests(world)
    requests = world.cancellations
    places = {int(requests["order_id"][row]): row for row in positions(waiting).tolist()}
    refusals: list[Refusal] = []
    chosen: dict[int, None] = {}
    for order in command.orders:
        row = places.get(order)
        if row is None:
            refusals.append(Refusal("cancellation-none", {"order": order}))
        elif row in chosen:
            refusals.append(Refusal("order-listed-twice", {"order": order}))
        else:
            chosen[row] = None
    if not chosen:
        return nothing(*refusals)
    which = np.array(sorted(chosen), dtype=np.int64)
    answer_requests(world, which, world.now, approved=command.approve)
    if command.approve:
        called_off = world.order_index(requests["order_id"][which])
        _call_off(world, called_off, Role.BUYER, requests["reason"][which])
    return len(chosen), _TOUCHED, refusals


def cancel(world: World, command: CancelOrders) -> Answer:
    """Cancel orders."""
    if not command.orders:
        return nothing(Refusal("nothing-asked"))
    reasons = world.book.seller_cancel_reasons
    if command.reason not in reasons:
        params = {"reason": command.reason, "reasons": ", ".join(reasons)}
        return nothing(Refusal("reason-unknown", params))
    refusals: list[Refusal] = []
    chosen: dict[int, None] = {}
    for order, index in zip(command.orders, order_positions(world, command.orders), strict=True):
        if index is None:
            refusals.append(Refusal("order-unknown", {"order": order}))
            continue
        status = int(world.orders["status"][index])
        if status == Status.CANCELLED:
            refusals.append(Refusal("order-cancelled", {"order": order}))
        elif refusal := with_carrier(world, order, index):
            refusals.append(refusal)
        elif index in chosen:
            refusals.append(Refusal("order-listed-twice", {"order": order}))
        else:
            chosen[index] = None
    if not chosen:
        return nothing(*refusals)
    which = np.array(sorted(chosen), dtype=np.int64)
    answered = np.isin(world.cancellations["order_id"], world.orders["id"][which])
    answer_requests(world, positions(answered & open_requests(world)), world.now, approved=True)
    _call_off(world, which, Role.SELLER, command.reason)
    if command.reason == OUT_OF_STOCK:
        count_as_empty(world, world.orders["id"][which])
    return len(chosen), _TOUCHED, refusals


def set_note(world: World, command: SetNote) -> Answer:
    """Write a note on an order."""
    (index,), note = order_positions(world, (command.order,)), tidied(command.note)
    if index is None:
        return nothing(Refusal("order-unknown", {"order": command.order}))
    if wrong := too_long(note):
        return nothing(wrong)
    world.notes[command.order] = note
    return 1, Changes(frozenset({Subject.ORDERS})), []


_TOUCHED = Changes(frozenset({Subject.ORDERS, Subject.MONEY, Subject.STOCK}))


def _call_off(world: World, index_column: Array, role: Role, reason: Array | str) -> None:
    """Cancel orders at rising positions now: stock, recipients, the buyers' money."""
    orders = world.orders
    orders["cancelled_at"][index_column] = world.now
    orders["cancel_role"][index_column] = role.name
    orders["cancel_reason"][index_column] = reason
    orders["status"][index_column] = Status.CANCELLED
    touch(orders, index_column)
    ids = orders["id"][index_column]
    freed = lines_left(world, ids)
    np.add.at(world.skus["stock"], world.sku_index(freed["sku_id"]), freed["quantity"])
    take_back(world, ids)
    world.dropped.append(ids)
    bought = index_column[orders["paid_at"][index_column] > 0]
    paid = sales_left(world, orders.only(SALE).where(bought))
    at = np.full(len(paid), world.now, dtype=np.int64)
    world.post(reactions.postings(reactions.Event.CANCELLED, paid, at, world.rules))
