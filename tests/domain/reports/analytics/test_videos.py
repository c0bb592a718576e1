"""The videos page says what a plain recount of the traffic rows says, video by video."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.catalogue.tables import skus
from domain.creators import tables as content
from domain.reports.analytics.question import Against, Question, Wanted, answered, span
from domain.reports.analytics.videos import (
    COURSES,
    FIGURES,
    SOURCES,
    VideoCourse,
    VideoSort,
    VideosPage,
    find_videos,
    sort_videos,
    video_course,
    videos_page,
)
from domain.shop import Shop
from domain.simulation.tables import traffic
from tests.domain.interchange import told_files as files
from tests.domain.reports.analytics.seen_shops import KINDS, seen_shop

WALL = 2_000_000_000
DATA = Path(__file__).parents[3] / "data" / "exports"
NAMES = ("impressions", "clicks", "orders", "units", "gmv")


@pytest.fixture(scope="module", params=KINDS)
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    with seen_shop(tmp_path_factory.mktemp("videos"), request.param) as made:
        yield made


def lately(shop: Shop, days: int = 12, **more: Any) -> Question:
    last = shop.read(span, WALL).last_whole
    return Question(Period(last - days + 1, last), Granularity.DAY, **more)


def asked(shop: Shop, question: Question) -> VideosPage:
    return shop.read(videos_page, question, WALL)


def seen_rows(shop: Shop) -> list[Any]:
    query = select(traffic).where(traffic.c.source.in_(SOURCES))
    return shop.read(lambda conn: conn.execute(query).all())


def videos_of(shop: Shop) -> dict[int, Any]:
    rows = shop.read(lambda conn: conn.execute(select(content.videos)).all())
    return {row.id: row for row in rows}


def over(part: int, whole: int, scale: int) -> int | None:
    return (2 * part * scale + whole) // (2 * whole) if whole else None


def assert_is_recount(shop: Shop, question: Question) -> None:
    page, period, calendar = asked(shop, question), question.period, shop.book.calendar
    product_of = dict(
        shop.read(lambda conn: conn.execute(select(skus.c.id, skus.c.product_id)).all())
    )
    every = {
        video: row
        for video, row in videos_of(shop).items()
        if not question.products or product_of[row.sku_id] in question.products
    }
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    for row in seen_rows(shop):
        if period.first <= row.day <= period.last and row.content_id in every:
            sums[row.content_id].update({name: getattr(row, name) for name in NAMES})
    posted = {
        video
        for video, row in every.items()
        if period.first <= int(calendar.local_day(row.posted_at)) <= period.last
    }
    assert {row.id for row in page.rows} == set(sums) | posted
    for row in page.rows:
        found = sums[row.id]
        assert [row.views, row.clicks, row.orders, row.items, row.gmv] == [found[n] for n in NAMES]
        assert row.ctr == over(found["clicks"], found["impressions"], 10_000)
        assert row.ctor == over(found["orders"], found["clicks"], 10_000)
        assert row.gpm == over(found["gmv"], found["impressions"], 1_000)
        assert row.own == (every[row.id].creator_id == 0)
        assert row.posted_at == every[row.id].posted_at
    figures = {each.metric: each.value for each in page.figures}
    whole = sum(sums.values(), Counter())
    assert figures[Metric.VIEWS] == whole["impressions"] == sum(row.views for row in page.rows)
    assert figures[Metric.PLACED_GMV] == whole["gmv"] == sum(row.gmv for row in page.rows)
    assert figures[Metric.CTR] == over(whole["clicks"], whole["impressions"], 10_000)
    for figure, course in zip(page.figures, page.courses, strict=True):
        assert len(course.values) == period.days
        if figure.metric in (*COURSES, Metric.PLACED_ITEMS, Metric.PLACED_GMV):
            assert sum(course.values) == figure.value


def test_every_video_is_a_recount_of_its_rows(shop: Shop) -> None:
    for days in (12, 1, 60):
        assert_is_recount(shop, lately(shop, days))


def test_some_products_are_told_apart_and_add_up_to_all(shop: Shop) -> None:
    every = shop.read(
        lambda conn: conn.execute(select(skus.c.product_id).distinct()).scalars().all()
    )
    counts = 0
    for product in every:
        assert_is_recount(shop, lately(shop, products=(product,)))
        counts += len(asked(shop, lately(shop, products=(product,))).rows)
    assert counts == len(asked(shop, lately(shop)).rows)


def test_no_video_has_more_orders_than_clicks(shop: Shop) -> None:
    page = asked(shop, lately(shop, 60))
    assert page.rows
    assert all(row.orders <= row.clicks <= row.views for row in page.rows)


def test_figures_of_the_time_before_are_those_of_that_time(shop: Shop) -> None:
    question = lately(shop, 8)
    assert question.compared is not None
    then = asked(shop, Question(question.compared, Granularity.DAY))
    assert [each.before for each in asked(shop, question).figures] == [
        each.value for each in then.figures
    ]
    alone = asked(shop, lately(shop, 8, against=Against.NOTHING))
    assert all(each.before is None for each in alone.figures)


def test_views_come_by_age_and_half_of_them_by_the_half_life(shop: Shop) -> None:
    question, calendar = lately(shop, 60), shop.book.calendar
    page = asked(shop, question)
    rows, every = seen_rows(shop), videos_of(shop)
    by_age: dict[int, list[int]] = {}
    for video, about in every.items():
        posted = int(calendar.local_day(about.posted_at))
        if posted <= question.period.last:
            by_age[video] = [0] * (question.period.last - posted + 1)
            for row in rows:
                if row.content_id == video and row.day <= question.period.last:
                    by_age[video][row.day - posted] += row.impressions
    for row in page.rows:
        views = by_age[row.id]
        if sum(views):
            before, by = sum(views[: row.half_life - 1]), sum(views[: row.half_life])
            assert before * 2 < sum(views) <= by * 2
            assert sum(views[: row.nearly_all]) * 10 >= sum(views) * 9
        else:
            assert row.half_life is None
    for age, mean in enumerate(page.decay.means[0]):
        reached = [each[age] for each in by_age.values() if len(each) > age]
        assert mean == pytest.approx(sum(reached) / len(reached), abs=0.006)
    halves = sorted(row.half_life for row in page.rows if row.half_life is not None)
    assert page.decay.half_life == halves[(len(halves) - 1) // 2]


def test_the_course_of_a_video_is_its_days(shop: Shop) -> None:
    question = lately(shop, 60)
    for row in asked(shop, question).rows:
        course = shop.read(video_course, question, row.id, WALL)
        assert isinstance(course, VideoCourse)
        assert (course.half_life, course.nearly_all) == (row.half_life, row.nearly_all)
        days = [each for each in seen_rows(shop) if each.content_id == row.id]
        days = [each for each in days if each.day <= question.period.last]
        assert [each.day for each in course.days] == [each.day for each in days]
        assert sum(each.views for each in course.days) == sum(each.impressions for each in days)
        for drawn, name in zip(course.courses, ("views", "clicks", "orders"), strict=True):
            by_age = {each.age: getattr(each, name) for each in course.days}
            assert drawn == tuple(by_age.get(age, 0) for age in range(len(drawn)))


def test_there_is_no_course_of_a_video_that_is_not_there(shop: Shop) -> None:
    assert shop.read(video_course, lately(shop), 12345, WALL) is None


def test_days_that_have_not_come_are_no_days_without_views(shop: Shop) -> None:
    today = shop.read(span, WALL).today
    now, later = (
        asked(shop, Question(Period(today - 20, last), Granularity.DAY)).decay
        for last in (today, today + 9)
    )
    assert later == now


def test_a_time_before_the_shop_has_no_video(shop: Shop) -> None:
    first = shop.read(span, WALL).first
    page = asked(shop, Question(Period(first - 40, first - 20), Granularity.DAY))
    assert (page.rows, page.decay) == ((), None)
    counted = (*COURSES, Metric.PLACED_ITEMS, Metric.PLACED_GMV)
    assert [each.value for each in page.figures] == [
        0 if metric in counted else None for metric in FIGURES
    ]


def test_videos_are_sorted_and_found_by_their_words(shop: Shop) -> None:
    rows = asked(shop, lately(shop, 60)).rows
    assert [row.views for row in rows] == sorted((row.views for row in rows), reverse=True)
    for by in VideoSort:
        for down in (False, True):
            values = [getattr(row, by.value) for row in sort_videos(rows, by, down=down)]
            there = [value for value in values if value is not None]
            assert there == sorted(there, key=_folded, reverse=down)
            assert values[len(there) :] == [None] * (len(values) - len(there))
    one = rows[0]
    assert one in find_videos(rows, f"  {one.name.upper()} ")
    assert find_videos(rows, "no such words") == ()
    assert find_videos(rows, "") == rows


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


# Real shops


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Shop]:
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as made:
        yield made


@pytest.fixture
def take(real: Shop, tmp_path: Path) -> Callable[[files.Table], None]:
    def bring(table: files.Table) -> None:
        real.import_planned(real.plan_import(files.workbook(tmp_path, table)), "")

    return bring


TOLD = Question(Period(files.FIRST + 5, files.LAST), Granularity.DAY)


def test_the_sample_shows_its_totals(real: Shop) -> None:
    real.import_planned(real.plan_import(DATA / "us_videos.xlsx"), "")
    known = json.loads((DATA / "expected.json").read_text("utf-8"))["us_videos"]["totals"]
    page = asked(real, TOLD)
    figures = {each.metric: each.value for each in page.figures}
    assert len(page.rows) == known["lines"]
    assert figures[Metric.VIEWS] == known["views"]
    assert figures[Metric.ORDERS] == known["orders"]
    assert figures[Metric.ITEMS] == known["items"]
    assert figures[Metric.GMV] == known["gmv"]
    assert all(row.orders <= row.clicks for row in page.rows)
    assert page.decay is None
    assert page.about == Period(files.FIRST, files.LAST)


def test_what_a_file_does_not_tell_is_unknown(real: Shop, take) -> None:
    take(files.OLDER_VIDEOS)
    [row] = asked(real, TOLD).rows
    assert (row.views, row.gmv, row.items) == (1593, 1_299, 2)
    assert (row.clicks, row.ctr, row.ctor, row.likes, row.posted_at) == (None,) * 5
    figures = {each.metric: each.value for each in asked(real, TOLD).figures}
    assert figures[Metric.CLICKS] is None
    assert figures[Metric.CTOR] is None
    assert figures[Metric.WATCH_GPM] == 815


def test_a_video_of_two_products_is_one_and_its_views_count_once(real: Shop, take) -> None:
    take([[files.PERIOD], *files.AFFILIATE_VIDEOS])
    [row] = asked(real, TOLD).rows
    assert (row.views, row.likes, row.clicks) == (1593, 79, 18)
    assert (row.orders, row.items, row.gmv) == (8, 10, 4_250)


def test_a_file_of_other_days_tells_nothing_of_this_time(real: Shop, take) -> None:
    take(files.VIDEOS)
    later = Question(Period(files.LAST + 1, files.LAST + 9), Granularity.DAY)
    assert asked(real, later).rows == asked(real, later).figures == ()


def test_a_real_shop_without_files_has_no_videos(real: Shop) -> None:
    answer = real.read(answered, Wanted(), videos_page, WALL)
    assert (answer.found.rows, answer.found.figures) == ((), ())
