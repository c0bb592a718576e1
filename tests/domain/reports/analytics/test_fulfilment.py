"""The fulfilment page equals a recount of the delivered orders."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import median_low
from typing import Any

import pytest
from sqlalchemy import Connection, select

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.kernel.clock import DAY
from domain.orders.tables import orders
from domain.reports.analytics.fulfilment import Fulfilment, fulfilment
from domain.reports.analytics.question import Question
from domain.reports.happened import Event, Happened
from domain.reports.orders import OrderQuery, order_ids
from domain.shipping.tables import packages
from domain.shop import Shop
from tests.domain.reports.analytics.analysed_shops import KINDS, played_shop, questions


@pytest.fixture(scope="module", params=KINDS)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("fulfilment") / "shop.dukandar"
    with played_shop(request.param, path) as played:
        yield played


def delivered(shop: Shop, first: int, last: int) -> list[Any]:
    """Orders with all three moments that came on the days from first to last."""
    calendar = shop.book.calendar
    since, before = calendar.midnight(first), calendar.midnight(last + 1)

    def rows(conn: Connection) -> list[Any]:
        return list(conn.execute(select(orders)))

    return [
        row
        for row in shop.read(rows)
        if since <= row.delivered_at < before and row.paid_at > 0 and row.shipped_at > 0
    ]


def figures(rows: list[Any]) -> dict[Metric, int | None]:
    """The key figures of some delivered orders, in plain words of Python."""
    count = len(rows)
    if not count:
        return dict.fromkeys(
            (
                Metric.TO_DELIVER,
                Metric.TO_SCAN,
                Metric.ON_WAY,
                Metric.LATE_SHARE,
                Metric.LATE_SCAN_SHARE,
            )
        ) | {Metric.DELIVERED: 0}

    def nearest(part: int, whole: int) -> int:
        return (2 * part + whole) // (2 * whole)

    took = [-(-(row.delivered_at - row.paid_at) // DAY) for row in rows]
    to_scan = sum(row.shipped_at - row.paid_at for row in rows)
    on_way = sum(row.delivered_at - row.shipped_at for row in rows)
    late = sum(0 < row.deliver_by < row.delivered_at for row in rows)
    late_scans = sum(0 < row.dispatch_by < row.shipped_at for row in rows)
    return {
        Metric.DELIVERED: count,
        Metric.TO_DELIVER: median_low(took),
        Metric.TO_SCAN: nearest(100 * to_scan, count * DAY),
        Metric.ON_WAY: nearest(100 * on_way, count * DAY),
        Metric.LATE_SHARE: nearest(10_000 * late, count),
        Metric.LATE_SCAN_SHARE: nearest(10_000 * late_scans, count),
    }


def page(shop: Shop, question: Question) -> Fulfilment:
    return shop.read(fulfilment, question, shop.now)


def test_key_figures_equal_a_recount(shop: Shop) -> None:
    for question in questions(shop):
        found, other = page(shop, question), question.compared
        now = figures(delivered(shop, question.period.first, question.period.last))
        before = figures(delivered(shop, other.first, other.last)) if other else {}
        for figure in found.figures:
            assert figure.value == now[figure.metric], figure.metric
            assert figure.before == before.get(figure.metric), figure.metric


def test_every_bucket_equals_a_recount(shop: Shop) -> None:
    for question in questions(shop):
        found = page(shop, question)
        for at, stretch in enumerate(found.buckets):
            now = figures(delivered(shop, stretch.first, stretch.last))
            assert {course.metric: course.values[at] for course in found.courses} == now


def test_days_and_carriers_add_up_to_all_that_was_delivered(shop: Shop) -> None:
    for question in questions(shop):
        found = page(shop, question)
        rows = delivered(shop, question.period.first, question.period.last)
        took = Counter(-(-(row.delivered_at - row.paid_at) // DAY) for row in rows)
        assert dict(found.took) == took
        assert sum(way.orders for way in found.ways) == len(rows)
        late = sum((way.late or 0) * way.orders for way in found.ways) / 10_000
        assert round(late) == sum(0 < row.deliver_by < row.delivered_at for row in rows)


def test_a_carriers_orders_are_those_of_its_packages(shop: Shop) -> None:
    question = questions(shop)[1]
    rows = delivered(shop, question.period.first, question.period.last)
    first: dict[int, str] = {}
    query = select(packages).where(packages.c.voided_at == 0).order_by(packages.c.id.desc())
    for each in shop.read(lambda conn: list(conn.execute(query))):
        first[each.order_id] = each.carrier
    carriers = Counter(first.get(row.id, "") for row in rows)
    counted: Counter[str] = Counter()
    for way in page(shop, question).ways:
        counted[way.carrier] += way.orders
    assert counted == carriers


def test_the_order_list_finds_those_that_came(shop: Shop) -> None:
    question = questions(shop)[0]
    period, calendar = question.period, shop.book.calendar
    came = Happened(
        Event.DELIVERED, calendar.midnight(period.first), calendar.midnight(period.last + 1)
    )
    ids = shop.read(order_ids, OrderQuery(happened=came), shop.now)
    assert set(ids) == {row.id for row in delivered(shop, period.first, period.last)}


def test_nobody_knows_what_is_late_where_no_rules_are_known(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "mx", "Real") as shop:
        found = page(shop, Question(Period(20_000, 20_010), Granularity.DAY))
    values = {figure.metric: figure.value for figure in found.figures}
    assert values[Metric.DELIVERED] == 0
    assert values[Metric.LATE_SHARE] is None
    assert found.took == found.ways == ()
