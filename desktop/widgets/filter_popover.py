"""What narrows a list: fields in a popover under a button, each of which asks at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.widgets.plain_label import PlainLabel

_NARROWEST = 150
"""Of a field, logical pixels."""


class FilterPopover(QFrame):
    """The frame, its grid of fields and its buttons; what the fields are is a popover's own."""

    chosen = Signal(object)
    """The query with these filters."""

    def __init__(self, name: str, usual: Any, parent: QWidget) -> None:
        """`name` ends its buttons' objectNames; `usual` is the query without any filter."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "drawer")
        self.setObjectName(name)
        self.setAccessibleName(tr("Filters"))
        self.query: Any = usual
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(10)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self.column.addLayout(self._grid)

    def show_query(self, query: Any) -> None:
        """Show what is filtered, without asking for anything."""
        raise NotImplementedError

    def asked(self) -> Any:
        """The query with what the fields hold; what cannot be read is marked and passed over."""
        raise NotImplementedError

    def unfiltered(self) -> Any:
        """The query without what the fields hold."""
        raise NotImplementedError

    def combo(self, name: str) -> QComboBox:
        """A choice that is asked for as it is made."""
        box = QComboBox(self)
        box.setObjectName(f"filter.{name}")
        box.setMinimumWidth(_NARROWEST)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _place: self.tell())
        return box

    def line(self, name: str) -> QLineEdit:
        """A field that is asked for when somebody leaves it."""
        line = QLineEdit(self)
        line.setObjectName(f"filter.{name}")
        line.setMinimumWidth(_NARROWEST)
        line.editingFinished.connect(self.tell)
        return line

    def put(self, words: str, field: QWidget, row: int, column: int, span: int = 1) -> None:
        """Put a field under its words."""
        field.setAccessibleName(words)
        label = PlainLabel(words, self, role="mute", size="small")
        self._grid.addWidget(label, 2 * row, column, 1, span)
        self._grid.addWidget(field, 2 * row + 1, column, 1, span)

    def put_buttons(self) -> None:
        """Put *Clear filters* and *Done* at the foot."""
        clear = QPushButton(tr("Clear filters"), self)
        clear.setProperty("kind", "quiet")
        clear.setObjectName(f"action.no-{self.objectName()}")
        clear.clicked.connect(self._clear)
        done = QPushButton(tr("Done"), self)
        done.setObjectName(f"action.{self.objectName()}-done")
        done.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(clear)
        row.addStretch(1)
        row.addWidget(done)
        self.column.addLayout(row)

    def pop_up(self, button: QWidget) -> None:
        """Open under a button, inside its screen."""
        self.adjustSize()
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = button.width() - self.width() if right else 0
        corner = button.mapToGlobal(QPoint(x, button.height() + 4))
        free = button.screen().availableGeometry()
        corner.setX(max(free.left(), min(corner.x(), free.right() - self.width())))
        corner.setY(max(free.top(), min(corner.y(), free.bottom() - self.height())))
        self.move(corner)
        self.show()

    def tell(self) -> None:
        """Ask for what is chosen, where that is anything new."""
        query = self.asked()
        if query != self.query:
            self.query = query
            self.chosen.emit(query)

    def _clear(self) -> None:
        plain, asked = self.unfiltered(), self.query
        self.show_query(plain)
        if plain != asked:
            self.chosen.emit(plain)
