"""Refusing and appealing ask for the same: why, and how many photos go with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel

_MOST_PHOTOS = 9


class GiveEvidenceDialog(GrowingDialog):
    """Asks for a reason, where there are any to choose from, and for a number of photos."""

    given = Signal(str, int)
    """The reason's code (empty where none was asked for) and how many photos."""

    def __init__(
        self,
        name: str,
        title: str,
        about: str,
        without_photos: str,
        reasons: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is the command's, ``title`` also the button's; reasons are (code, words)."""
        super().__init__(parent)
        self.setObjectName(f"dialog.{name}")
        self.setWindowTitle(title)
        self._without_photos = without_photos
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        column.addWidget(PlainLabel(about, self, role="mute", wrap=True))
        self.reason = QComboBox(self)
        self.reason.setObjectName("evidence.reason")
        self.reason.setAccessibleName(tr("Reason"))
        for code, words in reasons:
            self.reason.addItem(words, code)
        self.reason.setVisible(bool(reasons))
        column.addWidget(self.reason)
        column.addWidget(PlainLabel(tr("Photos as evidence"), self, role="mute", size="small"))
        self.photos = NumberField(tr("Photos as evidence"), 0, _MOST_PHOTOS, self)
        self.photos.setObjectName("evidence.photos")
        self.photos.valueChanged.connect(self._word)
        column.addWidget(self.photos)
        self._note = PlainLabel("", self, size="small", wrap=True)
        column.addWidget(self._note)
        row = QHBoxLayout()
        row.addStretch(1)
        keep = QPushButton(tr("Cancel"), self)
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        confirm = QPushButton(title, self)
        confirm.setProperty("kind", "danger")
        confirm.setObjectName(f"action.{name}.confirm")
        confirm.clicked.connect(self._give)
        row.addWidget(keep)
        row.addWidget(confirm)
        column.addLayout(row)
        self.setMinimumWidth(420)
        self._word()

    def _word(self) -> None:
        some = self.photos.value() > 0
        self._note.setText(
            tr("The platform looks at your photos if it has to decide.")
            if some
            else self._without_photos
        )
        restyle(self._note, role="mute" if some else "warn")

    def _give(self) -> None:
        self.given.emit(self.reason.currentData() or "", self.photos.value())
        self.accept()
