"""What campaigns and gifts keep of the stock."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from domain.promotions.rules import Tool
from domain.promotions.tables import promotion_items, promotion_tiers, promotions
from domain.simulation.tables import sim_skus


def set_aside(conn: Connection, *which: ColumnElement[bool]) -> dict[int, int]:
    """Units of each SKU that campaigns have set aside and not sold, of ``promotions`` like that.

    Those to come have sold nothing: what they keep is what ``promised.set_aside`` has.
    """
    at, item = promotions.c, promotion_items.c
    query = (
        select(item.sku_id, func.sum(item.units - item.sold))
        .join(promotions, at.id == item.promotion_id)
        .where(at.tool == int(Tool.CAMPAIGN), at.draft == 0, at.stopped_at == 0, *which)
        .group_by(item.sku_id)
    )
    return {sku: int(units) for sku, units in conn.execute(query)}


def gifts_set_aside(conn: Connection, now: int, but: int = 0) -> dict[int, int]:
    """Units of each SKU that promotions which are not over, but for one, may still give away.

    And those that came back today, as ``promised.set_aside`` has them.
    """
    at, tier = promotions.c, promotion_tiers.c
    kept = tier.gift_orders - tier.given
    query = (
        select(tier.gift_sku, func.sum(kept * tier.gift_units))
        .join(promotions, at.id == tier.promotion_id)
        .where(tier.gift_sku > 0, at.draft == 0, at.stopped_at == 0, at.id != but)
        .where((at.ends_at == 0) | (at.ends_at > now))
        .group_by(tier.gift_sku)
    )
    back = select(sim_skus.c.sku_id, sim_skus.c.gifts_back).where(sim_skus.c.gifts_back > 0)
    found = dict(conn.execute(back).all())
    for sku, units in conn.execute(query):
        found[sku] = found.get(sku, 0) + int(units)
    return found
