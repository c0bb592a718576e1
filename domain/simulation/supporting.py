"""What customers and support answer about parcels that do not go their way."""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.inbox.support import Outcome, Topic
from domain.kernel.columns import Array, Columns, positions
from domain.shipping import troubles
from domain.shipping.rules import Method
from domain.simulation import latent
from domain.simulation.packing import active, all_received_at
from domain.simulation.remaining import sales_left
from domain.simulation.return_steps import reimburse
from domain.simulation.stretch import Stretch
from domain.simulation.world import World, touch


def hear_customers(world: World, stretch: Stretch) -> None:
    """Customers say whether their parcel has come, if they say anything."""
    asked = world.inquiries
    if not len(asked):
        return
    at = replies_at(world, asked)
    now = positions(stretch.holds(at) & (asked["answered_at"] == 0))
    if not len(now):
        return
    index = world.order_index(asked["order_id"][now])
    there = all_received_at(world, index)
    asked["answered_at"][now] = at[now]
    asked["received"][now] = (there > 0) & (there <= at[now])
    touch(asked, now)


def replies_at(world: World, asked: Columns) -> Array:
    """When each customer replies; 0 for never."""
    return latent.customer_reply(asked["id"], asked["asked_at"], world.noise_seed, world.parameters)


def confirmed(world: World, order_id: int) -> int:
    """When the customer said that the parcel has come; 0 where they have not."""
    asked = world.inquiries
    said = (asked["order_id"] == order_id) & (asked["received"] == 1)
    return int(asked["answered_at"][said].min()) if said.any() else 0


def hear_support(world: World, stretch: Stretch) -> None:
    """Support answers tickets, and what it answers happens."""
    tickets = world.tickets
    if not len(tickets):
        return
    due = positions(stretch.holds(tickets["answer_at"]) & (tickets["answered_at"] == 0))
    for row in due.tolist():
        topic, order = Topic(tickets["topic"][row]), int(tickets["order_id"][row])
        at = int(tickets["answer_at"][row])
        tickets["answered_at"][row] = at
        if topic is Topic.LOST:
            outcome = _pay_for(world, tickets.where(np.array([row])), stretch)
        else:
            index = int(world.order_index(np.array([order]))[0])
            outcome = _help(world, topic, index, int(tickets["evidence"][row]), at, stretch)
        tickets["outcome"][row] = outcome.value
    touch(tickets, due)


def _pay_for(world: World, ticket: Columns, stretch: Stretch) -> Outcome:
    """A lost parcel with a platform label is paid for; else the carrier has to be asked."""
    if not ticket["amount"][0]:
        return Outcome.CARRIERS_CLAIM
    owed = ticket.only(("id", "order_id", "amount")).told()
    told = {name: owed[name] for name in owed}
    reimburse(world, Columns({**told, "at": ticket["answered_at"]}), stretch)
    return Outcome.REIMBURSED


def _help(
    world: World, topic: Topic, index: int, evidence: int, at: int, stretch: Stretch
) -> Outcome:
    orders, place = world.orders, np.array([index])
    if _is_over(orders.where(place), at, stretch):
        return Outcome.OVER
    if topic is Topic.LATE_SCAN:
        return _excuse(world, place, evidence, at)
    if topic is Topic.STUCK:
        return Outcome.WAIT
    if not 0 < confirmed(world, int(orders["id"][index])) <= at:
        return Outcome.EVIDENCE_MISSING
    _mark_delivered(world, place, at)
    return Outcome.MARKED_DELIVERED


def _is_over(order: Columns, at: int, stretch: Stretch) -> bool:
    """Whether the order has ended, or will have by then."""
    there, scanned = order["arrives_at"], order["scans_at"]
    given_up = troubles.given_up_at(scanned, stretch.rules)
    over = (order["cancelled_at"] > 0) | (order["delivered_at"] > 0) | ((there > 0) & (there <= at))
    return bool((over | ((there == 0) & (scanned > 0) & (given_up <= at)))[0])


def _excuse(world: World, place: Array, evidence: int, at: int) -> Outcome:
    """Who can show that the carrier has the parcel gets a business day more for its scan."""
    orders = world.orders
    one = orders.only(("shipped_at", "scans_at", "dispatch_by")).where(place)
    if one["shipped_at"][0] or 0 < one["scans_at"][0] <= at:
        return Outcome.OVER
    if not evidence:
        return Outcome.EVIDENCE_MISSING
    if at >= one["dispatch_by"][0]:
        return Outcome.WAIT
    orders["dispatch_by"][place] = world.book.calendar.business_deadline(one["dispatch_by"], 1)
    touch(orders, place)
    return Outcome.DEADLINE_EXTENDED


def _mark_delivered(world: World, place: Array, at: int) -> None:
    """The order counts as delivered from that moment on, as if the carrier had said so then."""
    world.orders["arrives_at"][place] = at
    rows = active(world, int(world.orders["id"][place[0]]))
    late = rows[(world.packages["delivered_at"][rows] == 0) & (len(rows) > 1)]
    world.packages["delivered_at"][late] = at
    world.packages["arrives_at"][late] = 0
    touch(world.packages, late)


def worth(world: World, index: int) -> int:
    """What the platform pays for a lost parcel: what it would have brought after its fee.

    0 where the seller paid the carrier.
    """
    rows = active(world, int(world.orders["id"][index]))
    if (world.packages["method"][rows] != Method.PLATFORM.value).any():
        return 0
    order = sales_left(world, world.orders.where(np.array([index])))
    paid = reactions.revenue(order, world.rules) - reactions.referral(order, world.rules)
    return int(paid[0])
