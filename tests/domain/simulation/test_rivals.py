"""Rivals match a shop that undercuts them, wage wars, and come back to their prices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.simulation.parameters import Parameters, parameters
from domain.simulation.rivals import Rivals, base_price, log_ratio, react

ALERT = replace(parameters(), rival_match_rate=1.0, rival_war_match_rate=1.0)
"""Rivals that notice at once."""

BASE = 1_000


def rivals(price: int = BASE, last_cut: int = 0, war_until: int = 0, number: int = 1) -> Rivals:
    return Rivals(*(np.full(number, value) for value in (price, last_cut, war_until)))


def after(before: Rivals, ratio: float, day: int, figures: Parameters = ALERT) -> Rivals:
    number = len(before.price)
    return react(
        before,
        rival=np.arange(number),
        base=np.full(number, BASE),
        ratio=np.full(number, ratio),
        day=day,
        seed=5,
        parameters=figures,
    )


def played(before: Rivals, ratio: float, first: int, last: int) -> Rivals:
    for day in range(first, last + 1):
        before = after(before, ratio, day)
    return before


def test_an_undercut_rival_goes_down_to_the_shops_ratio() -> None:
    found = after(rivals(), 0.9, 100)
    assert (found.price[0], found.last_cut[0], found.war_until[0]) == (900, 100, 0)


def test_five_percent_below_the_market_is_no_matter() -> None:
    assert after(rivals(), 0.95, 100) == rivals()
    assert after(rivals(), 0.949, 100).price[0] == 949


def test_a_rival_never_goes_below_its_floor() -> None:
    assert after(rivals(), 0.2, 100).price[0] == 600
    assert after(rivals(war_until=200), 0.2, 100).price[0] == 600


def test_a_tenth_of_the_undercut_rivals_match_on_a_day() -> None:
    found = after(rivals(number=20_000), 0.9, 100, parameters())
    assert (found.price == 900).mean() == pytest.approx(0.1, abs=0.01)
    assert ((found.price == 900) == (found.last_cut == 100)).all()
    at_war = after(rivals(number=20_000, war_until=100), 0.9, 100, parameters())
    assert (at_war.price == 882).mean() == pytest.approx(0.5, abs=0.02)


def test_a_matched_price_stays_as_long_as_the_shop_undercuts_the_market() -> None:
    found = played(rivals(), 0.9, 100, 200)
    assert (found.price[0], found.last_cut[0], found.war_until[0]) == (900, 100, 0)


def test_a_second_cut_within_a_week_starts_a_war_the_next_day() -> None:
    found = played(rivals(), 0.9, 100, 106)
    found = after(found, 0.8, 107)
    assert (found.price[0], found.war_until[0]) == (800, 121)
    assert after(found, 0.8, 108).price[0] == 784  # 2 % below the shop


def test_a_second_cut_after_more_than_a_week_starts_none() -> None:
    found = after(played(rivals(), 0.9, 100, 107), 0.8, 108)
    assert (found.price[0], found.war_until[0]) == (800, 0)


def test_a_rival_at_war_keeps_below_a_shop_that_came_back_until_the_war_is_over() -> None:
    war = rivals(price=784, last_cut=108, war_until=121)
    assert played(war, 1.0, 109, 121).price[0] == 784
    assert after(war, 1.0, 122).price[0] > 784


def test_a_war_is_not_prolonged_by_its_own_cuts() -> None:
    war = rivals(price=784, last_cut=108, war_until=121)
    found = after(war, 0.7, 109)
    assert (found.price[0], found.last_cut[0], found.war_until[0]) == (686, 109, 121)


def test_prices_come_back_in_14_days_and_in_the_end_to_the_last_cent() -> None:
    fortnight = played(rivals(price=800), 1.0, 100, 113).price[0]
    assert 980 <= fortnight < BASE
    assert played(rivals(price=800), 1.0, 100, 103).price[0] == pytest.approx(900, abs=15)
    assert played(rivals(price=800), 1.0, 100, 140).price[0] == BASE


def test_a_rivals_draw_is_its_own() -> None:
    before = rivals(number=50)
    rows = np.arange(50)[::-1]
    there = after(before, 0.9, 100, parameters())
    back = react(
        before,
        rival=rows,
        base=np.full(50, BASE),
        ratio=np.full(50, 0.9),
        day=100,
        seed=5,
        parameters=parameters(),
    )
    assert there.price[rows].tolist() == back.price.tolist()
    assert there.price.tolist() != after(before, 0.9, 101, parameters()).price.tolist()


@given(
    price=st.integers(600, BASE),
    last_cut=st.integers(0, 100),
    war_until=st.integers(0, 110),
    low=st.floats(0.0, 2.0),
    more=st.floats(0.0, 1.0),
    figures=st.sampled_from([parameters(), ALERT]),
)
def test_undercutting_more_never_makes_a_rival_dearer(
    price: int, last_cut: int, war_until: int, low: float, more: float, figures: Parameters
) -> None:
    before = rivals(price, last_cut, war_until, number=20)
    deep, shallow = after(before, low, 100, figures), after(before, low + more, 100, figures)
    assert (deep.price <= shallow.price).all()
    for found in (deep, shallow):
        assert found.price.dtype == np.int64
        assert ((found.price >= 600) & (found.price <= BASE)).all()
        assert ((found.last_cut == 100) >= (found.price < price)).all()


def test_rivals_usual_prices_lie_around_the_market_price() -> None:
    prices = base_price(1, np.arange(20_000), np.full(20_000, 10_000), parameters())
    assert prices.dtype == np.int64
    logs = np.log(prices / 10_000)
    assert logs.mean() == pytest.approx(0.0, abs=0.002)
    assert logs.std() == pytest.approx(0.05, rel=0.05)
    assert prices.tolist() != base_price(2, np.arange(20_000), prices, parameters()).tolist()
    assert base_price(1, np.arange(9), np.ones(9, dtype=np.int64), parameters()).min() == 1


def test_a_groups_log_ratio_is_the_mean_of_its_rivals() -> None:
    price, base = np.array([900, 1_000, 500]), np.array([1_000, 1_000, 1_000])
    found = log_ratio(price, base, np.array([0, 0, 2]), 4)
    assert found.tolist() == pytest.approx([np.log(0.9) / 2, 0.0, np.log(0.5), 0.0])


def test_without_rivals_every_group_has_0() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert log_ratio(none, none, none, 3).tolist() == [0.0, 0.0, 0.0]
