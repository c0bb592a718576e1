"""Draws are hashes of their cause: stateless, uniform, and monotone in demand."""

from __future__ import annotations

from math import exp, factorial
from statistics import NormalDist

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.randomness import (
    ONE,
    Stream,
    exponential_seconds,
    lognormal_seconds,
    normal,
    poisson,
    threshold,
    uniform,
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


def test_draws_are_uniform() -> None:
    draws = uniform(1, Stream.CHOICE, np.arange(200_000))
    counts = np.bincount(draws * 20 // ONE, minlength=20)
    chi_square = ((counts - 10_000) ** 2 / 10_000).sum()
    assert chi_square < 43.8  # 0.1 % point at 19 degrees of freedom


def test_counts_are_poisson() -> None:
    for mean in (0.05, 1.0, 5.4, 90.0):
        counts = poisson(np.full(40_000, mean), 3, Stream.CLICKS, np.arange(40_000))
        assert abs(counts.mean() - mean) < 4 * (mean / 40_000) ** 0.5
        assert abs(counts.var() / mean - 1) < 0.05
    small = poisson(np.full(40_000, 1.0), 3, Stream.CLICKS, np.arange(40_000))
    for count in range(4):
        expected = exp(-1) / factorial(count)
        assert abs((small == count).mean() - expected) < 0.01


@given(st.floats(0, 300), st.floats(0, 300), st.integers(0, 10**9))
def test_more_demand_never_means_fewer(low: float, more: float, key: int) -> None:
    fewer = int(poisson(np.array([low]), 5, Stream.CLICKS, np.array([key]))[0])
    greater = int(poisson(np.array([low + more]), 5, Stream.CLICKS, np.array([key]))[0])
    assert fewer <= greater


def test_normal_values_match_the_quantile() -> None:
    for p in (0.0001, 0.01, 0.3, 0.5, 0.8, 0.999):
        expected = NormalDist().inv_cdf(p)
        assert abs(float(normal(np.array([round(p * ONE)]))[0]) - expected) < 1e-5


def test_a_probability_of_one_always_succeeds_and_of_zero_never() -> None:
    draws = uniform(1, Stream.CHOICE, np.arange(10_000))
    assert (draws < threshold(1.0)).all()
    assert not (draws < threshold(0.0)).any()


@given(
    st.lists(st.floats(0, 64), min_size=1, max_size=20),
    st.integers(0, 2**63 - 1),
    st.integers(0, 10**12),
)
def test_a_count_is_the_quantile_of_its_draw(means: list[float], seed: int, key: int) -> None:
    keys = np.arange(key, key + len(means))
    found = poisson(np.array(means), seed, Stream.CLICKS, keys).tolist()
    exact = [round(mean * 2**20) / 2**20 for mean in means]
    for mean, each, count in zip(exact, keys.tolist(), found, strict=True):
        share = int(uniform(seed, Stream.CLICKS, each, 0)) / ONE
        below = sum(exp(-mean) * mean**k / factorial(k) for k in range(count))
        within = below + exp(-mean) * mean**count / factorial(count)
        if mean == 0:
            assert count == 0
        else:
            assert below - 1e-9 <= share <= within + 1e-9


def test_a_great_mean_is_the_sum_of_its_pieces() -> None:
    keys = np.arange(2_000)
    whole = poisson(np.full(2_000, 150.0), 9, Stream.CLICKS, keys)
    first = poisson(np.full(2_000, 64.0), 9, Stream.CLICKS, keys)
    two = poisson(np.full(2_000, 128.0), 9, Stream.CLICKS, keys)
    assert ((first <= two) & (two <= whole)).all()
    assert abs(np.corrcoef(first, two - first)[0, 1]) < 0.08
    assert abs(np.corrcoef(first, whole - two)[0, 1]) < 0.08


@given(st.permutations(range(30)), st.floats(0, 200))
def test_counts_do_not_depend_on_who_else_is_drawn(order: list[int], mean: float) -> None:
    keys = np.array(order)
    means = mean * (1 + keys / 10)
    shuffled = poisson(means, 3, Stream.CLICKS, keys)
    sorted_keys = np.arange(30)
    plain = poisson(mean * (1 + sorted_keys / 10), 3, Stream.CLICKS, sorted_keys)
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
    waiting = exponential_seconds(draws, 7_200)
    assert abs(float(waiting.mean()) / 7_200 - 1) < 0.02
    assert (waiting >= 0).all()
