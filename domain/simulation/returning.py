"""After delivery: return requests, their approval and refund, chargebacks, the end of an order."""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.aftersales import rules as aftersales
from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.finance.rules import Entries
from domain.kernel.columns import Array, Columns, positions
from domain.orders import rules as life
from domain.orders.rules import Status
from domain.reactions import Event
from domain.rulebook import Rules
from domain.simulation import latent
from domain.simulation.allocation import Supply
from domain.simulation.packing import foresee_parts, unpacked
from domain.simulation.parcels import is_late, subject_line, while_open
from domain.simulation.return_steps import foresee, step_returns
from domain.simulation.stretch import Stretch
from domain.simulation.world import FURTHER, NEW, World, blank_returns, touch

_NEVER = np.int64(2**62)


def settle_returns(world: World, stretch: Stretch) -> Supply:
    """Requests made, answered by silence, sent back and closed; gives goods that can be sold."""
    step_returns(world, stretch)  # first, since what has ended may leave units free to ask for
    _ask(world, stretch)
    step_returns(world, stretch)
    _charge_back(world, stretch)
    back = _pay_back(world, stretch)
    _complete(world, stretch)
    return back


def _ask(world: World, stretch: Stretch) -> None:
    """Buyers who want to return what they got say so, until the order is final."""
    orders = world.orders
    index = while_open(orders, "asks_at", stretch)
    if not len(index):
        return
    new = request(world, index, orders["asks_at"][index])
    ids, noise, known = new["order_id"], world.noise_seed, world.parameters
    category = latent.category_number(world.skus["category"])[world.sku_index(new["sku_id"])]
    there = orders.only(("delivered_at", "deliver_by")).where(world.order_index(ids))
    reason, sound = latent.returned(ids, category, is_late(there), noise, known)
    new = new.told(
        kind=latent.return_kind(ids, noise, known),
        reason=reason,
        photos=latent.return_photos(ids, reason, noise),
        resellable=sound,
        respond_by=aftersales.respond_by(new["requested_at"], stretch.rules),
    )
    add_returns(world, new, stretch.rules)


def _charge_back(world: World, stretch: Stretch) -> None:
    """Banks take payments back, of buyers who did not ask the seller first."""
    orders = world.orders
    index = while_open(orders, "charges_at", stretch)
    index = index[orders["asks_at"][index] == 0]
    if not len(index):
        return
    new = request(world, index, orders["charges_at"][index])
    new = new.told(
        status=ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE,
        kind=ReturnKind.CHARGE_BACK.value,
        reason="charged_back",
        respond_by=new["requested_at"],
        approved_at=new["requested_at"],
        closed_at=new["requested_at"],
        refunded=new["refund"],
    )
    add_returns(world, new, stretch.rules)


def request(world: World, index: Array, at: Array) -> Columns:
    """A new request about what is free of one line of each order, with its share of what was paid.

    ``index`` rises. Lines of which nothing is free are left out.
    """
    ids, returns = world.orders["id"][index], world.returns
    line = subject_line(world, ids, world.lines)
    earlier = returns.only(aftersales.HOLDING).where(np.isin(returns["order_id"], ids))
    by_then = at[ids.searchsorted(earlier["order_id"])]
    quantity = aftersales.free_units(world.lines, earlier, by_then)[line]
    left = quantity > 0
    return request_of(world, index[left], line[left], quantity[left], at[left])


def request_of(world: World, index: Array, line: Array, quantity: Array, at: Array) -> Columns:
    """A new request about so many units of a line of each order."""
    orders, ids, about = world.orders, world.orders["id"][index], world.lines.where(line)
    paid = orders["amount"][index] - orders["shipping_paid"][index]
    less = about["seller_discount"] + about["platform_discount"]
    net = (about["subtotal"] - less) * quantity // about["quantity"]
    less = orders["seller_discount"][index] + orders["platform_discount"][index]
    whole = orders["item_total"][index] - less
    return blank_returns(len(index)).told(
        mark=NEW,
        id=ids,
        order_id=ids,
        sku_id=about["sku_id"],
        quantity=quantity,
        status=ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING,
        requested_at=at,
        refund=np.where(net == whole, paid, paid * net // np.maximum(whole, 1)),
    )


def give_up_rest(world: World, stretch: Stretch) -> None:
    """What is still missing of an order in several packages when it had to be ready is refunded.

    The order then goes on as what was packed.
    """
    if not len(world.items):
        return
    orders = world.orders
    begun = positions((orders["partial_at"] > 0) & stretch.holds(orders["collect_by"]))
    begun = begun[(orders["rts_at"][begun] == 0) & (orders["cancelled_at"][begun] == 0)]
    for place in begun.tolist():
        at = orders["collect_by"][[place]]
        for sku, units in unpacked(world, int(orders["id"][place])).items():
            if not units:
                continue
            lines = world.lines
            mine = positions((lines["order_id"] == orders["id"][place]) & (lines["sku_id"] == sku))
            index, count = np.array([place]), np.array([units])
            new = request_of(world, index, mine, count, at)
            orders["cost"][place] -= units * lines["unit_cost"][mine[0]]
            new = new.told(
                status=ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE,
                kind=ReturnKind.REFUND.value,
                reason="not_shipped_in_time",
                respond_by=at,
                approved_at=at,
                closed_at=at,
                resellable=1,
                restocked=count,
                refunded=new["refund"],
            )
            add_returns(world, new, stretch.rules)
        orders["rts_at"][place] = at[0]
        orders["status"][place] = Status.AWAITING_COLLECTION
        touch(orders, np.array([place]))
    if len(begun):
        foresee_parts(world)


def add_returns(world: World, new: Columns, rules: Rules) -> None:
    """Put new requests among the others; each has a number of its own within its order."""
    if not len(new):
        return
    earlier = (world.returns["order_id"] == new["order_id"][:, None]).sum(axis=1)
    first = len(world.returns)
    world.returns.extend(new.told(id=new["order_id"] + earlier * FURTHER))
    foresee(world, np.arange(first, len(world.returns)), rules)


def _pay_back(world: World, stretch: Stretch) -> Supply:
    """Give back the money of returns that closed; gives the goods that can be sold again."""
    returns = world.returns
    closed = positions(stretch.holds(returns["closed_at"]))
    finished = returns.only(_CLOSED).where(closed)
    back = finished.where(finished["restocked"] > 0)
    supply = Supply(
        sku=world.sku_index(back["sku_id"]), at=back["closed_at"], units=back["restocked"]
    )
    if len(closed):
        stretch.posted.extend(give_back(world, finished, stretch.rules))
    return supply


_CLOSED = (*reactions.RETURNED, "arrived_at", "closed_at")
"""What the end of a return is made of."""


def give_back(world: World, finished: Columns, rules: Rules) -> list[Entries]:
    """What the end of returns changes in their orders and lines, and the journal rows of it."""
    orders, lines = world.orders, world.lines
    index, line = world.order_index(finished["order_id"]), aftersales.line_of(lines, finished)
    np.add.at(orders["refund"], index, finished["refunded"])
    touch(orders, index)
    went = (finished["arrived_at"] > 0) | (finished["restocked"] > 0)
    np.add.at(lines["returned"], line, np.where(went, finished["quantity"], 0))
    np.add.at(lines["refund"], line, finished["refunded"])
    touch(lines, line)
    gone, at = reactions.returned(lines.where(line), finished), finished["closed_at"]
    back = positions(~aftersales.given_up(finished))  # goods that were never sent cost nothing yet
    return [
        reactions.postings(Event.REFUNDED, gone, at, rules),
        reactions.postings(Event.GOODS_BACK, gone.where(back), at[back], rules),
    ]


def _complete(world: World, stretch: Stretch) -> None:
    """Orders whose return window closes, later where a return is still open then."""
    orders, returns = world.orders, world.returns
    due = life.completed_at(orders["delivered_at"], stretch.rules)
    index = world.order_index(returns["order_id"])
    closed = returns["closed_at"]
    np.maximum.at(due, index, np.where(closed == 0, _NEVER, closed))
    done = positions((orders["delivered_at"] > 0) & stretch.holds(due))
    orders["completed_at"][done] = due[done]
    orders["status"][done] = Status.COMPLETED
    touch(orders, done)
