"""After delivery: return requests, their approval and refund, chargebacks, the end of an order."""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.aftersales import rules as aftersales
from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.kernel.columns import Array, Columns, positions
from domain.orders import rules as life
from domain.orders.rules import Status
from domain.reactions import Event
from domain.simulation import latent
from domain.simulation.allocation import Supply
from domain.simulation.parcels import is_late, subject_line, while_open
from domain.simulation.stretch import Stretch
from domain.simulation.world import NEW, World, blank_returns, touch

_NEVER = np.int64(2**62)
_GOODS_COME = ReturnKind.RETURN_AND_REFUND.value


def settle_returns(world: World, stretch: Stretch) -> Supply:
    """Requests made, approved by silence, and closed with a refund; gives goods fit to sell."""
    _ask(world, stretch)
    _charge_back(world, stretch)
    closed = _close(world, stretch)
    back = _refund(world, closed, stretch)
    _complete(world, stretch)
    return back


def _ask(world: World, stretch: Stretch) -> None:
    """Buyers who want to return what they got say so, until the order is final."""
    orders = world.orders
    index = while_open(orders, "asks_at", stretch)
    if not len(index):
        return
    new = _request(world, index, orders["asks_at"][index])
    ids = new["order_id"]
    sku = world.sku_index(new["sku_id"])
    category = latent.category_number(world.skus["category"])[sku]
    late = is_late(orders.only(("delivered_at", "deliver_by")).where(index))
    reason, sound = latent.returned(ids, category, late, world.noise_seed, world.parameters)
    new = new.told(
        status=ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING,
        kind=_GOODS_COME,
        reason=reason,
        resellable=sound,
        respond_by=aftersales.respond_by(new["requested_at"], stretch.rules),
    )
    _add(world, new)


def _charge_back(world: World, stretch: Stretch) -> None:
    """Banks take payments back, of buyers who did not ask the seller first."""
    orders = world.orders
    index = while_open(orders, "charges_at", stretch)
    index = index[orders["asks_at"][index] == 0]
    if not len(index):
        return
    new = _request(world, index, orders["charges_at"][index])
    new = new.told(
        status=ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE,
        kind=ReturnKind.CHARGE_BACK.value,
        reason="charged_back",
        respond_by=new["requested_at"],
        approved_at=new["requested_at"],
    )
    _add(world, new)


def _request(world: World, index: Array, at: Array) -> Columns:
    """A request about one line of each order, with that line's share of what the buyer paid."""
    orders, ids = world.orders, world.orders["id"][index]
    line = subject_line(world, ids, world.lines)
    about = world.lines.where(line)
    paid = orders["amount"][index] - orders["shipping_paid"][index]
    net = about["subtotal"] - about["seller_discount"]
    whole = orders["item_total"][index] - orders["seller_discount"][index]
    return blank_returns(len(index)).told(
        mark=NEW,
        id=ids,
        order_id=ids,
        sku_id=about["sku_id"],
        quantity=about["quantity"],
        requested_at=at,
        refund=np.where(net == whole, paid, paid * net // np.maximum(whole, 1)),
    )


def _add(world: World, new: Columns) -> None:
    joined = world.returns.joined(new)
    world.returns = joined.where(np.argsort(joined["id"], kind="stable"))


def _close(world: World, stretch: Stretch) -> Array:
    """The platform approves what stays unanswered, parcels come back; positions of those closed.

    A chargeback is closed as it comes.
    """
    returns = world.returns
    charged = (returns["kind"] == ReturnKind.CHARGE_BACK.value) & (returns["closed_at"] == 0)
    returns["closed_at"][charged] = returns["requested_at"][charged]
    silent = (returns["approved_at"] == 0) & stretch.holds(returns["respond_by"])
    returns["approved_at"][silent] = returns["respond_by"][silent]
    returns["status"][silent] = ReturnStatus.BUYER_SHIPPED_ITEM
    underway = positions((returns["approved_at"] > 0) & (returns["closed_at"] == 0))
    back = returns["approved_at"][underway] + latent.return_transit(
        returns["id"][underway], world.noise_seed, world.parameters
    )
    inside = stretch.holds(back)
    here = underway[inside]
    returns["closed_at"][here] = back[inside]
    returns["status"][here] = ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE
    touch(returns, silent)
    touch(returns, here)
    return np.sort(np.concatenate([positions(charged), here]))


def _refund(world: World, closed: Array, stretch: Stretch) -> Supply:
    """Pay back what came back; gives the goods that can be sold again."""
    if not len(closed):
        return Supply(sku=closed, at=closed, units=closed)
    orders, lines, finished = world.orders, world.lines, world.returns.where(closed)
    index = world.order_index(finished["order_id"])
    orders["refund"][index] = finished["refund"]
    touch(orders, index)
    line = returned_line(lines, finished)
    lines["returned"][line] = np.where(finished["kind"] == _GOODS_COME, finished["quantity"], 0)
    lines["refund"][line] = finished["refund"]
    touch(lines, line)
    refunded, at = reactions.returned_lines(lines.where(line)), finished["closed_at"]
    sound = finished["resellable"] == 1
    stretch.posted.append(reactions.postings(Event.REFUNDED, refunded, at, stretch.rules))
    stretch.posted.append(
        reactions.postings(Event.GOODS_BACK, refunded.where(sound), at[sound], stretch.rules)
    )
    return Supply(
        sku=world.sku_index(finished["sku_id"][sound]),
        at=at[sound],
        units=finished["quantity"][sound],
    )


def returned_line(lines: Columns, returns: Columns) -> Array:
    """The position of the line that each return is about; orders have two lines at most."""
    first = np.searchsorted(lines["order_id"], returns["order_id"])
    return np.asarray(first + (lines["sku_id"][first] != returns["sku_id"]))


def _complete(world: World, stretch: Stretch) -> None:
    """Orders whose return window closes, later where a return is still open then."""
    orders, returns = world.orders, world.returns
    due = life.completed_at(orders["delivered_at"], stretch.rules)
    index = world.order_index(returns["order_id"])
    closed = returns["closed_at"]
    due[index] = np.where(closed == 0, _NEVER, np.maximum(due[index], closed))
    done = positions((orders["delivered_at"] > 0) & stretch.holds(due))
    orders["completed_at"][done] = due[done]
    orders["status"][done] = Status.COMPLETED
    touch(orders, done)
