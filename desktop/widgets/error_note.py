"""An error as a seller needs it: what happened, what was kept, what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.icon_view import IconView
from desktop.widgets.plain_label import PlainLabel


class ErrorNote(QFrame):
    """Stands where the failed thing would be; stays until the caller takes it away."""

    triggered = Signal()
    """The button was pressed."""

    def __init__(
        self,
        happened: str,
        kept: str,
        to_do: str,
        action_text: str = "",
        action_name: str = "retry",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("role", "bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 12, 15, 12)
        row.setSpacing(12)
        row.addWidget(IconView("circle-x", "bad", 20, self), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        row.addLayout(words, 1)
        self._happened = PlainLabel(happened, self, strong=True, wrap=True)
        self._kept = PlainLabel("", self, role="mute", wrap=True)
        self._to_do = PlainLabel("", self, wrap=True)
        for label in (self._happened, self._kept, self._to_do):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        self.button = QPushButton(action_text.replace("&", "&&"), self)
        self.button.setObjectName(f"action.{action_name}")
        self.button.setAccessibleName(action_text)
        self.button.setVisible(bool(action_text))
        self.button.clicked.connect(self.triggered)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.set_text(happened, kept, to_do)

    def set_text(self, happened: str, kept: str, to_do: str) -> None:
        self._happened.setText(happened)
        self._kept.setText(tr("Kept: {kept}", kept=kept) if kept else "")
        self._kept.setVisible(bool(kept))
        self._to_do.setText(tr("What to do: {to_do}", to_do=to_do) if to_do else "")
        self._to_do.setVisible(bool(to_do))
        self.setAccessibleName(tr("Error: {happened}", happened=happened))
        self.setAccessibleDescription(" ".join((self._kept.text(), self._to_do.text())).strip())
