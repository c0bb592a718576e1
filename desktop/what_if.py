"""What decisions would bring, asked of forks that are kept as long as the shop stands still."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk, Work
from domain.kernel.changes import Changes
from domain.kernel.progress import Progress
from domain.shop import Shop

if TYPE_CHECKING:
    from domain.simulation.what_if import Expected, Forks

Question = Callable[["Forks", Progress], "Expected"]
"""What is asked of the forks. It goes to another thread, so it must hold no widget."""

Job = Callable[[Shop, Progress], Any]
"""What is played on the shop itself. It goes to another thread as well."""

Forking = Callable[[Shop], "Forks"]
"""Makes the forks of a shop."""

_LOOK_EVERY = 100
"""Milliseconds between two looks at how far the forks are."""


class _Kept:
    """The forks of the shop at one moment, which the player's thread alone makes and plays."""

    def __init__(self) -> None:
        self._forks: Forks | None = None

    def of(self, shop: Shop, fork: Forking) -> Forks:
        """Those there are, or new ones."""
        if self._forks is None:
            self._forks = fork(shop)
        return self._forks


class WhatIf(QObject):
    """Asks one thing at a time: a new question cancels the one before."""

    answered = Signal(object)
    """What was asked for: the ``Expected`` of forks, or what a job gives."""
    progressed = Signal(int, int)
    """Days that are played, and how many there are."""
    failed = Signal()
    """There will be no answer; the desk has said why."""
    moved = Signal()
    """The shop has gone on: what was answered was about another one."""

    def __init__(self, desk: Desk, parent: QObject, fork: Forking = Shop.forks) -> None:
        super().__init__(parent)
        self._desk, self.fork = desk, fork
        self._kept = _Kept()
        self._work: Work | None = None
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        desk.changed.connect(self._hear)

    def ask(self, label: str, question: Question) -> None:
        """Ask the forks; ``label`` says for people what is played."""
        kept, fork = self._kept, self.fork
        self.play(label, lambda shop, progress: question(kept.of(shop, fork), progress))

    def play(self, label: str, job: Job) -> None:
        """Ask what forks do not know, on the same terms."""
        self.cancel()

        def played(shop: Shop, work: Work) -> Any:
            work.progress(0, 0)  # what was cancelled while it waited ends here
            return job(shop, work.progress)

        work = self._desk.play(
            self, label, played, lambda answer: self._take(work, answer), lambda: self._fail(work)
        )
        self._work = work
        self._timer.start()

    def cancel(self) -> None:
        """Want no answer any more."""
        self._timer.stop()
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _take(self, work: Work, answer: object) -> None:
        if work is self._work:
            self._forget()
            self.answered.emit(answer)

    def _fail(self, work: Work) -> None:
        if work is self._work:
            self._forget()
            self.failed.emit()

    def _forget(self) -> None:
        self._work = None
        self._timer.stop()

    def _look(self) -> None:
        if self._work is not None:
            self.progressed.emit(self._work.done, self._work.total)

    def _hear(self, changes: Changes) -> None:
        if changes.subjects:
            self.cancel()
            self._kept = _Kept()
            self.moved.emit()
