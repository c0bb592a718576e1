"""What a shop sells, with its pace and how long its stock lasts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, func, select

from domain.catalogue.rules import NOT_ON_SHELF, PACE_DAYS, runs_low
from domain.catalogue.tables import products, restocks, skus
from domain.kernel.clock import DAY
from domain.kernel.columns import UNKNOWN, Array, given, read, read_numbers
from domain.orders.tables import order_lines, orders
from domain.reports.promoted import deal_prices
from domain.reports.shop import shop_row
from domain.simulation.tables import sim_skus


@dataclass(frozen=True, slots=True)
class SkuRow:
    """A SKU; minor units, epoch seconds. ``stock`` is None where unknown, ``cover`` in days."""

    id: int
    product_id: int
    product: str
    variation: str
    seller_sku: str
    status: str
    picture: str
    colour: str
    price: int
    deal_price: int
    """What it sells for in today's deal; 0 without one."""
    reviews: int
    stars: int
    """Of all its reviews together."""
    cost: int
    stock: int | None
    sold: int
    """Units ordered in the last seven days, cancelled ones not counted."""
    cover: int | None
    """Days the stock lasts at that pace; None where nothing was sold or the stock is unknown."""
    low: bool
    coming: int
    """Units on their way from the supplier."""
    arrives_at: int
    lead_days: int


@dataclass(frozen=True, slots=True)
class StockLevels:
    """How many products are sold, and how many of them ask for goods with one SKU at least."""

    listed: int
    low: int
    """Without SKUs for which goods are on their way."""
    out: int


def stock_levels(conn: Connection, wall: int) -> StockLevels:
    """The counts alone, which cost little where SKUs are many; the groups of ``listings`` agree."""
    about = shop_row(conn, wall)
    coming = goods_coming(conn)
    sold = products.c.status.not_in(NOT_ON_SHELF)
    listed = read(
        conn,
        select(skus.c.id, skus.c.product_id, skus.c.stock)
        .join(products, products.c.id == skus.c.product_id)
        .where(sold, skus.c.unlisted == 0),
    )
    ids, stocks = listed["id"], listed["stock"]
    paces = units_sold(conn, about.now - PACE_DAYS * DAY, ids)
    lows = runs_low(stocks, paces, about.low_stock_days) & (stocks != UNKNOWN)
    lows &= ~np.isin(ids, np.array(list(coming), dtype=np.int64))

    def of(which: Array) -> int:
        return len(np.unique(listed["product_id"][which]))

    return StockLevels(of(np.ones(len(ids), dtype=bool)), of(lows), of(stocks == 0))


def sku_rows(conn: Connection, wall: int, product: int | None = None) -> tuple[SkuRow, ...]:
    """Every SKU, or those of a product, in the order in which they were listed."""
    about = shop_row(conn, wall)
    coming = goods_coming(conn)
    wanted = [] if product is None else [skus.c.product_id == product]
    listed = conn.execute(
        select(
            skus,
            products.c.name.label("product"),
            products.c.status,
            products.c.picture,
            products.c.colour,
            (sim_skus.c.reviews + sim_skus.c.reviews_today).label("reviews"),
            (sim_skus.c.stars + sim_skus.c.stars_today).label("stars"),
        )
        .join(products, products.c.id == skus.c.product_id)
        .outerjoin(sim_skus, sim_skus.c.sku_id == skus.c.id)
        .where(*wanted)
        .order_by(skus.c.id)
    ).all()
    ids = np.array([row.id for row in listed], dtype=np.int64)
    paces = units_sold(conn, about.now - PACE_DAYS * DAY, ids, product)
    stocks = np.array([-1 if row.stock is None else row.stock for row in listed], dtype=np.int64)
    lows = runs_low(stocks, paces, about.low_stock_days)
    lows &= stocks >= 0  # what is unknown is never low
    lows &= np.array([row.unlisted == 0 for row in listed], dtype=bool)
    deals = deal_prices(conn, about.now, ids.tolist())
    rows = []
    for row, pace, low in zip(listed, paces.tolist(), lows.tolist(), strict=True):
        cover = row.stock * PACE_DAYS // pace if pace and row.stock is not None else None
        units, first = coming.get(row.id, (0, 0))
        rows.append(
            SkuRow(
                id=row.id,
                product_id=row.product_id,
                product=row.product,
                variation=row.name,
                seller_sku=row.seller_sku,
                status=row.status,
                picture=row.picture,
                colour=row.colour,
                price=row.price,
                deal_price=deals.get(row.id, 0),
                reviews=row.reviews or 0,
                stars=row.stars or 0,
                cost=row.cost,
                stock=row.stock,
                sold=pace,
                cover=cover,
                low=low,
                coming=units,
                arrives_at=first,
                lead_days=row.lead_days,
            )
        )
    return tuple(rows)


def units_sold(conn: Connection, since: int, ids: Array, product: int | None = None) -> Array:
    """Units ordered of each of these SKUs since then, cancelled ones not counted.

    Where all of them are of one product, saying so is quicker.
    """
    # Not a join: SQLite would go through the lines of all times to group them.
    recent = select(orders.c.id).where(orders.c.created_at >= since, orders.c.cancelled_at == 0)
    wanted = [] if product is None else [order_lines.c.product_id == product]
    sku, units = read_numbers(
        conn,
        select(order_lines.c.sku_id, func.sum(order_lines.c.quantity))
        .where(order_lines.c.order_id.in_(recent), *wanted)
        .group_by(order_lines.c.sku_id),
    )
    return given(ids, sku, units, 0)


def goods_coming(conn: Connection) -> dict[int, tuple[int, int]]:
    """Units on their way by SKU, and when the first of them arrive."""
    return {
        row.sku_id: (row.units, row.first)
        for row in conn.execute(
            select(
                restocks.c.sku_id,
                func.sum(restocks.c.quantity).label("units"),
                func.min(restocks.c.arrives_at).label("first"),
            )
            .where(restocks.c.arrived_at == 0)
            .group_by(restocks.c.sku_id)
        )
    }
