"""What stands where nothing is yet: why, and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.icon_view import IconView
from desktop.widgets.plain_label import PlainLabel


class EmptyState(QWidget):
    """An icon, a sentence, a hint, and at most one button."""

    triggered = Signal()
    """The button was pressed."""

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        hint: str = "",
        action_text: str = "",
        action_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`action_name` is the command of the button's objectName, `action.<command>`."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(6)
        layout.addStretch(1)
        self._icon = IconView(icon_name, "mute", 32, self)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(4)
        self._sentence = PlainLabel(sentence, self, strong=True, wrap=True)
        self._hint = PlainLabel(hint, self, role="mute", wrap=True)
        for label in (self._sentence, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            layout.addWidget(label)
        self.button = QPushButton(action_text.replace("&", "&&"), self)
        self.button.setProperty("kind", "primary")
        self.button.setObjectName(f"action.{action_name}" if action_name else "")
        self.button.setAccessibleName(action_text)
        self.button.setVisible(bool(action_text))
        self.button.clicked.connect(self.triggered)
        layout.addSpacing(6)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.set_text(sentence, hint)

    def set_text(self, sentence: str, hint: str = "") -> None:
        """Rewords it: an empty search is not an empty table."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(hint)
