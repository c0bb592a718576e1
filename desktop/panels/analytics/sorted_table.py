"""A table of things with many figures each, sorted by any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.panels.analytics.rows import Heading, PlainRow, PlainTable
from domain.reports.shop import ShopRow


class SortedTable(PlainTable):
    """Most of one figure first until another heading is pressed; what is unknown stands last.

    The values of ``sorts`` are the names of the things' fields, one for each heading.
    """

    def __init__(
        self,
        name: str,
        accessible_name: str,
        headings: Sequence[Heading],
        by: Enum,
        parent: QWidget,
    ) -> None:
        """``by`` is the one of ``sorts`` that counts first."""
        super().__init__(name, accessible_name, headings, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._things: dict[int, Any] = {}
        self._shop: ShopRow | None = None
        self._by, self._down = by, True
        self.show_sort(self._by, self._down)
        self.sorted_by.connect(self.sort_by)

    def show_things(self, things: Mapping[int, Any], shop: ShopRow) -> None:
        """Show these, by their ids."""
        self._things, self._shop = dict(things), shop
        self._show()

    def sort_by(self, by: Enum, down: bool) -> None:
        """Show them in another order."""
        self._by, self._down = by, down
        self._show()

    def _show(self) -> None:
        if self._shop is None:
            return
        there = [each for each in self._things if self._value(each) is not None]
        lost = [each for each in self._things if self._value(each) is None]
        there.sort(key=self._value, reverse=self._down)
        self.show_plain([self._cells(each) for each in (*there, *lost)], self._shop)

    def _value(self, each: int) -> Any:
        found = getattr(self._things[each], self._by.value)
        return found.casefold() if isinstance(found, str) else found

    def _cells(self, each: int) -> PlainRow:
        names = [sort.value for sort in self.sorts if sort is not None]
        return PlainRow(each, tuple(getattr(self._things[each], name) for name in names))
