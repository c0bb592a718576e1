"""The orders behind a cell or a bar are as many as it says."""

from __future__ import annotations

import pytest

from domain.analytics.periods import Granularity, Period
from domain.kernel.clock import first_day
from domain.reports.analytics.buyers import buyers
from domain.reports.analytics.fulfilment import fulfilment
from domain.reports.analytics.order_rows import (
    MOST,
    orders_after,
    orders_at,
    orders_delivered_after,
    orders_of_cohort,
)
from domain.reports.analytics.overview import overview
from domain.reports.analytics.question import Question, span
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.domain.reports.analytics.bought_shops import random_shop

WALL = 1_789_500_000


@pytest.fixture(scope="module", params=["random", "sensible"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    path = tmp_path_factory.mktemp("behind") / "shop.dukandar"
    if request.param == "random":
        return random_shop(path, 5)
    shop = Shop.practice(path, "first-30-days", seed=2, noise=2)
    shop.advance_days(50, sensible)
    return shop


def everything(shop: Shop, *products: int) -> Question:
    there = shop.read(span, WALL)
    return Question(Period(there.first, there.today), Granularity.MONTH, products=products)


def test_an_hour_of_the_week_has_the_orders_that_were_paid_in_it(shop: Shop) -> None:
    question, calendar = everything(shop), shop.book.calendar
    hours = shop.read(overview, question, WALL).hours
    for weekday in range(7):
        for hour in range(24):
            found = shop.read(orders_at, calendar, question.period, weekday, hour)
            assert len(found) == min(hours[weekday][hour], MOST)
            assert all(calendar.weekday(each.paid_at) == weekday for each in found)
            assert all(calendar.local_hour(each.paid_at) == hour for each in found)


def test_of_a_product_only_orders_with_it_are_listed(shop: Shop) -> None:
    product = shop.read(overview, everything(shop), WALL).top[0].product
    question = everything(shop, product)
    hours = shop.read(overview, question, WALL).hours
    rows = [
        shop.read(orders_at, shop.book.calendar, question.period, weekday, hour, (product,))
        for weekday in range(7)
        for hour in range(24)
    ]
    one_line_each = sum(map(len, rows)) <= sum(map(sum, hours))  # an order may have two of its SKUs
    assert one_line_each
    assert any(rows)


def test_who_came_back_after_some_weeks(shop: Shop) -> None:
    question, calendar = everything(shop), shop.book.calendar
    gaps = shop.read(buyers, question, WALL).gaps
    for weeks, orders in gaps.weeks:
        assert len(shop.read(orders_after, calendar, question.period, weeks, weeks)) == min(
            orders, MOST
        )
    assert gaps.weeks


def test_a_cohort_s_orders_of_a_month_are_by_as_many_customers(shop: Shop) -> None:
    question, calendar = everything(shop), shop.book.calendar
    found = shop.read(buyers, question, WALL)
    for cohort in found.cohorts:
        for since, count in enumerate(cohort.buyers):
            if count is None:
                continue
            month = cohort.month + since
            period = Period(first_day(month), first_day(month + 1) - 1)
            rows = shop.read(orders_of_cohort, calendar, period, cohort.month)
            assert len(rows) >= min(count, MOST)
            assert bool(rows) == bool(count)


def test_what_took_so_many_days(shop: Shop) -> None:
    question, calendar = everything(shop), shop.book.calendar
    for days, orders in shop.read(fulfilment, question, WALL).took:
        rows = shop.read(orders_delivered_after, calendar, question.period, days, days)
        assert len(rows) == min(orders, MOST)
