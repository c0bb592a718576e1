"""A plot's figures for other programs: on the clipboard, or in a file."""

from __future__ import annotations

from pathlib import Path

from desktop.charts.plots.series import Cell, PlotTable
from desktop.tables.copying import plain_text
from domain.interchange.cells import guarded
from domain.interchange.outgoing.plain import write_plain


def as_text(table: PlotTable) -> str:
    """Tab-separated lines, the headers first; nothing in them can run in a spreadsheet."""
    return "\n".join("\t".join(map(_text, row)) for row in (table.headers, *table.rows))


def save_table(table: PlotTable, path: Path, title: str) -> int:
    """Write it as CSV or XLSX, as the path ends; gives the number of rows.

    Refused as ``write_plain`` refuses. Any thread may do it.
    """
    headers = [plain_text(each) for each in table.headers]
    rows = [
        [plain_text(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows
    ]
    return write_plain(headers, rows, path, plain_text(title))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return guarded(plain_text(cell)) if isinstance(cell, str) else f"{cell:.15g}"
