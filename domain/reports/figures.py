"""The figures of ``dukandar report``: one nested mapping, whose keys are a contract."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from domain.aftersales.rules import ReturnStatus
from domain.aftersales.tables import returns
from domain.catalogue.tables import products, skus
from domain.finance.rules import FEES, Account, profit
from domain.kernel.money import BASIS
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.content import creator_figures, video_figures
from domain.reports.fee_warnings import fee_lines
from domain.reports.finance.accounts import accounts, paid_out
from domain.reports.health import health
from domain.reports.inbox import Inbox, inbox
from domain.reports.promotion_results import promotion_figures
from domain.reports.shop import shop_row
from domain.reports.waiting import waiting
from domain.simulation.tables import traffic
from domain.storage.digest import digest


def figures(conn: Connection, wall: int) -> dict[str, Any]:
    """All figures of the shop; ``wall`` is the wall clock, which is a real shop's now."""
    about = shop_row(conn, wall)
    written = inbox(conn, about.now)
    return {
        "format": 1,
        "shop": {
            "name": about.name,
            "kind": about.kind,
            "region": about.region,
            "currency": about.currency.code,
            "day": about.day,
            "now": about.now,
        },
        "orders": order_figures(conn),
        "products": _product_figures(conn, wall),
        "returns": _return_figures(conn),
        "finance": finance_figures(conn),
        "health": _health_figures(conn, about.now, written)
        | {"fee_warnings": fee_lines(conn, wall)},
        "traffic": _traffic_figures(conn),
        "videos": video_figures(conn),
        "creators": creator_figures(conn),
        "promotions": promotion_figures(conn, wall),
        "missions": {"done": 0, "open": 0},
        "inbox": {"unread": written.unread, "tickets": 0, "reviews": written.reviews},
        "digest": digest(conn),
    }


def order_figures(conn: Connection) -> dict[str, Any]:
    """Counts and sums over all orders; GMV and refunds over orders with a paid time."""
    counts: dict[int, int] = dict(
        conn.execute(select(orders.c.status, func.count()).group_by(orders.c.status)).all()
    )
    paid = orders.c.paid_at > 0
    total, units = conn.execute(
        select(func.count(), func.coalesce(func.sum(orders.c.units), 0))
    ).one()
    paid_count, gmv, refunded = conn.execute(
        select(
            func.count(),
            func.coalesce(func.sum(orders.c.amount), 0),
            func.coalesce(func.sum(orders.c.refund), 0),
        ).where(paid)
    ).one()
    return {
        "total": total,
        "by_status": {status.name: counts.get(int(status), 0) for status in Status},
        "units": units,
        "gmv": gmv,
        "paid": paid_count,
        "refunded": refunded,
    }


def _product_figures(conn: Connection, wall: int) -> dict[str, Any]:
    by_status = conn.execute(select(products.c.status, func.count()).group_by(products.c.status))
    out = conn.execute(select(func.count()).where(skus.c.stock == 0)).scalar()
    return {
        "total": conn.execute(select(func.count()).select_from(products)).scalar(),
        "by_status": dict(by_status.all()),
        "low_stock": waiting(conn, wall).low_stock,
        "out_of_stock": out,
    }


def _return_figures(conn: Connection) -> dict[str, Any]:
    counts: dict[int, int] = dict(
        conn.execute(
            select(returns.c.status, func.count(returns.c.id.distinct())).group_by(returns.c.status)
        ).all()
    )
    return {
        "total": sum(counts.values()),
        "by_status": {status.name: counts.get(int(status), 0) for status in ReturnStatus},
    }


def finance_figures(conn: Connection) -> dict[str, Any]:
    """Balances, fees and profit from the journal's accounts; minor units."""
    balance = accounts(conn)
    return {
        "on_hold": balance[Account.ON_HOLD],
        "processing": balance[Account.PROCESSING],
        "paid": paid_out(conn),
        "reserve": 0,
        "cash": balance[Account.CASH],
        "fees": {fee.name.lower(): balance[fee] for fee in (*FEES, Account.POSTAGE)},
        "cost_of_goods": balance[Account.COST_OF_GOODS],
        "profit": profit(balance),
        "journal_sum": sum(balance.values()),
    }


def _health_figures(conn: Connection, now: int, written: Inbox) -> dict[str, Any]:
    found = health(conn, now)

    def share(basis_points: int | None) -> float | None:
        return None if basis_points is None else basis_points / BASIS

    return {
        "late_dispatch_rate": share(found.late_dispatch),
        "seller_fault_cancellation_rate": share(found.seller_fault_cancellation),
        "valid_tracking_rate": share(found.valid_tracking),
        "on_time_delivery_rate": share(found.on_time_delivery),
        "negative_review_rate": share(written.negative_reviews),
        "response_rate": share(written.responses),
        "score": None,
        "rating": None,
        "violations": 0,
    }


def _traffic_figures(conn: Connection) -> dict[str, Any]:
    rows = conn.execute(
        select(
            traffic.c.source,
            func.sum(traffic.c.impressions),
            func.sum(traffic.c.clicks),
            func.sum(traffic.c.carts),
            func.sum(traffic.c.orders),
        ).group_by(traffic.c.source)
    ).all()
    clicks, placed = sum(row[2] for row in rows), sum(row[4] for row in rows)
    return {
        "impressions": sum(row[1] for row in rows),
        "visitors": clicks,
        "page_views": clicks,
        "conversion": placed / clicks if clicks else None,
        "by_source": {
            row[0]: {"impressions": row[1], "clicks": row[2], "carts": row[3], "orders": row[4]}
            for row in rows
        },
    }
