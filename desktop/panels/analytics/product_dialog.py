"""Which product the pages are about, where there are too many for a menu."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.searched_list import SearchedList


class ProductDialog(QDialog):
    """Search, arrows, Enter; the first that matches is chosen where the last one does not."""

    def __init__(self, products: Mapping[int, str], chosen: int, parent: QWidget | None) -> None:
        """Names by ids; ``chosen`` is an id, or 0 for none."""
        super().__init__(parent)
        self.setObjectName("dialog.product")
        self.setWindowTitle(tr("Choose a product"))
        self.resize(460, 400)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        words = tr("Search products"), tr("Products"), tr("No products match.")
        self.choice = SearchedList("choose-product", words, str, _matches, self)
        self.choice.search.textChanged.connect(lambda _text: self._choose_first())
        self.choice.list.doubleClicked.connect(self.accept)
        column.addWidget(self.choice, 1)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        self.choice.show_things(products, chosen)
        self._choose_first()
        self.choice.search.setFocus()

    def product(self) -> int:
        """The id of the one that is chosen."""
        return self.choice.current()

    def _choose_first(self) -> None:
        listed = self.choice.listed()
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(listed))
        if listed and self.choice.current() not in listed:
            self.choice.list.setCurrentIndex(self.choice.list.model().index(0, 0))


def _matches(name: str, words: list[str]) -> bool:
    return all(word in name.casefold() for word in words)
