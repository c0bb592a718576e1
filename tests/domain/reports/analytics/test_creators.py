"""The creators page says what the file told, creator by creator; what it did not tell stays so."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.reports.analytics.creators import (
    COUNTED,
    CreatorsPage,
    creators_page,
    find_creators,
    top_creators,
)
from domain.reports.analytics.question import Question, Wanted, answered
from domain.shop import Shop
from tests.domain.interchange import told_files as files

WALL = 2_000_000_000
TOLD = Question(Period(files.FIRST + 5, files.LAST), Granularity.DAY)
_COLUMNS = {
    "gmv": "Creator-attributed GMV",
    "orders": "Attributed orders",
    "items": "Creator-attributed items sold",
    "refunds": "Refunds",
    "commission": "Est. commission",
    "videos": "Videos",
    "lives": "Live streams",
    "views": "Video views",
    "samples": "Samples shipped",
}
_AMOUNTS = {"gmv", "refunds", "commission"}


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Shop]:
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as made:
        yield made


@pytest.fixture
def take(real: Shop, tmp_path: Path) -> Callable[[files.Table], None]:
    def bring(table: files.Table) -> None:
        real.import_planned(real.plan_import(files.workbook(tmp_path, table)), "")

    return bring


def asked(shop: Shop, question: Question = TOLD) -> CreatorsPage:
    return shop.read(creators_page, question, WALL)


def cell(name: str, value: int | None) -> str:
    if value is None:
        return "--"
    return f"${value / 100:,.2f}" if name in _AMOUNTS else f"{value:,}"


def random_creators(seed: int) -> list[dict[str, int | None]]:
    """What is told of up to twelve creators; some of it is not, of some nothing is."""
    draw = random.Random(seed)
    hidden = {name for name in _COLUMNS if draw.random() < 0.2}
    return [
        {
            name: None if name in hidden or draw.random() < 0.2 else draw.randrange(5_000)
            for name in _COLUMNS
        }
        for _ in range(draw.randrange(1, 13))
    ]


@pytest.mark.parametrize("seed", range(12))
def test_the_page_is_what_the_file_told(real: Shop, take, seed: int) -> None:
    told = random_creators(seed)
    rows = [
        [f"creator {place}", *(cell(name, each[name]) for name in _COLUMNS)]
        for place, each in enumerate(told)
    ]
    take([[files.PERIOD], ["Creator name", *_COLUMNS.values()], *rows])
    page = asked(real)
    assert {row.creator for row in page.rows} == {row[0] for row in rows}
    for row in page.rows:
        known = told[int(row.creator.split()[1])]
        assert {name: getattr(row, name) for name in _COLUMNS} == known
        gmv, orders = known["gmv"], known["orders"]
        there = gmv is not None and orders
        assert row.aov == ((2 * gmv + orders) // (2 * orders) if there else None)
        assert row.impressions is row.ctr_bp is row.buyers is None
    figures = {each.metric: each.value for each in page.figures}
    for metric, name in COUNTED.items():
        there = [each[name] for each in told if each[name] is not None]
        assert figures[metric] == (sum(there) if there else None)
        top = top_creators(page.rows, metric, 4)
        assert [getattr(row, name) for row in top] == sorted(there, reverse=True)[:4]
    assert all(each.before is None for each in page.figures)
    by_gmv = [row.gmv for row in page.rows]
    known = [gmv for gmv in by_gmv if gmv is not None]
    assert by_gmv == sorted(known, reverse=True) + [None] * (len(by_gmv) - len(known))


def test_every_column_of_the_platforms_list_is_there(real: Shop, take) -> None:
    take([[files.PERIOD], *files.CREATORS])
    page = asked(real)
    [row] = page.rows
    assert page.about == Period(files.FIRST, files.LAST)
    assert (row.creator, row.gmv, row.orders, row.items) == ("petra.reviews29", 123_456, 40, 44)
    assert (row.aov, row.refunds, row.items_refunded, row.commission) == (3_086, 2_000, 1, 12_345)
    assert (row.samples, row.sample_content, row.videos, row.lives) == (2, 3, 7, 0)
    assert (row.impressions, row.views, row.ctr_bp, row.ctor_bp) == (12_000, 45_000, 410, 593)
    assert (row.buyers, row.products, row.showcased) == (39, 5, 6)
    assert row.flat_fee is row.followers is None
    figures = {each.metric: each.value for each in page.figures}
    assert figures[Metric.CREATOR_GMV] == row.gmv  # its channels are never added up
    assert (figures[Metric.LIVES], figures[Metric.AOV]) == (0, 3_086)


def test_what_an_older_file_does_not_tell_is_unknown(real: Shop, take) -> None:
    take(files.OLDER_CREATORS)
    page = asked(real)
    figures = {each.metric: each.value for each in page.figures}
    assert figures[Metric.CREATOR_GMV] == 123_456
    unknown = (Metric.ITEMS, Metric.CREATOR_REFUNDS, Metric.VIDEOS, Metric.LIVES, Metric.VIEWS)
    assert [figures[each] for each in unknown] == [None] * 5
    assert page.about is None  # and it does not say which days it is about
    assert top_creators(page.rows, Metric.VIDEOS, 8) == ()


def test_of_several_files_the_nearest_is_shown_alone(real: Shop, take) -> None:
    header, row = files.OLDER_CREATORS
    take([[files.PERIOD], header, row])
    take([["[Date Range]: 2026-07-01 ~ 2026-07-28"], header, ["sari", "$5.00", "1", "$0.50"]])
    assert [each.creator for each in asked(real).rows] == ["petra.reviews29"]
    july = Question(Period(files.FIRST - 40, files.FIRST - 25), Granularity.DAY)
    assert [each.creator for each in asked(real, july).rows] == ["sari"]
    later = Question(Period(files.LAST + 1, files.LAST + 9), Granularity.DAY)
    assert asked(real, later) == CreatorsPage((), (), None)


def test_creators_are_found_by_their_names(real: Shop, take) -> None:
    take(files.OLDER_CREATORS)
    rows = asked(real).rows
    assert find_creators(rows, " PETRA") == find_creators(rows, "") == rows
    assert find_creators(rows, "no such name") == ()


def test_a_shop_without_files_has_no_creators(real: Shop) -> None:
    answer = real.read(answered, Wanted(), creators_page, WALL)
    assert answer.found == CreatorsPage((), (), None)
