"""Capacity and holiday mode: from when business days are counted, and how many are added."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from domain.kernel.clock import HOUR
from domain.rulebook import rulebook
from domain.shipping.fulfilment import (
    Fulfilment,
    added_days,
    counted_from,
    crowding,
    holiday_wait,
)

BOOK = rulebook("us")
CALENDAR = BOOK.calendar
RULES = BOOK.at(1_796_000_000)


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def at(text: str, hour: int) -> np.ndarray:
    return np.array([CALENDAR.moment(day(text), hour * HOUR)])


AWAY = Fulfilment(holiday_from=day("2026-12-21"), holiday_until=day("2026-12-29"))


@pytest.mark.parametrize(
    ("placed", "scanned_by"),
    [
        ("2026-12-18", "2026-12-22 23:59"),  # before it: nothing changes, Friday and two days
        ("2026-12-21", "2026-12-31 23:59"),  # within: Wednesday and Thursday after its last day
        ("2026-12-29", "2026-12-31 23:59"),
        ("2026-12-30", "2027-01-04 23:59"),  # after it; New Year's Day does not count
    ],
)
def test_orders_placed_in_holiday_mode_are_counted_from_its_last_day(
    placed: str, scanned_by: str
) -> None:
    counted = counted_from(at(placed, 15), AWAY, CALENDAR)
    assert CALENDAR.text(int(CALENDAR.business_deadline(counted, 2)[0])) == scanned_by


def test_without_holiday_mode_the_moments_stay_as_they_are() -> None:
    placed = at("2026-12-21", 15)
    assert counted_from(placed, Fulfilment(), CALENDAR) is placed


def test_a_promise_given_in_holiday_mode_waits_for_the_business_days_left_of_it() -> None:
    # 22, 23, 24, 28 and 29 December; the 25th is a holiday.
    assert holiday_wait(day("2026-12-21"), AWAY, CALENDAR) == 5
    assert holiday_wait(day("2026-12-29"), AWAY, CALENDAR) == 0
    assert holiday_wait(day("2026-12-20"), AWAY, CALENDAR) == 0


def test_orders_beyond_the_capacity_get_a_business_day_more() -> None:
    number = np.arange(5)
    assert added_days(number, Fulfilment(capacity=3), RULES).tolist() == [0, 0, 0, 1, 1]
    assert added_days(number, Fulfilment(), RULES).tolist() == [0] * 5


def test_promises_wait_as_long_as_orders_do_on_average() -> None:
    assert crowding(8.0, Fulfilment(capacity=10), RULES) == 0.0
    assert crowding(20.0, Fulfilment(capacity=10), RULES) == pytest.approx(0.5)
    assert crowding(20.0, Fulfilment(), RULES) == 0.0
