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
_FIRST_ID, _NEXT_ID = 550 * 10**15, 10**10
"""Below those of any order of a practice shop's own."""
_WAYS = ("to the sea", "by the lake", "on the hill", "in the valley", "of the north")


def big_real_shop(path: Path, count: int = ORDERS) -> None:
    """A real shop whose newest orders are as old as ``NOW``."""
    with Shop.real(path, "us", "Big") as shop:
        shop.write(_Filling(shop.book, NOW, count).fill)


def big_practice_shop(path: Path, orders_a_year: int, count: int = ORDERS) -> None:
    """A busy practice shop before whose first day so many orders were placed and have ended."""
    with busy_shop(path, orders_a_year) as shop:
        shop.write(_Filling(shop.book, shop.now, count, youngest=60 * DAY).fill)


class _Filling:
    """Writes ``count`` orders of the three years before ``now``."""

    def __init__(self, book: Rulebook, now: int, count: int, youngest: int = 0) -> None:
        """The newest orders are at least ``youngest`` seconds old."""
        self.now, self.country = now, book.name
        self.carriers = np.array([each.name for each in book.carriers.values()], object)
        self.draw = np.random.default_rng(count)
        self.created_at = np.sort(self.draw.integers(now - _YEARS, now - youngest, count))
        known = places()
        town = self.draw.integers(0, len(known.city), _TOWNS)
        names = [f"{known.city[at]} {_WAYS[n % 5]} {n}" for n, at in enumerate(town.tolist())]
        self.city, self.state = np.array(names, object), known.state[town]
        kinds = ("Lamp", "Cable", "Mug", "Case")
        self.product = np.array([f"{kinds[n % 4]} {n}" for n in range(_PRODUCTS)], object)
        self.code = np.array([f"SKU-{n:04d}" for n in range(_PRODUCTS)], object)

    def fill(self, conn: Connection) -> None:
        """Write all of them, some at a time."""
        for start in range(0, len(self.created_at), _CHUNK):
            rows, lines = self._some(start)
            write(conn, orders, rows)
            write(conn, order_lines, lines)
            write(conn, packages, self._parcels(rows))
            write(conn, recipients, self._people(rows))

    def _some(self, start: int) -> tuple[Columns, Columns]:
        """Orders from a position on, with their lines."""
        at = self.created_at[start : start + _CHUNK]
        size, draw = len(at), self.draw
        rows = Columns.like(orders, size)
        rows["id"] = _FIRST_ID + (start + np.arange(size)) * _NEXT_ID
        rows["buyer_id"] = draw.integers(1, 700_000, size)
        rows["created_at"] = at
        _live(rows, draw, self.now)
        home = draw.integers(0, _TOWNS, size)
        rows["city"], rows["state"] = self.city[home], self.state[home]
        rows["zip"], rows["country"] = "10001", self.country
        two = draw.random(size) < 0.25
        rows["line_count"] = 1 + two
        lines = self._lines(rows, two)
        of = np.searchsorted(rows["id"], lines["order_id"])
        for name, line in (("units", "quantity"), ("item_total", "subtotal")):
            rows[name] = np.bincount(of, weights=lines[line], minlength=size).astype(np.int64)
        free = draw.random(size) < 0.01
        rows["seller_discount"] = rows["item_total"] * free
        rows["tax"] = rows["item_total"] * ~free // 12
        rows["amount"] = rows["item_total"] - rows["seller_discount"] + rows["tax"]
        return rows, lines

    def _lines(self, rows: Columns, two: Array) -> Columns:
        """One line for each order, and a second one for some."""
        lines = Columns.like(order_lines, len(rows) + int(two.sum()))
        lines["order_id"] = np.concatenate([rows["id"], rows["id"][two]])
        product = (self.draw.random(len(lines)) ** 3 * (_PRODUCTS - 1)).astype(np.int64)
        product[len(rows) :] = (product[: len(rows)][two] + 1) % _PRODUCTS
        lines["sku_id"], lines["product_id"] = product + 1, product // 2 + 1
        lines["product_name"], lines["seller_sku"] = self.product[product], self.code[product]
        lines["quantity"] = self.draw.integers(1, 4, len(lines))
        lines["unit_price"] = 500 + product * 7
        lines["subtotal"] = lines["quantity"] * lines["unit_price"]
        return lines.where(np.lexsort((lines["sku_id"], lines["order_id"])))

    def _parcels(self, rows: Columns) -> Columns:
        """A package for each order that is ready to ship."""
        sent = rows.where(rows["rts_at"] > 0)
        parcels = Columns.like(packages, len(sent))
        for name in ("id", "order_id", "parcel"):
            parcels[name] = sent["id"]
        parcels["carrier"] = self.carriers[self.draw.integers(0, len(self.carriers), len(sent))]
        parcels["tracking"] = np.array([f"94{each:018d}07" for each in sent["id"].tolist()], object)
        parcels["method"] = Method.PLATFORM.value
        parcels["created_at"] = sent["rts_at"]
        return parcels

    def _people(self, rows: Columns) -> Columns:
        """The recipients of orders still to be delivered; some have left a message."""
        waiting = rows.where(np.isin(rows["status"], [int(each) for each in OPEN]))
        people = Columns.like(recipients, len(waiting))
        people["order_id"] = waiting["id"]
        people["name"] = np.array(
            [f"Buyer {each}" for each in waiting["buyer_id"].tolist()], object
        )
        said = self.draw.random(len(waiting)) < 0.05
        people["message"] = np.where(said, "Please leave it at the door.", "")
        return people


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
    off = after(at, HOUR, 2 * DAY, 0.03)
    off = np.where((rows["paid_at"] == 0) & (at + 2 * DAY <= now), at + 2 * DAY, off)
    rows["rts_at"] = after(rows["paid_at"], HOUR, 3 * DAY) * (off == 0)
    rows["shipped_at"] = after(rows["rts_at"], HOUR, 2 * DAY)
    rows["delivered_at"] = after(rows["shipped_at"], DAY, 6 * DAY)
    rows["completed_at"] = after(rows["delivered_at"], 30 * DAY, 30 * DAY + 1)
    rows["cancelled_at"] = off
    rows["cancel_role"] = np.where(off > 0, Role.BUYER.name, "").astype(object)
    rows["status"] = status_at(now, **{name: rows[name] for name in STATUS_TIMES})
