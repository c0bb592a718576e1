"""What buyers pay for a unit of each SKU now, before vouchers and the like."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from sqlalchemy import Connection, or_, select

from domain.catalogue.tables import skus
from domain.kernel.columns import UNKNOWN, Columns, read
from domain.promotions.pricing import NO_LIMIT, PRICE, Baskets, Promotions, checkout
from domain.promotions.rules import PRICES, Audience
from domain.promotions.tables import promotion_items, promotions

_FOR_ANYBODY = (int(Audience.ALL), int(Audience.NEW))


def deal_prices(conn: Connection, now: int, ids: Collection[int]) -> dict[int, int]:
    """The price of those SKUs that somebody new buys below their list price now, minor units."""
    held = _held(conn, now)
    if not len(held.items):
        return {}
    query = select(skus.c.id, skus.c.price).where(skus.c.id.in_(held.items["sku"].tolist()))
    rows = read(conn, query.order_by(skus.c.id))
    rows = rows.where(np.isin(rows["id"], np.array(list(ids))) & (rows["price"] != UNKNOWN))
    size = len(rows)
    number, one = np.arange(size), np.ones(size, dtype=np.int64)
    lines = Columns({"order": number, "sku": rows["id"], "quantity": one, "price": rows["price"]})
    everyone = np.ones((size, len(held)), dtype=np.bool_)
    sold = checkout(
        held, Baskets(lines, everyone, np.zeros(everyone.shape, dtype=np.int64)), _none, _none
    )
    off = sold.lines[f"off_{PRICE}"]
    cheaper = rows.where(off > 0)["id"].tolist()
    return dict(zip(cheaper, (rows["price"] - off)[off > 0].tolist(), strict=True))


def _none(values: np.ndarray) -> np.ndarray:
    return np.zeros_like(values)


def _held(conn: Connection, now: int) -> Promotions:
    """The price tools that hold for somebody new."""
    at = promotions.c
    rows = read(
        conn,
        select(promotions)
        .where(
            at.draft == 0,
            at.stopped_at == 0,
            at.starts_at <= now,
            or_(at.ends_at == 0, at.ends_at > now),
            at.tool.in_([int(each) for each in PRICES]),
            at.audience.in_(_FOR_ANYBODY),
        )
        .order_by(at.id),
    )
    query = select(promotion_items).where(promotion_items.c.promotion_id.in_(rows["id"].tolist()))
    items = read(conn, query.order_by(*promotion_items.primary_key.columns))
    left = np.where(items["units"] == NO_LIMIT, NO_LIMIT, items["units"] - items["sold"])
    return Promotions(
        rows.told(buyer_limit=NO_LIMIT).with_zeros(("left",)).told(left=NO_LIMIT),
        Columns(
            {
                "promotion": rows["id"].searchsorted(items["promotion_id"]),
                "sku": items["sku_id"],
                "price": items["price"],
                "percent": items["percent"],
                "left": left,
            }
        ),
        Columns({n: np.zeros(0, dtype=np.int64) for n in _TIERS}),
    )


_TIERS = ("promotion", "units", "least", "percent", "amount")
