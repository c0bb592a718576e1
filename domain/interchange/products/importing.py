"""What a product file would change in a shop, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection

from domain.catalogue.imported import known_products
from domain.interchange.plan import Part
from domain.interchange.products.difference import TABLES, BatchDifference, differ
from domain.interchange.products.scan import ProductScan
from domain.interchange.row_images import write_differing


def parts(conn: Connection, found: ProductScan) -> Iterator[Part]:
    """Each batch of the file with how it differs from the shop at that moment."""
    for batch in found.batches():
        known = known_products(conn, batch["product_id"], batch["sku_id"])
        difference = differ(batch, known, found)
        yield Part(
            rows=len(batch),
            new=difference.new,
            changed=difference.changed,
            unmatched=0,
            older=0,
            write=partial(_write, conn, difference),
            refused=difference.refused,
        )


def _write(conn: Connection, difference: BatchDifference, number: int) -> None:
    for table, found in zip(TABLES, difference.tables, strict=True):
        write_differing(conn, number, table, found)
