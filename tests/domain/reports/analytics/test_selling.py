"""The overview and the sales page are a recount of the rows; parts are the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.catalogue.tables import skus
from domain.orders.tables import orders
from domain.reports.analytics.overview import Overview, overview
from domain.reports.analytics.question import Against, Question, span
from domain.reports.analytics.sales import sales
from domain.shop import Shop
from domain.simulation.tables import traffic
from tests.domain.reports.analytics.bought_shops import (
    day_of,
    lines_of,
    paid_in,
    questions,
    random_shop,
    real_shop,
)

WALL = 1_789_500_000
KINDS = ("random", "real")


@pytest.fixture(scope="module", params=KINDS)
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("sold") / "shop.dukandar"
    make = {"random": lambda: random_shop(path, 3), "real": lambda: real_shop(path)}
    with make[request.param]() as made:
        yield made


def half_up(part: int, whole: int, scale: int = 1) -> int | None:
    return (2 * part * scale + whole) // (2 * whole) if whole else None


def skus_of(shop: Shop, products: tuple[int, ...]) -> set[int]:
    query = select(skus.c.id).where(skus.c.product_id.in_(products))
    return set(shop.read(lambda conn: conn.execute(query).scalars().all()))


def looked(shop: Shop, period: Period, products: tuple[int, ...]) -> Counter[str]:
    mine = skus_of(shop, products)
    found: Counter[str] = Counter()
    for row in shop.read(lambda conn: conn.execute(select(traffic)).all()):
        if period.first <= row.day <= period.last and (not products or row.sku_id in mine):
            for name in ("impressions", "clicks", "carts", "orders"):
                found[name] += getattr(row, name)
    return found


def recounted(shop: Shop, period: Period, products: tuple[int, ...]) -> dict[Metric, int | None]:
    """The key figures in plain words of Python."""
    some = paid_in(shop, period)
    if products:
        mine = skus_of(shop, products)
        lines = [line for line in lines_of(shop, some) if line.sku_id in mine]
        count, units = len(lines), sum(line.quantity for line in lines)
        gmv = sum(line.subtotal - line.seller_discount - line.platform_discount for line in lines)
    else:
        count, units = len(some), sum(each.units for each in some)
        gmv = sum(each.amount for each in some)
    found = {
        Metric.GMV: gmv,
        Metric.ORDERS: count,
        Metric.ITEMS: units,
        Metric.AOV: half_up(gmv, count),
    }
    if shop.kind == "practice":
        seen = looked(shop, period, products)
        found[Metric.CLICKS] = seen["clicks"]
        found[Metric.CTOR] = half_up(seen["orders"], seen["clicks"], 10_000)
    return found


def asked(shop: Shop, question: Question) -> Overview:
    return shop.read(overview, question, WALL)


def narrowed(shop: Shop) -> Iterator[Question]:
    """Random questions, some of them about one product."""
    product = shop.read(lambda conn: conn.execute(select(skus.c.product_id)).scalars().first())
    for place, question in enumerate(questions(shop, 13)):
        yield question
        if place % 2:
            yield replace(question, products=(product,))


def assert_sold_is_recounted(shop: Shop, question: Question) -> None:
    """Figures, buckets, parts and the bill of both pages."""
    page, selling = asked(shop, question), shop.read(sales, question, WALL)
    now = recounted(shop, question.period, question.products)
    other = question.compared
    before = recounted(shop, other, question.products) if other else {}
    for found in (page, selling):
        for figure in found.figures:
            assert figure.value == now[figure.metric], figure.metric
            assert figure.before == before.get(figure.metric), figure.metric
        for course in found.courses:
            assert len(course.values) == len(found.buckets)
            for stretch, value in zip(found.buckets, course.values, strict=True):
                told = recounted(shop, Period(stretch.first, stretch.last), question.products)
                assert value == told[course.metric]
    if page.changed is not None:
        changed = page.changed
        assert changed.now - changed.before == sum(dict(changed.parts).values()) + changed.rest
        assert (changed.before, changed.now) == (before[Metric.GMV], now[Metric.GMV])
    if question.products:
        assert selling.made is None
        return
    made, some = selling.made, paid_in(shop, question.period)
    assert made is not None
    assert made.items == sum(each.item_total for each in some)
    assert made.tax == sum(each.tax for each in some)
    goods = made.items - made.seller_discount - made.platform_discount
    assert goods + made.shipping + made.tax + made.rest == made.gmv == now[Metric.GMV]
    calendar, period = shop.book.calendar, question.period
    lost = [
        row
        for row in shop.read(lambda conn: conn.execute(select(orders)).all())
        if row.cancelled_at
        and row.paid_at
        and period.first <= int(calendar.local_day(row.cancelled_at)) <= period.last
    ]
    assert made.cancelled == sum(row.amount for row in lost)


def test_both_pages_are_a_recount(shop: Shop) -> None:
    for question in narrowed(shop):
        if question.granularity is not Granularity.DAY:
            assert_sold_is_recounted(shop, question)


def test_hours_are_those_of_the_shops_clock(shop: Shop) -> None:
    calendar = shop.book.calendar
    for question in questions(shop, 4):
        wanted: Counter[tuple[int, int]] = Counter()
        for order in paid_in(shop, question.period):
            hour = int(calendar.local_hour(order.paid_at))
            wanted[(day_of(shop, order) + 3) % 7, hour] += 1
        hours = asked(shop, question).hours
        assert {
            (day, hour): hours[day][hour]
            for day in range(7)
            for hour in range(24)
            if hours[day][hour]
        } == dict(wanted)


def test_the_funnel_is_never_inverted_and_sources_are_its_orders(shop: Shop) -> None:
    for question in questions(shop, 8):
        page = asked(shop, question)
        if shop.kind != "practice":
            assert page.funnel == page.sources == ()
            continue
        steps = [each.value or 0 for each in page.funnel]
        assert steps == sorted(steps, reverse=True)
        assert sum(orders for _, orders in page.sources) == steps[-1]
        seen = looked(shop, question.period, ())
        assert steps == [seen[name] for name in ("impressions", "clicks", "carts", "orders")]


def test_top_products_are_the_most_paid_for(shop: Shop) -> None:
    there = shop.read(span, WALL)
    question = Question(Period(there.first, there.today), Granularity.MONTH)
    product_of = dict(
        shop.read(lambda conn: conn.execute(select(skus.c.id, skus.c.product_id)).all())
    )
    paid: Counter[int] = Counter()
    for line in lines_of(shop, paid_in(shop, question.period)):
        net = line.subtotal - line.seller_discount - line.platform_discount
        paid[product_of.get(line.sku_id, 0)] += net
    top = asked(shop, question).top
    assert {each.product: each.paid for each in top} == dict(
        sorted(paid.items(), key=lambda each: (-each[1], each[0]))[: len(top)]
    )


def test_nothing_is_divided_by_nothing(shop: Shop) -> None:
    there = shop.read(span, WALL)
    for against in Against:
        question = Question(Period(there.first - 90, there.first - 60), Granularity.WEEK, against)
        page = asked(shop, question)
        told = {each.metric: each.value for each in page.figures}
        assert told[Metric.GMV] == told[Metric.ORDERS] == 0
        assert told[Metric.AOV] is None
        assert not any(any(row) for row in page.hours)
