"""A video's course: when its views came."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.analytics.decay import HALF, MOST, by_age, days_until
from domain.kernel.columns import UNKNOWN

COURSES = np.array([[600, 250, 100, 50], [0, 0, 8, UNKNOWN], [0, 0, UNKNOWN, UNKNOWN]])


def test_the_half_and_most_of_the_views_have_come_after_so_many_days() -> None:
    assert days_until(COURSES, HALF).tolist() == [1, 3, UNKNOWN]
    assert days_until(COURSES, MOST).tolist() == [3, 3, UNKNOWN]


def test_exactly_half_is_half() -> None:
    assert days_until(np.array([[5, 0, 5]]), HALF) == 1


def test_rows_of_days_become_a_row_for_each_video() -> None:
    posted = np.array([100, 102])
    found = by_age(
        posted, np.array([1, 0, 0, 0]), np.array([103, 101, 100, 101]), np.array([9, 2, 5, 1]), 103
    )
    assert found.tolist() == [[5, 3, 0, 0], [0, 9, UNKNOWN, UNKNOWN]]


def test_no_videos_have_no_course() -> None:
    none = np.zeros(0, dtype=np.int64)
    found = by_age(none, none, none, none, 103)
    assert len(days_until(found, HALF)) == 0


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60), st.integers(1, 10_000))
def test_a_part_has_come_on_the_first_day_that_reaches_it(views: list[int], part: int) -> None:
    (days,) = days_until(np.array([views]), part)
    if not sum(views):
        assert days == UNKNOWN
    else:
        assert sum(views[:days]) * 10_000 >= sum(views) * part
        assert days == 1 or sum(views[: days - 1]) * 10_000 < sum(views) * part
