"""Business days and local time, after the US rulebook's clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.clock import HOUR
from domain.rulebook import rulebook

CALENDAR = rulebook("us").calendar
PACIFIC = ZoneInfo("America/Los_Angeles")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=PACIFIC).timestamp())


def wall(moment: int) -> str:
    return datetime.fromtimestamp(moment, PACIFIC).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("ordered", "days", "deadline"),
    [
        ("2026-12-09 10:00", 2, "2026-12-11 23:59:59"),  # Wednesday: Thursday, Friday
        ("2026-12-10 23:59", 2, "2026-12-14 23:59:59"),  # Thursday: Friday, Monday
        ("2026-12-12 00:01", 2, "2026-12-15 23:59:59"),  # Saturday is day 0
        ("2026-12-13 12:00", 2, "2026-12-15 23:59:59"),  # so is Sunday
        ("2026-11-25 08:00", 2, "2026-11-30 23:59:59"),  # Thanksgiving does not count
        ("2026-12-24 08:00", 1, "2026-12-28 23:59:59"),  # Christmas Day is a Friday
        ("2026-07-01 08:00", 2, "2026-07-06 23:59:59"),  # 4 July is observed on Friday the 3rd
        ("2027-12-30 08:00", 2, "2028-01-04 23:59:59"),  # 1 January 2028 is observed on the 31st
        ("2026-12-09 10:00", 7, "2026-12-18 23:59:59"),
    ],
)
def test_a_deadline_is_the_last_second_of_the_nth_business_day(
    ordered: str, days: int, deadline: str
) -> None:
    assert wall(int(CALENDAR.business_deadline(at(ordered), days))) == deadline


@given(
    st.integers(int(datetime(2020, 1, 1, tzinfo=UTC).timestamp()), 2_000_000_000),
    st.integers(1, 12),
)
def test_deadlines_agree_with_counting_day_by_day(moment: int, days: int) -> None:
    holidays = {h.on(year) for h in rulebook("us").holidays for year in range(2019, 2040)}
    day = datetime.fromtimestamp(moment, PACIFIC).date()
    left = days
    while left:
        day += timedelta(1)
        left -= day.weekday() < 5 and day not in holidays
    assert wall(int(CALENDAR.business_deadline(moment, days))) == f"{day} 23:59:59"


@given(st.lists(st.integers(1_500_000_000, 2_300_000_000), min_size=1, max_size=20))
def test_local_time_agrees_with_the_zone(moments: list[int]) -> None:
    column = np.array(moments, dtype=np.int64)
    expected = [datetime.fromtimestamp(m, PACIFIC) for m in moments]
    assert CALENDAR.local_hour(column).tolist() == [e.hour for e in expected]
    assert CALENDAR.weekday(column).tolist() == [e.weekday() for e in expected]
    days = [(e.date() - date(1970, 1, 1)).days for e in expected]
    assert CALENDAR.local_day(column).tolist() == days


def test_a_day_has_23_or_25_hours_when_the_clocks_change() -> None:
    for day, hours in ((date(2027, 3, 14), 23), (date(2026, 11, 1), 25), (date(2026, 12, 1), 24)):
        number = (day - date(1970, 1, 1)).days
        length = int(CALENDAR.moment(number + 1)) - int(CALENDAR.moment(number))
        assert length == hours * HOUR


def test_next_time_is_strictly_later() -> None:
    nine = at("2026-12-01 09:00")
    assert wall(CALENDAR.next_time(nine, 9)) == "2026-12-02 09:00:00"
    assert CALENDAR.next_time(nine - 1, 9) == nine


def test_the_calendar_says_where_it_ends_and_knows_deadlines_until_then() -> None:
    deadline = int(CALENDAR.business_deadline(CALENDAR.end, 7))
    assert deadline > CALENDAR.end
    assert wall(CALENDAR.end) > "2099-01-01"


@pytest.mark.parametrize(
    ("year", "observed"),
    [
        (
            2026,
            "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
        ),
        (
            2027,  # Juneteenth, Independence Day and Christmas fall on weekends
            "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24",
        ),
    ],
)
def test_federal_holidays_are_no_business_days(year: int, observed: str) -> None:
    found = sorted(holiday.on(year) for holiday in rulebook("us").holidays)
    assert [day.strftime("%m-%d") for day in found] == observed.split()
    for day in found:
        eve = at(f"{day - timedelta(1)} 12:00")
        assert wall(int(CALENDAR.business_deadline(eve, 1)))[:10] > f"{day}"


@given(st.integers(16_500, 24_000), st.integers(0, 86_399))
def test_a_wall_clock_time_is_found_again_on_its_day(day: int, second: int) -> None:
    moment = int(CALENDAR.moment(day, second))
    shown = moment + int(CALENDAR.offset(moment))
    skipped = shown != day * 86_400 + second
    if skipped:  # the hour that the clocks jump over in March
        assert second // HOUR == 2
        assert datetime.fromtimestamp(moment, PACIFIC).month == 3
    assert int(CALENDAR.local_day(moment)) == day
    assert datetime.fromtimestamp(moment, PACIFIC).date() == date(1970, 1, 1) + timedelta(day)


@given(st.lists(st.integers(16_500, 24_000), min_size=1, max_size=10))
def test_midnights_of_many_days_are_those_of_each(days: list[int]) -> None:
    together = CALENDAR.moment(np.array(days, dtype=np.int64)).tolist()
    assert together == [int(CALENDAR.moment(day)) for day in days]
    assert CALENDAR.local_day(np.array(together) - 1).tolist() == [day - 1 for day in days]


@given(st.integers(1_500_000_000, 2_300_000_000), st.integers(3, 23))
def test_the_next_hour_of_the_day_is_within_a_day(moment: int, hour: int) -> None:
    found = CALENDAR.next_time(moment, hour)
    assert moment < found <= moment + 25 * HOUR
    assert wall(found).endswith(f"{hour:02d}:00:00")


def test_the_clock_reads_as_the_zone_shows_it() -> None:
    assert CALENDAR.text(at("2026-12-12 09:00")) == "2026-12-12 09:00"
    assert CALENDAR.text(at("2027-07-04 17:30")) == "2027-07-04 17:30"
