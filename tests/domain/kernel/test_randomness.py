"""Draws are hashes of their cause: stateless, uniform, and monotone in demand."""

from __future__ import annotations

from math import exp, factorial
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.kernel.randomness import (
    ONE,
    Stream,
    bits,
    exponential_seconds,
    further,
    halves,
    lognormal,
    lognormal_seconds,
    lower,
    normal,
    pick,
    poisson,
    threshold,
    uniform,
    upper,
)


def test_a_draw_depends_on_its_key_only() -> None:
    keys = np.arange(1_000)
    together = uniform(7, Stream.CLICKS, keys, 3)
    alone = [int(uniform(7, Stream.CLICKS, key, 3)) for key in keys[::-1].tolist()]
    assert together.tolist() == alone[::-1]
    for other in (
        uniform(8, Stream.CLICKS, keys, 3),
        uniform(7, Stream.CHOICE, keys, 3),
        uniform(7, Stream.CLICKS, keys, 4),
    ):
        assert (other == together).sum() == 0


def test_a_longer_key_goes_on_from_the_shorter_one() -> None:
    keys = np.arange(1_000)
    begun = bits(7, Stream.CHOICE, keys)
    assert further(begun, 3, 4).tolist() == bits(7, Stream.CHOICE, keys, 3, 4).tolist()


def test_the_two_halves_of_a_draw_share_nothing() -> None:
    drawn = bits(1, Stream.CHOICE, np.arange(200_000))
    high, low = upper(drawn) / ONE, lower(drawn) / ONE
    assert abs(high.mean() - 0.5) < 0.003
    assert abs(low.mean() - 0.5) < 0.003
    assert abs(np.corrcoef(high, low)[0, 1]) < 0.01


def test_draws_are_uniform() -> None:
    draws = uniform(1, Stream.CHOICE, np.arange(200_000))
    counts = np.bincount(draws * 20 // ONE, minlength=20)
    chi_square = ((counts - 10_000) ** 2 / 10_000).sum()
    assert chi_square < 43.8  # 0.1 % point at 19 degrees of freedom


def test_counts_are_poisson() -> None:
    draws = uniform(3, Stream.CLICKS, np.arange(40_000))
    for mean in (0.05, 1.0, 5.4, 64.0, 90.0, 4_000.0):
        counts = poisson(np.full(40_000, mean), draws)
        assert abs(counts.mean() - mean) < 4 * (mean / 40_000) ** 0.5
        assert abs(counts.var() / mean - 1) < 0.05
    small = poisson(np.full(40_000, 1.0), draws)
    for count in range(4):
        expected = exp(-1) / factorial(count)
        assert abs((small == count).mean() - expected) < 0.01


@given(st.floats(0, 300), st.floats(0, 300), st.integers(0, ONE - 1))
@example(64.0, 0.1, 0)
@example(63.9, 0.2, ONE - 1)
def test_more_demand_never_means_fewer(low: float, more: float, draw: int) -> None:
    fewer, greater = poisson(np.array([low, low + more]), np.array([draw, draw])).tolist()
    assert 0 <= fewer <= greater


def test_normal_values_match_the_quantile() -> None:
    for p in (0.0001, 0.01, 0.3, 0.5, 0.8, 0.999):
        expected = NormalDist().inv_cdf(p)
        assert abs(float(normal(np.array([round(p * ONE)]))[0]) - expected) < 1e-5


def test_each_of_several_is_picked_by_its_share_and_the_last_by_what_is_left() -> None:
    picked = pick(uniform(5, Stream.MESSAGE, np.arange(100_000)), (0.5, 0.3))
    assert np.bincount(picked) / 100_000 == pytest.approx([0.5, 0.3, 0.2], abs=0.01)


def test_the_halves_of_a_draw_know_nothing_of_each_other() -> None:
    first, second = halves(5, Stream.MESSAGE, np.arange(100_000))
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.02
    assert (second[first < threshold(0.01)] / ONE).mean() == pytest.approx(0.5, abs=0.04)


def test_a_probability_of_one_always_succeeds_and_of_zero_never() -> None:
    draws = uniform(1, Stream.CHOICE, np.arange(10_000))
    assert (draws < threshold(1.0)).all()
    assert not (draws < threshold(0.0)).any()


@given(st.lists(st.tuples(st.floats(0, 64), st.integers(0, ONE - 1)), min_size=1, max_size=20))
def test_a_count_is_the_quantile_of_its_draw(asked: list[tuple[float, int]]) -> None:
    means, draws = (list(each) for each in zip(*asked, strict=True))
    found = poisson(np.array(means), np.array(draws)).tolist()
    exact = [round(mean * 2**20) / 2**20 for mean in means]
    for mean, draw, count in zip(exact, draws, found, strict=True):
        share = draw / ONE
        below = sum(exp(-mean) * mean**k / factorial(k) for k in range(count))
        within = below + exp(-mean) * mean**count / factorial(count)
        if mean == 0:
            assert count == 0
        else:
            assert below - 1e-9 <= share <= within + 1e-9


@given(st.floats(64, 100_000), st.integers(0, ONE - 1))
def test_a_great_count_lies_as_far_from_its_mean_as_a_normal_value(mean: float, draw: int) -> None:
    count = int(poisson(np.array([mean]), np.array([draw]))[0])
    z = float(normal(np.array([draw]))[0])
    # What the exact quantile at 64 differs from a normal one, (z * z - 1) / 6 (Cornish & Fisher
    # 1938), stays; it is rounded twice.
    assert abs(count - (mean + z * mean**0.5 + (z * z - 1) / 6)) < 2.5


@given(st.permutations(range(30)), st.floats(0, 200))
def test_counts_do_not_depend_on_who_else_is_drawn(order: list[int], mean: float) -> None:
    keys = np.array(order)
    means = mean * (1 + keys / 10)
    shuffled = poisson(means, uniform(3, Stream.CLICKS, keys))
    sorted_keys = np.arange(30)
    plain = poisson(mean * (1 + sorted_keys / 10), uniform(3, Stream.CLICKS, sorted_keys))
    assert shuffled.tolist() == plain[keys].tolist()


def test_neighbouring_keys_and_streams_share_nothing() -> None:
    draws = [
        uniform(seed, stream, np.arange(50_000)) / ONE
        for seed in (0, 1, 2**62)
        for stream in (Stream.CHOICE, Stream.MOMENT)
    ]
    for number, one in enumerate(draws):
        assert abs(np.corrcoef(one[1:], one[:-1])[0, 1]) < 0.02
        for other in draws[:number]:
            assert abs(np.corrcoef(one, other)[0, 1]) < 0.02


def test_streams_are_numbered_once() -> None:
    numbers = [int(stream) for stream in Stream]
    assert len(numbers) == len(set(numbers))
    assert len(Stream.__members__) == len(numbers)


@given(st.integers(0, ONE - 2))
def test_normal_values_rise_with_their_draw(u: int) -> None:
    low, high = normal(np.array([u, u + 1])).tolist()
    assert -7 < low <= high < 7


def test_times_have_the_median_and_the_mean_asked_for() -> None:
    draws = uniform(4, Stream.TRANSIT, np.arange(60_000))
    lasting = lognormal_seconds(draws, 86_400, 0.5)
    assert abs(float(np.median(lasting)) / 86_400 - 1) < 0.02
    assert abs(float(np.log(lasting / 86_400).std()) - 0.5) < 0.01
    numbers = lognormal(draws, 300.0, 0.5)
    assert abs(float(np.median(numbers)) / 300 - 1) < 0.02
    assert abs(float(np.log(numbers / 300).std()) - 0.5) < 0.01
    waiting = exponential_seconds(draws, 7_200)
    assert abs(float(waiting.mean()) / 7_200 - 1) < 0.02
    assert (waiting >= 0).all()
