"""The time that a page is about: some local days, what they are compared with, and their buckets.

A day is a local date of the shop as days since 1 January 1970, as ``ShopCalendar.local_day`` tells
it; both ends of a period belong to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import months
from domain.kernel.columns import UNKNOWN, Array

_EPOCH = date(1970, 1, 1)
_MONDAY = 3
"""1 January 1970 was a Thursday: day -3 was a Monday."""

_DAYS_BY_DAY = 45
_DAYS_BY_WEEK = 200
"""The longest periods that are shown by day and by week, so that a chart has 20 to 45 points."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The local days from ``first`` to ``last``, both with it; ValueError if that is none."""

    first: int
    last: int

    def __post_init__(self) -> None:
        """Nothing is shorter than a day or begins before 1970."""
        if not 0 <= self.first <= self.last:
            raise ValueError(f"no period lies between the days {self.first} and {self.last}")

    @property
    def days(self) -> int:
        """How many days."""
        return self.last - self.first + 1

    def before(self) -> Period:
        """As many days directly before."""
        return Period(self.first - self.days, self.first - 1)

    def a_year_earlier(self) -> Period:
        """The same dates of the year before; where that has no 29 February, the 28th."""
        return Period(_a_year_earlier(self.first), _a_year_earlier(self.last))


UNTOLD = Period(0, 0)
"""Stands in tables for the days of a file that does not say which they are."""


def _a_year_earlier(day: int) -> int:
    then = _date(day)
    if (then.month, then.day) == (2, 29):
        then -= timedelta(1)
    return _day(then.replace(year=then.year - 1))


def _date(day: int) -> date:
    return _EPOCH + timedelta(day)


def _day(of: date) -> int:
    return (of - _EPOCH).days


class Preset(StrEnum):
    """A period that follows from the shop's day; today is always the last one, even unfinished."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    LAST_7 = "last-7"
    LAST_28 = "last-28"
    LAST_90 = "last-90"
    LAST_365 = "last-365"
    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    ALL = "all"


def preset_period(preset: Preset, today: int, begun: int) -> Period:
    """What a preset means on a day, in a shop whose first day was ``begun``.

    Only ``ALL`` looks at the first day: the others may begin before the shop did, so that *last 90
    days* is always 90 days and its figures a day are comparable.
    """
    return _PRESETS[preset](today, begun)


def _last(days: int) -> Callable[[int, int], Period]:
    return lambda today, _: Period(today - days + 1, today)


def _this_month(today: int, _: int) -> Period:
    return Period(_day(_date(today).replace(day=1)), today)


def _last_month(today: int, begun: int) -> Period:
    last = _this_month(today, begun).first - 1
    return _this_month(last, begun)


_PRESETS: dict[Preset, Callable[[int, int], Period]] = {
    Preset.TODAY: _last(1),
    Preset.YESTERDAY: lambda today, _: Period(today - 1, today - 1),
    Preset.LAST_7: _last(7),
    Preset.LAST_28: _last(28),
    Preset.LAST_90: _last(90),
    Preset.LAST_365: _last(365),
    Preset.THIS_MONTH: _this_month,
    Preset.LAST_MONTH: _last_month,
    Preset.ALL: lambda today, begun: Period(min(begun, today), today),
}


class Granularity(StrEnum):
    """How long a bucket is; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def usual_granularity(period: Period) -> Granularity:
    """By day, week or month: what makes a readable number of points of the period."""
    if period.days <= _DAYS_BY_DAY:
        return Granularity.DAY
    return Granularity.WEEK if period.days <= _DAYS_BY_WEEK else Granularity.MONTH


def bucket_numbers(days: Array, granularity: Granularity) -> Array:
    """The days, weeks or months since the first of 1970 in which each day lies."""
    days = np.asarray(days, dtype=np.int64)
    if granularity is Granularity.DAY:
        return days
    if granularity is Granularity.WEEK:
        return (days + _MONDAY) // 7
    return months(days)


def bucket_starts(numbers: Array, granularity: Granularity) -> Array:
    """The first day of each of those buckets."""
    if granularity is Granularity.DAY:
        return numbers
    if granularity is Granularity.WEEK:
        return numbers * 7 - _MONDAY
    return numbers.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Buckets:
    """A period cut into days, weeks or months, in order; a row for each of them.

    ``first`` and ``last`` lie within the period; ``whole`` says that the period holds all of the
    week or month, which its first and its last one often do not.
    """

    period: Period
    granularity: Granularity
    first: Array
    last: Array
    whole: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        """How many."""
        return len(self.first)

    @property
    def days(self) -> Array:
        """How many days of the period lie in each."""
        return self.last - self.first + 1

    def index(self, days: Array) -> Array:
        """Which bucket each day lies in; ``UNKNOWN`` for days outside the period."""
        days = np.asarray(days, dtype=np.int64)
        numbers = bucket_numbers(days, self.granularity)
        number = numbers - bucket_numbers(self.first[:1], self.granularity)
        inside = (days >= self.period.first) & (days <= self.period.last)
        return np.where(inside, number, UNKNOWN)

    def sums(self, days: Array, amounts: Array) -> Array:
        """The sum of the amounts of each bucket's days, in any order; other days are left out."""
        index = self.index(days)
        inside = index != UNKNOWN
        found = np.zeros(len(self), dtype=np.int64)
        np.add.at(found, index[inside], np.asarray(amounts)[inside])
        return found


def buckets(period: Period, granularity: Granularity) -> Buckets:
    """The period's days, weeks or months."""
    ends = bucket_numbers(np.array([period.first, period.last]), granularity)
    edges = bucket_starts(np.arange(ends[0], ends[1] + 2), granularity)
    starts, stops = edges[:-1], edges[1:] - 1
    first, last = np.maximum(starts, period.first), np.minimum(stops, period.last)
    whole = (first == starts) & (last == stops)
    return Buckets(period, granularity, first, last, whole)
