"""What a promotion has brought so far, and what it has cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, exists, func, select

from domain.finance.rules import RESULT, Kind
from domain.finance.tables import journal
from domain.kernel.clock import DAY
from domain.kernel.columns import read
from domain.orders.tables import order_gifts, order_lines, orders
from domain.promotions.tables import promotion_items, promotion_uses
from domain.reports.promotions import PromotionRow, all_promotions
from domain.reports.shop import ShopRow
from domain.storage.tables import shop as shop_table

CHART_DAYS = 28
"""Days of the chart at most, the last ones."""


@dataclass(frozen=True, slots=True)
class Results:
    """Of the orders that used a promotion and were not cancelled; minor units."""

    orders: int
    units: int
    """Of the lines it took something off or gave for; 0 of a shipping discount."""
    revenue: int
    """What buyers paid for all items of those orders, without shipping and tax."""
    seller_cost: int
    """What the seller bears of all it took off."""
    platform_cost: int
    gifts: int
    """Units that it gave away with them."""
    gift_cost: int
    """What these cost the seller."""
    buyers: int
    new_buyers: int
    """Those whose first order here is among them."""
    profit: int | None
    """What those orders have left so far, of which the goods are booked; None without one."""
    profit_orders: int
    """How many those are: the carrier has them, so that their costs are known."""
    pace: int | None
    """Orders a day, in hundredths, of what it is for, used or not; None before an hour is over."""
    pace_before: int | None
    """The same in as many hours before it, so many whole days earlier; None where the shop was not
    open yet."""
    days: tuple[int, ...]
    """Local days since 1970-01-01, the last ones of the promotion."""
    daily: tuple[int, ...]
    """The orders of those days."""


def results(conn: Connection, row: PromotionRow, shop: ShopRow) -> Results | None:
    """What a promotion of the shop brought; None for one that has not begun."""
    until = min(row.over_at or shop.now, shop.now)
    if not row.begun or until < row.starts_at:
        return None
    used = read(
        conn,
        select(
            orders.c.id,
            orders.c.buyer_id,
            orders.c.created_at,
            orders.c.shipped_at,
            (orders.c.item_total - orders.c.seller_discount - orders.c.platform_discount).label(
                "revenue"
            ),
            promotion_uses.c.units,
            promotion_uses.c.seller,
            promotion_uses.c.platform,
        )
        .join(orders, orders.c.id == promotion_uses.c.order_id)
        .where(promotion_uses.c.promotion_id == row.id, orders.c.cancelled_at == 0),
    )
    gift = order_gifts.c
    given = read(
        conn,
        select(gift.quantity, gift.unit_cost)
        .join(orders, orders.c.id == gift.order_id)
        .where(gift.promotion_id == row.id, orders.c.cancelled_at == 0),
    )
    known = int((used["shipped_at"] > 0).sum())
    days, daily = _by_day(row.starts_at, until, used["created_at"], shop)
    pace, before = _paces(conn, row, until)
    return Results(
        orders=len(used),
        units=int(used["units"].sum()),
        revenue=int(used["revenue"].sum()),
        seller_cost=int(used["seller"].sum()),
        platform_cost=int(used["platform"].sum()),
        gifts=int(given["quantity"].sum()),
        gift_cost=int((given["quantity"] * given["unit_cost"]).sum()),
        buyers=len(np.unique(used["buyer_id"])),
        new_buyers=_new_buyers(conn, row.id),
        profit=booked_profit(conn, _of(row.id), orders.c.shipped_at > 0) if known else None,
        profit_orders=known,
        pace=pace,
        pace_before=before,
        days=days,
        daily=daily,
    )


def promotion_figures(conn: Connection, wall: int) -> list[dict[str, Any]]:
    """Every promotion as ``dukandar report`` tells it: moments, counts, and minor units.

    ``ends`` is when it ends or ended, 0 for never. What has not begun has brought nothing.
    """
    known = all_promotions(conn, wall)
    told = []
    for row in known.rows:
        found = results(conn, row, known.shop)
        told.append(
            {
                "id": row.id,
                "name": row.name,
                "tool": row.tool.name,
                "state": row.state.value,
                "starts": row.starts_at,
                "ends": row.over_at,
                "orders": row.orders,
                "units": found.units if found else 0,
                "revenue": found.revenue if found else 0,
                "discount": found.seller_cost if found else 0,
                "platform_discount": found.platform_cost if found else 0,
                "gifts": found.gifts if found else 0,
                "gift_cost": found.gift_cost if found else 0,
                "new_buyers": found.new_buyers if found else 0,
            }
        )
    return told


def _of(promotion: int) -> ColumnElement[bool]:
    """Orders that used it and were not cancelled."""
    used = select(promotion_uses.c.order_id).where(promotion_uses.c.promotion_id == promotion)
    return orders.c.id.in_(used) & (orders.c.cancelled_at == 0)


def _new_buyers(conn: Connection, promotion: int) -> int:
    """A buyer's first order is the one of the least number: orders are numbered in time."""
    firsts = (
        select(func.min(orders.c.id).label("id"))
        .where(orders.c.buyer_id.in_(select(orders.c.buyer_id).where(_of(promotion))))
        .group_by(orders.c.buyer_id)
        .subquery()
    )
    query = select(func.count()).select_from(orders).join(firsts, firsts.c.id == orders.c.id)
    return int(conn.execute(query.where(_of(promotion))).scalar_one())


def booked_profit(conn: Connection, *which: ColumnElement[bool]) -> int:
    """What the journal gave to the accounts of the result for such orders, less what it took.

    What a count of the shelf found missing is none of theirs, though it names one of them.
    """
    result = {int(account) for account in RESULT}
    moved = conn.execute(
        select(journal.c.debit, journal.c.credit, func.sum(journal.c.amount))
        .where(
            journal.c.order_id.in_(select(orders.c.id).where(*which)),
            journal.c.kind != int(Kind.STOCK_COUNT),
        )
        .group_by(journal.c.debit, journal.c.credit)
    )
    return sum(amount * ((credit in result) - (debit in result)) for debit, credit, amount in moved)


def _paces(conn: Connection, row: PromotionRow, until: int) -> tuple[int | None, int | None]:
    length = until - row.starts_at
    if not length:
        return None, None
    back = -(-length // DAY) * DAY
    opened = int(conn.execute(select(shop_table.c.opened_at)).scalar_one())
    mine = select(promotion_items.c.sku_id).where(promotion_items.c.promotion_id == row.id)
    about = [exists().where(order_lines.c.order_id == orders.c.id, order_lines.c.sku_id.in_(mine))]

    def pace(since: int) -> int:
        query = select(func.count()).where(
            orders.c.created_at >= since,
            orders.c.created_at < since + length,
            orders.c.cancelled_at == 0,
            *(() if row.whole_shop else about),
        )
        return int(conn.execute(query).scalar_one()) * 100 * DAY // length

    earlier = row.starts_at - back
    return pace(row.starts_at), pace(earlier) if earlier >= opened else None


def _by_day(
    since: int, until: int, moments: np.ndarray, shop: ShopRow
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    calendar = shop.book.calendar
    last = int(calendar.local_day(max(until - 1, since)))
    first = max(int(calendar.local_day(since)), last - CHART_DAYS + 1)
    day = calendar.local_day(moments) - first
    counts = np.bincount(day[(day >= 0) & (day <= last - first)], minlength=last - first + 1)
    return tuple(range(first, last + 1)), tuple(counts.tolist())
