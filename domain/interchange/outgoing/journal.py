"""The journal: every amount that moved, from which account to which, and for which order."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from domain.finance.rules import Account, Kind
from domain.finance.tables import journal
from domain.interchange.outgoing.moments import local_texts, utc_text
from domain.interchange.outgoing.table_file import Cell, Row, Table
from domain.kernel.columns import read
from domain.rulebook import Rulebook

COLUMNS = (
    ("Entry", Cell.COUNT),
    ("Time", Cell.TIME),
    ("Time (UTC)", Cell.TIME),
    ("Kind", Cell.TEXT),
    ("Order ID", Cell.ID),
    ("To Account", Cell.TEXT),
    ("From Account", Cell.TEXT),
    ("Amount", Cell.AMOUNT),
    ("Currency", Cell.TEXT),
)

_BATCH = 20_000


def table(conn: Connection, book: Rulebook) -> Table:
    """Every entry in the order in which it was posted; amounts are never negative."""
    total = int(conn.scalar(select(func.count()).select_from(journal)) or 0)
    return Table("Journal", COLUMNS, book.currency, total, _rows(conn, book))


def _rows(conn: Connection, book: Rulebook) -> Iterator[Row]:
    last = 0
    while True:
        rows = read(
            conn,
            select(journal).where(journal.c.id > last).order_by(journal.c.id).limit(_BATCH),
        )
        if not len(rows):
            return
        local = local_texts(rows["at"], book.calendar)
        for time, (number, at, kind, order, to, giver, amount) in zip(
            local.tolist(), rows.rows(), strict=True
        ):
            yield (
                number,
                time,
                utc_text(at),
                Kind(kind).name,
                order,
                Account(to).name,
                Account(giver).name,
                amount,
                book.currency.code,
            )
        last = int(rows["id"][-1])
