"""The page of messages and reviews: what buyers wrote, how soon they were answered, how many stars.

A message counts on the day on which it was asked, a review on the day on which it was written.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from domain.analytics import metrics
from domain.analytics.metrics import HUNDREDTHS, Metric
from domain.analytics.periods import Buckets, Period
from domain.inbox.rules import Topic
from domain.inbox.tables import messages, reviews
from domain.kernel.clock import HOUR
from domain.kernel.columns import UNKNOWN, Array, Columns, read
from domain.reports.analytics.product_names import products_of
from domain.reports.analytics.question import (
    Asked,
    Course,
    Figure,
    Question,
    Stretch,
    known,
    plain,
)

MEASURES = (
    Metric.MESSAGES,
    Metric.IN_TIME,
    Metric.TO_ANSWER,
    Metric.REVIEWS,
    Metric.STARS,
    Metric.NEGATIVE_SHARE,
)
STARS = (5, 4, 3, 2, 1)
_BAD = 2
"""Stars of a negative review at most."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What reviews of the period say of a product."""

    product: int
    name: str
    reviews: int
    stars: int
    """Their mean, hundredths."""
    negative: int


@dataclass(frozen=True, slots=True)
class Voices:
    """The whole page."""

    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    buckets: tuple[Stretch, ...]
    topics: tuple[tuple[Topic, int], ...]
    """Messages by what they ask; all topics, in the order of ``Topic``."""
    stars: tuple[tuple[int, ...], ...]
    """Reviews bucket by bucket, a row for each of ``STARS``."""
    reviewed: tuple[Reviewed, ...]
    """By product; the most reviewed first."""


@dataclass(frozen=True, eq=False, slots=True)
class _Written:
    """Messages and reviews with their local days."""

    messages: Columns
    reviews: Columns


def voices(conn: Connection, question: Question, wall: int) -> Voices:
    """What the page of messages and reviews shows."""
    asked = Asked(conn, question, wall)
    now = _written(asked, asked.period)
    before = _written(asked, asked.compared) if asked.compared else None
    whole = _measured(asked, now, None)
    earlier = _measured(asked, before, None) if before is not None else {}
    index = asked.buckets.index(now.reviews["day"])
    topics = now.messages["topic"]
    return Voices(
        figures=tuple(
            Figure(metric, known(whole[metric][0]), known(earlier[metric][0]) if earlier else None)
            for metric in MEASURES
        ),
        courses=_courses(asked, now, before),
        buckets=asked.stretches(),
        topics=tuple((topic, int((topics == topic.value).sum())) for topic in Topic),
        stars=tuple(
            tuple(_counts(index[now.reviews["stars"] == stars], len(asked.buckets)).tolist())
            for stars in STARS
        ),
        reviewed=_reviewed(asked, now.reviews),
    )


def _written(asked: Asked, period: Period) -> _Written:
    calendar = asked.calendar
    start, end = calendar.midnight(period.first), calendar.midnight(period.last + 1)

    asks = select(
        messages.c.sku_id,
        messages.c.topic,
        messages.c.asked_at.label("at"),
        messages.c.asked_at.label("day"),
        messages.c.answer_by,
        messages.c.answered_at,
    ).where(messages.c.asked_at >= start, messages.c.asked_at < end)
    writes = select(reviews.c.sku_id, reviews.c.stars, reviews.c.reviewed_at.label("day")).where(
        reviews.c.reviewed_at >= start, reviews.c.reviewed_at < end
    )
    if asked.skus is not None:
        asks = asks.where(messages.c.sku_id.in_(asked.skus))
        writes = writes.where(reviews.c.sku_id.in_(asked.skus))
    said, written = read(asked.conn, asks), read(asked.conn, writes)
    return _Written(
        said.told(day=calendar.local_day(said["day"])),
        written.told(day=calendar.local_day(written["day"])),
    )


def _courses(asked: Asked, now: _Written, before: _Written | None) -> tuple[Course, ...]:
    found = _measured(asked, now, asked.buckets)
    earlier: dict[Metric, Array] = {}
    if before is not None and asked.buckets_before is not None:
        earlier = _measured(asked, before, asked.buckets_before)
    return tuple(
        Course(metric, plain(found[metric]), plain(earlier[metric]) if earlier else ())
        for metric in MEASURES
    )


def _measured(asked: Asked, written: _Written, within: Buckets | None) -> dict[Metric, Array]:
    """Every measure of all that was written, or bucket by bucket."""
    said, wrote = written.messages, written.reviews

    def groups(days: Array) -> Array:
        return np.zeros_like(days) if within is None else within.index(days)

    size = 1 if within is None else len(within)
    asks, writes = groups(said["day"]), groups(wrote["day"])
    due = said["answer_by"] <= asked.about.now
    answered = said["answered_at"] > 0
    in_time = due & answered & (said["answered_at"] <= said["answer_by"])
    waited = (said["answered_at"] - said["at"]) * HUNDREDTHS // HOUR
    stars, count = wrote["stars"], _counts(writes, size)
    total = np.bincount(writes, weights=stars, minlength=size).astype(np.int64)
    return {
        Metric.MESSAGES: _counts(asks, size),
        Metric.IN_TIME: metrics.share(_counts(asks[in_time], size), _counts(asks[due], size)),
        Metric.TO_ANSWER: _medians(asks[answered], waited[answered], size),
        Metric.REVIEWS: count,
        Metric.STARS: metrics.mean(total, count),
        Metric.NEGATIVE_SHARE: metrics.share(_counts(writes[stars <= _BAD], size), count),
    }


def _counts(groups: Array, size: int) -> Array:
    return np.bincount(groups, minlength=size).astype(np.int64)


def _medians(groups: Array, values: Array, size: int) -> Array:
    found = np.full(size, UNKNOWN, dtype=np.int64)
    for group in np.unique(groups).tolist():
        mine = values[groups == group]
        found[group] = metrics.median(mine, np.ones_like(mine))
    return found


def _reviewed(asked: Asked, written: Columns) -> tuple[Reviewed, ...]:
    ids, of = np.unique(written["sku_id"], return_inverse=True)
    which, named = products_of(asked.conn, ids.tolist())
    product = which[of]
    found = []
    for place, each in enumerate(named):
        stars = written["stars"][product == place]
        mean = metrics.mean(stars.sum(keepdims=True), np.array([len(stars)]))
        bad = int((stars <= _BAD).sum())
        found.append(Reviewed(each.id, each.name, len(stars), int(mean[0]), bad))
    return tuple(sorted(found, key=lambda each: (-each.reviews, each.product)))
