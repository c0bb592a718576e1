"""What a basket comes to, rule by rule."""

from __future__ import annotations

import numpy as np
import pytest

from domain.kernel.columns import Columns
from domain.kernel.money import Cents
from domain.promotions.pricing import NONE, Baskets, Checkout, Promotions, charged, checkout
from domain.promotions.rules import Tool
from tests.domain.promotions.offers import Offer, baskets, held, nothing, priced

LAMP, CABLE, MUG = 3, 4, 7


def taken(found: Checkout, step: int) -> list[tuple[int, int]]:
    """Of each line, by which promotion a step takes off how much."""
    lines = found.lines
    return list(zip(lines[f"by_{step}"].tolist(), lines[f"off_{step}"].tolist(), strict=True))


def orders(found: Checkout, *names: str) -> list[tuple[int, ...]]:
    """Of each order, what those columns say."""
    return list(zip(*(found.orders[name].tolist() for name in names), strict=True))


# Prices


def test_without_promotions_everything_costs_what_it_is_listed_at() -> None:
    found = priced(held(), [(LAMP, 2, 1000), (CABLE, 1, 499)], [(LAMP, 1, 1000)])
    assert taken(found, 0) == taken(found, 1) == taken(found, 2) == [(NONE, 0)] * 3
    assert orders(found, "items", "value", "amount") == [(2499, 2499, 2499), (1000, 1000, 1000)]
    assert orders(found, "fee_by", "seller", "platform") == [(NONE, 0, 0)] * 2
    assert len(found.uses()) == 0


def test_nobody_orders() -> None:
    found = priced(held(Offer(Tool.VOUCHER, percent=1000), Offer(Tool.FLASH_DEAL, percent=1000)))
    assert len(found.lines) == len(found.orders) == len(found.uses()) == 0
    assert len(priced(held()).orders) == 0


def test_an_empty_basket_costs_nothing_but_its_fee() -> None:
    offers = held(Offer(Tool.VOUCHER, amount=500), Offer(Tool.BUY_MORE, tiers=({"percent": 1000},)))
    found = checkout(
        offers, baskets(offers, [], [(LAMP, 1, 1000)], []), lambda v: v * 0 + 499, nothing
    )
    assert orders(found, "items", "value", "amount") == [(0, 0, 499), (1000, 400, 899), (0, 0, 499)]
    assert set(found.uses()["order"].tolist()) == {1}


def test_a_percentage_of_a_price_is_rounded_half_up() -> None:
    offers = held(Offer(Tool.PRODUCT_DISCOUNT, percent=1500))
    assert taken(priced(offers, [(LAMP, 1, 1010), (MUG, 2, 1009)]), 0) == [(0, 152), (0, 302)]


def test_the_strongest_tool_wins_though_a_weaker_one_is_cheaper() -> None:
    tools = list(Tool)[:5]
    prices = {tool: 900 - 100 * n for n, tool in enumerate(tools)}
    while tools:
        offers = held(*(Offer(tool, prices={LAMP: prices[tool]}) for tool in reversed(tools)))
        found = priced(offers, [(LAMP, 1, 1000)])
        assert taken(found, 0) == [(len(tools) - 1, 1000 - prices[tools[0]])]
        tools.pop(0)


def test_of_equally_strong_tools_the_cheaper_wins_then_the_older() -> None:
    offers = held(
        Offer(Tool.FLASH_DEAL, prices={LAMP: 900, MUG: 800}),
        Offer(Tool.FLASH_DEAL, prices={LAMP: 800, MUG: 800}),
    )
    assert taken(priced(offers, [(LAMP, 1, 1000), (MUG, 1, 1000)]), 0) == [(1, 200), (0, 200)]


def test_a_price_that_is_not_below_the_list_price_does_not_count() -> None:
    offers = held(
        Offer(Tool.CAMPAIGN, prices={LAMP: 1000}), Offer(Tool.PRODUCT_DISCOUNT, prices={LAMP: 950})
    )
    assert taken(priced(offers, [(LAMP, 1, 1000)], [(LAMP, 1, 900)]), 0) == [(1, 50), (NONE, 0)]


def test_a_price_tool_of_the_whole_shop_takes_its_percentage_off_every_sku() -> None:
    offers = held(
        Offer(Tool.PRODUCT_DISCOUNT, percent=1000),
        Offer(Tool.FLASH_DEAL, prices={LAMP: 500}, units={LAMP: 1}),
    )
    found = priced(offers, [(LAMP, 1, 1000), (MUG, 3, 200)], [(LAMP, 1, 1000)])
    assert taken(found, 0) == [(1, 500), (0, 60), (0, 100)]


def test_whoever_may_not_use_a_promotion_pays_the_next_price() -> None:
    offers = held(
        Offer(Tool.FLASH_DEAL, prices={LAMP: 500}), Offer(Tool.PRODUCT_DISCOUNT, percent=1000)
    )
    made = baskets(offers, [(LAMP, 1, 1000)], [(LAMP, 1, 1000)])
    made.may[0, 0] = False
    assert taken(checkout(offers, made, nothing, nothing), 0) == [(1, 100), (0, 500)]


# What is left


def test_a_line_too_large_for_what_is_left_pays_the_next_tools_price() -> None:
    offers = held(
        Offer(Tool.FLASH_DEAL, prices={LAMP: 500}, units={LAMP: 3}),
        Offer(Tool.PRODUCT_DISCOUNT, percent=1000),
    )
    lamps = ([(LAMP, units, 1000)] for units in (2, 2, 1, 1))
    assert taken(priced(offers, *lamps), 0) == [(0, 1000), (1, 200), (0, 500), (1, 100)]


def test_units_are_those_of_a_sku_in_a_promotion() -> None:
    offers = held(
        Offer(Tool.FLASH_DEAL, prices={LAMP: 500, MUG: 500}, units={LAMP: 1, MUG: 1}),
        Offer(Tool.FLASH_DEAL, prices={LAMP: 600}, units={LAMP: 1}),
    )
    found = priced(offers, [(LAMP, 1, 1000)], [(LAMP, 1, 1000), (MUG, 1, 1000)], [(LAMP, 1, 1000)])
    assert taken(found, 0) == [(0, 500), (1, 400), (0, 500), (NONE, 0)]


def test_lines_at_another_list_price_take_of_the_same_units() -> None:
    offers = held(Offer(Tool.FLASH_DEAL, prices={LAMP: 500}, units={LAMP: 2}))
    found = priced(offers, [(LAMP, 1, 1000)], [(LAMP, 1, 1100)], [(LAMP, 1, 1000)])
    assert taken(found, 0) == [(0, 500), (0, 600), (NONE, 0)]


def test_a_buyer_has_no_more_units_of_a_price_than_the_limit() -> None:
    offers = held(Offer(Tool.FLASH_DEAL, prices={LAMP: 500}, buyer_limit=2))
    made = baskets(offers, *([(LAMP, 2, 1000)] for _ in range(3)), [(LAMP, 3, 1000)])
    made.used[1:3, 0] = 1, 2
    found = checkout(offers, made, nothing, nothing)
    assert taken(found, 0) == [(0, 1000), (NONE, 0), (NONE, 0), (NONE, 0)]


def test_the_lines_of_an_order_are_one_buyers() -> None:
    offers = held(
        Offer(Tool.FLASH_DEAL, prices={LAMP: 500, CABLE: 400, MUG: 300}, buyer_limit=3),
        Offer(Tool.PRODUCT_DISCOUNT, percent=1000, buyer_limit=2),
    )
    found = priced(offers, [(LAMP, 2, 1000), (CABLE, 2, 500), (MUG, 1, 400)], [(CABLE, 2, 500)])
    assert taken(found, 0) == [(0, 1000), (1, 100), (0, 100), (0, 200)]


# Buying more


def test_the_highest_tier_that_lines_reach_together_counts() -> None:
    tiers = ({"units": 2, "percent": 1000}, {"units": 4, "percent": 2000})
    offers = held(Offer(Tool.BUY_MORE, tiers=tiers))
    found = priced(
        offers, [(LAMP, 1, 1000)], [(LAMP, 1, 1000), (MUG, 2, 300)], [(LAMP, 4, 1000), (MUG, 1, 5)]
    )
    assert taken(found, 1) == [(NONE, 0), (0, 100), (0, 60), (0, 800), (0, 1)]


def test_a_tier_asks_for_the_amount_after_the_prices() -> None:
    offers = held(
        Offer(Tool.BUY_MORE, tiers=({"least": 1800, "amount": 500},)),
        Offer(Tool.PRODUCT_DISCOUNT, prices={LAMP: 900, MUG: 899}),
    )
    found = priced(offers, [(LAMP, 2, 1000)], [(LAMP, 1, 1000), (MUG, 1, 1000)])
    assert taken(found, 1) == [(0, 500), (NONE, 0), (NONE, 0)]


@pytest.mark.parametrize("tool", [Tool.LIVE_FLASH_DEAL, Tool.CAMPAIGN, Tool.FLASH_DEAL])
def test_nothing_is_had_cheaper_by_buying_more_at_a_flash_price(tool: Tool) -> None:
    offers = held(
        Offer(tool, prices={LAMP: 900}),
        Offer(Tool.PRODUCT_DISCOUNT, prices={MUG: 900}),
        Offer(Tool.BUY_MORE, tiers=({"units": 2, "percent": 1000},)),
    )
    lamp, mug = (LAMP, 1, 1000), (MUG, 1, 1000)
    found = priced(offers, [lamp, mug], [lamp, mug, mug])
    assert taken(found, 1) == [(NONE, 0), (NONE, 0), (NONE, 0), (2, 90), (2, 90)]


def test_no_line_is_in_two_promotions_of_buying_more() -> None:
    offers = held(
        Offer(Tool.BUY_MORE, prices={LAMP: 0, CABLE: 0}, tiers=({"units": 2, "percent": 1000},)),
        Offer(Tool.BUY_MORE, prices={CABLE: 0, MUG: 0}, tiers=({"units": 1, "percent": 4000},)),
    )
    found = priced(offers, [(LAMP, 2, 1000), (CABLE, 1, 500), (MUG, 1, 300)])
    assert taken(found, 1) == [(0, 200), (1, 200), (1, 120)]  # lamps alone still reach the tier
    assert sorted(found.uses()["promotion"].tolist()) == [0, 1]


def test_what_is_taken_off_several_lines_is_divided_without_a_rest() -> None:
    offers = held(Offer(Tool.BUY_MORE, tiers=({"units": 1, "amount": 100},)))
    found = priced(offers, [(sku, 1, 700) for sku in (LAMP, CABLE, MUG)])
    assert taken(found, 1) == [(0, 33), (0, 33), (0, 34)]


def given(found: Checkout) -> list[tuple[int, ...]]:
    """Of each gift its order, its promotion, the SKU and the units."""
    return found.gifts.only(("order", "promotion", "sku", "units")).rows()


def test_a_tier_may_give_a_gift_that_costs_the_buyer_nothing() -> None:
    tier = {"units": 2, "gift": MUG, "gift_units": 3}
    found = priced(held(Offer(Tool.BUY_MORE, tiers=(tier,))), [(LAMP, 1, 1000)], [(LAMP, 2, 1000)])
    assert given(found) == [(1, 0, MUG, 3)]
    assert taken(found, 1) == [(NONE, 0), (0, 0)], "its lines say which promotion it came of"
    assert orders(found, "items", "amount") == [(1000, 1000), (2000, 2000)]
    assert found.uses().rows() == [(1, 0, 2, 0, 0)], "it was used, and took nothing off"


def test_a_gift_may_be_of_what_is_bought_and_asks_for_an_amount_after_the_prices() -> None:
    offers = held(
        Offer(Tool.BUY_MORE, tiers=({"least": 1800, "gift": LAMP},)),
        Offer(Tool.PRODUCT_DISCOUNT, prices={LAMP: 900, MUG: 899}),
    )
    assert given(priced(offers, [(LAMP, 2, 1000)], [(LAMP, 1, 1000), (MUG, 1, 1000)])) == [
        (0, 0, LAMP, 1)
    ]


def test_who_comes_first_has_the_gifts_that_are_left() -> None:
    offers = held(Offer(Tool.BUY_MORE, tiers=({"units": 2, "gift": MUG, "gifts_left": 1},)))
    found = priced(offers, [(LAMP, 1, 1000)], [(LAMP, 2, 1000)], [(LAMP, 3, 1000)])
    assert given(found) == [(1, 0, MUG, 1)]
    assert taken(found, 1)[2] == (NONE, 0), "the order goes without"
    assert found.uses()["order"].tolist() == [1]


def test_money_off_comes_before_a_gift_and_the_older_gift_before_the_younger() -> None:
    gift = {"units": 1, "gift": MUG}
    offers = held(
        Offer(Tool.BUY_MORE, prices={LAMP: 0, CABLE: 0}, tiers=(gift,)),
        Offer(Tool.BUY_MORE, prices={CABLE: 0, MUG: 0}, tiers=({"units": 1, "percent": 1000},)),
        Offer(Tool.BUY_MORE, prices={LAMP: 0}, tiers=(gift,)),
    )
    found = priced(offers, [(LAMP, 1, 1000), (CABLE, 1, 500)])
    assert taken(found, 1) == [(0, 0), (1, 50)]
    assert given(found) == [(0, 0, MUG, 1)]


def test_nothing_is_given_for_what_has_a_flash_price_or_to_whom_it_is_not_for() -> None:
    offers = held(
        Offer(Tool.FLASH_DEAL, prices={LAMP: 900}),
        Offer(Tool.BUY_MORE, tiers=({"units": 1, "gift": MUG},)),
    )
    assert given(priced(offers, [(LAMP, 2, 1000)])) == []
    made = baskets(offers, [(CABLE, 1, 1000)])
    other = Baskets(made.lines, np.zeros_like(made.may), made.used)
    assert given(checkout(offers, other, nothing, nothing)) == []


def test_no_amount_takes_a_line_below_zero() -> None:
    offers = held(
        Offer(Tool.BUY_MORE, tiers=({"units": 1, "amount": 700},)), Offer(Tool.VOUCHER, amount=900)
    )
    found = priced(offers, [(LAMP, 1, 1000)], [(MUG, 1, 600)])
    assert taken(found, 1) == [(0, 700), (0, 600)]
    assert taken(found, 2) == [(1, 300), (NONE, 0)]
    assert orders(found, "value") == [(0,), (0,)]


# Vouchers and codes


def test_the_voucher_that_takes_off_most_is_used_and_no_other() -> None:
    offers = held(
        Offer(Tool.VOUCHER, percent=1000),
        Offer(Tool.VOUCHER, percent=2000, most=150),
        Offer(Tool.VOUCHER, amount=120),
    )
    found = priced(offers, [(LAMP, 1, 1000)], [(LAMP, 2, 1000)], [(LAMP, 1, 600)])
    assert taken(found, 2) == [(1, 150), (0, 200), (1, 120)]


@pytest.mark.parametrize("first", [Tool.VOUCHER, Tool.PROMO_CODE])
def test_a_code_takes_the_place_of_a_voucher_and_of_two_the_older_goes_first(first: Tool) -> None:
    second = Tool.PROMO_CODE if first == Tool.VOUCHER else Tool.VOUCHER
    offers = held(Offer(first, amount=100), Offer(second, amount=100))
    assert taken(priced(offers, [(LAMP, 1, 1000)]), 2) == [(0, 100)]
    offers = held(Offer(first, amount=100), Offer(second, amount=101))
    assert taken(priced(offers, [(LAMP, 1, 1000)]), 2) == [(1, 101)]


def test_a_code_is_nothing_to_those_who_do_not_know_it() -> None:
    offers = held(Offer(Tool.PROMO_CODE, amount=300), Offer(Tool.VOUCHER, amount=100))
    made = baskets(offers, [(LAMP, 1, 1000)], [(LAMP, 1, 1000)])
    made.may[1, 0] = False
    assert taken(checkout(offers, made, nothing, nothing), 2) == [(0, 300), (1, 100)]


def test_when_a_voucher_is_used_up_the_next_one_counts() -> None:
    offers = held(
        Offer(Tool.VOUCHER, amount=300, left=1),
        Offer(Tool.VOUCHER, amount=200, left=1),
        Offer(Tool.VOUCHER, amount=400, left=0),
        Offer(Tool.PROMO_CODE, amount=100, buyer_limit=1),
    )
    made = baskets(offers, *([(LAMP, 1, 1000)] for _ in range(4)))
    made.used[3, 3] = 1
    found = checkout(offers, made, nothing, nothing)
    assert taken(found, 2) == [(0, 300), (1, 200), (3, 100), (NONE, 0)]


def test_who_comes_first_uses_a_voucher_though_they_would_rather_have_had_another() -> None:
    offers = held(Offer(Tool.VOUCHER, amount=300, left=1), Offer(Tool.VOUCHER, amount=200, left=1))
    made = baskets(offers, *([(LAMP, 1, 1000)] for _ in range(3)))
    made.may[2, 0] = False
    assert taken(checkout(offers, made, nothing, nothing), 2) == [(0, 300), (1, 200), (NONE, 0)]


def test_a_cent_short_of_the_least_that_is_to_be_spent_there_is_no_voucher() -> None:
    offers = held(Offer(Tool.VOUCHER, amount=300, least=2000))
    found = priced(offers, [(LAMP, 2, 1000)], [(LAMP, 1, 1000), (MUG, 1, 999)])
    assert taken(found, 2) == [(0, 300), (NONE, 0), (NONE, 0)]


def test_only_the_vouchers_products_count_after_all_that_was_taken_off_before() -> None:
    offers = held(
        Offer(Tool.VOUCHER, percent=5000, least=900, prices={LAMP: 0}),
        Offer(Tool.BUY_MORE, tiers=({"units": 2, "percent": 1000},)),
    )
    found = priced(offers, [(LAMP, 1, 1000), (MUG, 1, 5000)], [(LAMP, 1, 998), (MUG, 1, 5000)])
    assert taken(found, 2) == [(0, 450), (NONE, 0), (NONE, 0), (NONE, 0)]


def test_an_order_without_limits_passes_all_steps() -> None:
    offers = held(
        Offer(Tool.PRODUCT_DISCOUNT, prices={LAMP: 900}, platform_share=2500),
        Offer(Tool.BUY_MORE, tiers=({"units": 2, "percent": 1000},)),
        Offer(Tool.VOUCHER, amount=200, platform_share=10_000),
        Offer(Tool.SHIPPING_DISCOUNT, amount=300, platform_share=5000),
    )
    made = baskets(offers, [(LAMP, 2, 1000), (MUG, 1, 500)])
    found = checkout(offers, made, lambda value: value * 0 + 499, lambda value: value // 10)
    assert taken(found, 0) == [(0, 200), (NONE, 0)]
    assert taken(found, 1) == [(1, 180), (1, 50)]
    assert taken(found, 2) == [(2, 156), (2, 44)]
    assert orders(found, "items", "seller", "platform", "value") == [(2500, 380, 250, 1870)]
    assert orders(found, "fee", "fee_by", "fee_seller", "fee_platform") == [(499, 3, 150, 150)]
    assert orders(found, "shipping", "tax", "amount") == [(199, 187, 2256)]
    assert found.uses().rows() == [
        (0, 0, 2, 150, 50),
        (0, 1, 3, 230, 0),
        (0, 2, 3, 0, 200),
        (0, 3, 0, 150, 150),
    ]


# Shipping and tax


def by_threshold(value: Cents) -> Cents:
    """Free shipping from 20.00 on."""
    return np.where(value < 2000, 499, 0)


def shipped(offers: Promotions, made: Baskets) -> list[tuple[int, ...]]:
    found = checkout(offers, made, by_threshold, nothing)
    return orders(found, "fee", "fee_by", "shipping")


def test_the_fee_is_asked_for_what_the_items_cost_after_discounts() -> None:
    offers = held(Offer(Tool.VOUCHER, amount=1, prices={LAMP: 0}))
    made = baskets(offers, [(LAMP, 2, 1000)], [(MUG, 2, 1000)])
    assert shipped(offers, made) == [(499, NONE, 499), (0, NONE, 0)]


def test_the_discount_of_the_fee_that_takes_off_most_from_its_value_on() -> None:
    offers = held(
        Offer(Tool.SHIPPING_DISCOUNT, amount=100),
        Offer(Tool.SHIPPING_DISCOUNT, amount=200, least=500),
        Offer(Tool.SHIPPING_DISCOUNT, amount=200, least=500),
        Offer(Tool.SHIPPING_DISCOUNT, least=1000),
    )
    made = baskets(offers, *([(LAMP, 1, price)] for price in (499, 500, 1000, 2000)))
    assert shipped(offers, made) == [(499, 0, 399), (499, 1, 299), (499, 3, 0), (0, NONE, 0)]


def test_shipping_is_cheaper_only_where_all_products_are_in_the_promotion() -> None:
    offers = held(Offer(Tool.SHIPPING_DISCOUNT, prices={LAMP: 0, MUG: 0}))
    one, both, other = [(LAMP, 1, 900)], [(LAMP, 1, 100), (MUG, 1, 100)], [(CABLE, 1, 100)]
    made = baskets(offers, one, both, other, [*one, *other])
    assert shipped(offers, made) == [(499, 0, 0), (499, 0, 0), (499, NONE, 499), (499, NONE, 499)]


def test_tax_is_on_the_items_after_all_discounts_and_not_on_shipping() -> None:
    offers = held(Offer(Tool.VOUCHER, percent=1000, platform_share=10_000))
    found = checkout(
        offers, baskets(offers, [(LAMP, 1, 1000)]), by_threshold, lambda value: value // 10
    )
    assert orders(found, "value", "shipping", "tax", "amount") == [(900, 499, 90, 1489)]


# Who bears it


def test_the_platforms_share_of_each_line_is_rounded_half_up() -> None:
    offers = held(Offer(Tool.PRODUCT_DISCOUNT, prices={LAMP: 990, MUG: 985}, platform_share=2500))
    lines = priced(offers, [(LAMP, 1, 1000), (MUG, 1, 1000)]).lines
    assert lines["platform"].tolist() == [3, 4]
    assert lines["seller"].tolist() == [7, 11]


# The end of every checkout


def test_what_is_known_to_be_taken_off_comes_to_what_is_paid() -> None:
    lines = {
        "order": [0, 0, 1],
        "subtotal": [2000, 500, 900],
        "seller": [300, 0, 90],
        "platform": [100, 50, 0],
    }
    fees = {"fee": [599, 400], "fee_seller": [300, 0], "fee_platform": [299, 0]}
    found = charged(
        Columns({name: np.array(each) for name, each in lines.items()}),
        2,
        lambda _: {name: np.array(each) for name, each in fees.items()},
        lambda value: value // 10,
    )
    names = "items", "seller", "platform", "value", "shipping", "tax", "amount"
    assert found.only(names).rows() == [
        (2500, 300, 150, 2050, 0, 205, 2255),
        (900, 90, 0, 810, 400, 81, 1291),
    ]
