"""XLSX workbooks, read by a process of their own that is watched and can be ended at any moment.

A hostile workbook makes its reader abort the whole process, uncatchably; so the reader is not this
process. See ``workbook_child`` for what it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from domain.interchange.sheet import Chunk, Sheet
from domain.interchange.workbook_child import send
from domain.kernel.confined import Confined, TooHeavyError, TooSlowError
from domain.kernel.refusals import RefusedError

MEMORY_LIMIT = 560_000_000
"""Bytes the reading process may hold; the largest workbook that is read at all takes 420 MB."""

SILENCE_LIMIT = 20.0
"""Seconds without a row after which a workbook is given up; the largest takes about five."""


@contextmanager
def rows_of(path: Path, sheets: Sequence[str]) -> Iterator[Sheet]:
    """The header and rows of one sheet; the process ends with the block, at the latest.

    Refused with ``RefusedError``: no workbook, a broken or locked one, one that unpacks or reaches
    further than an export does, and one that takes too much memory or time.
    """
    process = Confined(
        send,
        path.absolute(),
        tuple(sheets),
        MEMORY_LIMIT,
        memory=MEMORY_LIMIT,
        silence=SILENCE_LIMIT,
    )
    try:
        first = _next(process, path.name)
        chunks = _chunks(process, path.name)
        yield Sheet(first["header"], chunks, header_row=first["row"], guarded=False)
    finally:
        process.end()


def _chunks(process: Confined, file: str) -> Iterator[Chunk]:
    while "rows" in (message := _next(process, file)):
        yield Chunk(message["rows"], message["share"])


def _next(process: Confined, file: str) -> dict[str, Any]:
    try:
        message = process.message()
    except TooSlowError:
        raise RefusedError("file-too-slow", file=file, seconds=int(SILENCE_LIMIT)) from None
    except TooHeavyError:
        raise RefusedError("file-too-heavy", file=file) from None
    if "refused" in message:
        code, params = message["refused"]
        raise RefusedError(code, **params)
    return message
