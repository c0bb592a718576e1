"""The field in which a parameter gets another value."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.fidelity.wording import value_text
from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import refusal_text
from domain.kernel.refusals import RefusedError
from domain.reports.fidelity import ParameterRow
from domain.simulation.fidelity import Value

_LINES = 4
"""Lines of a list's field."""


class ParameterEditor(QWidget):
    """A line for a number, some lines for a list; what cannot be is said and not taken."""

    edited = Signal(object)
    """The ``ParameterRow`` with another value, which the parameter may have."""
    judged = Signal(bool)
    """Whether what is typed can be taken."""
    left = Signal()
    """Enter was pressed in the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ParameterRow | None = None
        self._usual: Value = 0
        self._line = QLineEdit(self)
        self._line.setObjectName("parameter.value")
        self._line.returnPressed.connect(self.left)
        self._lines = QPlainTextEdit(self)
        self._lines.setObjectName("parameter.values")
        self._lines.setTabChangesFocus(True)
        height = self._lines.fontMetrics().lineSpacing() * _LINES + 24
        self._lines.setFixedHeight(height)
        for field in (self._line, self._lines):
            field.textChanged.connect(self._judge)
        self._reset = QPushButton(tr("Reset"), self)
        self._reset.setObjectName("action.reset-parameter")
        self._reset.setAutoDefault(False)
        self._reset.clicked.connect(self.reset)
        self._problem = PlainLabel("", self, role="bad", size="small", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        row.addWidget(self._lines, 1)
        row.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._problem)

    @property
    def field(self) -> QLineEdit | QPlainTextEdit:
        """What is typed into."""
        many = self._row is not None and isinstance(self._row.sheet.value, tuple)
        return self._lines if many else self._line

    def show_row(self, row: ParameterRow, usual: Value) -> None:
        """Take the parameter to edit, and the value to which *Reset* goes back."""
        self._row, self._usual = row, usual
        for each in (self._line, self._lines):
            each.setVisible(each is self.field)
        self.field.setAccessibleName(row.sheet.meaning)
        self._write(usual if row.value is None else row.value)

    def take_focus(self) -> None:
        """Bring the keyboard to the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def reset(self) -> None:
        """Type the usual value."""
        self._write(self._usual)

    def _write(self, value: Value) -> None:
        text = value_text(value)
        if isinstance(self.field, QLineEdit):
            self.field.setText(text)
        else:
            self.field.setPlainText(text)
        self._judge()

    def _judge(self) -> None:
        row, field = self._row, self.field
        if row is None:
            return
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        problem = ""
        try:
            value = row.sheet.typed(text)
        except RefusedError as refused:
            problem = refusal_text(refused.refusal)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        restyle(field, invalid=bool(problem))
        self._reset.setEnabled(bool(problem) or value != self._usual)
        self.judged.emit(not problem)
        if not problem and value != row.value:
            self._row = ParameterRow(row.sheet, value)
            self.edited.emit(self._row)
