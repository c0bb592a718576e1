"""What waits for the seller, as the few numbers that stand beside the tabs' names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from domain.aftersales.groups import is_open
from domain.aftersales.tables import returns
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.orders import due_in_a_day, late_now
from domain.reports.products import sku_rows
from domain.reports.shop import shop_row


@dataclass(frozen=True, slots=True)
class Waiting:
    """Orders to ship, overdue or due for their scan in 24 hours, open returns, stock that ends."""

    to_ship: int
    overdue: int
    due_soon: int
    returns: int
    low_stock: int
    """SKUs that run low, or are out, with nothing on its way."""
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
        due_soon=count(due_in_a_day(now)),
        returns=int(
            conn.execute(select(func.count(returns.c.id.distinct())).where(is_open())).scalar_one()
        ),
        low_stock=sum(row.low and not row.coming for row in skus),
        out_of_stock=sum(row.stock == 0 for row in skus),
    )
