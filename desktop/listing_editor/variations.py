"""Variations: up to three things that the SKUs differ in, each with the values on offer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.line import Line
from desktop.listing_editor.part import Part
from desktop.listing_editor.variants_of import renamed, too_many, varied
from desktop.theme.icons import icon
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.wording import refusal_text
from domain.catalogue.categories import category_tree
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing, Variation

_VALUE_WIDTH = 128
"""Of a value's line, logical pixels."""


class Variations(Part):
    """A box for each variation; the SKUs follow."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__("variations", tr("Variations"), draft, ("variations",), parent)
        self.boxes: list[VariationBox] = []
        hint = tr("What the buyer chooses between, such as Color or Size. May be left out.")
        self.body.addWidget(PlainLabel(hint, self, role="mute", size="small", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self._add = QPushButton(tr("Add a variation"), self)
        self._add.setObjectName("action.add-variation")
        self._add.setIcon(icon("plus", "text"))
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self.add)
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._refused = PlainLabel("", self, role="bad", size="small", wrap=True)
        self._refused.setObjectName("refused.variations")
        self._refused.hide()
        self.body.addWidget(self._refused)
        self.body.addWidget(self.problem)

    def show_listing(self, listing: Listing) -> None:
        while len(self.boxes) > len(listing.variations):
            box = self.boxes.pop()
            self._rows.removeWidget(box)
            box.hide()
            box.deleteLater()
        while len(self.boxes) < len(listing.variations):
            self._add_box()
        found = category_tree(self.draft.opened.region).categories.get(listing.leaf)
        names = found.requirements.variations if found else ()
        for box, variation in zip(self.boxes, listing.variations, strict=True):
            box.show_variation(variation, names)
        self._add.setVisible(len(listing.variations) < self.draft.opened.rules.variations_high)

    def mends(self, wrong: Wrong) -> QWidget | None:
        found = super().mends(wrong)
        return self.boxes[0].name if found and self.boxes else found

    def add(self) -> None:
        """Add a variation without a name."""
        self._put((*self.draft.listing.variations, Variation("", ())))
        self.boxes[-1].name.setFocus()

    def _add_box(self) -> None:
        place = len(self.boxes)
        box = VariationBox(place, self)
        box.named.connect(lambda name: self._name(place, name))
        box.added.connect(lambda values: self._add_values(place, values))
        box.renamed.connect(lambda value, text: self._rename(place, value, text))
        box.removed.connect(lambda value: self._remove_value(place, value))
        box.closed.connect(lambda: self._remove(place))
        self._rows.addWidget(box)
        self.boxes.append(box)

    def _name(self, place: int, name: str) -> None:
        known = self.draft.listing.variations
        made = (*known[:place], replace(known[place], name=name), *known[place + 1 :])
        self.draft.change(f"variation.{place}", variations=made)

    def _add_values(self, place: int, values: tuple[str, ...]) -> None:
        variation = self.draft.listing.variations[place]
        self._values(place, (*variation.values, *values))

    def _remove_value(self, place: int, value: int) -> None:
        values = self.draft.listing.variations[place].values
        self._values(place, (*values[:value], *values[value + 1 :]))

    def _rename(self, place: int, value: int, text: str) -> None:
        made = renamed(self.draft.listing, place, value, text)
        self.draft.change(
            f"variation.{place}.{value}", variations=made.variations, variants=made.variants
        )

    def _values(self, place: int, values: tuple[str, ...]) -> None:
        known = self.draft.listing.variations
        self._put((*known[:place], replace(known[place], values=values), *known[place + 1 :]))

    def _remove(self, place: int) -> None:
        known = self.draft.listing.variations
        self._put((*known[:place], *known[place + 1 :]))

    def _put(self, variations: tuple[Variation, ...]) -> None:
        why = too_many(variations, self.draft.opened.rules)
        self._refused.setText(refusal_text(why) if why else "")
        self._refused.setVisible(why is not None)
        if why is None:
            made = varied(self.draft.listing, variations)
            self.draft.change(variations=made.variations, variants=made.variants)


class VariationBox(QFrame):
    """One variation: its name, a line for each value, and a line for the next."""

    named = Signal(str)
    added = Signal(object)
    """A tuple of values."""
    renamed = Signal(int, str)
    removed = Signal(int)
    closed = Signal()

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"editor.variation.{place}")
        self.setProperty("kind", "banner")
        self._place = place
        self._values: list[_Value] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 9, 11, 9)
        column.setSpacing(6)
        words = tr("Name of variation {place}", place=place + 1)
        self.name = Line(f"variation.{place}.name", words, self)
        self.name.setPlaceholderText(tr("Name, such as Color"))
        self.name.typed.connect(self.named)
        self._names: tuple[str, ...] = ()
        close = _close_button(tr("Remove the variation"), f"action.remove-variation.{place}", self)
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(close)
        column.addLayout(row)
        self._flow_host = QWidget(self)
        self._flow = FlowLayout(self._flow_host, 6)
        words = tr("Another value of variation {place}", place=place + 1)
        self.next = _NextValue(f"variation.{place}.next", words, self._flow_host)
        self.next.setPlaceholderText(tr("Add a value"))
        self.next.setFixedWidth(_VALUE_WIDTH)
        self.next.entered.connect(self.added)
        self._flow.addWidget(self.next)
        column.addWidget(self._flow_host)

    def show_variation(self, variation: Variation, names: tuple[str, ...]) -> None:
        """Show a variation; ``names`` are usual in the category."""
        self.name.show_text(variation.name)
        if names != self._names:
            self._names = names
            completer = QCompleter(names, self.name)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.activated.connect(self.named)
            self.name.setCompleter(completer)
        while len(self._values) > len(variation.values):
            value = self._values.pop()
            self._flow.removeWidget(value)
            value.hide()
            value.deleteLater()
        while len(self._values) < len(variation.values):
            self._add()
        for value, text in zip(self._values, variation.values, strict=True):
            if value.line.text() != text:
                value.line.show_text(text)
                value.line.setCursorPosition(0)  # a long one shows its beginning
        self._flow_host.updateGeometry()

    def _add(self) -> None:
        place = len(self._values)
        value = _Value(f"variation.{self._place}.value.{place}", place, self._flow_host)
        value.line.typed.connect(lambda text: self.renamed.emit(place, text))
        value.gone.connect(lambda: self.removed.emit(place))
        self._flow.removeWidget(self.next)
        self._flow.addWidget(value)
        self._flow.addWidget(self.next)
        self._values.append(value)
        value.show()


class _Value(QWidget):
    """A value that is on offer; what is typed into it names it anew."""

    gone = Signal()

    def __init__(self, name: str, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = Line(name, tr("Value {place}", place=place + 1), self)
        self.line.setFixedWidth(_VALUE_WIDTH)
        button = _close_button(tr("Remove the value"), f"action.remove.{name}", self)
        button.clicked.connect(self.gone)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.line)
        row.addWidget(button)


class _NextValue(Line):
    """Takes values by Enter or a comma, or when it is left; pasted lines are several."""

    entered = Signal(object)

    def __init__(self, name: str, words: str, parent: QWidget) -> None:
        super().__init__(name, words, parent)
        self.editingFinished.connect(self._enter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "," or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        parts = self.text().replace("\t", ",").replace("\n", ",").replace("\u2028", ",").split(",")
        values = tuple(part.strip() for part in parts if part.strip())
        self.clear()
        if values:
            self.entered.emit(values)


def _close_button(words: str, name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setProperty("kind", "quiet")
    button.setIcon(icon("x", "mute"))
    button.setObjectName(name)
    button.setAccessibleName(words)
    button.setToolTip(plain_tooltip(words))
    return button
