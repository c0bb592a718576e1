"""When a shop sells, on its own clock."""

from __future__ import annotations

import numpy as np

from domain.analytics.hours import by_hour, weekday_of
from domain.kernel.clock import HOUR, ShopCalendar

CALENDAR = ShopCalendar("America/Los_Angeles")
MONDAY = 20_514
"""2 March 2026."""


def test_a_moment_counts_in_its_local_hour_and_weekday() -> None:
    sunday = CALENDAR.midnight(MONDAY + 6)  # clocks go forward in its night
    at = np.array([CALENDAR.midnight(MONDAY), sunday + 22 * HOUR, sunday + 22 * HOUR])
    found = by_hour(CALENDAR.local_day(at), CALENDAR.local_hour(at), np.array([5, 70, 7]))
    assert (found[0, 0], found[6, 23], found.sum()) == (5, 77, 82)


def test_weekdays_are_the_calendars() -> None:
    days = np.arange(MONDAY, MONDAY + 9)
    assert (weekday_of(days) == CALENDAR.weekday(CALENDAR.moment(days))).all()
