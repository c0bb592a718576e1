"""What a page is about: presets, comparisons, and buckets whose first and last may be cut."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analytics.periods import (
    Granularity,
    Period,
    Preset,
    buckets,
    preset_period,
    usual_granularity,
)
from domain.kernel.columns import UNKNOWN

EPOCH = date(1970, 1, 1)


def day(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


def period(first: str, last: str) -> Period:
    return Period(day(first), day(last))


periods = st.builds(
    lambda first, length: Period(first, first + length),
    st.integers(day("2015-01-01"), day("2040-01-01")),
    st.integers(0, 800),
)
granularities = st.sampled_from(Granularity)


def test_both_ends_belong_to_a_period() -> None:
    assert period("2026-03-01", "2026-03-07").days == 7


@pytest.mark.parametrize(("first", "last"), [(5, 4), (-1, 4)])
def test_what_ends_before_it_begins_is_no_period(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="no period"):
        Period(first, last)


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        (Preset.TODAY, period("2026-03-18", "2026-03-18")),
        (Preset.YESTERDAY, period("2026-03-17", "2026-03-17")),
        (Preset.LAST_7, period("2026-03-12", "2026-03-18")),
        (Preset.LAST_28, period("2026-02-19", "2026-03-18")),
        (Preset.LAST_90, period("2025-12-19", "2026-03-18")),
        (Preset.LAST_365, period("2025-03-19", "2026-03-18")),
        (Preset.THIS_MONTH, period("2026-03-01", "2026-03-18")),
        (Preset.LAST_MONTH, period("2026-02-01", "2026-02-28")),
        (Preset.ALL, period("2026-01-05", "2026-03-18")),
    ],
)
def test_presets_end_with_the_shops_day(preset: Preset, expected: Period) -> None:
    assert preset_period(preset, day("2026-03-18"), day("2026-01-05")) == expected


def test_every_preset_is_a_period_on_the_shops_first_day() -> None:
    for preset in Preset:
        preset_period(preset, day("2026-01-01"), day("2026-01-01"))


@given(periods)
def test_the_period_before_has_the_same_length_and_ends_where_this_one_begins(
    chosen: Period,
) -> None:
    before = chosen.before()
    assert before.days == chosen.days
    assert before.last + 1 == chosen.first


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (period("2026-03-01", "2026-03-07"), period("2025-03-01", "2025-03-07")),
        (period("2024-02-29", "2024-02-29"), period("2023-02-28", "2023-02-28")),
        (period("2024-02-01", "2024-02-29"), period("2023-02-01", "2023-02-28")),
        (period("2024-02-29", "2024-03-01"), period("2023-02-28", "2023-03-01")),
        (period("2025-02-01", "2025-02-28"), period("2024-02-01", "2024-02-28")),
        (period("2025-12-20", "2026-01-10"), period("2024-12-20", "2025-01-10")),
    ],
)
def test_last_year_means_the_same_dates(chosen: Period, expected: Period) -> None:
    assert chosen.a_year_earlier() == expected


def test_weeks_begin_on_monday_and_cut_ones_are_marked() -> None:
    found = buckets(period("2026-03-04", "2026-03-18"), Granularity.WEEK)
    assert found.first.tolist() == [day(t) for t in ("2026-03-04", "2026-03-09", "2026-03-16")]
    assert found.last.tolist() == [day(t) for t in ("2026-03-08", "2026-03-15", "2026-03-18")]
    assert found.whole.tolist() == [False, True, False]
    assert found.days.tolist() == [5, 7, 3]


def test_months_have_their_own_lengths() -> None:
    found = buckets(period("2024-01-01", "2024-03-30"), Granularity.MONTH)
    assert found.days.tolist() == [31, 29, 30]
    assert found.whole.tolist() == [True, True, False]


@given(periods, granularities)
def test_buckets_cover_the_period_once_and_each_day_lies_in_its_own(
    chosen: Period, granularity: Granularity
) -> None:
    found = buckets(chosen, granularity)
    assert found.first[0] == chosen.first
    assert found.last[-1] == chosen.last
    assert (found.first[1:] == found.last[:-1] + 1).all()
    assert found.whole[1:-1].all()
    days = np.arange(chosen.first - 1, chosen.last + 2)
    index = found.index(days)
    assert index[0] == index[-1] == UNKNOWN
    assert (found.first[index[1:-1]] <= days[1:-1]).all()
    assert (days[1:-1] <= found.last[index[1:-1]]).all()


@given(periods, granularities)
def test_bucket_edges_are_those_of_the_calendar(chosen: Period, granularity: Granularity) -> None:
    found = buckets(chosen, granularity)
    dates = [EPOCH + timedelta(int(each)) for each in found.first[1:]]
    if granularity is Granularity.WEEK:
        assert all(each.weekday() == 0 for each in dates)
    if granularity is Granularity.MONTH:
        assert all(each.day == 1 for each in dates)


def test_sums_leave_out_what_lies_outside() -> None:
    found = buckets(period("2026-03-04", "2026-03-18"), Granularity.WEEK)
    days = np.array([day(t) for t in ("2026-03-18", "2026-03-03", "2026-03-08", "2026-03-04")])
    assert found.sums(days, np.array([1, 20, 300, 4_000])).tolist() == [4_300, 0, 1]


def test_short_periods_are_shown_by_day_and_long_ones_by_month() -> None:
    lengths = {1: "day", 28: "day", 90: "week", 365: "month", 3_650: "month"}
    for length, expected in lengths.items():
        assert usual_granularity(Period(1_000, 999 + length)) == expected
