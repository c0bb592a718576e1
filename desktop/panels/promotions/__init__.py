"""The Promotions tab."""

from desktop.panels.promotions.panel import PromotionsPanel

__all__ = ["PromotionsPanel"]
