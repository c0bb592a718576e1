"""Counts day by day, painted directly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import left_to_right, tr
from desktop.theme.fonts import LABEL, font
from desktop.theme.source import theme
from desktop.wording import number

_GAP, _WIDEST = 4, 28
"""Between two bars, and the width of one at most, logical pixels."""


class BarChart(QWidget):
    """A bar for each label, the greatest with its count; time runs from left to right always."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` says what the bars count."""
        super().__init__(parent)
        self._name = name
        self._bars: tuple[tuple[str, int], ...] = ()
        self.setObjectName("chart.bars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._repaint)

    def set_bars(self, bars: Sequence[tuple[str, int]]) -> None:
        """Show these labels and counts."""
        self._bars = tuple(bars)
        self.setAccessibleName(self._name)
        told = (f"{left_to_right(label)}: {number(count)}" for label, count in self._bars)
        self.setAccessibleDescription(", ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 112)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 112)

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles = theme().roles
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setFont(font(LABEL))
        line = painter.fontMetrics().height() + 4
        floor = self.height() - line
        painter.setPen(QPen(roles.colour("line"), 1))
        painter.drawLine(0, floor, self.width(), floor)
        most = max((count for _, count in self._bars), default=0)
        if not most:
            painter.setPen(roles.colour("mute"))
            box = QRectF(0, 0, self.width(), floor)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("No orders yet"))
            return
        step = self.width() / len(self._bars)
        width = max(min(step - _GAP, _WIDEST), 2)
        every = self._every(painter, step)
        for place, (label, count) in enumerate(self._bars):
            middle = (place + 0.5) * step
            height = (floor - line) * count / most
            bar = QRectF(middle - width / 2, floor - height, width, height)
            painter.fillRect(bar, roles.colour("accent"))
            painter.setPen(roles.colour("mute"))
            if place % every == 0:
                self._write(painter, middle, floor + 2, label)
            if count == most:
                self._write(painter, middle, bar.top() - line + 2, number(count))

    def _every(self, painter: QPainter, step: float) -> int:
        """Of how many labels one has room."""
        widest = max(painter.fontMetrics().horizontalAdvance(label) for label, _ in self._bars)
        return max(1, int(-(-(widest + 10) // step)))

    def _write(self, painter: QPainter, middle: float, top: float, text: str) -> None:
        width = painter.fontMetrics().horizontalAdvance(text) + 2.0
        left = min(max(middle - width / 2, 0), self.width() - width)
        box = QRectF(left, top, width, painter.fontMetrics().height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _repaint(self) -> None:
        self.update()
