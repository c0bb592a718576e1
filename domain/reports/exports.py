"""The kinds of tables that a shop can be exported as: its rows, and what they come to by day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection

from domain.interchange.outgoing import (
    batch_edit,
    journal,
    orders,
    products,
    returns,
    statements,
)
from domain.interchange.outgoing.table_file import Table, ending, write
from domain.kernel.progress import Progress, silent
from domain.kernel.refusals import RefusedError
from domain.reports.analytics import days_table
from domain.rulebook import Rulebook

KINDS: dict[str, Callable[[Connection, Rulebook], Table]] = {
    "orders": orders.table,
    "returns": returns.table,
    "products": products.table,
    "products-all": batch_edit.all_information,
    "products-sales": batch_edit.sales_information,
    "journal": journal.table,
    "statements": statements.table,
    "analytics": days_table.table,
}


def export(
    conn: Connection,
    kind: str,
    path: Path,
    book: Rulebook,
    progress: Progress = silent,
    only: Sequence[int] = (),
) -> int:
    """Write a kind of table to the path, in the form of its ending; gives the number of rows.

    ``only`` are ids of orders, where not all orders are wanted.

    Refused with ``export-kind-unknown``, ``export-ending`` and what ``table_file.write`` refuses.
    """
    if kind not in KINDS:
        raise RefusedError("export-kind-unknown", kind=kind, kinds=", ".join(KINDS))
    ending(path)
    table = orders.table(conn, book, only) if only else KINDS[kind](conn, book)
    return write(table, path, progress)
