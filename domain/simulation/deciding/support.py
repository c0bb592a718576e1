"""Asking customers and support about parcels that do not go their way."""

from __future__ import annotations

import numpy as np

from domain.inbox import support
from domain.inbox.commands import AskCustomers, AskSupport
from domain.inbox.support import Outcome, Topic
from domain.kernel.changes import Changes, Subject
from domain.kernel.clock import DAY
from domain.kernel.columns import Columns
from domain.kernel.refusals import Refusal
from domain.orders.rules import PARCEL_LOST, Status
from domain.shipping import troubles
from domain.shipping.troubles import Trouble
from domain.simulation.deciding.answers import Answer, nothing
from domain.simulation.deciding.orders import order_positions
from domain.simulation.supporting import confirmed, worth
from domain.simulation.world import NEW, World

_TOUCHED = Changes(frozenset({Subject.MESSAGES, Subject.ORDERS}))
_MOST_EVIDENCE = 9
_WRONG: dict[Topic, Trouble] = {
    Topic.LATE_SCAN: Trouble.LATE_SCAN,
    Topic.STUCK: Trouble.STUCK,
    Topic.LOST: Trouble.LOST,
}
"""What must be wrong with a parcel for each topic."""


def ask_customers(world: World, command: AskCustomers) -> Answer:
    """Ask customers whether their parcel has come."""
    refusals: list[Refusal] = [] if command.orders else [Refusal("nothing-asked")]
    chosen: dict[int, None] = {}
    asked = world.inquiries
    waiting = set(asked["order_id"][asked["answered_at"] == 0].tolist())
    for order, index in zip(command.orders, order_positions(world, command.orders), strict=True):
        if index is None:
            refusals.append(Refusal("order-unknown", {"order": order}))
        elif world.orders["status"][index] != Status.IN_TRANSIT:
            refusals.append(Refusal("customer-not-waiting", {"order": order}))
        elif order in waiting or order in chosen:
            refusals.append(Refusal("customer-asked", {"order": order}))
        else:
            chosen[order] = None
    if not chosen:
        return nothing(*refusals)
    ids = np.arange(world.next_inquiry, world.next_inquiry + len(chosen))
    new = Columns({name: np.zeros(len(ids), dtype=np.int64) for name in asked}).told(
        id=ids, order_id=np.array(list(chosen)), asked_at=world.now, mark=NEW
    )
    joined = asked.joined(new)
    world.inquiries = joined.where(np.lexsort((joined["id"], joined["order_id"])))
    world.next_inquiry += len(ids)
    return len(ids), _TOUCHED, refusals


def ask_support(world: World, command: AskSupport) -> Answer:
    """Open a ticket."""
    topics = [each.value for each in Topic]
    if command.topic not in topics:
        told = {"topic": command.topic, "topics": ", ".join(topics)}
        return nothing(Refusal("topic-unknown", told))
    if not 0 <= command.evidence <= _MOST_EVIDENCE:
        count = {"low": 0, "high": _MOST_EVIDENCE, "photos": command.evidence}
        return nothing(Refusal("photos-out-of-range", count))
    (index,), topic = order_positions(world, (command.order,)), Topic(command.topic)
    if index is None:
        return nothing(Refusal("order-unknown", {"order": command.order}))
    if refusal := _not_to_ask(world, command.order, index, topic):
        return nothing(refusal)
    row = {
        "id": world.next_ticket,
        "order_id": command.order,
        "evidence": command.evidence,
        "opened_at": world.now,
        "answer_at": support.answer_at(world.now, world.rules, world.book.calendar),
        "answered_at": 0,
        "amount": worth(world, index) if topic is Topic.LOST else 0,
        "mark": NEW,
    }
    numbers = {name: np.array([value], dtype=np.int64) for name, value in row.items()}
    words = {"topic": topic.value, "outcome": ""}
    texts = {name: np.array([word], dtype=object) for name, word in words.items()}
    new = Columns({name: {**numbers, **texts}[name] for name in world.tickets})
    world.tickets = world.tickets.joined(new)
    world.next_ticket += 1
    return 1, _TOUCHED, []


def _not_to_ask(world: World, order: int, index: int, topic: Topic) -> Refusal | None:
    """Why support cannot be asked that about an order now."""
    mine = world.tickets.where(world.tickets["order_id"] == order)
    if (mine["answered_at"] == 0).any():
        return Refusal("ticket-open", {"order": order})
    one = world.orders.where(np.array([index]))
    lost = one["cancel_reason"] == PARCEL_LOST
    times = {name: one[name] for name in troubles.TROUBLE_TIMES}
    wrong = Trouble(int(troubles.trouble_at(world.now, world.rules, lost=lost, **times)[0]))
    if topic is Topic.DELIVERED_NOT_UPDATED:
        if one["status"][0] != Status.IN_TRANSIT:
            return Refusal("customer-not-waiting", {"order": order})
        if not confirmed(world, order):
            return Refusal("customer-not-confirmed", {"order": order})
        return None
    if wrong is _WRONG[topic]:
        if topic is Topic.LATE_SCAN:
            return _not_to_move(world, order, int(one["dispatch_by"][0]), mine)
        lost_at = int(one["cancelled_at"][0])
        return _not_to_claim(world, order, lost_at, mine) if lost_at else None
    if wrong is not Trouble.NONE or not one["rts_at"][0] or one["delivered_at"][0]:
        return Refusal("ticket-other-trouble", {"order": order})
    late = not one["shipped_at"][0]
    since = troubles.late_from(one["rts_at"], world.rules)
    if not late:
        since = troubles.stuck_from(one["shipped_at"], world.rules)
    until = world.book.calendar.text(int(since[0]))
    return Refusal("ticket-too-early", {"order": order, "until": until})


def _not_to_move(world: World, order: int, due: int, asked: Columns) -> Refusal | None:
    """Why the deadline of a scan that is ``due`` then cannot be moved."""
    if (asked["outcome"] == Outcome.DEADLINE_EXTENDED.value).any():
        return Refusal("ticket-extended", {"order": order})
    if world.now > due:
        until = world.book.calendar.text(due)
        return Refusal("ticket-deadline-over", {"order": order, "until": until})
    return None


def _not_to_claim(world: World, order: int, lost_at: int, asked: Columns) -> Refusal | None:
    """Why nothing can be claimed for a lost parcel; ``asked`` is what was asked about it."""
    if (asked["outcome"] == Outcome.REIMBURSED.value).any():
        return Refusal("ticket-paid", {"order": order})
    if (asked["outcome"] == Outcome.CARRIERS_CLAIM.value).any():
        return Refusal("claim-of-carrier", {"order": order})
    until = lost_at + world.rules.claim_days * DAY
    if world.now > until:
        told: dict[str, str | int] = {
            "order": order,
            "until": world.book.calendar.text(until),
        }
        return Refusal("claim-late", told)
    return None
