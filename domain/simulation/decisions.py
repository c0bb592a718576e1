"""What a seller's command does in a practice world.

``decide`` changes the world and gives the refusals; a command on many orders is done for those it
can be done for, and each other one is refused with its reason.
"""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.catalogue.commands import Restock, SetPrice
from domain.finance import rules as finance
from domain.finance.rules import Account
from domain.kernel.changes import Changes, Subject
from domain.kernel.clock import DAY
from domain.kernel.columns import Columns, rows_of
from domain.kernel.randomness import Stream, uniform
from domain.kernel.refusals import Refusal
from domain.orders.commands import CancelOrders
from domain.orders.rules import Role, Status
from domain.shipping import rules as shipping
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.simulation.world import NEW, World, touch

Command = ShipOrders | BuyLabels | CancelOrders | SetPrice | Restock

COMMANDS: dict[str, type[Command]] = {
    command.name: command for command in (ShipOrders, BuyLabels, CancelOrders, SetPrice, Restock)
}
"""Every command by its name."""

TrackingOwners = dict[str, int]
"""Tracking numbers already in the shop, and the order each belongs to."""


def decide(
    world: World, command: Command, owners: TrackingOwners
) -> tuple[int, Changes, list[Refusal]]:
    """Carry the command out at the world's now.

    Gives how many things were done, what was touched, and what was refused.
    """
    match command:
        case ShipOrders():
            return _ship(world, command, owners)
        case BuyLabels():
            return _label(world, command)
        case CancelOrders():
            return _cancel(world, command)
        case SetPrice():
            return _price(world, command)
        case Restock():
            return _restock(world, command)


def _nothing(*refusals: Refusal) -> tuple[int, Changes, list[Refusal]]:
    return 0, Changes(), list(refusals)


def _places(world: World, orders: tuple[int, ...]) -> list[int | None]:
    """Each order's position in the world, None for one that is not there."""
    known, wanted = world.orders["id"], np.array(orders, dtype=np.int64)
    if not len(known):
        return [None] * len(orders)
    index = np.searchsorted(known, wanted)
    there = known.take(index, mode="clip") == wanted
    return [
        place if found else None
        for place, found in zip(index.tolist(), there.tolist(), strict=True)
    ]


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


def _ship(
    world: World, command: ShipOrders, owners: TrackingOwners
) -> tuple[int, Changes, list[Refusal]]:
    if not command.orders:
        return _nothing(Refusal("nothing-asked"))
    if len(command.orders) != len(command.tracking):
        counts = {"orders": len(command.orders), "numbers": len(command.tracking)}
        return _nothing(Refusal("tracking-missing", counts))
    refusals: list[Refusal] = []
    taken, ready = dict(owners), dict[int, tuple[str, str]]()
    cash, postage = world.balances[Account.CASH], world.scenario.own_postage
    places = _places(world, command.orders)
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
        accepted = shipping.accept(tracking, command.carrier, world.book.carriers)
        if isinstance(accepted, Refusal):
            refusals.append(accepted)
            continue
        number, carrier = accepted
        if number in taken:
            owner: dict[str, str | int] = {"tracking": number, "order": taken[number]}
            refusals.append(Refusal("tracking-used", owner))
            continue
        if cash < postage:
            refusals.append(_short(world, postage, cash))
            continue
        cash -= postage
        taken[number] = order
        ready[index] = (number, carrier.name)
    _send(world, ready, shipping.Method.SELLER, postage)
    return len(ready), _shipped(ready), refusals


def _label(world: World, command: BuyLabels) -> tuple[int, Changes, list[Refusal]]:
    if not command.orders:
        return _nothing(Refusal("nothing-asked"))
    refusals: list[Refusal] = []
    ready: dict[int, tuple[str, str]] = {}
    carrier = world.book.carriers[world.scenario.carrier].name
    numbers = _label_numbers(world, command.orders)
    for order, index, number in zip(
        command.orders, _places(world, command.orders), numbers, strict=True
    ):
        refusal = _unshippable(world, order, index)
        if refusal is not None or index is None:
            refusals.append(refusal or Refusal("order-unknown", {"order": order}))
        elif index in ready:
            refusals.append(Refusal("order-listed-twice", {"order": order}))
        else:
            ready[index] = (number, carrier)
    _send(world, ready, shipping.Method.PLATFORM, world.scenario.label_price)
    return len(ready), _shipped(ready), refusals


def _label_numbers(world: World, orders: tuple[int, ...]) -> list[str]:
    """Platform labels' numbers: 22 digits that hold the order, so that none appears twice."""
    check = uniform(world.world_seed, Stream.TRACKING, orders) % 100
    return [f"94{order:018d}{two:02d}" for order, two in zip(orders, check.tolist(), strict=True)]


def _shipped(ready: dict[int, tuple[str, str]]) -> Changes:
    return Changes(frozenset({Subject.ORDERS, Subject.MONEY}) if ready else frozenset())


def _send(
    world: World, ready: dict[int, tuple[str, str]], method: shipping.Method, postage: int
) -> None:
    """Make the orders ready to ship: a package each, and its postage."""
    if not ready:
        return
    index = np.array(sorted(ready), dtype=np.int64)
    orders = world.orders
    orders["rts_at"][index] = world.now
    orders["status"][index] = Status.AWAITING_COLLECTION
    platform = method is shipping.Method.PLATFORM
    orders["label_cost" if platform else "own_postage"][index] = postage
    touch(orders, index)
    event = reactions.Event.LABELLED if platform else reactions.Event.POSTED
    at = np.full(len(index), world.now, dtype=np.int64)
    who = orders.only(reactions.NEEDED).where(index)
    world.post(finance.joined(reactions.postings(event, who, at, world.rules)))

    def each(values: list[str]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
        return np.array(values, dtype=object)

    world.packages.append(
        Columns(
            {
                "id": orders["id"][index],
                "order_id": orders["id"][index],
                "carrier": each([ready[i][1] for i in index.tolist()]),
                "tracking": each([ready[i][0] for i in index.tolist()]),
                "method": each([method.value] * len(index)),
                "postage": np.full(len(index), postage, dtype=np.int64),
                "created_at": at,
                "import_id": np.zeros(len(index), dtype=np.int64),
            }
        )
    )


def _cancel(world: World, command: CancelOrders) -> tuple[int, Changes, list[Refusal]]:
    if not command.orders:
        return _nothing(Refusal("nothing-asked"))
    reasons = world.book.seller_cancel_reasons
    if command.reason not in reasons:
        params = {"reason": command.reason, "reasons": ", ".join(reasons)}
        return _nothing(Refusal("reason-unknown", params))
    refusals: list[Refusal] = []
    chosen: dict[int, None] = {}
    for order, index in zip(command.orders, _places(world, command.orders), strict=True):
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
        return _nothing(*refusals)
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
    rows = reactions.postings(reactions.Event.CANCELLED, paid, at, world.rules)
    world.post(finance.joined(rows))
    touched = {Subject.ORDERS, Subject.MONEY, Subject.STOCK}
    return len(chosen), Changes(frozenset(touched)), refusals


def _sku(world: World, sku: int) -> int | None:
    found = np.flatnonzero(world.skus["id"] == sku)
    return int(found[0]) if len(found) else None


def _price(world: World, command: SetPrice) -> tuple[int, Changes, list[Refusal]]:
    index, rules = _sku(world, command.sku), world.rules
    if index is None:
        return _nothing(Refusal("sku-unknown", {"sku": command.sku}))
    if not rules.price_low <= command.price <= rules.price_high:
        text = world.book.currency.text
        params: dict[str, str | int] = {
            "low": text(rules.price_low),
            "high": text(rules.price_high),
            "price": text(command.price),
        }
        return _nothing(Refusal("price-out-of-range", params))
    world.skus["price"][index] = command.price
    return 1, Changes(frozenset({Subject.PRODUCTS})), []


def _restock(world: World, command: Restock) -> tuple[int, Changes, list[Refusal]]:
    index, rules = _sku(world, command.sku), world.rules
    if index is None:
        return _nothing(Refusal("sku-unknown", {"sku": command.sku}))
    if not 1 <= command.quantity <= rules.stock_high:
        params = {"low": 1, "high": rules.stock_high, "quantity": command.quantity}
        return _nothing(Refusal("quantity-out-of-range", params))
    unit_cost = int(world.skus["cost"][index])
    cost, cash = unit_cost * command.quantity, world.balances[Account.CASH]
    if cost > cash:
        return _nothing(_short(world, cost, cash))
    arrives = world.now + int(world.skus["lead_days"][index]) * DAY
    row = {
        "id": world.next_restock,
        "sku_id": command.sku,
        "quantity": command.quantity,
        "unit_cost": unit_cost,
        "ordered_at": world.now,
        "arrives_at": arrives,
        "arrived_at": 0,
        "mark": NEW,
    }
    new = Columns({name: np.array([value], dtype=np.int64) for name, value in row.items()})
    world.restocks = world.restocks.joined(new)
    world.next_restock += 1
    world.post(finance.entries(finance.Kind.RESTOCK, world.now, 0, cost))
    return 1, Changes(frozenset({Subject.STOCK, Subject.MONEY})), []


def _short(world: World, cost: int, cash: int) -> Refusal:
    text = world.book.currency.text
    return Refusal("cash-short", {"cost": text(cost), "cash": text(cash)})
