"""A card beside a list, which lies over it as a drawer where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget


class Drawer(QObject):
    """Keeps the card of a host in its place, whatever the host's width."""

    changed = Signal(bool)
    """Whether the card is a drawer now."""

    def __init__(
        self, host: QWidget, body: QHBoxLayout, card: QWidget, *, width: int, below: int
    ) -> None:
        """``body`` has the list and gets the card, so wide, unless the host is narrower than that.

        Widths are in logical pixels.
        """
        super().__init__(host)
        self._host, self._body, self._card = host, body, card
        self._width, self._below = width, below
        self.is_drawer = False
        card.setFixedWidth(width)
        body.addWidget(card)
        host.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def open(self) -> None:
        """Show the card, where it is a drawer."""
        if self.is_drawer:
            self._card.show()
            self._card.raise_()
            self._place()

    def close(self) -> None:
        """Put the card away, where it is a drawer."""
        if self.is_drawer:
            self._card.hide()

    def _fit(self) -> None:
        drawer = self._host.width() < self._below
        if drawer != self.is_drawer:
            self.is_drawer = drawer
            self.changed.emit(drawer)
            if drawer:
                self._body.removeWidget(self._card)
                self._card.setParent(self._host)
                self._card.hide()
            else:
                self._body.addWidget(self._card)
                self._card.show()
        if drawer:
            self._place()

    def _place(self) -> None:
        room = self._host.contentsRect()
        layout = self._host.layout()
        if layout is not None:
            room = room.marginsRemoved(layout.contentsMargins())
        width = min(self._width, room.width())
        mirrored = self._host.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = room.left() if mirrored else room.right() + 1 - width
        self._card.setGeometry(x, room.top(), width, room.height())
