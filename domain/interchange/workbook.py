"""XLSX workbooks, read by a process of their own that is watched and can be ended at any moment.

A hostile workbook makes its reader abort the whole process, uncatchably; so the reader is not this
process. See ``workbook_child`` for what it does.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from domain.interchange.sheet import Chunk, Sheet
from domain.interchange.workbook_child import send
from domain.kernel.refusals import RefusedError

MEMORY_LIMIT = 560_000_000
"""Bytes the reading process may hold; the largest workbook that is read at all takes 420 MB."""

SILENCE_LIMIT = 20.0
"""Seconds without a row after which a workbook is given up; the largest takes about five."""

_LOOK = 0.05
"""Seconds between two looks at the reading process's memory."""


@contextmanager
def rows_of(path: Path, sheets: Sequence[str]) -> Iterator[Sheet]:
    """The header and rows of one sheet; the process ends with the block, at the latest.

    Refused with ``RefusedError``: no workbook, a broken or locked one, one that unpacks or reaches
    further than an export does, and one that takes too much memory or time.
    """
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    child = spawn.Process(
        target=send, args=(path.absolute(), tuple(sheets), MEMORY_LIMIT, there), daemon=True
    )
    child.start()
    there.close()
    try:
        watched = _Watched(path.name, here, psutil.Process(child.pid))
        first = watched.next()
        yield Sheet(first["header"], watched.chunks(), header_row=first["row"], guarded=False)
    finally:
        here.close()
        child.kill()
        child.join()
        child.close()


class _Watched:
    """What the reading process says, as long as it keeps to its limits."""

    def __init__(self, file: str, messages: Connection, process: psutil.Process) -> None:
        self._file = file
        self._messages = messages
        self._process = process

    def chunks(self) -> Iterator[Chunk]:
        while "rows" in (message := self.next()):
            yield Chunk(message["rows"], message["share"])

    def next(self) -> dict[str, Any]:
        waited = 0.0
        while not self._messages.poll(_LOOK):
            waited += _LOOK
            if waited > SILENCE_LIMIT:
                raise RefusedError("file-too-slow", file=self._file, seconds=int(SILENCE_LIMIT))
            if self._memory() > MEMORY_LIMIT:
                raise self._too_heavy()
        try:
            message: dict[str, Any] = json.loads(self._messages.recv_bytes())
        except EOFError:  # it was ended by the system, or aborted because no memory was left
            raise self._too_heavy() from None
        if "refused" in message:
            code, params = message["refused"]
            raise RefusedError(code, **params)
        return message

    def _memory(self) -> int:
        try:
            return int(self._process.memory_info().rss)
        except psutil.Error:  # it has just ended; the next read says so
            return 0

    def _too_heavy(self) -> RefusedError:
        return RefusedError("file-too-heavy", file=self._file)
