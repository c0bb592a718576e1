"""What the file of any shop must hold: sound tables, whole orders, and no recipient for long."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from domain.kernel.schema import metadata
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders, recipients
from domain.reports.check.finding import MOST, Finding


def damage(conn: Connection) -> Iterator[Finding]:
    """Pages that SQLite finds damaged, and rows that break a rule of their table."""
    for pragma in ("integrity_check(20)", "foreign_key_check"):
        for row in conn.exec_driver_sql(f"PRAGMA {pragma}"):
            if row[0] != "ok":
                problem = " ".join(str(each) for each in row)
                broken = problem.startswith("CHECK constraint")
                yield Finding("rule-broken" if broken else "file-damaged", {"problem": problem})


def missing_tables(conn: Connection) -> Iterator[Finding]:
    """Tables that the file lacks."""
    there = set(conn.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    for name in sorted(metadata.tables.keys() - there):
        yield Finding("table-missing", {"table": name})


def lines(conn: Connection) -> Iterator[Finding]:
    """Orders whose lines are lost or do not add up, and lines without an order."""
    lines = (
        select(
            order_lines.c.order_id,
            func.count().label("count"),
            func.sum(order_lines.c.quantity).label("units"),
            func.sum(order_lines.c.subtotal).label("subtotal"),
        )
        .group_by(order_lines.c.order_id)
        .subquery()
    )
    joined = (
        select(orders.c.id, orders.c.line_count, orders.c.units, func.coalesce(lines.c.count, 0))
        .outerjoin(lines, lines.c.order_id == orders.c.id)
        .where(
            (func.coalesce(lines.c.count, 0) != orders.c.line_count)
            | (func.coalesce(lines.c.units, 0) != orders.c.units)
        )
        .limit(MOST)
    )
    for order, written, units, found in conn.execute(joined):
        params = {"order": order, "written": written, "units": units, "found": found}
        yield Finding("line-lost", params)
    unequal = (
        select(orders.c.id)
        .join(lines, lines.c.order_id == orders.c.id)
        .where(lines.c.subtotal != orders.c.item_total, lines.c.count == orders.c.line_count)
        .limit(MOST)
    )
    for (order,) in conn.execute(unequal):
        yield Finding("line-sum-wrong", {"order": order})
    orphans = (
        select(order_lines.c.order_id)
        .outerjoin(orders, orders.c.id == order_lines.c.order_id)
        .where(orders.c.id.is_(None))
        .limit(MOST)
    )
    for (order,) in conn.execute(orphans):
        yield Finding("line-orphan", {"order": order})


def recipients_kept(conn: Connection) -> Iterator[Finding]:
    """Recipients of orders that are delivered or cancelled."""
    kept = (
        select(recipients.c.order_id)
        .join(orders, orders.c.id == recipients.c.order_id)
        .where(orders.c.status >= int(Status.DELIVERED))
        .limit(MOST)
    )
    for (order,) in conn.execute(kept):
        yield Finding("recipient-kept", {"order": order})
