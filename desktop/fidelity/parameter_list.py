"""Parameters that can be searched, filtered by mark, and put under their subjects."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.fidelity.parameter_table import ParameterTable
from desktop.fidelity.wording import MARKS, mark_name, parameters_text, subject_name
from desktop.i18n import tr
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.pill import Pill, PillBar
from domain.reports.fidelity import ParameterRow
from domain.simulation.fidelity import subject_sheets

_ALL, _CHANGED = "all", "changed"


class ParameterList(QWidget):
    """A search field and the marks over the table; one parameter is always chosen while any is."""

    looked_at = Signal(object)
    """The ``ParameterRow`` under the cursor; None while the list is empty."""
    opened = Signal()
    """Enter or a double click on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, ParameterRow] = {}
        self.search = _Search(self)
        self.search.textChanged.connect(self._filter)
        self.search.left.connect(self.take_focus)
        self._grouped = QCheckBox(tr("By subject"), self)
        self._grouped.setObjectName("parameters.by-subject")
        self._grouped.setChecked(True)
        self._grouped.toggled.connect(self._filter)
        self.marks = PillBar("parameters.mark", tr("Mark"), (), self)
        self.marks.chosen.connect(self._filter)
        self.table = ParameterTable(self)
        self.table.looked_at.connect(lambda name: self.looked_at.emit(self._rows.get(name)))
        self.table.activated.connect(lambda _index: self.opened.emit())
        self._empty = EmptyState(
            "search", tr("No parameter fits"), "", tr("Show all"), "show-all-parameters", self
        )
        self._empty.button.setAutoDefault(False)  # Enter in the search field is not for it
        self._empty.triggered.connect(self.show_all)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.search, 1)
        head.addWidget(self._grouped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.marks)
        column.addWidget(self._pages, 1)

    def show_rows(self, rows: Sequence[ParameterRow]) -> None:
        """Take the parameters to choose from."""
        self._rows = {row.sheet.name: row for row in rows}
        self._filter()

    def take_row(self, row: ParameterRow) -> None:
        """Take another value of one parameter, which stays listed meanwhile."""
        self._rows[row.sheet.name] = row
        self.table.take_row(row)
        self._count()

    def take_focus(self) -> None:
        """Bring the keyboard to the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_all(self) -> None:
        """Look for nothing any more."""
        self.marks.choose(_ALL)
        self.search.clear()
        self._filter()
        self.search.setFocus()

    def text(self) -> str:
        """What is listed, as plain text."""
        return parameters_text(self._listed())

    def _filter(self) -> None:
        self._count()
        listed = self._listed()
        self._pages.show_table(bool(listed))
        if not listed:
            self._explain()
        self.table.show_rows(listed, grouped=self._grouped.isChecked())

    def _explain(self) -> None:
        sought = self.search.text().strip()
        hint = tr("Nothing of this kind has “{text}” in its name, meaning or source.", text=sought)
        if not sought:
            hint = tr("Every value is the one that is shipped.")
        self._empty.set_text(tr("No parameter fits"), hint)

    def _count(self) -> None:
        """Say at each mark how many of what is sought have it."""
        found = self._found()
        marks = [row.sheet.mark for row in found]
        pills = [Pill(_ALL, tr("All"), len(found))]
        pills += [Pill(mark, mark_name(mark), marks.count(mark)) for mark in MARKS]
        if any(row.value is not None for row in self._rows.values()):
            pills.append(Pill(_CHANGED, tr("Changed"), sum(row.differs for row in found)))
        self.marks.set_pills(pills)

    def _found(self) -> list[ParameterRow]:
        words = self.search.text().casefold().split()
        return [row for row in self._rows.values() if _fits(row, words)]

    def _listed(self) -> list[ParameterRow]:
        wanted = self.marks.current()
        found = [
            row
            for row in self._found()
            if wanted in (_ALL, row.sheet.mark) or (wanted == _CHANGED and row.differs)
        ]
        if self._grouped.isChecked():
            order = [subject.name for subject in subject_sheets()]
            return sorted(found, key=lambda row: order.index(row.sheet.subject))
        return found


def _fits(row: ParameterRow, words: Sequence[str]) -> bool:
    """Whether every word stands somewhere in what is said of a parameter."""
    sheet = row.sheet
    said = (
        sheet.name,
        sheet.meaning,
        sheet.source,
        subject_name(sheet.subject),
        mark_name(sheet.mark),
    )
    text = "\n".join(said).casefold()
    return all(word in text for word in words)


class _Search(QLineEdit):
    """Escape clears it first; down and Enter go on to the rows."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setObjectName("search.parameters")
        self.setAccessibleName(tr("Search parameters"))
        self.setPlaceholderText(tr("Search parameters"))
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)
