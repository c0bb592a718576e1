"""An analytics export scanned: one row for each thing it tells of, with the period it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from domain.analytics.periods import UNTOLD, Period
from domain.interchange.facts import Facts
from domain.interchange.layout import regions
from domain.interchange.plan import Opened, RefusedRow, Scan
from domain.interchange.rows import Forms, read_rows
from domain.interchange.told.figures import settled
from domain.interchange.told.layout import Told, common, layout, matched
from domain.interchange.told.period import period_of
from domain.interchange.told.rows import ToldRows, once
from domain.kernel.columns import UNKNOWN, Array
from domain.kernel.progress import Progress
from domain.kernel.refusals import Refusal, RefusedError

_MONTH_FIRST = re.compile(r"(?:0?[1-9]|1[0-2])/(?:1[3-9]|2[0-9]|3[01])/[0-9]{4}")


@dataclass(frozen=True, slots=True)
class ToldScan(Scan):
    """All that one file tells."""

    told: Told
    period: Period | None
    """The days it is about; None where it does not say so, or each row has a day of its own."""
    facts: Facts = field(repr=False)
    """Columns of the table, ``UNKNOWN`` or empty where a row does not tell them."""

    @property
    def days(self) -> Period | None:
        """The days of which anything is told; None where the file does not say which they are."""
        if "day" not in self.facts or not len(self.facts):
            return self.period
        rows = self.facts["day"]
        return Period(int(rows.min()), int(rows.max()))


def scan(opened: Opened, progress: Progress, *, told: Told) -> ToldScan:
    """Read a file of what is told; it does not say its region, which is taken to be the shop's.

    Refused with ``RefusedError``: amounts of another currency, and days that could be either way
    round.
    """
    file, book, shared = opened.file, opened.book, common()
    header, percent = matched(file, opened.sheet.header, told, book)
    forms = Forms(book.currency, regions()[book.code].prefixes, ())
    reader = ToldRows(told, header, percent, forms, opened.sheet, book)
    read_rows(file, opened.sheet, reader, progress)
    _check_days(file, reader.refused)
    rows = once(file, reader, told.key)
    rates, unclear = settled({name: rows[name] for name in layout(told).groups["rates"]})
    rows |= rates
    words = {name: each.texts() for name, each in reader.words.items()}
    period, warnings = None, []
    if "period_first" in told.table.c:
        above = (cell for row in opened.sheet.above for cell in row)
        period = period_of(file, above, shared.days)
        if period is None:
            warnings.append(Refusal("period-untold", {"file": file}))
    if reader.data_rows == shared.cut_off:
        warnings.append(Refusal("file-perhaps-cut", {"file": file, "rows": shared.cut_off}))
    if unclear:
        warnings.append(Refusal("rates-unclear", {"file": file}))
    statuses = rows["status"] if "status" in words else np.zeros(0, dtype=np.int64)
    return ToldScan(
        region=book.code,
        rows=reader.data_rows,
        refused=tuple(reader.refused),
        unknown_columns=header.unknown,
        totals={"lines": len(rows["row"])}
        | {name: _total(rows, name, told.key[0]) for name in told.totals},
        by_status=_counts(statuses, words["status"]) if len(statuses) else {},
        warnings=tuple(warnings),
        told=told,
        period=period,
        facts=Facts(_columns(rows, told, period), words),
    )


def _check_days(file: str, refused: list[RefusedRow]) -> None:
    """Refuse a file whose days have the month first: of those that can be read none is sure."""
    for each in refused:
        if each.refusal.code == "cell-not-day" and _MONTH_FIRST.fullmatch(each.value):
            raise RefusedError("file-days-unclear", file=file, row=each.row, day=each.value)


def _total(rows: dict[str, Array], name: str, thing: str) -> int | None:
    """The sum of what is known; None where no row tells it.

    Views are the thing's own, so where several rows tell of one thing they count once.
    """
    numbers = rows[name]
    if name == "views":
        numbers = numbers[np.unique(rows[thing], return_index=True)[1]]
    known = numbers[numbers != UNKNOWN]
    return int(known.sum()) if len(known) else None


def _counts(codes: Array, words: Array) -> dict[str, int]:
    counts = np.bincount(codes, minlength=len(words)).tolist()
    found = zip(words.tolist(), counts, strict=True)
    return {word: count for word, count in found if word and count}


def _columns(rows: dict[str, Array], told: Told, period: Period | None) -> dict[str, Array]:
    found = {column.name: rows[column.name] for column in told.table.c if column.name in rows}
    if "period_first" in told.table.c:
        days = period or UNTOLD
        for name, day in (("period_first", days.first), ("period_last", days.last)):
            found[name] = np.full(len(rows["row"]), day, dtype=np.int64)
    return found
