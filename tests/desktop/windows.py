"""Shop windows as tests use them: shown, waited for, pressed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.remembered import Remembered
from desktop.window import ShopWindow
from domain.kernel.clock import HOUR
from domain.shop import Shop

WALL = 1_789_500_000
"""The wall clock of these tests: 15 September 2026."""


def practice(tmp_path: Path, hours: int = 0) -> Shop:
    """A new practice shop, some hours old, in which nobody has decided anything."""
    shop = Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1)
    if hours:
        shop.advance(shop.now + hours * HOUR)
    return shop


def show_window(
    qtbot: QtBot,
    shop: Shop,
    size: tuple[int, int] | None = (1366, 680),
    remembered: Remembered | None = None,
) -> ShopWindow:
    """A shop's window with all its figures; it and the shop are closed when the test ends."""
    window = ShopWindow(Desk(shop, lambda: WALL), remembered)
    qtbot.addWidget(window)
    if size is not None:
        window.resize(*size)
    window.show()
    idle(qtbot, window)
    return window


def idle(qtbot: QtBot, window: ShopWindow) -> None:
    """Wait until nothing is read or written any more."""
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=20_000)


def press(qtbot: QtBot, inside: QWidget, name: str) -> None:
    """Press the visible button of that object name with the mouse."""
    button = inside.findChild(QPushButton, name) or inside.findChild(QToolButton, name)
    assert button is not None, name
    assert button.isVisible(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
