"""The page of messages and reviews equals a recount of their rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import median_low
from typing import Any

import pytest
from sqlalchemy import Table, select

from domain.analytics.metrics import Metric
from domain.catalogue.tables import skus
from domain.inbox.rules import Topic
from domain.inbox.tables import messages, reviews
from domain.kernel.clock import HOUR
from domain.reports.analytics.question import Question
from domain.reports.analytics.voices import STARS, Voices, voices
from domain.reports.happened import Event, Happened
from domain.reports.orders import OrderQuery, order_ids
from domain.shop import Shop
from tests.domain.reports.analytics.analysed_shops import KINDS, played_shop, questions


@pytest.fixture(scope="module", params=KINDS)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("voices") / "shop.dukandar"
    with played_shop(request.param, path) as played:
        yield played


def rows(shop: Shop, table: Table, moment: str, first: int, last: int, only: Any) -> list[Any]:
    calendar = shop.book.calendar
    since, before = calendar.midnight(first), calendar.midnight(last + 1)
    return [
        row
        for row in shop.read(lambda conn: list(conn.execute(select(table))))
        if since <= getattr(row, moment) < before and (only is None or row.sku_id in only)
    ]


def figures(shop: Shop, first: int, last: int, only: Any = None) -> dict[Metric, int | None]:
    said = rows(shop, messages, "asked_at", first, last, only)
    wrote = rows(shop, reviews, "reviewed_at", first, last, only)

    def nearest(part: int, whole: int, scale: int) -> int | None:
        return (2 * part * scale + whole) // (2 * whole) if whole else None

    due = [row for row in said if row.answer_by <= shop.now]
    waited = [(row.answered_at - row.asked_at) * 100 // HOUR for row in said if row.answered_at > 0]
    return {
        Metric.MESSAGES: len(said),
        Metric.IN_TIME: nearest(
            sum(0 < row.answered_at <= row.answer_by for row in due), len(due), 10_000
        ),
        Metric.TO_ANSWER: median_low(waited) if waited else None,
        Metric.REVIEWS: len(wrote),
        Metric.STARS: nearest(sum(row.stars for row in wrote), len(wrote), 100),
        Metric.NEGATIVE_SHARE: nearest(sum(row.stars <= 2 for row in wrote), len(wrote), 10_000),
    }


def page(shop: Shop, question: Question) -> Voices:
    return shop.read(voices, question, shop.now)


def test_figures_and_buckets_equal_a_recount(shop: Shop) -> None:
    for question in questions(shop):
        found, other = page(shop, question), question.compared
        now = figures(shop, question.period.first, question.period.last)
        before = figures(shop, other.first, other.last) if other else {}
        for figure in found.figures:
            assert figure.value == now[figure.metric], figure.metric
            assert figure.before == before.get(figure.metric), figure.metric
        if len(found.buckets) <= 12:
            for at, stretch in enumerate(found.buckets):
                told = {course.metric: course.values[at] for course in found.courses}
                assert told == figures(shop, stretch.first, stretch.last)


def test_one_product_has_what_was_written_about_it(shop: Shop) -> None:
    known = shop.read(lambda conn: conn.execute(select(skus.c.product_id, skus.c.id)).all())
    product = known[0].product_id
    mine = {row.id for row in known if row.product_id == product}
    question = replace(questions(shop)[1], products=(product,))
    now = figures(shop, question.period.first, question.period.last, mine)
    assert {each.metric: each.value for each in page(shop, question).figures} == now


def test_topics_stars_and_products_add_up(shop: Shop) -> None:
    for question in questions(shop):
        found, period = page(shop, question), question.period
        said = rows(shop, messages, "asked_at", period.first, period.last, None)
        wrote = rows(shop, reviews, "reviewed_at", period.first, period.last, None)
        topics = Counter(row.topic for row in said)
        assert dict(found.topics) == {topic: topics[topic.value] for topic in Topic}
        stars = Counter(row.stars for row in wrote)
        assert [sum(row) for row in found.stars] == [stars[each] for each in STARS]
        assert sum(each.reviews for each in found.reviewed) == len(wrote)
        assert sum(each.negative for each in found.reviewed) == stars[1] + stars[2]


def test_the_order_list_finds_those_that_were_written_about(shop: Shop) -> None:
    period, calendar = questions(shop)[1].period, shop.book.calendar
    since, before = calendar.midnight(period.first), calendar.midnight(period.last + 1)
    for event, table, moment in (
        (Event.REVIEWED, reviews, "reviewed_at"),
        (Event.ASKED, messages, "asked_at"),
    ):
        wrote = rows(shop, table, moment, period.first, period.last, None)
        query = OrderQuery(happened=Happened(event, since, before))
        ids = shop.read(order_ids, query, shop.now)
        assert set(ids) == {row.order_id for row in wrote} - {0}
