"""Shops with a million orders, written column by column: three years of them, most long completed.

The last weeks look like any busy shop's, so about one order in five hundred waits to be shipped.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from desktop.bench.busy_shop import busy_shop
from domain.kernel.clock import DAY, HOUR
from domain.kernel.columns import Array, Columns, write
from domain.orders.rules import OPEN, STATUS_TIMES, Role, status_at
from domain.orders.tables import order_lines, orders, recipients
from domain.rulebook import Rulebook
from domain.shipping.rules import Method
from domain.shipping.tables import packages
from domain.shop import Shop
from domain.simulation.parameters import places

ORDERS = 1_000_000
NOW = 1_789_500_000
"""The moment at which a big real shop stands: 15 September 2026."""

_YEARS = 3 * 365 * DAY
_PRODUCTS, _TOWNS, _CHUNK = 600, 20_000, 50_000
_ID_BASE, _ID_HOUR = 576 * 10**15, 10**12
_WAYS = ("to the sea", "by the lake", "on the hill", "in the valley", "of the north")


def big_real_shop(path: Path, count: int = ORDERS) -> None:
    """A real shop whose newest orders are as old as ``NOW``."""
    with Shop.real(path, "us", "Big") as shop:
        shop.write(lambda conn: _fill(conn, shop.book, NOW, count))


def big_practice_shop(path: Path, orders_a_year: int, count: int = ORDERS) -> None:
    """A busy practice shop before whose first day so many orders were placed and have ended."""
    with busy_shop(path, orders_a_year) as shop:
        opened = shop.now
        shop.write(lambda conn: _fill(conn, shop.book, opened, count, ended=True))


def _fill(conn: Connection, book: Rulebook, now: int, count: int, *, ended: bool = False) -> None:
    """Write ``count`` orders of the three years before ``now``."""
    draw = np.random.default_rng(count)
    youngest = 60 * DAY if ended else 0
    at = np.sort(draw.integers(now - _YEARS, now - youngest, count))
    names = [
        f"{kind} {number}" for kind in ("Lamp", "Cable", "Mug", "Case") for number in range(150)
    ]
    assert len(names) == _PRODUCTS
    known = places()
    town = draw.integers(0, len(known.city), _TOWNS)
    city = np.array([f"{known.city[t]} {_WAYS[n % 5]} {n}" for n, t in enumerate(town)], object)
    for start in range(0, count, _CHUNK):
        _write_some(
            conn, draw, book, now, at[start : start + _CHUNK], start, names, city, known.state[town]
        )


def _write_some(
    conn: Connection,
    draw: np.random.Generator,
    book: Rulebook,
    now: int,
    at: Array,
    start: int,
    names: list[str],
    city: Array,
    state: Array,
) -> None:
    size = len(at)
    rows = Columns.like(orders, size)
    rows["id"] = _ID_BASE + at // HOUR * _ID_HOUR + (start + np.arange(size)) % _ID_HOUR
    rows["buyer_id"] = draw.integers(1, 700_000, size)
    rows["created_at"] = at
    _live(rows, draw, now)
    home = draw.integers(0, len(city), size)
    rows["city"], rows["state"], rows["country"] = city[home], state[home], book.name
    rows["zip"] = "10001"
    two = draw.random(size) < 0.25
    rows["line_count"] = 1 + two
    lines = _lines(rows, draw, two, names)
    at_line = np.searchsorted(rows["id"], lines["order_id"])
    for name, of in (("units", "quantity"), ("item_total", "subtotal")):
        rows[name] = np.bincount(at_line, weights=lines[of], minlength=size).astype(np.int64)
    free = draw.random(size) < 0.01
    rows["seller_discount"] = rows["item_total"] * free
    rows["tax"] = rows["item_total"] * ~free // 12
    rows["amount"] = rows["item_total"] - rows["seller_discount"] + rows["tax"]
    write(conn, orders, rows)
    write(conn, order_lines, lines)
    write(conn, packages, _parcels(rows, draw, book))
    waiting = rows.where(np.isin(rows["status"], [int(each) for each in OPEN]))
    people = Columns.like(recipients, len(waiting))
    people["order_id"] = waiting["id"]
    people["name"] = np.array([f"Buyer {each}" for each in waiting["buyer_id"].tolist()], object)
    people["message"] = np.where(
        draw.random(len(waiting)) < 0.05, "Please leave it at the door.", ""
    )
    write(conn, recipients, people)


def _live(rows: Columns, draw: np.random.Generator, now: int) -> None:
    """Each order's moments so far, and the status that follows from them."""
    size, at = len(rows), rows["created_at"]

    def after(before: Array, least: int, most: int, share: float = 1.0) -> Array:
        moment = before + draw.integers(least, most, size)
        there = (before > 0) & (moment <= now) & (draw.random(size) < share)
        return np.where(there, moment, 0)

    rows["paid_at"] = after(at, 0, HOUR, 0.97)
    rows["ship_from"] = np.where(rows["paid_at"] > 0, rows["paid_at"] + HOUR, 0)
    rows["dispatch_by"], rows["collect_by"] = at + 3 * DAY, at + 6 * DAY
    rows["deliver_by"] = at + 10 * DAY
    off = after(at, HOUR, 2 * DAY, 0.03) + 0
    off = np.where((rows["paid_at"] == 0) & (at + 2 * DAY <= now), at + 2 * DAY, off)
    rows["rts_at"] = after(rows["paid_at"], HOUR, 3 * DAY) * (off == 0)
    rows["shipped_at"] = after(rows["rts_at"], HOUR, 2 * DAY)
    rows["delivered_at"] = after(rows["shipped_at"], DAY, 6 * DAY)
    rows["completed_at"] = after(rows["delivered_at"], 30 * DAY, 30 * DAY + 1)
    rows["cancelled_at"] = off
    rows["cancel_role"] = np.where(off > 0, Role.BUYER.name, "").astype(object)
    rows["status"] = status_at(now, **{name: rows[name] for name in STATUS_TIMES})


def _lines(rows: Columns, draw: np.random.Generator, two: Array, names: list[str]) -> Columns:
    """One line for each order, and a second one for some."""
    lines = Columns.like(order_lines, len(rows) + int(two.sum()))
    lines["order_id"] = np.concatenate([rows["id"], rows["id"][two]])
    product = (draw.random(len(lines)) ** 3 * (len(names) - 1)).astype(np.int64)
    product[len(rows) :] = (product[: len(rows)][two] + 1) % len(names)
    lines["sku_id"] = product + 1
    lines["product_id"] = product // 2 + 1
    lines["product_name"] = np.array(names, object)[product]
    lines["seller_sku"] = np.array([f"SKU-{n:04d}" for n in range(len(names))], object)[product]
    lines["quantity"] = draw.integers(1, 4, len(lines))
    lines["unit_price"] = 500 + product * 7
    lines["subtotal"] = lines["quantity"] * lines["unit_price"]
    return lines.where(np.lexsort((lines["sku_id"], lines["order_id"])))


def _parcels(rows: Columns, draw: np.random.Generator, book: Rulebook) -> Columns:
    """A package for each order that is ready to ship."""
    sent = rows.where(rows["rts_at"] > 0)
    parcels = Columns.like(packages, len(sent))
    carriers = np.array([each.name for each in book.carriers.values()], object)
    for name in ("id", "order_id", "parcel"):
        parcels[name] = sent["id"]
    parcels["carrier"] = carriers[draw.integers(0, len(carriers), len(sent))]
    parcels["tracking"] = np.array([f"94{each:018d}07" for each in sent["id"].tolist()], object)
    parcels["method"] = Method.PLATFORM.value
    parcels["created_at"] = sent["rts_at"]
    return parcels
