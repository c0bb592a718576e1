"""Moments as texts: in the platform's own form for a market, or year first."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import numpy as np

from domain.interchange.cells import utc
from domain.kernel.clock import DAY, Seconds, ShopCalendar
from domain.kernel.columns import Array

_DAYS = {"MDY": "%m/%d/%Y", "DMY": "%d/%m/%Y", "YMD": "%Y-%m-%d"}


def local_texts(moments: Seconds, calendar: ShopCalendar, form: str = "YMD 24") -> Array:
    """The shop's wall clock at each moment, in a form such as ``MDY 12``; empty where 0.

    The hour that the clock shows twice in autumn is ambiguous: in its second showing the moment
    stands as UTC with a Z, so that reading the text gives the moment back.
    """
    walls = np.where(moments > 0, moments + calendar.offset(moments), 0)
    order, hours = form.split()
    clear = utc(calendar, walls) == moments
    texts = np.full(len(moments), "", dtype=object)
    for place in np.flatnonzero(moments).tolist():
        if clear[place]:
            texts[place] = _text(int(walls[place]), order, hours)
        else:
            texts[place] = utc_text(int(moments[place]))
    return texts


def day_text(day: int) -> str:
    """A local day as ``2026-11-01``."""
    return _day(day, "YMD")


def utc_text(at: int) -> str:
    """A moment as ``2026-11-01T09:30:00Z``."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _text(wall: int, order: str, hours: str) -> str:
    day, second = divmod(wall, DAY)
    return f"{_day(day, order)} {_clock(second, hours)}"


@cache
def _day(day: int, order: str) -> str:
    return datetime.fromtimestamp(day * DAY, UTC).strftime(_DAYS[order])


def _clock(second: int, hours: str) -> str:
    hour, minute, rest = second // 3_600, second // 60 % 60, second % 60
    if hours == "12":
        return f"{hour % 12 or 12}:{minute:02d}:{rest:02d} {'AM' if hour < 12 else 'PM'}"
    return f"{hour:02d}:{minute:02d}:{rest:02d}"
