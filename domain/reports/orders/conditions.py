"""When an order is late, soon due or kept from the seller, and how its id begins, in SQL."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_

from domain.kernel.clock import DAY
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.storage.tables import practice

_ID_DIGITS = 18


def late_now(now: int) -> ColumnElement[bool]:
    """Paid orders without a carrier scan whose dispatch deadline has passed."""
    return and_(
        orders.c.dispatch_by > 0,
        orders.c.dispatch_by < now,
        orders.c.shipped_at == 0,
        orders.c.cancelled_at == 0,
        orders.c.paid_at > 0,
        orders.c.status < int(Status.IN_TRANSIT),
    )


def due_in_a_day(now: int) -> ColumnElement[bool]:
    """Orders to ship whose carrier scan is due within 24 hours."""
    return and_(
        orders.c.status == int(Status.AWAITING_SHIPMENT),
        orders.c.dispatch_by >= now,
        orders.c.dispatch_by < now + DAY,
    )


def buyer_hidden() -> ColumnElement[bool]:
    """Orders whose buyer's name and address the platform hides: while the buyer may cancel freely.

    In practice shops only: what a real shop's file tells is shown.
    """
    return and_(orders.c.status == int(Status.ON_HOLD), exists().where(practice.c.id > 0))


def id_begins(column: ColumnElement[int], word: str) -> ColumnElement[bool]:
    """Whether an order's id is the word, or begins with it; never where it is no number."""
    if not (word.isascii() and word.isdigit() and len(word) <= _ID_DIGITS):
        return false()
    low = int(word) * 10 ** (_ID_DIGITS - len(word))
    high = low + 10 ** (_ID_DIGITS - len(word)) - 1
    return or_(column == int(word), column.between(low, high))
