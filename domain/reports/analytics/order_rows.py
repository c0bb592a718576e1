"""Orders behind a figure that the order list cannot be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.analytics.periods import Period
from domain.kernel.clock import ShopCalendar
from domain.orders.tables import orders

MOST = 1_000
"""Orders that are read at most, the newest ones."""


@dataclass(frozen=True, slots=True)
class PaidOrder:
    """A paid order; minor units, epoch seconds."""

    id: int
    paid_at: int
    units: int
    amount: int


def orders_to(
    conn: Connection, calendar: ShopCalendar, period: Period, country: str, state: str
) -> tuple[PaidOrder, ...]:
    """The orders to a region that were paid in a period, the newest first."""
    query = (
        select(orders.c.id, orders.c.paid_at, orders.c.units, orders.c.amount)
        .where(
            orders.c.paid_at > 0,
            orders.c.paid_at >= calendar.midnight(period.first),
            orders.c.paid_at < calendar.midnight(period.last + 1),
            orders.c.country == country,
            orders.c.state == state,
        )
        .order_by(orders.c.paid_at.desc(), orders.c.id.desc())
        .limit(MOST)
    )
    return tuple(PaidOrder(*row) for row in conn.execute(query))
