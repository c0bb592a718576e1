"""A process apart for reading what may harm its reader: a file that anybody may have made.

Such a file can make a library abort, take all memory, or never end; so the reader is not this
process. The reading process holds itself to a memory limit where the system can (``hold``), ends
with its parent, and answers in JSON and bytes, never in pickles. The parent watches its memory and
its silence (``Confined``) and can end it at any moment.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any

import psutil

if sys.platform == "linux":
    import resource

_LOOK = 0.05
"""Seconds between two looks at the process's memory."""

_FAREWELL = 5.0
"""Seconds that a process may take to end once it has hung up."""

_ERRED = 1
"""How Python ends a process after an error that nobody took care of: a mistake in this program."""


class TooHeavyError(Exception):
    """The process took more memory than it may, or did not survive what it read."""


class TooSlowError(Exception):
    """The process has been silent for too long."""


class Confined:
    """The process, seen from outside: what it says, as long as it keeps to its limits.

    It runs ``target`` with ``arguments`` and, behind them, its end of the connection.
    """

    def __init__(
        self, target: Callable[..., None], *arguments: Any, memory: int, silence: float
    ) -> None:
        """Start it. ``memory`` is how many bytes it may hold, ``silence`` how many seconds."""
        spawn = multiprocessing.get_context("spawn")
        self._memory = memory
        self._silence = silence
        self._connection, there = spawn.Pipe()
        self._child = spawn.Process(target=target, args=(*arguments, there), daemon=True)
        self._child.start()
        self._watched = psutil.Process(self._child.pid)
        there.close()

    def tell(self, data: bytes) -> None:
        """Send it bytes to work on; raises TooHeavyError when it is no more."""
        try:
            self._connection.send_bytes(data)
        except OSError:
            raise TooHeavyError from None

    def message(self) -> dict[str, Any]:
        """What it says next, in JSON. Raises as ``data`` does."""
        said: dict[str, Any] = json.loads(self.data())
        return said

    def data(self) -> bytes:
        """What it says next, as bytes.

        Raises TooHeavyError or TooSlowError, and RuntimeError for a mistake in our own code.
        """
        waited = 0.0
        while not self._connection.poll(_LOOK):
            waited += _LOOK
            if waited > self._silence:
                raise TooSlowError
            if self.held() > self._memory:
                raise TooHeavyError
        try:
            return self._connection.recv_bytes()
        except (EOFError, OSError):  # ended by the system, or aborted because no memory was left
            self._child.join(_FAREWELL)
            if self._child.exitcode == _ERRED:
                raise RuntimeError("the process apart has erred; it said how") from None
            raise TooHeavyError from None

    def held(self) -> int:
        """The bytes of memory that it holds now."""
        try:
            return int(self._watched.memory_info().rss)
        except psutil.Error:  # it has just ended; the next read says so
            return 0

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._connection.close()
        self._child.kill()
        self._child.join()
        self._child.close()


def hold(room: int) -> None:
    """In the process: end when the parent is no more, and take no more than ``room`` further bytes.

    Only Linux keeps to such a limit; elsewhere the parent's watching is all there is.
    """
    _end_with(parent_process())
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        most = psutil.Process().memory_info().data + room
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def put(to: Connection, **message: Any) -> None:
    """In the process: say something in JSON."""
    to.send_bytes(json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _end_with(parent: BaseProcess | None) -> None:
    """End this process when its parent is no more: nobody would limit its time then."""
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()
