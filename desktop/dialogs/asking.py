"""A dialog that asks for something and stays open until it is taken."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.widgets.plain_label import PlainLabel


class AskingDialog(GrowingDialog):
    """A title, what it is about, what is asked for, why it was not taken, and a button.

    Put what is asked for into ``fields``.
    """

    def __init__(
        self,
        name: str,
        command: str,
        words: tuple[str, str, str],
        width: int,
        parent: QWidget | None = None,
    ) -> None:
        """``words`` are those of the window's frame, the title and what it is about.

        ``name`` and ``command`` make the object names of the dialog and its button; ``width`` is
        the least, logical pixels.
        """
        super().__init__(parent)
        frame, title, about = words
        self.setObjectName(f"dialog.{name}")
        self.setWindowTitle(frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        column.addWidget(PlainLabel(about, self, role="mute", size="small", wrap=True))
        self.fields = QVBoxLayout()
        self.fields.setSpacing(10)
        column.addLayout(self.fields, 1)
        self._problem = PlainLabel("", self, role="bad", size="small", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton(tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.confirm = QPushButton(self)
        self.confirm.setProperty("kind", "primary")
        self.confirm.setObjectName(f"action.{command}.confirm")
        self.confirm.setDefault(True)
        self.confirm.clicked.connect(self.take)
        row.addWidget(close)
        row.addWidget(self.confirm)
        column.addLayout(row)
        self.setMinimumWidth(width)

    def take(self) -> None:
        """Hand over what was asked for."""
        raise NotImplementedError

    def show_problem(self, sentence: str) -> None:
        """Say why it was not taken; empty once something was changed."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
