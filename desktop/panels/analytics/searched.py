"""A card with a table, a field that searches it, and words for when it is empty."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QWidget

from desktop.i18n import tr
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel

_TYPED = 200
"""Milliseconds from the last key until the list is searched."""


class SearchedTable(Card):
    """The page lists what is searched for, and says what there is to say of it."""

    searched = Signal()
    """Something else stands in the field."""
    import_wanted = Signal()

    def __init__(
        self,
        key: str,
        title: str,
        searches: str,
        table: QAbstractItemView,
        icon_name: str,
        parent: QWidget,
    ) -> None:
        """``searches`` tells a screen reader what the field looks at; the icon is of no rows."""
        super().__init__(f"analytics.{key}", title, parent)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.field = QLineEdit(self)
        self.field.setObjectName(f"{key}.search")
        self.field.setPlaceholderText(tr("Search"))
        self.field.setAccessibleName(searches)
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(280)
        self._timer = QTimer(self, singleShot=True, interval=_TYPED)
        self._timer.timeout.connect(self.searched)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self.note = PlainLabel("", self, role="mute", size="small", elide=True)
        self.note.setObjectName(f"{key}.note")
        row.addWidget(self.field, 1)
        row.addWidget(self.note, 2)
        self.body.addLayout(row)
        self.empty = EmptyState(icon_name, "", "", tr("Import…"), f"import-{key}", self)
        self.empty.triggered.connect(self.import_wanted)
        self._pages = TableOrEmpty(table, self.empty, self)
        self.body.addWidget(self._pages, 1)

    def show_table(self, filled: bool) -> None:
        """Show the table, or what stands in its place."""
        self._pages.show_table(filled)

    def word_empty(self, sentence: str, hint: str = "", *, to_import: bool = False) -> None:
        """Say why there are no rows, and whether files would bring some."""
        self.empty.button.setVisible(to_import)
        self.empty.set_text(sentence, hint)
