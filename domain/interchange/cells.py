"""What a cell says: ids, amounts, counts, times and words, as columns of integers.

Exports repeat themselves, so each kind remembers the cells it has read: a column is one dictionary
look-up per cell. A cell that cannot be read becomes ``BAD``. Money never passes through a float.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import DAY, HOUR, MINUTE, Seconds, ShopCalendar
from domain.kernel.columns import Array
from domain.kernel.money import Currency

BAD = -(1 << 62)
"""Stands for a cell that cannot be read."""

LOST = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
"""An id that a spreadsheet program turned into a rounded number."""

_REMEMBERED = 20_000
_ID_DIGITS = 19
_ID_LIMIT = 1 << 63
_MONEY_DIGITS = 12  # so that no sum over a file leaves 64 bits
_COUNT_LIMIT = 1_000_000
_YEARS = range(2016, 2044)  # the shop's calendar, less room for deadlines at both ends
_EPOCH = date(1970, 1, 1).toordinal()


class Cells(dict[str, int]):
    """Reads cells of one kind; remembers a limited number of them."""

    def __missing__(self, cell: str) -> int:
        """Read a cell that is not remembered."""
        value = self[cell] = self.value(cell.strip())
        return value

    def value(self, text: str) -> int:
        """What the trimmed cell says, or ``BAD``."""
        raise NotImplementedError

    def column(self, cells: Sequence[str]) -> npt.NDArray[np.int64]:
        """The values of a column of cells."""
        if len(self) > _REMEMBERED:
            self.clear()
        return np.fromiter(map(self.__getitem__, cells), np.int64, len(cells))


class Ids(Cells):
    """Ids of digits only; 0 where the cell is blank."""

    def value(self, text: str) -> int:
        """The id as a number below 2 to the power of 63.

        An apostrophe before it made a spreadsheet program keep all its digits.
        """
        text = text.removeprefix("'")
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and len(text) <= _ID_DIGITS):
            return BAD
        number = int(text)
        return number if 0 < number < _ID_LIMIT else BAD


class Counts(Cells):
    """Numbers of units from 0 to a million; 0 where the cell is blank."""

    def value(self, text: str) -> int:
        """The number."""
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and len(text) < _MONEY_DIGITS):
            return BAD
        number = int(text)
        return number if number <= _COUNT_LIMIT else BAD


class Numbered(Cells):
    """Words that stand for numbers of ours; any other, and a blank, cannot be read."""

    def __init__(self, meanings: Mapping[str, int]) -> None:
        """Take the case-folded words and the number of each."""
        super().__init__()
        self._meanings = meanings

    def value(self, text: str) -> int:
        """The word's number."""
        return self._meanings.get(text.casefold(), BAD)


class Amounts(Cells):
    """Amounts in minor units of one currency; 0 where the cell is blank."""

    def __init__(self, currency: Currency, prefixes: Iterable[str] = ()) -> None:
        """Take what may stand before an amount, such as ``USD``; no other currency is read."""
        super().__init__()
        self._digits = currency.minor_units
        marks = "|".join(re.escape(prefix) for prefix in prefixes)
        self._form = re.compile(rf"(-?)(?:(?:{marks})\s*)?(-?)([0-9][0-9.,]*)", re.IGNORECASE)

    def value(self, text: str) -> int:
        """The amount: the last separator is decimal unless it can only group thousands."""
        if not text:
            return 0
        found = self._form.fullmatch(text)
        if found is None:
            return BAD
        before, after, number = found.groups()
        whole, fraction = self._split(number)
        groups = re.split(r"[.,]", whole)
        grouped = len(groups) > 1
        if grouped and not (
            len(set(re.sub(r"[0-9]", "", whole))) == 1
            and len(groups[0]) <= 3
            and all(len(group) == 3 for group in groups[1:])
        ):
            return BAD
        kept = fraction[: self._digits].ljust(self._digits, "0")
        if fraction[self._digits :].strip("0") or not groups[0]:
            return BAD
        digits = "".join(groups) + kept
        if len(digits) > _MONEY_DIGITS or (before and after):
            return BAD
        return -int(digits) if before or after else int(digits)

    def _split(self, number: str) -> tuple[str, str]:
        """The digits before the decimal separator with their grouping, and those behind it."""
        cut = max(number.rfind("."), number.rfind(","))
        if cut < 0:
            return number, ""
        last, tail = number[cut], number[cut + 1 :]
        marks = re.sub(r"[0-9]", "", number)
        # Three digits behind the only kind of separator are thousands: rupiah have no decimals,
        # and no cent amount has three. A single dot in such an amount stays unreadable.
        grouping = self._digits == 0 or last == "," or len(marks) > 1
        if grouping and len(tail) == 3 and len(set(marks)) == 1:
            return number, ""
        return (
            (number[:cut], tail) if 1 <= len(tail) <= 2 and last not in number[:cut] else ("", "")
        )


class Told(Amounts):
    """Amounts of which a blank cell tells nothing: ``BAD``, as where one cannot be read."""

    def value(self, text: str) -> int:
        """The amount."""
        return super().value(text) if text else BAD


_DATES = {
    "MDY": r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})",
    "DMY": r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})",
    "YMD": r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
}
"""How the parts of a date stand. Year first is nobody's own form, and cannot be mistaken."""


class Days(dict[str, int]):
    """Dates as seconds since 1970 of their midnight."""

    def __init__(self, order: str) -> None:
        """Take how the parts stand: ``MDY``, ``DMY`` or ``YMD``."""
        super().__init__()
        self._form = re.compile(_DATES[order])

    def __missing__(self, cell: str) -> int:
        """Read a cell that is not remembered."""
        value = self[cell] = self.value(cell.strip())
        return value

    def value(self, text: str) -> int:
        """What the trimmed cell says; 0 where it is blank, or ``BAD``."""
        if not text:
            return 0
        found = self._form.fullmatch(text)
        if found is None:
            return BAD
        year, month, day = (int(found[part]) for part in ("year", "month", "day"))
        if year not in _YEARS:
            return BAD
        try:
            return (date(year, month, day).toordinal() - _EPOCH) * DAY
        except ValueError:
            return BAD


class _Clocks(dict[str, int]):
    """Times of day as seconds since midnight."""

    def __init__(self, hours: int) -> None:
        super().__init__()
        self._half = hours == 12
        mark = r"\s*([AP])M" if self._half else "()"
        self._form = re.compile(rf"([0-9]{{1,2}}):([0-9]{{2}}):([0-9]{{2}}){mark}", re.IGNORECASE)

    def __missing__(self, cell: str) -> int:
        value = self[cell] = self._value(cell.strip())
        return value

    def _value(self, text: str) -> int:
        found = self._form.fullmatch(text)
        if found is None:
            return BAD
        hour, minute, second = (int(part) for part in found.groups()[:3])
        if self._half:
            if not 1 <= hour <= 12:
                return BAD
            hour = hour % 12 + (12 if found[4] in "Pp" else 0)
        if hour > 23 or minute > 59 or second > 59:
            return BAD
        return hour * HOUR + minute * MINUTE + second


class Times:
    """Wall clocks as a market writes them, and moments that say themselves that they are UTC."""

    def __init__(self, forms: Sequence[str]) -> None:
        """Take the market's forms, such as ``MDY 12``: the order of a date, the hours of a clock.

        A clock of 12 hours needs AM or PM and one of 24 must not have it, so that at most one form
        fits a cell. Year, month, day with 24 hours is read in every market.
        """
        self._forms = []
        for form in (*forms, "YMD 24"):
            order, hours = form.split()
            self._forms.append((Days(order), _Clocks(int(hours))))

    def column(self, cells: Sequence[str]) -> Seconds:
        """The wall clock of each cell as if it were UTC; 0 where blank, or ``BAD``.

        A moment in UTC is negative; ``utc`` knows both.
        """
        days, clocks = self._forms[0]
        for memory in (days, clocks):
            if len(memory) > 10 * _REMEMBERED:
                memory.clear()
        # Dates of ten characters are the rule; whatever looks wrong then gets a second look.
        values = np.array(
            [
                days[cell[:10]] + clocks[cell[10:]]
                if len(cell) > 10
                else (BAD if cell.strip() else 0)
                for cell in cells
            ],
            dtype=np.int64,
        )
        for at in np.flatnonzero((values < DAY) & (values != 0)).tolist():
            values[at] = self.value(cells[at])
        return values

    def value(self, cell: str) -> int:
        """The wall clock of one cell, negative where it is a moment in UTC."""
        day, _, clock = cell.strip().replace("T", " ", 1).partition(" ")
        if not day:
            return 0
        for days, clocks in self._forms:
            found = days[day], clocks[clock.removesuffix("Z")]
            if min(found) >= 0:
                return -sum(found) if clock.endswith("Z") else sum(found)
        return BAD


def utc(calendar: ShopCalendar, wall: Seconds) -> Seconds:
    """Epoch seconds of moments read by ``Times``; 0 stays 0."""
    guess = wall - calendar.offset(wall)
    return np.where(wall > 0, wall - calendar.offset(guess), -wall)


_GUARDED = re.compile(r"'+[=+\-@\t\r\n\0＝＋－＠]")  # noqa: RUF001 - the wide ones count too


def guarded(text: str) -> str:
    """The text so that no spreadsheet program takes it for a formula: an apostrophe goes before."""
    return f"'{text}" if _GUARDED.match(f"'{text}") else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if _GUARDED.match(text) else text


class Words(dict[str, int]):
    """Gives each distinct text a code; 0 is the empty text.

    Ten million repeated texts then take four bytes each.
    """

    def __init__(self, guarded: bool = False) -> None:
        """Say whether texts may carry the guard of a CSV file, which then is taken off."""
        super().__init__()
        self._guarded = guarded
        self._codes = {"": 0}

    def __missing__(self, cell: str) -> int:
        """Give a new cell the code of its text."""
        trimmed = cell.strip()
        text = self.text(unguarded(trimmed) if self._guarded else trimmed)
        code = self[cell] = self._codes.setdefault(text, len(self._codes))
        return code

    def text(self, trimmed: str) -> str:
        """What is kept of a trimmed cell."""
        return trimmed

    def column(self, cells: Sequence[str]) -> npt.NDArray[np.int32]:
        """The codes of a column of cells."""
        return np.fromiter(map(self.__getitem__, cells), np.int32, len(cells))

    def texts(self) -> Array:
        """The texts in the order of their codes."""
        array = np.empty(len(self._codes), dtype=object)
        array[:] = list(self._codes)
        return array


class Choices(Words):
    """Words of a file that stand for words of ours; those not listed become the default."""

    def __init__(self, meanings: Mapping[str, str], default: str = "") -> None:
        """Take the case-folded words of the file and what each means."""
        super().__init__()
        self._meanings = meanings
        self._default = default
        self.unknown = 0
        """How many distinct words were not listed."""

    def text(self, trimmed: str) -> str:
        """Our word for it."""
        known = self._meanings.get(trimmed.casefold())
        if known is None and trimmed:
            self.unknown += 1
        return self._default if known is None else known


class Renamed(Words):
    """Words of a file, in the place of some of which stand words of ours; the others stay."""

    def __init__(self, meanings: Mapping[str, str], guarded: bool = False) -> None:
        """Take the case-folded words that have one of ours, and as ``Words`` does."""
        super().__init__(guarded)
        self._meanings = meanings

    def text(self, trimmed: str) -> str:
        """Our word for it, or the word itself."""
        return self._meanings.get(trimmed.casefold(), trimmed)


class Keys(Words):
    """Names of persons, of which only a keyed hash is kept: the same name has the same key."""

    def __init__(self, salt: str) -> None:
        """Take the shop's salt in hexadecimal digits."""
        super().__init__()
        self._salt = bytes.fromhex(salt)

    def text(self, trimmed: str) -> str:
        """The key: 32 hexadecimal digits, empty where there is no name."""
        if not trimmed:
            return ""
        return blake2b(trimmed.encode("utf-8"), key=self._salt, digest_size=16).hexdigest()
