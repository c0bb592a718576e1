"""What analytics files told is read by period, and what they did not tell is None."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.analytics.periods import Period
from domain.kernel.columns import UNKNOWN
from domain.reports.analytics import told
from domain.shop import Shop
from tests.domain.interchange import told_files as files

NEWEST = Period(files.FIRST, files.LAST)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as made:
        yield made


@pytest.fixture
def take(shop: Shop, tmp_path: Path) -> Callable[[files.Table], None]:
    def bring(table: files.Table) -> None:
        shop.import_planned(shop.plan_import(files.workbook(tmp_path, table)), "")

    return bring


def test_a_shop_that_was_told_nothing_has_no_rows_and_no_period(shop: Shop) -> None:
    assert shop.read(told.videos) == told.ToldVideos(None, ())
    assert shop.read(told.products) == told.ToldProducts(None, ())
    assert shop.read(told.creators) == told.ToldCreators(None, ())
    assert shop.read(told.periods, "videos") == ()
    assert len(shop.read(told.days)) == 0


def test_the_newest_period_is_read_unless_another_is_chosen(shop: Shop, take) -> None:
    older = Period(files.FIRST - 30, files.FIRST - 1)
    take(files.VIDEOS)
    take([["[Date Range]: 2026-07-19 ~ 2026-08-17"], *files.OLDER_VIDEOS[2:]])

    assert shop.read(told.periods, "videos") == (NEWEST, older)
    newest, before = shop.read(told.videos), shop.read(told.videos, older)
    assert (newest.period, newest.rows[0].gmv, newest.rows[0].likes) == (NEWEST, 121_299, 79)
    assert (before.period, before.rows[0].gmv, before.rows[0].likes) == (older, 1_299, None)
    assert before.rows[0].orders is None


def test_of_two_periods_that_end_alike_the_longer_is_the_newest(shop: Shop, take) -> None:
    take([["[Date Range]: 2026-09-09 ~ 2026-09-15"], *files.VIDEOS[1:]])
    take(files.VIDEOS)

    assert shop.read(told.videos).period == NEWEST


def test_products_come_by_gmv_and_those_of_unknown_gmv_last(shop: Shop, take) -> None:
    take(files.PRODUCTS)

    light, massager = shop.read(told.products).rows
    assert (light.gmv, light.orders, light.live_gmv) == (123_456, 30, None)
    assert (massager.status, massager.gmv, massager.orders) == ("Inactive", None, None)


def test_figures_whose_file_named_no_days_are_there_without_a_period(shop: Shop, take) -> None:
    take(files.CREATORS)

    found = shop.read(told.creators)
    assert (found.period, shop.read(told.periods, "creators")) == (None, ())
    assert (found.rows[0].gmv, found.rows[0].lives, found.rows[0].flat_fee) == (123_456, 0, None)


def test_a_video_told_whole_is_not_told_again_by_its_products(shop: Shop, take) -> None:
    take([[files.PERIOD], *files.AFFILIATE_VIDEOS])
    by_product = shop.read(told.videos).rows
    assert [each.product_id for each in by_product] == [1729349775226925597, 1729349775226925598]

    take(files.VIDEOS)
    [whole] = shop.read(told.videos).rows
    assert (whole.product_id, whole.gmv) == (None, 121_299)


def test_days_come_in_order_as_columns_and_what_is_unknown_is_marked(shop: Shop, take) -> None:
    take(files.DAYS)

    found = shop.read(told.days)
    assert found["day"].tolist() == [files.LAST - 1, files.LAST]
    assert found["gmv"].tolist() == [123_456, 9_900]
    assert found["items"].tolist() == [35, UNKNOWN]
    assert found["refunds"].tolist() == [UNKNOWN, UNKNOWN]
    one = shop.read(told.days, Period(files.LAST, files.LAST))
    assert one["day"].tolist() == [files.LAST]
