"""What a change to many SKUs makes of each price and of each order of goods."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.bulk import By, PriceChange, changed_prices, ended, in_range, units_to_last
from domain.rulebook import rulebook

RULES = rulebook("us").at(1_790_000_000)
PRICES = st.integers(RULES.price_low, RULES.price_high)


def changed(price: int, by: By, value: int, ending: bool = False) -> int:
    change = PriceChange(by, value, ending)
    return int(changed_prices(np.array([price]), change, RULES, 100)[0])


@pytest.mark.parametrize(
    ("by", "value", "price", "after"),
    [
        (By.SET, 1_500, 2_499, 1_500),
        (By.AMOUNT, -250, 2_499, 2_249),
        (By.AMOUNT, 1, 2_499, 2_500),
        (By.PERCENT, 1_000, 2_499, 2_749),  # 2,748.9
        (By.PERCENT, -1_000, 2_495, 2_246),  # 2,245.5 is rounded away from zero
        (By.PERCENT, -10_000, 2_499, 0),
    ],
)
def test_a_price_is_set_or_changed_by_an_amount_or_a_share(
    by: By, value: int, price: int, after: int
) -> None:
    assert changed(price, by, value) == after


@pytest.mark.parametrize(
    ("price", "after"),
    [(1_234, 1_199), (1_249, 1_299), (1_250, 1_299), (1_299, 1_299), (30, 99), (1_248, 1_199)],
)
def test_an_ending_is_the_nearest_one_below_a_whole(price: int, after: int) -> None:
    assert changed(price, By.SET, price, ending=True) == after


@given(PRICES)
def test_an_ending_never_leaves_the_limits_nor_goes_further_than_it_must(price: int) -> None:
    after = int(ended(np.array([price]), RULES, 100)[0])
    assert RULES.price_low <= after <= RULES.price_high
    assert after % 100 == 99
    near_a_limit = price < RULES.price_low + 100 or price > RULES.price_high - 100
    assert abs(after - price) <= (100 if near_a_limit else 50)


@given(st.integers(-(10**6), 10**7))
def test_an_ending_makes_no_price_of_what_is_none(price: int) -> None:
    prices = np.array([price])
    assert in_range(ended(prices, RULES, 100), RULES) == in_range(prices, RULES)


@given(PRICES)
def test_where_there_is_no_smaller_unit_a_price_has_no_ending(price: int) -> None:
    assert int(ended(np.array([price]), RULES, 1)[0]) == price


@given(st.lists(PRICES, min_size=1, max_size=20), st.sampled_from(By), st.integers(-5_000, 5_000))
def test_each_price_changes_as_if_it_were_alone(prices: list[int], by: By, value: int) -> None:
    together = changed_prices(np.array(prices), PriceChange(by, value, True), RULES, 100)
    assert together.tolist() == [changed(price, by, value, ending=True) for price in prices]


@given(st.lists(PRICES, min_size=1, max_size=20), st.integers(-9_999, 20_000))
def test_a_share_keeps_the_order_of_prices(prices: list[int], value: int) -> None:
    after = changed_prices(np.array(sorted(prices)), PriceChange(By.PERCENT, value), RULES, 100)
    assert after.tolist() == sorted(after.tolist())


@given(*(st.integers(0, 5_000) for _ in range(3)), st.integers(0, 30), st.integers(1, 60))
def test_units_to_last_are_the_fewest_that_do(
    sold: int, stock: int, coming: int, lead: int, days: int
) -> None:
    found = units_to_last(
        days,
        sold=np.array([sold]),
        stock=np.array([stock]),
        coming=np.array([coming]),
        lead_days=np.array([lead]),
    )
    units = int(found[0])
    here, needed = stock + coming, sold * (lead + days)
    assert 7 * (here + units) >= needed
    assert units == 0 or 7 * (here + units - 1) < needed
