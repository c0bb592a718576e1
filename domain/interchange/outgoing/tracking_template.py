"""A file to enter tracking numbers into: a row for each order that waits to be shipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from domain.interchange.outgoing.table_file import Cell, Row, Table, write
from domain.interchange.tracking_file import columns
from domain.kernel.progress import Progress, silent
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.rulebook import Rulebook


def write_template(
    conn: Connection, path: Path, book: Rulebook, progress: Progress = silent
) -> int:
    """Write the orders to ship, those due first on top, with blank numbers; gives their number.

    Refused with what ``table_file.write`` refuses.
    """
    waiting = (
        conn.execute(
            select(orders.c.id)
            .where(orders.c.status == int(Status.AWAITING_SHIPMENT))
            .order_by(orders.c.dispatch_by, orders.c.id)
        )
        .scalars()
        .all()
    )

    def each() -> Iterator[Row]:
        for order in waiting:
            yield order, "", ""

    layout = columns()
    named = (
        (layout.usual("order"), Cell.ID),
        (layout.usual("tracking"), Cell.ENTRY),
        (layout.usual("carrier"), Cell.ENTRY),
    )
    return write(
        Table(layout.sheets[0], named, book.currency, len(waiting), each()), path, progress
    )
