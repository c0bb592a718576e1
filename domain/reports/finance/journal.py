"""The journal: the ids that a filter leaves, and the rows of a few ids.

Ids are dense from 1, so the whole journal is a range of numbers and costs nothing to list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, or_, select

from domain.finance.rules import PLACES, Account, Kind, kinds_of
from domain.finance.tables import journal, seals, statements
from domain.reports.orders import id_begins


@dataclass(frozen=True, slots=True)
class JournalQuery:
    """Which rows to show."""

    kind: Kind | None = None
    account: Account | None = None
    search: str = ""
    """The beginning of an order's id."""
    since: int = 0
    """Only rows from this moment on; 0 for all."""
    before: int = 0
    """Only rows before this moment; 0 for all."""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A row: the moment in epoch seconds, the order (0: none is meant), minor units."""

    id: int
    at: int
    kind: Kind
    order_id: int
    debit: Account
    """Who receives."""
    credit: Account
    """Who gives."""
    amount: int

    def effect(self, account: Account) -> int:
        """What the row does to an account's figure, so that a figure is the sum of its rows.

        Where money is (bank, hold, stock …), receiving counts; in the profit and in what was put
        in, giving does: a sale is a gain, a fee a loss.
        """
        if account not in (self.debit, self.credit):
            return 0
        received = self.amount if account is self.debit else -self.amount
        return received if account in PLACES else -received


def journal_ids(conn: Connection, query: JournalQuery) -> Sequence[int]:
    """The ids of the rows that the query shows, newest first."""
    if query == JournalQuery():
        count = conn.execute(select(seals.c.rows).where(seals.c.name == "journal")).scalar_one()
        return range(count, 0, -1)
    statement = select(journal.c.id).order_by(journal.c.id.desc())
    kinds = set(Kind) if query.account is None else set(kinds_of(query.account))
    kinds &= {query.kind} if query.kind is not None else kinds
    if query.search:
        statement = statement.where(id_begins(journal.c.order_id, query.search))
    if kinds != set(Kind) or query.since or query.before:
        statement = statement.where(journal.c.kind.in_([int(kind) for kind in kinds]))
    if query.account is not None:
        account = int(query.account)
        statement = statement.where(or_(journal.c.debit == account, journal.c.credit == account))
    if query.since:
        statement = statement.where(journal.c.at >= query.since)
    if query.before:
        statement = statement.where(journal.c.at < query.before)
    return tuple(conn.execute(statement).scalars())


def journal_rows(conn: Connection, ids: Sequence[int]) -> tuple[JournalRow, ...]:
    """The rows of some ids, in the order of the ids given; at most a few hundred."""
    found = {
        row.id: JournalRow(
            row.id,
            row.at,
            Kind(row.kind),
            row.order_id,
            Account(row.debit),
            Account(row.credit),
            row.amount,
        )
        for row in conn.execute(select(journal).where(journal.c.id.in_(list(ids))))
    }
    return tuple(found[each] for each in ids if each in found)


def behind_payout(conn: Connection, paid_at: int) -> JournalQuery:
    """The settlements that the payout of that moment has brought to the bank."""

    def newest(when: ColumnElement[bool]) -> int:
        query = select(func.max(statements.c.at)).where(statements.c.paid_at > 0, when)
        return int(conn.execute(query).scalar() or 0)

    return JournalQuery(
        kind=Kind.SETTLEMENT,
        account=Account.PROCESSING,
        since=newest(statements.c.paid_at < paid_at) + 1,
        before=newest(statements.c.paid_at <= paid_at) + 1,
    )
