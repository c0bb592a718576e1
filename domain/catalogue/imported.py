"""What the shop already knows of products that a file tells of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, func, select

from domain.catalogue.tables import listing_attributes, listing_images, listings, products, skus
from domain.kernel.columns import Array, Columns, read

AttributeKey = tuple[int, int, str]
"""Product, SKU (0 for the whole product) and machine key."""


@dataclass(frozen=True)
class KnownProducts:
    """The rows of some products, and of SKUs, as the shop has them."""

    products: Columns
    skus: Columns
    listings: Columns
    images: Columns
    attributes: Columns

    def names(self) -> dict[int, str]:
        """Each product's name."""
        return _texts(self.products, "id", "name")

    def listed(self, column: str) -> dict[int, str]:
        """Each product's text in a column of its listing."""
        return _texts(self.listings, "product_id", column)

    @cached_property
    def addresses(self) -> Mapping[tuple[int, int], str]:
        """Each image's address, by product and place."""
        return {(product, place): url for product, place, url, _ in self.images.rows()}

    @cached_property
    def values(self) -> Mapping[AttributeKey, str]:
        """Each attribute's value."""
        names = ("product_id", "sku_id", "key", "value")
        return {(p, s, key): value for p, s, key, value in self.attributes.only(names).rows()}


def known_products(conn: Connection, product_ids: Array, sku_ids: Array) -> KnownProducts:
    """What the shop has of these products and SKUs; a SKU may be another product's."""
    ids = product_ids.tolist()
    about = (listings, listing_images, listing_attributes)
    return KnownProducts(
        read(conn, select(products).where(products.c.id.in_(ids))),
        read(conn, select(skus).where(skus.c.id.in_(sku_ids.tolist()))),
        *(read(conn, select(table).where(table.c.product_id.in_(ids))) for table in about),
    )


def added_later(conn: Connection, number: int) -> int:
    """The last import after ``number`` that added to a product which that one wrote; 0 for none."""
    written = select(products.c.id).where(products.c.import_id == number)
    latest = (
        conn.scalar(
            select(func.max(table.c.import_id)).where(
                table.c.product_id.in_(written), table.c.import_id > number
            )
        )
        for table in (skus, listing_images, listing_attributes)
    )
    return max(int(found or 0) for found in latest)


def _texts(rows: Columns, key: str, column: str) -> dict[int, str]:
    return dict(zip(rows[key].tolist(), rows[column].tolist(), strict=True))
