"""A table, or what stands in its place while it has no rows."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from desktop.theme.properties import restyle
from desktop.widgets.empty_state import EmptyState


class TableOrEmpty(QStackedWidget):
    """One frame for both: the table has its own, the empty state gets that of a card."""

    def __init__(
        self, table: QAbstractItemView, empty: EmptyState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.addWidget(table)
        self.addWidget(empty)

    def show_table(self, filled: bool) -> None:
        self.setCurrentIndex(0 if filled else 1)
        restyle(self, kind="" if filled else "card")
