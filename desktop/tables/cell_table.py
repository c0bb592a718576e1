"""A grid of cells as people use it: typed into, filled down, copied from and pasted into."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.theme.stylesheet import ROW
from domain.interchange.cells import guarded, unguarded

_NONE = Qt.KeyboardModifier.NoModifier
_FILL_DOWN = QKeySequence("Ctrl+D")
_MOST_ROWS = 8
"""Rows that are seen at once."""

_HEADING = 37
_SHORT, _LONG = 82, 134
"""Least width of columns with figures, and of those with words, logical pixels."""


Index = QModelIndex | QPersistentModelIndex
Cell = tuple[int, int]
"""Row and column."""


class CellModel(QAbstractTableModel):
    """What a ``CellTable`` shows and changes."""

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        raise NotImplementedError

    def put(self, texts: Mapping[Cell, str]) -> None:
        """Make cells say other texts, all in one step; what cannot be read is left as it was."""
        raise NotImplementedError

    def is_long(self, column: int) -> bool:
        """Whether words stand in a column, which need more room than figures."""
        raise NotImplementedError


class CellTable(QTableView):
    """A table of cells, not of rows."""

    def __init__(self, model: CellModel, name: str, accessible_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setVisible(True)
        self.horizontalHeader().setHighlightSections(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        model.modelReset.connect(self._fit)
        self._fit()

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as a spreadsheet takes them."""
        rows, columns = self._selected()
        lines = (
            "\t".join(guarded(self._model.text(row, column)) for column in columns) for row in rows
        )
        QApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """Take over the clipboard's cells from the current one on; one fills the selection."""
        text = QApplication.clipboard().text()
        rows, columns = self._selected()
        if not text or not rows:
            return
        lines = text.removesuffix("\n").splitlines()
        block = [[unguarded(cell) for cell in line.split("\t")] for line in lines]
        texts: dict[Cell, str]
        if len(block) == 1 and len(block[0]) == 1:
            texts = {(row, column): block[0][0] for row in rows for column in columns}
        else:
            texts = {
                (rows[0] + down, columns[0] + across): cell
                for down, line in enumerate(block)
                for across, cell in enumerate(line)
            }
        self._model.put(texts)

    def fill_down(self) -> None:
        """Make the selected cells say what the topmost of their column says.

        One row alone fills all rows below it.
        """
        rows, columns = self._selected()
        if not rows:
            return
        if len(rows) == 1:
            rows = range(rows[0], self._model.rowCount())
        self._model.put(
            {
                (row, column): self._model.text(rows[0], column)
                for column in columns
                for row in rows[1:]
            }
        )

    def clear(self) -> None:
        """Empty the selected cells."""
        rows, columns = self._selected()
        self._model.put({(row, column): "" for row in rows for column in columns})

    def event(self, event: QEvent) -> bool:
        # The window has keys of its own for some of what is typed here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (_NONE, Qt.KeyboardModifier.ShiftModifier)
            if self._act(event) is not None or (plain and event.text().isprintable()):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act(event)
        if act is not None:
            act()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.text():
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What the table cannot scroll, the form does."""
        super().wheelEvent(event)
        bar = self.verticalScrollBar()
        if bar.minimum() == bar.maximum():
            event.ignore()

    def go_below(self) -> None:
        """Make the cell below the current one."""
        current = self.currentIndex()
        below = current.siblingAtRow(current.row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def _act(self, event: QEvent) -> Callable[[], None] | None:
        """What a key does here; None for what a table does anyway."""
        if not isinstance(event, QKeyEvent):
            return None
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste
        if QKeySequence(event.keyCombination()) == _FILL_DOWN:
            return self.fill_down
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self.clear
        return None

    def _selected(self) -> tuple[range, range]:
        """Rows and columns of what is selected, or of the current cell."""
        chosen = self.selectionModel().selection()
        if chosen.isEmpty():
            current = self.currentIndex()
            if not current.isValid():
                return range(0), range(0)
            self.selectionModel().select(current, QItemSelectionModel.SelectionFlag.Select)
            chosen = self.selectionModel().selection()
        box = chosen.first()
        return range(box.top(), box.bottom() + 1), range(box.left(), box.right() + 1)

    def _fit(self) -> None:
        rows = max(1, min(self._model.rowCount(), _MOST_ROWS))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(_HEADING + rows * ROW + bar + 2)
        heading = self.horizontalHeader()
        for column in range(self._model.columnCount()):
            room = _LONG if self._model.is_long(column) else _SHORT
            heading.resizeSection(column, max(room, heading.sectionSizeHint(column)))


class _CellDelegate(QStyledItemDelegate):
    """A line to type into; Enter goes on to the cell below."""

    def __init__(self, table: CellTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # The stylesheet's cells leave out what the model says of their ground.
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        line.setAccessibleName(str(heading))
        line.setProperty("kind", "cell")
        return line

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and isinstance(line, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.commitData.emit(line)
            self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.NoHint)
            self._table.go_below()
            return True
        return super().eventFilter(line, event)
