"""What the shop sells: one row for each SKU."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from domain.catalogue.tables import products, skus
from domain.interchange.outgoing.table_file import Cell, Row, Table
from domain.kernel.columns import read
from domain.rulebook import Rulebook

COLUMNS = (
    ("Product ID", Cell.ID),
    ("SKU ID", Cell.ID),
    ("Product Name", Cell.TEXT),
    ("Variation", Cell.TEXT),
    ("Seller SKU", Cell.TEXT),
    ("Category", Cell.TEXT),
    ("Status", Cell.TEXT),
    ("Price", Cell.AMOUNT),
    ("List Price", Cell.AMOUNT),
    ("Cost", Cell.AMOUNT),
    ("Stock", Cell.TEXT),
    ("Lead Days", Cell.COUNT),
)


def table(conn: Connection, book: Rulebook) -> Table:
    """Every SKU, by id; an unknown stock is blank, never 0."""
    rows = read(
        conn,
        select(
            products.c.id.label("product_id"),
            skus.c.id,
            products.c.name.label("product"),
            skus.c.name,
            skus.c.seller_sku,
            products.c.category,
            products.c.status,
            skus.c.price,
            skus.c.list_price,
            skus.c.cost,
            skus.c.stock,
            skus.c.lead_days,
        )
        .join(products, products.c.id == skus.c.product_id)
        .order_by(products.c.id, skus.c.id),
    )

    def each() -> Iterator[Row]:
        for row in rows.rows():
            *first, stock, lead = row
            yield (*first, "" if stock < 0 else str(stock), lead)

    return Table("Products", COLUMNS, book.currency, len(rows), each())
