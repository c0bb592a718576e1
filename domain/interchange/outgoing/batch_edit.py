"""The shop's products in the platform's own layout: what is written here can be imported again.

What nobody knows is blank, which an import takes for nothing said. Only a practice shop's cost,
list price and lead time have no column there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

from sqlalchemy import Connection, func, select

from domain.catalogue.tables import listing_attributes, listing_images, listings, products, skus
from domain.interchange.layout import fold
from domain.interchange.outgoing import table_file
from domain.interchange.outgoing.table_file import Cell
from domain.interchange.products.layout import Layout, Template, layout
from domain.interchange.products.rows import IMAGES, MEASURES
from domain.interchange.workbook_scan import CELL_LIMIT
from domain.rulebook import Rulebook

_BATCH = 1_000
"""Products read at a time."""

_CELLS = {
    "product_id": Cell.ID,
    "sku_id": Cell.ID,
    "price": Cell.AMOUNT,
    "quantity": Cell.COUNT,
    "weight": Cell.COUNT,
}
_MILLIMETRES = 10
"""To the centimetre, in which metric files have sizes."""


def table(conn: Connection, book: Rulebook, *, template: str) -> table_file.Table:
    """Every SKU by product and id, and products without any, in a template of the layout."""
    known = layout()
    wanted = known.templates[template]
    fields = [known.headings.fields[fold(key)] for key in wanted.header]
    attributes = _attributes(conn) if wanted.attributes else {}
    columns = [
        *(
            (key, _CELLS.get(field, Cell.TEXT))
            for key, field in zip(wanted.header, fields, strict=True)
        ),
        *((key, Cell.TEXT) for key in attributes),
    ]
    picked = (*fields, *attributes)
    return table_file.Table(
        sheet=known.headings.sheets[0],
        columns=tuple(columns),
        currency=book.currency,
        total=_total(conn),
        rows=(tuple(row.get(name, "") for name in picked) for row in _rows(conn, known)),
        most=CELL_LIMIT // len(columns) - 1 - known.heading_rows,
        head=_head(known, wanted, attributes),
    )


def _total(conn: Connection) -> int:
    without = select(func.count()).where(products.c.id.not_in(select(skus.c.product_id)))
    listed = select(func.count()).select_from(skus)
    return int(conn.scalar(listed) or 0) + int(conn.scalar(without) or 0)


def _attributes(conn: Connection) -> dict[str, str]:
    """The machine keys of all attributes in order, with their names in some language."""
    named = select(listing_attributes.c.key, func.max(listing_attributes.c.label))
    rows = conn.execute(named.group_by(listing_attributes.c.key)).all()
    return {key: label or key for key, label in rows}


def _head(
    known: Layout, wanted: Template, attributes: dict[str, str]
) -> tuple[tuple[str, ...], ...]:
    keys = (*wanted.header, *attributes)
    written = known.written

    def worded(listed: str, inside: str, outside: str) -> tuple[str, ...]:
        return tuple(
            written[inside] if key in written[listed] else written[outside] for key in keys
        )

    marks = (written["version"], wanted.mark, written["units"])
    return (
        marks + ("",) * (len(keys) - len(marks)),
        tuple(known.labels.get(key) or attributes[key] for key in keys),
        worded("mandatory", "mandatory_word", "optional_word"),
        worded("fixed", "fixed_word", "editable_word"),
    )


def _rows(conn: Connection, known: Layout) -> Iterator[dict[str, Any]]:
    return chain.from_iterable(_worded(conn, batch, known) for batch in _batches(conn))


def _batches(conn: Connection) -> Iterator[list[Any]]:
    """Products with what a file has said of them, in parts."""
    after = -1
    texts = [c for c in listings.c if c.name in ("brand", "description", "cod")]
    said = [listings.c.category.label("said_category"), listings.c.status.label("said_status")]
    while rows := conn.execute(
        select(products, *texts, *said)
        .outerjoin(listings, listings.c.product_id == products.c.id)
        .where(products.c.id > after)
        .order_by(products.c.id)
        .limit(_BATCH)
    ).all():
        yield list(rows)
        after = rows[-1].id


def _worded(conn: Connection, batch: list[Any], known: Layout) -> Iterator[dict[str, Any]]:
    ids = [row.id for row in batch]
    images: dict[int, dict[str, str]] = {}
    for row in conn.execute(select(listing_images).where(listing_images.c.product_id.in_(ids))):
        images.setdefault(row.product_id, {})[IMAGES[row.place - 1]] = row.url
    values: dict[tuple[int, int], dict[str, str]] = {}
    for row in conn.execute(
        select(listing_attributes).where(listing_attributes.c.product_id.in_(ids))
    ):
        values.setdefault((row.product_id, row.sku_id), {})[row.key] = row.value
    of_product: dict[int, list[Any]] = {}
    for row in conn.execute(
        select(skus).where(skus.c.product_id.in_(ids)).order_by(skus.c.product_id, skus.c.id)
    ):
        of_product.setdefault(row.product_id, []).append(row)
    for product in batch:
        told = {
            **images.get(product.id, {}),
            **values.get((product.id, 0), {}),
            "product_id": product.id,
            "name": product.name,
            "category": product.said_category or product.category,
            "status": product.said_status or known.words_for(product.status),
            "description": product.description or "",
            "brand": product.brand or "",
            "cod": product.cod or "",
        }
        for sku in of_product.get(product.id, ()):
            yield {**told, **values.get((product.id, sku.id), {}), **_told_sku(sku)}
        if product.id not in of_product:
            yield told


def _told_sku(sku: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "sku_id": sku.id,
        "variation": sku.name,
        "seller_sku": sku.seller_sku,
        "price": "" if sku.price is None else sku.price,
        "quantity": "" if sku.stock is None else sku.stock,
        "weight": sku.weight or "",
    }
    for name in MEASURES[1:]:
        size = getattr(sku, name)
        told[name] = f"{size / _MILLIMETRES:g}" if size else ""
    return told


all_information = partial(table, template="all")
sales_information = partial(table, template="sales")
