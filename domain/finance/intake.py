"""How money facts enter the file: journal rows with their seal and balances."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection, bindparam, insert, select, update

from domain.finance import rules
from domain.finance.tables import balances, journal, seals
from domain.kernel.columns import Columns, write

_WRAP = 1 << 64
_CARRY = (
    update(balances)
    .where(balances.c.account == bindparam("of"))
    .values(amount=balances.c.amount + bindparam("more"))
)


def open_books(conn: Connection) -> None:
    """An empty journal: its seal and every account at zero."""
    conn.execute(insert(seals).values(name="journal", rows=0, seal=0))
    conn.execute(
        insert(balances), [{"account": int(account), "amount": 0} for account in rules.Account]
    )


def append(conn: Connection, rows: rules.Entries) -> None:
    """Add rows, in the order given, and carry the seal and the balances forward."""
    if not len(rows):
        return
    count, seal = conn.execute(select(seals.c.rows, seals.c.seal)).one()
    ids = np.arange(count + 1, count + 1 + len(rows), dtype=np.int64)
    write(
        conn,
        journal,
        Columns(
            {
                "id": ids,
                "at": rows.at,
                "kind": rows.kind,
                "order_id": rows.order_id,
                "debit": rows.debit,
                "credit": rows.credit,
                "amount": rows.amount,
            }
        ),
    )
    total = (seal + rules.seal(rows, count + 1)) % _WRAP
    conn.execute(
        update(seals)
        .where(seals.c.name == "journal")
        .values(rows=count + len(rows), seal=total - _WRAP if total >= _WRAP // 2 else total)
    )
    moved = [
        {"of": int(account), "more": amount}
        for account, amount in rules.balances(rows).items()
        if amount
    ]
    if moved:
        conn.execute(_CARRY, moved)
