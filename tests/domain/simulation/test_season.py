"""Traffic by hour, weekday, payday and season, against what is published of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from domain.kernel.clock import HOUR, ShopCalendar
from domain.kernel.randomness import ONE
from domain.simulation.parameters import Parameters, parameters
from domain.simulation.season import day_factor, hour_shares

PACIFIC = ShopCalendar("America/Los_Angeles")
EVEN_WEEK = replace(parameters(), weekday_weights=(1.0,) * 7)
ONLY_SEASON = replace(EVEN_WEEK, payday_lift=0.0)
ONLY_PAYDAYS = replace(
    EVEN_WEEK, q4_level=1.0, thanksgiving=1.0, black_friday=1.0, cyber_monday=1.0
)


def number(on: date) -> int:
    return (on - date(1970, 1, 1)).days


def factors(first: date, last: date, figures: Parameters) -> dict[date, float]:
    days = [first + timedelta(past) for past in range((last - first).days + 1)]
    return {day: day_factor(PACIFIC, number(day), figures) for day in days}


@pytest.mark.parametrize(
    ("on", "hours"), [(date(2026, 3, 8), 23), (date(2026, 6, 1), 24), (date(2026, 11, 1), 25)]
)
def test_a_day_has_its_hours_also_when_the_clock_changes(on: date, hours: int) -> None:
    moments, shares = hour_shares(PACIFIC, number(on), parameters())
    assert len(moments) == len(shares) == hours
    assert moments[0] == PACIFIC.midnight(number(on))
    assert moments[-1] + HOUR == PACIFIC.midnight(number(on) + 1)
    assert (np.diff(moments) == HOUR).all()
    assert (np.diff(shares, prepend=0) > 0).all()
    assert shares[-1] == ONE


def test_an_hour_has_the_weight_of_its_local_clock() -> None:
    moments, shares = hour_shares(PACIFIC, number(date(2026, 11, 1)), parameters())
    weights = np.array(parameters().hour_weights)[PACIFIC.local_hour(moments)]
    assert np.diff(shares, prepend=0) / ONE == pytest.approx(weights / weights.sum(), abs=1e-9)


def test_most_is_bought_between_20_and_22_h() -> None:
    _, shares = hour_shares(PACIFIC, number(date(2026, 6, 1)), parameters())
    assert set(np.argsort(np.diff(shares, prepend=0))[-2:].tolist()) == {20, 21}


def test_what_is_remembered_of_a_day_cannot_be_changed() -> None:
    for column in hour_shares(PACIFIC, number(date(2026, 6, 1)), parameters()):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0


def test_weekdays_differ_by_at_most_8_percent_and_average_1() -> None:
    weights = np.array(parameters().weekday_weights)
    assert weights.mean() == pytest.approx(1.0)
    assert (abs(weights - 1.0) <= 0.08).all()
    week = factors(date(2026, 6, 8), date(2026, 6, 14), parameters())  # a week without paydays
    assert list(week.values()) == pytest.approx(weights.tolist())


def test_paydays_and_the_days_after_them_have_more_traffic() -> None:
    june = factors(date(2026, 6, 1), date(2026, 6, 30), ONLY_PAYDAYS)
    lifted = {day.day for day, factor in june.items() if factor > 1.0}
    assert lifted == {1, 2, 15, 16}
    assert 1.03 <= max(june.values()) <= 1.10


def test_a_payday_at_the_end_of_a_month_lasts_into_the_next() -> None:
    late = replace(ONLY_PAYDAYS, paydays=(31,))
    days = factors(date(2026, 5, 30), date(2026, 6, 2), late)
    assert [factor > 1.0 for factor in days.values()] == [False, True, True, False]


@pytest.mark.parametrize(
    ("year", "thanksgiving"), [(2026, date(2026, 11, 26)), (2027, date(2027, 11, 25))]
)
def test_november_and_december_have_their_level_and_three_days_their_share_of_it(
    year: int, thanksgiving: date
) -> None:
    figures = parameters()
    season = factors(date(year, 11, 1), date(year, 12, 31), ONLY_SEASON)
    mean = sum(season.values()) / len(season)
    assert mean == pytest.approx(figures.q4_level)
    assert season[thanksgiving] / mean == pytest.approx(figures.thanksgiving)
    assert season[thanksgiving + timedelta(1)] / mean == pytest.approx(figures.black_friday)
    assert season[thanksgiving + timedelta(4)] / mean == pytest.approx(figures.cyber_monday)
    others = {f for day, f in season.items() if (day - thanksgiving).days not in {0, 1, 4}}
    assert len(others) == 1
    assert set(factors(date(year, 1, 1), date(year, 10, 31), ONLY_SEASON).values()) == {1.0}


def test_a_season_of_ones_is_no_season() -> None:
    year = factors(date(2026, 1, 1), date(2026, 12, 31), replace(ONLY_PAYDAYS, payday_lift=0.0))
    assert list(year.values()) == pytest.approx([1.0] * 365)


@pytest.mark.parametrize(
    ("year", "friday"), [(2026, date(2026, 11, 27)), (2027, date(2027, 11, 26))]
)
def test_black_friday_is_3_to_4_and_a_half_average_days(year: int, friday: date) -> None:
    days = factors(date(year, 1, 1), date(year, 12, 31), parameters())
    assert 3.0 <= days[friday] / (sum(days.values()) / len(days)) <= 4.5
