"""Figures as they stand on a screen, as a table of a file: texts and numbers, nothing more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from domain.interchange.outgoing.table_file import Cell, Table, write
from domain.kernel.money import Currency
from domain.kernel.progress import Progress, silent

_NO_CURRENCY = Currency("", 0)
"""There are no amounts of the books here: units stand in the columns' names."""

_SHEET_NAME = 31
"""Characters that a sheet's name may have."""


def write_plain(
    headers: Sequence[str],
    rows: Sequence[Sequence[str | float | None]],
    path: Path,
    sheet: str,
    progress: Progress = silent,
) -> int:
    """Write rows of texts and numbers; gives their number. None, an unknown number, is blank.

    A column of which any cell is a text is one of texts. Refused with what ``table_file.write``
    refuses.
    """
    kinds = [
        Cell.TEXT if any(isinstance(row[column], str) for row in rows) else Cell.NUMBER
        for column in range(len(headers))
    ]
    words = (
        [
            "" if cell is None else str(cell) if kind is Cell.TEXT else cell
            for cell, kind in zip(row, kinds, strict=True)
        ]
        for row in rows
    )
    columns = tuple(zip(headers, kinds, strict=True))
    return write(Table(sheet_name(sheet), columns, _NO_CURRENCY, len(rows), words), path, progress)


def sheet_name(words: str) -> str:
    """Words as the name of a workbook's sheet, which takes neither long ones nor all signs."""
    return re.sub(r"[\[\]:*?/\\]", " ", words)[:_SHEET_NAME].strip().strip("'") or "1"
