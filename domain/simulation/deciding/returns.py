"""Returns: approved, refused, bargained over, inspected, appealed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from domain.aftersales import rules as aftersales
from domain.aftersales.commands import (
    AppealReturns,
    ApproveReturns,
    InspectReturns,
    OfferRefund,
    OpenReturn,
    RejectReturns,
)
from domain.aftersales.rules import Appeal, Arbitration, ReturnKind
from domain.finance import rules as finance
from domain.finance.rules import Account, Kind
from domain.kernel.changes import Changes, Subject
from domain.kernel.columns import Array, positions
from domain.kernel.refusals import Refusal
from domain.orders import rules as life
from domain.simulation.deciding.answers import Answer, nothing, short_of_cash
from domain.simulation.deciding.orders import order_positions, with_carrier
from domain.simulation.promised import to_spare
from domain.simulation.return_steps import (
    COMPLETE,
    PENDING,
    REFUSED,
    SENT,
    THINKING,
    approve,
    foresee,
    refund,
    take_back,
)
from domain.simulation.returning import add_returns, give_back, request_of
from domain.simulation.world import World, touch

_TOUCHED = Changes(frozenset({Subject.RETURNS, Subject.ORDERS, Subject.MONEY, Subject.STOCK}))
_MOST_PHOTOS = 9
"""As many as a listing may have (API)."""

Objection = Callable[[World, int], Refusal | None]
"""Why a request (its position in ``World.returns``) cannot be dealt with so, or None."""


def approve_returns(world: World, command: ApproveReturns) -> Answer:
    """Let goods come back, send replacements, or give the money back at once."""
    chosen, refusals = _chosen(world, command.requests, _not_pending)
    returns, at = world.returns, world.now
    replaced = returns["kind"][chosen] == ReturnKind.REPLACEMENT.value
    if command.refund_only:
        returns["approved_at"][chosen] = at
        returns["kind"][chosen] = ReturnKind.REFUND.value
        refund(world, chosen, np.full(len(chosen), at))
    else:
        sent, missing = _replace(world, chosen[replaced])
        refusals += missing
        chosen = np.sort(np.concatenate([chosen[~replaced], sent]))
        approve(world, chosen, np.full(len(chosen), at))
    return _dealt(world, chosen, refusals)


def _replace(world: World, which: Array) -> tuple[Array, list[Refusal]]:
    """Send what stock and cash reach for; gives the requests served, and why others were not."""
    returns, skus, served, refusals = world.returns, world.skus, [], list[Refusal]()
    postage, free = world.scenario.own_postage, to_spare(world)
    for row in which.tolist():
        sku = int(world.sku_index(returns["sku_id"][row]))
        units, order = int(returns["quantity"][row]), int(returns["order_id"][row])
        if free[sku] < units:
            told = {"request": int(returns["id"][row]), "stock": int(free[sku])}
            refusals.append(Refusal("replacement-sold-out", told))
            continue
        if world.balances[Account.CASH] < postage:
            refusals.append(short_of_cash(world, postage))
            continue
        skus["stock"][sku] -= units
        free[sku] -= units
        cost = units * int(skus["cost"][sku])
        rows = [
            finance.entries(Kind.REPLACEMENT_GOODS, world.now, order, cost),
            finance.entries(Kind.REPLACEMENT_POSTAGE, world.now, order, postage),
        ]
        world.post(finance.joined(rows))
        served.append(row)
    return np.array(served, dtype=np.int64), refusals


def reject_returns(world: World, command: RejectReturns) -> Answer:
    """Refuse requests; the buyer may take that to the platform."""
    reasons = world.book.return_reject_reasons
    if command.reason not in reasons:
        params = {"reason": command.reason, "reasons": ", ".join(reasons)}
        return nothing(Refusal("reject-reason-unknown", params))
    if wrong := _photos(command.photos):
        return nothing(wrong)
    chosen, refusals = _chosen(world, command.requests, _not_pending)
    returns = world.returns
    returns["status"][chosen] = REFUSED[0]
    _refuse(world, chosen, command.reason, command.photos)
    return _dealt(world, chosen, refusals)


def _refuse(world: World, chosen: Array, reason: str, photos: int) -> None:
    returns = world.returns
    returns["rejected_at"][chosen] = world.now
    returns["reject_reason"][chosen] = reason
    returns["evidence"][chosen] = photos


def offer_refund(world: World, command: OfferRefund) -> Answer:
    """Offer part of the money for keeping the goods."""
    chosen, refusals = _chosen(world, (command.request,), _not_pending)
    if not len(chosen):
        return nothing(*refusals)
    returns, row = world.returns, int(chosen[0])
    text, asked = world.book.currency.text, int(returns["refund"][row])
    if returns["offered_at"][row]:
        return nothing(Refusal("offer-made", {"request": command.request}))
    if not 0 < command.amount < asked:
        told = {"amount": text(command.amount), "asked": text(asked)}
        return nothing(Refusal("offer-out-of-range", told))
    returns["offer"][chosen] = command.amount
    returns["offered_at"][chosen] = world.now
    returns["status"][chosen] = THINKING
    return _dealt(world, chosen, refusals)


def inspect_returns(world: World, command: InspectReturns) -> Answer:
    """Say what is done with goods that came back."""
    if command.verdict not in ("restock", "write-off", "refuse"):
        return nothing(Refusal("verdict-unknown", {"verdict": command.verdict}))
    if wrong := _photos(command.photos):
        return nothing(wrong)
    chosen, refusals = _chosen(world, command.requests, _not_here)
    returns = world.returns
    if command.verdict == "refuse":
        returns["status"][chosen] = REFUSED[1]
        _refuse(world, chosen, "inspection", command.photos)
    else:
        at = np.full(len(chosen), world.now)
        take_back(world, chosen, at, restock=command.verdict == "restock")
    return _dealt(world, chosen, refusals)


def appeal_returns(world: World, command: AppealReturns) -> Answer:
    """Appeal against decisions for the buyer."""
    if wrong := _photos(command.photos):
        return nothing(wrong)
    chosen, refusals = _chosen(world, command.requests, _not_appealable)
    returns = world.returns
    returns["appeal"][chosen] = Appeal.IN_PROGRESS.value
    returns["appealed_at"][chosen] = world.now
    evidence = np.maximum(returns["evidence"][chosen], command.photos)
    returns["evidence"][chosen] = evidence
    return _dealt(world, chosen, refusals)


def open_return(world: World, command: OpenReturn) -> Answer:
    """Take units of a delivered order back for a buyer who asked for it in a message."""
    (index,), orders = order_positions(world, (command.order,)), world.orders
    if index is None:
        return nothing(Refusal("order-unknown", {"order": command.order}))
    there, told = int(orders["delivered_at"][index]), {"order": command.order}
    if orders["cancelled_at"][index]:
        return nothing(Refusal("order-cancelled", told))
    if not there:
        sent = with_carrier(world, command.order, index)
        return nothing(Refusal("return-in-transit" if sent else "return-not-sent", told))
    closes = int(life.completed_at(np.array([there]), world.rules)[0])
    if world.now >= closes or orders["completed_at"][index]:
        until = world.book.calendar.text(closes)
        days = world.rules.complete_days
        when: dict[str, str | int] = {"order": command.order, "until": until, "days": days}
        return nothing(Refusal("return-window-closed", when))
    if (world.returns["closed_at"][world.returns["order_id"] == command.order] == 0).any():
        return nothing(Refusal("return-open", told))
    line = _returnable(world, command)
    if isinstance(line, Refusal):
        return nothing(line)
    units, at = np.array([command.quantity]), np.array([world.now])
    kind = ReturnKind.REFUND if command.refund_only else ReturnKind.RETURN_AND_REFUND
    new = request_of(world, np.array([index]), line, units, at).told(
        kind=kind.value, reason="asked_in_message", resellable=1, respond_by=at
    )
    add_returns(world, new, world.rules)
    opened = positions(
        (world.returns["order_id"] == command.order) & (world.returns["closed_at"] == 0)
    )
    approve(world, opened, at)
    return _dealt(world, opened, [])


def _returnable(world: World, command: OpenReturn) -> Array | Refusal:
    """The position of the line of which units are to come back, or why they cannot."""
    lines, returns = world.lines, world.returns
    names = {"order": command.order, "sku": command.sku}
    line = positions((lines["order_id"] == command.order) & (lines["sku_id"] == command.sku))
    if not len(line):
        return Refusal("order-without-sku", names)
    earlier = returns.where(returns["order_id"] == command.order)
    left = int(aftersales.free_units(lines, earlier, world.now)[line[0]])
    if not left:
        return Refusal("return-nothing-left", names)
    if not 1 <= command.quantity <= left:
        counts = {"low": 1, "high": left, "quantity": command.quantity}
        return Refusal("quantity-out-of-range", counts)
    return line


def _chosen(
    world: World, requests: tuple[int, ...], objection: Objection
) -> tuple[Array, list[Refusal]]:
    """The positions of the requests that can be dealt with, and why the others cannot."""
    places = {number: row for row, number in enumerate(world.returns["id"].tolist())}
    refusals: list[Refusal] = [] if requests else [Refusal("nothing-asked")]
    chosen: dict[int, None] = {}
    for number in requests:
        row = places.get(number)
        if row is None:
            refusals.append(Refusal("return-unknown", {"request": number}))
        elif row in chosen:
            refusals.append(Refusal("return-listed-twice", {"request": number}))
        elif refusal := objection(world, row):
            refusals.append(refusal)
        else:
            chosen[row] = None
    return np.array(sorted(chosen), dtype=np.int64), refusals


def _not_pending(world: World, row: int) -> Refusal | None:
    status, told = int(world.returns["status"][row]), {"request": int(world.returns["id"][row])}
    if status == PENDING:
        return None
    return Refusal("return-with-buyer" if status == THINKING else "return-answered", told)


def _not_here(world: World, row: int) -> Refusal | None:
    returns, told = world.returns, {"request": int(world.returns["id"][row])}
    if returns["status"][row] == SENT and returns["arrived_at"][row]:
        return None
    closed = returns["closed_at"][row] or returns["status"][row] in REFUSED
    return Refusal("return-answered" if closed else "return-not-here", told)


def _not_appealable(world: World, row: int) -> Refusal | None:
    returns, told = world.returns, {"request": int(world.returns["id"][row])}
    if returns["appeal"][row]:
        return Refusal("appeal-made", told)
    if returns["arbitration"][row] != Arbitration.SUPPORT_BUYER.value:
        return Refusal("appeal-without-decision", told)
    until = int(aftersales.appeal_by(returns["decided_at"][row], world.rules))
    if world.now >= until:
        told_when: dict[str, str | int] = {**told, "until": world.book.calendar.text(until)}
        return Refusal("appeal-too-late", told_when)
    return None


def _photos(count: int) -> Refusal | None:
    if 0 <= count <= _MOST_PHOTOS:
        return None
    return Refusal("photos-out-of-range", {"low": 0, "high": _MOST_PHOTOS, "photos": count})


def _dealt(world: World, chosen: Array, refusals: list[Refusal]) -> Answer:
    """Note what was decided, and give back the money of requests that it has closed."""
    if not len(chosen):
        return nothing(*refusals)
    returns = world.returns
    touch(returns, chosen)
    foresee(world, chosen, world.rules)
    over = (returns["closed_at"][chosen] == world.now) & (returns["status"][chosen] == COMPLETE)
    if over.any():
        closed = returns.where(chosen[over])
        stock = world.skus["stock"]
        np.add.at(stock, world.sku_index(closed["sku_id"]), closed["restocked"])
        world.post(finance.joined(give_back(world, closed, world.rules)))
    return len(chosen), _TOUCHED, refusals
