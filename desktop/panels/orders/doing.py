"""Carrying out decisions for a part of the panel, and telling what came of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.wording import refusal_text
from domain.kernel.outcome import Outcome
from domain.kernel.refusals import Refusal
from domain.simulation.decisions import Command


class Doing(QObject):
    """What all work on orders and returns shares."""

    said = Signal(str, str)
    """What came of it, and the message's role."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Take the desk, and the dialogs' parent."""
        super().__init__(window)
        self._desk = desk
        self._window = window

    def carry_out(self, label: str, command: Command, told: Callable[[int], str]) -> None:
        """Carry out a command that asks for nothing more; ``told`` words how much was done."""
        self._do(label, command, lambda outcome: self._tell(outcome, told(outcome.done)))

    def _do(
        self,
        label: str,
        command: Command,
        done: Callable[[Outcome], None],
        over: Callable[[], None] = lambda: None,
    ) -> None:
        """Carry out a command; ``over`` is called when it ends without an outcome."""

        def refused(refusal: Refusal) -> None:
            over()
            self._desk.refused.emit(refusal)

        self._desk.write(
            self,
            label,
            lambda shop, _write: shop.do(command),
            done,
            touched=lambda outcome: outcome.changes,
            refused=refused,
            failed=over,
        )

    def _tell(self, outcome: Outcome, text: str) -> None:
        if outcome.done:
            self.said.emit(text, "good")
        for refusal in outcome.refusals[:1]:
            more = len(outcome.refusals) - 1
            words = refusal_text(refusal)
            if more:
                words = tr("{refusal} %Ln more could not be done either.", more, refusal=words)
            self.said.emit(words, "bad")
