"""The rows of a long table: ids, and the rows that were read of them lately, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QWidget

from desktop.tables.columns import Column
from desktop.tables.row_painter import Face
from desktop.tables.standing import Ids
from desktop.theme.roles import Role
from desktop.widgets.plain_label import plain_tooltip
from domain.reports.shop import ShopRow

_PAGE = 100
MOST_ROWS = 3_000
"""Rows that are kept; those that were read first go first."""
_ROLE = Qt.ItemDataRole


class RowModel(QAbstractTableModel):
    """Ids with a cache of rows; ``wanted`` asks for the rows that a view has missed.

    A row is anything frozen with an ``id``.
    """

    wanted = Signal(object)
    """A tuple of ids whose rows are needed."""
    right: tuple[int, ...] = ()
    """Columns of figures, which stand at the right edge."""
    faced: int | None = None
    """The column with a picture and a second line, which make rows tall; None for plain rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ids: Ids = np.zeros(0, dtype=np.int64)
        self.shop: ShopRow | None = None
        self._rows: dict[int, Any] = {}
        self._words: dict[tuple[int, int], tuple[str, Role]] = {}
        self._missing: set[int] = set()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    def columns(self) -> tuple[Column, ...]:
        """Each column's name."""
        raise NotImplementedError

    @cached_property
    def _named(self) -> tuple[Column, ...]:
        """The same; a view asks for their number with each cell, and wording them takes long."""
        return self.columns()

    def meaning(self, column: int) -> str:
        """What a heading's word means; empty where it speaks for itself."""
        raise NotImplementedError

    def text(self, row: Any, column: int, shop: ShopRow) -> str:
        """What a cell says."""
        raise NotImplementedError

    def tip(self, row: Any, column: int, shop: ShopRow) -> str:
        """What a cell explains to whoever points at it."""
        return self.text(row, column, shop)

    def colour(self, row: Any, column: int) -> Role:
        """The role of a cell's words."""
        raise NotImplementedError

    def face(self, row: Any, shop: ShopRow) -> Face:
        """What the column ``faced`` shows beside its words."""
        raise NotImplementedError

    def show_ids(self, ids: Ids, rows: Sequence[Any], shop: ShopRow) -> None:
        """Show these ids; ``rows`` are some of theirs, already read."""
        self.beginResetModel()
        self.ids = ids if isinstance(ids, range) else np.asarray(ids, dtype=np.int64)
        self._rows = {row.id: row for row in rows}
        self._words.clear()
        self.shop = shop
        self._missing.clear()
        self.endResetModel()

    def take_rows(self, rows: Sequence[Any]) -> None:
        """Fill in rows that were asked for."""
        self._rows.update({row.id: row for row in rows})
        for oldest in list(self._rows)[: max(0, len(self._rows) - MOST_ROWS)]:
            del self._rows[oldest]
        self._words.clear()
        last = self.index(len(self.ids) - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def cell(self, position: int, column: int) -> tuple[str, Role]:
        """What a cell says and in which colour; nothing while its row is being read."""
        row_id = int(self.ids[position])
        row = self._rows.get(row_id)
        if row is None or self.shop is None:
            self._miss(position)
            return "", "text"
        words = self._words.get((row_id, column))
        if words is None:
            words = self.text(row, column, self.shop), self.colour(row, column)
            self._words[row_id, column] = words
        return words

    def face_at(self, position: int) -> Face | None:
        """What a row shows beside its words; None while it is being read."""
        row = self._rows.get(int(self.ids[position]))
        return None if row is None or self.shop is None else self.face(row, self.shop)

    def row(self, row_id: int) -> Any | None:
        """The row of an id, when it has been read."""
        return self._rows.get(row_id)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._named)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return self._named[section].heading.upper()
        if role == _ROLE.TextAlignmentRole:
            return self._alignment(section)
        if role == _ROLE.ToolTipRole:
            return plain_tooltip(self.meaning(section))
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = _ROLE.DisplayRole
    ) -> Any:
        if self.shop is None or not index.isValid():
            return None
        row = self._rows.get(int(self.ids[index.row()]))
        if row is None:
            if role == _ROLE.DisplayRole:
                self._miss(index.row())
            return None
        column = index.column()
        if role == _ROLE.DisplayRole:
            return self.text(row, column, self.shop)
        if role == _ROLE.TextAlignmentRole:
            return self._alignment(column)
        if role == _ROLE.ToolTipRole:
            return plain_tooltip(self.tip(row, column, self.shop))
        return None

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self.right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _miss(self, position: int) -> None:
        if int(self.ids[position]) in self._missing:
            return
        start = position // _PAGE * _PAGE
        self._missing.update(map(int, self.ids[start : start + _PAGE]))
        if not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        ids, self._missing = tuple(self._missing - self._rows.keys()), set()
        if ids:
            self.wanted.emit(ids)
