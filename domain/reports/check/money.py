"""The journal, what it moved for each order, and what was paid out, against the rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sqlalchemy import Connection, and_, case, func, select

from domain import reactions
from domain.aftersales.rules import given_up, line_of
from domain.aftersales.tables import returns
from domain.catalogue.tables import stock_counts
from domain.finance import rules as finance
from domain.finance.rules import Account, Kind
from domain.finance.tables import balances, journal, reimbursements, seals, statements
from domain.kernel.columns import Array, Columns, read
from domain.orders.tables import order_gifts, order_lines, orders
from domain.reactions import Event
from domain.reports.check.finding import MOST, Finding, day_text
from domain.reports.check.goods import REPLACED
from domain.rulebook import rulebook
from domain.shipping.rules import Method
from domain.shipping.tables import packages
from domain.storage.tables import shop


def journal_rows(conn: Connection) -> Iterator[Finding]:
    """Journal rows that were altered or lost, and balances that they do not add up to."""
    rows = _rows(conn)
    written = conn.execute(select(seals).where(seals.c.name == "journal")).one_or_none()
    ids_whole = (rows["id"] == np.arange(1, len(rows) + 1)).all()
    seal = finance.seal(_entries(rows), 1)
    count = 0 if written is None else written.rows
    if written is None or len(rows) != count or not ids_whole or seal != written.seal:
        yield Finding("journal-altered", {"found": len(rows), "written": count})
    sums = finance.balances(_entries(_sound(rows)))
    right = {int(account): amount for account, amount in sums.items()}
    kept: dict[int, int] = dict(conn.execute(select(balances)).all())
    for account in sorted(right.keys() | kept.keys()):
        if kept.get(account) != right.get(account):
            params: dict[str, str | int] = {
                "account": Account(account).name if account in right else account,
                "found": kept.get(account, "nothing"),
                "right": right.get(account, 0),
            }
            yield Finding("balance-wrong", params)


def order_money(conn: Connection) -> Iterator[Finding]:
    """What the journal moved for each order, and the order's own sums, against its rows."""
    book = rulebook(conn.execute(select(shop.c.region)).scalar_one())
    rows = read(conn, select(orders).order_by(orders.c.id))
    if not len(rows):
        return
    lines = read(conn, select(order_lines).order_by(order_lines.c.order_id, order_lines.c.sku_id))
    gifts = read(conn, select(order_gifts))
    sent = read(conn, select(packages))
    closed = read(conn, select(returns).where(returns.c.closed_at > 0))
    platform = sent["method"] == Method.PLATFORM.value
    rows = Columns(
        {
            **{name: rows[name] for name in rows},
            "label_cost": _sums(rows, sent["order_id"], sent["postage"] * platform),
            "own_postage": _sums(rows, sent["order_id"], sent["postage"] * ~platform),
            "cost": _sums(rows, lines["order_id"], lines["quantity"] * lines["unit_cost"])
            + _sums(rows, gifts["order_id"], gifts["quantity"] * gifts["unit_cost"]),
            "commission": _sums(rows, lines["order_id"], lines["commission"]),
        }
    )
    paid = rows["paid_at"] > 0
    here = np.isin(closed["order_id"], lines["order_id"])
    known = closed.where(here & np.isin(closed["order_id"], rows["id"]))
    back = reactions.returned(lines.where(line_of(lines, known)), known)
    unsent = given_up(known)
    kept = _sums(rows, known["order_id"], back["cost"] * unsent)
    always = np.ones(len(rows), dtype=bool)
    happened = {
        Event.PAID: (rows, paid),
        Event.CANCELLED: (reactions.left(rows, back), paid & (rows["cancelled_at"] > 0)),
        Event.LABELLED: (rows, always),
        Event.POSTED: (rows, always),
        Event.SHIPPED: (rows.told(cost=rows["cost"] - kept), rows["shipped_at"] > 0),
    }
    returned = {Event.REFUNDED: back, Event.GOODS_BACK: back.where(~unsent)}
    rules = book.at(int(rows["created_at"].max()))
    entries = _sound(_rows(conn))

    def moved_by(kind: Kind) -> Array:
        posted = entries.where(entries["kind"] == kind)
        forward = posted["debit"] == finance.POSTING[kind][0]
        signed = np.where(forward, posted["amount"], -posted["amount"])
        return _sums(rows, posted["order_id"], signed)

    for kind, right in _told(conn, rows, sent).items():
        yield from _unequal("sale-wrong", rows, moved_by(kind), right)
    for event, following in reactions.FOLLOWS.items():
        for kind, amount in following:
            moved = moved_by(kind)
            if event in happened:
                about, mask = happened[event]
                right = amount(about, rules) * mask
            else:
                gone = returned[event]
                right = _sums(rows, gone["id"], amount(gone, rules))
            yield from _unequal("sale-wrong", rows, moved, right)
    total = rows["item_total"] - rows["platform_discount"] - rows["seller_discount"]
    total = total + rows["shipping_paid"] + rows["tax"]
    yield from _unequal("amount-wrong", rows, rows["amount"], total)
    refunds = _sums(rows, closed["order_id"], closed["refunded"])
    yield from _unequal("amount-wrong", rows, rows["refund"], refunds)
    most = np.minimum(refunds, rows["amount"] * paid)
    yield from _unequal("refund-above-paid", rows, refunds, most)
    subtotals = _sums(rows, lines["order_id"], lines["unit_price"] * lines["quantity"])
    yield from _unequal("amount-wrong", rows, rows["item_total"], subtotals)


def _told(conn: Connection, rows: Columns, sent: Columns) -> dict[Kind, Array]:
    """What labels given back, reimbursements, replacements and counts moved for each order."""
    void = sent.where(sent["voided_at"] > 0)
    owed = read(conn, select(reimbursements))
    late = read(  # owed because a statement had taken it already
        conn,
        select(packages.c.order_id, packages.c.postage)
        .join(orders, orders.c.id == packages.c.order_id)
        .where(orders.c.settled_at > 0, packages.c.voided_at >= orders.c.settled_at),
    )
    new = read(
        conn,
        select(returns.c.order_id, returns.c.quantity, order_lines.c.unit_cost)
        .join(
            order_lines,
            and_(
                order_lines.c.order_id == returns.c.order_id,
                order_lines.c.sku_id == returns.c.sku_id,
            ),
        )
        .where(REPLACED),
    )
    missing = read(
        conn,
        select(
            stock_counts.c.order_id,
            (stock_counts.c.missing * order_lines.c.unit_cost).label("cost"),
        ).join(
            order_lines,
            and_(
                order_lines.c.order_id == stock_counts.c.order_id,
                order_lines.c.sku_id == stock_counts.c.sku_id,
            ),
        ),
    )
    return {
        Kind.STOCK_COUNT: _sums(rows, missing["order_id"], missing["cost"]),
        Kind.LABEL_VOIDED: _sums(rows, void["order_id"], void["postage"]),
        Kind.REIMBURSEMENT: _sums(rows, owed["order_id"], owed["amount"])
        - _sums(rows, late["order_id"], late["postage"]),
        Kind.REPLACEMENT_GOODS: _sums(rows, new["order_id"], new["quantity"] * new["unit_cost"]),
    }


def payouts(conn: Connection) -> Iterator[Finding]:
    """Statements against the journal's settlements, and the bank against the statements."""
    forward = journal.c.debit == int(Account.PROCESSING)
    settled: dict[int, int] = dict(
        conn.execute(
            select(
                journal.c.at, func.sum(case((forward, journal.c.amount), else_=-journal.c.amount))
            )
            .where(journal.c.kind == int(Kind.SETTLEMENT))
            .group_by(journal.c.at)
        ).all()
    )
    carried = paid = 0
    for row in conn.execute(select(statements).order_by(statements.c.id)):
        right = settled.pop(row.at, 0)
        if row.settled != right or row.payable != right + carried:
            params = {"day": day_text(row.at), "found": row.payable, "right": right + carried}
            yield Finding("statement-wrong", params)
        carried = 0 if row.payout_at else row.payable
        paid += row.payable if row.paid_at > 0 else 0
    for at, right in settled.items():
        yield Finding("statement-wrong", {"day": day_text(at), "found": "nothing", "right": right})
    received = conn.execute(
        select(func.coalesce(func.sum(journal.c.amount), 0)).where(
            journal.c.kind == int(Kind.PAYOUT)
        )
    ).scalar_one()
    if paid != received:
        yield Finding("payout-wrong", {"found": received, "right": paid})


def _rows(conn: Connection) -> Columns:
    return read(conn, select(journal).order_by(journal.c.id))


def _entries(rows: Columns) -> finance.Entries:
    names = ("at", "kind", "order_id", "debit", "credit", "amount")
    return finance.Entries(*[rows[name] for name in names])


def _sound(rows: Columns) -> Columns:
    """The journal rows whose kind and accounts exist, so that a broken one stops no sum."""
    accounts, kinds = [int(each) for each in Account], [int(each) for each in Kind]
    known = np.isin(rows["debit"], accounts) & np.isin(rows["credit"], accounts)
    return rows.where(known & np.isin(rows["kind"], kinds))


def _sums(rows: Columns, order_ids: Array, values: Array) -> Array:
    """The values added up for each order; those of orders that are not there fall away."""
    total = np.zeros(len(rows), dtype=np.int64)
    index = np.minimum(np.searchsorted(rows["id"], order_ids), len(rows) - 1)
    known = rows["id"][index] == order_ids
    np.add.at(total, index[known], values[known])
    return total


def _unequal(code: str, rows: Columns, found: Array, right: Array) -> Iterator[Finding]:
    for wrong in np.flatnonzero(found != right)[:MOST].tolist():
        params: dict[str, str | int] = {
            "order": int(rows["id"][wrong]),
            "found": int(found[wrong]),
            "right": int(right[wrong]),
        }
        yield Finding(code, params)
