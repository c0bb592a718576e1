"""The process that reads a workbook, so that whatever it does to its reader stays out of the shop.

It looks first (``workbook_scan``), then reads with calamine under a memory limit, and sends what it
finds as JSON: ``{"refused": …}``, or a header, chunks of rows, and ``{"end": true}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.interchange import workbook_scan
from domain.interchange.sheet import CHUNK_ROWS
from domain.kernel.confined import hold, put
from domain.kernel.refusals import RefusedError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_EXACT = 10**15
"""From here on a spreadsheet's numbers have lost digits: it keeps fifteen."""


def send(path: Path, sheets: Sequence[str], memory: int, to: Connection) -> None:
    """Read the workbook and send it; ``memory`` is how many bytes this process may take."""
    hold(memory)
    try:
        workbook_scan.look(path)
        _send_rows(path, sheets, to)
    except BrokenPipeError:
        return  # nobody listens any more
    except RefusedError as refused:
        put(to, refused=[refused.refusal.code, dict(refused.refusal.params)])
    except OSError as error:
        problem = error.strerror or type(error).__name__
        put(to, refused=["file-unreadable", {"file": path.name, "problem": problem}])
    except MemoryError:
        put(to, refused=["file-too-heavy", {"file": path.name}])
    except (
        BaseException
    ):  # calamine's own errors, and a panic of its Rust code, which is no Exception
        problem = "it is not put together as workbooks are"
        put(to, refused=["file-workbook-broken", {"file": path.name, "problem": problem}])


def _send_rows(path: Path, sheets: Sequence[str], to: Connection) -> None:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - the parent needs no reader

    sheet = _chosen(CalamineWorkbook.from_path(path), sheets)
    if sheet is None:
        raise RefusedError("file-empty", file=path.name)
    total = max(1, sheet.total_height)
    rows = _texts(sheet)
    done, header = next(
        ((at, row) for at, row in enumerate(rows, start=1) if any(map(str.strip, row))), (0, None)
    )
    if header is None:
        raise RefusedError("file-empty", file=path.name)
    put(to, header=header, row=done)
    chunk: list[list[str]] = []
    for row in rows:
        done += 1
        chunk.append(row)
        if len(chunk) == CHUNK_ROWS:
            put(to, rows=chunk, share=min(done / total, 1.0))
            chunk = []
    put(to, rows=chunk, share=1.0)
    put(to, end=True)


def _chosen(book: CalamineWorkbook, sheets: Sequence[str]) -> CalamineSheet | None:
    """The first of the named sheets that the workbook has, or else its first with any cell."""
    names = book.sheet_names
    for name in sheets:
        if name in names:
            return book.get_sheet_by_name(name)
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height:
            return sheet
    return None


def _texts(sheet: CalamineSheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [cell if type(cell) is str else text(cell) for cell in row]


def text(cell: Any) -> str:
    """What a typed cell says, as a CSV export would write it.

    A number that has lost digits is written so that it is read as lost; days and clocks in the
    order year, month, day, which no market's own order can be mistaken for.
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        if abs(cell) >= _EXACT:
            return f"{cell:.5E}"
        return f"{cell:.0f}" if cell == round(cell, 0) else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)
