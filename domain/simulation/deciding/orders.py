"""Orders that the seller cancels, and where orders are found."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain import reactions
from domain.kernel.changes import Changes, Subject
from domain.kernel.columns import Array, rows_of
from domain.kernel.refusals import Refusal
from domain.orders.commands import CancelOrders
from domain.orders.rules import Role, Status
from domain.simulation.deciding.answers import Answer, nothing
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
        elif status > Status.AWAITING_COLLECTION:
            refusals.append(Refusal("order-with-carrier", {"order": order}))
        elif index in chosen:
            refusals.append(Refusal("order-listed-twice", {"order": order}))
        else:
            chosen[index] = None
    if not chosen:
        return nothing(*refusals)
    index_column = np.array(sorted(chosen), dtype=np.int64)
    orders, lines = world.orders, world.lines
    orders["cancelled_at"][index_column] = world.now
    orders["cancel_role"][index_column] = Role.SELLER.name
    orders["cancel_reason"][index_column] = command.reason
    orders["status"][index_column] = Status.CANCELLED
    touch(orders, index_column)
    ids = orders["id"][index_column]
    freed = lines.where(rows_of(lines["order_id"], ids))
    np.add.at(world.skus["stock"], world.sku_index(freed["sku_id"]), freed["quantity"])
    world.dropped.append(ids)
    bought = index_column[orders["paid_at"][index_column] > 0]
    paid = orders.only(reactions.NEEDED).where(bought)
    at = np.full(len(paid), world.now, dtype=np.int64)
    world.post(reactions.postings(reactions.Event.CANCELLED, paid, at, world.rules))
    touched = {Subject.ORDERS, Subject.MONEY, Subject.STOCK}
    return len(chosen), Changes(frozenset(touched)), refusals
