"""Letting a window come to rest before it is pictured."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.window import ShopWindow


def show(window: QWidget, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.show()
    settle(lambda: True)


def idle(window: ShopWindow) -> None:
    settle(lambda: not window.desk.busy)
    settle(lambda: not window.desk.busy)


def settle(quiet: Callable[[], bool]) -> None:
    """Let Qt and the desk finish what they are about."""
    loop = QEventLoop()
    timer = QTimer(interval=15)
    calm = 0

    def look() -> None:
        nonlocal calm
        calm = calm + 1 if quiet() else 0
        if calm >= 3:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
