"""How the products of a file differ from those that the shop has.

What a file leaves out or blank it does not tell: a stock, a price or a measure that is known stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from domain.catalogue.imported import KnownProducts
from domain.catalogue.tables import listing_attributes, listing_images, listings, products, skus
from domain.catalogue.words import named
from domain.interchange.plan import RefusedRow
from domain.interchange.products.layout import layout
from domain.interchange.products.rows import IMAGES, MEASURES, path_of
from domain.interchange.products.scan import ProductScan
from domain.interchange.products.together import Together
from domain.interchange.row_images import Difference, compare, places
from domain.kernel.columns import UNKNOWN, Array, Columns

TABLES = (products, skus, listings, listing_images, listing_attributes)
"""What a product file fills."""

_OF_EVERY_PRODUCT = ("name", "category", "status")
"""A blank cell does not take these away."""
_LISTED = ("category", "brand", "status", "description", "cod")
_NOT_IN_FILES = ("list_price", "cost", "opening_stock", "lead_days", "least_order")


@dataclass(frozen=True, slots=True)
class BatchDifference:
    """A batch against the shop; counts are of the file's rows.

    A row follows its SKU, and its product where its own cells say something new of that.
    """

    tables: tuple[Difference, ...]
    """In the order of ``TABLES``."""
    new: int
    changed: int
    refused: tuple[RefusedRow, ...] = ()


def differ(batch: Columns, known: KnownProducts, scan: ProductScan) -> BatchDifference:
    """Compare a batch of whole products with what the shop knows of them."""
    rows = Together(batch)
    texts = {
        name: rows.said(
            name,
            known.names() if name == "name" else known.listed(name),
            stays_if_blank=name in _OF_EVERY_PRODUCT,
        )
        for name in ("name", *_LISTED)
        if name in scan.fields
    }
    images = {
        place: rows.said(name, _at(known.addresses, place), alike=path_of)
        for place, name in enumerate(IMAGES, start=1)
        if name in scan.fields
    }
    values = {
        each.key: rows.said(each.column, _valued(known, each.key))
        for each in scan.attributes
        if not each.of_sku
    }
    if rows.contradictions:
        rest = differ(rows.without_contradictions(), known, scan)
        columns = {**scan.fields, **{each.column: each.key for each in scan.attributes}}
        return replace(rest, refused=rows.refused(columns))
    attributes = compare(
        listing_attributes, _told_attributes(rows, values, known, scan), known.attributes
    )
    fresh = attributes.new
    labels = [scan.labels.get(key, "") for key in attributes.rows["key"][fresh].tolist()]
    attributes.rows["label"][fresh] = np.array(labels, dtype=object)
    tables = (
        compare(products, _told_products(rows, texts, images, known), known.products),
        compare(skus, _told_skus(batch, known, scan), known.skus),
        compare(listings, _told_listings(rows, texts), known.listings),
        compare(listing_images, _told_images(rows, images, known), known.images),
        attributes,
    )
    return BatchDifference(tables, *_counts(rows, tables))


def _counts(rows: Together, tables: tuple[Difference, ...]) -> tuple[int, int]:
    """How many rows of the file are new, and how many changed."""
    of_product, of_sku, _, _, attributes = tables
    ids = rows.batch["sku_id"]
    has_sku = ids > 0
    new = of_product.new[rows.of_row] & ~has_sku
    new[has_sku] = of_sku.new
    changed = rows.edited.copy()
    changed[has_sku] |= of_sku.changed
    differing = attributes.rows["sku_id"][attributes.new | attributes.changed]
    changed |= has_sku & np.isin(ids, differing)
    return int(new.sum()), int((changed & ~new).sum())


def _at(addresses: Mapping[tuple[int, int], str], place: int) -> dict[int, str]:
    return {product: url for (product, there), url in addresses.items() if there == place}


def _valued(known: KnownProducts, key: str) -> dict[int, str]:
    return {p: value for (p, sku, name), value in known.values.items() if not sku and name == key}


def _told_products(
    rows: Together, texts: Mapping[str, Array], images: Mapping[int, Array], known: KnownProducts
) -> Columns:
    told = {"id": rows.ids}
    if "name" in texts:
        told["name"] = texts["name"]
    if "category" in texts:
        told["category"] = _worded(texts["category"], lambda cell: named(cell)[0])
    if "status" in texts:
        told["status"] = _worded(texts["status"], layout().status)
    if images:
        told["photos"] = _photos(rows.ids, images, known)
    return Columns(told)


def _worded(cells: Array, word: Callable[[str], str]) -> Array:
    found = np.empty(len(cells), dtype=object)
    found[:] = [word(cell) for cell in cells.tolist()]
    return found


def _photos(ids: Array, images: Mapping[int, Array], known: KnownProducts) -> Array:
    """How many images each product has, those counted of which the file has no column."""
    counts = np.zeros(len(ids), dtype=np.int64)
    for addresses in images.values():
        counts += addresses != ""
    at = {each: position for position, each in enumerate(ids.tolist())}
    for (product, place), url in known.addresses.items():
        if url and place not in images:
            counts[at[product]] += 1
    return counts


def _told_listings(rows: Together, texts: Mapping[str, Array]) -> Columns:
    return Columns({"product_id": rows.ids, **{k: texts[k] for k in _LISTED if k in texts}})


def _told_skus(batch: Columns, known: KnownProducts, scan: ProductScan) -> Columns:
    batch = batch.where(batch["sku_id"] > 0)
    told = {"id": batch["sku_id"], "product_id": batch["product_id"]}
    for field, name in (("variation", "name"), ("seller_sku", "seller_sku")):
        if field in scan.fields:
            told[name] = batch[field]
    at = places(Columns(told), known.skus, ("id",))
    met = np.flatnonzero(at >= 0)

    def filled(values: Array, name: str, unknown: int) -> Array:
        """The values, what the shop knows where they are unknown, ``unknown`` where nobody does."""
        before = np.full(len(batch), unknown, dtype=np.int64)
        before[met] = known.skus[name][at[met]]
        return np.where(values == UNKNOWN, before, values)

    told["price"] = filled(batch["price"], "price", UNKNOWN)
    told["stock"] = filled(batch["quantity"], "stock", UNKNOWN)
    for name in _NOT_IN_FILES:
        told[name] = filled(np.full(len(batch), UNKNOWN, dtype=np.int64), name, UNKNOWN)
    for name in MEASURES:
        told[name] = filled(batch[name], name, 0)
    return Columns(told)


def _told_images(rows: Together, images: Mapping[int, Array], known: KnownProducts) -> Columns:
    """Every image of the file, and an empty address where it has one no more."""
    told = Columns.like(listing_images, 0, ("product_id", "place", "url"))
    for place, addresses in images.items():
        there = [(each, place) in known.addresses for each in rows.ids.tolist()]
        kept = (addresses != "") | np.array(there, dtype=bool)
        part = Columns.like(listing_images, int(kept.sum()), tuple(told))
        part["product_id"], part["place"], part["url"] = rows.ids[kept], place, addresses[kept]
        told = told.joined(part)
    return told


def _told_attributes(
    rows: Together, values: Mapping[str, Array], known: KnownProducts, scan: ProductScan
) -> Columns:
    """Every attribute of the file, and an empty value where it has one no more."""
    names = ("product_id", "sku_id", "key", "value")
    found: list[tuple[int, int, str, str]] = []
    nobody = np.zeros(len(rows.ids), dtype=np.int64)
    batch = rows.batch
    for each in scan.attributes:
        if each.of_sku:
            told = (batch["product_id"], batch["sku_id"], batch[each.column])
        else:
            told = (rows.ids, nobody, values[each.key])
        found += [
            (product, sku, each.key, value)
            for product, sku, value in zip(*(array.tolist() for array in told), strict=True)
            if value or (product, sku, each.key) in known.values
        ]
    columns = Columns.like(listing_attributes, len(found), names)
    for name, column in zip(names, zip(*found, strict=True), strict=False):
        columns[name][:] = column
    return columns
