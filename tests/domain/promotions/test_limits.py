"""Each limit of a promotion, beside what just keeps to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.clock import DAY, HOUR, MINUTE
from domain.promotions.commands import SavePromotion
from domain.promotions.limits import judged, planned
from domain.promotions.rules import PRICES, Audience, Tool
from tests.domain.promotions.shops import (
    BOOK,
    EMPTY,
    LAMP,
    MUG,
    NOW,
    SKUS,
    SPEAKER,
    at,
    discount,
    flash,
    having,
    refused,
    said,
    saving,
    stopped,
    voucher,
)

BUY_MORE, CAMPAIGN, CODE = Tool.BUY_MORE, Tool.CAMPAIGN, Tool.PROMO_CODE
SHIPPING, LIVE = Tool.SHIPPING_DISCOUNT, Tool.LIVE_FLASH_DEAL


@pytest.mark.parametrize("tool", Tool)
def test_a_promotion_of_each_tool_that_keeps_to_its_limits_is_allowed(tool: Tool) -> None:
    assert refused(saving(tool)) == []


# The four that everybody tries.


def test_a_flash_deal_of_73_hours_is_refused() -> None:
    assert refused(flash(ends_at=NOW + 72 * HOUR)) == []
    assert said(flash(ends_at=NOW + 73 * HOUR)) == (
        "A flash deal can last 72 hours at most, and this one would last 73. Choose an earlier end."
    )


def test_95_percent_off_is_refused() -> None:
    assert refused(discount(percents=(9_000,))) == []
    assert said(discount(percents=(9_500,))) == "5 % to 90 % can be taken off; 95 % cannot."
    assert said(discount(skus=(MUG,), percents=(), prices=(100,))) == (
        "The price of SKU 101 must lie between USD 2.00 and USD 19.00; USD 1.00 does not."
    )


def test_more_units_than_are_in_stock_are_refused() -> None:
    assert refused(flash(units=(50,))) == []
    assert said(flash(units=(51,))) == (
        "51 units of SKU 101 are more than there are to sell (50). Choose fewer, or restock first."
    )
    assert refused(saving(CAMPAIGN, units=(51,))) == ["units-above-stock"]
    assert refused(discount(units=(51,))) == [], "a plain discount promises no units"


def test_an_end_before_the_start_is_refused() -> None:
    early = discount(starts_at=NOW + 2 * HOUR, ends_at=NOW + HOUR)
    assert said(early) == (
        "A promotion that begins on 2026-12-01 11:00 has to end after that. Choose a later end."
    )
    assert refused(discount(ends_at=NOW)) == ["promotion-ends-first"]


# Title, tool, audience.


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("x" * 50, []),
        (" " + "x" * 50 + " ", []),
        ("x" * 51, ["promotion-title-length"]),
        ("  ", ["promotion-title-length"]),
    ],
)
def test_a_title_has_1_to_50_characters(title: str, wrong: list[str]) -> None:
    assert refused(discount(title=title)) == wrong


def test_no_two_promotions_have_one_title_whatever_their_state() -> None:
    over = having(discount(title="Winter"), now=NOW + 30 * DAY)
    again = voucher(title=" WINTER ", ends_at=NOW + 31 * DAY)
    assert refused(again, over) == ["promotion-title-taken"]
    draft = having(discount(title="Winter", draft=True))
    assert refused(again, draft) == ["promotion-title-taken"]
    assert refused(replace(discount(title="winter"), promotion=1), draft) == []


def test_tools_and_audiences_are_known_ones() -> None:
    assert refused(replace(discount(), tool="FLASH")) == ["tool-unknown"]
    assert refused(discount(audience="FRIENDS")) == ["audience-unknown"]
    for audience in Audience:
        assert refused(discount(audience=audience.name)) == []


@pytest.mark.parametrize(
    ("tool", "foreign"),
    [
        (Tool.PRODUCT_DISCOUNT, {"percent": 1_000}),
        (Tool.PRODUCT_DISCOUNT, {"tiers": ((2, 0, 1_000, 0),)}),
        (Tool.VOUCHER, {"code": "SAVE"}),
        (Tool.VOUCHER, {"percents": (1_000,)}),
        (CODE, {"amount": 100}),
        (SHIPPING, {"percent": 1_000}),
        (BUY_MORE, {"buyer_limit": 1}),
        (CODE, {"co_funded": True}),
        (CAMPAIGN, {"co_funded": True}),
    ],
)
def test_what_means_nothing_to_a_tool_is_not_kept_in_silence(
    tool: Tool, foreign: dict[str, Any]
) -> None:
    assert refused(saving(tool, **foreign)) == ["promotion-field-foreign"]


# Time.


def test_promotions_begin_and_end_at_full_hours() -> None:
    assert refused(discount(ends_at=NOW + 30 * MINUTE)) == ["promotion-hours"]
    assert refused(discount(starts_at=NOW + HOUR + 1)) == ["promotion-hours"]


def test_a_promotion_does_not_begin_in_the_past() -> None:
    assert refused(discount(starts_at=NOW)) == []
    assert refused(discount(starts_at=NOW - HOUR)) == ["promotion-starts-past"]


@pytest.mark.parametrize(
    ("tool", "days"),
    [
        (Tool.PRODUCT_DISCOUNT, 30),
        (Tool.NEW_ARRIVAL, 30),
        (CODE, 365),
        (Tool.VOUCHER, 365),
        (BUY_MORE, 365),
    ],
)
def test_each_tool_lasts_its_days_at_most_and_has_an_end(tool: Tool, days: int) -> None:
    assert refused(saving(tool, ends_at=NOW + days * DAY)) == []
    assert refused(saving(tool, ends_at=NOW + days * DAY + HOUR)) == ["promotion-too-long"]
    assert refused(saving(tool, ends_at=0)) == ["promotion-without-end"]


def test_a_promotion_lasts_10_minutes_at_least() -> None:
    late = replace(EMPTY, now=NOW + 51 * MINUTE)
    assert refused(discount(ends_at=NOW + HOUR), late) == ["promotion-too-short"]
    assert refused(discount(ends_at=NOW + HOUR), replace(late, now=NOW + 50 * MINUTE)) == []


def test_thirty_days_are_days_of_the_clock_even_when_it_is_set_back() -> None:
    autumn = replace(EMPTY, now=at("2026-10-15"))
    thirty = discount(ends_at=at("2026-11-14"))
    assert refused(thirty, autumn) == []
    assert refused(discount(ends_at=at("2026-11-14", 1)), autumn) == ["promotion-too-long"]


def test_only_a_shipping_discount_may_never_end() -> None:
    assert refused(saving(SHIPPING, ends_at=0)) == []
    assert refused(saving(SHIPPING, ends_at=NOW + 900 * DAY)) == []


def test_nothing_is_planned_beyond_the_calendar() -> None:
    beyond = BOOK.calendar.end // HOUR * HOUR + 400 * DAY
    assert refused(saving(SHIPPING, ends_at=beyond)) == ["time-ends"]
    assert refused(saving(SHIPPING, starts_at=2**63 - 1)) == ["time-ends"]


# SKUs and what is taken off.


def test_skus_are_known_and_named_once_with_a_value_each() -> None:
    assert refused(discount(skus=(MUG, 999))) == ["sku-unknown"]
    assert refused(discount(skus=(MUG, MUG))) == ["sku-twice"]
    assert refused(discount(skus=())) == ["promotion-without-skus"]
    assert refused(discount(percents=(500, 600, 700))) == ["values-uneven"]
    assert refused(discount(percents=(), prices=(1_000,))) == ["values-uneven"]
    assert refused(discount(units=(1, 2, 3))) == ["values-uneven"]


def test_a_promotion_names_300_skus_and_more_for_more_1_000() -> None:
    ids = np.arange(1, 1_002)
    shop = replace(EMPTY, skus=EMPTY.skus.where(np.zeros(1_001, dtype=np.int64)).told(id=ids))
    names = tuple(ids.tolist())
    assert refused(discount(skus=names[:300]), shop) == []
    assert refused(discount(skus=names[:301]), shop) == ["promotion-skus-many"]
    assert refused(saving(BUY_MORE, skus=names[:1_000]), shop) == []
    assert refused(saving(BUY_MORE, skus=names), shop) == ["promotion-skus-many"]


def test_it_is_said_once_how_much_is_taken_off() -> None:
    assert refused(discount(percents=())) == ["discount-missing"]
    assert refused(discount(prices=(1_800, 2_700))) == ["discount-given-twice"]
    assert refused(voucher(percent=0, most=0)) == ["discount-missing"]
    assert refused(voucher(amount=100)) == ["discount-given-twice"]


@pytest.mark.parametrize(
    ("tool", "low", "high"),
    [
        (Tool.PRODUCT_DISCOUNT, 500, 9_000),
        (Tool.NEW_ARRIVAL, 500, 9_000),
        (LIVE, 1_000, 9_000),
    ],
)
def test_a_price_tool_takes_off_what_its_depth_allows(tool: Tool, low: int, high: int) -> None:
    for percent, wrong in ((low, 0), (low - 1, 1), (high, 0), (high + 1, 1)):
        found = refused(saving(tool, skus=(LAMP,), prices=(), percents=(percent,)))
        assert found == ["discount-out-of-range"] * wrong
    dear, cheap = 3_000 - 3 * low // 10, 300
    for price, wrong in ((dear, 0), (dear + 1, 1), (cheap, 0), (cheap - 1, 1)):
        found = refused(saving(tool, skus=(LAMP,), percents=(), prices=(price,)))
        assert found == ["promotion-price-out-of-range"] * wrong


@pytest.mark.parametrize(("tool", "code"), [(Tool.VOUCHER, ""), (CODE, "SAVE10")])
def test_a_voucher_or_code_takes_off_5_to_50_percent(tool: Tool, code: str) -> None:
    for percent, wrong in ((500, 0), (499, 1), (5_000, 0), (5_001, 1)):
        found = refused(saving(tool, percent=percent, code=code))
        assert found == ["discount-out-of-range"] * wrong


def test_a_voucher_takes_off_half_a_dollar_at_least() -> None:
    assert refused(voucher(percent=0, most=0, amount=50)) == []
    assert refused(voucher(percent=0, most=0, amount=49)) == ["amount-out-of-range"]
    assert refused(voucher(percent=0, amount=50)) == ["ceiling-without-percent"]


def test_nothing_costs_less_than_the_lowest_price_there_is() -> None:
    cheap = replace(EMPTY, skus=EMPTY.skus.told(price=np.array([4, 3_000, 10_000])))
    assert refused(discount(skus=(MUG,), percents=(9_000,)), cheap) == ["promotion-price-too-low"]
    assert refused(discount(skus=(MUG,), percents=(8_000,)), cheap) == []


@pytest.mark.parametrize("tool", [Tool.FLASH_DEAL, CAMPAIGN])
def test_a_flash_or_campaign_price_is_not_above_the_lowest_of_30_days(tool: Tool) -> None:
    assert refused(saving(tool, prices=(1_700,))) == []
    assert said(saving(tool, prices=(1_701,))) == (
        "SKU 101 would cost USD 17.01, and it was sold for USD 17.00 in the last 30 days. Choose a "
        "price that is not higher, or leave it out."
    )
    assert refused(saving(tool, prices=(), percents=(1_500,))) == []
    assert refused(saving(tool, prices=(), percents=(1_400,))) == ["price-above-lowest"]
    unsold = saving(tool, skus=(LAMP,), prices=(2_700,))
    assert refused(unsold) == [], "what was not sold is held against its list price"


def test_new_arrivals_were_listed_within_30_days_of_the_start() -> None:
    assert refused(saving(Tool.NEW_ARRIVAL, skus=(MUG,))) == ["new-arrival-over"]
    late = {"starts_at": NOW + 20 * DAY, "ends_at": NOW + 21 * DAY}
    assert refused(saving(Tool.NEW_ARRIVAL, **late)) == []
    late["starts_at"] += HOUR
    assert refused(saving(Tool.NEW_ARRIVAL, **late)) == ["new-arrival-over"]


# Limits of units, buyers and uses.


@pytest.mark.parametrize(("limit", "wrong"), [(-1, 0), (1, 0), (99, 0), (0, 1), (100, 1), (-2, 1)])
def test_limits_are_1_to_99_or_none(limit: int, wrong: int) -> None:
    expected = ["limit-out-of-range"] * wrong
    assert refused(discount(units=(limit,))) == expected
    assert refused(discount(buyer_limit=limit)) == expected
    assert refused(voucher(buyer_limit=limit)) == expected


def test_a_voucher_may_be_used_often_but_not_never() -> None:
    assert refused(voucher(uses=99_999)) == []
    assert refused(voucher(uses=0)) == ["limit-out-of-range"]
    assert refused(voucher(uses=100_000)) == ["limit-out-of-range"]


def test_amounts_are_none_that_no_price_could_be() -> None:
    assert refused(voucher(least=-1)) == ["amount-out-of-range"]
    assert refused(voucher(least=760_001)) == ["amount-out-of-range"]


# Campaigns.


def test_a_campaign_is_joined_on_its_day_for_all_of_its_24_hours() -> None:
    assert said(saving(CAMPAIGN, ends_at=at("2026-12-12", 12))) == (
        "A campaign has times of its own: the next one, 12.12, lasts from 2026-12-12 00:00 to "
        "2026-12-13 00:00. Take part in all of it."
    )
    other = {"starts_at": at("2026-12-14"), "ends_at": at("2026-12-15")}
    assert refused(saving(CAMPAIGN, **other)) == ["campaign-other-day"]
    assert refused(saving(CAMPAIGN), replace(EMPTY, campaigns=())) == ["campaign-none"]


def test_a_campaign_asks_for_a_score_of_three_and_a_half_or_none() -> None:
    assert refused(saving(CAMPAIGN), replace(EMPTY, score=350)) == []
    assert said(saving(CAMPAIGN), replace(EMPTY, score=349)) == (
        "A campaign asks for a shop performance score of 3.50, and this shop has 3.49. Make a "
        "flash deal until it is higher."
    )


def test_a_campaign_says_which_units_are_set_aside() -> None:
    assert refused(saving(CAMPAIGN, units=())) == ["campaign-without-units"]
    assert refused(saving(CAMPAIGN, units=(-1,))) == ["campaign-without-units"]
    running = having(saving(CAMPAIGN), now=at("2026-12-12", 9))
    assert refused(saving(CAMPAIGN, promotion=1, units=(30,)), running) == []
    assert refused(saving(CAMPAIGN, promotion=1, units=()), running) == ["campaign-without-units"]


def test_the_platform_bears_its_share_of_a_campaign_only() -> None:
    assert planned(saving(CAMPAIGN), EMPTY).row["platform_share"] == 1_500
    assert planned(flash(starts_at=at("2026-12-12")), EMPTY).row["platform_share"] == 0


# Co-funded vouchers.

TWELVE = {"starts_at": at("2026-12-12"), "ends_at": at("2026-12-13")}


def test_of_a_co_funded_voucher_the_platform_bears_what_its_day_says() -> None:
    assert planned(voucher(co_funded=True, **TWELVE), EMPTY).row["platform_share"] == 1_500
    assert planned(voucher(**TWELVE), EMPTY).row["platform_share"] == 0
    within = {"starts_at": at("2026-12-12", 9), "ends_at": at("2026-12-12", 18)}
    assert refused(voucher(co_funded=True, **within)) == []


def test_a_co_funded_voucher_lies_within_a_campaigns_day() -> None:
    assert said(voucher(co_funded=True, **{**TWELVE, "ends_at": at("2026-12-13", 1)})) == (
        "The platform bears a part of a voucher only on a campaign's day: the next one, 12.12, "
        "lasts from 2026-12-12 00:00 to 2026-12-13 00:00. Let the whole of its time lie in it, or "
        "let the platform bear nothing."
    )
    early = {"starts_at": at("2026-12-11", 23)}
    assert refused(voucher(co_funded=True, **{**TWELVE, **early})) == ["co-funding-other-time"]
    assert refused(voucher(co_funded=True)) == ["co-funding-other-time"]
    nowhere = replace(EMPTY, campaigns=())
    assert refused(voucher(co_funded=True, **TWELVE), nowhere) == ["co-funding-none"]


def test_a_voucher_that_begins_at_once_on_a_campaigns_day_can_be_co_funded() -> None:
    noon = replace(EMPTY, now=at("2026-12-12", 12))
    told = voucher(co_funded=True, starts_at=0, ends_at=at("2026-12-13"))
    assert refused(told, noon) == []
    assert planned(told, noon).row["platform_share"] == 1_500


def test_a_draft_is_not_co_funded_on_any_other_day_either() -> None:
    """That it is co-funded is kept as the share of its day: nothing of it is lost in silence."""
    assert refused(voucher(co_funded=True, draft=True, **TWELVE)) == []
    assert refused(voucher(co_funded=True, draft=True)) == ["co-funding-other-time"]


def test_a_co_funded_voucher_that_holds_stays_so() -> None:
    running = having(voucher(co_funded=True, **TWELVE), now=at("2026-12-12", 9))
    same = voucher(promotion=1, co_funded=True, **TWELVE)
    assert refused(replace(same, uses=200), running) == []
    assert refused(replace(same, co_funded=False), running) == ["promotion-running"]
    longer = replace(same, ends_at=at("2026-12-14"))
    assert refused(longer, running) == ["co-funding-other-time"]


# More for more.


@pytest.mark.parametrize(
    ("tiers", "wrong"),
    [
        (((2, 0, 500, 0),), []),
        (((0, 5_000, 0, 500), (0, 9_000, 0, 1_500)), []),
        ((), ["tiers-out-of-range"]),
        (((2, 0, 500, 0), (3, 0, 600, 0), (4, 0, 700, 0)), ["tiers-out-of-range"]),
        (((3, 0, 500, 0), (2, 0, 600, 0)), ["tiers-not-rising"]),
        (((2, 0, 500, 0), (3, 0, 500, 0)), ["tiers-not-rising"]),
        (((2, 0, 500, 0), (0, 9_000, 600, 0)), ["tiers-not-rising"]),
        (((2, 0, 500, 0), (3, 0, 0, 900)), ["tiers-not-rising"]),
        (((2, 100, 500, 0),), ["tier-unclear"]),
        (((0, 0, 500, 0),), ["tier-unclear"]),
        (((2, 0, 500, 100),), ["tier-unclear"]),
        (((2, 0, 0, 0),), ["tier-unclear"]),
        (((2, 0, 400, 0),), ["discount-out-of-range"]),
        (((0, 500, 0, 500),), ["tier-gives-all"]),
        (((100, 0, 500, 0),), ["quantity-out-of-range"]),
    ],
)
def test_more_for_more_has_one_or_two_rising_tiers(tiers: Any, wrong: list[str]) -> None:
    assert refused(saving(BUY_MORE, tiers=tiers)) == wrong


TWO = ((2, 0, 0, 0),)


def test_a_tier_may_give_a_gift_in_place_of_money_off() -> None:
    command = saving(BUY_MORE, tiers=TWO, gifts=((LAMP, 2, 10),))
    assert refused(command) == []
    tiers = planned(command, EMPTY).tiers
    assert tiers.only(("gift_sku", "gift_units", "gift_orders", "given")).rows() == [
        (LAMP, 2, 10, 0)
    ]


@pytest.mark.parametrize(
    ("tiers", "gifts", "wrong"),
    [
        (TWO, ((LAMP, 1, 20),), []),
        (((0, 5_000, 0, 0),), ((MUG, 1, 50),), []),
        (TWO, ((LAMP, 1, 21),), ["gift-above-stock"]),
        (TWO, ((LAMP, 2, 11),), ["gift-above-stock"]),
        (TWO, ((LAMP, 1, 0),), ["gift-orders-out-of-range"]),
        (TWO, ((LAMP, 0, 1),), ["tier-unclear"]),
        (TWO, ((LAMP, 100, 1),), ["quantity-out-of-range"]),
        (TWO, ((999, 1, 1),), ["sku-unknown"]),
        (TWO, ((0, 1, 1),), ["sku-unknown"]),
        (TWO, ((0, 0, 0),), ["tier-unclear"]),
        (((2, 0, 500, 0),), ((LAMP, 1, 1),), ["tier-unclear"]),
        (((2, 0, 500, 0),), ((0, 0, 0),), []),
        (TWO, ((LAMP, 1, 1), (LAMP, 1, 1)), ["gifts-uneven"]),
        (((2, 0, 500, 0), (3, 0, 0, 0)), ((0, 0, 0), (LAMP, 1, 1)), ["tiers-not-rising"]),
        ((*TWO, (3, 0, 0, 0)), ((LAMP, 1, 1), (LAMP, 2, 1)), ["gift-tiers-out-of-range"]),
    ],
)
def test_a_gift_is_of_the_shop_in_stock_and_said_once(
    tiers: Any, gifts: Any, wrong: list[str]
) -> None:
    assert refused(saving(BUY_MORE, tiers=tiers, gifts=gifts)) == wrong


def test_what_is_not_on_sale_is_no_gift() -> None:
    down = replace(EMPTY, skus=SKUS.told(live=np.array([1, 0, 1])))
    command = saving(BUY_MORE, tiers=TWO, gifts=((LAMP, 1, 1),))
    assert said(command, down) == (
        "SKU 102 is not on sale, so it cannot be a gift. Choose another one."
    )
    assert refused(replace(command, draft=True), down) == []


def test_only_buying_more_gives_gifts() -> None:
    assert refused(voucher(gifts=((LAMP, 1, 1),)))[0] == "promotion-field-foreign"


def test_more_orders_may_have_a_gift_once_it_is_given_but_not_fewer() -> None:
    running = having(saving(BUY_MORE, tiers=TWO, gifts=((LAMP, 1, 10),)), now=LATER)
    running = replace(running, tiers=running.tiers.told(given=4, given_before=3))

    def again(*gift: int) -> SavePromotion:
        return saving(BUY_MORE, promotion=1, tiers=TWO, gifts=(gift,))

    assert refused(again(LAMP, 1, 24), running) == []
    assert refused(again(LAMP, 1, 25), running) == ["gift-above-stock"]
    assert refused(again(LAMP, 1, 9), running) == ["promotion-limit-lowered"]
    assert refused(again(MUG, 1, 10), running) == ["promotion-running"]
    kept = planned(again(LAMP, 1, 24), running).tiers
    assert (kept["given"].tolist(), kept["given_before"].tolist()) == ([4], [3])


def test_more_for_more_is_closed_to_a_shop_that_owes_the_platform() -> None:
    assert "USD 0.01" in said(saving(BUY_MORE), replace(EMPTY, balance=-1))
    assert refused(discount(), replace(EMPTY, balance=-1)) == []


def test_a_shop_has_ten_of_more_for_more_at_a_time() -> None:
    weeks = [
        saving(
            BUY_MORE,
            title=f"Week {number}",
            starts_at=NOW + 7 * number * DAY,
            ends_at=NOW + 7 * (number + 1) * DAY,
        )
        for number in range(11)
    ]
    ten = having(*weeks[:10])
    assert refused(weeks[10], ten) == ["buy-more-enough"]
    assert refused(weeks[10], stopped(ten, 3)) == []
    assert refused(weeks[10], replace(ten, now=NOW + 7 * DAY)) == [], "one of them is over"


@pytest.mark.parametrize("tool", [LIVE, Tool.FLASH_DEAL])
def test_more_for_more_goes_with_no_flash_price_whichever_comes_first(tool: Tool) -> None:
    price, more = saving(tool, skus=(LAMP,), prices=(2_000,)), saving(BUY_MORE, skus=(LAMP, MUG))
    assert refused(more, having(price)) == ["buy-more-overlap"]
    assert refused(price, having(more)) == ["buy-more-overlap"]
    assert refused(saving(BUY_MORE), having(price)) == ["buy-more-overlap"], "the whole shop"
    assert refused(saving(BUY_MORE, skus=(SPEAKER,)), having(price)) == []
    after = {"starts_at": price.ends_at, "ends_at": price.ends_at + DAY}
    assert refused(saving(BUY_MORE, skus=(LAMP,), **after), having(price)) == []


def test_more_for_more_holds_once_for_a_sku_but_beside_a_product_discount() -> None:
    other = saving(BUY_MORE, title="Other", skus=(MUG,))
    assert refused(other, having(saving(BUY_MORE))) == ["buy-more-overlap"]
    assert refused(other, having(discount())) == []


# What does not go together.


@pytest.mark.parametrize("tool", [LIVE, Tool.FLASH_DEAL, CAMPAIGN])
def test_two_flash_prices_of_one_tool_do_not_meet_on_a_sku(tool: Tool) -> None:
    first = saving(tool, title="First", skus=(MUG,))
    shop = having(first)
    assert refused(saving(tool), shop) == ["flash-overlap"]
    assert str(MUG) in said(saving(tool), shop)
    assert refused(saving(tool, skus=(LAMP,)), shop) == []
    assert refused(saving(tool), stopped(shop, 1)) == []
    assert refused(saving(tool), having(replace(first, draft=True))) == []


def test_prices_of_different_tools_may_meet_since_the_strongest_wins() -> None:
    assert refused(flash(), having(saving(LIVE))) == []
    assert refused(discount(), having(discount(title="First"))) == []


@pytest.mark.parametrize(
    ("code", "right"),
    [
        *[("AB", 1), ("ABCD1234", 1), ("A", 0), ("ABCDE1234", 0), ("save10", 0), ("SAVE 1", 0)],
        *[("SAVE-1", 0), ("", 0), ("ÄB", 0), ("AB\n", 0), ("١٢", 0)],
    ],
)
def test_a_code_has_2_to_8_capital_letters_and_digits(code: str, right: int) -> None:
    assert refused(saving(CODE, code=code)) == ["code-format"] * (1 - right)


def test_a_code_means_one_promotion_among_those_not_over() -> None:
    shop = having(saving(CODE, title="First"))
    assert refused(saving(CODE), shop) == ["code-taken"]
    later = {"starts_at": NOW + 30 * DAY, "ends_at": NOW + 31 * DAY}
    assert refused(saving(CODE, **later), shop) == ["code-taken"]
    assert refused(saving(CODE), stopped(shop, 1)) == []
    assert refused(saving(CODE, **later), replace(shop, now=NOW + 7 * DAY)) == []


def test_one_shipping_discount_holds_for_the_whole_shop_at_a_time() -> None:
    shop = having(saving(SHIPPING, title="First", ends_at=NOW + DAY))
    assert refused(saving(SHIPPING), shop) == ["shipping-overlap"]
    assert refused(saving(SHIPPING, starts_at=NOW + DAY), shop) == []
    assert refused(saving(SHIPPING, skus=(MUG,), least=0), shop) == []
    endless = having(saving(SHIPPING, title="First"))
    assert refused(saving(SHIPPING, starts_at=NOW + 900 * DAY), endless) == ["shipping-overlap"]


def test_only_a_shipping_discount_of_the_whole_shop_asks_for_an_amount() -> None:
    assert refused(saving(SHIPPING, skus=(MUG,))) == ["shipping-threshold-of-skus"]


# Changing one that is there.


LATER = NOW + DAY


def test_there_has_to_be_such_a_promotion() -> None:
    assert refused(discount(promotion=7)) == ["promotion-unknown"]
    assert refused(discount(promotion=-1)) == ["promotion-unknown"]


@pytest.mark.parametrize(
    ("command", "change", "wrong"),
    [
        (voucher(), {"title": "Other"}, []),
        (voucher(), {"ends_at": NOW + 20 * DAY}, []),
        (voucher(), {"ends_at": LATER + HOUR}, []),
        (voucher(), {"ends_at": LATER}, ["promotion-end-past"]),
        (voucher(), {"ends_at": 0}, ["promotion-without-end"]),
        (voucher(), {"ends_at": NOW + 366 * DAY}, ["promotion-too-long"]),
        (voucher(), {"uses": 101}, []),
        (voucher(), {"uses": -1}, []),
        (voucher(), {"uses": 99}, ["promotion-limit-lowered"]),
        (voucher(), {"buyer_limit": 9}, ["promotion-limit-lowered"]),
        (voucher(), {"percent": 1_100}, ["promotion-running"]),
        (voucher(), {"least": 0}, ["promotion-running"]),
        (voucher(), {"most": 600}, ["promotion-running"]),
        (voucher(), {"audience": "NEW"}, ["promotion-running"]),
        (voucher(), {"skus": (MUG,)}, ["promotion-running"]),
        (voucher(), {"starts_at": NOW + HOUR}, ["promotion-running"]),
        (voucher(), {"starts_at": NOW}, []),
        (voucher(), {"draft": True}, ["promotion-running"]),
        (discount(), {"title": "Other", "ends_at": NOW + 30 * DAY}, []),
        (discount(), {"ends_at": NOW + 31 * DAY}, ["promotion-too-long"]),
        (discount(), {"percents": (1_100,)}, ["promotion-running"]),
        (discount(), {"percents": (), "prices": (1_800, 2_700)}, ["promotion-running"]),
        (discount(), {"skus": (MUG,)}, ["promotion-running"]),
        (discount(), {"units": (9,)}, ["promotion-limit-lowered"]),
        (discount(units=(9,)), {"units": (9, 10)}, []),
        (discount(units=(9,)), {"units": ()}, []),
        (discount(buyer_limit=2), {"buyer_limit": 1}, ["promotion-limit-lowered"]),
        (flash(units=(9,)), {"units": (50,)}, []),
        (flash(units=(9,)), {"units": (51,)}, ["units-above-stock"]),
        (flash(), {"ends_at": NOW + 73 * HOUR}, ["flash-too-long"]),
        (saving(BUY_MORE), {"tiers": ((2, 0, 1_100, 0),)}, ["promotion-running"]),
        (saving(SHIPPING), {"ends_at": NOW + 2 * DAY}, []),
        (saving(CODE), {"code": "SAVE20"}, ["promotion-running"]),
    ],
)
def test_of_one_that_has_begun_only_title_end_and_limits_change(
    command: Any, change: dict[str, Any], wrong: list[str]
) -> None:
    running = having(command, now=LATER)
    assert refused(replace(command, promotion=1, **change), running) == wrong


def test_units_that_are_sold_already_count_among_those_that_may_be_sold() -> None:
    running = having(flash(units=(9,)), now=LATER)
    running = replace(running, items=running.items.told(sold=5, sold_before=3))
    assert refused(flash(promotion=1, units=(55,)), running) == []
    assert refused(flash(promotion=1, units=(56,)), running) == ["units-above-stock"]
    kept = planned(flash(promotion=1, units=(55,)), running).items
    assert (kept["sold"].tolist(), kept["sold_before"].tolist()) == ([5], [3])


def test_what_was_allowed_stays_so_when_the_shop_has_changed_since() -> None:
    running = having(flash(units=(50,)), now=LATER)
    changed = running.skus.told(stock=0, price=9_000, lowest=100)
    assert (
        refused(flash(promotion=1, title="Other", units=(50,)), replace(running, skus=changed))
        == []
    )


def test_a_later_end_must_not_reach_into_another_flash_deal() -> None:
    first, second = flash(ends_at=NOW + 2 * DAY), flash(title="Second", starts_at=NOW + 2 * DAY)
    shop = having(first, replace(second, ends_at=NOW + 3 * DAY), now=LATER)
    assert refused(replace(first, promotion=1, ends_at=NOW + 2 * DAY + HOUR), shop) == [
        "flash-overlap"
    ]


def test_one_that_is_over_or_stopped_stays_as_it_was() -> None:
    again = discount(promotion=1, title="Other", ends_at=NOW + 30 * DAY)
    assert refused(again, having(discount(), now=NOW + 8 * DAY)) == ["promotion-over"]
    assert refused(again, stopped(having(discount()), 1)) == ["promotion-over"]


def test_one_that_has_not_begun_is_changed_freely_within_its_limits() -> None:
    coming = {"starts_at": NOW + 2 * DAY, "ends_at": NOW + 3 * DAY}
    shop = having(voucher(**coming), now=LATER)
    other = voucher(promotion=1, percent=2_000, uses=5, **coming)
    assert refused(other, shop) == []
    assert refused(replace(other, percent=9_500), shop) == ["discount-out-of-range"]


# Drafts.


def test_a_draft_may_lack_anything() -> None:
    for tool in Tool:
        bare = dict.fromkeys(("skus", "prices", "percents", "units", "tiers"), ())
        zeros = dict.fromkeys(("starts_at", "ends_at", "percent", "amount", "most", "least"), 0)
        empty = saving(tool, title="", code="", uses=-1, draft=True, **bare, **zeros)
        assert refused(empty) == []
        assert planned(empty, EMPTY).row["draft"] == 1
    deep = discount(draft=True, percents=(9_500,))
    assert refused(deep) == []
    assert refused(replace(deep, promotion=1, draft=False), having(deep)) == [
        "discount-out-of-range"
    ]


def test_a_draft_still_has_to_be_something_that_can_be_kept() -> None:
    for change, wrong in (
        ({"skus": (MUG, MUG)}, "sku-twice"),
        ({"skus": (999,)}, "sku-unknown"),
        ({"percents": (10_001,)}, "discount-out-of-range"),
        ({"percents": (1, 2, 3)}, "values-uneven"),
        ({"starts_at": NOW + 2 * DAY, "ends_at": NOW + DAY}, "promotion-ends-first"),
        ({"title": "x" * 51}, "promotion-title-length"),
    ):
        assert refused(discount(draft=True, **change)) == [wrong]


def test_a_draft_whose_time_has_gone_by_can_still_be_kept() -> None:
    shop = having(discount(draft=True), now=NOW + 30 * DAY)
    assert refused(discount(promotion=1, title="Other", draft=True), shop) == []
    assert refused(discount(promotion=1), shop) == ["promotion-ends-first"]


def test_a_draft_that_begins_at_once_does_so_when_it_becomes_a_promotion() -> None:
    shop = having(discount(draft=True), now=LATER)
    assert shop.promotions["starts_at"].tolist() == [0]
    kept = planned(discount(promotion=1), shop).row
    assert (kept["starts_at"], kept["created_at"]) == (LATER, NOW)


# The rows.


def test_one_percentage_stands_for_all_skus_and_rows_come_by_sku() -> None:
    plan = planned(discount(skus=(LAMP, MUG), units=(3, 4)), EMPTY)
    assert plan.items.only(("sku_id", "price", "percent", "units")).rows() == [
        (MUG, 0, 1_000, 4),
        (LAMP, 0, 1_000, 3),
    ]
    assert plan.row["starts_at"] == NOW, "a start of 0 is now"
    assert plan.row["whole_shop"] == 0


def test_without_skus_a_voucher_is_for_the_whole_shop_and_has_no_limit_of_units() -> None:
    assert planned(voucher(), EMPTY).row["whole_shop"] == 1
    some = planned(voucher(skus=(MUG,)), EMPTY)
    assert some.row["whole_shop"] == 0
    assert some.items.only(("sku_id", "price", "percent", "units")).rows() == [(MUG, 0, 0, -1)]


def test_tiers_are_numbered_as_they_rise() -> None:
    names = ("promotion_id", "number", "units", "least", "percent", "amount")
    tiers = planned(saving(BUY_MORE), EMPTY).tiers.only(names)
    assert tiers.rows() == [(0, 1, 2, 0, 1_000, 0), (0, 2, 3, 0, 1_500, 0)]


# Whatever is asked for.


NUMBERS = st.sampled_from(
    [-(2**63), -HOUR, -2, -1, 0, 1, 99, 500, 5_000, NOW, 2**63 - HOUR, 2**63 - 1]
)
SEVERAL = st.lists(NUMBERS, max_size=3).map(tuple)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_asked_for_is_kept_or_refused_with_sentences(data: st.DataObject) -> None:
    changes: dict[str, Any] = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "title": st.text(max_size=60),
                "starts_at": NUMBERS,
                "ends_at": NUMBERS,
                "audience": st.sampled_from(["ALL", "NEW", "{audience}"]),
                "skus": st.lists(st.sampled_from([MUG, LAMP, -1, 2**63 - 1]), max_size=3).map(
                    tuple
                ),
                "prices": SEVERAL,
                "percents": SEVERAL,
                "units": SEVERAL,
                "buyer_limit": NUMBERS,
                "uses": NUMBERS,
                "percent": NUMBERS,
                "amount": NUMBERS,
                "most": NUMBERS,
                "least": NUMBERS,
                "code": st.text(max_size=10),
                "tiers": st.lists(st.tuples(*[NUMBERS] * 4), max_size=3).map(tuple),
                "co_funded": st.booleans(),
                "draft": st.booleans(),
                "promotion": st.sampled_from([0, 1, 2, -1]),
            },
        )
    )
    command = saving(data.draw(st.sampled_from(Tool)), **changes)
    shop = having(discount(title="First"), voucher(title="Second", draft=True))
    found = judged(command, shop)
    assert all(each.text() for each in found)
    if not found:
        row = planned(command, shop).row
        assert row["ends_at"] == 0 or row["ends_at"] > row["starts_at"]
        assert row["draft"] or row["whole_shop"] == 0 or Tool(row["tool"]) not in PRICES
