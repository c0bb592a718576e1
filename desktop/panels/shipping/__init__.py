"""The Shipping tab."""

from desktop.panels.shipping.panel import ShippingPanel

__all__ = ["ShippingPanel"]
