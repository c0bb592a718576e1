"""Packing slips: what lies in a parcel, for whoever packs it and whoever opens it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from domain.orders.tables import order_lines, recipients
from domain.reports.gifts_given import GiftRow, gifts_given
from domain.reports.papers.asked import (
    Papers,
    held,
    left_of,
    packable,
    packages_that_count,
    place_of,
    rows_of,
)


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A line of a slip; minor units."""

    seller_sku: str
    product: str
    variation: str
    quantity: int
    unit_price: int
    is_gift: bool = False


@dataclass(frozen=True, slots=True)
class SlipAmounts:
    """What the buyer paid for the whole order; minor units."""

    item_total: int
    discount: int
    shipping: int
    tax: int
    amount: int


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One slip: an order's, or that of one of its parcels."""

    order: int
    ordered_at: int
    name: str
    """The buyer's; empty once the parcel has arrived, when names are forgotten."""
    place: str
    carrier: str
    tracking: str
    number: int
    """Of the order's parcels this is the first, the second …"""
    of: int
    """… of so many; 1 where all travels in one, or nothing is decided yet."""
    more: bool
    """Whether there may be more than that, since the last of them is still to be packed."""
    lines: tuple[SlipLine, ...]
    message: str
    """From the buyer."""
    note: str
    """The seller's own."""
    amounts: SlipAmounts


def slip_rows(conn: Connection, ids: Sequence[int]) -> Papers[SlipRow]:
    """A slip for each order, in their order; of an order sent in parts, one for each parcel.

    What no parcel of such an order holds yet has a slip too, the last one. Left out are orders that
    are cancelled, not paid or on hold.
    """
    found, left_out = packable(conn, ids)
    known = list(found)
    people = {row.order_id: row for row in rows_of(conn, recipients, recipients.c.order_id, known)}
    lines: dict[int, list[Any]] = defaultdict(list)
    for row in rows_of(conn, order_lines, order_lines.c.order_id, known, order_lines.c.sku_id):
        lines[row.order_id].append(row)
    parcels = packages_that_count(conn, known)
    inside = held(conn, [row.id for rows in parcels.values() for row in rows])
    gifts = gifts_given(conn, known)
    slips = []
    for each, order in found.items():
        person = people.get(each)
        parts, more = _parts(lines[each], parcels.get(each, []), inside)
        for number, (package, items) in enumerate(parts, 1):
            slips.append(
                SlipRow(
                    order=each,
                    ordered_at=order.created_at,
                    name=person.name if person is not None else "",
                    place=place_of(order),
                    carrier=package.carrier if package is not None else "",
                    tracking=package.tracking if package is not None else "",
                    number=number,
                    of=len(parts),
                    more=more,
                    lines=_lines(lines[each], items) + _gifts(gifts.get(each, ())),
                    message=person.message if person is not None else "",
                    note=order.seller_note,
                    amounts=_amounts(order),
                )
            )
    return Papers(tuple(slips), tuple(left_out))


_Part = tuple[Any | None, dict[int, int] | None]
"""A package (None: still to be packed) and the units of each SKU in it (None: all of the order)."""


def _parts(
    lines: Sequence[Any], sent: Sequence[Any], inside: dict[int, dict[int, int]]
) -> tuple[list[_Part], bool]:
    """The parts that an order travels in, and whether the last one is still to be packed."""
    if not sent or not all(package.id in inside for package in sent):
        return [(sent[0] if sent else None, None)], False
    parts: list[_Part] = [(package, inside[package.id]) for package in sent]
    rest = left_of(lines, (inside[package.id] for package in sent))
    return [*parts, (None, rest)] if rest else parts, bool(rest)


def _lines(lines: Sequence[Any], inside: dict[int, int] | None) -> tuple[SlipLine, ...]:
    """The order's lines; where a parcel holds a part of them, only those, with their quantity."""
    return tuple(
        SlipLine(
            line.seller_sku,
            line.product_name,
            line.variation,
            line.quantity if inside is None else inside[line.sku_id],
            line.unit_price,
        )
        for line in lines
        if inside is None or line.sku_id in inside
    )


def _gifts(gifts: Sequence[GiftRow]) -> tuple[SlipLine, ...]:
    """An order with gifts goes in one parcel, so they lie in that."""
    return tuple(
        SlipLine(gift.seller_sku, gift.product_name, gift.variation, gift.quantity, 0, is_gift=True)
        for gift in gifts
    )


def _amounts(order: Any) -> SlipAmounts:
    return SlipAmounts(
        order.item_total,
        order.platform_discount + order.seller_discount,
        order.shipping_paid,
        order.tax,
        order.amount,
    )
