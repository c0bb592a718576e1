"""A table's cells as text for the clipboard: tab-separated rows that no program will run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from domain.interchange.cells import guarded

_NOT_COPIED = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))
"""Marks of direction, which are for the eye only."""


def plain_text(text: str) -> str:
    """What a cell says, in one line and without marks of direction."""
    return " ".join(text.translate(_NOT_COPIED).split())


def rows_text(rows: Sequence[Any], columns: Sequence[int], text: Callable[[Any, int], str]) -> str:
    """Rows as lines of these columns' cells; texts that a spreadsheet would run are guarded.

    ``text`` says what a row's cell says. Nothing here belongs to the window's thread: long copies
    are made by a reader.
    """
    lines = ("\t".join(guarded(plain_text(text(row, each))) for each in columns) for row in rows)
    return "\n".join(lines)
