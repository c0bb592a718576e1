"""A table as a file holds it: a header, and rows of cells in chunks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

CHUNK_ROWS = 400
"""Rows handed over at once: few enough to stay in the processor's cache, which halves the time."""

HEADER_ROWS = 5
"""Rows among which the header is, from the first that holds anything."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows, and which share of the file has been read with them."""

    rows: list[list[str]]
    share: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header as it stands in the file, and its rows in chunks, blank rows as empty lists.

    The n-th row is n rows below the header for a spreadsheet program, however many lines it takes
    in the file.
    """

    header: list[str]
    chunks: Iterator[Chunk]
    header_row: int
    """The header's row as a spreadsheet program numbers it, from 1."""
    guarded: bool
    """Whether a text that could run as a formula may stand behind an apostrophe, as in CSV."""
    above: tuple[list[str], ...] = ()
    """Rows before the header that say something, such as which days the file is about."""

    def openings(self) -> Iterator[Sheet]:
        """The sheet as it is if its header is the first row, the second, up to ``HEADER_ROWS``.

        The last one taken is the one to read on with, since rows are read once.
        """
        yield self
        first = next(self.chunks, Chunk([], 1.0))
        above = [self.header]
        for at, row in enumerate(first.rows[: HEADER_ROWS - 1], start=1):
            rest = Chunk(first.rows[at:], first.share)
            chunks = chain([rest], self.chunks)
            yield Sheet(row, chunks, self.header_row + at, self.guarded, tuple(above))
            above.append(row)
