"""An order is explained by steps that add up to what the buyer pays."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.money import Cents, share
from domain.promotions.explaining import SUMS, Kind, Step, explained
from domain.promotions.pricing import checkout
from domain.promotions.rules import Tool
from tests.domain.promotions.made_offers import OTHER, SKU, Item, Offer, Tier, baskets, held, offers


def fee_of(value: Cents) -> Cents:
    return np.where(value >= 5000, 0, 499)


def tax_of(value: Cents) -> Cents:
    return share(value, 875)


def test_each_step_says_what_it_took_and_who_bears_it() -> None:
    known = held(
        Offer(Tool.PRODUCT_DISCOUNT, (Item(percent=2000),)),
        Offer(Tool.BUY_MORE, tiers=(Tier(units=2, percent=1000),)),
        Offer(Tool.VOUCHER, amount=300, least=1500, platform_share=5000),
        Offer(Tool.SHIPPING_DISCOUNT, amount=200),
    )
    sold = checkout(known, baskets(known, [(SKU, 2, 1000), (OTHER, 1, 500)]), fee_of, tax_of)
    assert explained(sold, 0) == (
        Step(Kind.LISTED, 2500),
        Step(Kind.PRICE, -400, 0, seller=400),
        Step(Kind.BUY_MORE, -210, 1, seller=210),
        Step(Kind.CODE, -300, 2, seller=150, platform=150),
        Step(Kind.VALUE, 1590),
        Step(Kind.FEE, 499),
        Step(Kind.FEE_DISCOUNT, -200, 3, seller=200),
        Step(Kind.TAX, 139),
        Step(Kind.PAYS, 2028),
    )


def test_a_gift_is_a_step_that_costs_the_buyer_nothing() -> None:
    known = held(Offer(Tool.BUY_MORE, tiers=(Tier(units=2, gift=OTHER, gift_units=3),)))
    sold = checkout(known, baskets(known, [(SKU, 1, 1000)], [(SKU, 2, 1000)]), fee_of, tax_of)
    assert Kind.GIFT not in [step.kind for step in explained(sold, 0)]
    steps = explained(sold, 1)
    assert steps[1] == Step(Kind.GIFT, 0, 0, gift=OTHER, units=3)
    assert steps[2] == Step(Kind.VALUE, 2000)


def test_an_order_without_promotions_is_its_list_value_fee_and_tax() -> None:
    sold = checkout(held(), baskets(held(), [(SKU, 1, 1000)]), fee_of, tax_of)
    kinds = [step.kind for step in explained(sold, 0)]
    assert kinds == [Kind.LISTED, Kind.VALUE, Kind.FEE, Kind.TAX, Kind.PAYS]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(offers(), max_size=6),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4),
)
def test_the_steps_add_up(some: list[Offer], units: list[tuple[int, int]]) -> None:
    known = held(*some)
    orders = [
        [(sku, n, p) for sku, n, p in ((SKU, a, 1000), (OTHER, b, 1999)) if n] for a, b in units
    ]
    sold = checkout(known, baskets(known, *orders), fee_of, tax_of)
    for order in range(len(orders)):
        steps = explained(sold, order)
        reached = 0
        for step in steps:
            if step.kind in SUMS:
                assert step.amount == reached
            else:
                reached += step.amount
            assert step.seller + step.platform == (-step.amount if step.promotion >= 0 else 0)
        assert steps[-1].amount == sold.orders["amount"][order]
