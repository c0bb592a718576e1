"""One question before something that cannot be undone: what it does, and two buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.widgets.plain_label import PlainLabel


class AskOnceDialog(GrowingDialog):
    """Accepted when the person goes on; keeping things as they are is what Enter does."""

    def __init__(
        self,
        name: str,
        question: str,
        consequence: str,
        action: str,
        parent: QWidget | None = None,
        *,
        stay: str = "",
    ) -> None:
        """`name` is the command of the button's objectName, `action.<command>.confirm`.

        `stay` are the words of the other button, *Keep* without any.
        """
        super().__init__(parent)
        self.setObjectName(f"dialog.{name}")
        self.setWindowTitle(question)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(question, self, size="title", strong=True, wrap=True))
        column.addWidget(PlainLabel(consequence, self, role="mute", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        keep = QPushButton(stay or tr("Keep"), self)
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        go = QPushButton(action, self)
        go.setProperty("kind", "danger")
        go.setObjectName(f"action.{name}.confirm")
        go.clicked.connect(self.accept)
        row.addWidget(keep)
        row.addWidget(go)
        column.addLayout(row)
        self.setMinimumWidth(420)
