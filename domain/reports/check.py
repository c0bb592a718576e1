"""Integrity: what ``dukandar check`` finds wrong with a shop, as coded findings.

The file's own checks come first; then every derived figure is computed anew from the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from sqlalchemy import Connection, and_, case, func, or_, select

from domain import reactions
from domain.aftersales.rules import ReturnKind, given_up, line_of
from domain.aftersales.tables import returns
from domain.catalogue.tables import restocks, skus, stock_counts
from domain.creators.tables import samples
from domain.finance import rules as finance
from domain.finance.rules import Account, Kind
from domain.finance.tables import balances, journal, reimbursements, seals, statements
from domain.inbox.tables import reviews
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns, read
from domain.kernel.schema import metadata
from domain.orders.rules import STATUS_TIMES, Status, status_at
from domain.orders.tables import order_lines, orders, recipients
from domain.reactions import Event
from domain.rulebook import rulebook
from domain.shipping.rules import Method
from domain.shipping.tables import packages
from domain.simulation.scenarios import read_scenario
from domain.simulation.tables import sim_skus, traffic
from domain.simulation.world import SKU_BASE
from domain.storage.tables import practice, shop

WORDS: dict[str, str] = {
    "file-damaged": "The file is damaged: {problem}",
    "table-missing": "The file has no table {table}.",
    "rule-broken": "A row breaks a rule of its table: {problem}",
    "journal-altered": "The journal is not as it was written: {found} rows where {written} were "
    "written, or a row was changed.",
    "balance-wrong": "Account {account} stands at {found}; its journal rows add up to {right}.",
    "line-lost": "Order {order} was written with {written} lines of {units} units and has {found}.",
    "line-sum-wrong": "The lines of order {order} do not add up to the order.",
    "line-orphan": "Order line {order} belongs to no order.",
    "stock-negative": "SKU {sku} has a stock of {stock}.",
    "stock-wrong": "SKU {sku} has a stock of {found}; what came and went leaves {right}.",
    "status-wrong": "Order {order} is marked {found}; its times say {right}.",
    "sale-wrong": "The journal moved {found} for order {order}; its rows say {right}.",
    "amount-wrong": "Order {order} says {found}; its parts add up to {right}.",
    "statement-wrong": "The statement of {day} pays {found}; its journal rows make it {right}.",
    "payout-wrong": "The bank received {found}; the paid statements add up to {right}.",
    "refund-above-paid": "Order {order} gave back {found}; {right} was paid.",
    "returned-above-sold": "Of SKU {sku} in order {order} {found} units came back; {right} were "
    "sold.",
    "return-wrong": "The lines of order {order} took back {found}; its return says {right}.",
    "reviews-wrong": "SKU {sku} counts {found} reviews and stars; those written make {right}.",
    "funnel-inverted": "More came out of a step of the traffic of {day} than went in: {counts}.",
    "traffic-wrong": "The traffic tells of {found} {what}; the orders make {right}.",
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


_REPLACED = and_(returns.c.kind == ReturnKind.REPLACEMENT.value, returns.c.approved_at > 0)
"""Returns for which a replacement was sent."""

_left_the_shelf = or_(orders.c.cancelled_at == 0, orders.c.shipped_at > 0)
"""Orders whose units are off the shelf; those cancelled before a scan put all of them back."""

_MOST = 20
"""So many findings of one kind are listed; more would not help."""


def check(conn: Connection) -> list[Finding]:
    """Everything wrong with the shop; an empty list when all is well."""
    found = [*_file(conn), *_tables(conn)]
    if any(finding.code in ("file-damaged", "table-missing") for finding in found):
        return found
    played = conn.execute(select(shop.c.kind)).scalar_one() == "practice"
    found += [*_journal(conn), *_lines(conn), *_recipients(conn)]
    if played:
        found += [*_stock(conn), *_statuses(conn), *_order_money(conn), *_payouts(conn)]
        found += [*_returned(conn), *_came_back(conn), *_reviews(conn), *_traffic(conn)]
    return found


def _file(conn: Connection) -> Iterator[Finding]:
    for pragma in ("integrity_check(20)", "foreign_key_check"):
        for row in conn.exec_driver_sql(f"PRAGMA {pragma}"):
            if row[0] != "ok":
                problem = " ".join(str(each) for each in row)
                broken = problem.startswith("CHECK constraint")
                yield Finding("rule-broken" if broken else "file-damaged", {"problem": problem})


def _tables(conn: Connection) -> Iterator[Finding]:
    there = set(conn.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    for name in sorted(metadata.tables.keys() - there):
        yield Finding("table-missing", {"table": name})


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


def _journal(conn: Connection) -> Iterator[Finding]:
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
    """Stock = opening stock + arrivals + restocked - units sold, lost, replaced or given away.

    What a count of the shelf found missing is taken off too.
    """
    sold = dict(
        conn.execute(
            select(order_lines.c.sku_id, func.sum(order_lines.c.quantity))
            .join(orders, orders.c.id == order_lines.c.order_id)
            .where(_left_the_shelf)
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
            select(returns.c.sku_id, func.sum(returns.c.restocked))
            .join(orders, orders.c.id == returns.c.order_id)
            .where(_left_the_shelf)
            .group_by(returns.c.sku_id)
        ).all()
    )
    replaced: dict[int, int] = dict(
        conn.execute(
            select(returns.c.sku_id, func.sum(returns.c.quantity))
            .where(_REPLACED)
            .group_by(returns.c.sku_id)
        ).all()
    )
    given: dict[int, int] = dict(
        conn.execute(select(samples.c.sku_id, func.count()).group_by(samples.c.sku_id)).all()
    )
    missing: dict[int, int] = dict(
        conn.execute(
            select(stock_counts.c.sku_id, func.sum(stock_counts.c.missing)).group_by(
                stock_counts.c.sku_id
            )
        ).all()
    )
    for sku in conn.execute(select(skus)):
        if sku.stock is None or sku.opening_stock is None:
            continue  # a real shop's stock is what its file says
        if sku.stock < 0:
            yield Finding("stock-negative", {"sku": sku.id, "stock": sku.stock})
        right = sku.opening_stock + came.get(sku.id, 0) + back.get(sku.id, 0)
        right -= sold.get(sku.id, 0) + given.get(sku.id, 0) + replaced.get(sku.id, 0)
        right -= missing.get(sku.id, 0)
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


def _order_money(conn: Connection) -> Iterator[Finding]:
    """What the journal moved for each order, and the order's own sums, against its rows."""
    book = rulebook(conn.execute(select(shop.c.region)).scalar_one())
    rows = read(conn, select(orders).order_by(orders.c.id))
    if not len(rows):
        return
    lines = read(conn, select(order_lines).order_by(order_lines.c.order_id, order_lines.c.sku_id))
    sent = read(conn, select(packages))
    closed = read(conn, select(returns).where(returns.c.closed_at > 0))
    platform = sent["method"] == Method.PLATFORM.value
    rows = Columns(
        {
            **{name: rows[name] for name in rows},
            "label_cost": _sums(rows, sent["order_id"], sent["postage"] * platform),
            "own_postage": _sums(rows, sent["order_id"], sent["postage"] * ~platform),
            "cost": _sums(rows, lines["order_id"], lines["quantity"] * lines["unit_cost"]),
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
        .where(_REPLACED),
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


def _sums(rows: Columns, order_ids: Array, values: Array) -> Array:
    """The values added up for each order; those of orders that are not there fall away."""
    total = np.zeros(len(rows), dtype=np.int64)
    index = np.minimum(np.searchsorted(rows["id"], order_ids), len(rows) - 1)
    known = rows["id"][index] == order_ids
    np.add.at(total, index[known], values[known])
    return total


def _unequal(code: str, rows: Columns, found: Array, right: Array) -> Iterator[Finding]:
    for wrong in np.flatnonzero(found != right)[:_MOST].tolist():
        params: dict[str, str | int] = {
            "order": int(rows["id"][wrong]),
            "found": int(found[wrong]),
            "right": int(right[wrong]),
        }
        yield Finding(code, params)


def _returned(conn: Connection) -> Iterator[Finding]:
    """What lines say went back, against the returns that are closed."""
    went = or_(returns.c.arrived_at > 0, returns.c.restocked > 0)
    sums = (
        select(
            returns.c.order_id,
            returns.c.sku_id,
            func.sum(case((went, returns.c.quantity), else_=0)).label("quantity"),
            func.sum(returns.c.refunded).label("refunded"),
        )
        .where(returns.c.closed_at > 0)
        .group_by(returns.c.order_id, returns.c.sku_id)
        .subquery()
    )
    sent_back = func.coalesce(sums.c.quantity, 0)
    refund = func.coalesce(sums.c.refunded, 0)
    closed = and_(sums.c.order_id == order_lines.c.order_id, sums.c.sku_id == order_lines.c.sku_id)
    unequal = (
        select(
            order_lines.c.order_id,
            order_lines.c.returned,
            order_lines.c.refund,
            sent_back,
            refund,
        )
        .outerjoin(sums, closed)
        .where((order_lines.c.returned != sent_back) | (order_lines.c.refund != refund))
        .limit(_MOST)
    )
    for order, *told in conn.execute(unequal):
        found, right = (f"{units} for {money}" for units, money in (told[:2], told[2:]))
        yield Finding("return-wrong", {"order": order, "found": found, "right": right})


def _came_back(conn: Connection) -> Iterator[Finding]:
    """No line took more units back than it holds."""
    held = order_lines.c
    above = select(held.order_id, held.sku_id, held.returned, held.quantity).where(
        held.returned > held.quantity
    )
    for order, sku, found, right in conn.execute(above.limit(_MOST)):
        params = {"order": order, "sku": sku, "found": found, "right": right}
        yield Finding("returned-above-sold", params)


def _reviews(conn: Connection) -> Iterator[Finding]:
    """What buyers see of each SKU, and will from tomorrow on, against what was written."""
    written = {
        sku: (count, stars, ones)
        for sku, count, stars, ones in conn.execute(
            select(
                reviews.c.sku_id,
                func.count(),
                func.sum(reviews.c.stars),
                func.sum(case((reviews.c.stars == 1, 1), else_=0)),
            ).group_by(reviews.c.sku_id)
        )
    }
    start = read_scenario(conn.execute(select(practice.c.scenario_text)).scalar_one())
    opened = {
        SKU_BASE + number: (product.reviews, product.stars, product.ones)
        for number, product in enumerate(start.products, start=1)
    }
    nothing = (0, 0, 0)
    for row in conn.execute(select(sim_skus)):
        found = (
            row.reviews + row.reviews_today,
            row.stars + row.stars_today,
            row.ones + row.ones_today,
        )
        given, made = opened.get(row.sku_id, nothing), written.get(row.sku_id, nothing)
        right = tuple(each + more for each, more in zip(given, made, strict=True))
        if found != right:
            params: dict[str, str | int] = {"sku": row.sku_id}
            yield Finding("reviews-wrong", {**params, "found": str(found), "right": str(right)})


def _traffic(conn: Connection) -> Iterator[Finding]:
    """Every row's funnel, and what all rows together sold, against the orders."""
    steps = [traffic.c[name] for name in ("impressions", "clicks", "carts", "orders")]
    inverted = or_(*[after > before for before, after in pairwise(steps)])
    for day, *counts in conn.execute(select(traffic.c.day, *steps).where(inverted).limit(_MOST)):
        told = " > ".join(str(count) for count in counts)
        yield Finding("funnel-inverted", {"day": _day(day * DAY), "counts": told})
    counted = [func.coalesce(func.sum(traffic.c[name]), 0) for name in ("orders", "units", "gmv")]
    placed = [
        func.count(),
        func.coalesce(func.sum(orders.c.units), 0),
        func.coalesce(func.sum(orders.c.item_total - orders.c.seller_discount), 0),
    ]
    found = conn.execute(select(*counted)).one()
    made = conn.execute(select(*placed).select_from(orders)).one()
    for what, count, right in zip(
        ("orders", "units", "minor units of sales"), found, made, strict=True
    ):
        if count != right:
            yield Finding("traffic-wrong", {"what": what, "found": count, "right": right})


def _payouts(conn: Connection) -> Iterator[Finding]:
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
            params = {"day": _day(row.at), "found": row.payable, "right": right + carried}
            yield Finding("statement-wrong", params)
        carried = 0 if row.payout_at else row.payable
        paid += row.payable if row.paid_at > 0 else 0
    for at, right in settled.items():
        yield Finding("statement-wrong", {"day": _day(at), "found": "nothing", "right": right})
    received = conn.execute(
        select(func.coalesce(func.sum(journal.c.amount), 0)).where(
            journal.c.kind == int(Kind.PAYOUT)
        )
    ).scalar_one()
    if paid != received:
        yield Finding("payout-wrong", {"found": received, "right": paid})


def _day(at: int) -> str:
    return str(np.datetime64(at, "s").astype("datetime64[D]"))
