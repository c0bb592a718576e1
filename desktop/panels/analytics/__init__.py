"""The Analytics tab."""

from desktop.panels.analytics.panel import AnalyticsPanel

__all__ = ["AnalyticsPanel"]
