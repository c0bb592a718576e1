"""Scripted sellers: what they decide at 09:00, from what a seller can see."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from domain.catalogue.commands import Restock
from domain.finance.rules import Account
from domain.kernel.refusals import RefusedError
from domain.orders.rules import Status
from domain.shipping.commands import BuyLabels
from domain.simulation.attention import OPENING_HOUR
from domain.simulation.decisions import Command
from domain.simulation.world import World

Policy = Callable[[World], list[Command]]
"""What a scripted seller decides, seeing the world as it stands."""

_COVER_DAYS = 7
"""Days of stock that the sensible seller keeps beyond the supplier's lead time."""

_PACE_DAYS = 7
"""Days over which it reckons the daily sales of a SKU."""


def scripted_sellers_act(world: World) -> bool:
    """Whether it is their hour."""
    return int(world.book.calendar.local_hour(world.now)) == OPENING_HOUR


def passive(_world: World) -> list[Command]:
    """Does nothing at all."""
    return []


def sensible(world: World) -> list[Command]:
    """Ships every order that may be shipped with a platform label, and restocks in time."""
    ready = world.orders["id"][world.orders["status"] == Status.AWAITING_SHIPMENT]
    commands: list[Command] = []
    if len(ready):
        commands.append(BuyLabels(tuple(ready.tolist())))
    days = [world.units[d] for d in range(world.day - _PACE_DAYS, world.day) if d in world.units]
    if not days:
        return commands
    pace = np.sum(days, axis=0) / len(days)
    coming = np.zeros(len(world.skus), dtype=np.int64)
    here = world.restocks["arrived_at"] == 0
    np.add.at(
        coming, world.sku_index(world.restocks["sku_id"][here]), world.restocks["quantity"][here]
    )
    cash = world.balances[Account.CASH]
    for index in range(len(world.skus)):
        wanted = pace[index] * (float(world.skus["lead_days"][index]) + _COVER_DAYS)
        missing = int(np.ceil(wanted - world.skus["stock"][index] - coming[index]))
        quantity = int(np.ceil(pace[index] * 2 * _COVER_DAYS))
        cost = quantity * int(world.skus["cost"][index])
        if missing > 0 and 0 < cost <= cash:
            cash -= cost
            commands.append(Restock(int(world.skus["id"][index]), quantity))
    return commands


POLICIES: dict[str, Policy] = {
    "passive": passive,
    "sensible": sensible,
}


def policy(name: str) -> Policy:
    """The scripted seller of that name; refused with ``policy-unknown`` otherwise."""
    if name not in POLICIES:
        raise RefusedError("policy-unknown", name=name, names=", ".join(POLICIES))
    return POLICIES[name]
