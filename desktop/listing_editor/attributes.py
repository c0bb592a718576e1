"""What the category asks to be said of a product, what it must be and what it may be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop.i18n import tr
from desktop.listing_editor.choice import Choice
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.line import Line
from desktop.listing_editor.part import Part, Problem
from desktop.theme.icons import icon
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from domain.catalogue.categories import Attribute, category_tree
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Chosen, Listing


class Attributes(Part):
    """A field for each attribute; the required ones first, the others folded behind a button."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__("attributes", tr("Attributes"), draft, (), parent)
        self.fields: dict[int, AttributeField] = {}
        self._leaf = -1
        self._problems: list[Problem] = []
        self._rows: QWidget | None = None
        self._others: list[QWidget] = []
        self._hint = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._more = QPushButton(self)
        self._more.setObjectName("action.more-attributes")
        self._more.setCheckable(True)
        self._more.setAutoDefault(False)
        self._more.toggled.connect(self._show_others)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_listing(self, listing: Listing) -> None:
        if listing.leaf != self._leaf:
            self._leaf = listing.leaf
            self._build()
        for attribute, field in self.fields.items():
            field.show_values(listing.values_of(attribute))
        for problem in self._problems:
            problem.renew()

    def mends(self, wrong: Wrong) -> QWidget | None:
        name, _, number = wrong.field.partition(".")
        field = self.fields.get(int(number)) if name == "attribute" else None
        return field.line if field is not None else None

    def _build(self) -> None:
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        self.fields, self._problems, self._others = {}, [], []
        found = category_tree(self.draft.opened.region).categories.get(self._leaf)
        required = found.requirements.required if found else ()
        optional = found.requirements.optional if found else ()
        self._hint.setText("" if found else tr("They follow from the category."))
        self._hint.setVisible(found is None)
        self._rows = QWidget(self)
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 120)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        for attribute in (*required, *optional):
            self._add(grid, self._rows, attribute, must=attribute in required)
        self.body.insertWidget(0, self._rows)
        self._more.setVisible(bool(optional))
        self._more.setText(tr("%Ln further attribute(s)", len(optional)))
        self._show_others(self._more.isChecked())

    def _add(self, grid: QGridLayout, parent: QWidget, attribute: Attribute, *, must: bool) -> None:
        row = 2 * len(self.fields)
        words = tr("{name} (required)", name=attribute.name) if must else attribute.name
        label = PlainLabel(words, parent, role="mute", size="small", elide=True)
        field = AttributeField(attribute, words, parent)
        field.chosen.connect(lambda values: self._choose(attribute.id, values))
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1)
        self.fields[attribute.id] = field
        if must:
            name = f"attribute.{attribute.id}"
            problem = Problem(name, self.draft, (name,), parent)
            grid.addWidget(problem, row + 1, 1)
            self._problems.append(problem)
        else:
            self._others += [label, field]

    def _show_others(self, shown: bool) -> None:
        for each in self._others:
            each.setVisible(shown)

    def _choose(self, attribute: int, values: tuple[str, ...]) -> None:
        others = tuple(each for each in self.draft.listing.attributes if each.id != attribute)
        chosen = (Chosen(attribute, values),) if values else ()
        made = tuple(sorted((*others, *chosen), key=lambda each: each.id))
        self.draft.change(f"attribute.{attribute}", attributes=made)


class AttributeField(QWidget):
    """One attribute: a word of one's own or of those that are usual; several between commas."""

    chosen = Signal(object)
    """A tuple of values."""

    def __init__(self, attribute: Attribute, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._several = attribute.several
        self.line = Line(f"attribute.{attribute.id}", words, self)
        self.line.typed.connect(lambda _text: self.chosen.emit(self.values()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if attribute.several:
            self.line.setPlaceholderText(tr("One or more, between commas"))
            row.addWidget(self.line, 1)
            if attribute.values:
                row.addWidget(self._menu(attribute, words))
        elif attribute.values:
            combo = Choice(self)
            combo.setEditable(True)
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            combo.setLineEdit(self.line)
            combo.addItems(attribute.values)
            combo.setCurrentIndex(-1)
            combo.setAccessibleName(words)
            combo.setMinimumContentsLength(12)
            combo.activated.connect(lambda _index: self.chosen.emit(self.values()))
            combo.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            row.addWidget(combo, 1)
        else:
            row.addWidget(self.line, 1)

    def values(self) -> tuple[str, ...]:
        """What is entered."""
        parts = self.line.text().split(",") if self._several else [self.line.text()]
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def show_values(self, values: tuple[str, ...]) -> None:
        """Show these, unless they stand there already, perhaps with a comma being typed."""
        if values != self.values():
            self.line.show_text(", ".join(values))

    def _menu(self, attribute: Attribute, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon("chevron-down", "mute"))
        button.setAccessibleName(tr("Usual values of {name}", name=words))
        button.setToolTip(plain_tooltip(tr("Usual values")))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu, attribute))
        button.setMenu(menu)
        return button

    def _fill(self, menu: QMenu, attribute: Attribute) -> None:
        menu.clear()
        for value in attribute.values:
            action = menu.addAction(value.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in self.values())
            action.triggered.connect(lambda on, value=value: self._put(value, on))

    def _put(self, value: str, on: bool) -> None:
        rest = tuple(each for each in self.values() if each != value)
        self.line.show_text(", ".join((*rest, value) if on else rest))
        self.chosen.emit(self.values())
