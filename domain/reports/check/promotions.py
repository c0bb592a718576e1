"""Promotions, against what they took off the orders."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, or_, select

from domain.orders.tables import orders
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.tables import promotion_items, promotion_uses, promotions
from domain.reports.check.finding import MOST, Finding


def discounts(conn: Connection) -> Iterator[Finding]:
    """What the seller and the platform bear of each order is what its promotions took off."""
    used = (
        select(
            promotion_uses.c.order_id,
            func.sum(promotion_uses.c.seller).label("seller"),
            func.sum(promotion_uses.c.platform).label("platform"),
        )
        .group_by(promotion_uses.c.order_id)
        .subquery()
    )
    for name in ("seller", "platform"):
        borne = orders.c[f"{name}_discount"] + orders.c[f"shipping_{name}_discount"]
        right = func.coalesce(used.c[name], 0)
        wrong = (
            select(orders.c.id, borne, right)
            .outerjoin(used, used.c.order_id == orders.c.id)
            .where(borne != right)
            .limit(MOST)
        )
        for order, found, told in conn.execute(wrong):
            yield Finding("discount-wrong", {"order": order, "found": found, "right": told})


def used(conn: Connection) -> Iterator[Finding]:
    """A promotion counts the orders that used it, and sells no more units than it may."""
    uses = (
        select(promotion_uses.c.promotion_id, func.count().label("count"))
        .group_by(promotion_uses.c.promotion_id)
        .subquery()
    )
    right = func.coalesce(uses.c["count"], 0)
    query = (
        select(promotions.c.id, promotions.c.used, right)
        .outerjoin(uses, uses.c.promotion_id == promotions.c.id)
        .where(promotions.c.used != right)
        .limit(MOST)
    )
    for promotion, found, told in conn.execute(query):
        params: dict[str, str | int] = {"promotion": promotion, "found": found, "right": told}
        yield Finding("promotion-used-wrong", params)
    item = promotion_items.c
    above = or_(item.sold < item.sold_before, (item.units != NO_LIMIT) & (item.sold > item.units))
    over = select(item.promotion_id, item.sku_id, item.sold, item.units).where(above).limit(MOST)
    for promotion, sku, sold, units in conn.execute(over):
        told = {"promotion": promotion, "sku": sku, "sold": sold, "units": units}
        yield Finding("promotion-oversold", told)
