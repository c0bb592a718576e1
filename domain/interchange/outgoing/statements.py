"""The daily statements, and when the bank had their money."""

from __future__ import annotations

from sqlalchemy import Connection, select

from domain.finance.tables import statements
from domain.interchange.outgoing.moments import local_texts
from domain.interchange.outgoing.table_file import Cell, Table
from domain.kernel.columns import read
from domain.rulebook import Rulebook

COLUMNS = (
    ("Statement Time", Cell.TIME),
    ("Orders", Cell.COUNT),
    ("Settled", Cell.AMOUNT),
    ("Payable", Cell.AMOUNT),
    ("Payout Time", Cell.TIME),
    ("Paid Time", Cell.TIME),
)


def table(conn: Connection, book: Rulebook) -> Table:
    """Every statement, by day; no payout time while its money is carried over to the next one."""
    rows = read(conn, select(statements).order_by(statements.c.id))
    times = [local_texts(rows[name], book.calendar) for name in ("at", "payout_at", "paid_at")]
    counts = [rows[name].tolist() for name in ("order_count", "settled", "payable")]
    columns = (times[0].tolist(), *counts, times[1].tolist(), times[2].tolist())
    return Table("Statements", COLUMNS, book.currency, len(rows), zip(*columns, strict=True))
