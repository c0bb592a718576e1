"""Which SKU is tried: a search and a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.promotion_editor.draft import matches, sku_name
from desktop.widgets.plain_label import PlainLabel
from domain.reports.promotion_work import Promotable


class SkuChoice(QWidget):
    """One of them is always chosen, whether or not it is among those that are listed."""

    chosen = Signal(object)
    """The ``Promotable`` that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._skus: tuple[Promotable, ...] = ()
        self._listed: tuple[Promotable, ...] = ()
        self._sku = 0
        self.search = QLineEdit(self)
        self.search.setObjectName("try-prices.search")
        self.search.setProperty("kind", "search")
        self.search.setAccessibleName(tr("Search products"))
        self.search.setPlaceholderText(tr("Search products"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._list())
        self._model = QStringListModel(self)
        self.list = QListView(self)
        self.list.setObjectName("try-prices.products")
        self.list.setAccessibleName(tr("Products"))
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setMinimumHeight(72)
        self.list.selectionModel().currentChanged.connect(self._go_to)
        self._nothing = PlainLabel(tr("No products match."), self, role="mute", wrap=True)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)

    def show_skus(self, skus: Sequence[Promotable], sku: int) -> None:
        """Offer these, with one of them chosen."""
        self._skus, self._sku = tuple(skus), sku
        self._list()

    def _list(self) -> None:
        words = self.search.text().casefold().split()
        self._listed = tuple(each for each in self._skus if matches(each, words))
        self._model.setStringList([sku_name(each) for each in self._listed])
        ids = [each.id for each in self._listed]
        if self._sku in ids:
            self.list.setCurrentIndex(self._model.index(ids.index(self._sku)))
        self._nothing.setVisible(not ids)

    def _go_to(self, current: QModelIndex) -> None:
        if 0 <= current.row() < len(self._listed):
            sku = self._listed[current.row()]
            if sku.id != self._sku:
                self._sku = sku.id
                self.chosen.emit(sku)
