"""The order list: counts by tab, ids in order, and the rows of a few ids.

A long list is held as ids; only the rows on screen are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import ColumnElement, Connection, and_, exists, false, func, or_, select

from domain.aftersales.groups import is_open
from domain.aftersales.tables import returns
from domain.kernel.clock import DAY
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders
from domain.reports.happened import Happened, happened
from domain.shipping.tables import packages


class Tab(Enum):
    """A tab of the order list; its value is the tab's name in code."""

    ALL = "all"
    PENDING = "pending"
    TO_SHIP = "to-ship"
    COLLECTION = "collection"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


STATUSES: dict[Tab, tuple[Status, ...]] = {
    Tab.ALL: tuple(Status),
    Tab.PENDING: (Status.UNPAID, Status.ON_HOLD),
    Tab.TO_SHIP: (Status.AWAITING_SHIPMENT, Status.PARTIALLY_SHIPPING),
    Tab.COLLECTION: (Status.AWAITING_COLLECTION,),
    Tab.SHIPPED: (Status.IN_TRANSIT,),
    Tab.DELIVERED: (Status.DELIVERED,),
    Tab.COMPLETED: (Status.COMPLETED,),
    Tab.CANCELLED: (Status.CANCELLED,),
}
"""The statuses that each tab shows."""


class Sort(Enum):
    """What the list can be ordered by; its value is the column's name in code."""

    CREATED = "created"
    ID = "id"
    STATUS = "status"
    UNITS = "units"
    AMOUNT = "amount"
    SHIP_BY = "ship-by"


@dataclass(frozen=True, slots=True)
class OrderQuery:
    """What the list shows, and in which order."""

    tab: Tab = Tab.ALL
    search: str = ""
    only_late: bool = False
    only_due_soon: bool = False
    """Only orders to ship whose carrier scan is due within 24 hours."""
    only_open_returns: bool = False
    happened: Happened | None = None
    """Only orders to which this happened; None for all."""
    sku: int = 0
    """Only orders with this SKU; 0 for all."""
    sort: Sort = Sort.CREATED
    descending: bool = True


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as the list shows it; moments in epoch seconds, 0 where none; minor units."""

    id: int
    status: Status
    product: str
    more_lines: int
    units: int
    amount: int
    created_at: int
    ship_by: int
    late: bool
    place: str


_ID_DIGITS = 18

_SORT = {
    Sort.CREATED: orders.c.created_at,
    Sort.ID: orders.c.id,
    Sort.STATUS: orders.c.status,
    Sort.UNITS: orders.c.units,
    Sort.AMOUNT: orders.c.amount,
    Sort.SHIP_BY: orders.c.dispatch_by,
}


def late_now(now: int) -> ColumnElement[bool]:
    """Paid orders without a carrier scan whose dispatch deadline has passed."""
    return and_(
        orders.c.dispatch_by > 0,
        orders.c.dispatch_by < now,
        orders.c.shipped_at == 0,
        orders.c.cancelled_at == 0,
        orders.c.paid_at > 0,
        orders.c.status < int(Status.IN_TRANSIT),
    )


def due_in_a_day(now: int) -> ColumnElement[bool]:
    """Orders to ship whose carrier scan is due within 24 hours."""
    return and_(
        orders.c.status == int(Status.AWAITING_SHIPMENT),
        orders.c.dispatch_by >= now,
        orders.c.dispatch_by < now + DAY,
    )


def tab_counts(conn: Connection) -> dict[Tab, int]:
    """How many orders each tab holds, without search or filters."""
    by_status: dict[int, int] = dict(
        conn.execute(select(orders.c.status, func.count()).group_by(orders.c.status)).all()
    )
    return {
        tab: sum(by_status.get(int(status), 0) for status in statuses)
        for tab, statuses in STATUSES.items()
    }


def order_ids(conn: Connection, query: OrderQuery, now: int) -> tuple[int, ...]:
    """The ids of all orders that the query shows, in its order."""
    statement = select(orders.c.id)
    if query.tab is not Tab.ALL:
        statement = statement.where(orders.c.status.in_([int(s) for s in STATUSES[query.tab]]))
    if query.only_late:
        statement = statement.where(late_now(now))
    if query.only_due_soon:
        statement = statement.where(due_in_a_day(now))
    if query.only_open_returns:
        waiting = select(returns.c.order_id).where(is_open())
        statement = statement.where(orders.c.id.in_(waiting))
    if query.happened is not None:
        statement = statement.where(happened(query.happened))
    if query.sku:
        statement = statement.where(
            exists().where(order_lines.c.order_id == orders.c.id, order_lines.c.sku_id == query.sku)
        )
    words = query.search.split()
    for word in words:
        statement = statement.where(_matches(word))
    column = _SORT[query.sort]
    first = column.desc() if query.descending else column.asc()
    second = orders.c.id.desc() if query.descending else orders.c.id.asc()
    return tuple(conn.execute(statement.order_by(first, second)).scalars())


def _matches(word: str) -> ColumnElement[bool]:
    """Whether an order has the word in its id, tracking, SKU, product, city or state."""
    pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"

    def like(column: ColumnElement[str]) -> ColumnElement[bool]:
        return column.like(pattern, escape="\\")

    found = [
        like(orders.c.city),
        like(orders.c.state),
        orders.c.id.in_(
            select(order_lines.c.order_id).where(
                or_(like(order_lines.c.product_name), like(order_lines.c.seller_sku))
            )
        ),
        orders.c.id.in_(select(packages.c.order_id).where(like(packages.c.tracking))),
    ]
    return or_(*found, id_begins(orders.c.id, word))


def id_begins(column: ColumnElement[int], word: str) -> ColumnElement[bool]:
    """Whether an order's id is the word, or begins with it; never where it is no number."""
    if not (word.isascii() and word.isdigit() and len(word) <= _ID_DIGITS):
        return false()
    low = int(word) * 10 ** (_ID_DIGITS - len(word))
    high = low + 10 ** (_ID_DIGITS - len(word)) - 1
    return or_(column == int(word), column.between(low, high))


def order_rows(conn: Connection, ids: Sequence[int], now: int) -> tuple[OrderRow, ...]:
    """The rows of some orders, in the order of the ids given; at most a few hundred."""
    first = (
        select(order_lines.c.product_name)
        .where(order_lines.c.order_id == orders.c.id)
        .order_by(order_lines.c.sku_id)
        .limit(1)
        .scalar_subquery()
    )
    found = {
        row.id: OrderRow(
            id=row.id,
            status=Status(row.status),
            product=row.product or "",
            more_lines=row.line_count - 1,
            units=row.units,
            amount=row.amount,
            created_at=row.created_at,
            ship_by=row.dispatch_by if row.status < int(Status.IN_TRANSIT) else 0,
            late=bool(row.late),
            place=", ".join(part for part in (row.city, row.state) if part),
        )
        for row in conn.execute(
            select(
                orders.c.id,
                orders.c.status,
                orders.c.line_count,
                orders.c.units,
                orders.c.amount,
                orders.c.created_at,
                orders.c.dispatch_by,
                orders.c.city,
                orders.c.state,
                first.label("product"),
                late_now(now).label("late"),
            ).where(orders.c.id.in_(list(ids)))
        )
    }
    return tuple(found[each] for each in ids if each in found)
