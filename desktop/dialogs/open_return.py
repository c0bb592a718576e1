"""Taking something of a delivered order back, for a buyer who asked for it in a message."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from domain.reports.returns import ReturnableLine


class OpenReturnDialog(GrowingDialog):
    """Asks what goes back, how much of it, and whether the goods come too; stays until taken."""

    chosen = Signal(object, int, bool)
    """SKU id, units, and whether the buyer keeps the goods."""

    def __init__(self, lines: Sequence[ReturnableLine], parent: QWidget | None = None) -> None:
        """Take the order's lines of which something is left, at least one."""
        super().__init__(parent)
        self.setObjectName("dialog.open-return")
        self.setWindowTitle(tr("Take something back"))
        self._lines = {line.sku_id: line for line in lines}
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        title = tr("Take something back")
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        about = tr(
            "For a buyer who asks in a message. It is approved at once, and gives back what was "
            "paid for these units."
        )
        column.addWidget(PlainLabel(about, self, role="mute", wrap=True))
        self.product = QComboBox(self)
        self.product.setObjectName("return.product")
        self.product.setAccessibleName(tr("Product"))
        for line in lines:
            names = (line.product, line.variation)
            self.product.addItem(", ".join(part for part in names if part), line.sku_id)
        self.product.currentIndexChanged.connect(self._fit_quantity)
        column.addWidget(self.product)
        self._left = PlainLabel("", self, role="mute", size="small", wrap=True)
        self.quantity = NumberField(tr("Units"), 1, 1, self)
        self.quantity.setObjectName("return.quantity")
        column.addWidget(self._left)
        column.addWidget(self.quantity)
        self.keeps = QCheckBox(tr("The buyer keeps the goods"), self)
        self.keeps.setObjectName("return.keeps")
        column.addWidget(self.keeps)
        self._problem = PlainLabel("", self, size="small", wrap=True)
        restyle(self._problem, role="bad")
        self._problem.hide()
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        confirm = QPushButton(tr("Take it back"), self)
        confirm.setProperty("kind", "primary")
        confirm.setObjectName("action.open-return.confirm")
        confirm.setDefault(True)
        confirm.clicked.connect(self._choose)
        row.addWidget(cancel)
        row.addWidget(confirm)
        column.addLayout(row)
        self.setMinimumWidth(420)
        self._fit_quantity()

    def _fit_quantity(self) -> None:
        left = self._lines[self.product.currentData()].left
        self.quantity.setRange(1, left)
        self.quantity.setValue(left)
        self._left.setText(tr("Units that come back, %Ln at most", left))

    def _choose(self) -> None:
        sku = self.product.currentData()
        self.chosen.emit(sku, self.quantity.value(), self.keeps.isChecked())

    def show_refusal(self, sentence: str) -> None:
        """Say why it was not taken."""
        self._problem.setText(sentence)
        self._problem.show()
