"""What went with orders at no price: the gifts of promotions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.catalogue.tables import products, skus
from domain.orders.tables import order_gifts

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class GiftRow:
    """A gift of an order, with the names that the SKU has now; minor units."""

    promotion_id: int
    sku_id: int
    seller_sku: str
    product_name: str
    variation: str
    quantity: int
    unit_cost: int


def gifts_given(conn: Connection, orders: Sequence[int]) -> dict[int, list[GiftRow]]:
    """The gifts of each order by promotion; orders without any are missing."""
    gift = order_gifts.c
    query = (
        select(
            gift.order_id,
            gift.promotion_id,
            gift.sku_id,
            skus.c.seller_sku,
            products.c.name,
            skus.c.name,
            gift.quantity,
            gift.unit_cost,
        )
        .join(skus, skus.c.id == gift.sku_id)
        .join(products, products.c.id == skus.c.product_id)
        .order_by(gift.order_id, gift.promotion_id)
    )
    found: defaultdict[int, list[GiftRow]] = defaultdict(list)
    for start in range(0, len(orders), _BATCH):
        some = gift.order_id.in_(list(orders[start : start + _BATCH]))
        for order, *told in conn.execute(query.where(some)):
            found[order].append(GiftRow(*told))
    return dict(found)
