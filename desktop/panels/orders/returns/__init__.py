"""Returns within the Orders tab: their list, the card of one, and what can be done with them."""

from desktop.panels.orders.returns.view import ReturnsView

__all__ = ["ReturnsView"]
