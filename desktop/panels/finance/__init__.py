"""The Finance tab."""

from desktop.panels.finance.panel import FinancePanel

__all__ = ["FinancePanel"]
