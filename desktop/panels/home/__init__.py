"""The Home tab."""

from desktop.panels.home.panel import HomePanel

__all__ = ["HomePanel"]
