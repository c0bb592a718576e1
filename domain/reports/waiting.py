"""What waits for the seller, as the few numbers that stand beside the tabs' names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.orders import late_now
from domain.reports.products import sku_rows
from domain.reports.shop import shop_row


@dataclass(frozen=True, slots=True)
class Waiting:
    """Orders to ship, those overdue among all, and products low or out of stock."""

    to_ship: int
    overdue: int
    low_stock: int
    out_of_stock: int


def waiting(conn: Connection, wall: int) -> Waiting:
    """The numbers at the shop's now."""
    now = shop_row(conn, wall).now

    def count(condition: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(orders).where(condition)
        return int(conn.execute(query).scalar_one())

    skus = sku_rows(conn, wall)
    return Waiting(
        to_ship=count(orders.c.status == int(Status.AWAITING_SHIPMENT)),
        overdue=count(late_now(now)),
        low_stock=sum(row.low and not row.coming for row in skus),
        out_of_stock=sum(row.stock == 0 for row in skus),
    )
