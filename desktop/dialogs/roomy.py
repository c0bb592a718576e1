"""A dialog that takes most of the window's room, for what is read or compared in it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

_SMALLEST = (840, 440)
_LARGEST = (1160, 720)
_EDGE = 40
"""Logical pixels of the window that stay visible around it."""


class RoomyDialog(QDialog):
    """As large as the program's window allows, between two bounds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(*_SMALLEST)
        outermost = parent
        while outermost is not None and outermost.parentWidget() is not None:
            outermost = outermost.parentWidget()
        if outermost is not None:
            room = (outermost.width() - _EDGE, outermost.height() - _EDGE)
            width, height = (min(each) for each in zip(room, _LARGEST, strict=True))
            self.resize(max(width, _SMALLEST[0]), max(height, _SMALLEST[1]))
