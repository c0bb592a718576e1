"""What an order export would change in the shop, a batch of orders at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, or_, select

from domain.interchange.orders.scan import SUMS, Batch
from domain.interchange.row_images import Difference, compare, places
from domain.kernel.columns import Array, Columns, read
from domain.orders.imported import BuyerIds, known_lines, known_orders
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders
from domain.shipping.tables import packages


@dataclass(frozen=True, slots=True)
class BatchDifference:
    """One batch against the shop. ``touched`` orders are new or differ in anything."""

    orders: Difference
    lines: Difference
    packages: Difference
    gone_packages: Columns
    """Packages the shop has of these orders, in whose place the file names others."""
    touched: Array
    new: int
    changed: int
    """Counts of lines; a line is changed when it, its order or a package of it differs."""
    replaced_notes: int
    """Orders that get another note than the one they have here."""
    older: int
    """Orders of which the shop knows that they have arrived or are cancelled, and the file not."""


def differ(conn: Connection, batch: Batch, buyers: BuyerIds, *, empty: bool) -> BatchDifference:
    """Compare a batch with the shop; ``empty`` says that the shop has no orders at all."""
    asked = batch.orders["id"]
    if empty:
        known = Columns.like(orders), Columns.like(order_lines), Columns.like(packages)
    else:
        known = known_orders(conn, asked), known_lines(conn, asked), _known_packages(conn, batch)
    older = _older(batch.orders, known[0])
    if older.any():
        batch = _without(batch, asked[older])
    order_rows = compare(orders, _told_orders(batch, known, buyers), known[0])
    line_rows = compare(order_lines, batch.lines, known[1])
    parcels = _numbered(batch.packages, known[2])
    package_rows = compare(packages, parcels, known[2])
    gone = _gone(parcels, known[2], _unsaid(batch, known[1])["order_id"])

    ids = batch.orders["id"]
    # A line follows its order and its packages, but not the other lines of the order.
    followed = order_rows.new | order_rows.changed | np.isin(ids, gone["order_id"])
    followed |= np.isin(ids, _differing_orders(package_rows))
    touched = followed | np.isin(ids, _differing_orders(line_rows))
    of_line = np.searchsorted(ids, batch.lines["order_id"])
    changed = ~line_rows.new & (line_rows.changed | followed[of_line])
    return BatchDifference(
        order_rows,
        line_rows,
        package_rows,
        gone,
        touched,
        int(line_rows.new.sum()),
        int(changed.sum()),
        _replaced_notes(order_rows),
        int(older.sum()),
    )


def _replaced_notes(found: Difference) -> int:
    before, after = found.before["seller_note"], found.rows["seller_note"][found.changed]
    return int(((before != "") & (before != after)).sum())


def _differing_orders(found: Difference) -> Array:
    orders_of: Array = found.rows["order_id"][found.new | found.changed]
    return orders_of


def _known_packages(conn: Connection, batch: Batch) -> Columns:
    return read(
        conn,
        select(packages).where(
            or_(
                packages.c.order_id.in_(batch.orders["id"].tolist()),
                packages.c.id.in_(batch.packages["id"].tolist()),
            )
        ),
    )


def _older(told: Columns, known: Columns) -> Array:
    """Orders that the file shows under way although the shop knows how they ended.

    An export older than one already imported must not bring a delivered parcel, or its recipient,
    back.
    """
    at = places(told, known, ("id",))
    older = np.zeros(len(told), dtype=bool)
    met = np.flatnonzero(at >= 0)
    ended = known["status"][at[met]] >= Status.DELIVERED
    older[met] = ended & (told["status"][met] < Status.DELIVERED)
    return older


def _without(batch: Batch, order_ids: Array) -> Batch:
    def kept(columns: Columns, name: str) -> Columns:
        return columns.where(~np.isin(columns[name], order_ids))

    return Batch(
        kept(batch.orders, "id"),
        kept(batch.lines, "order_id"),
        kept(batch.packages, "order_id"),
        kept(batch.recipients, "order_id"),
    )


def _told_orders(
    batch: Batch, known: tuple[Columns, Columns, Columns], buyers: BuyerIds
) -> Columns:
    """The orders as the file tells them, with the buyers' numbers.

    A buyer once known stays: names change, and the earlier key is then no longer in any file. So
    does a note of which the file says nothing: it may have been written here.
    Lines the shop has and the file does not (a filtered export) still count in the order's sums.
    """
    told = {name: batch.orders[name] for name in batch.orders if name != "buyer"}
    at = places(batch.orders, known[0], ("id",))
    met = np.flatnonzero(at >= 0)
    numbers = np.zeros(len(at), dtype=np.int64)
    numbers[met] = known[0]["buyer_id"][at[met]]
    open_ = numbers == 0
    numbers[open_] = buyers.known(batch.orders["buyer"][open_])
    told["buyer_id"] = numbers
    if "seller_note" in told:
        noted = np.full(len(at), "", dtype=object)
        noted[met] = known[0]["seller_note"][at[met]]
        told["seller_note"] = np.where(told["seller_note"] == "", noted, told["seller_note"])

    lines = known[1]
    unsaid = _unsaid(batch, lines)
    if len(unsaid):
        of_line = np.searchsorted(told["id"], unsaid["order_id"])
        mine = of_line < len(told["id"])
        mine[mine] = told["id"][of_line[mine]] == unsaid["order_id"][mine]
        of_line = of_line[mine]
        np.add.at(told["line_count"], of_line, 1)
        for name, source in SUMS.items():
            if name in told:
                np.add.at(told[name], of_line, unsaid[source][mine])
    return Columns(told)


def _numbered(told: Columns, known: Columns) -> Columns:
    """The packages under the numbers they have in the shop.

    Several orders can travel in one package, but a row belongs to one order: it keeps the package's
    number with the order that had it first, and has the order's own number with the others.
    """
    at = places(told, known, ("id",))
    owner = np.where(at >= 0, known["order_id"][at] if len(known) else 0, -1)
    elsewhere = np.where(at >= 0, owner != told["order_id"], told["shared"] == 1)
    arrays = {name: told[name] for name in told if name != "shared"}
    arrays["parcel"] = told["id"]
    arrays["id"] = np.where(elsewhere, told["order_id"], told["id"])
    first = np.unique(arrays["id"], return_index=True)[1]
    return Columns(arrays).where(np.sort(first))


def _unsaid(batch: Batch, lines: Columns) -> Columns:
    """Lines that the shop has of these orders and the file does not: a filtered export."""
    return lines.where(places(lines, batch.lines, ("order_id", "sku_id")) < 0)


def _gone(parcels: Columns, known: Columns, unsaid_of: Array) -> Columns:
    """Known packages of orders for which the file names packages, but not these.

    Those of an order of which the file says only some lines may belong to the others.
    """
    renamed = np.isin(known["order_id"], parcels["order_id"])
    renamed &= ~np.isin(known["order_id"], unsaid_of)
    return known.where(renamed & ~np.isin(known["id"], parcels["id"]))
