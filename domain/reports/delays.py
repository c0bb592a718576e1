"""Parcels that do not go their way: what is wrong with each, what was asked, and what to do next.

What is wrong is told as the topic under which support knows it. Real shops have only what their
orders' times tell: nobody can be asked from here. Only regions whose rules are known have rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, union

from domain import reactions
from domain.aftersales.rules import line_of
from domain.aftersales.tables import returns
from domain.inbox import support
from domain.inbox.support import Outcome, Topic
from domain.inbox.tables import inquiries, tickets
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns, read
from domain.orders.rules import PARCEL_LOST, Status
from domain.orders.tables import order_lines, orders
from domain.reports.delay_advice import (
    Advice,
    Customer,
    Facts,
    InquiryRow,
    Reason,
    Step,
    TicketRow,
    advice,
    advice_in_real_shop,
    customer_says,
    telling,
)
from domain.reports.happened import LATEST
from domain.reports.shop import ShopRow, shop_row
from domain.rulebook import Rules
from domain.shipping import troubles
from domain.shipping.rules import Method
from domain.shipping.tables import packages
from domain.shipping.troubles import Trouble


class Group(Enum):
    """What the list can be narrowed to; its value is the group's name in code."""

    OPEN = "open"
    """Every parcel in trouble."""
    LATE_SCAN = "late-scan"
    STUCK = "stuck"
    NOT_UPDATED = "not-updated"
    LOST = "lost"
    SOLVED = "solved"
    """Support has lately answered, and nothing more is to be done."""


MOST_LISTED = 1_000
"""So many parcels are listed, besides those about which somebody was asked."""

_TOPICS: dict[Trouble, Topic] = {
    Trouble.LATE_SCAN: Topic.LATE_SCAN,
    Trouble.STUCK: Topic.STUCK,
    Trouble.LOST: Topic.LOST,
}
_GROUPS: dict[Topic, Group] = {
    Topic.LATE_SCAN: Group.LATE_SCAN,
    Topic.STUCK: Group.STUCK,
    Topic.DELIVERED_NOT_UPDATED: Group.NOT_UPDATED,
    Topic.LOST: Group.LOST,
}


@dataclass(frozen=True, slots=True)
class DelayRow:
    """An order whose parcel is in trouble; moments in epoch seconds, 0 where none."""

    id: int
    trouble: Topic
    since: int
    ready_at: int
    """When its label was bought or its number entered."""
    shipped_at: int
    dispatch_by: int
    deliver_by: int
    given_up_at: int
    """When it counts as lost unless something is heard of it; 0 before its first scan."""
    carrier: str
    tracking: str
    own_postage: bool
    worth: int
    """What the sale, or what is left of it, brings after the platform's fee, minor units."""
    inquiries: tuple[InquiryRow, ...]
    tickets: tuple[TicketRow, ...]
    topics: tuple[Topic, ...]
    """What support can be asked now."""
    can_ask_customer: bool
    advice: Advice

    @property
    def group(self) -> Group:
        """The group of what is wrong."""
        return _GROUPS[self.trouble]

    @property
    def customer(self) -> Customer:
        """What is known from the customer."""
        return customer_says(self.inquiries)

    @property
    def customer_at(self) -> int:
        """When they were asked, or answered."""
        if not self.inquiries:
            return 0
        last = telling(self.inquiries)
        return last.answered_at or last.asked_at

    @property
    def ticket(self) -> TicketRow | None:
        """The last question to support."""
        return self.tickets[-1] if self.tickets else None


@dataclass(frozen=True, slots=True)
class Delays:
    """All parcels in trouble and what was solved lately, newest first.

    Those about which something can be done come first, then those in trouble for longest.
    """

    shop: ShopRow
    rows: tuple[DelayRow, ...]
    solved: tuple[DelayRow, ...]
    support_open: bool
    answer_at: int
    """When support would answer what is asked now; 0 in regions without rules."""
    unlisted: Mapping[Group, int] = field(default_factory=dict)
    """Parcels that have no row, as there are too many: those in trouble for longest."""

    def counts(self) -> dict[Group, int]:
        """How many parcels each group holds, those without a row included."""
        found = dict.fromkeys(Group, 0) | dict(self.unlisted)
        for row in self.rows:
            found[row.group] += 1
        open_ = len(self.rows) + sum(self.unlisted.values())
        return found | {Group.OPEN: open_, Group.SOLVED: len(self.solved)}

    def of(self, group: Group) -> tuple[DelayRow, ...]:
        """The rows of a group."""
        if group is Group.SOLVED:
            return self.solved
        return tuple(row for row in self.rows if group in (Group.OPEN, row.group))

    def row(self, order_id: int) -> DelayRow | None:
        """The row of an order, if it is in trouble or has lately been."""
        return next((row for row in (*self.rows, *self.solved) if row.id == order_id), None)


@dataclass(frozen=True, slots=True)
class DelayQuery:
    """Which delays to show, and of which order; 0 for none in particular."""

    group: Group = Group.OPEN
    order: int = 0


def delays(conn: Connection, wall: int) -> Delays:
    """The parcels in trouble at the shop's now; ``wall`` is a real shop's."""
    about = shop_row(conn, wall)
    if not about.book.practice:
        return Delays(about, (), (), support_open=False, answer_at=0)
    rules, now = about.rules, about.now
    calendar = about.book.calendar
    answer_at = support.answer_at(now, rules, calendar)
    found, unlisted = _listed(conn, _troubled(conn, about, rules), now, rules)
    found = _with_worth(conn, found, rules)
    asked = _Asked(conn, found["id"].tolist())
    sent = _sent(conn, found)
    rows = [
        _row(order, trouble, asked, sent, about, answer_at)
        for order, trouble in _wrong(found, asked, now, rules)
    ]
    rows = [row for row in rows if row.advice.reason is not Reason.PAID]
    return Delays(
        about,
        tuple(sorted(rows, key=lambda row: (row.advice.is_waiting, row.since, row.id))),
        _solved(conn, about, rules, {row.id for row in rows}),
        support_open=support.is_open(now, rules, calendar),
        answer_at=answer_at,
        unlisted=unlisted,
    )


_ORDER = (
    orders.c.id,
    orders.c.status,
    *[orders.c[name] for name in troubles.TROUBLE_TIMES],
    orders.c.dispatch_by,
    orders.c.deliver_by,
    orders.c.cancel_reason,
    orders.c.item_total,
    orders.c.seller_discount,
    orders.c.shipping_paid,
    orders.c.shipping_seller_discount,
    orders.c.shipping_platform_discount,
)


def _troubled(conn: Connection, about: ShopRow, rules: Rules) -> Columns:
    """Orders in trouble, found by the index on status."""
    now = about.now
    late, stuck = now - rules.late_scan_days * DAY, now - rules.stuck_days * DAY
    claims = now - rules.claim_days * DAY
    came = select(inquiries.c.order_id).where(inquiries.c.received == 1)
    waiting: tuple[ColumnElement[bool], ...] = (
        and_(
            orders.c.status == int(Status.AWAITING_COLLECTION),
            orders.c.rts_at.between(1, late),
        ),
        and_(
            orders.c.status == int(Status.IN_TRANSIT),
            or_(orders.c.shipped_at.between(1, stuck), orders.c.id.in_(came)),
        ),
    )
    if about.is_practice:
        lost = and_(
            orders.c.status == int(Status.CANCELLED),
            orders.c.created_at >= claims - LATEST,
            orders.c.cancel_reason == PARCEL_LOST,
            orders.c.cancelled_at > claims,
        )
        waiting = (*waiting, lost)
    parts = [read(conn, select(*_ORDER).where(condition)) for condition in waiting]
    return parts[0].joined(*parts[1:])


def _with_worth(conn: Connection, found: Columns, rules: Rules) -> Columns:
    """The orders with what each brings after the platform's fee, without what was given up."""
    mine = (returns.c.restocked > 0) & (returns.c.arrived_at == 0)
    mine &= returns.c.order_id.in_(found["id"].tolist())
    back, held = read(conn, select(returns).where(mine)), order_lines.c
    lines = read(
        conn,
        select(order_lines)
        .where(held.order_id.in_(back["order_id"].tolist()))
        .order_by(held.order_id, held.sku_id),
    )
    gone = reactions.returned(lines.where(line_of(lines, back)), back)
    left = reactions.left(found.with_zeros(("commission",)), gone)
    worth = reactions.revenue(left, rules) - reactions.referral(left, rules)
    return found.with_zeros(("worth",)).told(worth=worth)


def _listed(
    conn: Connection, found: Columns, now: int, rules: Rules
) -> tuple[Columns, dict[Group, int]]:
    """Those that get a row, and how many of each group do not.

    A shop of old exports may have a hundred thousand parcels of which nothing was heard again.
    """
    if len(found) <= MOST_LISTED:
        return found, {}
    about = union(select(inquiries.c.order_id), select(tickets.c.order_id))
    spoken_of = np.array(conn.execute(about).scalars().all(), dtype=np.int64)
    last = np.max([found[name] for name in troubles.TROUBLE_TIMES], axis=0)
    listed = np.isin(found["id"], spoken_of)
    listed[np.argsort(-last, kind="stable")[:MOST_LISTED]] = True
    counts = np.bincount(_kinds(found.where(~listed), now, rules), minlength=len(Trouble))
    unlisted = {_GROUPS[topic]: int(counts[kind]) for kind, topic in _TOPICS.items()}
    return found.where(listed), unlisted


def _kinds(found: Columns, now: int, rules: Rules) -> Array:
    times = {name: found[name] for name in troubles.TROUBLE_TIMES}
    return troubles.trouble_at(now, rules, lost=found["cancel_reason"] == PARCEL_LOST, **times)


def _wrong(
    found: Columns, asked: _Asked, now: int, rules: Rules
) -> Iterable[tuple[dict[str, Any], Topic]]:
    """Each order with what is wrong with it."""
    wrong = _kinds(found, now, rules)
    also = {
        "late_from": troubles.late_from(found["rts_at"], rules),
        "stuck_from": troubles.stuck_from(found["shipped_at"], rules),
        "given_up_at": troubles.given_up_at(found["shipped_at"], rules),
    }
    told = Columns({**{name: found[name] for name in found}, **also})
    for values, trouble in zip(told.rows(), wrong.tolist(), strict=True):
        order = dict(zip(told, values, strict=True))
        known = Trouble(trouble)
        on_its_way = order["status"] == Status.IN_TRANSIT
        if on_its_way and customer_says(asked.inquiries(order["id"])) is Customer.CONFIRMED:
            yield order, Topic.DELIVERED_NOT_UPDATED
        elif known is not Trouble.NONE:
            yield order, _TOPICS[known]


class _Asked:
    """What customers and support were asked about some orders."""

    def __init__(self, conn: Connection, order_ids: list[int]) -> None:
        self._inquiries: dict[int, tuple[InquiryRow, ...]] = {}
        self._tickets: dict[int, tuple[TicketRow, ...]] = {}
        for row in _of_orders(conn, inquiries, order_ids):
            told = InquiryRow(row.asked_at, row.answered_at, row.received == 1)
            self._inquiries[row.order_id] = (*self.inquiries(row.order_id), told)
        for row in _of_orders(conn, tickets, order_ids):
            ticket = TicketRow(
                Topic(row.topic),
                row.evidence,
                row.opened_at,
                row.answer_at,
                Outcome(row.outcome) if row.outcome else None,
                row.amount,
            )
            self._tickets[row.order_id] = (*self.tickets(row.order_id), ticket)

    def inquiries(self, order_id: int) -> tuple[InquiryRow, ...]:
        """What its customer was asked, oldest first."""
        return self._inquiries.get(order_id, ())

    def tickets(self, order_id: int) -> tuple[TicketRow, ...]:
        """What support was asked about it, oldest first."""
        return self._tickets.get(order_id, ())


_FEW = 500
"""So many orders are named one by one in a query."""


def _of_orders(conn: Connection, table: Any, order_ids: list[int]) -> Iterable[Row[Any]]:
    """A table's rows about some orders, oldest first."""
    for start in range(0, len(order_ids), _FEW):
        some = table.c.order_id.in_(order_ids[start : start + _FEW])
        yield from conn.execute(select(table).where(some).order_by(table.c.id)).all()


@dataclass(frozen=True, slots=True)
class _Sent:
    """How an order travels, or the part of it that is in trouble."""

    carrier: str = ""
    tracking: str = ""
    own_postage: bool = False


def _sent(conn: Connection, found: Columns) -> dict[int, _Sent]:
    """How each order travels: of several packages, by the first that has not moved on."""
    told: dict[int, _Sent] = {}
    own: set[int] = set()
    unscanned = set(found["id"][found["shipped_at"] == 0].tolist())
    held: dict[int, list[Row[Any]]] = {}
    for row in _of_orders(conn, packages, found["id"].tolist()):
        if row.voided_at == 0:
            held.setdefault(row.order_id, []).append(row)
            if row.method == Method.SELLER.value:
                own.add(row.order_id)
    for order_id, rows in held.items():
        moved = "shipped_at" if order_id in unscanned else "delivered_at"
        one = next((row for row in rows if getattr(row, moved) == 0), rows[0])
        told[order_id] = _Sent(one.carrier, one.tracking, order_id in own)
    return told


def _row(
    order: dict[str, Any],
    trouble: Topic,
    asked: _Asked,
    sent: dict[int, _Sent],
    about: ShopRow,
    answer_at: int,
) -> DelayRow:
    how = sent.get(order["id"], _Sent())
    rules, practice = about.rules, about.is_practice
    mine, known = asked.inquiries(order["id"]), asked.tickets(order["id"])
    facts = Facts(
        trouble=trouble,
        now=about.now,
        dispatch_by=order["dispatch_by"],
        given_up_at=order["given_up_at"],
        claim_until=order["cancelled_at"] + rules.claim_days * DAY,
        own_postage=how.own_postage,
        inquiries=mine,
        tickets=known,
        answer_at=answer_at,
    )
    advised = advice(facts) if practice else advice_in_real_shop(facts)
    is_asked = bool(known) and known[-1].outcome is None
    on_its_way = order["status"] == Status.IN_TRANSIT
    topics: tuple[Topic, ...] = (trouble,)
    if trouble is Topic.DELIVERED_NOT_UPDATED and about.now >= order["stuck_from"]:
        topics = (trouble, Topic.STUCK)
    moved = any(each.outcome is Outcome.DEADLINE_EXTENDED for each in known)
    if trouble is Topic.LATE_SCAN and moved:  # support moves a deadline once
        topics = ()
    if advised.reason in _NOTHING_TO_ASK:
        topics = ()
    return DelayRow(
        id=order["id"],
        trouble=trouble,
        since=_since(order, trouble, mine),
        ready_at=order["rts_at"],
        shipped_at=order["shipped_at"],
        dispatch_by=order["dispatch_by"],
        deliver_by=order["deliver_by"],
        given_up_at=order["given_up_at"] if order["shipped_at"] else 0,
        carrier=how.carrier,
        tracking=how.tracking,
        own_postage=how.own_postage,
        worth=order["worth"],
        inquiries=mine,
        tickets=known,
        topics=topics if practice and not is_asked else (),
        can_ask_customer=practice
        and on_its_way
        and all(each.answered_at for each in mine)
        and customer_says(mine) is not Customer.CONFIRMED,
        advice=advised,
    )


_NOTHING_TO_ASK = (Reason.DEADLINE_PASSED, Reason.CARRIER_PAYS)
"""Where support can neither move the deadline any more nor pay, so it is not asked."""


def _since(order: dict[str, Any], trouble: Topic, mine: tuple[InquiryRow, ...]) -> int:
    """From when on that has been wrong."""
    if trouble is Topic.DELIVERED_NOT_UPDATED:
        return min(each.answered_at for each in mine if each.received)
    from_then = {
        Topic.LATE_SCAN: "late_from",
        Topic.STUCK: "stuck_from",
        Topic.LOST: "cancelled_at",
    }
    return int(order[from_then[trouble]])


_ENDED: dict[Outcome, Reason] = {
    Outcome.MARKED_DELIVERED: Reason.MARKED_DELIVERED,
    Outcome.REIMBURSED: Reason.PAID,
    Outcome.OVER: Reason.SOLVED_ITSELF,
}
"""Answers after which nothing is left to do."""


def _solved(
    conn: Connection, about: ShopRow, rules: Rules, troubled: set[int]
) -> tuple[DelayRow, ...]:
    """Orders about which support has answered for good, in the time for which claims are open."""
    recent = tickets.c.answered_at > about.now - rules.claim_days * DAY
    ended = tickets.c.outcome.in_([each.value for each in _ENDED])
    answers = conn.execute(
        select(tickets).where(recent, ended).order_by(tickets.c.answered_at.desc(), tickets.c.id)
    ).all()
    last: dict[int, Row[Any]] = {}
    for row in answers:
        if row.order_id not in troubled:
            last.setdefault(row.order_id, row)
    ids = list(last)
    asked, columns = _Asked(conn, ids), _of_ids(conn, ids)
    sent = _sent(conn, columns)
    rows = {}
    for order in (dict(zip(columns, row, strict=True)) for row in columns.rows()):
        answer = last[order["id"]]
        how = sent.get(order["id"], _Sent())
        rows[order["id"]] = DelayRow(
            id=order["id"],
            trouble=Topic(answer.topic),
            since=answer.answered_at,
            ready_at=order["rts_at"],
            shipped_at=order["shipped_at"],
            dispatch_by=order["dispatch_by"],
            deliver_by=order["deliver_by"],
            given_up_at=0,
            carrier=how.carrier,
            tracking=how.tracking,
            own_postage=how.own_postage,
            worth=answer.amount,
            inquiries=asked.inquiries(order["id"]),
            tickets=asked.tickets(order["id"]),
            topics=(),
            can_ask_customer=False,
            advice=Advice(Step.NOTHING_MORE, _ENDED[Outcome(answer.outcome)]),
        )
    return tuple(rows[order_id] for order_id in ids)


def _of_ids(conn: Connection, ids: list[int]) -> Columns:
    some = [ids[start : start + _FEW] for start in range(0, max(len(ids), 1), _FEW)]
    parts = [read(conn, select(*_ORDER).where(orders.c.id.in_(each))) for each in some]
    return parts[0].joined(*parts[1:])
