"""Scripted sellers: what they decide at 09:00, from what a seller can see."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from domain.aftersales.commands import AnswerCancellations, ApproveReturns, InspectReturns
from domain.aftersales.rules import ReturnStatus
from domain.catalogue.commands import Restock
from domain.catalogue.rules import PACE_DAYS
from domain.finance.rules import Account
from domain.inbox.commands import AnswerMessages
from domain.kernel.columns import Array, positions
from domain.kernel.refusals import RefusedError
from domain.orders.rules import Status
from domain.shipping.commands import BuyLabels
from domain.simulation.attention import OPENING_HOUR
from domain.simulation.decisions import Command
from domain.simulation.parcels import open_requests
from domain.simulation.world import World

Policy = Callable[[World], list[Command]]
"""What a scripted seller decides, seeing the world as it stands."""

_COVER_DAYS = 7
"""Days of stock that the sensible seller keeps beyond the supplier's lead time."""


def scripted_sellers_act(world: World) -> bool:
    """Whether it is their hour."""
    return int(world.book.calendar.local_hour(world.now)) == OPENING_HOUR


def passive(_world: World) -> list[Command]:
    """Does nothing at all."""
    return []


def sensible(world: World) -> list[Command]:
    """Ships with platform labels, gives way to buyers, answers messages, and restocks in time."""
    commands = _gives_way(world)
    ready = world.orders["id"][world.orders["status"] == Status.AWAITING_SHIPMENT]
    ready = ready[~np.isin(ready, _asked_off(world))]
    if len(ready):
        commands.append(BuyLabels(tuple(ready.tolist())))
    waiting = world.messages["id"][world.messages["answered_at"] == 0]
    if len(waiting):
        commands.append(AnswerMessages(tuple(waiting.tolist())))
    days = [world.units[d] for d in range(world.day - PACE_DAYS, world.day) if d in world.units]
    if not days:
        return commands
    pace = np.sum(days, axis=0) / len(days)
    coming = np.zeros(len(world.skus), dtype=np.int64)
    here = world.restocks["arrived_at"] == 0
    np.add.at(
        coming, world.sku_index(world.restocks["sku_id"][here]), world.restocks["quantity"][here]
    )
    wanted = pace * (world.skus["lead_days"] + _COVER_DAYS)
    missing = wanted > world.skus["stock"] + coming
    quantities = np.ceil(pace * 2 * _COVER_DAYS).astype(np.int64)
    quantities = np.maximum(quantities, world.skus["least_order"])
    costs, cash = quantities * world.skus["cost"], world.balances[Account.CASH]
    for index in positions(missing & (costs > 0)).tolist():
        if costs[index] <= cash:
            cash -= int(costs[index])
            commands.append(Restock(int(world.skus["id"][index]), int(quantities[index])))
    return commands


def _gives_way(world: World) -> list[Command]:
    """Lets buyers cancel, approves their returns, and takes back what has arrived."""
    commands: list[Command] = []
    asked = _asked_off(world)
    if len(asked):
        commands.append(AnswerCancellations(tuple(asked.tolist())))
    returns = world.returns
    status, here = returns["status"], returns["arrived_at"] > 0
    wanted = np.sort(returns["id"][status == ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING])
    if len(wanted):
        commands.append(ApproveReturns(tuple(wanted.tolist())))
    back = np.sort(returns["id"][here & (status == ReturnStatus.BUYER_SHIPPED_ITEM)])
    if len(back):
        commands.append(InspectReturns(tuple(back.tolist())))
    return commands


def _asked_off(world: World) -> Array:
    """The orders whose buyers ask to cancel them."""
    asked: Array = world.cancellations["order_id"][open_requests(world)]
    return asked


POLICIES: dict[str, Policy] = {
    "passive": passive,
    "sensible": sensible,
}


def policy(name: str) -> Policy:
    """The scripted seller of that name; refused with ``policy-unknown`` otherwise."""
    if name not in POLICIES:
        raise RefusedError("policy-unknown", name=name, names=", ".join(POLICIES))
    return POLICIES[name]
