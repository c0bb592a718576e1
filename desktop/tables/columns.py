"""The columns of a table as the person wants them: how wide, and which are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from desktop.i18n import tr
from desktop.remembered import Remembered

_NARROWEST, _WIDEST = 40, 1_200
"""Logical pixels between which a remembered width is believed."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name in code, its heading, and whether it may be hidden or made wider."""

    key: str
    heading: str
    fixed: bool = False
    """Always shown."""
    stretches: bool = False
    """Takes the room that is left, so it has no width of its own."""


class Columns(QObject):
    """Chooses columns in a menu, keeps widths that were dragged, and remembers both.

    The table says how wide a column would best be (``fit``) and which it would show by itself
    (``hide_by_itself``); what the person chose comes first.
    """

    changed = Signal()
    """Another column is shown or hidden, by the person."""

    def __init__(self, table: QTableView, columns: Sequence[Column]) -> None:
        super().__init__(table)
        self._table = table
        self._columns = tuple(columns)
        self._shown: dict[str, bool] = {}
        self._hidden_by_itself: frozenset[str] = frozenset()
        self._widths: dict[str, int] = {}
        self._best: dict[str, int] = {}
        self._arranging = False
        heading = table.horizontalHeader()
        heading.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heading.customContextMenuRequested.connect(
            lambda at: self.menu(heading).popup(heading.mapToGlobal(at))
        )
        heading.sectionResized.connect(self._take_width)

    def fit(self, widths: Mapping[str, int]) -> None:
        """Give columns their best widths, except those the person has dragged."""
        self._best = dict(widths)
        self._arrange()

    def hide_by_itself(self, keys: frozenset[str]) -> None:
        """Columns that are hidden unless the person wants them."""
        self._hidden_by_itself = keys
        self._arrange()

    def is_shown(self, key: str) -> bool:
        return self._shown.get(key, key not in self._hidden_by_itself)

    def choose(self, key: str, shown: bool) -> None:
        """Show or hide a column from now on."""
        self._shown[key] = shown
        self._arrange()
        self.changed.emit()

    def reset(self) -> None:
        """All columns as the table would show them by itself."""
        self._shown.clear()
        self._widths.clear()
        self._arrange()
        self.changed.emit()

    def menu(self, parent: QWidget) -> QMenu:
        """A menu with a check mark for each column that is shown; it deletes itself."""
        menu = QMenu(parent)
        menu.setObjectName("menu.columns")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in self._columns:
            if column.fixed:
                continue
            action = menu.addAction(column.heading)
            action.setObjectName(f"column.{column.key}")
            action.setCheckable(True)
            action.setChecked(self.is_shown(column.key))
            action.toggled.connect(lambda on, key=column.key: self.choose(key, on))
        menu.addSeparator()
        usual = menu.addAction(tr("The usual columns"))
        usual.setObjectName("column.usual")
        usual.triggered.connect(self.reset)
        return menu

    def open_menu_at(self, widget: QWidget) -> None:
        """Open the menu under a button."""
        self.menu(widget).popup(widget.mapToGlobal(QPoint(0, widget.height())))

    def state(self) -> dict[str, Any]:
        """What the person chose, as JSON values."""
        return {"shown": dict(self._shown), "widths": dict(self._widths)}

    def restore(self, state: Remembered) -> None:
        """As the person left it."""
        shown, widths = state.part("shown").flags(), state.part("widths")
        for column in self._columns:
            if column.key in shown and not column.fixed:
                self._shown[column.key] = shown[column.key]
            width = widths.whole(column.key, _NARROWEST, _WIDEST, 0)
            if width and not column.stretches:
                self._widths[column.key] = width
        self._arrange()

    def _arrange(self) -> None:
        self._arranging = True
        for place, column in enumerate(self._columns):
            self._table.setColumnHidden(place, not self.is_shown(column.key))
            width = self._widths.get(column.key, self._best.get(column.key, 0))
            if width and not column.stretches:
                self._table.setColumnWidth(place, width)
        self._arranging = False

    def _take_width(self, place: int, _old: int, width: int) -> None:
        column = self._columns[place]
        if width and not self._arranging and not column.stretches:
            self._widths[column.key] = width
