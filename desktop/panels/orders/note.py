"""The seller's own note on an order, edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.panels.orders.acts import Act
from desktop.theme.properties import restyle
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from domain.orders.notes import LONGEST, tidied


class Note(QWidget):
    """Shows the note, or the field in which it is written."""

    acted = Signal(object, object)
    """``Act.NOTE``, and the note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self._order = 0
        self._note = ""
        self._before: str | None = None
        """What the note was before it was last changed here."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(PlainLabel(tr("Your note"), self, strong=True, wrap=True))
        self._text = PlainLabel("", self, size="small", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.field = _Field(self)
        self.field.textChanged.connect(self._count)
        self.field.given_up.connect(self._give_up)
        self.field.finished.connect(self._save)
        self._left = PlainLabel("", self, role="mute", size="small", wrap=True)
        row = FlowLayout(spacing=8)
        self._edit = self._button("edit-note", "", self._begin)
        self._undo = self._button("undo-note", tr("Undo"), self._undo_change)
        self._keep = self._button("set-note", tr("Keep note"), self._save)
        self._drop = self._button("drop-note", tr("Cancel"), self._give_up)
        for button in (self._edit, self._undo, self._keep, self._drop):
            row.addWidget(button)
        for widget in (self._text, self.field, self._left):
            column.addWidget(widget)
        column.addLayout(row)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self.parentWidget() or self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._undo_change)
        self._turn(editing=False)

    def _button(self, name: str, text: str, work) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"action.{name}")
        button.clicked.connect(work)
        return button

    def show_note(self, order: int, note: str) -> None:
        """Show an order's note; what is being written on the same order stays."""
        if order != self._order:
            self._before = None
            self._turn(editing=False)
        self._order, self._note = order, note
        self._text.setText(note)
        self._edit.setText(tr("Edit note") if note else tr("Add a note"))
        self._show_parts()

    def is_editing(self) -> bool:
        """Whether a note is being written."""
        return not self.field.isHidden()

    def _begin(self) -> None:
        self.field.setPlainText(self._note)
        self._turn(editing=True)
        self.field.setFocus()
        self.field.selectAll()

    def _give_up(self) -> None:
        self._turn(editing=False)
        self._edit.setFocus()

    def _save(self) -> None:
        note = tidied(self.field.toPlainText())
        if len(note) > LONGEST:
            return
        self._turn(editing=False)
        self._edit.setFocus()
        if note != self._note:
            self._before = self._note
            self.acted.emit(Act.NOTE, note)

    def _undo_change(self) -> None:
        if self._before is not None and not self.is_editing():
            before, self._before = self._before, None
            self.acted.emit(Act.NOTE, before)

    def _count(self) -> None:
        found = len(tidied(self.field.toPlainText()))
        left = LONGEST - found
        self._left.setText(
            tr("%Ln character(s) left", left) if left >= 0 else tr("%Ln too many", -left)
        )
        restyle(self._left, role="mute" if left >= 0 else "bad")
        restyle(self.field, invalid=left < 0)
        self._keep.setEnabled(left >= 0)

    def _turn(self, *, editing: bool) -> None:
        self.field.setVisible(editing)
        self._show_parts()

    def _show_parts(self) -> None:
        editing = self.is_editing()
        self._text.setVisible(not editing and bool(self._note))
        self._edit.setVisible(not editing)
        self._undo.setVisible(not editing and self._before is not None)
        for widget in (self._left, self._keep, self._drop):
            widget.setVisible(editing)


class _Field(QPlainTextEdit):
    """Ctrl+Enter keeps what is written, Escape gives it up."""

    given_up = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("note.text")
        self.setAccessibleName(tr("Your note"))
        self.setPlaceholderText(tr("Only you see it"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(84)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
