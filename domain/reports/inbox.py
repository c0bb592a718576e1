"""What buyers wrote, and how many of them were answered in time."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from domain.health.rules import rate
from domain.inbox.tables import messages, reviews
from domain.kernel.clock import DAY
from domain.orders.tables import orders
from domain.rulebook import rulebook
from domain.storage.tables import shop


@dataclass(frozen=True, slots=True)
class Inbox:
    """Counts, and rates in basis points: None where nothing was due or the region has no rules."""

    unread: int
    """Messages without an answer."""
    reviews: int
    negative_reviews: int | None
    responses: int | None


def inbox(conn: Connection, now: int) -> Inbox:
    """What the inbox holds at ``now`` (epoch seconds)."""
    unread = select(func.count()).where(messages.c.answered_at == 0)
    written = select(func.count()).select_from(reviews)
    book = rulebook(conn.execute(select(shop.c.region)).scalar_one())
    negative = responses = None
    if book.practice:
        figures = book.at(now)
        negative = _negative_reviews(conn, now - figures.review_window_days * DAY)
        responses = _responses(conn, now - figures.health_window_days * DAY, now)
    return Inbox(
        unread=conn.execute(unread).scalar_one(),
        reviews=conn.execute(written).scalar_one(),
        negative_reviews=negative,
        responses=responses,
    )


def _negative_reviews(conn: Connection, since: int) -> int | None:
    """Reviews with one or two stars ÷ orders delivered since then (T7)."""
    delivered = select(func.count()).where(orders.c.delivered_at > since)
    bad = (
        select(func.count())
        .select_from(reviews)
        .join(orders, orders.c.id == reviews.c.order_id)
        .where(orders.c.delivered_at > since, reviews.c.stars <= 2)
    )
    return rate(conn.execute(bad).scalar_one(), conn.execute(delivered).scalar_one())


def _responses(conn: Connection, start: int, now: int) -> int | None:
    """Messages answered in time ÷ those whose time for it ended in the window (A4)."""
    in_time = (messages.c.answered_at > 0) & (messages.c.answered_at <= messages.c.answer_by)
    due, answered = conn.execute(
        select(func.count(), func.coalesce(func.sum(case((in_time, 1), else_=0)), 0)).where(
            messages.c.answer_by > start, messages.c.answer_by <= now
        )
    ).one()
    return rate(answered, due)
