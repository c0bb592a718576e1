"""The Orders tab: list, detail, and what can be done with orders."""

from desktop.panels.orders.panel import OrdersPanel

__all__ = ["OrdersPanel"]
