"""What buyers pay for a unit of each SKU now, before vouchers and the like."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from sqlalchemy import Connection, select

from domain.catalogue.tables import skus
from domain.kernel.columns import UNKNOWN, Columns, read
from domain.promotions.pricing import PRICE, Baskets, checkout
from domain.reports.promotions_held import held


def deal_prices(conn: Connection, now: int, ids: Collection[int]) -> dict[int, int]:
    """The price of those SKUs that somebody new buys below their list price now, minor units."""
    here = held(conn, now)
    promoted = here.promotions.items["sku"]
    if not len(promoted):
        return {}
    query = select(skus.c.id, skus.c.price).where(skus.c.id.in_(promoted.tolist()))
    rows = read(conn, query.order_by(skus.c.id))
    rows = rows.where(np.isin(rows["id"], np.array(list(ids))) & (rows["price"] != UNKNOWN))
    number, one = np.arange(len(rows)), np.ones(len(rows), dtype=np.int64)
    lines = Columns({"order": number, "sku": rows["id"], "quantity": one, "price": rows["price"]})
    may = here.may(np.zeros_like(number), watches=False)
    baskets = Baskets(lines, may, np.zeros(may.shape, dtype=np.int64))
    sold = checkout(here.promotions, baskets, fee_of=np.zeros_like, tax_of=np.zeros_like)
    off = sold.lines[f"off_{PRICE}"]
    cheaper = off > 0
    return dict(
        zip(rows["id"][cheaper].tolist(), (rows["price"] - off)[cheaper].tolist(), strict=True)
    )
