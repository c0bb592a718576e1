"""Writing a table to CSV or XLSX so that only a whole file appears and nothing in it can run.

A text that a spreadsheet program would take for a formula is guarded: in CSV by an apostrophe,
which this program takes off again when it reads the file; in XLSX by the cell's own mark for text.
Ids, tracking numbers and ZIP codes are never numbers, which lose digits: in CSV a tab follows them,
as in the platform's own files.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from typing import Any

from domain.interchange.cells import guarded
from domain.kernel.money import Currency
from domain.kernel.progress import Progress
from domain.kernel.refusals import RefusedError

ENDINGS = (".csv", ".xlsx")

_SHEET_ROWS = 1_048_576
_CELL_TEXT = 32_767
"""Characters that a workbook's cell can hold."""

_TOLD_EVERY = 500
_DIGITS = 11
"""A spreadsheet program shows numbers with more digits than these as 9.46E+21."""

Row = Sequence[int | float | str]


class Cell(Enum):
    """What a column holds. Ids, counts and amounts are whole numbers; 0 as an id is blank.

    A count, an amount or a number that nobody knows is an empty text.
    """

    ID = "id"
    TEXT = "text"
    ENTRY = "entry"  # blank, for a person to fill in; a workbook's cells take digits as text
    TIME = "time"  # a text, already in the form wanted
    COUNT = "count"
    AMOUNT = "amount"  # minor units
    NUMBER = "number"  # any, in the unit that the column's name says; never money of the books


_WIDTHS = {Cell.ID: 22, Cell.TIME: 22, Cell.TEXT: 24, Cell.ENTRY: 28}
"""Characters; 12 for the others."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is written: a sheet's name, its columns, and its rows in order."""

    sheet: str
    columns: tuple[tuple[str, Cell], ...]
    currency: Currency
    total: int
    """How many rows there are, for the progress; no more are written."""
    rows: Iterator[Row]
    most: int = _SHEET_ROWS - 1
    """Rows that a workbook of it may have: the form's own limit, or what can be read back."""
    head: tuple[tuple[str, ...], ...] = ()
    """Rows of words beneath the columns' names, before the first row."""


def ending(path: Path) -> str:
    """``.csv`` or ``.xlsx``; any other ending is refused with ``export-ending``."""
    found = path.suffix.casefold()
    if found not in ENDINGS:
        raise RefusedError("export-ending", file=path.name)
    return found


def write(table: Table, path: Path, progress: Progress) -> int:
    """Write the table in the form of the path's ending; gives the number of rows.

    A file of that name is replaced once the new one is whole, and left as it is when anything goes
    wrong: ``CancelledError`` from ``progress``, a full disk, a folder that cannot be written.
    """
    kind = ending(path)
    if kind == ".xlsx" and table.total > table.most:
        raise RefusedError("export-too-long", file=path.name, rows=table.total, most=table.most)
    with whole_file(path) as making:
        writer = _csv(making, table) if kind == ".csv" else _xlsx(making, table)
        rows = 0
        with writer as put:
            for rows, row in enumerate(table.rows, start=1):
                put(row)
                if rows % _TOLD_EVERY == 0:
                    progress(rows, max(rows, table.total))
        progress(rows, rows)
    return rows


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes ``path`` once all went well.

    Refused with ``folder-missing``, and with ``not-writable`` for what the system says.
    """
    try:
        if not path.parent.is_dir():
            raise RefusedError("folder-missing", folder=path.parent.name)
        with _making(path.resolve()) as making:
            yield making
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise RefusedError("not-writable", file=path.name, problem=problem) from error


@contextmanager
def _making(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place and the rights of ``path`` when all went well.

    It lies in a folder of its own beside it, since rows of a workbook are kept in files until it is
    whole, and they belong in no public folder. What a killed export left there goes first.
    """
    folder = path.with_name(f".{path.name}.making")
    rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    making = folder / path.name
    try:
        yield making
        if path.exists():
            making.chmod(path.stat().st_mode & 0o777)
        making.replace(path)
    finally:
        rmtree(folder, ignore_errors=True)


Put = Callable[[Row], Any]


@contextmanager
def _csv(path: Path, table: Table) -> Iterator[Put]:
    unit, digits = table.currency.unit, table.currency.minor_units

    def amount(value: int | str) -> str:
        if value == "":
            return ""
        whole, part = divmod(abs(int(value)), unit)
        sign = "-" if int(value) < 0 else ""
        return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"

    def ident(value: int | str) -> str:
        return f"{value}\t" if value else "\t"

    def text(value: str) -> str:
        kept = value.isascii() and value.isdigit() and (len(value) > _DIGITS or value[0] == "0")
        return f"{value}\t" if kept else guarded(value)

    def decimal(value: float | str) -> str:
        return value if isinstance(value, str) else f"{value:.15g}"

    texts: dict[Cell, Callable[[Any], str]] = {
        Cell.ID: ident,
        Cell.TEXT: text,
        Cell.ENTRY: text,
        Cell.TIME: lambda value: f"{value}\t",
        Cell.COUNT: str,
        Cell.AMOUNT: amount,
        Cell.NUMBER: decimal,
    }
    worded = [texts[kind] for _, kind in table.columns]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([guarded(name) for name, _ in table.columns])
        writer.writerows([guarded(word) for word in words] for words in table.head)

        def put(row: Row) -> None:
            writer.writerow([word(value) for word, value in zip(worded, row, strict=True)])

        yield put


@contextmanager
def _xlsx(path: Path, table: Table) -> Iterator[Put]:
    import xlsxwriter  # noqa: PLC0415 - most people never write a workbook

    # Packed in memory: at a full disk the library leaves a file of its own open, and complains.
    packed = BytesIO()
    book = xlsxwriter.Workbook(
        packed, {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_urls": False}
    )
    sheet = book.add_worksheet(table.sheet)
    plain, bold = book.add_format(), book.add_format({"bold": True})
    text, entry = book.add_format({"quote_prefix": True}), book.add_format({"num_format": "@"})
    tail = "." + "0" * table.currency.minor_units if table.currency.minor_units else ""
    money = book.add_format({"num_format": f"#,##0{tail}"})
    unit = table.currency.unit
    for column, (name, kind) in enumerate(table.columns):
        sheet.set_column(
            column, column, _WIDTHS.get(kind, 12), entry if kind is Cell.ENTRY else None
        )
        sheet.write_string(0, column, name, bold)
    for at, words in enumerate(table.head, start=1):
        for column, word in enumerate(words):
            if word:
                sheet.write_string(at, column, word, plain if guarded(word) == word else text)
    sheet.freeze_panes(1 + len(table.head), 0)
    kinds = [kind for _, kind in table.columns]
    at = len(table.head)

    def put(row: Row) -> None:
        nonlocal at
        at += 1
        for column, (kind, value) in enumerate(zip(kinds, row, strict=True)):
            if value == "":
                continue
            if kind is Cell.AMOUNT:
                sheet.write_number(at, column, int(value) / unit, money)
            elif kind is Cell.COUNT:
                sheet.write_number(at, column, int(value), plain)
            elif kind is Cell.NUMBER:
                sheet.write_number(at, column, float(value), plain)
            elif value:
                kept = str(value)
                if len(kept) > _CELL_TEXT:
                    raise RefusedError("export-text-too-long", row=at + 1, most=_CELL_TEXT)
                runs = kind is Cell.TEXT and guarded(kept) != kept
                sheet.write_string(at, column, kept, text if runs else plain)

    try:
        yield put
        book.close()
    finally:
        with suppress(OSError):  # a full disk has been told already
            sheet._opt_close()
    path.write_bytes(packed.getbuffer())
