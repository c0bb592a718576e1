"""Shop time: epoch seconds in UTC, local days of the shop's zone, and its business days.

Zone data comes from the locked ``tzdata`` package, never from the operating system, so that one
shop keeps one clock on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Seconds = npt.NDArray[np.int64]
"""A column of epoch seconds, UTC; 0 stands for *not yet*."""

MINUTE = 60
HOUR = 3_600
DAY = 86_400
WEEK = 7 * DAY

_FIRST_YEAR = 2015
_LAST_YEAR = 2100
_EPOCH = date(1970, 1, 1)


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of that name, read from the ``tzdata`` package."""
    path = files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with path.open("rb") as stream:
        return ZoneInfo.from_file(stream, key=name)


@cache
def _offsets(name: str) -> tuple[Seconds, Seconds]:
    """When the zone's offset from UTC changes, and the offset from then on, in seconds."""
    info = zone(name)

    def offset(at: int) -> int:
        delta = datetime.fromtimestamp(at, UTC).astimezone(info).utcoffset()
        return int(delta.total_seconds()) if delta else 0

    first = int(datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp())
    last = int(datetime(_LAST_YEAR, 1, 1, tzinfo=UTC).timestamp())
    starts, values = [-(2**62)], [offset(first)]
    for week in range(first, last, WEEK):  # no zone changes its offset twice in a week
        if offset(week + WEEK) == values[-1]:
            continue
        low, high = week, week + WEEK
        while high - low > MINUTE:  # no zone changes it within a minute
            middle = (low + high) // 2 // MINUTE * MINUTE
            low, high = (middle, high) if offset(middle) == values[-1] else (low, middle)
        starts.append(high)
        values.append(offset(high))
    return np.array(starts, dtype=np.int64), np.array(values, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that is no business day, every year.

    Either a fixed ``day`` of the month, moved to Friday or Monday when it falls on a weekend
    (as federal holidays are observed), or the ``nth`` ``weekday`` (Monday is 1; -1 is the last).
    """

    name: str
    month: int
    day: int = 0
    weekday: int = 0
    nth: int = 0

    def on(self, year: int) -> date:
        """The date on which the holiday is observed in that year."""
        if self.day:
            fixed = date(year, self.month, self.day)
            return fixed + timedelta({5: -1, 6: 1}.get(fixed.weekday(), 0))
        if self.nth > 0:
            first = date(year, self.month, 1)
            ahead = (self.weekday - 1 - first.weekday()) % 7
            return first + timedelta(ahead + 7 * (self.nth - 1))
        after = date(year + self.month // 12, self.month % 12 + 1, 1)
        last = after - timedelta(1)
        return last - timedelta((last.weekday() - (self.weekday - 1)) % 7)


def months(day: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The months since January 1970 in which local days lie."""
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_day(month: int) -> int:
    """The first local day of a month since January 1970."""
    return int(np.datetime64(month, "M").astype("datetime64[D]").astype(np.int64))


class ShopCalendar:
    """Local time and business days of one region, over columns of epoch seconds."""

    def __init__(self, zone_name: str, holidays: Sequence[Holiday] = ()) -> None:
        """Take the zone's IANA name and the region's holidays; weekends never count."""
        self.zone_name = zone_name
        self._midnights: dict[int, int] = {}
        self._starts, self._values = _offsets(zone_name)
        closed = {(h.on(y) - _EPOCH).days for h in holidays for y in range(_FIRST_YEAR, _LAST_YEAR)}
        self._first_day = (date(_FIRST_YEAR, 1, 1) - _EPOCH).days
        days = np.arange(self._first_day, (date(_LAST_YEAR, 1, 1) - _EPOCH).days)
        weekend = (days + 3) % 7 >= 5  # 1 January 1970 was a Thursday
        is_open = ~weekend & ~np.isin(days, np.fromiter(closed, dtype=np.int64, count=len(closed)))
        self._open_days = days[is_open]
        self._open_until = np.cumsum(is_open)

    @property
    def end(self) -> int:
        """The moment from which on this calendar knows no more deadlines."""
        return int(self.moment(int(self._open_days[-1]) - 60))

    def offset(self, at: npt.ArrayLike) -> Seconds:
        """Seconds to add to UTC to get the zone's wall clock at those moments."""
        moments = np.asarray(at, dtype=np.int64)
        return self._values[self._starts.searchsorted(moments, side="right") - 1]

    def even(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """A span of time in pieces in which the wall clock is not changed: start, end, offset."""
        inside = self._starts[(self._starts > start) & (self._starts < end)]
        cuts = [start, *inside.tolist(), end]
        for first, last in pairwise(cuts):
            yield first, last, int(self.offset(first))

    def local_day(self, at: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The local date of each moment as days since 1 January 1970."""
        moments = np.asarray(at, dtype=np.int64)
        return (moments + self.offset(moments)) // DAY

    def local_hour(self, at: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The local hour of each moment, 0 to 23."""
        moments = np.asarray(at, dtype=np.int64)
        return (moments + self.offset(moments)) % DAY // HOUR

    def weekday(self, at: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The local weekday of each moment, Monday 0 to Sunday 6."""
        return (self.local_day(at) + 3) % 7

    def moment(self, day: npt.ArrayLike, second: int = 0) -> Seconds:
        """The epoch second at which a local wall clock shows ``second`` seconds after midnight."""
        wall = np.asarray(day, dtype=np.int64) * DAY + second
        guess = wall - self.offset(wall)
        return wall - self.offset(guess)

    def midnight(self, day: int) -> int:
        """The epoch second at which that local day begins."""
        if day not in self._midnights:
            self._midnights[day] = int(self.moment(day))
        return self._midnights[day]

    def next_time(self, at: int, hour: int) -> int:
        """The first moment after ``at`` at which the local clock shows that full hour."""
        day = int(self.local_day(at))
        today = int(self.moment(day, hour * HOUR))
        return today if today > at else int(self.moment(day + 1, hour * HOUR))

    def business_deadline(self, at: npt.ArrayLike, days: npt.ArrayLike) -> Seconds:
        """The last second (23:59:59 local) of the n-th business day after each moment's date.

        The date itself is day 0; Saturdays, Sundays and holidays do not count.
        """
        index = self.local_day(at) - self._first_day
        target = self._open_until[index] + np.asarray(days, dtype=np.int64) - 1
        return self.moment(self._open_days[target], DAY - 1)

    def business_days_left(self, now: npt.ArrayLike, until: Seconds) -> npt.NDArray[np.int64]:
        """Business days after today, up to and with the date of each moment."""
        first, last = (self.local_day(at) - self._first_day for at in (now, until))
        return np.asarray(self._open_until[last] - self._open_until[first])

    def business_days(self, first: int, last: int) -> int:
        """How many business days lie after the local day ``first``, up to and with ``last``."""
        until = self._open_until
        return int(until[last - self._first_day] - until[first - self._first_day])

    def text(self, at: int) -> str:
        """The local wall clock as ``2026-12-12 09:00``."""
        wall = datetime.fromtimestamp(at + int(self.offset(at)), UTC)
        return wall.strftime("%Y-%m-%d %H:%M")
