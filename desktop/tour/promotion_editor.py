"""Stops of the tour about writing promotions: the kinds there are, and one with its margin."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop.panels.products.practice import ProductsPanel
from desktop.promotion_editor.editor import PromotionEditor
from desktop.promotion_editor.opening import PromotionWriting
from desktop.tour.watching import idle, settle
from desktop.window import ShopWindow
from domain.promotions.rules import Tool


def promotion_editor(window: ShopWindow, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """Nothing of it is kept."""
    products = window.panels["products"]
    if not isinstance(products, ProductsPanel) or products.current is None:
        return
    sku = products.current.id
    for name, tool in (("kinds", None), ("editor", Tool.FLASH_DEAL)):
        editor = _opened(window, products.promoting, tool, sku)
        if tool is not None:
            editor.draft.put(editor.draft.form.less_for_all(2_000), "every")
        _judged(editor)
        yield f"{prefix}promotion-{name}", editor
        editor.give_up()
        settle(lambda: True)


def _opened(
    window: ShopWindow, writing: PromotionWriting, tool: Tool | None, sku: int
) -> PromotionEditor:
    writing.open(tool=tool, skus=(sku,))
    idle(window)
    assert writing.editor is not None
    return writing.editor


def _judged(editor: PromotionEditor) -> None:
    settle(lambda: editor.draft.is_judged)
