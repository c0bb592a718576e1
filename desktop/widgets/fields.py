"""Label and value, row by row: the amounts of an order, the terms of a promotion."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.plain_label import PlainLabel


class FieldRow:
    """A row that was added to `Fields`; its value may change."""

    def __init__(self, label: PlainLabel, value: PlainLabel) -> None:
        self._label = label
        self._value = value

    def set_value(self, value: str, role: Role = "text") -> None:
        self._value.setText(value)
        self._value.setAccessibleName(f"{self._label.text()}: {value}")
        restyle(self._value, role=role)

    def value(self) -> str:
        return self._value.text()


class Fields(QWidget):
    """Rows of a muted label and a value at the other edge, in sections.

    A long value wraps rather than being cut. Values can be selected with the mouse and copied.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(7)

    def add(
        self,
        label: str,
        value: str = "",
        *,
        role: Role = "text",
        strong: bool = False,
        tip: str = "",
        one_line: bool = False,
    ) -> FieldRow:
        """Adds a row. `strong` is for sums; `tip` explains the field's word on hover.

        `one_line` is for amounts: a line may end after a minus, where none should.
        """
        name = PlainLabel(label, self, role="mute", size="small", elide=True)
        name.setToolTip(tip)
        shown = PlainLabel("", self, size="small", strong=strong, wrap=not one_line)
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(shown, 1)
        self._lines.addLayout(line)
        row = FieldRow(name, shown)
        row.set_value(value, role)
        return row

    def add_section(self, title: str) -> None:
        """Starts a section under a title."""
        heading = PlainLabel(title, self, strong=True, wrap=True)
        heading.setContentsMargins(0, 6 if self._lines.count() else 0, 0, 0)
        self._lines.addWidget(heading)

    def clear(self) -> None:
        _empty(self._lines)


def _empty(layout: QLayout) -> None:
    while item := layout.takeAt(0):
        if (inner := item.layout()) is not None:
            _empty(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
