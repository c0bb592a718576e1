"""Parcels that do not go their way: what customers and support answer, and what comes of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from domain.finance.rules import Kind
from domain.inbox.commands import AskCustomers, AskSupport
from domain.inbox.support import Outcome, Topic, answer_at
from domain.kernel.clock import DAY, HOUR
from domain.orders.rules import Status
from domain.rulebook import rulebook
from domain.shipping.rules import Method
from domain.simulation import engine
from domain.simulation.decisions import decide
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import played, rich_world, with_parameters

BOOK = rulebook("us")


def after(world: World, hours: int) -> World:
    engine.advance(world, world.now + hours * HOUR)
    return world


def troubled(**changed: Any) -> World:
    """Twelve days of a shop whose parcels all have what is asked for."""
    world = with_parameters(rich_world(stock=2_000, strikes=False), reply_rate=1.0, **changed)
    return played(world, 12)


def refused(world: World, command: Any) -> str:
    done, _, refusals = decide(world, command, {})
    assert done == 0
    return refusals[0].code


def old_in_transit(world: World, days: int) -> list[int]:
    orders = world.orders
    old = (orders["status"] == Status.IN_TRANSIT) & (orders["shipped_at"] < world.now - days * DAY)
    return orders["id"][old].tolist()


@pytest.fixture
def silent() -> World:
    """Carriers say of no parcel that it has come."""
    return troubled(unreported_rate=1.0, unreported_days=1_000.0, lost_rate=0.0)


def test_a_delivery_that_nobody_reported_is_confirmed_by_the_customer_and_marked_by_support(
    silent: World,
) -> None:
    order = old_in_transit(silent, 7)[0]
    topic = Topic.DELIVERED_NOT_UPDATED.value
    assert refused(silent, AskSupport(order, topic)) == "customer-not-confirmed"
    decide(silent, AskCustomers((order,)), {})
    assert refused(silent, AskCustomers((order,))) == "customer-asked"
    index = int(silent.order_index(np.array([order]))[0])
    while not silent.inquiries["received"].any():
        after(silent, 1)
    assert decide(silent, AskSupport(order, topic), {})[0] == 1
    assert refused(silent, AskSupport(order, topic)) == "ticket-open"
    ticket = silent.tickets.where(silent.tickets["order_id"] == order)
    after(silent, int(ticket["answer_at"][0] - silent.now) // HOUR + 1)
    index = int(silent.order_index(np.array([order]))[0])
    delivered = int(silent.orders["delivered_at"][index])
    assert delivered == ticket["answer_at"][0]
    assert silent.tickets["outcome"][0] == Outcome.MARKED_DELIVERED
    after(silent, 5 * 24)  # the best tier settles a day after delivery
    index = int(silent.order_index(np.array([order]))[0])
    returned = silent.returns["order_id"] == order
    assert silent.orders["settled_at"][index] > delivered or returned.any()


def test_without_a_customer_s_word_the_platform_gives_the_parcel_up(silent: World) -> None:
    order = old_in_transit(silent, 7)[0]
    after(silent, 4 * 24)
    index = int(silent.order_index(np.array([order]))[0])
    assert silent.orders["cancel_reason"][index] == "parcel_lost"


def test_a_lost_parcel_with_a_platform_label_is_paid_for_once() -> None:
    world = troubled(lost_rate=1.0, unreported_rate=0.0)
    lost = world.orders["id"][world.orders["cancel_reason"] == "parcel_lost"].tolist()
    ask = AskSupport(lost[0], Topic.LOST.value)
    assert decide(world, ask, {})[0] == 1
    after(world, 48)
    assert world.tickets["outcome"][0] == Outcome.REIMBURSED
    rows = [part for part in world.journal if (part.kind == Kind.REIMBURSEMENT).any()]
    (paid,) = [amount for part in rows for amount in part.amount[part.kind == Kind.REIMBURSEMENT]]
    assert paid == world.tickets["amount"][0] > 0
    assert (world.reimbursements["settled_at"] > 0).all()
    assert refused(world, ask) == "ticket-paid"
    assert sum(world.balances.values()) == 0


def test_for_a_lost_parcel_that_one_posted_oneself_the_carrier_is_asked_and_support_once() -> None:
    world = troubled(lost_rate=1.0, unreported_rate=0.0)
    lost = world.orders["id"][world.orders["cancel_reason"] == "parcel_lost"].tolist()
    world.packages["method"][:] = Method.SELLER.value
    ask = AskSupport(lost[0], Topic.LOST.value)
    assert decide(world, ask, {})[0] == 1
    after(world, 48)
    assert world.tickets["outcome"][0] == Outcome.CARRIERS_CLAIM
    assert refused(world, ask) == "claim-of-carrier"


def test_a_deadline_that_is_over_is_not_asked_about() -> None:
    world = with_parameters(rich_world(stock=2_000, strikes=False), first_scan_days=60.0)
    played(world, 5)
    orders = world.orders
    old = int(orders["id"][orders["status"] == Status.AWAITING_COLLECTION][0])
    orders["dispatch_by"][:] = world.now
    assert decide(world.copy(), AskSupport(old, Topic.LATE_SCAN.value, 1), {})[0] == 1
    orders["dispatch_by"][:] = world.now - 1
    assert refused(world, AskSupport(old, Topic.LATE_SCAN.value, 1)) == "ticket-deadline-over"


def test_a_late_scan_moves_the_deadline_for_who_has_a_receipt() -> None:
    world = with_parameters(rich_world(stock=2_000, strikes=False), first_scan_days=60.0)
    played(world, 5)
    orders = world.orders
    waiting = orders["id"][orders["status"] == Status.AWAITING_COLLECTION]
    young = int(waiting[-1])
    assert refused(world, AskSupport(young, Topic.LATE_SCAN.value, 1)) == "ticket-too-early"
    orders["dispatch_by"][:] = world.now + 10 * DAY
    old, other = waiting[:2].tolist()
    decide(world, AskSupport(old, Topic.LATE_SCAN.value, 1), {})
    decide(world, AskSupport(other, Topic.LATE_SCAN.value, 0), {})
    before = world.now + 10 * DAY
    after(world, 24)
    outcomes = dict(zip(world.tickets["order_id"].tolist(), world.tickets["outcome"], strict=True))
    assert outcomes == {old: Outcome.DEADLINE_EXTENDED, other: Outcome.EVIDENCE_MISSING}
    (place,) = world.order_index(np.array([old])).tolist()
    assert world.orders["dispatch_by"][place] == BOOK.calendar.business_deadline(before, 1)
    assert refused(world, AskSupport(old, Topic.LATE_SCAN.value, 1)) == "ticket-extended"


def test_support_answers_within_its_hours() -> None:
    rules, calendar = BOOK.at(1_800_000_000), BOOK.calendar
    day = int(calendar.local_day(1_800_000_000))

    def at(hour: float, later: int = 0) -> int:
        return int(calendar.moment(day + later, round(hour * HOUR)))

    assert answer_at(at(9), rules, calendar) == at(13)
    assert answer_at(at(17.5), rules, calendar) == at(9.5, 1)
    assert answer_at(at(3), rules, calendar) == at(11)
    assert answer_at(at(22), rules, calendar) == at(11, 1)
