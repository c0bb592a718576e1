"""The overview and the sales page are what a plain recount of rows comes to."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.catalogue.tables import skus
from domain.reports.analytics.overview import Overview, overview
from domain.reports.analytics.products import product_page
from domain.reports.analytics.question import Against, Question, span
from domain.reports.analytics.sales import SalesPage, sales
from domain.reports.analytics.traffic import traffic
from domain.shop import Shop
from domain.simulation.tables import traffic as seen
from tests.domain.reports.analytics.bought_shops import (
    REAL_DAY,
    WALL,
    day_of,
    lines_of,
    paid_in,
    questions,
    random_shop,
    real_shop,
)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with random_shop(tmp_path_factory.mktemp("overview") / "random.dukandar", 7) as shop:
        return shop.path


@pytest.fixture
def shop(played: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(played, path)
    return Shop(path)


def page(shop: Shop, question: Question) -> Overview:
    return shop.read(overview, question, WALL)


def values(found: Overview | SalesPage) -> dict[Metric, Any]:
    return {each.metric: each.value for each in found.figures}


def whole(shop: Shop, against: Against = Against.BEFORE) -> Question:
    there = shop.read(span, WALL)
    return Question(Period(there.first, there.today), Granularity.DAY, against)


def test_the_whole_shop_is_its_paid_orders(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 7):
            some = paid_in(shop, question.period)
            for found in (page(shop, question), shop.read(sales, question, WALL)):
                told = values(found)
                gmv = sum(each.amount for each in some)
                assert told[Metric.GMV] == gmv
                assert told[Metric.ORDERS] == len(some)
                assert told[Metric.ITEMS] == sum(each.units for each in some)
                for course in found.courses:
                    if course.metric in (Metric.GMV, Metric.ORDERS, Metric.ITEMS):
                        assert sum(value or 0 for value in course.values) == told[course.metric]
            found = page(shop, question)
            assert sum(map(sum, found.hours)) == len(some)
            if found.changed is not None:
                parts = sum(amount for _, amount in found.changed.parts)
                assert found.changed.now == gmv
                assert found.changed.before + parts + found.changed.rest == gmv


def test_what_is_counted_when_placed_is_not_called_paid(shop: Shop) -> None:
    """Some orders are never paid: the funnel ends in more than there are paid orders."""
    with shop:
        found = page(shop, whole(shop))
        by_source = shop.read(traffic, whole(shop), WALL)
        rows = shop.read(lambda conn: conn.execute(select(seen)).all())
        funnel: dict[Metric, Any] = {each.metric: each.value for each in found.funnel}
        assert by_source.whole is not None
        whole_traffic = {each.metric: each.value for each in by_source.whole.figures}
        told = values(found)
        assert funnel[Metric.PLACED] == sum(row.orders for row in rows)
        assert funnel[Metric.PLACED] > told[Metric.ORDERS]
        for figures in (funnel, whole_traffic):
            shared = set(figures) & set(told)
            assert {each: figures[each] for each in shared} == {each: told[each] for each in shared}


def test_an_order_with_several_skus_of_a_product_is_one(shop: Shop) -> None:
    with shop:
        shop.write(lambda conn: conn.execute(update(skus).values(product_id=_first_two())))
        product = shop.read(lambda conn: conn.execute(select(skus.c.product_id)).scalars().first())
        mine = set(
            shop.read(
                lambda conn: (
                    conn.execute(select(skus.c.id).where(skus.c.product_id == product))
                    .scalars()
                    .all()
                )
            )
        )
        assert len(mine) > 1
        twice = 0
        for question in questions(shop, 8):
            chosen = Question(question.period, question.granularity, question.against, (product,))
            some = {each.id: each for each in paid_in(shop, question.period)}
            lines = [row for row in lines_of(shop, list(some.values())) if row.sku_id in mine]
            by_order = Counter(row.order_id for row in lines)
            twice += sum(count > 1 for count in by_order.values())
            found = page(shop, chosen)
            told = values(found)
            assert told[Metric.ORDERS] == len(by_order)
            assert told[Metric.ITEMS] == sum(row.quantity for row in lines)
            assert sum(map(sum, found.hours)) == len(by_order)
            (course,) = (each for each in found.courses if each.metric is Metric.ORDERS)
            by_day: dict[int, int] = defaultdict(int)
            for order in by_order:
                by_day[day_of(shop, some[order])] += 1
            for stretch, value in zip(found.buckets, course.values, strict=True):
                days = range(stretch.first, stretch.last + 1)
                assert value == sum(by_day[day] for day in days)
        assert twice


def _first_two() -> object:
    """All SKUs are of the first product."""
    return select(skus.c.product_id).order_by(skus.c.id).limit(1).scalar_subquery()


def test_top_products_are_those_of_the_products_page(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 9):
            rows = shop.read(product_page, question, WALL).rows
            best = [row for row in rows if row.units][:6]
            top = page(shop, question).top
            assert [(each.name, each.units, each.paid) for each in top] == [
                (row.name, row.units, row.paid) for row in best
            ]


def test_products_that_only_order_files_know_have_their_names(tmp_path: Path) -> None:
    with real_shop(tmp_path / "real.dukandar") as shop:
        day = Question(Period(REAL_DAY, REAL_DAY), Granularity.DAY)
        assert {(each.name, each.listed, each.paid) for each in page(shop, day).top} == {
            ("Lamp", True, 2_000),
            ("Mug", False, 2_000),
        }


def test_a_day_without_anything_divides_by_nothing(shop: Shop) -> None:
    with shop:
        first = shop.read(span, WALL).first
        found = page(shop, Question(Period(first - 40, first - 20), Granularity.WEEK))
        assert values(found)[Metric.AOV] is None
        assert values(found)[Metric.CTOR] is None
        assert found.top == ()
