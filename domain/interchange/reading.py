"""Opening an exported file: what it is shows in its bytes, never in its name.

A file is refused as a whole with ``RefusedError`` (too large, neither text nor workbook, longer
than any export writes …). No message ever holds a cell's value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from domain.interchange import csv_text, workbook
from domain.interchange.sheet import Sheet
from domain.kernel.refusals import RefusedError

SIZE_LIMIT = 300_000_000
"""Bytes of the largest file read: nearly 500,000 order lines, which take about 450 MB of memory."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@contextmanager
def reading(path: Path, sheets: Sequence[str] = ()) -> Iterator[Sheet]:
    """The file's header and rows; open as long as the block lasts.

    ``sheets`` names the sheets of a workbook to look for; without one of them it is the first that
    holds anything.
    """
    if not path.exists():
        raise RefusedError("file-missing", file=path.name)
    if not path.is_file():
        raise RefusedError("file-unreadable", file=path.name, problem="not a file")
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise RefusedError("file-too-large", file=path.name, limit=SIZE_LIMIT // 1_000_000)
        with path.open("rb") as stream:
            start = stream.read(csv_text.START)
            if start.startswith(_ZIP):
                with workbook.rows_of(path, sheets) as sheet:
                    yield sheet
            else:
                yield csv_text.rows_of(path.name, size, start, stream)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise RefusedError("file-unreadable", file=path.name, problem=problem) from error
