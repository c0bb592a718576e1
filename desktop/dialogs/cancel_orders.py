"""Cancelling asks once: for the reason, and says what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import cancel_reason_name
from domain.orders.rules import OUT_OF_STOCK


class CancelOrdersDialog(QDialog):
    """Asks for a reason."""

    chosen = Signal(str)

    def __init__(
        self,
        count: int,
        reasons: Sequence[str],
        fault: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """Take how many orders it is about, the reasons, and which are the seller's fault."""
        super().__init__(parent)
        self.setObjectName("dialog.cancel-orders")
        self.setWindowTitle(tr("Cancel %Ln order(s)", count))
        self._fault = set(fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(
            PlainLabel(
                tr("Cancel %Ln order(s)?", count), self, size="title", strong=True, wrap=True
            )
        )
        self._meaning = PlainLabel("", self, role="mute", wrap=True)
        column.addWidget(self._meaning)
        self._reason = QComboBox(self)
        self._reason.setObjectName("cancel.reason")
        self._reason.setAccessibleName(tr("Reason"))
        for reason in reasons:
            self._reason.addItem(cancel_reason_name(reason), reason)
        self._reason.currentIndexChanged.connect(self._say)
        column.addWidget(self._reason)
        self._warning = PlainLabel("", self, size="small", wrap=True)
        column.addWidget(self._warning)
        row = QHBoxLayout()
        row.addStretch(1)
        keep = QPushButton(tr("Keep"), self)
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        cancel = QPushButton(tr("Cancel %Ln order(s)", count), self)
        cancel.setProperty("kind", "danger")
        cancel.setObjectName("action.cancel-orders.confirm")
        cancel.clicked.connect(self._choose)
        row.addWidget(keep)
        row.addWidget(cancel)
        column.addLayout(row)
        self.setMinimumWidth(420)
        self._say()

    def _say(self) -> None:
        """Say what cancelling for the chosen reason does, and whose fault it is."""
        reason = self._reason.currentData()
        self._meaning.setText(
            tr(
                "The buyer gets the money back. The stock of everything in the order becomes 0, "
                "and units that you still have on the books are written off. This cannot be undone."
            )
            if reason == OUT_OF_STOCK
            else tr(
                "The buyer gets the money back and the units return to stock. "
                "This cannot be undone."
            )
        )
        fault = reason in self._fault
        self._warning.setText(
            tr("Counts as your fault in the seller-fault cancellation rate.")
            if fault
            else tr("Does not count as your fault.")
        )
        restyle(self._warning, role="warn" if fault else "mute")

    def _choose(self) -> None:
        self.chosen.emit(self._reason.currentData())
        self.accept()
