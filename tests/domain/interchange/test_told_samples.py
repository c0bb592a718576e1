"""The sample list of videos gives the figures that its shop knows, and other layouts theirs."""

from __future__ import annotations

from functools import partial

import pytest

from domain.analytics.tables import told_creators, told_days, told_products, told_videos
from domain.interchange.plan import to_json
from domain.interchange.told.layout import CREATORS, DAYS, PRODUCTS, VIDEOS, layout
from tests.domain.interchange import told_files as files
from tests.domain.interchange.conftest import DATA


@pytest.fixture
def save(tmp_path):
    return partial(files.workbook, tmp_path)


def test_the_sample_comes_in_with_the_known_totals(shop, expected) -> None:
    known = expected["us_videos"]

    answer = to_json(shop.take(DATA / "us_videos.xlsx"))

    assert (answer["kind"], answer["region"]) == ("video-analytics", "us")
    assert (answer["rows"], answer["totals"]) == (known["rows"], known["totals"])
    assert {key: answer[key] for key in ("new", "changed", "same")} == known["first_import"]
    assert answer["unmatched"] == known["unmatched"] == 0
    assert answer["refused"] == answer["unknown_columns"] == answer["warnings"] == []


def test_a_second_import_is_all_the_same_and_undo_restores_the_shop(shop, sample) -> None:
    shop.take(sample("us"))
    before = shop.digest()
    shop.take(DATA / "us_videos.xlsx")
    assert shop.digest() != before

    again = shop.plan(DATA / "us_videos.xlsx")

    assert (again.new, again.changed, again.same) == (0, 0, 60)
    assert shop.carry_out(again) is None
    assert shop.undo() == 2
    assert shop.digest() == before


def test_a_video_is_kept_with_its_period_and_texts_as_they_are(shop) -> None:
    shop.take(DATA / "us_videos.xlsx")

    [found] = shop.rows(told_videos, told_videos.c.video_id == 7755661993532809027)

    assert (found.period_first, found.period_last) == (files.FIRST, files.LAST)
    assert (found.title, found.creator) == ("=1+1", "lucy.reviews61")
    assert (found.views, found.gmv, found.items) == (34_507, 86_942, 58)
    assert (found.ctr_bp, found.finish_rate_bp, found.ctor_bp) == (559, 1_240, 408)
    assert found.live_rate_bp is None  # the file has -- there
    assert found.refunds is None  # and for this no column
    assert found.posted_at == 1_784_826_300  # 23 July 2026 10:05 Pacific (UTC-7)
    hostile = [row.title for row in shop.rows(told_videos)]
    assert "\u202edeksrever" in hostile
    assert "<img src=x>" in hostile


@pytest.mark.parametrize(
    ("region", "table", "kind", "totals"),
    [
        ("us", files.VIDEOS, "video-analytics", (1593, 1, 1, 121_299)),
        ("us", files.OLDER_VIDEOS, "video-analytics", (1593, None, 2, 1_299)),
        ("us", files.CHINESE_VIDEOS, "video-analytics", (1593, 1, 2, 1_299)),
        ("id", files.INDONESIAN_VIDEOS, "video-analytics", (1593, 3, None, 1_250_000)),
        ("us", files.PRODUCTS, "product-analytics", (30, 35, 123_456)),
        ("us", files.OLDER_PRODUCTS, "product-analytics", (30, 35, 123_456)),
        ("us", files.CHINESE_PRODUCTS, "product-analytics", (30, 35, 123_456)),
        ("id", files.INDONESIAN_PRODUCTS, "product-analytics", (1_030, 1_035, 1_234_567)),
        ("us", files.CREATORS, "creator-analytics", (40, 44, 123_456)),
        ("us", files.OLDER_CREATORS, "creator-analytics", (40, None, 123_456)),
        ("us", files.CHINESE_CREATORS, "creator-analytics", (40, None, 123_456)),
        ("id", files.INDONESIAN_CREATORS, "creator-analytics", (40, None, 1_234_567)),
        ("us", files.DAYS, "shop-daily", (33, 35, 133_356)),
        ("id", files.INDONESIAN_DAYS, "shop-daily", (30, 35, 1_234_567)),
        ("id", files.LOCAL_DAYS, "shop-daily", (30, 35, 1_234_567)),
        ("us", files.CHINESE_DAYS, "shop-daily", (30, 35, 123_456)),
    ],
)
def test_every_layout_is_known_by_its_columns_and_totals_are_never_made_up(
    region, table, kind, totals, open_shop, save
) -> None:
    shop = open_shop(region)
    before = shop.digest()

    planned = shop.take(save(table))

    assert (planned.kind, planned.refused) == (kind, ())
    found = dict(planned.totals)
    assert found.pop("lines") == planned.rows == planned.new
    assert tuple(found.values()) == totals  # None where no row tells it
    again = shop.plan(save(table))
    assert (again.new, again.changed, again.same) == (0, 0, planned.rows)
    assert shop.undo() == 1
    assert shop.digest() == before


def test_the_header_is_found_below_two_rows_of_banners_and_gives_row_numbers(shop, save) -> None:
    planned = shop.plan(save(files.with_cells(files.OLDER_VIDEOS, VV="many")))

    [refused] = planned.refused
    assert (refused.row, refused.column, refused.value) == (4, "VV", "many")


def test_what_a_product_s_file_does_not_tell_is_null_and_channels_stay_apart(shop, save) -> None:
    shop.take(save(files.PRODUCTS))

    light, massager = shop.rows(told_products)
    assert (light.gmv, light.seller_live_gmv, light.creator_gmv) == (123_456, 10_000, 90_000)
    assert (light.creator_video_gmv, light.shop_tab_gmv) == (80_000, 40_000)
    assert (light.live_gmv, light.video_gmv, light.seller_video_gmv) == (None, None, None)
    assert (light.impressions, light.ctr_bp, light.ctor_bp) == (12_345, 567, 443)
    assert (massager.name, massager.status) == ("", "Inactive")  # a name told as -- is none
    assert (massager.gmv, massager.orders, massager.refunds) == (None, None, None)


def test_an_older_product_file_has_no_impressions_of_all_channels_together(shop, save) -> None:
    planned = shop.take(save(files.OLDER_PRODUCTS))

    [found] = shop.rows(told_products)
    assert found.impressions is None
    assert (found.shop_tab_impressions, found.shop_tab_items) == (2_000, 9)
    assert (found.live_gmv, found.video_gmv, found.card_gmv) == (30_000, 50_000, 45_000)
    assert planned.unknown_columns == ()


def test_a_creator_s_definitions_are_no_row_and_the_name_of_the_file_tells_the_days(
    shop, save
) -> None:
    name = "Transaction_Analysis_Creator_List_20260818-20260915.xlsx"
    planned = shop.take(save(files.CREATORS, name))

    [found] = shop.rows(told_creators)
    assert (planned.rows, planned.warnings) == (1, ())
    assert (found.period_first, found.period_last) == (files.FIRST, files.LAST)
    assert (found.creator, found.commission, found.flat_fee) == ("petra.reviews29", 12_345, None)
    assert (found.lives, found.live_gmv) == (0, 0)  # told as none, which is not unknown


def test_the_affiliate_list_tells_of_a_video_product_by_product(shop, save) -> None:
    planned = shop.take(save(files.AFFILIATE_VIDEOS))

    assert (planned.rows, planned.kind) == (2, "video-analytics")
    assert planned.totals == {"lines": 2, "views": 1593, "orders": 8, "items": 10, "gmv": 4_250}
    first, second = shop.rows(told_videos)
    assert (first.video_id, first.product_id) == (7494265134031872569, 1729349775226925597)
    assert (second.product_id, second.gmv, second.commission) == (1729349775226925598, 250, 400)


def test_days_are_the_shop_s_own_and_columns_not_understood_are_named(shop, save) -> None:
    planned = shop.take(save(files.DAYS))

    first, second = shop.rows(told_days)
    assert (first.day, second.day) == (files.LAST - 1, files.LAST)
    assert (second.items, second.refunds, second.visitors) == (None, None, None)
    assert planned.unknown_columns == ("?",)
    assert planned.warnings == ()


PRODUCT_2026 = (
    "Product Name | Product ID | GMV range | Listing status | VoC diagnosis | GMV | "
    "Seller LIVE-attributed GMV | Seller video-attributed GMV | Creator-attributed GMV | "
    "Creator LIVE-attributed GMV | Affiliate video-attributed GMV | Seller product card GMV | "
    "Orders | SKU orders | Items sold | Est. customers | AOV (SKU orders) | Product impressions | "
    "Product clicks | CTR | Add-to-cart count | Add-to-cart rate | CTOR (SKU order) | "
    "Unique product impressions | Unique clicks | Unique CTR | Add-to-cart users | "
    "Unique ATC rate | Unique CTOR (SKU order) | GMV with tax | Tax | "
    "Gross merchandise value (with TikTok co-funding) | Shipping fees | Refunds | Items refunded | "
    "Refund customers | Shop tab product impressions | Shop tab product clicks | "
    "Unique Shop tab product clicks | Est. Shop tab customers | Shop tab CTR | "
    "Shop tab CTOR (SKU) | Shop tab GMV | Shop tab items sold"
)
OLDER_BLOCK = (
    "{0} GMV | {0} units sold | {0} listing impressions | {0} page views | "
    "{0} unique page views | {0} unique product buyers | {0} clickthrough rate | "
    "{0} conversion rate"
)


@pytest.mark.parametrize("mark", ["", " ($)", "($)"])
def test_the_documented_headers_have_no_column_that_is_not_understood(mark, shop, save) -> None:
    channels = ("Shop tab", "LIVE", "Video", "Product  card")
    older = ["ID", "Product", "Status", "GMV", "Items sold", "Orders"]
    older += " | ".join(OLDER_BLOCK.format(each) for each in channels).split(" | ")
    for header in (PRODUCT_2026.split(" | "), older):
        marked = [f"{name}{mark}" if name.endswith("GMV") else name for name in header]
        row = ["7"] * len(header)
        row[header.index("ID" if header is older else "Product ID")] = "1729349775226925597"
        planned = shop.plan(save([["Analysis date: 18/08/2026~15/09/2026"], marked, row]))
        assert (planned.kind, planned.unknown_columns) == ("product-analytics", ())
        assert (planned.new, planned.totals["gmv"]) == (1, 700)
    for table in (files.VIDEOS, files.CHINESE_VIDEOS, files.AFFILIATE_VIDEOS, files.CREATORS):
        assert shop.plan(save(table)).unknown_columns == ()


def test_every_column_that_is_named_has_its_place_in_the_table() -> None:
    for told in (VIDEOS, PRODUCTS, CREATORS, DAYS):
        named = {name for group in layout(told).groups.values() for name in group}
        rest = {"period_first", "period_last", "import_id"}
        assert set(told.table.c.keys()) - rest == named
        assert set(told.key) | set(told.totals) <= named
