"""The columns of a table as the person wants them: which are shown, in which order, how wide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from desktop.i18n import tr
from desktop.remembered import Remembered

_NARROWEST, _WIDEST = 40, 1_200
"""Logical pixels between which a remembered width is believed."""

_STRETCHED_LEAST = 120
"""Logical pixels that a stretching column keeps; where there are fewer, the table scrolls."""


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
    """Chooses columns in a menu, keeps widths and places that were dragged, and remembers them.

    The table says how wide a column would best be (``fit``) and which it would show by itself
    (``hide_by_itself``); what the person chose comes first.
    """

    changed = Signal()
    """Another column is shown or hidden, or one has moved, by the person."""

    def __init__(self, table: QTableView, columns: Sequence[Column]) -> None:
        super().__init__(table)
        self._table = table
        self._columns = tuple(columns)
        self._shown: dict[str, bool] = {}
        self._hidden_by_itself: frozenset[str] = frozenset()
        self._widths: dict[str, int] = {}
        self._order: tuple[str, ...] = ()
        self._best: dict[str, int] = {}
        self._arranging = False
        heading = table.horizontalHeader()
        heading.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heading.customContextMenuRequested.connect(
            lambda at: self.menu(heading).popup(heading.mapToGlobal(at))
        )
        heading.setSectionsMovable(True)
        heading.setFirstSectionMovable(True)
        heading.sectionResized.connect(self._take_width)
        heading.sectionMoved.connect(self._take_order)

    def fit(self, widths: Mapping[str, int]) -> None:
        """Give columns their best widths, except those the person has dragged."""
        self._best = dict(widths)
        self._arrange()

    def hide_by_itself(self, keys: frozenset[str]) -> None:
        """Columns that are hidden unless the person wants them."""
        if keys != self._hidden_by_itself:
            self._hidden_by_itself = keys
            self._arrange()

    def is_shown(self, key: str) -> bool:
        return self._shown.get(key, key not in self._hidden_by_itself)

    def give_room(self) -> None:
        """Let the stretching columns take what is left, or scroll where too little is."""
        heading, shown = self._table.horizontalHeader(), self.shown()
        stretching = [number for number in shown if self._columns[number].stretches]
        others = sum(heading.sectionSize(each) for each in shown if each not in stretching)
        enough = self._table.viewport().width() - others >= _STRETCHED_LEAST * len(stretching)
        mode = QHeaderView.ResizeMode
        for number in stretching:
            heading.setSectionResizeMode(number, mode.Stretch if enough else mode.Fixed)
            if not enough:
                heading.resizeSection(number, _STRETCHED_LEAST)

    def shown(self) -> list[int]:
        """The columns that are shown, by their numbers, as they stand beside each other."""
        heading = self._table.horizontalHeader()
        numbers = (heading.logicalIndex(place) for place in range(heading.count()))
        return [number for number in numbers if not heading.isSectionHidden(number)]

    def choose(self, key: str, shown: bool) -> None:
        """Show or hide a column from now on."""
        self._shown[key] = shown
        self._arrange()
        self.changed.emit()

    def reset(self) -> None:
        """All columns as the table would show them by itself."""
        self._shown.clear()
        self._widths.clear()
        self._order = ()
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
        return {
            "shown": dict(self._shown),
            "widths": dict(self._widths),
            "order": list(self._order),
        }

    def restore(self, state: Remembered) -> None:
        """As the person left it."""
        shown, widths = state.part("shown").flags(), state.part("widths")
        self._shown.clear()
        self._widths.clear()
        self._order = state.texts("order", [column.key for column in self._columns])
        for column in self._columns:
            if column.key in shown and not column.fixed:
                self._shown[column.key] = shown[column.key]
            width = widths.whole(column.key, _NARROWEST, _WIDEST, 0)
            if width and not column.stretches:
                self._widths[column.key] = width
        self._arrange()

    def _arrange(self) -> None:
        self._arranging = True
        heading = self._table.horizontalHeader()
        usual = [column.key for column in self._columns]
        for place, key in enumerate(sorted(usual, key=self._place)):
            heading.moveSection(heading.visualIndex(usual.index(key)), place)
        for place, column in enumerate(self._columns):
            self._table.setColumnHidden(place, not self.is_shown(column.key))
            width = self._widths.get(column.key, self._best.get(column.key, 0))
            if width and not column.stretches:
                self._table.setColumnWidth(place, width)
        self.give_room()
        self._arranging = False

    def _place(self, key: str) -> int:
        """Where a column stands; one that was never moved keeps its usual place."""
        usual = [column.key for column in self._columns]
        return self._order.index(key) if key in self._order else usual.index(key)

    def _take_order(self, _number: int, _old: int, _new: int) -> None:
        if not self._arranging:
            heading = self._table.horizontalHeader()
            numbers = [heading.logicalIndex(place) for place in range(len(self._columns))]
            self._order = tuple(self._columns[number].key for number in numbers)
            self.changed.emit()

    def _take_width(self, place: int, _old: int, width: int) -> None:
        column = self._columns[place]
        if width and not self._arranging and not column.stretches:
            self._widths[column.key] = width
            self.give_room()
