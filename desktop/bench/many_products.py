"""A practice shop that sells ten thousand products in thirty thousand variations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sqlalchemy import Connection, func, select

from domain.catalogue.rules import PACE_DAYS, ProductStatus
from domain.catalogue.tables import products, skus
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns, write
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders
from domain.promotions.tables import ads
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.simulation.tables import sim_skus, traffic

PRODUCTS, VARIATIONS = 10_000, 3
_PLAYED_DAYS = 8
_FIRST_ID, _FIRST_ORDER = 10**7, 10**15
_STATUSES = (ProductStatus.ACTIVATE,) * 8 + (
    ProductStatus.SELLER_DEACTIVATED,
    ProductStatus.PENDING,
)
_KINDS = ("Lamp", "Cable", "Mug", "Case", "Speaker")


def many_products(path: Path, count: int = PRODUCTS) -> None:
    """A shop of the first days with so many products beside its own, sold and clicked lately."""
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(_PLAYED_DAYS, sensible)
        shop.write(_Filling(shop.book.calendar.local_day(shop.now), shop.now, count).fill)


class _Filling:
    """Writes ``count`` products and what has come of them."""

    def __init__(self, today: Array | int, now: int, count: int) -> None:
        self.today, self.now = int(today), now
        self.draw = np.random.default_rng(count)
        self.product = _FIRST_ID + np.arange(count)
        self.sku = 2 * _FIRST_ID + np.arange(count * VARIATIONS)

    def fill(self, conn: Connection) -> None:
        write(conn, products, self._products())
        write(conn, skus, self._skus())
        for known in (sim_skus, ads):  # or the world would not know them
            rows = Columns.like(known, len(self.sku))
            rows["sku_id"] = self.sku
            write(conn, known, rows)
        write(conn, traffic, self._traffic())
        placed, lines = self._orders(int(conn.scalar(select(func.max(orders.c.buyer_id))) or 0))
        write(conn, orders, placed)
        write(conn, order_lines, lines)

    def _products(self) -> Columns:
        rows, size = Columns.like(products, len(self.product)), len(self.product)
        rows["id"] = self.product
        rows["name"] = np.array([f"{_KINDS[n % 5]} no. {n}" for n in range(size)], object)
        rows["status"] = np.array([_STATUSES[n % 10].value for n in range(size)], object)
        rows["category"] = np.array([f"Category {n % 40}" for n in range(size)], object)
        rows["picture"], rows["colour"] = "tag", "#4F46E5"
        return rows

    def _skus(self) -> Columns:
        rows, size = Columns.like(skus, len(self.sku)), len(self.sku)
        rows["id"], rows["product_id"] = self.sku, np.repeat(self.product, VARIATIONS)
        rows["name"] = np.array([("Red", "Blue", "Green")[n % 3] for n in range(size)], object)
        rows["seller_sku"] = np.array([f"SKU-{n:05d}" for n in range(size)], object)
        rows["price"] = self.draw.integers(300, 9_000, size)
        rows["list_price"], rows["cost"] = rows["price"], rows["price"] // 3
        rows["stock"] = self.draw.integers(0, 90, size)
        rows["opening_stock"], rows["lead_days"] = rows["stock"], 6
        rows["weight"], rows["length"], rows["width"], rows["height"] = 300, 200, 100, 50
        return rows

    def _traffic(self) -> Columns:
        """Each SKU was seen each day."""
        rows = Columns.like(traffic, len(self.sku) * PACE_DAYS)
        rows["day"] = np.repeat(self.today - 1 - np.arange(PACE_DAYS), len(self.sku))
        rows["source"], rows["sku_id"] = "shop", np.tile(self.sku, PACE_DAYS)
        rows["clicks"] = self.draw.integers(0, 60, len(rows))
        rows["impressions"] = rows["clicks"] * 30
        rows["orders"] = rows["clicks"] // 20
        return rows

    def _orders(self, buyer: int) -> tuple[Columns, Columns]:
        """One for each product, about; half a million a year."""
        size = len(self.product)
        placed, lines = Columns.like(orders, size), Columns.like(order_lines, size)
        placed["id"] = _FIRST_ORDER + np.arange(size)
        placed["created_at"] = self.now - self.draw.integers(1, PACE_DAYS * DAY, size)
        placed["status"], placed["line_count"] = int(Status.COMPLETED), 1
        placed["buyer_id"] = buyer + 1 + np.arange(size)
        at = self.draw.integers(0, len(self.sku), size)
        lines["order_id"], lines["sku_id"] = placed["id"], self.sku[at]
        lines["product_id"] = self.product[at // VARIATIONS]
        lines["quantity"] = self.draw.integers(1, 4, size)
        return placed, lines
