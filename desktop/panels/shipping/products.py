"""Choosing the products that use a template."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.roomy import RoomyDialog
from desktop.i18n import tr
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from domain.reports.shipping import Shipping
from domain.shipping.templates import Template


class ProductsDialog(RoomyDialog):
    """Every product with a check mark; those that use the template already stay with it."""

    def __init__(self, template: Template, found: Shipping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.assign-template")
        title = tr("Products that use {template}", template=template.name)
        self.setWindowTitle(title)
        named = {each.id: each.name for each in found.templates}
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        hint = tr(
            "Choose the products that should use it for orders placed from now on. A product "
            "leaves it only by being given another template."
        )
        column.addWidget(PlainLabel(hint, self, role="mute", wrap=True))
        self._list = QListWidget(self)
        self._list.setObjectName("products.list")
        self._list.setAccessibleName(title)
        for product in found.products:
            text = product.name
            mine = product.template == template.id
            if not mine and product.template in named:
                text = tr(
                    "{product} (now {template})",
                    product=product.name,
                    template=named[product.template],
                )
            item = QListWidgetItem(text, self._list)
            item.setData(Qt.ItemDataRole.UserRole, product.id)
            item.setToolTip(plain_tooltip(text))
            item.setCheckState(Qt.CheckState.Checked if mine else Qt.CheckState.Unchecked)
            if mine:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self._list.itemChanged.connect(self._count)
        self._list.itemActivated.connect(_toggle)
        column.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self._assign = QPushButton(self)
        self._assign.setProperty("kind", "primary")
        self._assign.setObjectName("action.assign-template.confirm")
        self._assign.setDefault(True)
        self._assign.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self._assign)
        column.addLayout(row)
        self._count()

    def choose(self, products: tuple[int, ...]) -> None:
        """Check these products."""
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) in products:
                item.setCheckState(Qt.CheckState.Checked)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The products that are to use it and do not yet."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.flags() & Qt.ItemFlag.ItemIsEnabled
            and item.checkState() == Qt.CheckState.Checked
        )

    def _count(self) -> None:
        count = len(self.chosen)
        self._assign.setText(tr("Assign %Ln product(s)", count))
        self._assign.setEnabled(count > 0)


def _toggle(item: QListWidgetItem) -> None:
    checked = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
