"""Long work: what it is, how far it is, and a way out."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.plain_label import PlainLabel


class Busy(QFrame):
    """A bar with text, count and Cancel. Cancelling is a request: the bar says so and waits."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("busy")
        self.setProperty("kind", "banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 9, 9)
        row.setSpacing(12)
        middle = QVBoxLayout()
        middle.setSpacing(5)
        words = QHBoxLayout()
        words.setSpacing(12)
        self._text = PlainLabel("", self, elide=True)
        self._count = PlainLabel("", self, role="mute", size="small")
        words.addWidget(self._text, 1)
        words.addWidget(self._count)
        middle.addLayout(words)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        middle.addWidget(self._bar)
        row.addLayout(middle, 1)
        self.cancel = QPushButton(self)
        self.cancel.setObjectName("action.cancel")
        self.cancel.clicked.connect(self._cancel)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def start(self, text: str, total: int = 0, can_cancel: bool = True) -> None:
        """Shows the bar; `total` 0 means that nobody knows how much there is."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self.cancel.setText(tr("Cancel"))
        self.cancel.setAccessibleName(tr("Cancel: {work}", work=text))
        self.cancel.setEnabled(True)
        self.cancel.setVisible(can_cancel)
        self.progress(0, total)
        self.show()

    def progress(self, done: int, total: int) -> None:
        locale = QLocale()
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        shown = locale.toString(done) if done else ""
        if total:
            shown = tr(
                "{done} of {total}", done=locale.toString(done), total=locale.toString(total)
            )
        self._count.setText(shown)

    def finish(self) -> None:
        self.hide()

    def count_text(self) -> str:
        return self._count.text()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.setText(tr("Cancelling …"))
        self.cancelled.emit()
