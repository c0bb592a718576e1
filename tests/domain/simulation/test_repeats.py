"""Who comes back and when: the predictive form of BG/NBD has the model's distributions."""

from __future__ import annotations

from dataclasses import replace
from math import exp, lgamma, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.clock import DAY, WEEK
from domain.kernel.randomness import Stream, uniform
from domain.simulation.parameters import Parameters, parameters
from domain.simulation.repeats import drops_out, next_after

P = parameters()
PATIENT = replace(P, repeat_horizon_days=100_000)
"""Parameters whose horizon cuts off nothing that is asked about here."""
BUYERS = np.arange(200_000)
ERRORS = 4
"""How many standard errors a share may be off."""


def gaps(
    number: int, weeks_since_first: float, values: Parameters, buyers: np.ndarray = BUYERS
) -> np.ndarray:
    numbers = np.full(len(buyers), number)
    since_first = np.full(len(buyers), int(weeks_since_first * WEEK))
    return next_after(5, buyers, numbers, since_first, values)


def is_share(events: np.ndarray, expected: float) -> bool:
    error = sqrt(expected * (1 - expected) / len(events))
    return abs(float(events.mean()) - expected) <= ERRORS * error


def log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


@pytest.mark.parametrize("shape", [0.03, 0.09, 0.243])
@pytest.mark.parametrize("weeks", [1, 4, 22, 52])
def test_so_many_buyers_come_back_within_a_time(shape: float, weeks: int) -> None:
    after = gaps(0, 0, replace(P, repeat_shape=shape))
    alpha = P.repeat_scale_weeks

    within = (after > 0) & (after <= weeks * WEEK)
    assert is_share(within, 1 - (alpha / (alpha + weeks)) ** shape)


@pytest.mark.parametrize(("number", "since_first"), [(1, 0.5), (1, 30), (4, 20), (12, 60)])
@pytest.mark.parametrize("weeks", [1, 8, 30])
def test_what_buyers_did_says_how_soon_they_come_again(
    number: int, since_first: float, weeks: int
) -> None:
    after = gaps(number, since_first, PATIENT)
    scale = P.repeat_scale_weeks + since_first

    within = (after > 0) & (after <= weeks * WEEK)
    assert is_share(within, 1 - (scale / (scale + weeks)) ** (P.repeat_shape + number))


def test_at_the_shipped_parameters_one_in_seven_comes_back_within_five_months() -> None:
    after = gaps(0, 0, P)
    assert 0.10 < np.mean((after > 0) & (after <= 152 * DAY)) < 0.20


@given(
    shape=st.floats(1e-3, 3),
    number=st.integers(0, 400),
    since_first=st.floats(0, 500),
    days=st.integers(1, 4_000),
)
def test_the_higher_the_draw_the_later_and_beyond_the_horizon_never(
    shape: float, number: int, since_first: float, days: int
) -> None:
    values = replace(P, repeat_shape=shape, repeat_horizon_days=days)
    buyers = BUYERS[:500]
    after = gaps(number, since_first, values, buyers)
    by_draw = after[np.argsort(uniform(5, Stream.REPEAT, buyers, number))]

    coming = np.count_nonzero(after)
    assert (by_draw[:coming] >= 1).all()
    assert (by_draw[coming:] == 0).all()
    assert (np.diff(by_draw[:coming]) >= 0).all()
    assert after.max() <= days * DAY


def test_a_longer_horizon_only_adds_buyers() -> None:
    short = gaps(0, 0, replace(P, repeat_horizon_days=30))
    long = gaps(0, 0, P)

    assert (long[short > 0] == short[short > 0]).all()
    assert (long[short == 0][long[short == 0] > 0] > 30 * DAY).all()
    assert np.count_nonzero(long) > np.count_nonzero(short)


@pytest.mark.parametrize(("a", "b"), [(P.dropout_a, P.dropout_b), (0.4, 4.9), (1.6, 0.2)])
def test_dropping_out_in_turn_is_the_beta_mixture(a: float, b: float) -> None:
    values = replace(P, dropout_a=a, dropout_b=b)
    here = np.ones(len(BUYERS), dtype=bool)
    for number in range(1, 13):
        here &= ~drops_out(5, BUYERS, np.full(len(BUYERS), number), values)
        assert is_share(here, exp(log_beta(a, b + number) - log_beta(a, b)))


def test_nobody_drops_out_after_the_first_order_of_all() -> None:
    sure = replace(P, dropout_a=1e6, dropout_b=1e-6)
    first, repeat = np.zeros_like(BUYERS), np.ones_like(BUYERS)

    assert not drops_out(5, BUYERS, first, sure).any()
    assert drops_out(5, BUYERS, repeat, sure).all()


def test_a_buyer_is_the_same_alone_and_among_others_and_differs_by_seed() -> None:
    number, since_first = BUYERS % 5, BUYERS % 5 * 9 * WEEK
    after = next_after(5, BUYERS, number, since_first, P)
    leaving = drops_out(5, BUYERS, number, P)
    some = np.array([77_777, 3, 150_004])

    assert (next_after(5, some, number[some], since_first[some], P) == after[some]).all()
    assert (drops_out(5, some, number[some], P) == leaving[some]).all()
    assert (next_after(6, BUYERS, number, since_first, P) != after).any()
    assert (drops_out(6, BUYERS, number, P) != leaving).any()
    assert after.dtype == np.int64
    assert leaving.dtype == np.bool_
