"""Balances, payouts and profit, from the journal's accounts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from domain.finance import rules as finance
from domain.finance.rules import Account, Kind
from domain.finance.tables import balances, journal, statements


@dataclass(frozen=True, slots=True)
class Payout:
    """Money that reaches the bank at a moment (epoch seconds); minor units."""

    at: int
    amount: int


@dataclass(frozen=True, slots=True)
class Balances:
    """What is where; minor units. What was put in and the profit make up the four balances."""

    on_hold: int
    processing: int
    cash: int
    stock: int
    """Goods at cost, those on their way from the supplier among them."""
    put_in: int
    """What the owner opened the shop with, in money and goods."""
    profit: int
    paid: int
    """What the bank has received from the platform so far."""
    carried: int
    """Of what is processing, the part that waits for a statement above the payout minimum."""
    coming: tuple[Payout, ...]
    """The rest of what is processing, by the moment at which the bank has it."""
    last: Payout | None
    """The last payout that the bank has received."""


@dataclass(frozen=True, slots=True)
class Profit:
    """What was earned since a moment (0: ever); a cost is negative; minor units."""

    lines: tuple[tuple[Account, int], ...]
    profit: int


def accounts(conn: Connection, since: int = 0) -> dict[Account, int]:
    """What each account has received less what it gave, from a moment on (0: ever)."""
    if not since:
        return {Account(account): amount for account, amount in conn.execute(select(balances))}
    total = dict.fromkeys(Account, 0)
    moved = (
        select(journal.c.debit, journal.c.credit, func.sum(journal.c.amount))
        .where(journal.c.kind.in_([int(kind) for kind in Kind]), journal.c.at >= since)
        .group_by(journal.c.debit, journal.c.credit)
    )
    for debit, credit, amount in conn.execute(moved):
        total[Account(debit)] += amount
        total[Account(credit)] -= amount
    return total


def paid_out(conn: Connection) -> int:
    """What the bank has received from the platform so far."""
    query = select(func.coalesce(func.sum(statements.c.payable), 0)).where(statements.c.paid_at > 0)
    return int(conn.execute(query).scalar_one())


def carried_over(conn: Connection) -> int:
    """What the newest statement owes but has left to the next one; 0 when it pays out."""
    newest = select(statements).order_by(statements.c.id.desc()).limit(1)
    row = conn.execute(newest).one_or_none()
    return int(row.payable) if row is not None and row.payout_at == 0 else 0


def money_now(conn: Connection) -> Balances:
    """Where the money is now."""
    balance = accounts(conn)
    last = select(func.max(statements.c.paid_at)).scalar_subquery()
    return Balances(
        on_hold=balance[Account.ON_HOLD],
        processing=balance[Account.PROCESSING],
        cash=balance[Account.CASH],
        stock=balance[Account.INVENTORY],
        put_in=-balance[Account.EQUITY],
        profit=finance.profit(balance),
        paid=paid_out(conn),
        carried=carried_over(conn),
        coming=_payouts(conn, (statements.c.paid_at == 0) & (statements.c.payout_at > 0)),
        last=next(iter(_payouts(conn, (statements.c.paid_at == last) & (last > 0))), None),
    )


def profit(conn: Connection, since: int = 0) -> Profit:
    """Sales less everything they cost, from a moment on (0: ever)."""
    moved = accounts(conn, since)
    return Profit(
        lines=tuple((account, -moved[account]) for account in finance.RESULT),
        profit=finance.profit(moved),
    )


def _payouts(conn: Connection, which: ColumnElement[bool]) -> tuple[Payout, ...]:
    """The money of some statements, those of one moment together, the earliest first."""
    query = (
        select(statements.c.payout_at, func.sum(statements.c.payable))
        .where(which)
        .group_by(statements.c.payout_at)
        .order_by(statements.c.payout_at)
    )
    return tuple(Payout(at, amount) for at, amount in conn.execute(query))
