"""How much an account held at the end of each day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, case, func, or_, select

from domain.finance.rules import Account, kinds_of
from domain.finance.tables import balances, journal
from domain.kernel.clock import MINUTE
from domain.kernel.columns import read
from domain.reports.shop import shop_row

_QUARTER = 15 * MINUTE
"""Every zone's midnight falls on a quarter of an hour of UTC, so rows are added up by quarters."""


@dataclass(frozen=True, slots=True)
class Course:
    """An account's balance at the end of each local day, the last one so far; minor units."""

    days: tuple[int, ...]
    """Local days since 1970-01-01."""
    amounts: tuple[int, ...]


def course(conn: Connection, wall: int, account: Account, days: int = 0) -> Course:
    """The last days of a practice shop, today among them; all its days when ``days`` is 0."""
    about = shop_row(conn, wall)
    calendar = about.book.calendar
    today = int(calendar.local_day(about.now))
    size = min(days or about.day, about.day)
    first = today - size + 1
    number = int(account)
    quarter = (journal.c.at // _QUARTER).label("quarter")
    received = case((journal.c.debit == number, journal.c.amount), else_=-journal.c.amount)
    moved = read(
        conn,
        select(quarter, func.sum(received).label("amount"))
        .where(
            journal.c.kind.in_([int(kind) for kind in kinds_of(account)]),
            or_(journal.c.debit == number, journal.c.credit == number),
            journal.c.at >= int(calendar.moment(first)),
        )
        .group_by(quarter),
    )
    by_day = np.zeros(size, dtype=np.int64)
    np.add.at(by_day, calendar.local_day(moved["quarter"] * _QUARTER) - first, moved["amount"])
    now = conn.execute(select(balances.c.amount).where(balances.c.account == number)).scalar_one()
    later = by_day.sum() - by_day.cumsum()
    return Course(tuple(range(first, today + 1)), tuple((now - later).tolist()))
