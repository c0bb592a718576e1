"""The products that a real shop has imported: which there are, and each in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, or_, select

from domain.catalogue.description import plain
from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import listing_attributes, listing_images, listings, products, skus
from domain.catalogue.words import named
from domain.kernel.columns import Array
from domain.reports.listing_advice import Advice, Told, listing_advice
from domain.reports.shop import shop_row


class Group(Enum):
    """Which products are listed."""

    ALL = "all"
    LIVE = "live"
    NOT_LIVE = "not-live"
    SOLD_OUT = "sold-out"  # at least one SKU
    UNKNOWN = "unknown"  # at least one SKU of which no file has told the stock


class Sort(Enum):
    """What products are sorted by."""

    ID = "id"
    NAME = "name"
    STATUS = "status"
    CATEGORY = "category"
    BRAND = "brand"
    PRICE = "price"
    STOCK = "stock"
    VARIATIONS = "variations"


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """Which products are wanted, and in which order."""

    group: Group = Group.ALL
    search: str = ""
    """Words that all must occur in a name, a brand, a category, a SKU or an id."""
    sort: Sort = Sort.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListingRow:
    """A product; minor units. None where nobody knows."""

    id: int
    name: str
    status: str
    category: str
    brand: str
    low_price: int | None
    high_price: int | None
    stock: int | None
    """Units of the SKUs whose stock is known; None where none is."""
    untold: int
    """SKUs whose stock is unknown."""
    sold_out: int
    """SKUs without stock."""
    variations: int


@dataclass(frozen=True, slots=True)
class ListedSku:
    """A SKU of a product; minor units, grams, millimetres; 0 for a measure that is unknown."""

    id: int
    name: str
    seller_sku: str
    price: int | None
    cost: int | None
    stock: int | None
    weight: int
    size: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ListedAttribute:
    """What a column of the file says of the product."""

    label: str
    value: str
    """Without ids in brackets."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A product in full."""

    row: ListingRow
    category_id: int
    brand_id: int
    cod: str
    description: str
    """Plain text."""
    images: tuple[str, ...]
    """Addresses, which are shown and never fetched."""
    attributes: tuple[ListedAttribute, ...]
    skus: tuple[ListedSku, ...]
    """The first of them; the row says how many there are."""
    advice: Advice | None
    """None where nothing can be advised."""


MOST_SKUS = 300
"""SKUs of one product that are read; the platform allows no more."""

_SUMS = select(
    skus.c.product_id,
    func.min(skus.c.price).label("low_price"),
    func.max(skus.c.price).label("high_price"),
    func.sum(skus.c.stock).label("stock"),
    func.count().filter(skus.c.stock.is_(None)).label("untold"),
    func.count().filter(skus.c.stock == 0).label("sold_out"),
    func.count().label("variations"),
).group_by(skus.c.product_id)
_SKUS = _SUMS.subquery()


def listing_ids(conn: Connection, query: ListingQuery) -> Array:
    """The ids of all products that the query shows, in its order."""
    statement = select(products.c.id)
    first = _sorted_by(query.sort)
    if query.sort in (Sort.PRICE, Sort.STOCK, Sort.VARIATIONS):
        statement = statement.outerjoin(_SKUS, _SKUS.c.product_id == products.c.id)
    if query.sort is Sort.BRAND or query.search:
        statement = statement.outerjoin(listings, listings.c.product_id == products.c.id)
    statement = statement.where(*_in_group(query.group), *map(_matches, query.search.split()))
    by = (first.desc(), products.c.id.desc()) if query.descending else (first, products.c.id)
    cursor: Any = conn.execute(statement.order_by(*by)).cursor
    return np.fromiter((number for (number,) in cursor.fetchall()), np.int64)


def group_counts(conn: Connection) -> dict[Group, int]:
    """How many products each group holds."""
    return {
        group: int(
            conn.scalar(select(func.count()).select_from(products).where(*_in_group(group))) or 0
        )
        for group in Group
    }


def listing_rows(conn: Connection, ids: Sequence[int]) -> tuple[ListingRow, ...]:
    """The products of these ids, in any order."""
    of_skus = _SUMS.where(skus.c.product_id.in_(ids)).subquery()
    statement = (
        select(products, listings.c.brand, *(c for c in of_skus.c if c.name != "product_id"))
        .outerjoin(listings, listings.c.product_id == products.c.id)
        .outerjoin(of_skus, of_skus.c.product_id == products.c.id)
        .where(products.c.id.in_(ids))
    )
    return tuple(
        ListingRow(
            id=row.id,
            name=row.name,
            status=row.status,
            category=row.category,
            brand=named(row.brand or "")[0],
            low_price=row.low_price,
            high_price=row.high_price,
            stock=row.stock,
            untold=row.untold or 0,
            sold_out=row.sold_out or 0,
            variations=row.variations or 0,
        )
        for row in conn.execute(statement)
    )


def listing(conn: Connection, product: int, wall: int) -> Listing | None:
    """A product in full; None where the shop does not have it. ``wall`` is the shop's now."""
    rows = listing_rows(conn, (product,))
    if not rows:
        return None
    said = conn.execute(select(listings).where(listings.c.product_id == product)).one_or_none()
    images = tuple(conn.scalars(_filled(listing_images, "url", product)))
    attributes = conn.execute(
        select(listing_attributes)
        .where(
            listing_attributes.c.product_id == product,
            listing_attributes.c.sku_id == 0,
            listing_attributes.c.value != "",
        )
        .order_by(listing_attributes.c.key)
    ).all()
    return Listing(
        row=rows[0],
        category_id=named(said.category)[1] if said else 0,
        brand_id=named(said.brand)[1] if said else 0,
        cod=said.cod if said else "",
        description=plain(said.description) if said else "",
        images=images,
        attributes=tuple(
            ListedAttribute(row.label or row.key, named(row.value)[0]) for row in attributes
        ),
        skus=tuple(
            ListedSku(
                row.id,
                row.name,
                row.seller_sku,
                row.price,
                row.cost,
                row.stock,
                row.weight,
                (row.length, row.width, row.height),
            )
            for row in conn.execute(
                select(skus)
                .where(skus.c.product_id == product)
                .order_by(skus.c.id)
                .limit(MOST_SKUS)
            )
        ),
        advice=_advice(conn, rows[0], said, len(images), attributes, wall),
    )


_PROPERTY = "product_property/"
"""What the key of a column begins with that holds a category's attribute; its id follows."""


def _advice(
    conn: Connection,
    row: ListingRow,
    said: Any,
    images: int,
    attributes: Sequence[Any],
    wall: int,
) -> Advice | None:
    if said is None:
        return None
    keys = [each.key.removeprefix(_PROPERTY) for each in attributes]
    told = Told(
        title=row.name,
        category=said.category,
        brand=row.brand,
        description=said.description,
        pictures=images,
        attributes={
            int(key): named(each.value)[0]
            for key, each in zip(keys, attributes, strict=True)
            if key.isdecimal()
        },
    )
    about = shop_row(conn, wall)
    return listing_advice(told, about.book, about.now)


def _filled(table: Any, column: str, product: int) -> Select[Any]:
    text = table.c[column]
    of_product = table.c.product_id == product
    return select(text).where(of_product, text != "").order_by(*table.primary_key.columns)


def _sorted_by(sort: Sort) -> ColumnElement[Any]:
    return {
        Sort.ID: products.c.id,
        Sort.NAME: func.lower(products.c.name),
        Sort.STATUS: products.c.status,
        Sort.CATEGORY: products.c.category,
        Sort.BRAND: func.lower(listings.c.brand),
        Sort.PRICE: _SKUS.c.low_price,
        Sort.STOCK: _SKUS.c.stock,
        Sort.VARIATIONS: _SKUS.c.variations,
    }[sort]


def _in_group(group: Group) -> tuple[ColumnElement[bool], ...]:
    def any_sku(condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return products.c.id.in_(select(skus.c.product_id).where(condition))

    return {
        Group.ALL: (),
        Group.LIVE: (products.c.status == ProductStatus.ACTIVATE,),
        Group.NOT_LIVE: (products.c.status != ProductStatus.ACTIVATE, products.c.status != ""),
        Group.SOLD_OUT: (any_sku(skus.c.stock == 0),),
        Group.UNKNOWN: (any_sku(skus.c.stock.is_(None)),),
    }[group]


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
