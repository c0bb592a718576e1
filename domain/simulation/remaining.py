"""What is left of orders that go on, or end, after a part of them was given back.

Whatever is done with such an order is done with the rest: it alone is packed, comes back on sale
and is reversed. Most orders are whole, so all of this costs little.
"""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.aftersales import rules as aftersales
from domain.kernel.columns import Array, Columns, rows_of
from domain.simulation.world import World


def lines_left(world: World, order_ids: Array) -> Columns:
    """The lines of orders, each with the units that are left of it; none without any."""
    lines = world.lines.where(rows_of(world.lines["order_id"], order_ids))
    left = lines["quantity"] - lines["returned"]
    return lines.told(quantity=left).where(left > 0)


def goods_left(world: World, order_ids: Array) -> Columns:
    """What lies, or would lie, in the parcels of orders: what is left of lines, and gifts.

    ``order_id``, ``sku_id`` and ``quantity``; a SKU may be there as both.
    """
    names = ("order_id", "sku_id", "quantity")
    goods = lines_left(world, order_ids).only(names)
    gifts = rows_of(world.gifts["order_id"], order_ids)
    return goods.joined(world.gifts.only(names).where(gifts)) if len(gifts) else goods


SALE = ("refund", *reactions.NEEDED)
"""The columns of an order that ``sales_left`` looks at."""


def sales_left(world: World, orders: Columns) -> Columns:
    """Orders of the world, with their amounts as far as nothing of them was refunded."""
    some = orders["refund"] > 0
    if not some.any():
        return orders
    returns = world.returns
    closed = (returns["closed_at"] > 0) & np.isin(returns["order_id"], orders["id"][some])
    back = returns.only(reactions.RETURNED).where(closed)
    lines = world.lines.where(aftersales.line_of(world.lines, back))
    return reactions.left(orders, reactions.returned(lines, back))
