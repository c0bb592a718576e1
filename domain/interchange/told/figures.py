"""What a cell of an analytics export says: a number, that there is none, or nothing readable."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from domain.interchange.cells import BAD, Cells, Days, Times, utc
from domain.kernel.clock import DAY, ShopCalendar
from domain.kernel.columns import UNKNOWN, Array
from domain.kernel.money import BASIS

_BARE = 1 << 40
"""Added to a rate that stood without a per cent sign, until it is clear what it was."""
_LONGEST = 24
_RATE = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,12})?)\s*(%?)")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class Figures(Cells):
    """Cells of one kind that may say that there is nothing to tell, and never less than 0."""

    def __init__(self, cells: Cells, none: frozenset[str]) -> None:
        """Take how a number is read, and the words for none."""
        super().__init__()
        self._cells = cells
        self._none = none

    def value(self, text: str) -> int:
        """The number; ``UNKNOWN`` where the cell is blank or says that there is none."""
        if not text or text in self._none:
            return UNKNOWN
        found = self._cells.value(text)
        return found if found >= 0 else BAD


class Rates(Cells):
    """Rates in basis points, those without a per cent sign marked for ``settled``."""

    def __init__(self, percent: bool) -> None:
        """Say whether the column's name has said per cent already."""
        super().__init__()
        self._percent = percent

    def value(self, text: str) -> int:
        """The rate to the nearest basis point, of a percentage or of a share of one."""
        found = _RATE.fullmatch(text)
        if found is None:
            return BAD
        number = Decimal(found[1].replace(",", "."))
        percent = bool(found[2]) or self._percent
        points = number * (BASIS // 100 if percent else BASIS)
        return int(points.to_integral_value(ROUND_HALF_UP)) + (0 if percent else _BARE)


def settled(rates: dict[str, Array]) -> tuple[dict[str, Array], bool]:
    """The rates of a file, and whether some of them could not be told.

    Without per cent signs they are shares of one. Where one of those is above one they could be
    percentages as well, so none of them is taken.
    """
    unclear = any(bool((array > _BARE + BASIS).any()) for array in rates.values())
    return {
        name: np.where(array >= _BARE, UNKNOWN if unclear else array - _BARE, array)
        for name, array in rates.items()
    }, unclear


_DAYS = {order: Days(order) for order in ("DMY", "YMD")}


def day_of(text: str, order: str) -> int:
    """A local day, or ``BAD``; the year may stand first, with or without a clock behind it."""
    day = text.replace("T", " ").partition(" ")[0]
    if day[:4].isdigit():
        seconds = _DAYS["YMD"].value(day.replace("/", "-"))
    else:
        seconds = _DAYS[order].value(text)
    return seconds // DAY if seconds > 0 else BAD


class LocalDays(Cells):
    """Days, of which none may be blank."""

    def __init__(self, order: str) -> None:
        """Take how the parts of a day stand where the year is not first."""
        super().__init__()
        self._order = order

    def value(self, text: str) -> int:
        """The day since 1970-01-01."""
        return day_of(text, self._order)


class Moments(Cells):
    """Moments by the shop's clock, in epoch seconds; its midnight where only a day is told."""

    def __init__(self, calendar: ShopCalendar, none: frozenset[str]) -> None:
        """Take the shop's clock, and the words for none."""
        super().__init__()
        self._calendar = calendar
        self._none = none
        self._times = Times(("DMY 24", "DMY 12", "MDY 24", "MDY 12"))

    def value(self, text: str) -> int:
        """The moment; ``UNKNOWN`` where none is told, or day and month could be either way round.

        No evidence says how such lists write a date whose year is not first.
        """
        if not text or text in self._none:
            return UNKNOWN
        day, _, clock = text[:_LONGEST].replace("T", " ").partition(" ")
        if day[:4].isdigit():
            day = day.replace("/", "-")
        slashed = _SLASHED.fullmatch(day)
        if slashed and slashed[1] != slashed[2] and max(int(slashed[1]), int(slashed[2])) <= 12:
            return UNKNOWN
        if clock.count(":") == 1:
            clock = re.sub(r"(:[0-9]{2})", r"\1:00", clock, count=1)
        wall = self._times.value(f"{day} {clock or '00:00:00'}")
        return int(utc(self._calendar, np.array([wall]))[0]) if wall != BAD else BAD
