"""A field for one tracking number, which is judged while it is typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import refusal_text
from domain.kernel.refusals import Refusal
from domain.rulebook import Carrier
from domain.shipping.rules import tidy
from domain.shipping.tracking import accept

_LONGEST = 40
"""Characters that can be typed; no carrier's number is as long."""

_SAID_FROM = 8
"""Characters from which on it is said what is wrong; before that the number is still typed."""


class TrackingField(QWidget):
    """A number and its carrier, who is told from the number unless the person says it."""

    changed = Signal()

    def __init__(
        self, name: str, words: str, carriers: Mapping[str, Carrier], parent: QWidget | None = None
    ) -> None:
        """`name` ends the object names of its parts; `words` say for screen readers what it is."""
        super().__init__(parent)
        self._carriers = carriers
        self._good = False
        self.number = QLineEdit(self)
        self.number.setObjectName(f"tracking.{name}")
        self.number.setAccessibleName(words)
        self.number.setPlaceholderText(tr("Tracking number"))
        self.number.setMaxLength(_LONGEST)
        self.number.setMinimumWidth(200)
        self.number.textChanged.connect(self._check)
        self.carrier = QComboBox(self)
        self.carrier.setObjectName(f"carrier.{name}")
        self.carrier.setAccessibleName(tr("Carrier"))
        self.carrier.addItem(tr("told from the number"), "")
        for each in carriers.values():
            self.carrier.addItem(each.name, each.code)
        self.carrier.currentIndexChanged.connect(self._check)
        self._hint = PlainLabel("", self, role="mute", size="small", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.number, 0, 0)
        grid.addWidget(self.carrier, 0, 1)
        grid.addWidget(self._hint, 1, 0, 1, 2)
        self._hint.hide()

    def text(self) -> str:
        """The number as it was typed."""
        return self.number.text()

    def carrier_code(self) -> str:
        """The carrier that the person said; empty: it is told from the number."""
        return str(self.carrier.currentData())

    def is_good(self) -> bool:
        """Whether the number is one of that carrier's, or of exactly one."""
        return self._good

    def hint(self) -> str:
        """What is said about the number."""
        return self._hint.text()

    def _check(self) -> None:
        """Name the number's carrier, or say why it cannot be right."""
        typed = tidy(self.text())
        judged = accept(typed, self.carrier_code(), self._carriers)
        self._good = not isinstance(judged, Refusal)
        said = len(typed) >= _SAID_FROM
        text = refusal_text(judged) if isinstance(judged, Refusal) else judged[1].name
        self._hint.setText(text if said else "")
        self._hint.setVisible(said)
        restyle(self._hint, role="good" if self._good else "warn")
        restyle(self.number, invalid=said and not self._good)
        self.changed.emit()
