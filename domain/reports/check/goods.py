"""Stock, and what came back, against what was sold and sent."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, and_, case, func, or_, select

from domain.aftersales.rules import ReturnKind
from domain.aftersales.tables import returns
from domain.catalogue.tables import restocks, skus, stock_counts
from domain.creators.tables import samples
from domain.orders.tables import order_gifts, order_lines, orders
from domain.reports.check.finding import MOST, Finding

REPLACED = and_(returns.c.kind == ReturnKind.REPLACEMENT.value, returns.c.approved_at > 0)
"""Returns for which a replacement was sent."""

_left_the_shelf = or_(orders.c.cancelled_at == 0, orders.c.shipped_at > 0)
"""Orders whose units are off the shelf; those cancelled before a scan put all of them back."""


def stock(conn: Connection) -> Iterator[Finding]:
    """Stock = opening stock + arrivals + restocked - units sold, lost, replaced or given away.

    What a count of the shelf found missing is taken off too.
    """
    sold, gifts = (
        dict(
            conn.execute(
                select(goods.c.sku_id, func.sum(goods.c.quantity))
                .join(orders, orders.c.id == goods.c.order_id)
                .where(_left_the_shelf)
                .group_by(goods.c.sku_id)
            ).all()
        )
        for goods in (order_lines, order_gifts)
    )
    came = dict(
        conn.execute(
            select(restocks.c.sku_id, func.sum(restocks.c.quantity))
            .where(restocks.c.arrived_at > 0)
            .group_by(restocks.c.sku_id)
        ).all()
    )
    back = dict(
        conn.execute(
            select(returns.c.sku_id, func.sum(returns.c.restocked))
            .join(orders, orders.c.id == returns.c.order_id)
            .where(_left_the_shelf)
            .group_by(returns.c.sku_id)
        ).all()
    )
    replaced: dict[int, int] = dict(
        conn.execute(
            select(returns.c.sku_id, func.sum(returns.c.quantity))
            .where(REPLACED)
            .group_by(returns.c.sku_id)
        ).all()
    )
    given: dict[int, int] = dict(
        conn.execute(select(samples.c.sku_id, func.count()).group_by(samples.c.sku_id)).all()
    )
    missing: dict[int, int] = dict(
        conn.execute(
            select(stock_counts.c.sku_id, func.sum(stock_counts.c.missing)).group_by(
                stock_counts.c.sku_id
            )
        ).all()
    )
    for sku in conn.execute(select(skus)):
        if sku.stock is None or sku.opening_stock is None:
            continue  # a real shop's stock is what its file says
        if sku.stock < 0:
            yield Finding("stock-negative", {"sku": sku.id, "stock": sku.stock})
        right = sku.opening_stock + came.get(sku.id, 0) + back.get(sku.id, 0)
        right -= sold.get(sku.id, 0) + given.get(sku.id, 0) + replaced.get(sku.id, 0)
        right -= missing.get(sku.id, 0) + gifts.get(sku.id, 0)
        if sku.stock != right:
            yield Finding("stock-wrong", {"sku": sku.id, "found": sku.stock, "right": right})


def returned(conn: Connection) -> Iterator[Finding]:
    """What lines say went back, against the returns that are closed."""
    went = or_(returns.c.arrived_at > 0, returns.c.restocked > 0)
    sums = (
        select(
            returns.c.order_id,
            returns.c.sku_id,
            func.sum(case((went, returns.c.quantity), else_=0)).label("quantity"),
            func.sum(returns.c.refunded).label("refunded"),
        )
        .where(returns.c.closed_at > 0)
        .group_by(returns.c.order_id, returns.c.sku_id)
        .subquery()
    )
    sent_back = func.coalesce(sums.c.quantity, 0)
    refund = func.coalesce(sums.c.refunded, 0)
    closed = and_(sums.c.order_id == order_lines.c.order_id, sums.c.sku_id == order_lines.c.sku_id)
    unequal = (
        select(
            order_lines.c.order_id,
            order_lines.c.returned,
            order_lines.c.refund,
            sent_back,
            refund,
        )
        .outerjoin(sums, closed)
        .where((order_lines.c.returned != sent_back) | (order_lines.c.refund != refund))
        .limit(MOST)
    )
    for order, *told in conn.execute(unequal):
        found, right = (f"{units} for {money}" for units, money in (told[:2], told[2:]))
        yield Finding("return-wrong", {"order": order, "found": found, "right": right})


def came_back(conn: Connection) -> Iterator[Finding]:
    """No line took more units back than it holds."""
    held = order_lines.c
    above = select(held.order_id, held.sku_id, held.returned, held.quantity).where(
        held.returned > held.quantity
    )
    for order, sku, found, right in conn.execute(above.limit(MOST)):
        params = {"order": order, "sku": sku, "found": found, "right": right}
        yield Finding("returned-above-sold", params)
