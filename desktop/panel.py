"""What every panel does: it asks the desk anew when its subjects change, once it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.remembered import Remembered
from domain.kernel.changes import Changes, Subject

if TYPE_CHECKING:
    from domain.kernel.outcome import Outcome
    from domain.simulation.decisions import Command


class Panel(QWidget):
    """A tab's page. Hidden panels go stale and refresh when they are shown."""

    go = Signal(str, object)
    """Another panel is wanted, with what it should show (or None)."""
    said = Signal(str, str)
    """A message for the window's toast, and its role."""
    offered = Signal(object)
    """An ``Offer`` for the window's toast."""
    keep = Signal(object, object)
    """A path, and work that writes what is on screen there, away from the window's thread."""
    subjects: frozenset[Subject] = frozenset()
    """What the panel shows."""

    def __init__(self, key: str, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        """Take the panel's key, its name in the person's language, and the desk."""
        super().__init__(parent)
        self.key = key
        self.desk = desk
        self.setObjectName(f"panel.{key}")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a place to be before anything is chosen
        self._stale = True
        desk.changed.connect(self._hear)

    def refresh(self) -> None:
        """Ask the desk for everything the panel shows."""
        raise NotImplementedError

    def receive(self, subject: object) -> None:
        """Show what another panel sent here; None for nothing in particular."""

    def exports(self) -> tuple[str, Sequence[int]]:
        """The kind of table that an export from here begins with, and the orders listed here."""
        return "orders", ()

    def state(self) -> dict[str, Any]:
        """What the panel should look like the next time this shop is opened, as JSON values."""
        return {}

    def restore(self, state: Remembered) -> None:
        """Take over what ``state`` gave; called once, before the panel is shown or asks anything.

        Nothing in it is certain: a file may have been edited, and the shop may be another one.
        """

    def carry_out(
        self,
        label: str,
        command: Command,
        button: QWidget,
        done: Callable[[Outcome], None],
    ) -> None:
        """Carry a decision out; its button waits, so that a double click does not do it twice."""

        def over(outcome: Outcome) -> None:
            button.setEnabled(True)
            done(outcome)

        def refused(refusal: object) -> None:
            button.setEnabled(True)
            self.desk.refused.emit(refusal)

        button.setEnabled(False)
        self.desk.do(self, label, command, over, refused=refused)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _hear(self, changes: Changes) -> None:
        if not changes.subjects & self.subjects:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
