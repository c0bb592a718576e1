"""Draws are hashes of their cause: stateless, uniform, and monotone in demand."""

from __future__ import annotations

from math import exp, factorial
from statistics import NormalDist

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.randomness import ONE, Stream, normal, poisson, threshold, uniform


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
