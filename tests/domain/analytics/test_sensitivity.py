"""Price sensitivity: found again where it is known, and not told where it cannot be."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

from domain.analytics.sensitivity import (
    CONFIDENCE,
    Sensitivity,
    TooLittle,
    price_levels,
    price_sensitivity,
    rates_at,
    student_quantile,
)
from domain.kernel.columns import UNKNOWN, Array

FIRST = 20_514
"""A Monday."""

MONTHS = np.repeat([2_000, 2_300, 1_800, 2_600], 21)
"""A price for three weeks each."""


def days(count: int) -> Array:
    return np.arange(FIRST, FIRST + count)


def estimate(price: Array, orders: Array, visitors: Array | None = None) -> Sensitivity:
    return price_sensitivity(days(len(price)), np.asarray(price), np.asarray(orders), visitors)


def simulated(
    chance: np.random.Generator, elasticity: float, scatter: float
) -> tuple[Array, Array, Array]:
    """Days whose conversion follows the price, the weekday, and a luck with that scatter."""
    count = len(MONTHS)
    visitors = chance.poisson(120, count) + 1
    weekday = np.array([0.9, 0.9, 1.0, 1.0, 1.1, 1.3, 1.2])[np.arange(count) % 7]
    luck = chance.gamma(1 / scatter, scatter, count) if scatter else np.ones(count)
    orders = chance.poisson(visitors * 0.05 * (MONTHS / 2_000) ** elasticity * weekday * luck)
    return MONTHS, orders, visitors


@pytest.mark.parametrize("scatter", [0.0, 0.3])
@pytest.mark.parametrize("elasticity", [-0.5, -2.5])
def test_the_interval_holds_the_elasticity_about_as_often_as_it_says(
    elasticity: float, scatter: float
) -> None:
    chance = np.random.default_rng(5)
    tries, held, middle = 400, 0, []
    for _ in range(tries):
        found = estimate(*simulated(chance, elasticity, scatter))
        assert found.low < found.elasticity < found.high
        held += found.low <= elasticity <= found.high
        middle.append(found.elasticity)
    assert CONFIDENCE - 0.06 <= held / tries <= CONFIDENCE + 0.08
    assert np.mean(middle) == pytest.approx(elasticity, abs=0.08)


def test_days_that_follow_the_law_exactly_give_its_elasticity() -> None:
    price = np.repeat([1_000, 2_000], 14)
    found = estimate(price, np.where(price == 1_000, 40, 10), np.full(28, 500))
    assert found.elasticity == pytest.approx(-2)
    assert (found.levels, found.days, found.orders) == (2, 28, 700)


def test_the_peak_of_the_likelihood_is_found() -> None:
    price, orders, visitors = simulated(np.random.default_rng(2), -1.5, 0.2)
    weekdays = np.eye(7)[np.arange(len(price)) % 7]

    def misfit(of: Array) -> float:
        expected = np.log(visitors) + of[0] * np.log(price / 2_000) + weekdays @ of[1:]
        return float((np.exp(expected) - orders * expected).sum())

    best = optimize.minimize(misfit, np.array([0.0] + [-3.0] * 7), tol=1e-10)
    assert estimate(price, orders, visitors).elasticity == pytest.approx(best.x[0], abs=1e-3)


def test_more_visitors_at_a_low_price_are_not_taken_for_a_better_conversion() -> None:
    price = np.repeat([1_000, 1_500], 14)
    visitors = np.where(price == 1_000, 2_000, 500)
    orders = visitors // 50
    assert estimate(price, orders, visitors).elasticity == pytest.approx(0, abs=1e-6)
    assert estimate(price, orders).elasticity < -3


def test_busy_weekends_at_a_low_price_are_weekends() -> None:
    weekend = np.arange(56) % 7 >= 5
    orders = np.where(weekend, 30, 10)
    price = np.where(weekend, 1_600, 2_000)
    price[28:] = 2_000
    assert estimate(price, orders).elasticity == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("price", "orders", "reason"),
    [
        ([2_000] * 60, [5] * 60, TooLittle.ONE_PRICE),
        ([2_000, 2_010] * 30, [5] * 60, TooLittle.ONE_PRICE),
        ([2_000] * 58 + [1_500] * 2, [5] * 60, TooLittle.FEW_DAYS),
        ([2_000] * 30 + [1_500] * 30, [1, 0, 0] * 20, TooLittle.FEW_ORDERS),
        ([2_000] * 30 + [1_500] * 30, [0] * 30 + [5] * 30, TooLittle.FEW_ORDERS),
        (([2_000] * 5 + [1_500] * 2) * 6, [5] * 42, TooLittle.SAME_WEEKDAYS),
        ([], [], TooLittle.ONE_PRICE),
    ],
)
def test_where_the_days_cannot_tell_the_reason_is_said(
    price: list[int], orders: list[int], reason: TooLittle
) -> None:
    found = estimate(np.array(price, dtype=np.int64), np.array(orders, dtype=np.int64))
    assert (found.elasticity, found.low, found.high, found.reason) == (None, None, None, reason)


def test_days_without_a_price_or_visitors_are_left_out() -> None:
    price = np.repeat([1_000, 2_000], 14)
    orders, visitors = np.where(price == 1_000, 40, 10), np.full(28, 500)
    price[0], visitors[1] = UNKNOWN, 0
    found = estimate(price, orders, visitors)
    assert (found.days, found.orders) == (26, 620)
    assert found.elasticity == pytest.approx(-2)


@pytest.mark.parametrize("freedom", [3, 4, 7, 30, 1_000])
def test_students_quantile_is_that_of_the_tables(freedom: int) -> None:
    assert student_quantile(freedom) == pytest.approx(stats.t.ppf(0.9, freedom), abs=1.5e-3)


def test_a_level_holds_the_days_of_prices_that_are_next_to_each_other() -> None:
    price = np.array([2_000, 2_010, 0, 2_500, 2_490, 2_000, 2_500])
    orders = np.array([4, 3, 9, 1, 0, 5, 2])
    visitors = np.array([100, 50, 70, 40, 0, 150, 60])
    found = price_levels(price, orders, visitors)
    assert found.price.tolist() == [pytest.approx(6_010 / 3), 2_500]
    assert found.days.tolist() == [3, 2]
    assert found.orders.tolist() == [12, 3]
    assert found.rate.tolist() == [0.04, 0.03]
    by_day = price_levels(price, orders, None)
    assert by_day.exposure.tolist() == by_day.days.tolist() == [3, 3]


def test_nothing_is_of_no_level() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert len(price_levels(none, none, None).price) == 0


@pytest.mark.parametrize("elasticity", [-2.5, 0.0, 1.0])
def test_a_line_expects_as_many_orders_as_there_were(elasticity: float) -> None:
    chance = np.random.default_rng(2)
    found = price_levels(*simulated(chance, -1.5, 0.2))
    rate, low, high = rates_at(found.price, found, elasticity, elasticity - 1, elasticity + 1)
    assert (rate * found.exposure).sum() == pytest.approx(found.orders.sum())
    assert (low <= rate).all()
    assert (rate <= high).all()
    dearer, _, _ = rates_at(found.price * 1.1, found, elasticity, elasticity, elasticity)
    assert dearer / rate == pytest.approx(1.1**elasticity)
