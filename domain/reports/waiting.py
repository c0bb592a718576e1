"""What waits for the seller, as the few numbers that stand beside the tabs' names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from domain.aftersales.groups import Group
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.cancellations import waiting_count
from domain.reports.orders import due_in_a_day, late_now
from domain.reports.products import stock_levels
from domain.reports.returns import group_counts
from domain.reports.shop import shop_row
from domain.shipping.tables import fee_warnings


@dataclass(frozen=True, slots=True)
class Waiting:
    """Orders to ship, overdue, or due for their scan in a day; what buyers ask; stock that ends."""

    to_ship: int
    overdue: int
    due_soon: int
    cancel_requests: int
    """Buyers who ask to cancel and wait for an answer."""
    returns: int
    """Those to answer."""
    returns_here: int
    """Those whose goods have arrived and wait to be inspected."""
    low_stock: int
    """Products of which a SKU runs low, or is out, with nothing on its way."""
    out_of_stock: int
    fees: int
    """Shipping templates with a fee to mend."""


def waiting(conn: Connection, wall: int) -> Waiting:
    """The numbers at the shop's now."""
    now = shop_row(conn, wall).now

    def count(condition: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(orders).where(condition)
        return int(conn.execute(query).scalar_one())

    stock, returns = stock_levels(conn, wall), group_counts(conn)
    return Waiting(
        to_ship=count(orders.c.status == int(Status.AWAITING_SHIPMENT)),
        overdue=count(late_now(now)),
        due_soon=count(due_in_a_day(now)),
        cancel_requests=waiting_count(conn),
        returns=returns[Group.TO_ANSWER],
        returns_here=returns[Group.TO_INSPECT],
        low_stock=stock.low,
        out_of_stock=stock.out,
        fees=conn.execute(select(func.count()).select_from(fee_warnings)).scalar_one(),
    )
