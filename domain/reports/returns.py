"""The returns list: counts by group, ids in order, the rows of a few ids, and one return in full.

A return is one row however many SKUs go back with it, and is held as its id; only the rows on
screen are read. Works for practice shops and for what real shops have imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from domain.aftersales import rules as aftersales
from domain.aftersales.groups import Group, group_of, in_group, is_open
from domain.aftersales.rules import Appeal, Arbitration, ReturnKind, ReturnStatus
from domain.aftersales.tables import returns
from domain.catalogue.tables import skus
from domain.kernel.clock import HOUR
from domain.kernel.columns import Columns, read
from domain.orders.tables import order_lines, orders
from domain.reports.orders import id_begins
from domain.reports.return_answers import Stakes, stakes
from domain.reports.shop import ShopRow, shop_row
from domain.rulebook import Rules


class Sort(Enum):
    """What the list can be ordered by; its value is the column's name in code."""

    REQUESTED = "requested"
    DUE = "due"
    """When the clock that runs on a return ends; those without one come last."""
    STATUS = "status"
    REFUND = "refund"
    REFUNDED = "refunded"
    ORDER = "order"
    ID = "id"


@dataclass(frozen=True, slots=True)
class ReturnQuery:
    """What the list shows, and in which order."""

    group: Group | None = None
    """None for all."""
    search: str = ""
    order: int = 0
    """Only returns of this order; 0 for all."""
    requested_from: int = 0
    requested_before: int = 0
    """Only what buyers asked for in this time; 0 for all."""
    reason: str = ""
    """Only returns for this reason, as it is stored; empty for all."""
    product: int = 0
    """Only returns of this product; 0 for all."""
    sort: Sort = Sort.REQUESTED
    descending: bool = True

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the group and a search keeps returns out."""
        return bool(self.order or self.requested_before or self.reason or self.product)


class Step(Enum):
    """A stage on a return's way, or a moment at which something happens by itself."""

    REQUESTED = "requested"
    ANSWER_DUE = "answer-due"
    """The seller answers, or the platform approves."""
    OFFERED = "offered"
    """A part of the money, for the goods to stay with the buyer."""
    OFFER_DUE = "offer-due"
    """The buyer takes the offer, or the request stands as it was."""
    REJECTED = "rejected"
    APPROVED = "approved"
    SENDING_DUE = "sending-due"
    """The buyer sends the goods, or the return ends."""
    SENT = "sent"
    ARRIVED = "arrived"
    INSPECTION_DUE = "inspection-due"
    """The seller looks at the goods, or the buyer is refunded."""
    GOODS_REFUSED = "goods-refused"
    DISPUTE_DUE = "dispute-due"
    """The buyer takes the refusal to the platform, or it stands."""
    DISPUTED = "disputed"
    DECISION_DUE = "decision-due"
    DECIDED = "decided"
    APPEAL_DUE = "appeal-due"
    """The seller appeals, or the decision stands."""
    APPEALED = "appealed"
    APPEAL_DECISION_DUE = "appeal-decision-due"
    APPEAL_DECIDED = "appeal-decided"
    REFUNDED = "refunded"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    CHARGED_BACK = "charged-back"


@dataclass(frozen=True, slots=True)
class StepRow:
    """A stage with its moment (0 where no file tells it), and whether it has happened."""

    what: Step
    at: int
    done: bool


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return as the list shows it; moments in epoch seconds, 0 where none; minor units."""

    id: int
    order_id: int
    group: Group
    status: ReturnStatus
    detail: str
    """The file's words for what the status does not say; empty in practice shops."""
    kind: ReturnKind
    reason: str
    """A code in practice shops, the file's words in real ones."""
    product: str
    """Of the first SKU; empty where the shop does not have the order."""
    seller_sku: str
    more_lines: int
    quantity: int
    refund: int
    """What is asked for."""
    refunded: int
    next: StepRow | None
    """The clock that runs; None where none does, or no rule says when it ends."""
    requested_at: int
    arbitration: str
    """``rules.Arbitration``, or the file's own words."""
    appeal: str
    """``rules.Appeal``, or the file's own words."""

    @property
    def respond_by(self) -> int:
        """Until when the seller may answer; 0 where that is not asked, or not known."""
        waits = self.next is not None and self.next.what is Step.ANSWER_DUE
        return self.next.at if self.next is not None and waits else 0


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A SKU that goes back; minor units. Texts are empty where the shop does not have the order."""

    sku_id: int
    seller_sku: str
    product: str
    variation: str
    quantity: int
    refund: int
    refunded: int
    restocked: int


@dataclass(frozen=True, slots=True)
class ReturnDetail:
    """A return in full; moments in epoch seconds, 0 where none; minor units."""

    row: ReturnRow
    lines: tuple[ReturnLine, ...]
    has_order: bool
    """Whether the shop has the order; an imported return may come without it."""
    tracking: str
    photos: int
    offer: int
    reject_reason: str
    evidence: int
    compensation: int
    sound: bool | None
    """Whether the goods can be sold again; None until they have arrived."""
    stakes: Stakes | None
    """What the seller's answers would move; None in real shops, which answer at the platform."""
    steps: tuple[StepRow, ...]


_ID = returns.c.id
_NEVER = 2**62

_SORT: dict[Sort, ColumnElement[int]] = {
    Sort.REQUESTED: returns.c.requested_at,
    Sort.STATUS: returns.c.status,
    Sort.ORDER: returns.c.order_id,
    Sort.ID: _ID,
}
"""Columns that the lines of a return share."""

_SUMS = {Sort.REFUND: returns.c.refund, Sort.REFUNDED: returns.c.refunded}


def group_counts(conn: Connection) -> dict[Group, int]:
    """How many returns each group holds, without search or filters."""
    group = group_of()
    still_open = select(group, func.count(_ID.distinct())).where(is_open()).group_by(group)
    counts: dict[str, int] = dict(conn.execute(still_open).all())
    total = conn.execute(select(func.count(_ID.distinct()))).scalar_one()
    counts[Group.DONE.value] = total - sum(counts.values())
    return {each: counts.get(each.value, 0) for each in Group}


def return_ids(conn: Connection, query: ReturnQuery) -> tuple[int, ...]:
    """The ids of all returns that the query shows, in its order."""
    statement = select(_ID)
    if query.group not in (None, Group.DONE):
        statement = statement.where(in_group(query.group))
    if query.order:
        statement = statement.where(returns.c.order_id == query.order)
    if query.requested_before:
        # Chargebacks, which nobody asks the seller for, are not among what was asked for.
        statement = statement.where(
            returns.c.requested_at >= query.requested_from,
            returns.c.requested_at < query.requested_before,
            returns.c.kind != ReturnKind.CHARGE_BACK.value,
        )
    if query.reason:
        statement = statement.where(returns.c.reason == query.reason)
    if query.product:
        mine = select(skus.c.id).where(skus.c.product_id == query.product)
        statement = statement.where(returns.c.sku_id.in_(mine))
    for word in query.search.split():
        statement = statement.where(_matches(word))
    found = _in_order(conn, statement, query)
    if query.group is Group.DONE:  # few returns are open, and an index finds them
        still_open = set(_numbers(conn, select(_ID).where(is_open())))
        found = [each for each in found if each not in still_open]
    return tuple(found)


def _in_order(conn: Connection, statement: Select[Any], query: ReturnQuery) -> list[int]:
    """What a statement finds, each return once."""
    if query.sort is Sort.DUE:
        due = _due(conn)
        ids = _numbers(conn, statement.order_by(_ID))
        return sorted(ids, key=lambda each: due.get(each, _NEVER), reverse=query.descending)
    if query.sort in _SUMS:
        statement = statement.group_by(_ID)
        first: ColumnElement[int] = func.sum(_SUMS[query.sort])
    else:
        # A search looks at every row anyway, which the order of an index would only make slower.
        first = _SORT[query.sort] + 0 if query.search else _SORT[query.sort]
    by = (first.desc(), _ID.desc()) if query.descending else (first, _ID)
    return _numbers(conn, statement.order_by(*by))


def _due(conn: Connection) -> dict[int, int]:
    """When the clocks of open returns end, where any run."""
    about = shop_row(conn, 0)
    rows = conn.execute(select(returns, group_of().label("group")).where(is_open()))
    clocks = ((row.id, _clock(row, Group(row.group), about)) for row in rows)
    return {number: clock.at for number, clock in clocks if clock is not None}


def _numbers(conn: Connection, statement: Select[Any]) -> list[int]:
    """A column of ids, each once, from the driver itself: rows made first take twice as long."""
    cursor: Any = conn.execute(statement).cursor
    return list(dict.fromkeys(number for (number,) in cursor.fetchall()))


def _matches(word: str) -> ColumnElement[bool]:
    """Whether a return has the word in an id, its tracking, its reason, a SKU or a product."""

    def has(column: ColumnElement[str]) -> ColumnElement[bool]:
        return column.icontains(word, autoescape=True)

    of_line = select(order_lines.c.order_id).where(
        order_lines.c.order_id == returns.c.order_id,
        order_lines.c.sku_id == returns.c.sku_id,
        or_(has(order_lines.c.product_name), has(order_lines.c.seller_sku)),
    )
    return or_(
        id_begins(_ID, word),
        id_begins(returns.c.order_id, word),
        has(returns.c.tracking),
        has(returns.c.reason),
        of_line.exists(),
    )


def return_rows(conn: Connection, ids: Sequence[int]) -> tuple[ReturnRow, ...]:
    """The rows of some returns, in the order of the ids given; at most a few hundred."""
    about = shop_row(conn, 0)
    found = {lines[0].id: _row(lines, about) for lines in _lines(conn, ids)}
    return tuple(found[each] for each in ids if each in found)


def return_detail(conn: Connection, return_id: int) -> ReturnDetail | None:
    """The return, or None when the shop has no such return."""
    lines = next(_lines(conn, [return_id]), None)
    if lines is None:
        return None
    about = shop_row(conn, 0)
    first, row = lines[0], _row(lines, about)
    return ReturnDetail(
        row=row,
        lines=tuple(
            ReturnLine(
                sku_id=line.sku_id,
                seller_sku=line.seller_sku or "",
                product=line.product_name or "",
                variation=line.variation or "",
                quantity=line.quantity,
                refund=line.refund,
                refunded=line.refunded,
                restocked=line.restocked,
            )
            for line in lines
        ),
        has_order=conn.scalar(select(orders.c.id).where(orders.c.id == first.order_id)) is not None,
        tracking=first.tracking,
        photos=first.photos,
        offer=first.offer,
        reject_reason=first.reject_reason,
        evidence=first.evidence,
        compensation=sum(line.compensation for line in lines),
        sound=bool(first.resellable) if about.is_practice and first.arrived_at else None,
        stakes=stakes(conn, first, about.rules) if about.is_practice else None,
        steps=_steps(first, row, about),
    )


@dataclass(frozen=True, slots=True)
class ReturnableLine:
    """A line of an order, and how many of its units are free to go back."""

    sku_id: int
    product: str
    variation: str
    left: int


def returnable_lines(conn: Connection, order_id: int) -> tuple[ReturnableLine, ...]:
    """The lines of a practice order with what could still be taken back of each."""
    held, now = order_lines.c, shop_row(conn, 0).now
    mine = select(order_lines).where(held.order_id == order_id).order_by(held.sku_id)
    lines = read(conn, mine)
    earlier = read(conn, select(returns).where(returns.c.order_id == order_id))
    left = aftersales.free_units(lines, earlier, now)
    names = ("sku_id", "product_name", "variation")
    told = Columns({**{name: lines[name] for name in names}, "left": left})
    return tuple(ReturnableLine(*row) for row in told.rows())


def _lines(conn: Connection, ids: Sequence[int]) -> Iterator[list[Row[Any]]]:
    """The lines of each return of the ids, with what the shop knows of their order's."""
    of_line = and_(
        order_lines.c.order_id == returns.c.order_id, order_lines.c.sku_id == returns.c.sku_id
    )
    known = (order_lines.c.seller_sku, order_lines.c.product_name, order_lines.c.variation)
    rows = conn.execute(
        select(returns, group_of().label("group"), *known)
        .outerjoin(order_lines, of_line)
        .where(_ID.in_(ids))
        .order_by(_ID, returns.c.sku_id)
    )
    for _, lines in groupby(rows, key=lambda row: row.id):
        yield list(lines)


def _row(lines: Sequence[Row[Any]], about: ShopRow) -> ReturnRow:
    first = lines[0]  # the lines of a return share its status and its moments
    group = Group(first.group)
    return ReturnRow(
        id=first.id,
        order_id=first.order_id,
        group=group,
        status=ReturnStatus(first.status),
        detail=first.detail,
        kind=ReturnKind(first.kind),
        reason=first.reason,
        product=first.product_name or "",
        seller_sku=first.seller_sku or "",
        more_lines=len(lines) - 1,
        quantity=sum(line.quantity for line in lines),
        refund=sum(line.refund for line in lines),
        refunded=sum(line.refunded for line in lines),
        next=_clock(first, group, about),
        requested_at=first.requested_at,
        arbitration=first.arbitration,
        appeal=first.appeal,
    )


def _clock(line: Row[Any], group: Group, about: ShopRow) -> StepRow | None:
    """What happens next by itself, and when."""
    what, at = _running(line, group, about.rules if about.is_practice else None)
    over = what is Step.APPEAL_DUE and at <= about.now
    return StepRow(what, at, False) if what is not None and at and not over else None


def _running(line: Row[Any], group: Group, rules: Rules | None) -> tuple[Step | None, int]:
    if group is Group.TO_ANSWER:
        return Step.ANSWER_DUE, line.respond_by
    if group is Group.TO_INSPECT:
        return Step.INSPECTION_DUE, line.inspect_by
    return _running_elsewhere(line, rules) if rules is not None else (None, 0)


def _running_elsewhere(line: Row[Any], rules: Rules) -> tuple[Step | None, int]:
    """The clocks that are not the seller's, and the one that only allows an appeal."""
    if line.appeal == Appeal.IN_PROGRESS:
        return Step.APPEAL_DECISION_DUE, line.appealed_at + rules.appeal_hours * HOUR
    if line.arbitration == Arbitration.IN_PROGRESS:
        return Step.DECISION_DUE, line.disputed_at + rules.arbitration_hours * HOUR
    if line.arbitration == Arbitration.SUPPORT_BUYER and not line.appeal:
        return Step.APPEAL_DUE, int(aftersales.appeal_by(line.decided_at, rules))
    if line.status == ReturnStatus.AWAITING_BUYER_RESPONSE:
        return Step.OFFER_DUE, line.offered_at + rules.offer_answer_hours * HOUR
    if line.status == ReturnStatus.AWAITING_BUYER_SHIP:
        return Step.SENDING_DUE, int(aftersales.send_by(line.approved_at, rules))
    if line.rejected_at and not line.closed_at:
        return Step.DISPUTE_DUE, int(aftersales.dispute_by(line.rejected_at, rules))
    return None, 0


_STAGES = (
    (Step.REQUESTED, "requested_at"),
    (Step.OFFERED, "offered_at"),
    (Step.REJECTED, "rejected_at"),
    (Step.APPROVED, "approved_at"),
    (Step.SENT, "sent_at"),
    (Step.ARRIVED, "arrived_at"),
    (Step.DISPUTED, "disputed_at"),
    (Step.DECIDED, "decided_at"),
    (Step.APPEALED, "appealed_at"),
)

INSPECTION = "inspection"
"""The reason of a refusal of what came back, which is none of the rulebook's."""


def _steps(line: Row[Any], row: ReturnRow, about: ShopRow) -> tuple[StepRow, ...]:
    """The return's way so far, then what is due next.

    A file tells few moments: what its status says has happened stands there without one.
    """
    if row.kind is ReturnKind.CHARGE_BACK:
        return (StepRow(Step.CHARGED_BACK, line.closed_at, True),)
    moments = ((what, getattr(line, name)) for what, name in _STAGES)
    past = [StepRow(what, at, True) for what, at in moments if at]
    if line.reject_reason == INSPECTION:
        refused = StepRow(Step.GOODS_REFUSED, line.rejected_at, True)
        past = [refused if step.what is Step.REJECTED else step for step in past]
    if about.is_practice and line.appeal in (Appeal.GRANTED, Appeal.DENIED):
        at = line.appealed_at + about.rules.appeal_hours * HOUR
        past.append(StepRow(Step.APPEAL_DECIDED, at, True))
    last = _last(row)
    if last is not None and last not in {step.what for step in past}:
        past.append(StepRow(last, 0 if last is Step.SENT else line.closed_at, True))
    past.sort(key=lambda step: step.at or _NEVER)
    return (*past, row.next) if row.next is not None else tuple(past)


def _last(row: ReturnRow) -> Step | None:
    """What the status alone says has happened."""
    if row.status is ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE:
        return Step.REPLACED if row.kind is ReturnKind.REPLACEMENT else Step.REFUNDED
    return {
        ReturnStatus.BUYER_SHIPPED_ITEM: Step.SENT,
        ReturnStatus.REFUND_OR_RETURN_REQUEST_REJECT: Step.REJECTED,
        ReturnStatus.REJECT_RECEIVE_PACKAGE: Step.GOODS_REFUSED,
        ReturnStatus.RETURN_OR_REFUND_REQUEST_CANCEL: Step.WITHDRAWN,
    }.get(row.status)
