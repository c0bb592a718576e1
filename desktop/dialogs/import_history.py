"""What has been imported so far, and taking any of it back."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.dialogs.growing import GrowingDialog
from desktop.dialogs.import_plan import kind_name
from desktop.i18n import left_to_right, tr
from desktop.theme.properties import restyle
from desktop.theme.stylesheet import ROW
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.wording import number, refusal_text
from domain.kernel.changes import EVERYTHING, Changes
from domain.kernel.refusals import Refusal
from domain.reports.imports import ImportRow, imports

_FILE = 1
_KIND = 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SMALLEST = (960, 380)
_PADDING = 14
"""What the stylesheet adds to a cell beyond Qt's own hint, logical pixels."""


class ImportHistoryDialog(GrowingDialog):
    """One row for each import, the newest first."""

    import_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.import-history")
        self.setWindowTitle(tr("Earlier imports"))
        self._desk = desk
        self._rows: tuple[ImportRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(
            PlainLabel(tr("Earlier imports"), self, size="title", strong=True, wrap=True)
        )
        self._said = PlainLabel("", self, role="mute", size="small", wrap=True)
        column.addWidget(self._said)
        self.table = self._make_table()
        empty = EmptyState(
            "file-input",
            tr("Nothing has been imported yet"),
            tr("Bring the order and return files of your seller centre here."),
            tr("Import files…"),
            "import-first",
        )
        empty.triggered.connect(self._import)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(empty)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout()
        self.undo_button = QPushButton(tr("Take it back"), self)
        self.undo_button.setObjectName("action.undo-import")
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(self.undo)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("action.close-history")
        close.setDefault(True)
        close.clicked.connect(self.reject)
        row.addWidget(self.undo_button)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.setMinimumSize(*_SMALLEST)
        self._explain()
        self._read()

    def _make_table(self) -> QTableWidget:
        names = (
            tr("When"),
            tr("File"),
            tr("Kind"),
            tr("New"),
            tr("Changed"),
            tr("Same"),
            tr("Refused"),
        )
        table = QTableWidget(0, len(names), self)
        table.setObjectName("table.imports")
        table.setAccessibleName(tr("Earlier imports"))
        for place, name in enumerate(names):
            item = QTableWidgetItem(name.upper())
            if place > _KIND:
                item.setTextAlignment(_RIGHT)
            table.setHorizontalHeaderItem(place, item)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        head = table.horizontalHeader()
        head.setSectionResizeMode(_FILE, QHeaderView.ResizeMode.Stretch)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        head.setDefaultAlignment(left)
        table.itemSelectionChanged.connect(self._offer)
        return table

    def _read(self) -> None:
        self._desk.read(self, "imports", lambda shop: shop.read(imports), self._show)

    def _show(self, rows: tuple[ImportRow, ...]) -> None:
        self._rows = rows
        self._pages.setCurrentIndex(0 if rows else 1)
        self._said.setVisible(bool(rows) or self._told)
        self.undo_button.setVisible(bool(rows))
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            counts = (row.new, row.changed, row.same, row.refused)
            when, kind = left_to_right(row.imported_at), kind_name(row.kind)
            shown = (when, row.file, kind, *map(number, counts))
            for place, text in enumerate(shown):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tooltip(text) if place == _FILE else "")
                if place > _KIND:
                    item.setTextAlignment(_RIGHT)
                self.table.setItem(at, place, item)
        head = self.table.horizontalHeader()
        for place in range(self.table.columnCount()):
            if place != _FILE:
                cells = self.table.sizeHintForColumn(place) + _PADDING
                head.resizeSection(place, max(cells, head.sectionSizeHint(place)))
        if rows:
            # selectRow asks for a column at the view's edge, which right-to-left has none.
            flag = QItemSelectionModel.SelectionFlag
            first = self.table.model().index(0, 0)
            self.table.selectionModel().setCurrentIndex(first, flag.ClearAndSelect | flag.Rows)
            self.table.setFocus()
        self._offer()

    def _offer(self) -> None:
        self.undo_button.setEnabled(self._chosen() is not None)

    def _chosen(self) -> ImportRow | None:
        at = self.table.currentRow()
        return self._rows[at] if self.table.selectedItems() and at < len(self._rows) else None

    def _explain(self, text: str = "", role: str = "mute") -> None:
        self._told = bool(text)
        known = tr("Taking an import back leaves your shop as it was before it.")
        self._said.setText(text or known)
        restyle(self._said, role=role)

    def undo(self) -> None:
        """Take the chosen import back."""
        chosen = self._chosen()
        if chosen is None:
            return
        self.undo_button.setEnabled(False)

        def done(_number: int) -> None:
            self._explain(tr("{file} is taken back.", file=chosen.file), "good")
            self._read()

        def refused(refusal: Refusal) -> None:
            self._explain(refusal_text(refusal), "bad")
            self._offer()

        self._desk.write(
            self,
            tr("Taking the import back"),
            lambda shop, _write: shop.undo_import(chosen.number),
            done,
            touched=lambda _number: Changes(EVERYTHING),
            refused=refused,
            failed=self._offer,
        )

    def _import(self) -> None:
        self.accept()
        self.import_wanted.emit()
