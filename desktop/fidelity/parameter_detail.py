"""Everything about one parameter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.fidelity.wording import mark_meaning, mark_name, mark_role, range_text, value_text
from desktop.i18n import left_to_right, tr
from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.card import Card
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.scrolled import Scrolled
from domain.reports.fidelity import ParameterRow


class ParameterDetail(Card):
    """Its meaning, value, range, mark and source, each of which can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("parameter", "", parent)
        self.setAccessibleName(tr("Parameter"))
        self._area = area = Scrolled(12, parent=self)
        self.body.addWidget(area)
        self._meaning = _selectable(PlainLabel("", self, size="title", strong=True, wrap=True))
        self._name = _selectable(PlainLabel("", self, role="mute", size="small"))
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._meaning)
        head.addWidget(self._name)
        area.body.addLayout(head)
        self.editor_place = QVBoxLayout()
        """Where an editor goes, under the name."""
        area.body.addLayout(self.editor_place)
        self._value = _Said(tr("In this shop"), self)
        self._shipped = _Said(tr("Shipped"), self)
        self._range = _Said(tr("Range"), self)
        self._mark = _Said(tr("Mark"), self)
        self._source = _Said(tr("Source"), self)
        for each in (self._value, self._shipped, self._range, self._mark, self._source):
            area.body.addWidget(each)
        area.body.addStretch(1)

    def show_row(self, row: ParameterRow | None) -> None:
        """Show a parameter; None shows nothing."""
        self._area.widget().setVisible(row is not None)
        if row is None:
            return
        sheet = row.sheet
        self._meaning.setText(sheet.meaning)
        self._name.setText(left_to_right(sheet.name))
        self._value.setVisible(row.value is not None and not self.editor_place.count())
        if row.value is not None:
            role: Role = "accent" if row.differs else "text"
            self._value.say(left_to_right(value_text(row.value)), role=role)
        self._shipped.say(left_to_right(value_text(sheet.value)))
        self._range.say(left_to_right(range_text(sheet)))
        self._mark.say(mark_name(sheet.mark), mark_meaning(sheet.mark), mark_role(sheet.mark))
        self._source.say(sheet.source)


class _Said(QWidget):
    """A field's word over what is said of it."""

    def __init__(self, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = word
        self._text = _selectable(PlainLabel("", self, wrap=True))
        self._more = _selectable(PlainLabel("", self, role="mute", size="small", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(PlainLabel(word, self, role="mute", size="small"))
        column.addWidget(self._text)
        column.addWidget(self._more)

    def say(self, text: str, more: str = "", role: Role = "text") -> None:
        self._text.setText(text)
        self._text.setAccessibleName(f"{self._word}: {text}")
        self._more.setText(more)
        self._more.setVisible(bool(more))
        restyle(self._text, role=role)


def _selectable(label: PlainLabel) -> PlainLabel:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
