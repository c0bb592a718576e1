"""The shop's orders in the platform's own layout: what is written here can be imported again.

What the layout has no column for is left out: when an order was completed and settled, and what a
practice shop knows of cost and postage (the journal has those). Fees beyond shipping are left blank
where a file told them, since they are not kept. Buyers are numbered, not named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, func, select

from domain.interchange.layout import fold
from domain.interchange.orders.layout import Layout, layout
from domain.interchange.orders.rows import LENIENT, SHAPE
from domain.interchange.outgoing import table_file
from domain.interchange.outgoing.moments import local_texts
from domain.interchange.outgoing.table_file import Cell
from domain.interchange.workbook_scan import CELL_LIMIT
from domain.kernel.columns import Columns, read
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders, recipients
from domain.rulebook import Rulebook
from domain.shipping.rules import Method
from domain.shipping.tables import packages

_BATCH = 2_000
_WRITTEN = {"Address Line 1": "street", "Detail Address": "street"}
"""Columns that are read together with others, by what they hold."""

_ORDER_TIMES = ("created_at", "paid_at", "rts_at", "shipped_at", "delivered_at", "cancelled_at")

Facts = dict[str, Any]
"""What one line says, by field."""


def table(conn: Connection, book: Rulebook, ids: Sequence[int] | None = None) -> table_file.Table:
    """All orders, or those of the ids given, by id; one row for each of their lines."""
    known = layout()
    header = known.markets[book.code].header
    fields = [_field(known, name) for name in header]
    lines = select(func.count()).select_from(order_lines)
    chosen = sorted(set(ids)) if ids is not None else None
    if chosen is not None:
        total = sum(
            int(conn.scalar(lines.where(order_lines.c.order_id.in_(part))) or 0)
            for part in _parts(chosen)
        )
    else:
        total = int(conn.scalar(lines) or 0)
    return table_file.Table(
        sheet=known.headings.sheets[0],
        columns=tuple(
            (name, _cell(known, field)) for name, field in zip(header, fields, strict=True)
        ),
        currency=book.currency,
        total=total,
        rows=_rows(conn, book, known, fields, chosen),
        most=CELL_LIMIT // len(header) - 1,
    )


def _field(known: Layout, name: str) -> str:
    """The field that a column holds; empty where the program knows nothing to put there."""
    return _WRITTEN.get(name) or known.headings.fields.get(fold(name), "")


def _cell(known: Layout, field: str) -> Cell:
    if field in SHAPE.ids:
        return Cell.ID
    if field in SHAPE.times:
        return Cell.TIME
    if field in (*SHAPE.amounts, *LENIENT, *known.beyond):
        return Cell.AMOUNT
    return Cell.COUNT if field in SHAPE.counts else Cell.TEXT


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


def _rows(
    conn: Connection,
    book: Rulebook,
    known: Layout,
    fields: list[str],
    chosen: Sequence[int] | None,
) -> Iterator[table_file.Row]:
    blank: Facts = {field: 0 if field in SHAPE.amounts else "" for field in fields}
    pick = itemgetter(*fields)
    for ids in _parts(chosen) if chosen is not None else _all(conn):
        for facts in _lines(conn, book, known, ids):
            yield pick(blank | facts)


def _all(conn: Connection) -> Iterator[Sequence[int]]:
    last = 0
    while ids := conn.scalars(
        select(orders.c.id).where(orders.c.id > last).order_by(orders.c.id).limit(_BATCH)
    ).all():
        yield ids
        last = ids[-1]


def _lines(conn: Connection, book: Rulebook, known: Layout, ids: Sequence[int]) -> Iterator[Facts]:
    """The lines of some orders, each with what its order and its package say."""
    form = known.markets[book.code].times[0]

    def timed(rows: Columns, names: Sequence[str]) -> Columns:
        texts = {name: local_texts(rows[name], book.calendar, form) for name in names}
        return Columns({name: rows[name] for name in rows if name not in names} | texts)

    def of(source: Table, column: Any, *order: Any) -> Columns:
        return read(conn, select(source).where(column.in_(ids)).order_by(column, *order))

    whole = {
        row["id"]: _order(row, known)
        for row in _dicts(timed(of(orders, orders.c.id), _ORDER_TIMES))
    }
    people = {row["order_id"]: row for row in _dicts(of(recipients, recipients.c.order_id))}
    parcels = {
        order: [_parcel(row, known) for row in rows]
        for order, rows in _by_order(
            timed(of(packages, packages.c.order_id, packages.c.id), ["created_at"])
        )
    }
    for order, lines in _by_order(of(order_lines, order_lines.c.order_id, order_lines.c.sku_id)):
        sent = parcels.get(order, [{}])
        for place, line in enumerate(lines):
            # A line does not say which parcel it is in: each parcel goes with one, the rest with
            # the first.
            parcel = sent[place] if place < len(sent) else sent[0]
            after = line["subtotal"] - line["platform_discount"] - line["seller_discount"]
            yield whole[order] | people.get(order, {}) | line | {"after": after} | parcel


def _by_order(rows: Columns) -> Iterator[tuple[int, list[Facts]]]:
    for order, group in groupby(_dicts(rows), key=itemgetter("order_id")):
        yield order, list(group)


def _dicts(rows: Columns) -> Iterator[Facts]:
    names = list(rows)
    for row in rows.rows():
        yield dict(zip(names, row, strict=True))


def _order(row: Facts, known: Layout) -> Facts:
    status, substatus = known.status_words[Status(row["status"])]
    told = {name: row[name] for name in ("shipping_paid", "tax", "amount", "seller_note")}
    told |= {name: row[name] for name in ("city", "state", "zip", "country", "cancel_reason")}
    told |= {name: row[name] for name in _ORDER_TIMES}
    if not row["import_id"]:
        told |= dict.fromkeys(set(known.beyond) - told.keys(), 0)
    if not row["import_id"] or row["shipping_seller_discount"] or row["shipping_platform_discount"]:
        told |= _shipping(row)  # of other orders an imported file may not have told it
    return told | {
        "status": status,
        "substatus": substatus,
        "cancel_by": known.cancelled_by_words.get(row["cancel_role"], ""),
        "buyer": f"buyer-{row['buyer_id']}" if row["buyer_id"] else "",
    }


def _shipping(row: Facts) -> Facts:
    """The fee before its discounts, and who bears them; a part of both counts as the seller's."""
    seller, platform = row["shipping_seller_discount"], row["shipping_platform_discount"]
    return {
        "shipping_original": row["shipping_paid"] + seller + platform,
        "shipping_seller_discount": seller,
        "shipping_platform_discount": platform,
        "shipping_shared_discount": 0,
    }


def _parcel(row: Facts, known: Layout) -> Facts:
    mine = row["method"] == Method.SELLER.value
    return {
        "package_id": row["id"],
        "tracking": row["tracking"],
        "carrier": row["carrier"],
        "rts_at": row["created_at"],
        **dict.fromkeys(
            ("delivery_type", "delivery_option"),
            known.seller_ships_word if mine else known.platform_ships_word,
        ),
    }
