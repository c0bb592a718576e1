"""Pages of Analytics as tests show them."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from desktop.panels.analytics import AnalyticsPanel
from desktop.window import ShopWindow
from domain.shop import Shop
from tests.desktop.windows import idle, show_window


def shown(
    qtbot: QtBot, shop: Shop, page: str, size: tuple[int, int] = (1366, 680)
) -> tuple[ShopWindow, AnalyticsPanel, Any]:
    """The window, the panel and the page, with all its figures."""
    window = show_window(qtbot, shop, size)
    window.show_panel("analytics")
    panel = window.panels["analytics"]
    assert isinstance(panel, AnalyticsPanel)
    panel.receive(page)
    page = panel.current()
    qtbot.waitUntil(lambda: page.answer is not None, timeout=20_000)
    idle(qtbot, window)
    return window, panel, page
