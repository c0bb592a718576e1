"""The shop's returns in the platform's own layout: what is written here can be imported again.

The layout has one amount: what was refunded where a return is completed, what is asked for before.
Chargebacks are no returns to the platform and are left out, and so is when what happened besides
the refund. Buyers are numbered, not named, and what they wrote is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, tuple_

from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.aftersales.tables import returns
from domain.interchange.layout import fold
from domain.interchange.orders.layout import layout as orders_layout
from domain.interchange.outgoing import table_file
from domain.interchange.outgoing.moments import local_texts
from domain.interchange.outgoing.table_file import Cell
from domain.interchange.returns.layout import Layout, layout
from domain.interchange.returns.rows import SHAPE
from domain.interchange.workbook_scan import CELL_LIMIT
from domain.kernel.columns import Columns, read
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders
from domain.rulebook import Rulebook

_BATCH = 2_000

_OF_ORDER = {
    "Order Amount": "amount",
    "Order Status": "order_status",
    "Order Substatus": "order_substatus",
    "Seller SKU": "seller_sku",
    "Product Name": "product_name",
    "SKU Name": "variation",
    "Buyer Username": "buyer",
}
"""Columns that tell of the order, empty where the shop does not have it."""


def table(conn: Connection, book: Rulebook) -> table_file.Table:
    """Every return by id, a row for each line that goes back."""
    known = layout()
    fields = [
        _OF_ORDER.get(name) or known.headings.fields.get(fold(name), "") for name in known.header
    ]
    total = conn.scalar(select(func.count()).select_from(returns).where(_written()))
    blank = {field: 0 if _cell(field) is Cell.AMOUNT else "" for field in fields}
    pick = itemgetter(*fields)
    return table_file.Table(
        sheet=known.headings.sheets[0],
        columns=tuple(
            (name, _cell(field)) for name, field in zip(known.header, fields, strict=True)
        ),
        currency=book.currency,
        total=int(total or 0),
        rows=(pick(blank | row) for row in _rows(conn, book, known)),
        most=CELL_LIMIT // len(fields) - 1,
    )


def _written() -> ColumnElement[bool]:
    return returns.c.kind != ReturnKind.CHARGE_BACK.value


def _cell(field: str) -> Cell:
    if field in SHAPE.ids:
        return Cell.ID
    if field in SHAPE.times:
        return Cell.TIME
    if field in (*SHAPE.amounts, "amount"):
        return Cell.AMOUNT
    return Cell.COUNT if field in SHAPE.counts else Cell.TEXT


def _rows(conn: Connection, book: Rulebook, known: Layout) -> Iterator[dict[str, Any]]:
    return chain.from_iterable(_worded(batch, book, known) for batch in _batches(conn))


def _batches(conn: Connection) -> Iterator[Columns]:
    last = (0, -1)
    while len(rows := read(conn, _after(*last))):
        yield rows
        last = (int(rows["id"][-1]), int(rows["sku_id"][-1]))


def _after(return_id: int, sku_id: int) -> Select[Any]:
    """The returns behind one of them, with what the shop knows of their orders."""
    behind = tuple_(returns.c.id, returns.c.sku_id) > (return_id, sku_id)
    of_line = and_(
        order_lines.c.order_id == returns.c.order_id, order_lines.c.sku_id == returns.c.sku_id
    )
    about_order = (orders.c.amount, orders.c.buyer_id, orders.c.status.label("order_status"))
    about_line = [
        func.coalesce(order_lines.c[name], "").label(name)
        for name in ("seller_sku", "product_name", "variation")
    ]
    return (
        select(returns, *about_order, *about_line)
        .outerjoin(orders, orders.c.id == returns.c.order_id)
        .outerjoin(order_lines, of_line)
        .where(behind, _written())
        .order_by(returns.c.id, returns.c.sku_id)
        .limit(_BATCH)
    )


def _worded(rows: Columns, book: Rulebook, known: Layout) -> Iterator[dict[str, Any]]:
    completed = rows["status"] == ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE
    times = {
        "requested_at": local_texts(rows["requested_at"], book.calendar, known.times[0]),
        "refunded_at": local_texts(rows["closed_at"] * completed, book.calendar, known.times[0]),
    }
    names = list(rows)
    for at, row in enumerate(rows.rows()):
        told = dict(zip(names, row, strict=True))
        told |= {name: texts[at] for name, texts in times.items()}
        yield told | _words(told, known) | _order(told)


def _words(row: Mapping[str, Any], known: Layout) -> dict[str, Any]:
    status, substatus = known.status_words[ReturnStatus(row["status"])]
    return {
        "return_id": row["id"],
        "kind": known.kind_words[ReturnKind(row["kind"])],
        "status": status,
        "substatus": row["detail"] or substatus,
        "reason": known.reason_words.get(row["reason"], row["reason"]),
        "arbitration": known.arbitration_words.get(row["arbitration"], row["arbitration"]),
        "appeal": known.appeal_words.get(row["appeal"], row["appeal"]),
        "refund": row["refunded"] or row["refund"],
    }


def _order(row: Mapping[str, Any]) -> dict[str, Any]:
    if row["order_status"] < 0:  # the shop does not have it
        return dict.fromkeys(("order_status", "order_substatus", "buyer"), "") | {"amount": 0}
    status, substatus = orders_layout().status_words[Status(row["order_status"])]
    buyer = f"buyer-{row['buyer_id']}" if row["buyer_id"] else ""
    return {"order_status": status, "order_substatus": substatus, "buyer": buyer}
