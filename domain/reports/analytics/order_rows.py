"""Orders behind a figure that the order list cannot be asked for, paid in a period."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from domain.analytics.periods import Period
from domain.catalogue.tables import skus
from domain.kernel.clock import ShopCalendar
from domain.orders.tables import order_lines, orders

MOST = 1_000
"""Orders that are read at most, the newest ones; they stand first."""


class Size(StrEnum):
    """What an order has a number of."""

    UNITS = "units"
    SKUS = "skus"
    """Different ones."""


@dataclass(frozen=True, slots=True)
class PaidOrder:
    """A paid order; minor units, epoch seconds."""

    id: int
    paid_at: int
    units: int
    amount: int
    """What its buyer paid; of some products what they paid for these goods."""


def orders_to(
    conn: Connection, calendar: ShopCalendar, period: Period, country: str, state: str
) -> tuple[PaidOrder, ...]:
    """Those that go to a region."""
    return _paid(conn, calendar, period, orders.c.country == country, orders.c.state == state)


def orders_of_size(
    conn: Connection, calendar: ShopCalendar, period: Period, size: Size, least: int, most: int
) -> tuple[PaidOrder, ...]:
    """Those that have so many units or SKUs, both ends with it."""
    column = {Size.UNITS: orders.c.units, Size.SKUS: orders.c.line_count}[size]
    return _paid(conn, calendar, period, column.between(least, most))


def orders_with_both(
    conn: Connection, calendar: ShopCalendar, period: Period, one: int, other: int
) -> tuple[PaidOrder, ...]:
    """Those that have both SKUs."""
    return _paid(conn, calendar, period, orders.c.line_count > 1, _has(one), _has(other))


def orders_with_products(
    conn: Connection, calendar: ShopCalendar, period: Period, products: tuple[int, ...]
) -> tuple[PaidOrder, ...]:
    """Those that have one of the products, with the units of these and what was paid for them."""
    lines = order_lines.c
    mine = select(skus.c.id).where(skus.c.product_id.in_(products))
    paid = lines.subtotal - lines.seller_discount - lines.platform_discount
    query = (
        select(orders.c.id, orders.c.paid_at, func.sum(lines.quantity), func.sum(paid))
        .join_from(orders, order_lines, lines.order_id == orders.c.id)
        .where(lines.sku_id.in_(mine), *_paid_in(calendar, period))
        .group_by(orders.c.id)
    )
    return _newest(conn, query)


def _has(sku: int) -> ColumnElement[bool]:
    lines = order_lines.alias()
    return exists().where(lines.c.order_id == orders.c.id, lines.c.sku_id == sku)


def _paid(
    conn: Connection, calendar: ShopCalendar, period: Period, *conditions: ColumnElement[bool]
) -> tuple[PaidOrder, ...]:
    columns = (orders.c.id, orders.c.paid_at, orders.c.units, orders.c.amount)
    return _newest(conn, select(*columns).where(*_paid_in(calendar, period), *conditions))


def _paid_in(calendar: ShopCalendar, period: Period) -> tuple[ColumnElement[bool], ...]:
    return (
        orders.c.paid_at > 0,
        orders.c.paid_at >= calendar.midnight(period.first),
        orders.c.paid_at < calendar.midnight(period.last + 1),
    )


def _newest(conn: Connection, query: Select[Any]) -> tuple[PaidOrder, ...]:
    newest = query.order_by(orders.c.paid_at.desc(), orders.c.id.desc()).limit(MOST)
    return tuple(PaidOrder(*row) for row in conn.execute(newest))
