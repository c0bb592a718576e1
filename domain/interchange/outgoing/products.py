"""What the shop sells: one row for each SKU.

A real shop's products come in the platform's own layout, a practice shop's with what they cost.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from domain.catalogue.tables import products, skus
from domain.interchange.outgoing.batch_edit import all_information
from domain.interchange.outgoing.table_file import Cell, Table
from domain.kernel.columns import read
from domain.rulebook import Rulebook
from domain.storage.tables import shop

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
    ("Stock", Cell.COUNT),
    ("Lead Days", Cell.COUNT),
)


def table(conn: Connection, book: Rulebook) -> Table:
    """Every SKU, by product and id."""
    if conn.scalar(select(shop.c.kind)) != "practice":
        return all_information(conn, book)
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

    return Table("Products", COLUMNS, book.currency, len(rows), iter(rows.rows()))
