"""Where a window was, and where it can be now: the screen it was on may be gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.remembered import Remembered

_LEAST_SEEN = (160, 24)
"""Logical pixels of a window's upper edge by which it can still be grasped and moved."""


def place_of(window: QWidget) -> dict[str, Any]:
    """A window's place as JSON values."""
    frame = window.normalGeometry() if window.isMaximized() else window.geometry()
    return {
        "frame": [frame.x(), frame.y(), frame.width(), frame.height()],
        "maximised": window.isMaximized(),
    }


def put_back(window: QWidget, state: Remembered) -> bool:
    """Put a window that is not shown yet where it was; False when nothing is remembered."""
    numbers = state.wholes("frame", 4)
    if numbers is None or min(numbers[2:]) < 1:
        return False
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    window.setGeometry(within_reach(QRect(*numbers), screens))
    if state.flag("maximised", default=False):
        from PySide6.QtCore import Qt  # costs 10 ms, and the first window waits for this module

        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    return True


def within_reach(frame: QRect, screens: Sequence[QRect]) -> QRect:
    """The frame where its upper edge is on a screen; else in the middle of the first screen."""
    edge = QRect(frame.x(), frame.y(), frame.width(), _LEAST_SEEN[1])
    for screen in screens:
        seen = screen.intersected(edge)
        if seen.width() >= _LEAST_SEEN[0] and seen.height() >= _LEAST_SEEN[1]:
            return QRect(frame.topLeft(), frame.size().boundedTo(screen.size()))
    moved = QRect(frame.topLeft(), frame.size().boundedTo(screens[0].size()))
    moved.moveCenter(screens[0].center())
    return moved
