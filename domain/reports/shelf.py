"""The products of a shop in figures, which are read once.

One frozen value, so that whoever shows a list of products can keep it until something has changed:
a filter or another order of the list costs no further look at SKUs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import Connection, func, or_, select

from domain.catalogue.rules import NOT_ON_SHELF, PACE_DAYS, runs_low
from domain.catalogue.tables import products, skus
from domain.kernel.clock import DAY
from domain.kernel.columns import UNKNOWN, Array, Columns, given, places, read, read_numbers
from domain.reports.products import goods_coming, units_sold
from domain.reports.shop import ShopRow, shop_row
from domain.simulation.tables import traffic


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """All products in figures, by rising id; ``UNKNOWN`` where nobody knows."""

    shop: ShopRow
    ids: Array
    status: Array
    quality: Array
    """The ``Tier`` of what buyers see of it; known in practice shops only, and of no draft."""
    low_price: Array
    high_price: Array
    stock: Array
    """Units of the SKUs whose stock is known."""
    untold: Array
    """SKUs whose stock is unknown."""
    sold_out: Array
    """SKUs without stock."""
    variations: Array
    cover: Array
    """Days that the SKU lasts which runs out first; known in practice shops only."""
    low: Array
    """Whether a SKU runs low, or is out, with nothing on its way."""
    traffic_day: int
    """The local day before which clicks are counted; 0 where they are not (see ``clicked``)."""
    clicks: Array
    """Of the last seven whole days, and the orders that came of them."""
    orders: Array
    skus: Columns
    """Each SKU by rising product: id, product_id, price and stock; in practice shops also units
    ``sold`` in the last seven days and ``coming`` from the supplier."""


def shelf(
    conn: Connection, wall: int, product: int | None = None, before: Shelf | None = None
) -> Shelf:
    """All products in figures, or one alone; ``wall`` is a real shop's now.

    Clicks are those of ``before``, the figures of an earlier look, where they are still right.
    """
    about = shop_row(conn, wall)
    one = [] if product is None else [products.c.id == product]
    columns = (products.c.id, products.c.status, products.c.tier)
    listed = read(conn, select(*columns).where(*one).order_by("id"))
    ids = listed["id"]
    lines = _skus(conn, about, product)
    price, stock = lines["price"], lines["stock"]
    sums = _Sums(ids, lines["product_id"])
    cover, low = _lasting(about, lines)
    same = (
        before is not None
        and before.traffic_day == _today(about)
        and np.array_equal(before.ids, ids)
    )
    nothing = np.zeros(len(ids), dtype=np.int64)
    return Shelf(
        shop=about,
        ids=ids,
        status=listed["status"],
        quality=np.where(listed["tier"] > 0, listed["tier"], UNKNOWN),
        low_price=sums.least(price, price != UNKNOWN),
        high_price=-sums.least(-price, price != UNKNOWN, -UNKNOWN),
        stock=np.where(sums.count(stock != UNKNOWN), sums.total(np.maximum(stock, 0)), UNKNOWN),
        untold=sums.count(stock == UNKNOWN),
        sold_out=sums.count(stock == 0),
        variations=sums.count(np.ones(len(lines), dtype=bool)),
        cover=sums.least(cover, cover != UNKNOWN),
        low=sums.count(low) > 0,
        traffic_day=before.traffic_day if same and before is not None else 0,
        clicks=before.clicks if same and before is not None else nothing,
        orders=before.orders if same and before is not None else nothing,
        skus=lines,
    )


def clicked(conn: Connection, known: Shelf) -> Shelf:
    """The same with the clicks of the seven days before today, which stay right until midnight.

    They are a question of their own, since counting them takes as long as all the rest.
    """
    today = _today(known.shop)
    statement = (
        select(skus.c.product_id, func.sum(traffic.c.clicks), func.sum(traffic.c.orders))
        .join(skus, skus.c.id == traffic.c.sku_id)
        .where(traffic.c.day >= today - PACE_DAYS, traffic.c.day < today)
        .group_by(skus.c.product_id)
    )
    product, clicks, orders = read_numbers(conn, statement)
    sums = _Sums(known.ids, product)
    return replace(known, traffic_day=today, clicks=sums.total(clicks), orders=sums.total(orders))


def _today(about: ShopRow) -> int:
    return int(about.book.calendar.local_day(about.now))


def _skus(conn: Connection, about: ShopRow, product: int | None) -> Columns:
    price, stock = (func.coalesce(column, UNKNOWN) for column in (skus.c.price, skus.c.stock))
    # A product that is not sold yet shows the SKUs that it is to have; any other what buyers find.
    unsold = select(products.c.id).where(products.c.status.in_(NOT_ON_SHELF))
    statement = select(skus.c.id, skus.c.product_id, price, stock).where(
        or_(skus.c.unlisted == 0, skus.c.product_id.in_(unsold))
    )
    if product is not None:
        statement = statement.where(skus.c.product_id == product)
    figures = read_numbers(conn, statement)
    figures = figures[:, np.lexsort((figures[0], figures[1]))]
    columns = dict(zip(("id", "product_id", "price", "stock"), figures, strict=True))
    columns["sold"] = columns["coming"] = np.zeros(len(columns["id"]), dtype=np.int64)
    if about.is_practice:
        columns["sold"] = units_sold(conn, about.now - PACE_DAYS * DAY, columns["id"], product)
        coming = goods_coming(conn)
        units = np.array([units for units, _first in coming.values()], dtype=np.int64)
        known = np.array(list(coming), dtype=np.int64)
        columns["coming"] = given(columns["id"], known, units, 0)
    return Columns(columns)


class _Sums:
    """What the SKUs of each product make together; SKUs stand in the order of their products.

    Those of a product that is not listed are left out: it has come since.
    """

    def __init__(self, ids: Array, of_product: Array) -> None:
        self._size = len(ids)
        self._place, self._there = places(ids, of_product)

    def total(self, values: Array) -> Array:
        """Exact below 2**53."""
        place, weights = self._place[self._there], values[self._there]
        sums = np.bincount(place, weights=weights, minlength=self._size)
        return np.asarray(sums.astype(np.int64))

    def count(self, mask: Array) -> Array:
        return np.bincount(self._place[mask & self._there], minlength=self._size)

    def least(self, values: Array, known: Array, none: int = UNKNOWN) -> Array:
        """The least known value of each product; ``none`` where there is none."""
        most = np.iinfo(np.int64).max
        least = np.full(self._size, most)
        known = known & self._there
        place, values = self._place[known], values[known]
        if len(place):
            first = np.flatnonzero(np.diff(place, prepend=-1))
            least[place[first]] = np.minimum.reduceat(values, first)
        return np.where(least == most, none, least)


def _lasting(about: ShopRow, lines: Columns) -> tuple[Array, Array]:
    """The days that each SKU lasts, and whether it runs low with nothing on its way."""
    stock, sold = lines["stock"], lines["sold"]
    cover, low = np.full(len(lines), UNKNOWN), np.zeros(len(lines), dtype=bool)
    if about.is_practice:
        days = stock * PACE_DAYS // np.maximum(sold, 1)
        cover = np.where((sold > 0) & (stock > 0), days, UNKNOWN)
        cover[stock == 0] = 0
        low = runs_low(stock, sold, about.low_stock_days) & (stock != UNKNOWN)
    return cover, low & (lines["coming"] == 0)
