"""Small shops written row by row: two SKUs, and whatever orders and promotions a test asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, Table

from domain.catalogue.tables import products, skus
from domain.kernel.clock import DAY
from domain.kernel.columns import Columns, write
from domain.orders.tables import order_lines, orders
from domain.promotions.tables import promotion_items, promotion_tiers, promotions
from domain.shipping import settings
from domain.shipping.settings import Settings, standard
from domain.shipping.tables import packages
from domain.simulation import every_table
from domain.simulation.scenarios import scenario_text
from domain.storage.file import ShopFile
from domain.storage.tables import practice, shop

NOW = 1_797_000_000
LAMP, CUP = 11, 12
ALL_TABLES = every_table.ROOMS
"""A file has every table, so all of them have to be known when it is made."""

Row = Mapping[str, int | str]


def put(conn: Connection, into: Table, *rows: Row) -> None:
    """Rows of which only some columns matter; all others are 0, empty or unknown."""
    for row in rows:
        columns = Columns.like(into, 1)
        for name, value in row.items():
            columns[name] = value
        write(conn, into, columns)


def small_shop(
    path: Path,
    kind: str = "practice",
    *,
    region: str = "us",
    fee: int = 0,
    free_from: int = 0,
) -> ShopFile:
    """A lamp for 24.99 that costs 9.40, and a cup for 10.00 of which nobody knows the cost."""

    def fill(conn: Connection) -> None:
        about: Row = {"id": 1, "name": "Shop", "kind": kind, "region": region}
        real = kind != "practice"
        put(conn, shop, {**about, "now": 0 if real else NOW, "opened_at": 0 if real else NOW - DAY})
        if not real:
            text = scenario_text("first-30-days")
            put(conn, practice, {"id": 1, "scenario": "first-30-days", "scenario_text": text})
        settings.begin(conn, Settings(() if real else (standard(fee, free_from, 0),)))
        words: Row = {"status": "ACTIVATE", "category": "Home"}
        put(conn, products, {"id": 1, "name": "Lamp", **words}, {"id": 2, "name": "Cup", **words})
        size: Row = {"length": 200, "width": 90, "height": 60, "list_price": -1, "stock": 50}
        put(
            conn,
            skus,
            {"id": LAMP, "product_id": 1, "price": 2499, "cost": 940, "weight": 300, **size},
            {"id": CUP, "product_id": 2, "price": 1000, "cost": -1, "weight": 0, **size},
        )

    return ShopFile.create(path, fill)


def order(
    conn: Connection,
    number: int,
    *lines: tuple[int, int, int],
    commission: int = 0,
    postage: int = 447,
    age: int = 10,
    **told: int | str,
) -> None:
    """A delivered order of lines (SKU, units, list price), sent in one parcel."""
    at = NOW - age * DAY
    units = sum(quantity for _, quantity, _ in lines)
    usual: Row = {
        "id": number,
        "created_at": at,
        "delivered_at": at + 3 * DAY,
        "line_count": len(lines),
        "units": units,
        "state": "TX",
    }
    put(conn, orders, {**usual, **told})
    for sku, quantity, price in lines:
        line = {"order_id": number, "sku_id": sku, "quantity": quantity, "commission": commission}
        put(conn, order_lines, {**line, "unit_price": price, "subtotal": price * quantity})
    if postage:
        put(
            conn, packages, {"id": number, "order_id": number, "parcel": number, "postage": postage}
        )


def promote(
    conn: Connection,
    number: int,
    tool: int,
    items: Sequence[Row] = (),
    tiers: Sequence[Row] = (),
    **told: int | str,
) -> None:
    """A promotion that holds now, for the whole shop where it has no items."""
    usual: Row = {
        "id": number,
        "tool": tool,
        "name": f"Promotion {number}",
        "starts_at": NOW - DAY,
        "whole_shop": int(not items),
        "uses": -1,
        "buyer_limit": -1,
    }
    put(conn, promotions, {**usual, **told})
    put(conn, promotion_items, *({"promotion_id": number, "units": -1, **row} for row in items))
    put(
        conn,
        promotion_tiers,
        *({"promotion_id": number, "number": at, **row} for at, row in enumerate(tiers, start=1)),
    )
