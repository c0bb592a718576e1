"""Orders behind a figure that the order list cannot be asked for, paid in a period.

Sums count by the same moments (``domain.reports.tallies.counting``), so what is listed adds up to
the figure, where that is no more than ``MOST``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, tuple_

from domain.analytics.periods import Period
from domain.catalogue.tables import skus
from domain.kernel.clock import DAY, HOUR, ShopCalendar, first_day
from domain.orders.tables import order_lines, orders
from domain.reports.happened import in_time

MOST = 1_000
"""Orders that are read at most, the newest ones; they stand first."""


_MONDAY = 3
"""1 January 1970 was a Thursday: its weekday."""


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
        .where(lines.sku_id.in_(mine), in_time(orders.c.paid_at, *_ends(calendar, period)))
        .group_by(orders.c.id)
        .order_by(orders.c.paid_at.desc(), orders.c.id.desc())
        .limit(MOST)
    )
    return tuple(PaidOrder(*row) for row in conn.execute(query))


def orders_at(
    conn: Connection,
    calendar: ShopCalendar,
    period: Period,
    weekday: int,
    hour: int,
    products: tuple[int, ...] = (),
) -> tuple[PaidOrder, ...]:
    """Those that were paid in an hour of the week, Monday 0, on the shop's clock.

    Of some products only the orders with one of them.
    """
    conditions = []
    for start, end, offset in calendar.even(*_ends(calendar, period)):
        local = orders.c.paid_at + offset
        conditions.append(
            and_(
                orders.c.paid_at >= start,
                orders.c.paid_at < end,
                (local // DAY + _MONDAY) % 7 == weekday,
                local % DAY // HOUR == hour,
            )
        )
    some = [_has_product(products)] if products else []
    return _paid(conn, calendar, period, or_(*conditions), *some)


def orders_after(
    conn: Connection, calendar: ShopCalendar, period: Period, least: int, most: int
) -> tuple[PaidOrder, ...]:
    """Those whose buyer had paid before, so many whole weeks earlier, both ends with it."""
    earlier = orders.alias("earlier")
    before = (
        select(func.max(earlier.c.paid_at))
        .where(
            earlier.c.buyer_id == orders.c.buyer_id,
            earlier.c.paid_at > 0,
            earlier.c.paid_at <= orders.c.paid_at,
            tuple_(earlier.c.paid_at, earlier.c.id) < tuple_(orders.c.paid_at, orders.c.id),
        )
        .scalar_subquery()
    )
    query = _listed(calendar, period, orders.c.paid_at).where(orders.c.buyer_id > 0)
    found: list[PaidOrder] = []
    for order, paid_at, units, amount, last in conn.execute(query.add_columns(before)):
        if last is None:
            continue
        day, day_before = calendar.local_day([paid_at, last]).tolist()
        if least <= (day - day_before) // 7 <= most:
            found.append(PaidOrder(order, paid_at, units, amount))
            if len(found) == MOST:
                break
    return tuple(found)


def orders_of_cohort(
    conn: Connection, calendar: ShopCalendar, period: Period, month: int
) -> tuple[PaidOrder, ...]:
    """Those of buyers whose first paid order was in a month since January 1970."""
    first = orders.alias("first")
    begun = (
        select(func.min(first.c.paid_at))
        .where(first.c.buyer_id == orders.c.buyer_id, first.c.paid_at > 0)
        .scalar_subquery()
    )
    days = first_day(month), first_day(month + 1)
    since, before = (calendar.midnight(day) for day in days)
    return _paid(conn, calendar, period, orders.c.buyer_id > 0, begun >= since, begun < before)


def orders_delivered_after(
    conn: Connection, calendar: ShopCalendar, period: Period, least: int, most: int
) -> tuple[PaidOrder, ...]:
    """Those delivered in the period so many days after payment, both ends with it.

    A begun day counts whole.
    """
    took = (orders.c.delivered_at - orders.c.paid_at + DAY - 1) // DAY
    query = _listed(calendar, period, orders.c.delivered_at).where(
        orders.c.paid_at > 0, orders.c.shipped_at > 0, took.between(least, most)
    )
    return tuple(PaidOrder(*row) for row in conn.execute(query.limit(MOST)))


def _has(sku: int) -> ColumnElement[bool]:
    lines = order_lines.alias()
    return exists().where(lines.c.order_id == orders.c.id, lines.c.sku_id == sku)


def _has_product(products: tuple[int, ...]) -> ColumnElement[bool]:
    wanted = select(skus.c.id).where(skus.c.product_id.in_(products))
    return exists().where(order_lines.c.order_id == orders.c.id, order_lines.c.sku_id.in_(wanted))


def _paid(
    conn: Connection, calendar: ShopCalendar, period: Period, *conditions: ColumnElement[bool]
) -> tuple[PaidOrder, ...]:
    query = _listed(calendar, period, orders.c.paid_at).where(*conditions).limit(MOST)
    return tuple(PaidOrder(*row) for row in conn.execute(query))


def _listed(
    calendar: ShopCalendar, period: Period, moment: ColumnElement[int]
) -> Select[int, int, int, int]:
    """The orders to which it happened in the period, the newest first."""
    start, end = _ends(calendar, period)
    return (
        select(orders.c.id, orders.c.paid_at, orders.c.units, orders.c.amount)
        .where(in_time(moment, start, end))
        .order_by(moment.desc(), orders.c.id.desc())
    )


def _ends(calendar: ShopCalendar, period: Period) -> tuple[int, int]:
    return calendar.midnight(period.first), calendar.midnight(period.last + 1)
