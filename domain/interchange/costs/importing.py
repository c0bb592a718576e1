"""What a cost sheet would change in a shop, and how it is written: costs of SKUs that are there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from sqlalchemy import Connection, select

from domain.catalogue.tables import skus
from domain.interchange.costs.scan import CostRow, CostScan
from domain.interchange.plan import Part, RefusedRow
from domain.interchange.row_images import compare, write_differing
from domain.kernel.columns import UNKNOWN, Columns, read
from domain.kernel.refusals import Refusal


def parts(conn: Connection, found: CostScan) -> Iterator[Part]:
    """The whole file against the shop's SKUs: it is never longer than they are many."""
    known = read(conn, select(skus).order_by(skus.c.id))
    rows, refused = _placed(found.costs, known)
    difference = compare(skus, _told(rows, known), known)
    yield Part(
        rows=len(found.costs),
        new=0,
        changed=int(difference.changed.sum()),
        unmatched=0,
        older=0,
        write=partial(write_differing, conn, table=skus, found=difference),
        refused=refused,
    )


def _placed(
    costs: tuple[CostRow, ...], known: Columns
) -> tuple[dict[int, CostRow], tuple[RefusedRow, ...]]:
    """The row of each SKU, by its position among those of the shop, and the rows that fit none."""
    by_id = {sku: place for place, sku in enumerate(known["id"].tolist())}
    by_word: dict[str, list[int]] = {}
    for place, word in enumerate(known["seller_sku"].tolist()):
        by_word.setdefault(word, []).append(place)
    rows: dict[int, CostRow] = {}
    refused: list[RefusedRow] = []
    for each in costs:
        if each.sku_id:
            places = [by_id[each.sku_id]] if each.sku_id in by_id else []
        else:
            places = by_word.get(each.seller_sku, [])
        wrong: Refusal | None = None
        if not places:
            wrong = Refusal("row-sku-not-here")
        elif len(places) > 1:
            wrong = Refusal("row-seller-sku-of-many", {"count": len(places)})
        elif rows.setdefault(places[0], each).told != each.told:
            wrong = Refusal("row-cost-twice", {"row": rows[places[0]].row})
        if wrong is not None:
            refused.append(RefusedRow(each.row, "", each.named[:_SHOWN], wrong))
    return rows, tuple(refused)


_SHOWN = 40


def _told(rows: dict[int, CostRow], known: Columns) -> Columns:
    """What the rows say of their SKUs; what they leave blank stays as it is."""
    places = np.array(sorted(rows), dtype=np.int64)
    said = [rows[place] for place in places.tolist()]
    there = known.where(places)
    told = {"id": there["id"]}
    for name in ("cost", "lead_days", "least_order"):
        values = np.array([getattr(row, name) for row in said], dtype=np.int64)
        told[name] = np.where(values == UNKNOWN, there[name], values)
    suppliers = np.empty(len(said), dtype=object)
    suppliers[:] = [row.supplier for row in said]
    told["supplier"] = np.where(suppliers == "", there["supplier"], suppliers)
    return Columns(told)
