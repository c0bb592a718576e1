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

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, or_, select

from domain.aftersales.groups import Group, group_of, in_group
from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.aftersales.tables import returns
from domain.orders.tables import order_lines, orders
from domain.reports.orders import id_begins


class Sort(Enum):
    """What the list can be ordered by; its value is the column's name in code."""

    REQUESTED = "requested"
    RESPOND_BY = "respond-by"
    STATUS = "status"
    REFUND = "refund"
    ID = "id"


@dataclass(frozen=True, slots=True)
class ReturnQuery:
    """What the list shows, and in which order."""

    group: Group | None = None
    """None for all."""
    search: str = ""
    order: int = 0
    """Only returns of this order; 0 for all."""
    sort: Sort = Sort.REQUESTED
    descending: bool = True


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
    respond_by: int
    """0 once it is answered, and where the region's rules are not known."""
    requested_at: int
    arbitration: str
    """``rules.Arbitration``, or the file's own words."""
    appeal: str
    """``rules.Appeal``, or the file's own words."""


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


class Step(Enum):
    """A stage on a return's way."""

    REQUESTED = "requested"
    ANSWER_DUE = "answer-due"
    OFFERED = "offered"
    """A part of the money, for the goods to stay with the buyer."""
    REJECTED = "rejected"
    APPROVED = "approved"
    SENT = "sent"
    ARRIVED = "arrived"
    INSPECTION_DUE = "inspection-due"
    GOODS_REFUSED = "goods-refused"
    DISPUTED = "disputed"
    DECIDED = "decided"
    APPEALED = "appealed"
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
    steps: tuple[StepRow, ...]


_ID = returns.c.id

_PENDING = returns.c.status == int(ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING)
_SORT: dict[Sort, ColumnElement[int]] = {
    Sort.REQUESTED: func.min(returns.c.requested_at),
    Sort.RESPOND_BY: func.min(case((_PENDING, returns.c.respond_by), else_=2**62)),
    Sort.STATUS: func.min(returns.c.status),
    Sort.REFUND: func.sum(returns.c.refund),
    Sort.ID: _ID,
}


def group_counts(conn: Connection) -> dict[Group, int]:
    """How many returns each group holds, without search or filters."""
    group = group_of()
    counts: dict[str, int] = dict(
        conn.execute(select(group, func.count(_ID.distinct())).group_by(group)).all()
    )
    return {each: counts.get(each.value, 0) for each in Group}


def return_ids(conn: Connection, query: ReturnQuery) -> tuple[int, ...]:
    """The ids of all returns that the query shows, in its order."""
    statement = select(_ID).group_by(_ID)
    if query.group is not None:
        statement = statement.where(in_group(query.group))
    if query.order:
        statement = statement.where(returns.c.order_id == query.order)
    for word in query.search.split():
        statement = statement.where(_matches(word))
    column = _SORT[query.sort]
    first = column.desc() if query.descending else column.asc()
    second = _ID.desc() if query.descending else _ID.asc()
    return tuple(conn.execute(statement.order_by(first, second)).scalars())


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
    found = {lines[0].id: _row(lines) for lines in _lines(conn, ids)}
    return tuple(found[each] for each in ids if each in found)


def return_detail(conn: Connection, return_id: int) -> ReturnDetail | None:
    """The return, or None when the shop has no such return."""
    lines = next(_lines(conn, [return_id]), None)
    if lines is None:
        return None
    first, row = lines[0], _row(lines)
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
        steps=_steps(first, row),
    )


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


def _row(lines: Sequence[Row[Any]]) -> ReturnRow:
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
        respond_by=first.respond_by if group is Group.TO_ANSWER else 0,
        requested_at=first.requested_at,
        arbitration=first.arbitration,
        appeal=first.appeal,
    )


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


def _steps(line: Row[Any], row: ReturnRow) -> tuple[StepRow, ...]:
    """The return's way so far, then what is due next.

    A file tells few moments: what its status says has happened stands there without one.
    """
    if row.kind is ReturnKind.CHARGE_BACK:
        return (StepRow(Step.CHARGED_BACK, line.closed_at, True),)
    past = [StepRow(what, getattr(line, name), True) for what, name in _STAGES]
    steps = sorted((step for step in past if step.at), key=lambda step: step.at)
    last = _last(row)
    if last is not None and last not in {step.what for step in steps}:
        steps.append(StepRow(last, 0 if last is Step.SENT else line.closed_at, True))
    if row.respond_by:
        steps.append(StepRow(Step.ANSWER_DUE, row.respond_by, False))
    if row.group is Group.TO_INSPECT:
        steps.append(StepRow(Step.INSPECTION_DUE, line.inspect_by, False))
    return tuple(steps)


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
