"""Buyers' requests to cancel that wait for the seller's answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from domain.aftersales.rules import CancellationStatus
from domain.aftersales.tables import cancellations


def is_waiting() -> ColumnElement[bool]:
    """Whether a request waits for its answer."""
    pending = CancellationStatus.CANCELLATION_REQUEST_PENDING
    return cancellations.c.status == int(pending)


def waiting_orders() -> Select[Any]:
    """A query for the ids of the orders whose buyers wait for an answer."""
    return select(cancellations.c.order_id).where(is_waiting())


def waiting_count(conn: Connection) -> int:
    """How many requests wait."""
    query = select(func.count()).select_from(cancellations).where(is_waiting())
    return int(conn.execute(query).scalar_one())
