"""A line of words whose undo is the editor's, not its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_WHOLE = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_history_key(event: QEvent) -> bool:
    """Whether a field is asked to keep Ctrl+Z or its kin for itself; it lets the editor have it."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and any(event.matches(key) for key in _WHOLE)
    )


class Line(QLineEdit):
    """One line; ``typed`` gives what a person makes of it."""

    typed = Signal(str)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        """``words`` are for screen readers, which do not connect a label beside it."""
        super().__init__(parent)
        self.setObjectName(f"editor.{name}")
        self.setAccessibleName(words)
        self.setAcceptDrops(False)  # files that are dropped on the form are pictures
        self.textEdited.connect(self.typed)

    def show_text(self, text: str) -> None:
        """Show a text; where it stands there already, the cursor stays."""
        if self.text() != text:
            self.setText(text)

    def event(self, event: QEvent) -> bool:
        if is_history_key(event):
            event.ignore()
            return False
        return super().event(event)
