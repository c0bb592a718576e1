"""Each metric as it is defined, and unknown where it cannot be."""

from __future__ import annotations

from fractions import Fraction
from statistics import median_low

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analytics.metrics import (
    DEFINITIONS,
    Better,
    Metric,
    Unit,
    aov,
    atc_rate,
    conversion,
    ctor,
    ctr,
    items_per_order,
    median,
    repeat_share,
    show_gpm,
    watch_gpm,
)
from domain.kernel.columns import UNKNOWN

QUOTIENTS = {
    aov: 1,
    items_per_order: 100,
    watch_gpm: 1_000,
    show_gpm: 1_000,
    **dict.fromkeys((ctr, atc_rate, ctor, repeat_share), 10_000),
}


def test_every_metric_is_defined_with_a_source() -> None:
    assert set(DEFINITIONS) == set(Metric)
    assert all(each.source for each in DEFINITIONS.values())


def test_what_is_lost_and_how_long_it_takes_to_come_back_is_better_small() -> None:
    less = {each for each, told in DEFINITIONS.items() if told.better is Better.LESS}
    lost = {Metric.REPEAT_INTERVAL}
    way = {
        Metric.TO_DELIVER,
        Metric.TO_SCAN,
        Metric.ON_WAY,
        Metric.LATE_SHARE,
        Metric.LATE_SCAN_SHARE,
    }
    back = {
        Metric.RETURNS,
        Metric.RETURN_UNITS,
        Metric.RETURN_RATE,
        Metric.REFUNDED,
        Metric.TO_CLOSE,
        Metric.CREATOR_REFUNDS,
    }
    assert less == lost | way | back | {Metric.TO_ANSWER, Metric.NEGATIVE_SHARE}


def test_definitions_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        DEFINITIONS[Metric.GMV] = DEFINITIONS[Metric.CTR]  # type: ignore[index]
    assert DEFINITIONS[Metric.GMV].unit is Unit.MONEY


@pytest.mark.parametrize("quotient", QUOTIENTS)
@given(part=st.integers(0, 10**11), whole=st.integers(1, 10**9))
def test_a_quotient_is_the_nearest_whole_number(quotient, part: int, whole: int) -> None:
    (found,) = quotient(np.array([part]), np.array([whole]))
    exact = Fraction(part * QUOTIENTS[quotient], whole)
    assert exact - Fraction(1, 2) < found <= exact + Fraction(1, 2)


@pytest.mark.parametrize("quotient", QUOTIENTS)
def test_a_quotient_is_unknown_where_it_has_no_part_or_nothing_to_divide_by(quotient) -> None:
    part, whole = np.array([5, 0, 0, UNKNOWN, 5]), np.array([0, 0, 4, 4, UNKNOWN])
    assert quotient(part, whole).tolist() == [UNKNOWN, UNKNOWN, 0, UNKNOWN, UNKNOWN]


def test_conversion_is_the_mean_of_the_days_not_the_share_of_their_sum() -> None:
    payers, visitors = np.array([1, 10]), np.array([10, 1_000])
    assert conversion(payers, visitors) == 550
    assert ctor(payers.sum(), visitors.sum()) == 109


def test_days_without_visitors_are_left_out_of_conversion() -> None:
    payers = np.array([[1, 0, UNKNOWN], [0, 0, 0]])
    visitors = np.array([[10, 0, 10], [0, UNKNOWN, 0]])
    assert conversion(payers, visitors).tolist() == [1_000, UNKNOWN]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5)), max_size=20))
def test_the_median_of_counted_values_is_that_of_all_of_them(rows: list[tuple[int, int]]) -> None:
    values = np.array([value for value, _ in rows], dtype=np.int64)
    counts = np.array([count for _, count in rows], dtype=np.int64)
    every = [value for value, count in rows for _ in range(count)]
    assert median(values, counts) == (median_low(every) if every else UNKNOWN)
