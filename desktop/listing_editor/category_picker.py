"""The category: found by words, suggested from the title, or looked for in the tree."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.line import Line
from desktop.listing_editor.part import Part
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from domain.catalogue.categories import Access, Category, category_tree
from domain.catalogue.category_search import search, suggest
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing

_ID = Qt.ItemDataRole.UserRole
_HEIGHT = 230
"""Of the tree, logical pixels."""


def path_text(category: Category) -> str:
    """Where a category lies, from the top level down."""
    return " > ".join(category.path)


class CategoryPicker(Part):
    """Says where the product is listed, and opens to choose another place."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__("category", tr("Category"), draft, ("leaf",), parent)
        self._region = draft.opened.region
        self._titled = ""
        self._path = PlainLabel("", self, wrap=True)
        self._path.setObjectName("editor.category.path")
        self._change = QPushButton(self)
        self._change.setObjectName("action.choose-category")
        self._change.setAutoDefault(False)
        self._change.clicked.connect(self._open_or_close)
        row = QHBoxLayout()
        row.addWidget(self._path, 1)
        row.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self._access = PlainLabel("", self, role="warn", size="small", wrap=True)
        self.body.addWidget(self._access)
        self._suggestions = QWidget(self)
        self._suggestions.setAccessibleName(tr("Categories suggested from the title"))
        FlowLayout(self._suggestions)
        self.body.addWidget(self._suggestions)
        self._chooser = self._make_chooser()
        self._chooser.hide()
        self.body.addWidget(self._chooser)
        self.body.addWidget(self.problem)

    def _make_chooser(self) -> QWidget:
        chooser = QWidget(self)
        column = QVBoxLayout(chooser)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.search = _Search("category.search", tr("Search categories"), chooser)
        self.search.setPlaceholderText(tr("Search categories"))
        self.search.setProperty("kind", "search")
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._choose_first)
        self.tree = QTreeWidget(chooser)
        self.tree.setObjectName("editor.category.tree")
        self.tree.setAccessibleName(tr("Categories"))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setFixedHeight(_HEIGHT)
        self.tree.itemExpanded.connect(self._grow)
        self.tree.itemActivated.connect(self._take)
        self.tree.itemClicked.connect(self._take)
        self.search.below = self.tree
        column.addWidget(self.search)
        column.addWidget(self.tree)
        return chooser

    def show_listing(self, listing: Listing) -> None:
        found = category_tree(self._region).categories.get(listing.leaf)
        self._path.setText(path_text(found) if found else tr("No category chosen yet"))
        self._change.setText(tr("Change…") if found else tr("Choose…"))
        self._access.setText(_access_text(found.requirements.access) if found else "")
        self._access.setVisible(bool(self._access.text()))
        self._suggest(listing)

    def mends(self, wrong: Wrong) -> QWidget | None:
        return self._change if super().mends(wrong) else None

    def choose(self, leaf: int) -> None:
        """Put the product into a category; what other categories ask for is left out."""
        asked = {each.id for each in category_tree(self._region).attributes_of(leaf)}
        kept = tuple(each for each in self.draft.listing.attributes if each.id in asked)
        self._chooser.hide()
        self.draft.change(leaf=leaf, attributes=kept)
        self._change.setFocus()

    def _suggest(self, listing: Listing) -> None:
        """Offer what the title speaks of, unless that is chosen."""
        wanted = f"{listing.leaf} {listing.title}"
        if wanted == self._titled:
            return
        self._titled = wanted
        found = suggest(self._region, listing.title)
        if any(each.id == listing.leaf for each in found):
            found = ()
        flow = self._suggestions.layout()
        while item := flow.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        for each in found:
            button = QPushButton(each.name.replace("&", "&&"), self._suggestions)
            button.setProperty("kind", "pill")
            button.setObjectName(f"suggested.{each.id}")
            button.setAutoDefault(False)
            button.setAccessibleName(tr("Suggested: {path}", path=path_text(each)))
            button.setToolTip(plain_tooltip(path_text(each)))
            button.clicked.connect(lambda _on=False, leaf=each.id: self.choose(leaf))
            flow.addWidget(button)
        self._suggestions.setVisible(bool(found))

    def _open_or_close(self) -> None:
        shown = self._chooser.isVisible()
        self._chooser.setVisible(not shown)
        if not shown:
            self._fill(self.search.text())
            self.search.setFocus()

    def _fill(self, text: str) -> None:
        """List what the words find; without words the tree from its top."""
        self.tree.clear()
        words = bool(text.strip())
        found = search(self._region, text) if words else category_tree(self._region).children(0)
        self.tree.setRootIsDecorated(not words)
        self.tree.addTopLevelItems([_item(each, whole=words) for each in found])
        first = self.tree.topLevelItem(0)
        if words and first is not None:
            self.tree.setCurrentItem(first)

    def _grow(self, item: QTreeWidgetItem) -> None:
        if not item.childCount():
            below = category_tree(self._region).children(item.data(0, _ID))
            item.addChildren([_item(each, whole=False) for each in below])

    def _take(self, item: QTreeWidgetItem) -> None:
        found = category_tree(self._region).categories[item.data(0, _ID)]
        if found.is_leaf:
            self.choose(found.id)
        else:
            item.setExpanded(not item.isExpanded())

    def _choose_first(self) -> None:
        item = self.tree.currentItem()
        if item is not None:
            self._take(item)


class _Search(Line):
    """Gives the arrow keys to the list below it."""

    below: QWidget | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.below is not None:
            self.below.setFocus()
        else:
            super().keyPressEvent(event)


def _item(category: Category, *, whole: bool) -> QTreeWidgetItem:
    item = QTreeWidgetItem([path_text(category) if whole else category.name])
    item.setData(0, _ID, category.id)
    item.setToolTip(0, plain_tooltip(path_text(category)))
    if not category.is_leaf:
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
    return item


def _access_text(access: Access) -> str:
    return {
        Access.OPEN: "",
        Access.RESTRICTED: tr("Only shops that were approved for this category may list in it."),
        Access.INVITE_ONLY: tr("Only shops that the platform invites may list in this category."),
    }[access]
