"""The products of a shop as a list: found, grouped and sorted by their figures (``Shelf``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, or_, select

from domain.catalogue.rules import NOT_ON_SHELF, ProductStatus, Tier
from domain.catalogue.tables import listings, pictures, products, skus
from domain.catalogue.words import named
from domain.kernel.columns import UNKNOWN, Array
from domain.kernel.money import BASIS
from domain.reports.listing_query import STATUSES, Group, ListingQuery, Sort
from domain.reports.promoted import deal_prices
from domain.reports.shelf import Shelf
from domain.simulation.tables import sim_skus


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
    reviewed, cheapest = _reviewed(ids), _cheapest_deals(conn, known, ids)
    statement = (
        select(
            products,
            listings.c.brand,
            pictures.c.thumbnail,
            reviewed.c.reviews,
            reviewed.c.stars,
        )
        .outerjoin(pictures, pictures.c.id == products.c.photo)
        .outerjoin(listings, listings.c.product_id == products.c.id)
        .outerjoin(reviewed, reviewed.c.product_id == products.c.id)
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
                deal_price=cheapest.get(row.id),
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


def _cheapest_deals(conn: Connection, known: Shelf, ids: Sequence[int]) -> dict[int, int]:
    """The lowest price below its list price at which somebody new buys a SKU of each product."""
    found: dict[int, int] = {}
    sold = conn.execute(select(skus.c.id, skus.c.product_id).where(skus.c.product_id.in_(ids)))
    product_of_sku = dict(sold.all())
    for sku, price in deal_prices(conn, known.shop.now, product_of_sku).items():
        product = product_of_sku[sku]
        found[product] = min(price, found.get(product, price))
    return found


def _reviewed(ids: Sequence[int]) -> Any:
    """What buyers have said of each product."""
    return (
        select(
            skus.c.product_id,
            func.sum(sim_skus.c.reviews + sim_skus.c.reviews_today).label("reviews"),
            func.sum(sim_skus.c.stars + sim_skus.c.stars_today).label("stars"),
        )
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
