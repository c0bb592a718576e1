"""A long table: it holds ids, and reads only the rows on screen.

A table of its own kind is a `RowModel` that words its rows and a `RowTable` that names its columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from desktop.i18n import tr
from desktop.tables.columns import Columns
from desktop.tables.copying import plain_text, rows_text
from desktop.tables.row_model import MOST_ROWS, RowModel
from desktop.tables.row_painter import RowPainter
from desktop.tables.standing import Ids, Placed, Standing, place_of, placed, stretches
from desktop.theme.stylesheet import ROW, TALL_ROW
from domain.kernel.columns import Array, positions
from domain.reports.shop import ShopRow


class RowTable(QTableView):
    """The view: whole rows, sorted by its headings."""

    looked_at = Signal(object)  # ids need 64 bits, Qt's int has 32
    """The id under the cursor changed; 0 for none."""
    opened = Signal(object)
    """An id was asked for by a click, Enter or a double click."""
    chosen = Signal(object)
    """The selected ids, in table order, as an int64 array."""
    copy_wanted = Signal(object)
    """The ids of rows that are to be copied and are not all read."""
    sorted_by = Signal(object, bool)
    """What a column sorts by, and whether it descends."""
    menu_opens = Signal(object)
    """The ``QMenu`` of the selected rows, to which more may be added before it is seen."""
    sorts: tuple[Enum | None, ...] = ()
    """What each column sorts by; None where it does not."""
    link: int | None = None
    """The column of which one click opens; elsewhere it takes two. None: one click anywhere."""

    def __init__(
        self,
        name: str,
        accessible_name: str,
        model: RowModel,
        *,
        dotted: int | None,
        parent: QWidget | None = None,
    ) -> None:
        """`dotted` is the column with a dot before its word."""
        super().__init__(parent)
        self.setObjectName(f"table.{name}")
        self.setAccessibleName(accessible_name)
        model.setParent(self)
        self.rows = model
        self.setModel(model)
        self._painter = RowPainter(
            self,
            model.cell,
            right=model.right,
            dotted=dotted,
            faced=model.faced,
            face=model.face_at,
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW if model.faced is None else TALL_ROW)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        # A heading asks its selection whether all rows of its column are selected, row by row; this
        # one never is, and headings look the same either way.
        heading.setSelectionModel(QItemSelectionModel(model, heading))
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heading.setMinimumSectionSize(48)
        heading.setSectionsClickable(any(self.sorts))
        heading.sectionClicked.connect(self._sort)
        self.columns = Columns(self, model.columns())
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.clicked.connect(self._open_clicked)
        self.doubleClicked.connect(self._open_double_clicked)
        self._quiet = False

    def samples(self) -> dict[str, str]:
        """A wide cell of each column that does not stretch, by the column's key."""
        raise NotImplementedError

    def standing(self) -> Standing:
        """What is seen and chosen now, for finding it again among other rows."""
        top = self.rowAt(0) if self.verticalScrollBar().value() else -1
        return Standing(
            top=int(self.rows.ids[top]) if top >= 0 else 0,
            current=self.current(),
            selected=self.selected(),
        )

    def show_rows(
        self, ids: Ids, rows: Sequence[Any], shop: ShopRow, there: Placed | None = None
    ) -> None:
        """Show these rows; what was seen and selected stays so where it is still listed.

        ``there`` is where that is, if somebody has found it out; it is found out here where it is
        not known or the person has moved on since.
        """
        now = self.standing()
        if there is None or not _same(there.of, now):
            there = placed(ids, now)
        self._quiet = True
        self.rows.show_ids(ids, rows, shop)
        self._fit_columns()
        self._select(there.ranges)
        if there.current >= 0:
            index = self.rows.index(there.current, 0)
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.setAutoScroll(False)  # the cursor may be out of sight, and stays there
            self.selectionModel().setCurrentIndex(index, flag)
            self.setAutoScroll(True)
        if there.top >= 0:
            self.updateGeometries()  # or the scroll bar still ends where it did
            self.verticalScrollBar().setValue(there.top)
        self._quiet = False
        self._tell_selection()

    def select_id(self, row_id: int) -> None:
        """Select one row and show it."""
        place = place_of(self.rows.ids, row_id)
        if place < 0:
            return
        # selectRow asks the header for a column at the view's edge, which right-to-left has none.
        flag = QItemSelectionModel.SelectionFlag
        index = self.rows.index(place, 0)
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def select_ids(self, ids: Ids) -> None:
        """Select those of the ids that are listed, and nothing else."""
        rows = positions(np.isin(np.asarray(self.rows.ids), np.asarray(ids, dtype=np.int64)))
        self.clearSelection()
        self._select(stretches(rows))
        if len(rows):
            self.scrollTo(self.rows.index(int(rows[0]), 0))

    def selected(self) -> Array:
        """The selected ids, in table order."""
        chosen = np.zeros(len(self.rows.ids), dtype=bool)
        ranges: Any = self.selectionModel().selection()  # a list, which its stub does not say
        for stretch in ranges:
            chosen[stretch.top() : stretch.bottom() + 1] = True
        return np.asarray(self.rows.ids, dtype=np.int64)[chosen]

    def current(self) -> int:
        """The id under the cursor; 0 for none."""
        place = self.currentIndex().row()
        return int(self.rows.ids[place]) if 0 <= place < len(self.rows.ids) else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painter.paint(event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.give_room()

    # Copying

    def copy_rows(self) -> None:
        """Put the selected rows into the clipboard, or ask for those that are not read yet."""
        ids = self.selected()
        rows = [self.rows.row(int(each)) for each in ids[: MOST_ROWS + 1]]
        shop = self.rows.shop
        if len(ids) <= MOST_ROWS and None not in rows and shop is not None:
            self.put_into_clipboard(self.text_of(rows, shop))
        elif len(ids):
            self.copy_wanted.emit(ids)

    def text_of(self, rows: Sequence[Any], shop: ShopRow) -> str:
        """Rows as the clipboard has them, in the columns that are shown."""
        words = self.rows.text
        return rows_text(rows, self.columns.shown(), lambda row, each: words(row, each, shop))

    def put_into_clipboard(self, text: str) -> None:
        """Copy a text."""
        if text:
            QApplication.clipboard().setText(text)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setObjectName("menu.cell")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = plain_text(index.data() or "")
        cell = menu.addAction(tr("Copy"))
        cell.setObjectName("cell.copy")
        cell.setEnabled(bool(text))
        cell.triggered.connect(lambda: self.put_into_clipboard(text))
        rows = menu.addAction(tr("Copy the selected rows"))
        rows.setObjectName("cell.copy-rows")
        rows.setShortcut(QKeySequence.StandardKey.Copy)
        rows.triggered.connect(self.copy_rows)
        self.menu_opens.emit(menu)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.opened.emit(self.current())
            return
        super().keyPressEvent(event)

    def _open_clicked(self, index: QModelIndex) -> None:
        """A plain click opens; with Ctrl or Shift it gathers a selection."""
        plain = QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
        if plain and self.link in (None, index.column()):
            self.opened.emit(int(self.rows.ids[index.row()]))

    def _open_double_clicked(self, index: QModelIndex) -> None:
        if self.link not in (None, index.column()):
            self.opened.emit(int(self.rows.ids[index.row()]))

    def _select(self, ranges: Sequence[tuple[int, int]]) -> None:
        selection = QItemSelection()
        edge = self.rows.columnCount() - 1
        for first, last in ranges:
            selection.select(self.rows.index(first, 0), self.rows.index(last, edge))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def _fit_columns(self) -> None:
        measure = self.fontMetrics()
        headings = {column.key: column.heading.upper() for column in self.rows.columns()}
        self.columns.fit(
            {
                key: max(map(measure.horizontalAdvance, (sample, headings[key]))) + 22
                for key, sample in self.samples().items()
            }
        )

    def show_sort(self, by: Enum, descending: bool) -> None:
        """Mark the heading by which the list is sorted."""
        heading = self.horizontalHeader()
        heading.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        heading.setSortIndicator(self.sorts.index(by), order)

    def _sort(self, column: int) -> None:
        by = self.sorts[column]
        if by is None:
            return
        heading = self.horizontalHeader()
        down = heading.sortIndicatorSection() == column and (
            heading.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        )
        self.show_sort(by, down)
        self.sorted_by.emit(by, down)

    def _tell_selection(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.selected())

    def _tell_current(self) -> None:
        if not self._quiet:
            self.looked_at.emit(self.current())


def _same(one: Standing, other: Standing) -> bool:
    return (one.top, one.current) == (other.top, other.current) and np.array_equal(
        one.selected, other.selected
    )
