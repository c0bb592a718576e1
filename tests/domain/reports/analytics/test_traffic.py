"""The traffic page says what a plain recount of the traffic rows says, source by source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.catalogue.tables import skus
from domain.reports.analytics.question import Against, Question, span
from domain.reports.analytics.told_traffic import nearest
from domain.reports.analytics.traffic import BY_SOURCE, COUNTED, TrafficPage, seen, traffic
from domain.reports.tallies import settle
from domain.shop import Shop
from domain.simulation import tables
from domain.simulation.exposure import Source
from tests.domain.interchange import told_files as files
from tests.domain.reports.analytics.seen_shops import KINDS, seen_shop

WALL = 2_000_000_000
NAMES = tuple(COUNTED.values())


@pytest.fixture(scope="module", params=KINDS)
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    with seen_shop(tmp_path_factory.mktemp("seen"), request.param) as made:
        yield made


def lately(shop: Shop, days: int = 9, **more: Any) -> Question:
    last = shop.read(span, WALL).last_whole
    return Question(Period(last - days + 1, last), more.pop("granularity", Granularity.DAY), **more)


def asked(shop: Shop, question: Question) -> TrafficPage:
    return shop.read(traffic, question, WALL)


def rows(shop: Shop, period: Period, products: tuple[int, ...] = ()) -> list[Any]:
    of = tables.traffic
    found = shop.read(lambda conn: conn.execute(select(of)).all())
    product_of = dict(
        shop.read(lambda conn: conn.execute(select(skus.c.id, skus.c.product_id)).all())
    )
    return [
        row
        for row in found
        if period.first <= row.day <= period.last
        and (not products or product_of[row.sku_id] in products)
    ]


def recounted(found: list[Any]) -> dict[str, Counter[str]]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in found:
        for source in (row.source, ""):
            sums[source].update({name: getattr(row, name) for name in NAMES})
    return sums


def over(part: int, whole: int, scale: int) -> int | None:
    return (2 * part * scale + whole) // (2 * whole) if whole else None


def expected(sums: Counter[str]) -> dict[Metric, int | None]:
    return {
        **{metric: sums[name] for metric, name in COUNTED.items()},
        Metric.CTR: over(sums["clicks"], sums["impressions"], 10_000),
        Metric.ATC_RATE: over(sums["carts"], sums["clicks"], 10_000),
        Metric.CTOR: over(sums["orders"], sums["clicks"], 10_000),
        Metric.SHOW_GPM: over(sums["gmv"], sums["impressions"], 1_000),
    }


def assert_is_recount(shop: Shop, question: Question) -> None:
    page = asked(shop, question)
    now = recounted(rows(shop, question.period, question.products))
    before = None
    if question.compared is not None:
        before = recounted(rows(shop, question.compared, question.products))
    assert {each.source for each in page.sources} == {*now, *(before or ())} - {""}
    assert page.whole is not None
    for each in (*page.sources, page.whole):
        then = dict.fromkeys(BY_SOURCE) if before is None else expected(before[each.source])
        for figure in each.figures:
            assert figure.value == expected(now[each.source])[figure.metric]
            assert figure.before == then[figure.metric]


@pytest.mark.parametrize("settled", [False, True])
def test_every_figure_is_a_recount_of_the_rows(shop: Shop, settled: bool) -> None:
    if settled:
        shop.write(lambda conn: settle(conn, shop.book.calendar))
    for question in (
        lately(shop),
        lately(shop, 60, granularity=Granularity.WEEK),
        lately(shop, 1, against=Against.NOTHING),
        lately(shop, 3, against=Against.LAST_YEAR),
    ):
        assert_is_recount(shop, question)


def test_some_products_are_told_apart_and_add_up_to_all(shop: Shop) -> None:
    every = shop.read(
        lambda conn: conn.execute(select(skus.c.product_id).distinct()).scalars().all()
    )
    clicks = 0
    for product in every:
        question = lately(shop, products=(product,))
        assert_is_recount(shop, question)
        clicks += value(asked(shop, question), Metric.CLICKS)
    assert clicks == value(asked(shop, lately(shop)), Metric.CLICKS)


def test_sources_add_up_to_the_whole_bucket_by_bucket(shop: Shop) -> None:
    for granularity in Granularity:
        page = asked(shop, lately(shop, 20, granularity=granularity))
        for place, metric in enumerate(BY_SOURCE):
            if metric not in COUNTED:
                continue
            whole = page.courses[place].values
            parts = [each.courses[place].values for each in page.split]
            assert whole == tuple(map(sum, zip(*parts, strict=True)))
            assert sum(whole) == value(page, metric)


def test_sources_keep_their_order(shop: Shop) -> None:
    shown = [each.source for each in asked(shop, lately(shop)).sources]
    assert shown == [each.code for each in Source if each.code in shown]


@pytest.mark.parametrize("granularity", list(Granularity))
def test_what_a_source_brought_is_listed_by_time_and_product(
    shop: Shop, granularity: Granularity
) -> None:
    question = lately(shop, 20, granularity=granularity)
    page = asked(shop, question)
    for each in (*page.sources, page.whole):
        listed = shop.read(seen, question, each.source, WALL)
        days = [row.bucket.first for row in listed]
        assert days == sorted(days, reverse=True)
        of = {figure.metric: figure.value for figure in each.figures}
        for metric, name in COUNTED.items():
            assert sum(getattr(row, name) for row in listed) == of[metric]


def test_a_time_before_the_shop_is_empty_and_divides_by_nothing(shop: Shop) -> None:
    first = shop.read(span, WALL).first
    page = asked(shop, Question(Period(first - 40, first - 20), Granularity.DAY))
    assert page.sources == page.split == ()
    assert page.whole is not None
    for figure in page.whole.figures:
        assert figure.value == figure.before == (0 if figure.metric in COUNTED else None)
    assert len(page.courses[0].values) == 21


def value(page: TrafficPage, metric: Metric) -> int:
    assert page.whole is not None
    found = next(each.value for each in page.whole.figures if each.metric is metric)
    assert found is not None
    return found


# Real shops

TOLD_DAYS: files.Table = [
    ["Date", "GMV", "Orders", "Page views", "Visitors", "Customers", "Conversion rate"],
    ["2026-09-12", "$9.00", "4", "100", "40", "4", "--"],
    ["2026-09-13", "$9.00", "2", "200", "80", "--", "2.50%"],
    ["2026-09-14", "$9.00", "3", "300", "--", "3", "--"],
]
FIRST = files.LAST - 3


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Shop]:
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as made:
        yield made


@pytest.fixture
def take(real: Shop, tmp_path: Path) -> Callable[[files.Table], None]:
    def bring(table: files.Table) -> None:
        real.import_planned(real.plan_import(files.workbook(tmp_path, table)), "")

    return bring


def about(first: int, last: int, **more: Any) -> Question:
    return Question(Period(first, last), Granularity.DAY, **more)


def test_a_real_shop_without_files_knows_nothing(real: Shop) -> None:
    page = asked(real, about(FIRST, FIRST + 2))
    assert page.whole is None
    assert page.told is not None
    assert (page.told.days, page.told.figures, page.told.funnel) == (0, (), ())


def test_days_that_were_told_add_up_and_shares_are_averaged(real: Shop, take) -> None:
    take(TOLD_DAYS)
    told = asked(real, about(FIRST, FIRST + 2)).told
    figures = {each.metric: each.value for each in told.figures}
    assert told.days == 3
    assert figures[Metric.PAGE_VIEWS] == 600
    assert figures[Metric.VISITORS] == 120
    assert figures[Metric.BUYERS] == 7
    assert figures[Metric.CONVERSION] == 625  # the mean of 4 in 40, and of 2.5 % as told


def test_a_day_that_nobody_told_is_a_gap_and_not_compared(real: Shop, take) -> None:
    take(TOLD_DAYS)
    told = asked(real, about(FIRST + 1, FIRST + 4)).told
    courses = {each.metric: each.values for each in told.courses}
    assert courses[Metric.PAGE_VIEWS] == (200, 300, None, None)
    assert courses[Metric.VISITORS] == (80, None, None, None)
    assert told.days == 2
    assert all(each.before is None for each in told.figures)
    whole = asked(real, about(FIRST + 1, FIRST + 1)).told
    assert whole.figures[0].before == 100


def test_a_week_of_which_a_day_is_missing_is_unknown(real: Shop, take) -> None:
    take(TOLD_DAYS)
    told = asked(real, Question(Period(FIRST, FIRST + 6), Granularity.WEEK)).told
    assert told.courses[0].values == (300, None)  # 12 and 13 September are told, then a week is not


def test_a_file_of_products_is_a_funnel_over_its_own_days(real: Shop, take) -> None:
    take(files.PRODUCTS)
    told = asked(real, about(files.LAST - 5, files.LAST + 3)).told
    assert told.about == Period(files.FIRST, files.LAST)
    assert [each.value for each in told.funnel] == [12_345, 700, 90, 30]
    assert dict(told.channels)["creator_video_gmv"] == 80_000
    assert "card_gmv" not in dict(told.channels)


def test_one_product_is_found_in_a_file_and_days_cannot_tell_it(real: Shop, take) -> None:
    take(files.PRODUCTS)
    take(TOLD_DAYS)
    told = asked(real, about(FIRST, files.LAST, products=(1729349775226925598,))).told
    assert told.days == 0
    assert [each.value for each in told.funnel] == [None] * 4


def test_a_file_of_other_days_tells_nothing_of_this_time(real: Shop, take) -> None:
    take(files.PRODUCTS)
    assert asked(real, about(files.LAST + 1, files.LAST + 9)).told.funnel == ()


def test_the_file_with_most_days_in_common_is_nearest() -> None:
    month, week, other = Period(100, 129), Period(110, 116), Period(140, 150)
    assert nearest([month, week, other], Period(110, 116)) == week
    assert nearest([month, week, other], Period(105, 145)) == month
    assert nearest([month, week, other], Period(130, 139)) is None
