"""A product file scanned. A product is never half-imported: its rows stand or fall together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from domain.interchange.facts import Facts
from domain.interchange.layout import find, regions
from domain.interchange.plan import Opened, Scan
from domain.interchange.products.layout import Layout, layout
from domain.interchange.products.rows import SHAPE, Attribute, ProductRows, of_two_products
from domain.interchange.rows import Forms, groups, read_rows, whole
from domain.kernel.columns import UNKNOWN, Array, Columns
from domain.kernel.progress import Progress
from domain.kernel.refusals import Refusal

BATCH_ROWS = 5_000
"""Rows compared and written at a time, and the rest of their last product."""


@dataclass(frozen=True, slots=True)
class ProductScan(Scan):
    """All that one file tells of products."""

    fields: Mapping[str, str]
    """The fields that the file has, with the file's own names of their columns."""
    attributes: tuple[Attribute, ...]
    labels: Mapping[str, str]
    """The name of each attribute in the file's language, by its key."""
    facts: Facts = field(repr=False)
    """The rows, by product and SKU."""

    def batches(self) -> Iterator[Columns]:
        """The rows in parts, each of whole products."""
        firsts, counts = groups(self.facts["product_id"])
        start = 0
        for end in (firsts + counts).tolist():
            if end - start >= BATCH_ROWS or end == len(self.facts):
                yield self.facts.part(slice(start, end))
                start = end


def scan(opened: Opened, progress: Progress) -> ProductScan:
    """Read a product file; it does not tell its region, which is taken to be the shop's."""
    known, book = layout(), opened.book
    header = find(opened.file, opened.sheet.header, known.headings)
    forms = Forms(book.currency, regions()[book.code].prefixes, ())
    reader = ProductRows(header, known, forms, opened.sheet)
    read_rows(opened.file, opened.sheet, reader, progress)
    rows, _ = whole(opened.file, reader, book.calendar)
    rows = _without_torn(rows, reader)
    words = {name: each.texts() for name, each in reader.words.items()}
    return ProductScan(
        region=book.code,
        rows=reader.data_rows,
        refused=tuple(reader.refused),
        unknown_columns=tuple(each.key for each in reader.attributes if each.of_sku),
        totals=_totals(rows),
        by_status=_by_status(rows, words["status"], known),
        warnings=(),
        fields={name: header.names[at] for name, at in header.fields.items()},
        attributes=reader.attributes,
        labels={
            each.key: label.strip()
            for each in reader.attributes
            for label in reader.labels[int(each.column.removeprefix("cell_")) :][:1]
        },
        facts=Facts(rows, words),
    )


def _without_torn(rows: dict[str, Array], reader: ProductRows) -> dict[str, Array]:
    """The rows without the products of which a SKU stands under another one too."""
    torn = of_two_products(rows)
    if not torn.any():
        return rows
    products = rows["product_id"]
    hit = np.isin(products, products[torn])
    for at in np.flatnonzero(torn).tolist():
        sku, product = int(rows["sku_id"][at]), int(products[at])
        why = Refusal("row-sku-of-two-products")
        reader.refuse(int(rows["row"][at]), "sku_id", str(sku), why, product)
    for at in np.flatnonzero(hit & ~torn).tolist():
        product = int(products[at])
        why = Refusal(SHAPE.together, {"row": reader.refused_keys[product]})
        reader.refuse(int(rows["row"][at]), "product_id", str(product), why, product)
    reader.refused.sort(key=lambda each: each.row)
    return {name: array[~hit] for name, array in rows.items()}


def _totals(rows: dict[str, Array]) -> dict[str, int]:
    of_sku, quantity = rows["sku_id"] > 0, rows["quantity"]
    return {
        "lines": len(of_sku),
        "products": len(groups(rows["product_id"])[0]),
        "skus": int(of_sku.sum()),
        "quantity": int(quantity[quantity != UNKNOWN].sum()),
        "unknown_quantity": int((of_sku & (quantity == UNKNOWN)).sum()),
    }


def _by_status(rows: dict[str, Array], words: Array, known: Layout) -> dict[str, int]:
    """Products by their first row's status, as the API names it."""
    found: dict[str, int] = {}
    firsts, _ = groups(rows["product_id"])
    for word in words[rows["status"][firsts]].tolist():
        if word:
            status = known.status(word)
            found[status] = found.get(status, 0) + 1
    return found
