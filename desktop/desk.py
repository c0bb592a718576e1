"""The window's side of the shop's door.

The GUI thread never touches the database: reads run on two reader threads, writes on one writer
lane, and results come back on the GUI thread. A write's ``Changes`` tell panels what to requery.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from domain.interchange.progress import CancelledError
from domain.kernel.changes import Changes
from domain.kernel.refusals import Refusal, RefusedError
from domain.shop import Shop

_PROGRESS_EVERY = 100
"""Milliseconds between two looks at how far a write is."""


@dataclass
class Write:
    """A write under way: its label for people, how far it is, and its cancel button."""

    label: str
    done: int = 0
    total: int = 0
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask it to stop; it stops between two of its steps and keeps nothing half-done."""
        self._cancelled.set()

    def progress(self, done: int, total: int) -> None:
        """What the domain calls from the writer's thread."""
        if self._cancelled.is_set():
            raise CancelledError
        self.done, self.total = done, total


@dataclass
class _Answer:
    owner: QObject
    deliver: Callable[[], None]


class Desk(QObject):
    """An open shop, seen from the window."""

    changed = Signal(object)
    """``Changes``: what a write touched."""
    writing = Signal(object)
    """The ``Write`` under way, again ten times a second, and None when the lane is free."""
    refused = Signal(object)
    """A ``Refusal`` that nobody else took care of."""
    failed = Signal(object)
    """An exception nobody foresaw: the shop is unchanged, the program has a mistake."""
    _answered = Signal(object)

    def __init__(self, shop: Shop, clock: Callable[[], int], parent: QObject | None = None) -> None:
        """Take an open shop and the wall clock (epoch seconds), which is a real shop's now."""
        super().__init__(parent)
        self.shop = shop
        self.clock = clock
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reader")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._latest: dict[tuple[int, str], int] = {}
        self._waiting = 0
        self._write: Write | None = None
        self._timer = QTimer(self, interval=_PROGRESS_EVERY)
        self._timer.timeout.connect(self._tell_progress)
        self._answered.connect(self._take)
        self._open = True

    @property
    def is_practice(self) -> bool:
        """Whether the shop is a practice shop."""
        return self.shop.kind == "practice"

    @property
    def busy(self) -> bool:
        """Whether anything is still being read or written."""
        return self._waiting > 0

    def read(
        self,
        owner: QObject,
        name: str,
        query: Callable[[Shop], Any],
        then: Callable[[Any], None],
    ) -> None:
        """Ask something; ``then`` gets the answer on the GUI thread.

        Only the latest question of one name and owner is answered, and none whose owner is gone.
        """
        key = (id(owner), name)
        turn = self._latest[key] = self._latest.get(key, 0) + 1

        def ask() -> None:
            try:
                answer = query(self.shop)
            except RefusedError as refused:
                refusal = refused.refusal
                self._answered.emit(_Answer(owner, lambda: self.refused.emit(refusal)))
            except Exception as error:  # a mistake of ours: shown, never swallowed
                wrong = error
                self._answered.emit(_Answer(owner, lambda: self.failed.emit(wrong)))
            else:
                self._answered.emit(
                    _Answer(owner, lambda: self._if_latest(key, turn, then, answer))
                )

        self._submit(self._readers, ask)

    def write(
        self,
        owner: QObject,
        label: str,
        job: Callable[[Shop, Write], Any],
        then: Callable[[Any], None] | None = None,
        *,
        touched: Callable[[Any], Changes] | None = None,
        refused: Callable[[Refusal], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Write:
        """Do something on the writer lane; the callbacks run on the GUI thread.

        ``touched`` says from the result what has changed, and ``changed`` is sent before ``then``.
        """
        write = Write(label)

        def run() -> None:
            self._write = write
            try:
                result = job(self.shop, write)
            except CancelledError:
                self._answered.emit(_Answer(owner, cancelled or (lambda: None)))
            except RefusedError as error:
                refusal = error.refusal
                tell = refused or self.refused.emit
                self._answered.emit(_Answer(owner, lambda: tell(refusal)))
            except Exception as error:  # a mistake of ours: shown, never swallowed
                wrong = error
                self._answered.emit(_Answer(owner, lambda: self.failed.emit(wrong)))
            else:
                self._answered.emit(
                    _Answer(self, lambda: self._finish(owner, result, then, touched))
                )
            finally:
                self._write = None

        self._submit(self._writer, run)
        self._timer.start()
        return write

    def close(self) -> None:
        """Let what is being written finish its step, then let go of the shop."""
        if not self._open:
            return
        self._open = False
        self._timer.stop()
        if self._write is not None:
            self._write.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True, cancel_futures=True)
        self.shop.close()

    def _submit(self, pool: ThreadPoolExecutor, task: Callable[[], None]) -> None:
        if self._open:
            self._waiting += 1
            pool.submit(task)

    def _take(self, answer: _Answer) -> None:
        self._waiting -= 1
        if self._open and shiboken6.isValid(answer.owner):
            answer.deliver()

    def _if_latest(
        self, key: tuple[int, str], turn: int, then: Callable[[Any], None], answer: Any
    ) -> None:
        if self._latest.get(key) == turn:
            then(answer)

    def _finish(
        self,
        owner: QObject,
        result: Any,
        then: Callable[[Any], None] | None,
        touched: Callable[[Any], Changes] | None,
    ) -> None:
        if touched is not None:
            self.changed.emit(touched(result))
        if then is not None and shiboken6.isValid(owner):
            then(result)

    def _tell_progress(self) -> None:
        self.writing.emit(self._write)
        if self._write is None:
            self._timer.stop()
