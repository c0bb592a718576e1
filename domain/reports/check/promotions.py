"""Promotions, against what they took off the orders."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, or_, select

from domain.orders.tables import order_gifts, orders
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.tables import (
    promotion_items,
    promotion_tiers,
    promotion_uses,
    promotions,
)
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


def gifts(conn: Connection) -> Iterator[Finding]:
    """A promotion counts the gifts that went with orders, and gives no more than it may."""
    gift, tier = order_gifts.c, promotion_tiers.c
    given = (
        select(gift.promotion_id, func.count().label("count"))
        .group_by(gift.promotion_id)
        .subquery()
    )
    right = func.coalesce(given.c["count"], 0)
    counted = (
        select(tier.promotion_id, func.sum(tier.given), right)
        .outerjoin(given, given.c.promotion_id == tier.promotion_id)
        .group_by(tier.promotion_id)
        .having(func.sum(tier.given) != right)
        .limit(MOST)
    )
    for promotion, found, told in conn.execute(counted):
        params = {"promotion": promotion, "found": found, "right": told}
        yield Finding("promotion-gifts-wrong", params)
    above = or_(tier.given < tier.given_before, tier.given > tier.gift_orders)
    over = select(tier.promotion_id, tier.given, tier.gift_orders).where(above).limit(MOST)
    for promotion, found, most in conn.execute(over):
        params = {"promotion": promotion, "found": found, "right": most}
        yield Finding("promotion-gifts-above", params)
