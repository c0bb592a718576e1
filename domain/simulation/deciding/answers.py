"""How a decision answers: how much was done, what it touched, what was refused and why."""

from __future__ import annotations

from domain.finance.rules import Account
from domain.kernel.changes import Changes
from domain.kernel.columns import positions
from domain.kernel.refusals import Refusal
from domain.simulation.world import World

Answer = tuple[int, Changes, list[Refusal]]
"""How many things were done, what was touched, and what was refused."""


def nothing(*refusals: Refusal) -> Answer:
    """Nothing was done, for these reasons."""
    return 0, Changes(), list(refusals)


def sku_position(world: World, sku: int) -> int | None:
    """The position of a SKU id, None when the shop has no such SKU."""
    found = positions(world.skus["id"] == sku)
    return int(found[0]) if len(found) else None


def unknown_sku(sku: int) -> Answer:
    """The shop has no such SKU."""
    return nothing(Refusal("sku-unknown", {"sku": sku}))


def not_found(sku: int) -> Answer:
    """Buyers do not find the SKU, so nothing that is to be seen helps it."""
    return nothing(Refusal("sku-not-on-sale", {"sku": sku}))


def short_of_cash(world: World, cost: int, cash: int | None = None) -> Refusal:
    """The bank account does not hold what is needed."""
    text = world.book.currency.text
    held = world.balances[Account.CASH] if cash is None else cash
    return Refusal("cash-short", {"cost": text(cost), "cash": text(held)})
