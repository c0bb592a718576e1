"""No basket that a buyer could put together brings a unit lower than the worst that was found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.columns import Array
from domain.kernel.money import Cents
from domain.promotions.pricing import Bools, Promotions, checkout
from domain.promotions.rules import Tool
from domain.promotions.worst import Reach, reach
from tests.domain.promotions.made_offers import SKU, Item, Offer, Tier, baskets, held, offers

PRICE = 1000


def fee_of(_units: Array, value: Cents) -> Cents:
    return np.where(value >= 5000, 0, 499)


def anybody(known: Promotions) -> Bools:
    return np.ones((1, len(known)), dtype=np.bool_)


def found(*some: Offer) -> tuple[Reach, int]:
    known = held(*some)
    reached = reach(known, SKU, PRICE, anybody(known), fee_of)
    return reached, reached.lowest()


def test_without_promotions_a_unit_comes_to_its_list_price() -> None:
    reached, at = found()
    assert (reached.value()[at], reached.stacked(at), reached.others(at)) == (PRICE, (), 0)


def test_everything_that_can_hold_at_the_same_time_is_stacked() -> None:
    reached, at = found(
        Offer(Tool.PRODUCT_DISCOUNT, (Item(percent=1000),)),
        Offer(Tool.BUY_MORE, (Item(),), (Tier(units=3, percent=1000),)),
        Offer(Tool.VOUCHER, (Item(),), percent=2000),
        Offer(Tool.SHIPPING_DISCOUNT, least=1500),
    )
    assert reached.stacked(at) == (0, 1, 2, 3)
    assert reached.sold.lines["quantity"][reached.line[at]] == 3
    assert reached.value()[at] == 3 * 900 * 9 // 10 * 8 // 10


def test_nothing_is_had_cheaper_by_buying_more_at_a_flash_price() -> None:
    reached, at = found(
        Offer(Tool.FLASH_DEAL, (Item(percent=500),)),
        Offer(Tool.BUY_MORE, tiers=(Tier(units=2, percent=2000),)),
    )
    assert (reached.stacked(at), reached.value()[at]) == ((0,), 950)


def test_a_flash_price_for_one_unit_is_stacked_with_a_voucher_for_a_full_basket() -> None:
    reached, at = found(
        Offer(Tool.FLASH_DEAL, (Item(price=600),), buyer_limit=1),
        Offer(Tool.VOUCHER, percent=2500, least=3000),
    )
    assert (reached.stacked(at), reached.value()[at], reached.others(at)) == ((0, 1), 450, 2400)


def test_a_voucher_for_this_product_alone_is_reached_by_more_of_it() -> None:
    reached, at = found(Offer(Tool.VOUCHER, (Item(),), amount=400, least=2500))
    assert (reached.value()[at], reached.others(at)) == (3000 - 400, 0)


def test_a_basket_that_earns_a_gift_is_looked_at_and_finds_as_many_as_are_left_at_all() -> None:
    gift = Tier(units=4, gift=SKU, gift_units=1, gifts_left=1)
    reached, _ = found(Offer(Tool.BUY_MORE, (Item(),), (gift,)))
    units = reached.sold.lines["quantity"][reached.line]
    assert set(units[reached.sold.gifts["order"]].tolist()) == {4}
    assert set(units.tolist()) == {1, 2, 3, 4}
    gone, _ = found(Offer(Tool.BUY_MORE, (Item(),), (replace(gift, gifts_left=0),)))
    assert not len(gone.sold.gifts)


def test_what_has_run_out_does_not_count() -> None:
    reached, at = found(
        Offer(Tool.PRODUCT_DISCOUNT, (Item(percent=5000, left=0),)),
        Offer(Tool.VOUCHER, percent=1000, left=0),
    )
    assert reached.value()[at] == PRICE * reached.sold.lines["quantity"][reached.line[at]]


def test_units_that_are_left_are_not_used_up_by_baskets_that_were_looked_at() -> None:
    reached, _ = found(Offer(Tool.PRODUCT_DISCOUNT, (Item(percent=5000, left=2),)))
    assert sorted(reached.value().tolist()) == [500, 1000, 1000, 2000]


def test_a_lower_price_is_reached_by_who_has_had_all_of_a_stronger_one() -> None:
    reached, at = found(
        Offer(Tool.FLASH_DEAL, (Item(percent=1000),), buyer_limit=3),
        Offer(Tool.PRODUCT_DISCOUNT, (Item(percent=5000),)),
    )
    assert (reached.stacked(at), reached.value()[at]) == ((1,), 500)


def test_what_no_buyer_may_use_together_is_not_stacked() -> None:
    known = held(
        Offer(Tool.PRODUCT_DISCOUNT, (Item(percent=1000),)), Offer(Tool.VOUCHER, percent=2000)
    )
    kinds = np.array([[True, False], [False, True]])
    reached = reach(known, SKU, PRICE, kinds, fee_of)
    at = reached.lowest()
    assert (reached.stacked(at), reached.value()[at]) == ((1,), 800)


@pytest.mark.parametrize("least", [1, 999, 1000, 1001, 50_000])
def test_other_goods_fill_a_basket_exactly(least: int) -> None:
    reached, at = found(Offer(Tool.VOUCHER, amount=100, least=least))
    assert reached.sold.orders["items"][at] == max(least, PRICE)


@settings(max_examples=150, deadline=None)
@given(st.lists(offers(), max_size=6), st.data())
def test_no_basket_brings_a_unit_lower(some: list[Offer], data: st.DataObject) -> None:
    known = held(*some)
    reached = reach(known, SKU, PRICE, anybody(known), fee_of)
    at = reached.lowest()
    lines = reached.sold.lines
    line = int(reached.line[at])
    most = int(lines["quantity"][reached.line].max())
    units = data.draw(st.integers(1, most))
    basket = baskets(known, [(SKU, units, PRICE)])
    size = len(known)
    basket.used[0] = data.draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))
    claimed = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), dtype=bool)
    optional = np.isin(known.rows["tool"], (Tool.VOUCHER, Tool.PROMO_CODE))
    basket.may[0] = claimed | ~optional
    sold = checkout(known, basket, lambda value: fee_of(units, value), np.zeros_like)
    value, quantity = int(reached.value()[at]), int(lines["quantity"][line])
    assert value * units <= int(sold.orders["value"][0]) * quantity
