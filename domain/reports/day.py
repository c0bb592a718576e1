"""One day of a practice shop beside the day before, and what wants the seller now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from domain.finance.rules import RESULT
from domain.finance.tables import journal, statements
from domain.orders.tables import orders
from domain.reports.happened import Event, Happened, happened
from domain.reports.shop import ShopRow, shop_row
from domain.reports.waiting import waiting
from domain.simulation.attention import Need
from domain.simulation.tables import traffic

_MOST_WANTED = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the day, and of the day before; None where the shop was not open yet."""

    key: str
    """gmv, profit, paid-out (minor units), or a count: orders, units, visitors, shipped, late,
    cancelled, returns."""
    value: int
    before: int | None
    happened: Happened | None
    """What happened to the orders behind it; None where it is not made of orders."""


@dataclass(frozen=True, slots=True)
class Day:
    """A local day that is over."""

    shop: ShopRow
    day: int
    """Days since 1970-01-01."""
    number: int
    """The shop's first day is 1."""
    figures: tuple[Figure, ...]
    wanted: tuple[tuple[Need, int], ...]
    """What wants the seller now, the most urgent first, and how many orders or SKUs it is about."""


def day_report(conn: Connection, day: int) -> Day:
    """The day's figures (``day`` in days since 1970-01-01, local)."""
    shop = shop_row(conn, 0)
    number = shop.day - int(shop.book.calendar.local_day(shop.now)) + day
    now = _figures(conn, shop, day)
    before = _figures(conn, shop, day - 1) if number > 1 else {}
    return Day(
        shop=shop,
        day=day,
        number=number,
        figures=tuple(
            Figure(key, value, before[key][0] if before else None, what)
            for key, (value, what) in now.items()
        ),
        wanted=_wanted(conn),
    )


def last_day(conn: Connection) -> Day | None:
    """The last day that is over; None on the first day."""
    shop = shop_row(conn, 0)
    if shop.day < 2:
        return None
    return day_report(conn, int(shop.book.calendar.local_day(shop.now)) - 1)


def _figures(conn: Connection, shop: ShopRow, day: int) -> dict[str, tuple[int, Happened | None]]:
    since, before = (int(shop.book.calendar.moment(each)) for each in (day, day + 1))
    events = {event: Happened(event, since, before) for event in Event}
    paid = events[Event.PAID]
    gmv, units = conn.execute(
        select(
            func.coalesce(func.sum(orders.c.amount), 0), func.coalesce(func.sum(orders.c.units), 0)
        ).where(happened(paid))
    ).one()
    visitors = conn.execute(
        select(func.coalesce(func.sum(traffic.c.clicks), 0)).where(traffic.c.day == day)
    ).scalar_one()
    paid_out = conn.execute(
        select(func.coalesce(func.sum(statements.c.payable), 0)).where(
            statements.c.paid_at >= since, statements.c.paid_at < before
        )
    ).scalar_one()

    def count(event: Event) -> tuple[int, Happened]:
        query = select(func.count()).select_from(orders).where(happened(events[event]))
        return int(conn.execute(query).scalar_one()), events[event]

    return {
        "gmv": (int(gmv), paid),
        "profit": (_profit(conn, since, before), None),
        "orders": count(Event.PAID),
        "units": (int(units), paid),
        "visitors": (int(visitors), None),
        "shipped": count(Event.SHIPPED),
        "late": count(Event.LATE),
        "cancelled": count(Event.CANCELLED),
        "returns": count(Event.RETURN_REQUESTED),
        "paid-out": (int(paid_out), None),
    }


def _profit(conn: Connection, since: int, before: int) -> int:
    """What the day's journal rows gave to the accounts of the result, less what they took."""
    result = {int(account) for account in RESULT}
    moved = conn.execute(
        select(journal.c.debit, journal.c.credit, func.sum(journal.c.amount))
        .where(journal.c.at >= since, journal.c.at < before)
        .group_by(journal.c.debit, journal.c.credit)
    )
    return sum(amount * ((credit in result) - (debit in result)) for debit, credit, amount in moved)


def _wanted(conn: Connection) -> tuple[tuple[Need, int], ...]:
    now = waiting(conn, 0)
    counts = (
        (Need.OVERDUE, now.overdue),
        (Need.DUE_SOON, now.due_soon),
        (Need.CANCEL_REQUESTED, now.cancel_requests),
        (Need.TO_SHIP, now.to_ship),
        (Need.STOCK_OUT, now.out_of_stock),
        (Need.LOW_STOCK, now.low_stock),
        (Need.RETURN_REQUESTED, now.returns),
        (Need.RETURN_ARRIVED, now.returns_here),
        (Need.FEE_OUT_OF_RANGE, now.fees),
    )
    return tuple((need, count) for need, count in counts if count)[:_MOST_WANTED]
