"""A column of widgets that scrolls up and down where it is too long."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Scrolled(QScrollArea):
    """Put content into `body`; its widgets keep the whole width."""

    def __init__(self, spacing: int, sides: int = 0, parent: QWidget | None = None) -> None:
        """`spacing` between the widgets and `sides` beside them, logical pixels."""
        super().__init__(parent)
        inside = QWidget(self)
        inside.setProperty("kind", "scrolled")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(sides, 0, sides, 0)
        self.body.setSpacing(spacing)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
