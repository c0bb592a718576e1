"""A combo box within a form that scrolls."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """Leaves the wheel to the form, so that scrolling changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
