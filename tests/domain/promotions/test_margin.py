"""What the seller keeps adds up exactly; break-even is where one cent less loses."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.finance import rules as finance
from domain.kernel.columns import Columns
from domain.kernel.money import BASIS, Cents
from domain.promotions.margin import (
    SUMMANDS,
    Costs,
    Fees,
    Margins,
    Part,
    break_even_commission,
    break_even_price,
    margins,
    unit_keeps,
)
from domain.promotions.pricing import NONE, Promotions, checkout
from domain.promotions.rules import Tool
from domain.rulebook import rulebook
from tests.domain.promotions.made_offers import OTHER, SKU, Item, Offer, Tier, baskets, held, offers

RULES = rulebook("us").at(1_800_000_000)
FEES = Fees(
    referral=partial(finance.referral_fee, rules=RULES),
    administration=partial(finance.refund_administration_fee, rules=RULES),
    campaign=RULES.campaign_fee,
)
MOST = RULES.price_high


def costs(**told: int) -> Costs:
    """Of both SKUs the same."""
    usual = {
        "goods": 940,
        "label": 447,
        "packaging": 0,
        "commission": 1000,
        "back": 800,
        "lost": 3000,
    }
    columns = {name: np.full(2, value) for name, value in (usual | told).items()}
    return Costs(sku=np.array([SKU, OTHER]), **columns)


def kept(
    known: Promotions,
    about: Costs,
    *orders: list[tuple[int, int, int]],
    fee: int = 0,
) -> Margins:
    sold = checkout(known, baskets(known, *orders), lambda v: np.full_like(v, fee), np.zeros_like)
    return margins(sold, known, about, FEES)


def row(columns: Columns, at: int = 0) -> dict[str, int]:
    return {name: int(columns[name][at]) for name in columns if columns[name][at]}


def test_a_unit_at_a_flash_price_is_told_part_by_part() -> None:
    known = held(Offer(Tool.FLASH_DEAL, (Item(percent=2000),)))
    found = kept(known, costs(), [(SKU, 1, 2499)])
    # Back come 8 %: of each, 1999 are gone, and 120 - 24 of fee, 200 of commission and 70 % of the
    # goods are back.
    returns = round(0.08 * (1999 - 120 + 24 - 200 - 940 + 282))
    assert row(found.orders) == {
        Part.BUYER: 1999,
        Part.REFERRAL_FEE: -120,
        Part.COMMISSION: -200,
        Part.LABEL: -447,
        Part.GOODS: -940,
        Part.RETURNS: -returns,
        Part.KEEPS: 1999 - 120 - 200 - 447 - 940 - returns,
    }


def test_a_sale_that_comes_back_for_sure_costs_its_label_lost_goods_and_kept_fee() -> None:
    found = kept(held(), costs(back=BASIS, packaging=30), [(SKU, 1, 2000)])
    assert found.orders[Part.KEEPS] == [-447 - 30 - 282 - 24]


def test_what_the_platform_bears_of_a_discount_is_paid_to_the_seller() -> None:
    voucher = Offer(Tool.VOUCHER, amount=300, platform_share=10_000)
    without = kept(held(), costs(), [(SKU, 1, 2000)])
    found = kept(held(voucher), costs(), [(SKU, 1, 2000)])
    assert (found.orders[Part.BUYER], found.orders[Part.PLATFORM]) == ([1700], [300])
    assert found.orders[Part.KEEPS] == without.orders[Part.KEEPS]


def test_shipping_is_revenue_that_a_shipping_discount_takes_away() -> None:
    known = held(Offer(Tool.SHIPPING_DISCOUNT, least=1000))
    paid = kept(held(), costs(back=0), [(SKU, 1, 2000)], fee=500)
    free = kept(known, costs(back=0), [(SKU, 1, 2000)], fee=500)
    assert paid.orders[Part.SHIPPING] == [500]
    assert row(free.orders)[Part.REFERRAL_FEE] == -120
    assert paid.orders[Part.KEEPS] - free.orders[Part.KEEPS] == [500 - 30]


def test_a_gift_costs_its_goods_and_the_lines_that_earned_it_bear_it_by_units() -> None:
    known = held(Offer(Tool.BUY_MORE, tiers=(Tier(units=3, gift=OTHER, gift_units=2),)))
    basket = [(SKU, 2, 2000), (OTHER, 1, 1000)]
    without, found = (kept(each, costs(), basket) for each in (held(), known))
    assert found.lines[Part.GIFTS].tolist() == [-1253, -627]
    assert found.orders[Part.KEEPS] == without.orders[Part.KEEPS] - 2 * 940
    late = held(Offer(Tool.BUY_MORE, tiers=(Tier(units=3, gift=OTHER, gifts_left=0),)))
    assert not kept(late, costs(), basket).orders[Part.GIFTS].any()


def test_a_campaign_asks_for_its_fee_of_what_the_line_is_worth() -> None:
    known = held(Offer(Tool.CAMPAIGN, (Item(price=1500),)))
    found = kept(known, costs(), [(SKU, 2, 2000), (OTHER, 1, 1000)])
    assert found.lines[Part.CAMPAIGN_FEE].tolist() == [-30, 0]


def test_a_basket_travels_in_one_parcel() -> None:
    found = kept(held(), costs(), [(SKU, 2, 2000), (OTHER, 1, 1000)])
    assert found.lines[Part.LABEL].tolist() == [-298, -149]


def test_the_break_even_of_a_unit() -> None:
    told = costs(), FEES, np.array([False])
    sku, free = np.array([SKU]), np.array([0])
    price = break_even_price(sku, free, *told, MOST)
    assert 1500 < price[0] < 1999
    commission = break_even_commission(sku, np.array([1999]), free, *told)
    assert 1000 < commission[0] < 3000


def test_what_never_pays_has_no_break_even() -> None:
    sku, free, never = np.array([SKU]), np.array([0]), np.array([False])
    about = costs(commission=9500)
    assert break_even_price(sku, free, about, FEES, never, MOST) == [NONE]
    assert break_even_commission(sku, np.array([900]), free, costs(), FEES, never) == [NONE]


COSTS = st.builds(
    costs,
    goods=st.integers(0, 5000),
    label=st.integers(0, 1500),
    packaging=st.integers(0, 100),
    commission=st.integers(0, 8000),
    back=st.integers(0, 6000),
    lost=st.integers(0, BASIS),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(offers(), max_size=6),
    COSTS,
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4),
    st.integers(0, 700),
)
def test_parts_add_up_exactly(
    some: list[Offer], about: Costs, units: list[tuple[int, int]], fee: int
) -> None:
    known = held(*some)
    orders = [
        [(sku, n, p) for sku, n, p in ((SKU, a, 1000), (OTHER, b, 1999)) if n] for a, b in units
    ]
    sold = checkout(
        known, baskets(known, *orders), lambda value: np.full_like(value, fee), np.zeros_like
    )
    found = margins(sold, known, about, FEES)
    for columns in (found.lines, found.orders):
        parts = np.array([columns[part] for part in SUMMANDS]).sum(axis=0)
        assert np.array_equal(parts, columns[Part.KEEPS])
    about_orders, filled = sold.orders, np.array([bool(order) for order in orders])
    for part in Part:
        total = np.zeros(len(orders), dtype=np.int64)
        np.add.at(total, sold.lines["order"], found.lines[part])
        assert np.array_equal(total, found.orders[part])

    def same(part: Cents, whole: Cents) -> bool:
        return np.array_equal(part[filled], whole[filled])

    revenue = about_orders["items"] - about_orders["seller"]
    revenue = revenue + about_orders["fee"] - about_orders["fee_seller"]
    received = (found.orders[part] for part in (Part.BUYER, Part.PLATFORM, Part.SHIPPING))
    assert same(np.asarray(sum(received)), revenue)
    assert same(-found.orders[Part.REFERRAL_FEE], FEES.referral(revenue))


@settings(max_examples=200, deadline=None)
@given(COSTS, st.integers(0, 700), st.booleans())
def test_at_the_break_even_price_nothing_is_lost_and_one_cent_below_it_is(
    about: Costs, fee: int, campaign: bool
) -> None:
    told = np.array([fee]), about, FEES, np.array([campaign])
    sku = np.array([SKU])
    price = break_even_price(sku, *told, MOST)
    assume(price != NONE)
    assert unit_keeps(sku, price, *told) >= 0
    lower = np.arange(max(int(price[0]) - 1500, 0), int(price[0]))
    many = (np.repeat(each, len(lower)) for each in (sku, *told[:1]))
    sold = unit_keeps(next(many), lower, next(many), about, FEES, np.repeat(told[3], len(lower)))
    assert (sold < 0).all()


@settings(max_examples=200, deadline=None)
@given(COSTS, st.integers(1, 9000), st.integers(0, 700))
def test_at_the_break_even_commission_nothing_is_lost_and_beyond_it_is(
    about: Costs, price: int, fee: int
) -> None:
    told = np.array([SKU]), np.array([price]), np.array([fee])
    campaign = np.array([False])
    found = int(break_even_commission(*told, about, FEES, campaign)[0])

    def keeps(commission: int) -> int:
        tried = replace(about, commission=np.full(2, commission))
        return int(unit_keeps(*told, tried, FEES, campaign)[0])

    assert found == NONE or keeps(found) >= 0
    assert found == BASIS or keeps(found + 1) < 0


def test_many_skus_are_reckoned_at_once() -> None:
    about = replace(costs(), goods=np.array([940, 2000]))
    skus, free, never = np.array([SKU, OTHER]), np.zeros(2, dtype=np.int64), np.zeros(2, dtype=bool)
    both = break_even_price(skus, free, about, FEES, never, MOST)
    one = [break_even_price(skus[[n]], free[[n]], about, FEES, never[[n]], MOST) for n in range(2)]
    assert both.tolist() == np.concatenate(one).tolist()
    assert both[0] == pytest.approx(1663, abs=100)
