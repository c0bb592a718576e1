"""A product that a real shop has imported, in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from domain.catalogue.description import plain
from domain.catalogue.tables import listing_attributes, listing_images, listings, skus
from domain.catalogue.words import named
from domain.reports.listing_advice import Advice, Told, listing_advice
from domain.reports.listings import ListingRow, listing_rows
from domain.reports.shelf import shelf
from domain.reports.shop import shop_row


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


def listing(conn: Connection, product: int, wall: int) -> Listing | None:
    """A product in full; None where the shop does not have it. ``wall`` is the shop's now."""
    row = next(iter(listing_rows(conn, shelf(conn, wall, product), (product,))), None)
    if row is None:
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
        row=row,
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
        advice=_advice(conn, row, said, len(images), attributes, wall),
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
