"""A button that is an icon; its words are in its tooltip and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.theme.icons import icon
from desktop.widgets.plain_label import plain_tooltip

_SIZE = 18
"""Edge of the icon, logical pixels."""


class IconButton(QToolButton):
    """An action of the top bar."""

    def __init__(self, icon_name: str, action: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIcon(icon(icon_name, "text"))
        self.setIconSize(QSize(_SIZE, _SIZE))
        self.setObjectName(f"action.{action}")
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """What it does, with its key."""
        self.setAccessibleName(words)
        self.setToolTip(plain_tooltip(words))
