"""The window's side of the shop's door.

The GUI thread never touches the database: reads run on two reader threads, writes on one writer
lane, what is only tried on one player's lane, and results come back on the GUI thread. A write's
``Changes`` tell panels what to requery.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from domain.kernel.changes import Changes
from domain.kernel.progress import CancelledError
from domain.kernel.refusals import Refusal, RefusedError
from domain.shop import Shop

if TYPE_CHECKING:
    from domain.kernel.outcome import Outcome
    from domain.simulation.decisions import Decision

_PROGRESS_EVERY = 100
"""Milliseconds between two looks at how far a write is."""


@dataclass
class Work:
    """Long work under way: its label for people, how far it is, and its cancel button."""

    label: str
    done: int = 0
    total: int = 0
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask it to stop; it stops between two of its steps and keeps nothing half-done."""
        self._cancelled.set()

    def progress(self, done: int, total: int) -> None:
        """What the domain calls from the thread that does the work."""
        if self._cancelled.is_set():
            raise CancelledError
        self.done, self.total = done, total


class Write(Work):
    """A write under way."""


class _Outcome(Enum):
    """How a job ended."""

    RESULT = 1
    REFUSED = 2
    CANCELLED = 3
    FAILED = 4


@dataclass
class _Waiting:
    """Who waits for a job, and what each ending does; it never leaves the GUI thread."""

    owner: QObject
    endings: dict[_Outcome, Callable[[Any], None]]


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
    _answered = Signal(int, object, object)

    def __init__(self, shop: Shop, clock: Callable[[], int], parent: QObject | None = None) -> None:
        """Take an open shop and the wall clock (epoch seconds), which is a real shop's now."""
        super().__init__(parent)
        self.shop = shop
        self.clock = clock
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reader")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._player = ThreadPoolExecutor(1, thread_name_prefix="player")
        self._latest: dict[tuple[int, str], int] = {}
        # The threads know a job by its number only: were they to hold the last reference to a
        # widget, it would be destroyed on the wrong thread.
        self._waiting: dict[int, _Waiting] = {}
        self._jobs = 0
        self._queued: dict[int, Work] = {}
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
        """Whether anything is still being read, written or tried."""
        return bool(self._waiting)

    def read(
        self,
        owner: QObject,
        name: str,
        query: Callable[[Shop], Any],
        then: Callable[[Any], None],
        *,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Ask something; ``then`` gets the answer on the GUI thread.

        Only the latest question of one name and owner is answered, and none whose owner is gone.
        ``failed`` is called where there is no answer, which is told as well.
        """
        key = (id(owner), name)
        turn = self._latest[key] = self._latest.get(key, 0) + 1

        def answered(answer: Any) -> None:
            if self._latest.get(key) == turn:
                then(answer)

        endings: dict[_Outcome, Callable[[Any], None]] = {_Outcome.RESULT: answered}
        if failed is not None:

            def give_up(tell: Callable[[Any], None]) -> Callable[[Any], None]:
                def end(why: Any) -> None:
                    failed()
                    tell(why)

                return end

            endings[_Outcome.REFUSED] = give_up(self.refused.emit)
            endings[_Outcome.FAILED] = give_up(self.failed.emit)
        number = self._number(owner, endings)
        if number:
            self._readers.submit(self._run, number, query, self.shop)

    def do(
        self,
        owner: QObject,
        label: str,
        command: Decision,
        then: Callable[[Outcome], None],
        *,
        refused: Callable[[Refusal], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> Write:
        """Carry out one decision on the writer lane; else as ``write``."""
        return self.write(
            owner,
            label,
            lambda shop, _write: shop.do(command),
            then,
            touched=lambda outcome: outcome.changes,
            refused=refused,
            failed=failed,
        )

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
        failed: Callable[[], None] | None = None,
    ) -> Write:
        """Do something on the writer lane; the callbacks run on the GUI thread.

        ``touched`` says from the result what has changed, and ``changed`` is sent before ``then``.
        """
        write = Write(label)

        def here() -> bool:
            return shiboken6.isValid(owner)

        def done(result: Any) -> None:
            if touched is not None:
                self.changed.emit(touched(result))
            if then is not None and here():
                then(result)

        endings: dict[_Outcome, Callable[[Any], None]] = {_Outcome.RESULT: done}
        if refused is not None:
            endings[_Outcome.REFUSED] = lambda why: refused(why) if here() else None
        if cancelled is not None:
            endings[_Outcome.CANCELLED] = lambda _none: cancelled() if here() else None
        if failed is not None:

            def err(error: Any) -> None:
                if here():
                    failed()
                self.failed.emit(error)

            endings[_Outcome.FAILED] = err
        number = self._number(self, endings)  # panels hear of a write even when its owner is gone
        if number:
            self._queued[number] = write
            self._writer.submit(self._run_write, number, job, write)
            self._timer.start()
        return write

    def play(
        self,
        owner: QObject,
        label: str,
        job: Callable[[Shop, Work], Any],
        then: Callable[[Any], None],
        stopped: Callable[[], None],
    ) -> Work:
        """Try out what the shop might become, beside reads and writes; nothing of it is kept.

        All is played on one thread, one after the other, so a job may go on with what an earlier
        one has left. ``stopped`` is called where it was cancelled or did not work.
        """

        def here() -> bool:
            return shiboken6.isValid(owner)

        def stop_and(tell: Callable[[Any], None]) -> Callable[[Any], None]:
            def end(what: Any) -> None:
                if here():
                    stopped()
                tell(what)

            return end

        work = Work(label)
        endings: dict[_Outcome, Callable[[Any], None]] = {
            _Outcome.RESULT: lambda answer: then(answer) if here() else None,
            _Outcome.CANCELLED: stop_and(lambda _none: None),
            _Outcome.REFUSED: stop_and(self.refused.emit),
            _Outcome.FAILED: stop_and(self.failed.emit),
        }
        number = self._number(self, endings)  # a mistake is told even when its owner is gone
        if number:
            self._queued[number] = work
            self._player.submit(self._run, number, job, self.shop, work)
        return work

    def close(self) -> None:
        """Let what is being written finish its step, then let go of the shop."""
        if not self._open:
            return
        self._open = False
        self._timer.stop()
        # What a person has decided is still carried out; what reports progress (time, imports,
        # what is only tried) stops at its next step.
        for work in self._queued.values():
            work.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._player.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self.shop.close()

    def _number(self, owner: QObject, endings: dict[_Outcome, Callable[[Any], None]]) -> int:
        """A number for a job of this owner; 0 when the desk is closed."""
        if not self._open:
            return 0
        self._jobs += 1
        self._waiting[self._jobs] = _Waiting(owner, endings)
        return self._jobs

    def _run_write(self, number: int, job: Callable[[Shop, Write], Any], write: Write) -> None:
        """Runs on the writer's thread."""
        self._write = write
        try:
            self._run(number, job, self.shop, write)
        finally:
            self._write = None

    def _run(self, number: int, job: Callable[..., Any], *arguments: Any) -> None:
        """Runs on a thread of the desk; whatever comes of the job is told by its number."""
        try:
            self._answered.emit(number, _Outcome.RESULT, job(*arguments))
        except CancelledError:
            self._answered.emit(number, _Outcome.CANCELLED, None)
        except RefusedError as error:
            self._answered.emit(number, _Outcome.REFUSED, error.refusal)
        except Exception as error:  # a mistake of ours: shown, never swallowed
            self._answered.emit(number, _Outcome.FAILED, error)

    def _take(self, number: int, outcome: _Outcome, what: Any) -> None:
        """Back on the GUI thread: do what the ending asks, unless its owner is gone."""
        waiting = self._waiting.pop(number, None)
        self._queued.pop(number, None)
        if waiting is None or not self._open:
            return
        ending = waiting.endings.get(outcome)
        if ending is not None:
            if shiboken6.isValid(waiting.owner):
                ending(what)
        elif outcome is _Outcome.REFUSED:
            self.refused.emit(what)
        elif outcome is _Outcome.FAILED:
            self.failed.emit(what)

    def _tell_progress(self) -> None:
        self.writing.emit(self._write)
        if self._write is None:
            self._timer.stop()
