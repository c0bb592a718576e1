"""The orders of a tab straight from SQL: their number, and the first of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select

from domain.kernel.columns import Array, read
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.cancellations import waiting_orders
from domain.reports.orders.query import STATUSES, Tab

NAMED: dict[Tab, Select[Any]] = {Tab.CANCEL_REQUESTS: waiting_orders()}
"""Tabs whose orders another table names: a query for the orders' ids by an index of that table."""


def tab_counts(conn: Connection) -> dict[Tab, int]:
    """How many orders each tab holds, without search or filters."""
    # Nearly all orders of an old shop are completed: they are what the others leave of the whole,
    # which SQLite counts many times faster than the rows of one status.
    status, most = orders.c.status, int(Status.COMPLETED)
    other = select(status, func.count()).group_by(status)
    by_status: dict[int, int] = {}
    for beside in (status < most, status > most):
        by_status |= dict(conn.execute(other.where(beside)).all())
    whole = conn.execute(select(func.count()).select_from(orders)).scalar_one()
    by_status[most] = int(whole) - sum(by_status.values())
    counts = {
        tab: sum(by_status.get(int(status), 0) for status in statuses)
        for tab, statuses in STATUSES.items()
    }
    return counts | {tab: len(named_ids(conn, tab)) for tab in NAMED}


def named_ids(conn: Connection, tab: Tab) -> Array:
    """The ids of the orders of a tab that another table names."""
    return ids_of(conn, select(orders.c.id).where(orders.c.id.in_(NAMED[tab])))


def of_tab(tab: Tab) -> Select[Any]:
    """A query for the ids of a tab's orders."""
    if tab in NAMED:
        return select(orders.c.id).where(orders.c.id.in_(NAMED[tab]))
    if tab is Tab.ALL:
        return select(orders.c.id)
    return select(orders.c.id).where(orders.c.status.in_([int(each) for each in STATUSES[tab]]))


def first_ids(conn: Connection, tab: Tab, *, descending: bool, most: int) -> Array:
    """The ids of a tab's newest orders, or of its oldest ones."""
    by = (orders.c.created_at, orders.c.id)
    order = [column.desc() for column in by] if descending else by
    return ids_of(conn, of_tab(tab).order_by(*order).limit(most))


def ids_of(conn: Connection, query: Select[Any]) -> Array:
    """What a query of one column of numbers gives."""
    found = read(conn, query)
    return found[next(iter(found))]
