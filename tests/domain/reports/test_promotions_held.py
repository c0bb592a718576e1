"""What holds at a moment is read as pricing takes it, with one more tried and one left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection

from domain.kernel.clock import DAY
from domain.kernel.columns import Columns
from domain.promotions.campaigns import campaigns
from domain.promotions.commands import SavePromotion
from domain.promotions.pricing import NO_LIMIT, NONE
from domain.promotions.rules import Audience, Tool
from domain.reports.promotions_held import held
from tests.domain.reports.margin_shops import CUP, LAMP, NOW, promote, small_shop


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    """A shop with a discount, a voucher, and what holds no more, not yet, or is a draft."""
    file = small_shop(tmp_path / "shop.dukandar")
    with file.writing() as conn:
        lamp = {"sku_id": LAMP, "percent": 1000, "units": 20, "sold": 12}
        promote(conn, 1, Tool.PRODUCT_DISCOUNT, [lamp], platform_share=2500)
        promote(conn, 2, Tool.VOUCHER, amount=300, least=2500, uses=10, used=4, audience=-1)
        promote(conn, 3, Tool.VOUCHER, amount=900, ends_at=NOW)
        promote(conn, 4, Tool.VOUCHER, amount=900, starts_at=NOW + DAY)
        promote(conn, 5, Tool.VOUCHER, amount=900, draft=1)
        promote(conn, 6, Tool.VOUCHER, amount=900, stopped_at=NOW - 1)
        tiers = [{"units": 2, "percent": 500}, {"units": 4, "percent": 900}]
        promote(conn, 8, Tool.BUY_MORE, [{"sku_id": CUP}, {"sku_id": LAMP}], tiers)
        yield conn
    file.close()


def rows(columns: Columns, *names: str) -> list[tuple[int, ...]]:
    return [tuple(row) for row in columns.only(names).rows()]


def test_what_holds_now_is_read_with_what_is_left_of_it(conn: Connection) -> None:
    found = held(conn, NOW)
    known = found.promotions
    assert known.rows["id"].tolist() == [1, 2, 8]
    assert known.rows["left"].tolist() == [NO_LIMIT, 6, NO_LIMIT]
    assert known.rows["platform_share"].tolist() == [2500, 0, 0]
    assert rows(known.items, "promotion", "sku", "left") == [
        (0, LAMP, 8), (2, LAMP, NO_LIMIT), (2, CUP, NO_LIMIT),
    ]  # fmt: skip
    assert rows(known.tiers, "promotion", "units", "percent") == [(2, 2, 500), (2, 4, 900)]
    assert (found.names[0], found.tried) == ("Promotion 1", NONE)


def test_at_another_moment_others_hold(conn: Connection) -> None:
    assert held(conn, NOW - 1).promotions.rows["id"].tolist() == [1, 2, 3, 8]
    assert held(conn, NOW + DAY).promotions.rows["id"].tolist() == [1, 2, 4, 8]


def test_one_can_be_left_out(conn: Connection) -> None:
    known = held(conn, NOW, without=1).promotions
    assert known.rows["id"].tolist() == [2, 8]
    assert known.items["promotion"].tolist() == [1, 1]


def test_who_may_use_what_follows_from_the_audience(conn: Connection) -> None:
    assert held(conn, NOW).audience.tolist() == [Audience.ALL, Audience.NEW, Audience.ALL]
    may = held(conn, NOW).may(np.array([0, 1]))
    assert may.tolist() == [[True, True, True], [True, False, True]]


def test_a_new_one_is_tried_as_the_youngest_whatever_its_times(conn: Connection) -> None:
    draft = SavePromotion(
        0, "BUY_MORE", "More", NOW + DAY, 0, skus=(LAMP,), tiers=((0, 4000, 0, 500),)
    )
    found = held(conn, NOW, also=draft)
    known = found.promotions
    assert (known.rows["id"].tolist(), found.tried, found.names[3]) == ([1, 2, 8, 0], 3, "More")
    assert rows(known.tiers, "promotion", "units", "least", "percent", "amount")[2:] == [
        (3, 0, 4000, 0, 500)
    ]
    assert rows(known.items, "promotion", "sku")[3:] == [(3, LAMP)]


def test_a_changed_one_takes_its_own_place_with_what_is_used_up(conn: Connection) -> None:
    draft = SavePromotion(
        1, "PRODUCT_DISCOUNT", "New", NOW, 0, skus=(CUP, LAMP), prices=(900, 2000), units=(30,)
    )
    found = held(conn, NOW, also=draft)
    known = found.promotions
    assert (known.rows["id"].tolist(), found.tried, found.names[0]) == ([1, 2, 8], 0, "New")
    assert known.rows["platform_share"][0] == 0, "the platform bears nothing of a discount"
    assert rows(known.items, "promotion", "sku", "price", "left")[:2] == [
        (0, LAMP, 2000, 18), (0, CUP, 900, 30),
    ]  # fmt: skip


def test_a_draft_that_is_changed_is_tried_though_it_does_not_hold(conn: Connection) -> None:
    draft = SavePromotion(5, "VOUCHER", "Voucher", NOW, 0, amount=200, uses=3)
    found = held(conn, NOW, also=draft)
    assert (found.promotions.rows["id"].tolist(), found.tried) == ([1, 2, 5, 8], 2)
    assert found.promotions.rows["left"].tolist() == [NO_LIMIT, 6, 3, NO_LIMIT]
    assert found.promotions.items["promotion"].tolist() == [0, 3, 3]


def test_of_a_co_funded_voucher_that_is_tried_the_platform_bears_what_its_day_says(
    conn: Connection,
) -> None:
    day = next(each for each in campaigns("us") if each.starts_at > NOW)
    times = day.starts_at, day.ends_at
    for co_funded, share in ((True, day.platform_share), (False, 0)):
        draft = SavePromotion(5, "VOUCHER", "Mine", *times, amount=200, co_funded=co_funded)
        tried = held(conn, NOW, also=draft)
        assert tried.promotions.rows["platform_share"][tried.tried] == share


def test_a_price_for_the_whole_shop_is_one_for_every_sku(conn: Connection) -> None:
    draft = SavePromotion(0, "PRODUCT_DISCOUNT", "All", NOW, 0, percents=(1500,))
    known = held(conn, NOW, also=draft).promotions
    assert known.rows["whole_shop"].tolist() == [0, 1, 0, 0]
    assert rows(known.items, "promotion", "sku", "percent")[3:] == [(3, LAMP, 1500), (3, CUP, 1500)]
