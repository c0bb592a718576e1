"""Parcels in trouble are listed as their times tell, and the next step can always be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from domain.inbox.commands import AskCustomers, AskSupport
from domain.inbox.support import Outcome, Topic
from domain.inbox.tables import inquiries, tickets
from domain.kernel.clock import DAY, HOUR
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.delay_advice import (
    Advice,
    Customer,
    Facts,
    InquiryRow,
    Reason,
    Step,
    Then,
    TicketRow,
    advice,
)
from domain.reports.delays import DelayRow, Delays, Group, delays
from domain.shipping.rules import Method
from domain.shipping.tables import packages
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.domain.simulation.rich_shops import rich_shop

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
WALL = 1_789_500_000 + 8 * DAY
"""Eight days after the sample was exported."""
OFTEN = {
    "unreported_rate": 0.05,
    "lost_rate": 0.01,
    "first_scan_days": 1.0,
    "first_scan_deviation": 1.0,
    "reply_rate": 0.7,
    "reply_hours": 5.0,
}
"""Parcels get into trouble as often as the parameters allow."""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with rich_shop(
        tmp_path / "shop.dukandar", stock=2_000, strikes=False, parameters=OFTEN
    ) as shop:
        shop.advance_days(20, sensible)
        yield shop


def table(shop: Shop, which: Any) -> list[Any]:
    return shop.read(lambda conn: conn.execute(select(which)).all())


def plainly(shop: Shop) -> dict[int, Topic]:
    """What is wrong with each order, told from the file's rows one by one."""
    now, rules = shop.now, shop.book.at(shop.now)
    came = {row.order_id for row in table(shop, inquiries) if row.received}
    paid = {row.order_id for row in table(shop, tickets) if row.outcome == Outcome.REIMBURSED}
    found: dict[int, Topic] = {}
    for row in table(shop, orders):
        if row.status == Status.AWAITING_COLLECTION:
            if now >= row.rts_at + rules.late_scan_days * DAY:
                found[row.id] = Topic.LATE_SCAN
        elif row.status == Status.IN_TRANSIT:
            if row.id in came:
                found[row.id] = Topic.DELIVERED_NOT_UPDATED
            elif now >= row.shipped_at + rules.stuck_days * DAY:
                found[row.id] = Topic.STUCK
        lost = row.cancel_reason == "parcel_lost" and row.id not in paid
        if lost and now < row.cancelled_at + rules.claim_days * DAY:
            found[row.id] = Topic.LOST
    return found


def accepted(shop: Shop, command: Any) -> bool:
    (outcome,) = shop.foresee([command])
    return outcome.done == 1


def take(shop: Shop, row: DelayRow) -> None:
    """Do what the row advises."""
    if row.advice.step is Step.ASK_CUSTOMER:
        assert shop.do(AskCustomers((row.id,))).done == 1
    elif row.advice.step is Step.ASK_SUPPORT:
        assert row.advice.topic is not None
        assert shop.do(AskSupport(row.id, row.advice.topic.value, 1)).done == 1


def test_what_is_wrong_is_what_the_rows_say_and_every_step_can_be_taken(shop: Shop) -> None:
    seen: set[tuple[Topic, Reason]] = set()
    solved: set[Reason] = set()
    for _ in range(40):
        found = shop.read(delays, 0)
        assert {row.id: row.trouble for row in found.rows} == plainly(shop)
        for row in found.rows:
            seen.add((row.trouble, row.advice.reason))
            take(shop, row)
        solved |= {row.advice.reason for row in found.solved}
        shop.advance(shop.now + 7 * HOUR, sensible)
    assert {topic for topic, _ in seen} == set(Topic)
    assert {reason for _, reason in seen} >= {
        Reason.ONLY_CUSTOMER_KNOWS,
        Reason.CUSTOMER_CONFIRMED,
        Reason.CUSTOMER_SILENT,
        Reason.CUSTOMER_HAS_NOTHING,
        Reason.RECEIPT_HELPS,
        Reason.DEADLINE_MOVED,
        Reason.DEADLINE_PASSED,
        Reason.SUPPORT_LOOKS,
        Reason.PLATFORM_PAYS,
    }
    assert solved >= {Reason.MARKED_DELIVERED, Reason.PAID}


def test_what_can_be_asked_is_what_the_shop_takes(shop: Shop) -> None:
    for _ in range(4):
        found = shop.read(delays, 0)
        for row in found.rows:
            for topic in Topic:
                asked = AskSupport(row.id, topic.value, 1)
                assert accepted(shop, asked) == (topic in row.topics), (row, topic)
            knows = row.customer is Customer.CONFIRMED  # may be asked again, to no use
            may = accepted(shop, AskCustomers((row.id,))) and not knows
            assert may == row.can_ask_customer
        for row in found.rows[::2]:
            take(shop, row)
        shop.advance(shop.now + 13 * HOUR)


def test_support_is_not_asked_where_it_can_do_nothing_any_more(shop: Shop) -> None:
    def reasons() -> dict[Reason, list[DelayRow]]:
        found: dict[Reason, list[DelayRow]] = {}
        for row in shop.read(delays, 0).rows:
            found.setdefault(row.advice.reason, []).append(row)
        return found

    before = reasons()
    assert all(row.topics == () for row in before[Reason.DEADLINE_PASSED])
    (lost, *_) = before[Reason.PLATFORM_PAYS]
    assert lost.topics == (Topic.LOST,)
    own = update(packages).where(packages.c.order_id == lost.id).values(method=Method.SELLER.value)
    shop.write(lambda conn: conn.execute(own))
    (posted,) = reasons()[Reason.CARRIER_PAYS]
    assert (posted.id, posted.topics) == (lost.id, ())


def test_the_counts_are_those_of_the_groups(shop: Shop) -> None:
    found = shop.read(delays, 0)
    counts = found.counts()
    assert counts == {group: len(found.of(group)) for group in Group}
    assert counts[Group.OPEN] == sum(
        counts[group] for group in (Group.LATE_SCAN, Group.STUCK, Group.NOT_UPDATED, Group.LOST)
    )
    order = [(row.advice.is_waiting, row.since) for row in found.rows]
    assert order == sorted(order)


def test_of_too_many_the_latest_are_listed_and_all_counted(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    every: Delays = shop.read(delays, 0)
    asked, *others = [row for row in every.rows if row.can_ask_customer]
    assert len(others) > 3
    shop.do(AskCustomers((asked.id,)))
    every = shop.read(delays, 0)
    monkeypatch.setattr("domain.reports.delays.MOST_LISTED", 2)
    few: Delays = shop.read(delays, 0)
    assert few.counts() == every.counts()
    assert sum(few.unlisted.values()) == len(every.rows) - len(few.rows)
    assert few.row(asked.id) == every.row(asked.id)
    spoken_of = {row.id for row in every.rows if row.inquiries or row.tickets}
    assert spoken_of <= {row.id for row in few.rows}
    cancelled = {row.id: row.cancelled_at for row in table(shop, orders)}

    def last(row: DelayRow) -> int:
        return max(row.ready_at, row.shipped_at, cancelled[row.id])

    left_out = [last(row) for row in every.rows if few.row(row.id) is None]
    latest = sorted((last(row) for row in few.rows), reverse=True)[:2]
    assert max(left_out) <= min(latest)


def test_nothing_is_left_to_claim_when_the_time_for_it_is_over(shop: Shop) -> None:
    lost = [row for row in shop.read(delays, 0).rows if row.trouble is Topic.LOST]
    first = min(lost, key=lambda row: row.advice.until)
    assert (first.advice.step, first.advice.then) == (Step.ASK_SUPPORT, Then.CLAIM_ENDS)
    shop.advance(first.advice.until - 2 * HOUR)
    assert accepted(shop, AskSupport(first.id, Topic.LOST.value))
    shop.advance(shop.now + 4 * HOUR)
    (refused,) = shop.foresee([AskSupport(first.id, Topic.LOST.value)])
    assert [refusal.code for refusal in refused.refusals] == ["claim-late"]
    assert shop.read(delays, 0).row(first.id) is None


def test_a_lost_parcel_is_worth_what_support_pays_for_it(shop: Shop) -> None:
    row = next(row for row in shop.read(delays, 0).rows if row.trouble is Topic.LOST)
    take(shop, row)
    (ticket,) = table(shop, tickets)
    assert ticket.amount == row.worth > 0


def facts(trouble: Topic, **changed: Any) -> Facts:
    usual = Facts(
        trouble=trouble,
        now=100,
        dispatch_by=500,
        given_up_at=900,
        claim_until=5_000,
        own_postage=False,
        inquiries=(),
        tickets=(),
        answer_at=200,
    )
    return replace(usual, **changed)


CAME = InquiryRow(50, 60, received=True)


def ticket(topic: Topic, outcome: Outcome | None) -> TicketRow:
    return TicketRow(topic, 0, 90, 150, outcome, 0)


@pytest.mark.parametrize(
    ("known", "step", "reason"),
    [
        (facts(Topic.LATE_SCAN), Step.ASK_SUPPORT, Reason.RECEIPT_HELPS),
        (facts(Topic.LATE_SCAN, answer_at=500), Step.WAIT, Reason.ANSWER_TOO_LATE),
        (facts(Topic.LATE_SCAN, now=501), Step.WAIT, Reason.DEADLINE_PASSED),
        (
            facts(Topic.LATE_SCAN, tickets=(ticket(Topic.LATE_SCAN, Outcome.EVIDENCE_MISSING),)),
            Step.ASK_SUPPORT,
            Reason.RECEIPT_MISSING,
        ),
        (facts(Topic.STUCK), Step.ASK_CUSTOMER, Reason.ONLY_CUSTOMER_KNOWS),
        (
            facts(Topic.STUCK, inquiries=(InquiryRow(50, 0, received=False),)),
            Step.WAIT,
            Reason.CUSTOMER_SILENT,
        ),
        (
            facts(Topic.STUCK, inquiries=(InquiryRow(50, 70, received=False),)),
            Step.WAIT,
            Reason.CUSTOMER_HAS_NOTHING,
        ),
        (
            facts(Topic.DELIVERED_NOT_UPDATED, inquiries=(CAME,)),
            Step.ASK_SUPPORT,
            Reason.CUSTOMER_CONFIRMED,
        ),
        (
            facts(Topic.DELIVERED_NOT_UPDATED, inquiries=(CAME,), answer_at=900),
            Step.WAIT,
            Reason.ANSWER_TOO_LATE,
        ),
        (facts(Topic.LOST), Step.ASK_SUPPORT, Reason.PLATFORM_PAYS),
        (facts(Topic.LOST, own_postage=True), Step.NOTHING_MORE, Reason.CARRIER_PAYS),
        (
            facts(Topic.LOST, tickets=(ticket(Topic.LOST, Outcome.REIMBURSED),)),
            Step.NOTHING_MORE,
            Reason.PAID,
        ),
        (
            facts(Topic.LOST, tickets=(ticket(Topic.LOST, None),)),
            Step.WAIT,
            Reason.SUPPORT_LOOKS,
        ),
    ],
)
def test_the_next_step_follows_from_what_is_known(known: Facts, step: Step, reason: Reason) -> None:
    found = advice(known)
    assert (found.step, found.reason) == (step, reason)


def test_while_support_looks_one_waits_for_its_answer() -> None:
    found = advice(facts(Topic.STUCK, tickets=(ticket(Topic.STUCK, None),)))
    assert found == Advice(Step.WAIT, Reason.SUPPORT_LOOKS, 150, Then.SUPPORT_ANSWERS)


def test_a_real_shop_has_what_its_times_tell_and_asks_nobody(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as real:
        real.import_planned(real.plan_import(EXPORTS / "us_orders.csv"), "")
        found: Delays = real.read(delays, WALL)
        told = {row.id: row for row in table(real, orders)}
    assert {row.trouble for row in found.rows} == {Topic.LATE_SCAN, Topic.STUCK}
    assert found.solved == ()
    for row in found.rows:
        assert (row.advice.step, row.advice.reason) == (
            Step.NOTHING_MORE,
            Reason.AT_THE_PLATFORM,
        )
        assert (row.topics, row.can_ask_customer) == ((), False)
        assert row.customer is Customer.NOT_ASKED
        assert row.ticket is None
        assert (row.ready_at, row.shipped_at) == (told[row.id].rts_at, told[row.id].shipped_at)


def test_regions_without_rules_have_no_rows(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "id", "Real") as real:
        real.import_planned(real.plan_import(EXPORTS / "id_orders.csv"), "")
        found: Delays = real.read(delays, WALL)
    assert found.rows == ()
    assert found.answer_at == 0
