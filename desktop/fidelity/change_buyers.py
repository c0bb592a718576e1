"""Other buyers, carriers and rivals for a new practice shop: its parameters inside their ranges."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.roomy import RoomyDialog
from desktop.fidelity.parameter_detail import ParameterDetail
from desktop.fidelity.parameter_editor import ParameterEditor
from desktop.fidelity.parameter_list import ParameterList
from desktop.i18n import tr
from desktop.widgets.plain_label import PlainLabel
from domain.reports.fidelity import ParameterRow
from domain.simulation.fidelity import Value, parameter_sheets


class ChangeBuyersDialog(RoomyDialog):
    """Accepted, it holds ``changes``: the values that differ from the scenario's, by name."""

    def __init__(
        self,
        scenario: Mapping[str, Value],
        changes: Mapping[str, Value],
        parent: QWidget | None = None,
    ) -> None:
        """Take the parameters that the scenario replaces, and what was changed before."""
        super().__init__(parent)
        self.setObjectName("dialog.change-buyers")
        self.setWindowTitle(tr("Change the buyers"))
        sheets = parameter_sheets()
        self._usual = {each.name: scenario.get(each.name, each.value) for each in sheets}
        self._rows = {
            each.name: ParameterRow(each, changes.get(each.name, self._usual[each.name]))
            for each in sheets
        }
        self._list = ParameterList(self)
        self._detail = ParameterDetail(self)
        self._editor = ParameterEditor(self._detail)
        self._detail.editor_place.addWidget(self._editor)
        self._foot = self._make_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(tr("Change the buyers"), self, size="title", strong=True))
        lead = tr(
            "Another value makes another world, for this shop only and for as long as it exists. "
            "Nothing has to be changed."
        )
        column.addWidget(PlainLabel(lead, self, role="mute", wrap=True))
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._list, 5)
        body.addWidget(self._detail, 3)
        column.addLayout(body, 1)
        column.addLayout(self._foot)
        self._list.looked_at.connect(self._look_at)
        self._list.opened.connect(self._editor.take_focus)
        self._editor.edited.connect(self._take)
        self._editor.judged.connect(self._use.setEnabled)
        self._editor.left.connect(self._list.take_focus)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._list.search.setFocus)
        self._list.show_rows(tuple(self._rows.values()))
        self._list.take_focus()
        self._count()

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._reset_all = QPushButton(tr("Reset all"), self)
        self._reset_all.setObjectName("action.reset-parameters")
        self._reset_all.clicked.connect(self.reset_all)
        self._said = PlainLabel("", self, role="mute", size="small")
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self._use = QPushButton(tr("Use these"), self)
        self._use.setObjectName("action.use-parameters")
        self._use.setProperty("kind", "primary")
        self._use.clicked.connect(self.accept)
        for button in (self._reset_all, cancel, self._use):
            button.setAutoDefault(False)  # Enter goes from the list to the field and back
        row.addWidget(self._reset_all)
        row.addWidget(self._said)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._use)
        return row

    @property
    def changes(self) -> dict[str, Value]:
        """The values that differ from the scenario's, by name."""
        return {
            name: row.value
            for name, row in self._rows.items()
            if row.value is not None and row.value != self._usual[name]
        }

    def reset_all(self) -> None:
        """All values as the scenario has them."""
        self._rows = {
            name: ParameterRow(row.sheet, self._usual[name]) for name, row in self._rows.items()
        }
        self._list.show_rows(tuple(self._rows.values()))
        self._count()

    def _look_at(self, row: ParameterRow | None) -> None:
        self._detail.show_row(row)
        if row is None:
            self._use.setEnabled(True)
        else:
            self._editor.show_row(row, self._usual[row.sheet.name])

    def _take(self, row: ParameterRow) -> None:
        self._rows[row.sheet.name] = row
        self._list.take_row(row)
        self._detail.show_row(row)
        self._count()

    def _count(self) -> None:
        count = len(self.changes)
        self._said.setText(
            tr("%Ln value(s) changed", count) if count else tr("You have changed nothing.")
        )
        self._reset_all.setEnabled(count > 0)
