"""The fidelity sheet: what is modelled, simplified and absent, and every number with its source."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.dialogs.roomy import RoomyDialog
from desktop.fidelity.model_page import ModelPage
from desktop.fidelity.parameter_detail import ParameterDetail
from desktop.fidelity.parameter_list import ParameterList
from desktop.fidelity.wording import model_text
from desktop.i18n import tr
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel
from domain.reports.fidelity import ParameterRow, parameter_rows
from domain.shop import Shop
from domain.simulation.fidelity import SubjectSheet, subject_sheets

MODEL, PARAMETERS = "model", "parameters"
_Found = tuple[tuple[SubjectSheet, ...], tuple[ParameterRow, ...]]


class FidelitySheetDialog(RoomyDialog):
    """Two pages: the model in sentences, and its parameters with their values in this shop."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.fidelity-sheet")
        self.setWindowTitle(tr("Fidelity sheet"))
        self._subjects: tuple[SubjectSheet, ...] = ()
        self._tabs = PillBar("fidelity", tr("Fidelity sheet"), self._pills(None), self)
        self._tabs.chosen.connect(self.show_page)
        self.model = ModelPage(self)
        self.parameters = ParameterList(self)
        self._detail = ParameterDetail(self)
        self.parameters.looked_at.connect(self._detail.show_row)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.model)
        self._stack.addWidget(self._parameters_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(PlainLabel(tr("Fidelity sheet"), self, size="title", strong=True))
        head.addWidget(self._tabs)
        head.addStretch(1)
        column.addLayout(head)
        lead = tr("How close a practice shop comes to a real one, and where its numbers are from.")
        column.addWidget(PlainLabel(lead, self, role="mute", wrap=True))
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._find)
        self.model.setFocus()
        desk.read(self, "fidelity", _read, self._show)

    def _parameters_page(self) -> QWidget:
        page = QWidget(self)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.parameters, 5)
        row.addWidget(self._detail, 3)
        return page

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        copy = QPushButton(tr("Copy"), self)
        copy.setObjectName("action.copy-fidelity-sheet")
        copy.clicked.connect(self.copy)
        self._said = PlainLabel("", self, role="mute", size="small")
        close = QPushButton(tr("Close"), self)
        close.setObjectName("action.close-fidelity-sheet")
        close.clicked.connect(self.accept)
        for button in (copy, close):
            button.setAutoDefault(False)  # Enter belongs to the search field and the rows
        row.addWidget(copy)
        row.addWidget(self._said)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _pills(self, parameters: int | None) -> list[Pill]:
        return [
            Pill(MODEL, tr("The model")),
            Pill(PARAMETERS, tr("Parameters"), parameters),
        ]

    def _show(self, found: _Found) -> None:
        self._subjects, rows = found
        self.model.show_subjects(self._subjects)
        self.parameters.show_rows(rows)
        self._tabs.set_pills(self._pills(len(rows)))

    def show_page(self, page: str) -> None:
        """Show the model or the parameters."""
        self._tabs.choose(page)
        self._said.setText("")
        self._stack.setCurrentIndex((MODEL, PARAMETERS).index(page))

    def _find(self) -> None:
        self.show_page(PARAMETERS)
        self.parameters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.parameters.search.selectAll()

    def copy(self) -> None:
        """Copy all that the page shows."""
        of_model = self._stack.currentWidget() is self.model
        text = model_text(self._subjects) if of_model else self.parameters.text()
        QGuiApplication.clipboard().setText(text)
        self._said.setText(tr("Copied: what this page lists."))


def _read(shop: Shop) -> _Found:
    return subject_sheets(), shop.read(parameter_rows)
