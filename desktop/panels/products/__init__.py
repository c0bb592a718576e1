"""The Products tab: a practice shop's own products, or the listings that a real shop imported."""

from desktop.panels.products.listings import ListingsPanel
from desktop.panels.products.practice import ProductsPanel, suggestion

__all__ = ["ListingsPanel", "ProductsPanel", "suggestion"]
