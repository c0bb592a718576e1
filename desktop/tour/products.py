"""Stops of the tour about products: many at once, the editor, a SKU's stock."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop.dialogs.bulk_edit import BulkEditDialog
from desktop.dialogs.stock_history import StockHistoryDialog
from desktop.panels.products.practice import ProductsPanel
from desktop.tour.watching import idle, settle
from desktop.window import ShopWindow
from domain.shop import Shop


def bulk_edit(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """All products at once, and what a change would make of them."""
    if shop.kind != "practice":
        return
    products = window.panels["products"]
    assert isinstance(products, ProductsPanel)
    window.show_panel("products")
    idle(window)
    products.table.selectAll()
    products.bulk.open()
    idle(window)
    dialog = next(each for each in window.findChildren(BulkEditDialog) if each.isVisible())
    dialog.percent.setValue(10)
    dialog.ending.setChecked(True)
    settle(lambda: True)
    yield f"{prefix}bulk-edit", dialog
    dialog.close()
    settle(lambda: True)


def editor(window: ShopWindow, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """A listing that is being written; nothing of it is kept."""
    products = window.panels["products"]
    if not isinstance(products, ProductsPanel) or not products.table.current():
        return
    window.show_panel("products")
    products.writing.open(products.table.current())
    idle(window)
    yield f"{prefix}listing-editor", window
    assert products.writing.editor is not None
    products.writing.editor.finish()
    idle(window)


def stock_history(window: ShopWindow, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """Where a SKU's stock comes from."""
    products = window.panels["products"]
    if not isinstance(products, ProductsPanel) or products.current is None:
        return
    products.stock.show_history()
    idle(window)
    dialog = next(each for each in window.findChildren(StockHistoryDialog) if each.isVisible())
    yield f"{prefix}stock-history", dialog
    dialog.close()
    settle(lambda: True)
