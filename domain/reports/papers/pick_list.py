"""The pick list: what to take off the shelves for many orders at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from domain.kernel.refusals import Refusal
from domain.orders.rules import Status
from domain.orders.tables import order_lines
from domain.reports.gifts_given import gifts_given
from domain.reports.papers.asked import held, left_of, packable, packages_that_count, rows_of


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
    """What the orders still need from the shelves, by the seller's SKU.

    That is what no carrier has taken yet and was not given up, gifts too. SKUs without a name of
    the seller's come last, by product. A product that was renamed has its latest name. Left out are
    orders that are cancelled, not paid or on hold, and those of which nothing is left to pick.
    """
    found, left_out = packable(conn, ids)
    lines: dict[int, list[Any]] = defaultdict(list)
    for line in rows_of(conn, order_lines, order_lines.c.order_id, sorted(found)):
        lines[line.order_id].append(line)
    gone, gifts = _taken(conn, list(found)), gifts_given(conn, list(found))
    newest: dict[int, PickRow] = {}
    needing = 0
    for order, of_order in lines.items():
        with_carrier = found[order].status >= Status.IN_TRANSIT
        left = {} if with_carrier else left_of(of_order, gone.get(order, ()))
        if not left:
            left_out.append(Refusal("order-picked", {"order": order}))
            continue
        needing += 1
        for gift in gifts.get(order, ()):
            left[gift.sku_id] = left.get(gift.sku_id, 0) + gift.quantity
        wanted = {each.sku_id: each for each in (*gifts.get(order, ()), *of_order)}
        for sku, quantity in left.items():
            before, named = newest.get(sku), wanted[sku]
            newest[sku] = PickRow(
                sku,
                named.seller_sku,
                named.product_name,
                named.variation,
                quantity + (before.quantity if before is not None else 0),
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
    return PickList(tuple(rows), needing, tuple(left_out))


def _taken(conn: Connection, ids: Sequence[int]) -> dict[int, list[dict[int, int]]]:
    """What is in the packages that carriers have scanned, of orders that travel in several."""
    scanned = [
        (order, row.id)
        for order, rows in packages_that_count(conn, ids).items()
        for row in rows
        if row.shipped_at
    ]
    inside = held(conn, [package for _, package in scanned])
    taken: dict[int, list[dict[int, int]]] = defaultdict(list)
    for order, package in scanned:
        taken[order].append(inside.get(package, {}))
    return taken
