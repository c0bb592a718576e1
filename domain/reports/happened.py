"""Orders by what happened to them in a stretch of time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sqlalchemy import ColumnElement, Integer, and_, literal_column, not_, or_, select

from domain.aftersales.rules import ReturnKind
from domain.aftersales.tables import returns
from domain.inbox.tables import messages, reviews
from domain.kernel.clock import DAY
from domain.orders.rules import Role
from domain.orders.tables import orders

LATEST = 90 * DAY
"""After so long nothing more happens to an order but returns, settlements and its completion.

What is not paid is cancelled within days, what is not shipped within weeks, and a parcel arrives or
is lost within weeks, so this is far more than it takes. It lets reports find what happened in a
stretch of time by the index on when orders were placed, instead of reading all that ever were.
"""


class Event(Enum):
    """What can happen to an order."""

    PAID = "paid"
    SHIPPED = "shipped"
    """The carrier's first scan."""
    LATE = "late"
    """Its dispatch deadline passed without a scan, as the late dispatch rate counts it."""
    CANCELLED = "cancelled"
    RETURN_REQUESTED = "return-requested"
    DELIVERED = "delivered"
    ASKED = "asked"
    """The buyer wrote a message."""
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Happened:
    """An event from one moment on and before another."""

    event: Event
    since: int
    before: int


def in_time(
    moment: ColumnElement[int], since: int | ColumnElement[int], before: int | ColumnElement[int]
) -> ColumnElement[bool]:
    """That an order was paid, cancelled or delivered from one moment on and before another.

    Worded so that the index on that moment is used, which holds those at which it has happened.
    """
    return and_(moment >= literal_column("1", Integer), moment >= since, moment < before)


def happened(what: Happened) -> ColumnElement[bool]:
    """The orders to which it happened in that time."""

    def between(column: ColumnElement[int]) -> ColumnElement[bool]:
        return and_(column >= what.since, column < what.before)

    def within(column: ColumnElement[int]) -> ColumnElement[bool]:
        return and_(orders.c.created_at >= what.since - LATEST, between(column))

    if what.event is Event.LATE:
        deadline = orders.c.dispatch_by
        called_off = and_(
            orders.c.cancel_role == Role.BUYER.name,
            orders.c.cancelled_at.between(1, deadline),
        )
        return and_(
            within(deadline),
            orders.c.paid_at.between(1, deadline),
            not_(called_off),
            or_(orders.c.shipped_at == 0, orders.c.shipped_at > deadline),
        )
    if what.event is Event.RETURN_REQUESTED:
        asked = returns.c.kind != ReturnKind.CHARGE_BACK.value
        return orders.c.id.in_(
            select(returns.c.order_id).where(between(returns.c.requested_at), asked)
        )
    if what.event is Event.ASKED:
        return orders.c.id.in_(select(messages.c.order_id).where(between(messages.c.asked_at)))
    if what.event is Event.REVIEWED:
        return orders.c.id.in_(select(reviews.c.order_id).where(between(reviews.c.reviewed_at)))
    if what.event is Event.SHIPPED:
        return within(orders.c.shipped_at)
    moment = {
        Event.PAID: orders.c.paid_at,
        Event.CANCELLED: orders.c.cancelled_at,
        Event.DELIVERED: orders.c.delivered_at,
    }[what.event]
    return in_time(moment, what.since, what.before)
