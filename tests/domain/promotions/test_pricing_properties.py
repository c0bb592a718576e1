"""What holds for every basket, whatever is promoted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.promotions.pricing import NO_LIMIT, NONE, Baskets, Checkout, Promotions, checkout
from domain.promotions.rules import PRICES, Tool
from tests.domain.promotions.drawn_shops import fee_of, tax_of
from tests.domain.promotions.offers import Basket, Offer, baskets, held

SKUS = (3, 4, 7)
CENTS = st.integers(1, 3_000)
PERCENT = st.integers(1, 10_000)
LIMIT = st.integers(NO_LIMIT, 3)
GIFT = st.fixed_dictionaries(
    {"gift": st.sampled_from(SKUS), "gift_units": st.integers(1, 2), "gifts_left": LIMIT}
)


@st.composite
def an_offer(draw: st.DrawFn) -> Offer:
    tool = draw(st.sampled_from(Tool))
    by_amount = draw(st.booleans()) and tool not in PRICES
    takes = {"amount" if by_amount else "percent": draw(CENTS if by_amount else PERCENT)}
    reach = st.fixed_dictionaries({"units": st.integers(1, 4)}) | st.fixed_dictionaries(
        {"least": CENTS}
    )
    return Offer(
        tool,
        **takes,
        least=draw(st.just(0) | CENTS),
        platform_share=draw(st.sampled_from((0, 10_000)) | PERCENT),
        left=draw(LIMIT),
        buyer_limit=draw(LIMIT),
        prices=None
        if draw(st.booleans()) or tool == Tool.SHIPPING_DISCOUNT
        else draw(st.dictionaries(st.sampled_from(SKUS), CENTS, min_size=1)),
        units=draw(st.dictionaries(st.sampled_from(SKUS), LIMIT)),
        tiers=[draw(reach) | draw(st.just(takes) | GIFT)] if tool == Tool.BUY_MORE else (),
    )


OFFERS = st.lists(an_offer(), max_size=7).map(tuple)
LINE = st.tuples(st.sampled_from(SKUS), st.integers(1, 3), CENTS)
ORDERS = st.lists(st.lists(LINE, max_size=3), min_size=1, max_size=5)

few = settings(max_examples=200, deadline=None)


def at_once(promotions: Promotions, made: Baskets) -> Checkout:
    return checkout(promotions, made, fee_of, tax_of)


@few
@given(OFFERS, ORDERS)
def test_nothing_falls_below_zero_and_the_parts_add_up(
    offers: tuple[Offer, ...], orders: list[Basket]
) -> None:
    promotions = held(*offers)
    found = at_once(promotions, baskets(promotions, *orders))
    lines, sums = found.lines, found.orders
    for columns in (lines, sums, found.uses()):
        for name in columns:
            least = NONE if "by" in name else 0
            assert columns[name].min(initial=0) >= least, name
    off = sum(lines[f"off_{step}"] for step in range(3))
    assert (off <= lines["subtotal"]).all()
    assert (lines["seller"] + lines["platform"] == off).all()
    assert (sums["items"] - sums["seller"] - sums["platform"] == sums["value"]).all()
    assert (sums["fee"] - sums["fee_seller"] - sums["fee_platform"] == sums["shipping"]).all()
    assert (sums["value"] + sums["shipping"] + sums["tax"] == sums["amount"]).all()
    for column in ("seller", "platform"):
        total = sums[column].sum() + sums[f"fee_{column}"].sum()
        assert found.uses()[column].sum() == total


@few
@given(OFFERS, ORDERS)
def test_where_nothing_is_limited_nobody_pays_other_prices_for_others_orders(
    offers: tuple[Offer, ...], orders: list[Basket]
) -> None:
    free = [
        replace(
            each,
            left=NO_LIMIT,
            units={},
            tiers=[tier | {"gifts_left": NO_LIMIT} for tier in each.tiers],
        )
        for each in offers
    ]
    promotions = held(*free)
    together = at_once(promotions, baskets(promotions, *orders))
    alone = [at_once(promotions, baskets(promotions, order)) for order in orders]
    assert told(together) == [row for each in alone for row in told(each)]


@few
@given(OFFERS, ORDERS)
def test_orders_at_once_are_orders_one_by_one_that_leave_what_they_did_not_take(
    offers: tuple[Offer, ...], orders: list[Basket]
) -> None:
    promotions = held(*offers)
    together = at_once(promotions, baskets(promotions, *orders))
    one_by_one = []
    for order in orders:
        found = at_once(promotions, baskets(promotions, order))
        one_by_one += told(found)
        promotions = after(promotions, found)
    assert told(together) == one_by_one


def told(found: Checkout) -> list[tuple[int, ...]]:
    """Of each order its sums, its lines and its gifts, which do not say which order they are of."""
    rows = [
        (order, row)
        for part in (found.lines, found.gifts)
        for order, row in zip(
            part["order"].tolist(),
            part.only([name for name in part if name != "order"]).rows(),
            strict=True,
        )
    ]
    return [
        (*sums, *(n for its, row in rows if its == at for n in row))
        for at, sums in enumerate(found.orders.rows())
    ]


def after(promotions: Promotions, found: Checkout) -> Promotions:
    """The promotions with what those orders have left of them."""
    rows, items, tiers = (
        part.copy() for part in (promotions.rows, promotions.items, promotions.tiers)
    )
    for tier in found.gifts["tier"].tolist():
        if tiers["gifts_left"][tier] != NO_LIMIT:
            tiers["gifts_left"][tier] -= 1
    for promotion in np.unique(found.lines["by_2"]).tolist():
        if promotion != NONE and rows["left"][promotion] != NO_LIMIT:
            rows["left"][promotion] -= 1
    bought = zip(*(found.lines[name].tolist() for name in ("by_0", "sku", "quantity")), strict=True)
    for promotion, sku, quantity in bought:
        its = (items["promotion"] == promotion) & (items["sku"] == sku)
        items["left"][its & (items["left"] != NO_LIMIT)] -= quantity
    return Promotions(rows, items, tiers)
