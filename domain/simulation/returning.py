"""After delivery: return requests, their approval and refund, and the end of an order."""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.aftersales import rules as aftersales
from domain.aftersales.rules import ReturnStatus
from domain.kernel.columns import Array
from domain.orders import rules as life
from domain.orders.rules import Status
from domain.reactions import Event
from domain.simulation import latent
from domain.simulation.allocation import Supply
from domain.simulation.stretch import Stretch
from domain.simulation.world import NEW, World, blank_returns, touch

_NEVER = np.int64(2**62)


def settle_returns(world: World, stretch: Stretch) -> Supply:
    """Requests made, approved by silence, and closed with a refund; gives goods fit to sell."""
    _ask(world, stretch)
    closed = _approve_and_close(world, stretch)
    back = _refund(world, closed, stretch)
    _complete(world, stretch)
    return back


def _ask(world: World, stretch: Stretch) -> None:
    """Buyers who want to return what they got say so, until the order is final."""
    orders = world.orders
    index = np.flatnonzero(stretch.holds(orders["asks_at"]))
    closes = life.completed_at(orders["delivered_at"][index], stretch.rules)
    index = index[orders["asks_at"][index] < closes]
    if not len(index):
        return
    ids, at = orders["id"][index], orders["asks_at"][index]
    line = np.searchsorted(world.lines["order_id"], ids)
    new = blank_returns(len(index))
    new["mark"] = NEW
    new["id"] = ids
    new["order_id"] = ids
    new["sku_id"] = world.lines["sku_id"][line]
    new["quantity"] = world.lines["quantity"][line]
    new["status"] = ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING
    new["reason"] = latent.return_reason(ids, world.noise_seed)
    new["requested_at"] = at
    new["respond_by"] = aftersales.respond_by(at, stretch.rules)
    new["refund"] = orders["amount"][index]
    new["resellable"] = latent.resellable(ids, world.noise_seed, world.parameters)
    joined = world.returns.joined(new)
    world.returns = joined.where(np.argsort(joined["id"], kind="stable"))


def _approve_and_close(world: World, stretch: Stretch) -> Array:
    """The platform approves what stays unanswered, parcels come back; positions of those closed."""
    returns = world.returns
    silent = (returns["approved_at"] == 0) & stretch.holds(returns["respond_by"])
    returns["approved_at"][silent] = returns["respond_by"][silent]
    returns["status"][silent] = ReturnStatus.BUYER_SHIPPED_ITEM
    underway = np.flatnonzero((returns["approved_at"] > 0) & (returns["closed_at"] == 0))
    back = returns["approved_at"][underway] + latent.return_transit(
        returns["id"][underway], world.noise_seed, world.parameters
    )
    inside = stretch.holds(back)
    closed = underway[inside]
    returns["closed_at"][closed] = back[inside]
    returns["status"][closed] = ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE
    touch(returns, silent)
    touch(returns, closed)
    return closed


def _refund(world: World, closed: Array, stretch: Stretch) -> Supply:
    """Pay back what came back; gives the goods that can be sold again."""
    orders, lines, finished = world.orders, world.lines, world.returns.where(closed)
    index = world.order_index(finished["order_id"])
    orders["refund"][index] = finished["refund"]
    touch(orders, index)
    line = np.searchsorted(lines["order_id"], finished["order_id"])
    lines["returned"][line] = finished["quantity"]
    lines["refund"][line] = finished["refund"]
    touch(lines, line)
    refunded, at = orders.only(reactions.NEEDED).where(index), finished["closed_at"]
    sound = finished["resellable"] == 1
    stretch.posted.extend(reactions.postings(Event.REFUNDED, refunded, at, stretch.rules))
    stretch.posted.extend(
        reactions.postings(Event.GOODS_BACK, refunded.where(sound), at[sound], stretch.rules)
    )
    return Supply(
        sku=world.sku_index(finished["sku_id"][sound]),
        at=at[sound],
        units=finished["quantity"][sound],
    )


def _complete(world: World, stretch: Stretch) -> None:
    """Orders whose return window closes, later where a return is still open then."""
    orders, returns = world.orders, world.returns
    due = life.completed_at(orders["delivered_at"], stretch.rules)
    index = world.order_index(returns["order_id"])
    closed = returns["closed_at"]
    due[index] = np.where(closed == 0, _NEVER, np.maximum(due[index], closed))
    done = np.flatnonzero((orders["delivered_at"] > 0) & stretch.holds(due))
    orders["completed_at"][done] = due[done]
    orders["status"][done] = Status.COMPLETED
    touch(orders, done)
