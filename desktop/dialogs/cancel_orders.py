"""Cancelling asks once: for the reason, and says what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import cancel_reason_name


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
        column.addWidget(
            PlainLabel(
                tr(
                    "The buyer gets the money back and the units return to stock. "
                    "This cannot be undone."
                ),
                self,
                role="mute",
                wrap=True,
            )
        )
        self._reason = QComboBox(self)
        self._reason.setObjectName("cancel.reason")
        self._reason.setAccessibleName(tr("Reason"))
        for reason in reasons:
            self._reason.addItem(cancel_reason_name(reason), reason)
        self._reason.currentIndexChanged.connect(self._warn)
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
        self._warn()

    def _warn(self) -> None:
        fault = self._reason.currentData() in self._fault
        self._warning.setText(
            tr("Counts as your fault in the seller-fault cancellation rate.")
            if fault
            else tr("Does not count as your fault.")
        )
        restyle(self._warning, role="warn" if fault else "mute")

    def _choose(self) -> None:
        self.chosen.emit(self._reason.currentData())
        self.accept()
