"""How long stock lasts, when to order how much, and what is dead."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.rules import PACE_DAYS, runs_low
from domain.catalogue.stock_rules import (
    cover_days,
    days_to_reorder,
    is_dead,
    low_stock_refused,
    order_up_to,
    reorder_point,
    reorder_units,
    sold_in,
    to_reorder,
)
from domain.kernel.clock import DAY
from domain.kernel.columns import UNKNOWN
from domain.rulebook import rulebook

units = st.integers(0, 99_999)
paces = st.integers(0, 5_000)
days = st.integers(0, 120)
safety = st.integers(0, 90)
least = st.integers(1, 2_000)


def one(value: int) -> np.ndarray:
    return np.array([value], dtype=np.int64)


def test_two_a_day_with_six_days_of_lead_and_seven_in_reserve() -> None:
    stock, sold, lead = one(20), one(14), one(6)
    assert cover_days(stock, sold) == 10
    assert reorder_point(sold, lead, 7) == 2 * 13
    assert order_up_to(sold, lead, 7) == 2 * 19
    assert to_reorder(stock, sold, lead, 7)
    assert reorder_units(stock, sold, lead, 7, one(1)) == 2 * 19 - 20
    assert reorder_units(stock, sold, lead, 7, one(50)) == 50
    assert days_to_reorder(one(40), sold, lead, 7) == 7


@given(held=units, sold=paces, lead=days, reserve=safety, minimum=least)
def test_an_order_is_due_exactly_when_something_is_to_be_ordered(
    held: int, sold: int, lead: int, reserve: int, minimum: int
) -> None:
    told = one(held), one(sold), one(lead), reserve
    due, wanted = to_reorder(*told)[0], reorder_units(*told, one(minimum))[0]
    assert due == (wanted > 0)
    if due:
        assert wanted >= minimum
        assert days_to_reorder(*told)[0] == 0


@given(held=units, sold=paces, lead=days, reserve=safety, minimum=least)
def test_what_is_ordered_lasts_until_the_delivery_after_it_with_the_reserve_untouched(
    held: int, sold: int, lead: int, reserve: int, minimum: int
) -> None:
    wanted = reorder_units(one(held), one(sold), one(lead), reserve, one(minimum))[0]
    if wanted:
        gone = sold_in(one(sold), one(2 * lead))[0]
        assert held + wanted - gone >= sold * reserve // PACE_DAYS
        # No more than that is ordered, unless the supplier asks for it or nothing else would be.
        assert wanted <= max(minimum, 1, order_up_to(one(sold), one(lead), reserve)[0] - held)


@given(held=units, sold=paces, lead=days, reserve=safety)
def test_in_so_many_days_it_is_time_and_not_before(
    held: int, sold: int, lead: int, reserve: int
) -> None:
    wait = int(days_to_reorder(one(held), one(sold), one(lead), reserve)[0])
    assert (wait == UNKNOWN) == (sold == 0)
    if wait > 0:
        left = one(held) - sold_in(one(sold), one(wait))
        assert left >= reorder_point(one(sold), one(lead), reserve) - 1
        later = one(held) - sold_in(one(sold), one(wait + 1))
        assert to_reorder(np.maximum(later, 0), one(sold), one(lead), reserve)


@given(stock=units, sold=paces, reserve=safety)
def test_what_runs_low_covers_fewer_days_than_the_least(
    stock: int, sold: int, reserve: int
) -> None:
    low, cover = runs_low(one(stock), one(sold), reserve)[0], cover_days(one(stock), one(sold))[0]
    assert low == (stock == 0 or (sold > 0 and cover < reserve))


@given(sold=paces, lead=days, reserve=safety, more=st.integers(0, 60))
def test_longer_ways_and_larger_reserves_never_ask_for_less(
    sold: int, lead: int, reserve: int, more: int
) -> None:
    for rule in (reorder_point, order_up_to):
        now = rule(one(sold), one(lead), reserve)
        assert rule(one(sold), one(lead + more), reserve) >= now
        assert rule(one(sold), one(lead), reserve + more) >= now


@pytest.mark.parametrize(
    ("stock", "sold", "here_for", "dead"),
    [
        (5, 0, 28, True),
        (5, 0, 27, False),  # it may still sell
        (5, 1, 60, False),
        (0, 0, 60, False),  # sold out is not dead
    ],
)
def test_dead_is_stock_of_which_nothing_was_sold_in_28_days(
    stock: int, sold: int, here_for: int, dead: bool
) -> None:
    now = 1_800_000_000
    assert is_dead(one(stock), one(sold), one(now - here_for * DAY), now, 28)[0] == dead


def test_stock_may_count_as_low_under_one_to_ninety_days_of_cover() -> None:
    rules = rulebook("us").at(1_800_000_000)
    assert rules.dead_stock_days == 28
    for fine in (0, 1, 90):
        assert low_stock_refused(fine, rules) is None
    for wrong in (-1, 91):
        refusal = low_stock_refused(wrong, rules)
        assert refusal is not None
        assert "90 days" in refusal.text()
