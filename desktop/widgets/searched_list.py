"""A search and a list of which one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.plain_label import PlainLabel

_MOVES = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class SearchedList(QWidget):
    """One of them is always chosen, whether or not it is among those that are listed.

    Arrows and the keys for pages move the list while somebody types.
    """

    chosen = Signal(object)
    """The thing that was chosen."""

    def __init__(
        self,
        name: str,
        words: tuple[str, str, str],
        text: Callable[[Any], str],
        matches: Callable[[Any, list[str]], bool],
        parent: QWidget | None = None,
    ) -> None:
        """Take how things are called, and whether words in small letters are of one.

        ``name`` begins the objectNames; ``words`` name the search and the list, and say that there
        is nothing.
        """
        super().__init__(parent)
        search, listed, nothing = words
        self._text, self._matches = text, matches
        self._things: dict[int, Any] = {}
        self._ids: list[int] = []
        self._current = 0
        self.search = QLineEdit(self)
        self.search.setObjectName(f"{name}.search")
        self.search.setProperty("kind", "search")
        self.search.setAccessibleName(search)
        self.search.setPlaceholderText(search)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._list())
        self.search.installEventFilter(self)
        self._model = QStringListModel(self)
        self.list = QListView(self)
        self.list.setObjectName(f"{name}.list")
        self.list.setAccessibleName(listed)
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setMinimumHeight(72)
        self.list.selectionModel().currentChanged.connect(self._go_to)
        self._nothing = PlainLabel(nothing, self, role="mute", wrap=True)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)

    def show_things(self, things: Mapping[int, Any], chosen: int) -> None:
        """Offer these by their ids, with one of them chosen."""
        self._things, self._current = dict(things), chosen
        self._list()

    def current(self) -> int:
        """The id of the one that is chosen."""
        return self._current

    def listed(self) -> tuple[int, ...]:
        """The ids of those that match, from the top."""
        return tuple(self._ids)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and watched is self.search
        if pressed and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _list(self) -> None:
        words = self.search.text().casefold().split()
        self._ids = [each for each, thing in self._things.items() if self._matches(thing, words)]
        self._model.setStringList([self._text(self._things[each]) for each in self._ids])
        if self._current in self._ids:
            self.list.setCurrentIndex(self._model.index(self._ids.index(self._current)))
        self._nothing.setVisible(not self._ids)

    def _go_to(self, current: QModelIndex) -> None:
        if 0 <= current.row() < len(self._ids):
            each = self._ids[current.row()]
            if each != self._current:
                self._current = each
                self.chosen.emit(self._things[each])
