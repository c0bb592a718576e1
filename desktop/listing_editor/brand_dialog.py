"""Asking to be authorised for a brand: which document is sent, and what each of them shows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.dialogs.asking import AskingDialog
from desktop.i18n import tr
from desktop.listing_editor.brand_wording import document_meaning, document_name
from desktop.widgets.plain_label import PlainLabel
from domain.catalogue.brands import Document

_WIDTH = 440
"""Logical pixels."""


class BrandDialog(AskingDialog):
    """Asks for the document."""

    asked = Signal(object)
    """A ``Document``."""

    def __init__(self, brand: str, days: int, parent: QWidget | None = None) -> None:
        """``days``, of business, are those that an answer takes at most."""
        about = tr(
            "Only sellers whom its owner has authorised may sell this brand. The platform looks "
            "at what you send and answers within %Ln business day(s). In a practice shop you "
            "only say what it is.",
            days,
        )
        title = tr("Ask to sell {brand}", brand=brand)
        words = (tr("Brand authorisation"), title, about)
        super().__init__("ask-for-brand", "ask-for-brand", words, _WIDTH, parent)
        self.documents = QButtonGroup(self)
        self._known = tuple(Document)
        for place, document in enumerate(self._known):
            self.fields.addLayout(self._choice(place, document))
        self.fields.addStretch(1)
        self.documents.button(0).setChecked(True)
        self.confirm.setText(tr("Send"))

    def take(self) -> None:
        self.asked.emit(self._known[self.documents.checkedId()])
        self.accept()

    def _choice(self, place: int, document: Document) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(1)
        button = QRadioButton(document_name(document), self)
        button.setObjectName(f"document.{document.value}")
        button.setAccessibleDescription(document_meaning(document))
        self.documents.addButton(button, place)
        line = PlainLabel(document_meaning(document), self, role="mute", size="small", wrap=True)
        line.setContentsMargins(24, 0, 0, 0)
        box.addWidget(button)
        box.addWidget(line)
        return box
