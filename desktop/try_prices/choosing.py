"""Which SKU is tried: a search and a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.promotion_editor.draft import matches, sku_name
from desktop.widgets.searched_list import SearchedList
from domain.reports.promotion_work import Promotable


class SkuChoice(SearchedList):
    """Tells the ``Promotable`` that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words = tr("Search products"), tr("Products"), tr("No products match.")
        super().__init__("try-prices", words, sku_name, matches, parent)

    def show_skus(self, skus: Sequence[Promotable], sku: int) -> None:
        """Offer these, with one of them chosen."""
        self.show_things({each.id: each for each in skus}, sku)
