"""What customers and support answer about parcels that do not go their way."""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.inbox.support import Outcome, Topic
from domain.kernel.columns import Array, Columns, positions
from domain.orders.rules import Status
from domain.shipping.rules import Method
from domain.simulation import latent
from domain.simulation.packing import active
from domain.simulation.parcels import receive, received_at, subject_line, think_of_more
from domain.simulation.return_steps import reimburse
from domain.simulation.stretch import Stretch
from domain.simulation.world import World, touch

_RECEIVED = ("id", "buyer_id", "created_at", "deliver_by", "delivered_at")


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
    there = received_at(world, world.orders.where(index))
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
    if orders["cancelled_at"][index] or orders["delivered_at"][index]:
        return Outcome.OVER
    if topic is Topic.LATE_SCAN:
        if orders["shipped_at"][index]:
            return Outcome.OVER
        if not evidence:
            return Outcome.EVIDENCE_MISSING
        if at >= orders["dispatch_by"][index]:
            return Outcome.WAIT
        later = world.book.calendar.business_deadline(orders["dispatch_by"][place], 1)
        orders["dispatch_by"][place] = later
        touch(orders, place)
        return Outcome.DEADLINE_EXTENDED
    if topic is Topic.STUCK:
        return Outcome.WAIT
    if not confirmed(world, int(orders["id"][index])):
        return Outcome.EVIDENCE_MISSING
    _mark_delivered(world, place, at, stretch)
    return Outcome.MARKED_DELIVERED


def _mark_delivered(world: World, place: Array, at: int, stretch: Stretch) -> None:
    """The order counts as delivered from now on, as if the carrier had said so."""
    orders = world.orders
    orders["delivered_at"][place] = at
    orders["arrives_at"][place] = at
    orders["status"][place] = Status.DELIVERED
    touch(orders, place)
    about = world.lines["sku_id"][subject_line(world, orders["id"][place], world.lines)]
    receive(world, orders, place, about)
    think_of_more(world, orders.only(_RECEIVED).where(place), about)
    world.dropped.append(orders["id"][place])
    rows = active(world, int(orders["id"][place[0]]))
    late = rows[(world.packages["delivered_at"][rows] == 0) & (len(rows) > 1)]
    world.packages["delivered_at"][late] = at
    world.packages["arrives_at"][late] = 0
    touch(world.packages, late)


def worth(world: World, index: int) -> int:
    """What the platform pays for a lost parcel: what the sale would have brought after its fee.

    0 where the seller paid the carrier.
    """
    rows = active(world, int(world.orders["id"][index]))
    if (world.packages["method"][rows] != Method.PLATFORM.value).any():
        return 0
    order = world.orders.where(np.array([index]))
    paid = reactions.revenue(order, world.rules) - reactions.referral(order, world.rules)
    return int(paid[0])
