"""Which product a SKU is of: as the catalogue says, or as order files do where it has none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, func, select, true

from domain.catalogue.tables import products, skus
from domain.kernel.columns import Array
from domain.orders.tables import order_lines


@dataclass(frozen=True, slots=True)
class Named:
    """A product; ``id`` is 0 where no file tells it, ``listed`` whether the catalogue has it."""

    id: int
    name: str
    listed: bool


_NAMED = 20_000
"""SKUs that a statement can name."""


def products_of(conn: Connection, ids: Sequence[int]) -> tuple[Array, tuple[Named, ...]]:
    """The number of each SKU's product among those that follow.

    SKUs that only order lines know are of one product where these give them one id or one name.
    """
    query = (
        select(skus.c.id, products.c.id, products.c.name)
        .join(products, products.c.id == skus.c.product_id)
        .where(among(ids))
    )
    listed = {sku: Named(product, name, True) for sku, product, name in conn.execute(query)}
    ordered = _as_ordered(conn, [sku for sku in ids if sku not in listed])
    numbers: dict[int | str, int] = {}
    found: list[Named] = []
    which = np.zeros(len(ids), dtype=np.int64)
    for place, sku in enumerate(ids):
        named = listed.get(sku) or ordered[sku]
        key = named.id or named.name
        if key not in numbers:
            numbers[key] = len(found)
            found.append(named)
        which[place] = numbers[key]
    return which, tuple(found)


def among(ids: Sequence[int]) -> ColumnElement[bool]:
    """SKUs of the catalogue with these ids; all, where there are too many to name them."""
    return skus.c.id.in_(list(ids)) if len(ids) <= _NAMED else true()


def _as_ordered(conn: Connection, ids: Sequence[int]) -> dict[int, Named]:
    """The product of each SKU as one of its order lines has it, asked for all in one statement."""
    sku = func.json_each(json.dumps(list(ids))).table_valued("value").c.value

    def told(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return select(column).where(order_lines.c.sku_id == sku).limit(1).scalar_subquery()

    query = select(sku, told(order_lines.c.product_id), told(order_lines.c.product_name))
    return {
        each: Named(product or 0, name or "", False) for each, product, name in conn.execute(query)
    }
