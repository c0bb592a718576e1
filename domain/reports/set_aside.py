"""What campaigns keep of the stock."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from domain.promotions.rules import Tool
from domain.promotions.tables import promotion_items, promotions


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
