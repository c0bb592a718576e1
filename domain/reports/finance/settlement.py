"""When each order's money will be in the bank, and why it is not there yet.

What an order has on hold or processing is what its journal rows say, so the rows add up to the two
balances. The moments follow the engine's own rules, by the figures in force now and as if nothing
more happened: no return, no cancellation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from sqlalchemy import ColumnElement, Connection, case, func, or_, select, union

from domain.aftersales.tables import returns
from domain.finance import rules as finance
from domain.finance.rules import Account, Kind
from domain.finance.tables import journal, reimbursements, statements
from domain.kernel.columns import Columns, read
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.finance.accounts import carried_over
from domain.reports.scenario import scenario
from domain.reports.shop import ShopRow, shop_row
from domain.simulation.tables import alive_orders


class Why(Enum):
    """Why money is where it is, in the order of its way to the bank."""

    MAY_CANCEL = "may-cancel"
    """The buyer may still cancel freely."""
    TO_SHIP = "to-ship"
    SCAN = "scan"
    """Ready, waiting for the carrier's first scan."""
    TRANSIT = "transit"
    REIMBURSEMENT = "reimbursement"
    """What the platform pays for a lost parcel or a won appeal, with the next statement."""
    RETURN = "return"
    """Held until the return is closed."""
    HOLD = "hold"
    """Delivered and waiting out the settlement days."""
    REFUND = "refund"
    """Refunded: fee and label are still to be taken."""
    LABEL = "label"
    """Cancelled after a platform label was bought, which is still to be taken."""
    CARRIED = "carried"
    """Settled by a statement below the payout minimum."""
    BANK = "bank"
    """Settled and on its way to the bank."""


ON_HOLD = tuple(why for why in Why if why not in (Why.CARRIED, Why.BANK))
PROCESSING = (Why.CARRIED, Why.BANK)


class MoneySort(Enum):
    """What the list can be ordered by."""

    ORDER = "order"
    WHY = "why"
    BANK = "bank"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """An order's money on hold, or what one statement has settled of it.

    Moments are epoch seconds, 0 where nobody can know them yet; minor units.
    """

    id: int
    """The order's; negative for settled money, so that each row has an id of its own."""
    order_id: int
    why: Why
    amount: int
    """Negative when the platform takes more than it gives."""
    delivered_at: int
    statement_at: int
    """The statement that settles it."""
    bank_at: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """All money of orders that is not in the bank."""

    shop: ShopRow
    rows: tuple[MoneyRow, ...]
    settle_days: int
    """Days from delivery to settlement in the shop's tier."""
    payout_days: int
    """Business days from a statement to the bank."""
    payout_minimum: int

    def some(self, which: Sequence[Why], sort: MoneySort, *, down: bool) -> tuple[MoneyRow, ...]:
        """The rows with those reasons, sorted; unknown moments count as the latest."""
        rows = [row for row in self.rows if row.why in which]
        return tuple(sorted(rows, key=lambda row: (_SORT[sort](row), row.order_id), reverse=down))


_LATER = 2**62
_WHYS = tuple(Why)
_RANK = {why: rank for rank, why in enumerate(_WHYS)}
_SORT: dict[MoneySort, Callable[[MoneyRow], int]] = {
    MoneySort.ORDER: lambda row: row.order_id,
    MoneySort.WHY: lambda row: _RANK[row.why],
    MoneySort.BANK: lambda row: row.bank_at or _LATER,
    MoneySort.AMOUNT: lambda row: row.amount,
}


def settlement(conn: Connection, wall: int) -> Settlement:
    """The money of a practice shop's orders that is not in the bank, in the order of their ids."""
    about, start = shop_row(conn, wall), scenario(conn)
    if start is None:
        raise ValueError("only a practice shop has settlement days")
    rules = about.rules
    days = rules.settle_days(start.settlement_tier)
    newest_paid = select(func.max(statements.c.at)).where(statements.c.paid_at > 0)
    since = conn.execute(newest_paid).scalar() or 0
    made = conn.execute(
        select(statements.c.at, statements.c.payout_at)
        .where(statements.c.at > since)
        .order_by(statements.c.at)
    ).all()
    held = _held(conn, about.now, days)
    settled = _settled(conn, since, max((at for at, payout in made if payout), default=0))
    to_come = _to_come(held, carried_over(conn), about)
    bank = _bank([*((at, payout) for at, payout in made), *to_come])
    rows = [
        MoneyRow(sign * order, order, _WHYS[why], amount, delivered, at, bank.get(at, 0))
        for part, sign in ((held, 1), (settled, -1))
        for order, why, amount, delivered, at in part.rows()
    ]
    return Settlement(
        shop=about,
        rows=tuple(sorted(rows, key=lambda row: row.order_id)),
        settle_days=days,
        payout_days=rules.payout_business_days,
        payout_minimum=rules.payout_minimum,
    )


def _held(conn: Connection, now: int, days: int) -> Columns:
    """Orders with money on hold: why, how much, when delivered, and the statement to settle it."""
    alive = union(
        select(alive_orders.c.order_id),
        select(reimbursements.c.order_id).where(reimbursements.c.settled_at == 0),
    )
    moved = _moved(Account.ON_HOLD)
    on_hold = (
        select(journal.c.order_id, func.sum(moved).label("amount"))
        .where(
            journal.c.order_id.in_(alive),
            or_(journal.c.debit == int(Account.ON_HOLD), journal.c.credit == int(Account.ON_HOLD)),
        )
        .group_by(journal.c.order_id)
        .having(func.sum(moved) != 0)
        .subquery()
    )
    rows = read(
        conn,
        select(orders, on_hold.c.amount.label("held")).join(
            on_hold, on_hold.c.order_id == orders.c.id
        ),
    )
    asked = read(conn, select(returns).where(returns.c.order_id.in_(alive)))
    waits = np.isin(rows["id"], asked["order_id"][asked["closed_at"] == 0])
    refunded = np.isin(rows["id"], asked["order_id"][asked["closed_at"] > 0])
    owed = read(conn, select(reimbursements.c.order_id).where(reimbursements.c.settled_at == 0))
    only_owed = np.isin(rows["id"], owed["order_id"]) & (rows["settled_at"] > 0)
    delivered, cancelled = rows["delivered_at"] > 0, rows["cancelled_at"] > 0
    why = np.select(
        [
            only_owed,
            refunded,
            cancelled,
            waits,
            delivered,
            rows["shipped_at"] > 0,
            rows["rts_at"] > 0,
            rows["status"] == Status.ON_HOLD,
        ],
        [
            _RANK[each]
            for each in (
                Why.REIMBURSEMENT,
                Why.REFUND,
                Why.LABEL,
                Why.RETURN,
                Why.HOLD,
                Why.TRANSIT,
                Why.SCAN,
                Why.MAY_CANCEL,
            )
        ],
        _RANK[Why.TO_SHIP],
    )
    soon = finance.next_statement(now)
    due = np.maximum(finance.settlement_due(rows["delivered_at"], days), soon)
    due = np.where(cancelled | only_owed, soon, np.where(delivered, due, 0))
    return Columns(
        {
            "order_id": rows["id"],
            "why": why,
            "amount": rows["held"],
            "delivered_at": rows["delivered_at"],
            "statement_at": np.where(waits, 0, due),
        }
    )


def _settled(conn: Connection, since: int, paying: int) -> Columns:
    """What the statements after ``since`` have settled; those up to ``paying`` are on their way."""
    why = case((journal.c.at > paying, _RANK[Why.CARRIED]), else_=_RANK[Why.BANK])
    return read(
        conn,
        select(
            journal.c.order_id,
            why.label("why"),
            _moved(Account.PROCESSING).label("amount"),
            orders.c.delivered_at,
            journal.c.at.label("statement_at"),
        )
        .join(orders, orders.c.id == journal.c.order_id)
        .where(journal.c.kind == int(Kind.SETTLEMENT), journal.c.at > since),
    )


def _moved(account: Account) -> ColumnElement[int]:
    """What a journal row that touches the account adds to it."""
    return case((journal.c.debit == int(account), journal.c.amount), else_=-journal.c.amount)


def _to_come(held: Columns, carried: int, about: ShopRow) -> list[tuple[int, int]]:
    """The statements to come, each with the moment at which it is paid, 0 if it carries over."""
    known = held.where(held["statement_at"] > 0)
    found = []
    for at in np.unique(known["statement_at"]).tolist():
        carried += int(known["amount"][known["statement_at"] == at].sum())
        pays = finance.pays_out(carried, about.rules)
        found.append((at, finance.payout_at(at, about.rules, about.book.calendar) if pays else 0))
        carried = 0 if pays else carried
    return found


def _bank(ways: list[tuple[int, int]]) -> dict[int, int]:
    """For each statement the moment at which the bank has its money, later ones' if it carries."""
    found, bank = 0, {}
    for at, payout in reversed(ways):
        found = payout or found
        bank[at] = found
    return bank
