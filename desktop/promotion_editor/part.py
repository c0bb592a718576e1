"""A card of the editor: some fields of the promotion, and what would be refused of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.promotion_editor.draft import Draft
from desktop.promotion_editor.form import Form
from desktop.theme.properties import restyle
from desktop.widgets.card import Card
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import refusal_text

_SAID = 3
"""Sentences that are shown at once."""


class Problem(PlainLabel):
    """What would be refused, in sentences; there only while something would be."""

    def __init__(self, name: str, draft: Draft, codes: frozenset[str], parent: QWidget) -> None:
        super().__init__("", parent, role="mute", size="small", wrap=True)
        self.setObjectName(f"problem.{name}")
        self._draft, self.codes = draft, codes
        self.hide()

    def renew(self, fields: Iterable[str]) -> None:
        """Say it; quietly as long as nobody has changed any of the ``fields``."""
        found = list(dict.fromkeys(map(refusal_text, self._draft.about(self.codes))))
        more = len(found) - _SAID
        if more > 0:
            found = [*found[:_SAID], tr("%Ln more.", more)]
        self.setText("\n".join(found))
        begun = bool(self._draft.touched.intersection(fields)) or not self._draft.is_new
        restyle(self, role="bad" if begun else "mute")
        self.setVisible(bool(found))


class Part(Card):
    """Put fields into ``body``; what would be refused of them stands beneath."""

    def __init__(
        self,
        name: str,
        title: str,
        draft: Draft,
        said: tuple[frozenset[str], tuple[str, ...]],
        parent: QWidget,
    ) -> None:
        """``said`` are the codes of the refusals that are told here, and the fields they follow."""
        super().__init__(f"promotion.{name}", title, parent)
        self.draft = draft
        codes, self._fields = said
        self.problem = Problem(f"promotion.{name}", draft, codes, self)
        draft.changed.connect(self.renew)
        draft.looked.connect(self.say)

    def build(self) -> None:
        """Put what is said beneath the fields, and show the promotion at hand."""
        self.body.addWidget(self.problem)
        self.renew()

    def renew(self) -> None:
        """Show the promotion at hand."""
        self.show_form(self.draft.form)

    def say(self) -> None:
        """Show what the shop has said of it."""
        self.problem.renew(self._fields)

    def show_form(self, form: Form) -> None:
        """Show its fields; nothing here may change the promotion."""
        raise NotImplementedError


def labelled(words: str, field: QWidget, parent: QWidget) -> QWidget:
    """A field under its word."""
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(PlainLabel(words, box, role="mute", size="small"))
    column.addWidget(field)
    field.setParent(box)
    if not field.accessibleName():
        field.setAccessibleName(words)
    return box


def combo(name: str, words: str, parent: QWidget, *, narrow: bool = False) -> QComboBox:
    """A choice that is as wide as its words; where it is ``narrow``, as wide as there is room."""
    box = QComboBox(parent)
    box.setObjectName(f"promotion.{name}")
    box.setAccessibleName(words)
    policy = QComboBox.SizeAdjustPolicy
    box.setSizeAdjustPolicy(
        policy.AdjustToMinimumContentsLengthWithIcon if narrow else policy.AdjustToContents
    )
    return box


def choose(box: QComboBox, value: object) -> None:
    """Show a value; nobody is told, as nobody has chosen it."""
    box.setCurrentIndex(box.findData(value))
