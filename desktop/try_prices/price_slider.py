"""Sliders for what is tried, one with a mark where nothing is left of a price."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QStyle, QWidget

from desktop.theme.source import theme

_HANDLE = 14
"""Width of the handle, as the stylesheet has it; logical pixels."""


class TrySlider(QSlider):
    """The least is at the left always, as in charts; Qt's stylesheets would fill the wrong side."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(name)
        self.setMinimumHeight(24)


class PriceSlider(TrySlider):
    """Goes by minor units."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._mark: int | None = None

    def set_mark(self, value: int | None) -> None:
        """Mark a value; None or one that is out of reach: no mark."""
        self._mark = value
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._mark is None or not self.minimum() <= self._mark <= self.maximum():
            return
        span = self.width() - _HANDLE
        x = _HANDLE / 2 + QStyle.sliderPositionFromValue(
            self.minimum(), self.maximum(), self._mark, span
        )
        painter = QPainter(self)
        painter.setPen(QPen(theme().roles.colour("warn"), 2))
        painter.drawLine(QPointF(x, 1), QPointF(x, 7))
        painter.drawLine(QPointF(x, self.height() - 7), QPointF(x, self.height() - 1))
