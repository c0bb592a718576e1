"""Integrity: what ``dukandar check`` finds wrong with a shop, as coded findings.

The file's own checks come first; then every derived figure is computed anew from the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, func, select

from domain import reactions
from domain.aftersales.tables import returns
from domain.catalogue.tables import restocks, skus
from domain.finance import rules as finance
from domain.finance.rules import Account, Kind
from domain.finance.tables import balances, journal, seals, statements
from domain.kernel.columns import Columns, read
from domain.orders.rules import STATUS_TIMES, Status, status_at
from domain.orders.tables import order_lines, orders, recipients
from domain.rulebook import rulebook
from domain.shipping.rules import Method
from domain.shipping.tables import packages
from domain.storage.tables import shop

WORDS: dict[str, str] = {
    "file-damaged": "The file is damaged: {problem}",
    "rule-broken": "A row breaks a rule of its table: {problem}",
    "journal-altered": "The journal is not as it was written: {found} rows where {written} were "
    "written, or a row was changed.",
    "balance-wrong": "Account {account} stands at {found}; its journal rows add up to {right}.",
    "line-lost": "Order {order} was written with {written} lines of {units} units and has {found}.",
    "line-sum-wrong": "The lines of order {order} do not add up to the order.",
    "line-orphan": "Order line {order} belongs to no order.",
    "stock-negative": "SKU {sku} has a stock of {stock}.",
    "stock-wrong": "SKU {sku} has a stock of {found}; its orders and restocks leave {right}.",
    "status-wrong": "Order {order} is marked {found}; its times say {right}.",
    "sale-wrong": "The journal moved {found} for order {order}; its rows say {right}.",
    "payout-wrong": "The bank received {found}; the paid statements add up to {right}.",
    "recipient-kept": "Order {order} is delivered or cancelled and its recipient is still here.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, as a code with parameters."""

    code: str
    params: dict[str, str | int]

    def text(self) -> str:
        """The finding as one plain English sentence."""
        return WORDS[self.code].format(**self.params)


_MOST = 20
"""So many findings of one kind are listed; more would not help."""


def check(conn: Connection) -> list[Finding]:
    """Everything wrong with the shop; an empty list when all is well."""
    found = list(_file(conn))
    if any(finding.code == "file-damaged" for finding in found):
        return found
    practice = conn.execute(select(shop.c.kind)).scalar_one() == "practice"
    found += [*_journal(conn), *_lines(conn), *_recipients(conn)]
    if practice:
        found += [*_stock(conn), *_statuses(conn), *_order_money(conn), *_payouts(conn)]
    return found


def _file(conn: Connection) -> Iterator[Finding]:
    for pragma in ("integrity_check(20)", "foreign_key_check"):
        for row in conn.exec_driver_sql(f"PRAGMA {pragma}"):
            if row[0] != "ok":
                problem = " ".join(str(each) for each in row)
                broken = problem.startswith("CHECK constraint")
                yield Finding("rule-broken" if broken else "file-damaged", {"problem": problem})


def _rows(conn: Connection) -> Columns:
    return read(conn, select(journal).order_by(journal.c.id))


def _entries(rows: Columns) -> finance.Entries:
    names = ("at", "kind", "order_id", "debit", "credit", "amount")
    return finance.Entries(*[rows[name] for name in names])


def _journal(conn: Connection) -> Iterator[Finding]:
    rows = _rows(conn)
    written = conn.execute(select(seals).where(seals.c.name == "journal")).one()
    ids_whole = (rows["id"] == np.arange(1, len(rows) + 1)).all()
    seal = finance.seal(_entries(rows), 1)
    if len(rows) != written.rows or not ids_whole or seal != written.seal:
        yield Finding("journal-altered", {"found": len(rows), "written": written.rows})
    right = finance.balances(_entries(rows))
    for account, amount in conn.execute(select(balances)):
        if right[Account(account)] != amount:
            params = {"account": Account(account).name, "found": amount}
            yield Finding("balance-wrong", {**params, "right": right[Account(account)]})


def _lines(conn: Connection) -> Iterator[Finding]:
    lines = (
        select(
            order_lines.c.order_id,
            func.count().label("count"),
            func.sum(order_lines.c.quantity).label("units"),
            func.sum(order_lines.c.subtotal).label("subtotal"),
        )
        .group_by(order_lines.c.order_id)
        .subquery()
    )
    joined = (
        select(orders.c.id, orders.c.line_count, orders.c.units, func.coalesce(lines.c.count, 0))
        .outerjoin(lines, lines.c.order_id == orders.c.id)
        .where(
            (func.coalesce(lines.c.count, 0) != orders.c.line_count)
            | (func.coalesce(lines.c.units, 0) != orders.c.units)
        )
        .limit(_MOST)
    )
    for order, written, units, found in conn.execute(joined):
        params = {"order": order, "written": written, "units": units, "found": found}
        yield Finding("line-lost", params)
    unequal = (
        select(orders.c.id)
        .join(lines, lines.c.order_id == orders.c.id)
        .where(lines.c.subtotal != orders.c.item_total, lines.c.count == orders.c.line_count)
        .limit(_MOST)
    )
    for (order,) in conn.execute(unequal):
        yield Finding("line-sum-wrong", {"order": order})
    orphans = (
        select(order_lines.c.order_id)
        .outerjoin(orders, orders.c.id == order_lines.c.order_id)
        .where(orders.c.id.is_(None))
        .limit(_MOST)
    )
    for (order,) in conn.execute(orphans):
        yield Finding("line-orphan", {"order": order})


def _recipients(conn: Connection) -> Iterator[Finding]:
    kept = (
        select(recipients.c.order_id)
        .join(orders, orders.c.id == recipients.c.order_id)
        .where(orders.c.status >= int(Status.DELIVERED))
        .limit(_MOST)
    )
    for (order,) in conn.execute(kept):
        yield Finding("recipient-kept", {"order": order})


def _stock(conn: Connection) -> Iterator[Finding]:
    """Stock = opening stock + arrivals + resellable returns - units of orders not cancelled."""
    sold = dict(
        conn.execute(
            select(order_lines.c.sku_id, func.sum(order_lines.c.quantity))
            .join(orders, orders.c.id == order_lines.c.order_id)
            .where(orders.c.cancelled_at == 0)
            .group_by(order_lines.c.sku_id)
        ).all()
    )
    came = dict(
        conn.execute(
            select(restocks.c.sku_id, func.sum(restocks.c.quantity))
            .where(restocks.c.arrived_at > 0)
            .group_by(restocks.c.sku_id)
        ).all()
    )
    back = dict(
        conn.execute(
            select(returns.c.sku_id, func.sum(returns.c.quantity))
            .where(returns.c.closed_at > 0, returns.c.resellable == 1)
            .group_by(returns.c.sku_id)
        ).all()
    )
    for sku in conn.execute(select(skus)):
        if sku.stock is None:
            continue
        if sku.stock < 0:
            yield Finding("stock-negative", {"sku": sku.id, "stock": sku.stock})
        right = sku.opening_stock + came.get(sku.id, 0) + back.get(sku.id, 0) - sold.get(sku.id, 0)
        if sku.stock != right:
            yield Finding("stock-wrong", {"sku": sku.id, "found": sku.stock, "right": right})


def _statuses(conn: Connection) -> Iterator[Finding]:
    now = conn.execute(select(shop.c.now)).scalar_one()
    rows = read(
        conn, select(orders.c.id, orders.c.status, *[orders.c[name] for name in STATUS_TIMES])
    )
    right = status_at(now, **{name: rows[name] for name in STATUS_TIMES})
    for index in np.flatnonzero(right != rows["status"])[:_MOST].tolist():
        params: dict[str, str | int] = {
            "order": int(rows["id"][index]),
            "found": int(rows["status"][index]),
            "right": Status(int(right[index])).name,
        }
        yield Finding("status-wrong", params)


_HOLD = {
    Kind.SALE: 1,
    Kind.REFERRAL_FEE: -1,
    Kind.SALE_REVERSED: -1,
    Kind.REFERRAL_FEE_REVERSED: 1,
}


def _order_money(conn: Connection) -> Iterator[Finding]:
    """What sale and fee left on hold for each order, against the order's own amounts."""
    book = rulebook(conn.execute(select(shop.c.region)).scalar_one())
    rows = read(conn, select(orders).order_by(orders.c.id))
    if not len(rows):
        return
    postage = np.zeros(len(rows), dtype=np.int64)
    sent = read(
        conn,
        select(packages.c.order_id, packages.c.postage).where(
            packages.c.method == Method.PLATFORM.value
        ),
    )
    np.add.at(postage, np.searchsorted(rows["id"], sent["order_id"]), sent["postage"])
    rows = Columns({**{name: rows[name] for name in rows}, "label_cost": postage})
    rules = book.at(int(rows["created_at"].max()))
    sold = (rows["paid_at"] > 0) & (rows["cancelled_at"] == 0)
    right = np.where(sold, reactions.revenue(rows, rules) - reactions.referral(rows, rules), 0)
    entries = _rows(conn)
    signs = np.zeros(max(Kind) + 1, dtype=np.int64)
    for kind, sign in _HOLD.items():
        signs[kind] = sign
    moved = np.zeros(len(rows), dtype=np.int64)
    about = signs[entries["kind"]] != 0
    index = np.searchsorted(rows["id"], entries["order_id"][about])
    known = index < len(rows)
    np.add.at(moved, index[known], (signs[entries["kind"]] * entries["amount"])[about][known])
    for wrong in np.flatnonzero(moved != right)[:_MOST].tolist():
        params: dict[str, str | int] = {
            "order": int(rows["id"][wrong]),
            "found": int(moved[wrong]),
            "right": int(right[wrong]),
        }
        yield Finding("sale-wrong", params)


def _payouts(conn: Connection) -> Iterator[Finding]:
    paid = conn.execute(
        select(func.coalesce(func.sum(statements.c.payable), 0)).where(statements.c.paid_at > 0)
    ).scalar_one()
    received = conn.execute(
        select(func.coalesce(func.sum(journal.c.amount), 0)).where(
            journal.c.kind == int(Kind.PAYOUT)
        )
    ).scalar_one()
    if paid != received:
        yield Finding("payout-wrong", {"found": received, "right": paid})
