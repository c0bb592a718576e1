"""Stops of the tour about Analytics: each of its pages."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop.panels.analytics import AnalyticsPanel
from desktop.tour.watching import idle
from desktop.window import ShopWindow


def analytics_stops(window: ShopWindow, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """Every page but the first, which stands for the panel."""
    panel = window.panels["analytics"]
    assert isinstance(panel, AnalyticsPanel)
    window.show_panel("analytics")
    for key in panel.bar.keys()[1:]:
        panel.receive(key)
        idle(window)
        yield f"{prefix}analytics-{key}", window
    panel.receive(panel.bar.keys()[0])
    idle(window)
