"""The page of a week or a month says exactly what the pages of Analytics say of these days."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.reports.analytics.fulfilment import fulfilment
from domain.reports.analytics.happenings import Happening, Kind
from domain.reports.analytics.one_page import OnePage, biggest, one_page, stretches
from domain.reports.analytics.overview import overview
from domain.reports.analytics.question import Question, Span, Stretch, span
from domain.reports.analytics.returns import returns_page
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.domain.simulation.rich_shops import rich_shop

WALL = 1_789_500_000
MONDAY = 20_780
"""23 November 2026."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with rich_shop(tmp_path_factory.mktemp("one-page") / "a.dukandar", impressions=1_500) as made:
        made.advance_days(24, sensible)
        yield made


def pages(shop: Shop, granularity: Granularity) -> list[OnePage]:
    found = stretches(shop.read(span, WALL), granularity)
    return [shop.read(one_page, Period(each.first, each.last), WALL) for each in found]


@pytest.mark.parametrize("granularity", [Granularity.WEEK, Granularity.MONTH])
def test_its_figures_are_those_of_the_pages(shop: Shop, granularity: Granularity) -> None:
    for page in pages(shop, granularity):
        question = Question(page.question.period, Granularity.DAY)
        assert page.overview == shop.read(overview, question, WALL)
        told = {each.metric: each for each in page.figures}
        for other in (returns_page, fulfilment):
            for figure in shop.read(other, question, WALL).figures:
                assert told.get(figure.metric, figure) == figure
        assert {Metric.GMV, Metric.RETURN_RATE, Metric.LATE_SHARE} <= set(told)


@pytest.mark.parametrize("granularity", [Granularity.WEEK, Granularity.MONTH])
def test_parts_and_days_add_up_to_the_whole(shop: Shop, granularity: Granularity) -> None:
    for page in pages(shop, granularity):
        (gmv,) = (each for each in page.figures if each.metric is Metric.GMV)
        (course,) = (each for each in page.overview.courses if each.metric is Metric.GMV)
        assert sum(value or 0 for value in course.values) == gmv.value
        changed = page.overview.changed
        assert changed is not None
        parts = sum(amount for _, amount in changed.parts)
        assert changed.before + parts + changed.rest == changed.now == gmv.value


def test_weeks_and_months_share_out_the_days_of_a_shop() -> None:
    there = Span(MONDAY + 2, MONDAY + 16, MONDAY + 15)
    weeks = stretches(there, Granularity.WEEK)
    assert weeks == (
        Stretch(MONDAY + 14, MONDAY + 15, whole=False),
        Stretch(MONDAY + 7, MONDAY + 13, whole=True),
        Stretch(MONDAY + 2, MONDAY + 6, whole=False),
    )
    months = stretches(there, Granularity.MONTH)
    assert len(months) == 2
    assert months[1].last + 1 == months[0].first
    assert (months[1].first, months[0].last) == (there.first, there.last_whole)


def test_a_shop_without_orders_and_one_without_files_have_a_page(tmp_path) -> None:
    with Shop.practice(tmp_path / "new.dukandar", "first-30-days", seed=1, noise=1) as new:
        (page,) = pages(new, Granularity.WEEK)
        assert page.overview.top == page.happened == ()
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as real:
        (page,) = pages(real, Granularity.MONTH)
        assert page.overview.funnel == ()
        told = {each.metric: each.value for each in page.figures}
        assert told[Metric.RETURN_RATE] is None


def price(day: int, subject: str, before: int | None, now: int) -> Happening:
    return Happening(day, Kind.PRICE, subject, before=before, now=now)


def test_the_biggest_are_what_stops_sales_and_then_the_greatest_changes_of_price() -> None:
    out = Happening(3, Kind.STOCK_OUT, "Lamp")
    again = Happening(9, Kind.STOCK_OUT, "Lamp")
    small, large = price(1, "Mug", 1_000, 990), price(5, "Mug", 990, 495)
    other, first = price(2, "Cap", 1_000, 900), price(4, "Bag", None, 900)
    happened = (small, other, out, first, large, again)
    assert biggest(happened) == (other, out, large)
    assert biggest(()) == ()


def test_nothing_is_told_twice() -> None:
    happened = [Happening(day, Kind.STRIKE, "USPS") for day in range(5)]
    assert biggest(happened) == (happened[0],)
