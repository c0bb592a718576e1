"""The days that a file says it is about, in the rows above its header or else in its name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.analytics.periods import Period
from domain.interchange.told.figures import day_of

_DAY = r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
_CLOCK = r"(?:\s+[0-9]{1,2}:[0-9:]{2,6})?"
_TWO_DAYS = re.compile(rf"(?<![0-9])({_DAY}){_CLOCK}\s*[~～–—-]\s*({_DAY})(?![0-9])")  # noqa: RUF001
_NAMED = re.compile(
    r"(?<![0-9])([0-9]{4})-?([0-9]{2})-?([0-9]{2})[-_~]([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])"
)


def period_of(file: str, above: Iterable[str], order: str) -> Period | None:
    """The first period that a cell above the header tells, such as ``[日期范围]: 2026-08-18 ~ …``.

    Where none does, that of the file's name, such as ``…_List_20260801-20260831.xlsx``. None where
    both say nothing. ``order`` is how the parts of a day stand where the year is not first.
    """
    told = [found.groups() for cell in above if (found := _TWO_DAYS.search(cell))]
    if named := _NAMED.search(file):
        told.append(("-".join(named.groups()[:3]), "-".join(named.groups()[3:])))
    for each in told:
        first, last = (day_of(day, order) for day in each)
        if 0 <= first <= last:
            return Period(first, last)
    return None
