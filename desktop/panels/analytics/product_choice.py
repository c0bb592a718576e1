"""Which product a page is about, where there are too many for a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.tables.copying import plain_text

_SMALLEST = (420, 360)
"""Logical pixels: some ten products with long names."""


class ProductDialog(QDialog):
    """A search and a list, of which one is chosen."""

    def __init__(self, products: Sequence[tuple[int, str]], parent: QWidget) -> None:
        """Ids and names, in the order of the list."""
        super().__init__(parent)
        self.setObjectName("dialog.product")
        self.setWindowTitle(tr("Other product"))
        self._products = tuple(products)
        self._listed = self._products
        self.search = QLineEdit(self)
        self.search.setObjectName("product.search")
        self.search.setProperty("kind", "search")
        self.search.setAccessibleName(tr("Search products"))
        self.search.setPlaceholderText(tr("Search products"))
        self.search.textChanged.connect(lambda _text: self._list())
        self._model = QStringListModel(self)
        self.list = QListView(self)
        self.list.setObjectName("product.list")
        self.list.setAccessibleName(tr("Products"))
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.doubleClicked.connect(lambda _index: self.accept())
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._done = buttons.button(QDialogButtonBox.StandardButton.Ok)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        self.setMinimumSize(*_SMALLEST)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self._list()

    def product(self) -> int:
        """The id of the one that is chosen; 0 where none is listed."""
        row = self.list.currentIndex().row()
        return self._listed[row][0] if 0 <= row < len(self._listed) else 0

    def _list(self) -> None:
        """List those that have all of the words, with the first of them chosen."""
        words = self.search.text().casefold().split()
        self._listed = tuple(
            each for each in self._products if all(word in each[1].casefold() for word in words)
        )
        self._model.setStringList([plain_text(name) for _, name in self._listed])
        self.list.setCurrentIndex(self._model.index(0))
        self._done.setEnabled(bool(self._listed))
