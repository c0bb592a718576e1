"""Messages and reviews behind a figure: not every message is about an order that can be listed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.catalogue.tables import products, skus
from domain.inbox.rules import Topic
from domain.inbox.tables import messages, reviews
from domain.reports.analytics.order_rows import MOST
from domain.reports.analytics.question import Asked, Question


@dataclass(frozen=True, slots=True)
class Message:
    """What a buyer asked; epoch seconds."""

    id: int
    order: int
    """0 where it was asked before buying."""
    topic: Topic
    product: str
    asked_at: int
    answered_at: int
    """0 as long as nobody has answered."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a buyer thinks of an order; epoch seconds."""

    order: int
    product: str
    stars: int
    reviewed_at: int


def messages_asked(
    conn: Connection, question: Question, topic: Topic | None, wall: int
) -> tuple[Message, ...]:
    """Those of the period, about one topic if it is given; ``MOST`` of them, the newest first."""
    asked, at = Asked(conn, question, wall), messages.c
    start, end = _ends(asked)
    query = (
        select(at.id, at.order_id, at.topic, products.c.name, at.asked_at, at.answered_at)
        .outerjoin(skus, skus.c.id == at.sku_id)
        .outerjoin(products, products.c.id == skus.c.product_id)
        .where(at.asked_at >= start, at.asked_at < end)
        .order_by(at.asked_at.desc(), at.id.desc())
        .limit(MOST)
    )
    if topic is not None:
        query = query.where(at.topic == topic.value)
    if asked.skus is not None:
        query = query.where(at.sku_id.in_(asked.skus))
    return tuple(
        Message(number, order, Topic(about), name or "", *moments)
        for number, order, about, name, *moments in conn.execute(query)
    )


def reviews_written(conn: Connection, question: Question, wall: int) -> tuple[Review, ...]:
    """Those of the period; ``MOST`` of them, the newest first."""
    asked, at = Asked(conn, question, wall), reviews.c
    start, end = _ends(asked)
    query = (
        select(at.order_id, products.c.name, at.stars, at.reviewed_at)
        .outerjoin(skus, skus.c.id == at.sku_id)
        .outerjoin(products, products.c.id == skus.c.product_id)
        .where(at.reviewed_at >= start, at.reviewed_at < end)
        .order_by(at.reviewed_at.desc(), at.order_id.desc())
        .limit(MOST)
    )
    if asked.skus is not None:
        query = query.where(at.sku_id.in_(asked.skus))
    return tuple(
        Review(order, name or "", stars, moment)
        for order, name, stars, moment in conn.execute(query)
    )


def _ends(asked: Asked) -> tuple[int, int]:
    """The moment in which the period begins, and the one in which it is over."""
    period, midnight = asked.period, asked.calendar.midnight
    return int(midnight(period.first)), int(midnight(period.last + 1))
