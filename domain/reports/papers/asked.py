"""The orders that a paper is asked for: which they are, and which of them cannot be on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Connection, Table, select

from domain.kernel.refusals import Refusal, RefusedError
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.shop import shop_row
from domain.shipping.tables import package_items, packages

MOST = 10_000
"""Orders that one paper takes: about as many pages, which the rows of fit well into memory."""

_BATCH = 2_000

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Papers(Generic[Row]):
    """The rows of a paper, and why some of the orders asked for are not on it."""

    rows: tuple[Row, ...]
    left_out: tuple[Refusal, ...] = ()


def to_pack(conn: Connection, *, labelled: bool = False) -> tuple[int, ...]:
    """The orders still to be packed or handed over, the one due first in front.

    With ``labelled`` only those that have a label. Refused when there is none.
    """
    waiting = [Status.PARTIALLY_SHIPPING, Status.AWAITING_COLLECTION]
    if not labelled:
        waiting.append(Status.AWAITING_SHIPMENT)
    query = (
        select(orders.c.id)
        .where(orders.c.status.in_([int(each) for each in waiting]))
        .order_by(orders.c.dispatch_by, orders.c.id)
    )
    found = tuple(conn.execute(query).scalars())
    if not found:
        raise RefusedError("paper-empty")
    return found


def asked_orders(conn: Connection, ids: Sequence[int]) -> dict[int, Any]:
    """The rows of the orders by id, in the order asked for; unknown ones are missing.

    Refused when there are none, or more than ``MOST``.
    """
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        raise RefusedError("nothing-asked")
    if len(wanted) > MOST:
        raise RefusedError("paper-too-long", orders=len(wanted), most=MOST)
    found = {row.id: row for row in rows_of(conn, orders, orders.c.id, wanted)}
    return {each: found[each] for each in wanted if each in found}


def packable(conn: Connection, ids: Sequence[int]) -> tuple[dict[int, Any], list[Refusal]]:
    """The asked orders that somebody may pack, and why the others are none of them."""
    found = asked_orders(conn, ids)
    left_out = unknown(ids, found)
    about = shop_row(conn, 0)
    for each, row in found.items():
        if row.status == Status.CANCELLED:
            left_out.append(Refusal("order-cancelled", {"order": each}))
        elif row.status == Status.UNPAID:
            left_out.append(Refusal("order-unpaid", {"order": each}))
        elif row.status == Status.ON_HOLD and about.is_practice:
            until = about.book.calendar.text(row.ship_from)
            left_out.append(Refusal("order-on-hold", {"order": each, "until": until}))
    refused = {refusal.params["order"] for refusal in left_out}
    return {each: row for each, row in found.items() if each not in refused}, left_out


def unknown(ids: Sequence[int], found: dict[int, Any]) -> list[Refusal]:
    """A refusal for each asked order that the shop does not have."""
    return [
        Refusal("order-unknown", {"order": each})
        for each in dict.fromkeys(ids)
        if each not in found
    ]


def rows_of(
    conn: Connection, table: Table, column: Column[int], ids: Sequence[int], *order: Any
) -> Iterator[Any]:
    """The table's rows whose column holds one of the ids; in order within some thousand ids."""
    for start in range(0, len(ids), _BATCH):
        part = list(ids[start : start + _BATCH])
        yield from conn.execute(select(table).where(column.in_(part)).order_by(column, *order))


def packages_that_count(conn: Connection, ids: Sequence[int]) -> dict[int, list[Any]]:
    """Each order's packages that were not voided, the first one first; orders without: missing."""
    found: dict[int, list[Any]] = {}
    for row in rows_of(conn, packages, packages.c.order_id, ids, packages.c.created_at):
        if not row.voided_at:
            found.setdefault(row.order_id, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.created_at, row.id))
    return found


def held(conn: Connection, package_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """The units of each SKU in packages of orders that travel in several; others are missing."""
    found: dict[int, dict[int, int]] = {}
    for row in rows_of(conn, package_items, package_items.c.package_id, package_ids):
        found.setdefault(row.package_id, {})[row.sku_id] = row.quantity
    return found


def left_of(lines: Sequence[Any], inside: Iterable[dict[int, int]]) -> dict[int, int]:
    """The units of each SKU of an order that are in none of the packages and were not given up."""
    left: dict[int, int] = {line.sku_id: line.quantity - line.returned for line in lines}
    for items in inside:
        for sku, quantity in items.items():
            left[sku] -= quantity
    return {sku: quantity for sku, quantity in left.items() if quantity > 0}


def place_of(order: Any) -> str:
    """City, state and ZIP as one line, such as ``Austin, TX 78701``."""
    town = ", ".join(part for part in (order.city, order.state) if part)
    return " ".join(part for part in (town, order.zip) if part)


def pdf_named(path: Path) -> Path:
    """The path, when a PDF may be written there by its name; a shop's file is never one."""
    if path.suffix.casefold() != ".pdf":
        raise RefusedError("paper-ending", file=path.name)
    return path
