"""The products of a shop as a list: found, grouped and sorted by figures that are read once.

What a product is in figures (``Shelf``) is one frozen value, so that whoever shows the list can
keep it until something has changed, and a filter or another order costs no further look at SKUs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, or_, select

from domain.catalogue.quality import Tier
from domain.catalogue.rules import NOT_ON_SHELF, PACE_DAYS, ProductStatus, runs_low
from domain.catalogue.tables import listings, pictures, products, skus
from domain.catalogue.words import named
from domain.kernel.clock import DAY
from domain.kernel.columns import UNKNOWN, Array, Columns, given, places, read, read_numbers
from domain.kernel.money import BASIS
from domain.promotions.tables import offers
from domain.reports.products import goods_coming, units_sold
from domain.reports.shop import ShopRow, shop_row
from domain.simulation.tables import sim_skus, traffic


class Group(Enum):
    """Which products are listed."""

    ALL = "all"
    LIVE = "live"
    DRAFTS = "drafts"
    IN_REVIEW = "in-review"
    FAILED = "failed"
    LOW_STOCK = "low-stock"  # at least one SKU, with nothing on its way
    SOLD_OUT = "sold-out"  # at least one SKU
    UNKNOWN = "unknown"  # at least one SKU of which no file has told the stock
    PAUSED = "paused"
    DELETED = "deleted"  # which no other group shows


STATUSES: dict[Group, tuple[ProductStatus, ...]] = {
    Group.LIVE: (ProductStatus.ACTIVATE,),
    Group.DRAFTS: (ProductStatus.DRAFT,),
    Group.IN_REVIEW: (ProductStatus.PENDING,),
    Group.FAILED: (ProductStatus.FAILED,),
    Group.PAUSED: (
        ProductStatus.SELLER_DEACTIVATED,
        ProductStatus.PLATFORM_DEACTIVATED,
        ProductStatus.FREEZE,
    ),
    Group.DELETED: (ProductStatus.DELETED,),
}
"""The statuses that a group shows; the other groups are about stock."""


class Sort(Enum):
    """What products are sorted by."""

    ID = "id"
    NAME = "name"
    STATUS = "status"
    CATEGORY = "category"
    BRAND = "brand"
    PRICE = "price"
    STOCK = "stock"
    COVER = "cover"
    CONVERSION = "conversion"
    QUALITY = "quality"
    VARIATIONS = "variations"


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """Which products are wanted, and in which order; None is no limit."""

    group: Group = Group.ALL
    search: str = ""
    """Words that all must occur in a name, a brand, a category, a SKU or an id."""
    sort: Sort = Sort.NAME
    descending: bool = False
    category: str = ""
    status: str = ""
    price_from: int | None = None
    """Minor units; a product is found by the span from its lowest to its highest price."""
    price_to: int | None = None
    stock_from: int | None = None
    stock_to: int | None = None
    cover_below: int | None = None
    """Days: at least one SKU lasts fewer."""
    quality: Tier | None = None


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


@dataclass(frozen=True, slots=True)
class ListingRow:
    """A product; minor units. None where nobody knows."""

    id: int
    name: str
    status: str
    category: str
    brand: str
    picture: str
    """Icon of its drawn picture; empty where it has none."""
    colour: str
    thumbnail: bytes
    """A square JPEG of its first picture; empty where that is a drawing or none."""
    low_price: int | None
    high_price: int | None
    deal_price: int | None
    """The lowest price that buyers pay in today's deals; None without one."""
    stock: int | None
    """Units of the SKUs whose stock is known; None where none is."""
    untold: int
    """SKUs whose stock is unknown."""
    sold_out: int
    """SKUs without stock."""
    variations: int
    cover: int | None
    """Days that the SKU lasts which runs out first."""
    low: bool
    clicks: int
    """Of the last seven whole days."""
    conversion: int | None
    """Orders for each click of those days, basis points; None where nothing was clicked."""
    quality: Tier | None
    """Of what buyers see of it."""
    reviews: int
    stars: int
    """Of all its reviews together."""


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


def listing_ids(conn: Connection, known: Shelf, query: ListingQuery) -> Array:
    """The ids of all products that the query shows, in its order; what is unknown comes last."""
    there = _in_group(known, query.group) & _within(known, query)
    words = [_matches(word) for word in query.search.split()]
    if query.category:
        words.append(products.c.category == query.category)
    if words:
        statement = select(products.c.id).where(*words)
        if query.search:
            statement = statement.outerjoin(listings, listings.c.product_id == products.c.id)
        there &= np.isin(known.ids, _ids(conn, statement))
    if query.sort in _TEXTS:
        in_order = _ids(conn, _TEXTS[query.sort])
        found = in_order[np.isin(in_order, known.ids[there])]
        return found[::-1] if query.descending else found
    values = {
        Sort.ID: known.ids,
        Sort.PRICE: known.low_price,
        Sort.STOCK: known.stock,
        Sort.COVER: known.cover,
        Sort.CONVERSION: _conversion(known),
        Sort.QUALITY: known.quality,
        Sort.VARIATIONS: known.variations,
    }[query.sort][there]
    keys = np.where(
        values == UNKNOWN, np.iinfo(np.int64).max, -values if query.descending else values
    )
    return np.asarray(known.ids[there][np.argsort(keys, kind="stable")])


def group_counts(known: Shelf) -> dict[Group, int]:
    """How many products each group holds."""
    return {group: int(_in_group(known, group).sum()) for group in Group}


def categories(conn: Connection) -> tuple[str, ...]:
    """The categories of all products, for a choice."""
    query = select(products.c.category).where(products.c.category != "").distinct()
    return tuple(sorted(conn.scalars(query)))


def listing_rows(conn: Connection, known: Shelf, ids: Sequence[int]) -> tuple[ListingRow, ...]:
    """The products of these ids, in any order."""
    offered = _offered(known.shop, ids)
    statement = (
        select(
            products,
            listings.c.brand,
            pictures.c.thumbnail,
            *(c for c in offered.c if c.name != "product_id"),
        )
        .outerjoin(pictures, pictures.c.id == products.c.photo)
        .outerjoin(listings, listings.c.product_id == products.c.id)
        .outerjoin(offered, offered.c.product_id == products.c.id)
        .where(products.c.id.in_(ids))
    )
    conversion, rows = _conversion(known), []
    for row in conn.execute(statement):
        at = int(np.searchsorted(known.ids, row.id))
        if at == len(known.ids) or known.ids[at] != row.id:
            continue  # it has come since

        def figure(values: Array, at: int = at) -> int | None:
            return None if values[at] == UNKNOWN else int(values[at])

        rows.append(
            ListingRow(
                id=row.id,
                name=row.name,
                status=row.status,
                category=row.category,
                brand=named(row.brand or "")[0],
                picture=row.picture,
                colour=row.colour,
                thumbnail=row.thumbnail or b"",
                low_price=figure(known.low_price),
                high_price=figure(known.high_price),
                deal_price=row.deal_price,
                stock=figure(known.stock),
                untold=int(known.untold[at]),
                sold_out=int(known.sold_out[at]),
                variations=int(known.variations[at]),
                cover=figure(known.cover),
                low=bool(known.low[at]),
                clicks=int(known.clicks[at]),
                conversion=figure(conversion),
                quality=None if known.quality[at] == UNKNOWN else Tier(known.quality[at]),
                reviews=row.reviews or 0,
                stars=row.stars or 0,
            )
        )
    return tuple(rows)


def _offered(about: ShopRow, ids: Sequence[int]) -> Any:
    """What buyers are offered of each product and have said of it."""
    today = int(about.book.calendar.local_day(about.now))
    running = (offers.c.deal_from <= today) & (offers.c.deal_until >= today)
    cheaper = running & (offers.c.deal_price < skus.c.price)
    return (
        select(
            skus.c.product_id,
            func.min(offers.c.deal_price).filter(cheaper).label("deal_price"),
            func.sum(sim_skus.c.reviews + sim_skus.c.reviews_today).label("reviews"),
            func.sum(sim_skus.c.stars + sim_skus.c.stars_today).label("stars"),
        )
        .outerjoin(offers, offers.c.sku_id == skus.c.id)
        .outerjoin(sim_skus, sim_skus.c.sku_id == skus.c.id)
        .where(skus.c.product_id.in_(ids))
        .group_by(skus.c.product_id)
        .subquery()
    )


def product_of(conn: Connection, known: Shelf, wanted: int) -> int:
    """The product of an id, which may be that of a SKU; 0 where the shop has neither."""
    if wanted in known.ids:
        return wanted
    return conn.scalar(select(skus.c.product_id).where(skus.c.id == wanted)) or 0


_TEXTS: dict[Sort, Select[Any]] = {
    Sort.NAME: select(products.c.id).order_by(func.lower(products.c.name), products.c.id),
    Sort.STATUS: select(products.c.id).order_by(products.c.status, products.c.id),
    Sort.CATEGORY: select(products.c.id).order_by(products.c.category, products.c.id),
    Sort.BRAND: select(products.c.id)
    .outerjoin(listings, listings.c.product_id == products.c.id)
    .order_by(func.lower(listings.c.brand), products.c.id),
}
"""All ids in the order of a text, which SQLite sorts faster than Python."""


def _ids(conn: Connection, statement: Select[Any]) -> Array:
    """Its numbers in its order."""
    found: Any = conn.execute(statement)
    return np.fromiter((number for (number,) in found.cursor.fetchall()), np.int64)


def _conversion(known: Shelf) -> Array:
    """Orders for each click, basis points, rounded half up; ``UNKNOWN`` where none was."""
    clicks = np.maximum(known.clicks, 1)
    return np.where(known.clicks, (known.orders * BASIS + clicks // 2) // clicks, UNKNOWN)


def _in_group(known: Shelf, group: Group) -> Array:
    if group in STATUSES:
        shown = np.array([each.value for each in STATUSES[group]], dtype=object)
        return np.isin(known.status, shown)
    there = ~np.isin(known.status, np.array([ProductStatus.DELETED.value], dtype=object))
    sold = ~np.isin(known.status, np.array(NOT_ON_SHELF, dtype=object))
    return {
        Group.ALL: there,
        Group.LOW_STOCK: sold & known.low,
        Group.SOLD_OUT: sold & (known.sold_out > 0),
        Group.UNKNOWN: there & (known.untold > 0),
    }[group]


def _within(known: Shelf, query: ListingQuery) -> Array:
    """Which products keep the limits of the filters; what is unknown keeps none."""
    there = np.ones(len(known.ids), dtype=bool)
    for least, values in ((query.price_from, known.high_price), (query.stock_from, known.stock)):
        if least is not None:
            there &= (values != UNKNOWN) & (values >= least)
    for most, values in ((query.price_to, known.low_price), (query.stock_to, known.stock)):
        if most is not None:
            there &= (values != UNKNOWN) & (values <= most)
    if query.cover_below is not None:
        there &= (known.cover != UNKNOWN) & (known.cover < query.cover_below)
    if query.status:
        there &= known.status == query.status
    if query.quality is not None:
        there &= known.quality == query.quality
    return there


def _matches(word: str) -> ColumnElement[bool]:
    def has(column: ColumnElement[str]) -> ColumnElement[bool]:
        return column.icontains(word, autoescape=True)

    def begins(column: ColumnElement[int]) -> ColumnElement[bool]:
        return cast(column, Text).startswith(word, autoescape=True)

    of_sku = select(skus.c.product_id).where(
        or_(has(skus.c.name), has(skus.c.seller_sku), begins(skus.c.id))
    )
    return or_(
        has(products.c.name),
        has(products.c.category),
        has(listings.c.brand),
        begins(products.c.id),
        products.c.id.in_(of_sku),
    )
