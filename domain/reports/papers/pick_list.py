"""The pick list: what to take off the shelves for many orders at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from domain.kernel.refusals import Refusal
from domain.orders.tables import order_lines
from domain.reports.papers.asked import packable, rows_of


@dataclass(frozen=True, slots=True)
class PickRow:
    """A SKU to pick: how many units, and in how many orders they go."""

    sku_id: int
    seller_sku: str
    product: str
    variation: str
    quantity: int
    orders: int


@dataclass(frozen=True, slots=True)
class PickList:
    """What some orders need together."""

    rows: tuple[PickRow, ...]
    orders: int
    left_out: tuple[Refusal, ...]
    """Why some of the orders asked for are not in it."""


def pick_list(conn: Connection, ids: Sequence[int]) -> PickList:
    """What the orders need, by the seller's SKU.

    SKUs without a name of the seller's come last, by product. A product that was renamed has its
    latest name. Left out are orders that are cancelled or not paid.
    """
    found, left_out = packable(conn, ids)
    newest: dict[int, PickRow] = {}
    for line in rows_of(conn, order_lines, order_lines.c.order_id, sorted(found)):
        before = newest.get(line.sku_id)
        newest[line.sku_id] = PickRow(
            line.sku_id,
            line.seller_sku,
            line.product_name,
            line.variation,
            line.quantity + (before.quantity if before is not None else 0),
            1 + (before.orders if before is not None else 0),
        )
    rows = sorted(
        newest.values(),
        key=lambda row: (
            not row.seller_sku,
            row.seller_sku.casefold(),
            row.product.casefold(),
            row.variation.casefold(),
            row.sku_id,
        ),
    )
    return PickList(tuple(rows), len(found), tuple(left_out))
