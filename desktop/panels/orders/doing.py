"""Carrying out decisions for a part of the panel, and telling what came of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.wording import refusal_text
from domain.kernel.outcome import Outcome, joined
from domain.simulation.decisions import Command


class Doing(QObject):
    """What all work on orders and returns shares."""

    said = Signal(str, str)
    """What came of it, and the message's role."""
    offered = Signal(object)
    """What came of it, as an ``Offer`` of what one may want to do next."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Take the desk, and the dialogs' parent."""
        super().__init__(window)
        self.desk = desk
        self.window = window

    def carry_out(self, label: str, command: Command, told: Callable[[int], str]) -> None:
        """Carry out a command that asks for nothing more; ``told`` words how much was done."""
        self.do(label, command, lambda outcome: self.tell(outcome, told(outcome.done)))

    def do(self, label: str, command: Command, done: Callable[[Outcome], None]) -> None:
        """Carry out a command."""
        self.do_all(label, (command,), done)

    def do_all(
        self, label: str, commands: Sequence[Command], done: Callable[[Outcome], None]
    ) -> None:
        """Carry out commands, one after the other; ``done`` hears what came of all of them."""
        self.desk.write(
            self,
            label,
            lambda shop, _write: joined([shop.do(command) for command in commands]),
            done,
            touched=lambda outcome: outcome.changes,
        )

    def tell(self, outcome: Outcome, text: str) -> None:
        """Say what was done, and the first thing that was refused."""
        if outcome.done:
            self.said.emit(text, "good")
        for refusal in outcome.refusals[:1]:
            more = len(outcome.refusals) - 1
            words = refusal_text(refusal)
            if more:
                words = tr("{refusal} %Ln more could not be done either.", more, refusal=words)
            self.said.emit(words, "bad")
