"""The Products panel of a real shop: what its product files told, to look at and to search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.listing_wording import group_name
from desktop.panel import Panel
from desktop.panels.products.listing_card import ListingCard
from desktop.remembered import Remembered
from desktop.tables.copying import rows_text
from desktop.tables.listing_table import ListingTable
from desktop.tables.standing import Placed, Standing, placed
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.widgets.detail_card import CARD_WIDTH, DRAWER_BELOW
from desktop.widgets.drawer import Drawer
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import number
from domain.kernel.changes import Subject
from domain.kernel.columns import Array
from domain.reports.listings import (
    Group,
    Listing,
    ListingQuery,
    ListingRow,
    Sort,
    group_counts,
    listing,
    listing_ids,
    listing_rows,
)
from domain.reports.shop import ShopRow, shop_row

_FIRST_ROWS = 60
_PART = 500
"""Rows that are read at a time for copying."""
_SEARCH_DELAY = 200
"""Milliseconds without a key after which a search begins."""
_USUAL = ListingQuery()


@dataclass(frozen=True, slots=True)
class _Listed:
    """What one look at the shop gave."""

    shop: ShopRow
    counts: dict[Group, int]
    ids: Array
    rows: tuple[ListingRow, ...]
    there: Placed


class ListingsPanel(Panel):
    """Groups, search, list, and the card of the chosen product."""

    subjects = frozenset({Subject.PRODUCTS, Subject.STOCK, Subject.IMPORTS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("products", tr("Products"), desk, parent)
        self._query = _USUAL
        self._shop: ShopRow | None = None
        self._total = 0
        self._wanted = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(self._head())
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._list(), 1)
        column.addLayout(body, 1)
        self.card = ListingCard(self)
        self.card.closed.connect(self._close_card)
        self._drawer = Drawer(self, body, self.card, width=CARD_WIDTH, below=DRAWER_BELOW)
        self._drawer.changed.connect(self.card.be_drawer)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(8)
        pills = [Pill(group.value, group_name(group), 0) for group in Group]
        self.groups = PillBar("groups.products", tr("Which products"), pills, self)
        self.groups.chosen.connect(lambda key: self._ask(replace(self._query, group=Group(key))))
        head.addWidget(self.groups)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = self._search_field()
        self._columns = self._button("product-columns", tr("Columns"))
        self._columns.clicked.connect(lambda: self.table.columns.open_menu_at(self._columns))
        row.addWidget(self.search, 1)
        row.addStretch(1)
        row.addWidget(self._columns)
        head.addLayout(row)
        return head

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"action.{name}")
        button.setProperty("kind", "quiet")
        return button

    def _search_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setProperty("kind", "search")
        field.setObjectName("products.search")
        field.setAccessibleName(tr("Search products"))
        field.setPlaceholderText(tr("Search products"))
        field.setToolTip(plain_tooltip(tr("Name, category, brand, variation, SKU or id")))
        field.setClearButtonEnabled(True)
        field.setMaximumWidth(360)
        wait = QTimer(field, singleShot=True, interval=_SEARCH_DELAY)
        wait.timeout.connect(lambda: self._ask(replace(self._query, search=field.text().strip())))
        field.textChanged.connect(lambda _text: wait.start())
        return field

    def _list(self) -> QWidget:
        self.table = ListingTable(self)
        self.table.listings.wanted.connect(self._read_rows)
        self.table.looked_at.connect(self._read_card)
        self.table.opened.connect(lambda _product: self._drawer.open())
        self.table.copy_wanted.connect(self._copy)
        self.table.sorted_by.connect(
            lambda by, down: self._ask(replace(self._query, sort=by, descending=down))
        )
        self.table.show_sort(self._query.sort, self._query.descending)
        self._empty = EmptyState("tag", "", "", tr("Import…"), "import-products", self)
        self._empty.triggered.connect(self._fill_empty)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        return self._pages

    # What the window asks of the panel

    def receive(self, subject: object) -> None:
        """Show the product of that id."""
        if isinstance(subject, int):
            self._wanted = subject
            self.groups.choose(Group.ALL.value)
            self.search.clear()
            self._ask(ListingQuery(sort=self._query.sort, descending=self._query.descending))

    def exports(self) -> tuple[str, Sequence[int]]:
        return "products-all", ()

    def state(self) -> dict[str, Any]:
        return {
            "group": self._query.group.value,
            "sort": self._query.sort.value,
            "descending": self._query.descending,
            "product": self.card.product,
            "columns": self.table.columns.state(),
        }

    def restore(self, state: Remembered) -> None:
        self._query = ListingQuery(
            group=state.one_of("group", Group, _USUAL.group),
            sort=state.one_of("sort", Sort, _USUAL.sort),
            descending=state.flag("descending", default=_USUAL.descending),
        )
        self._wanted = state.whole("product", 0, 2**63 - 1, 0)
        self.groups.choose(self._query.group.value)
        self.table.show_sort(self._query.sort, self._query.descending)
        self.table.columns.restore(state.part("columns"))

    # Reading

    def _ask(self, query: ListingQuery) -> None:
        if query == self._query and not self._wanted:
            return
        self._query = query
        self.table.scrollToTop()
        self._close_card()
        self.refresh()

    def refresh(self) -> None:
        query, wall, standing = self._query, self.desk.clock(), self.table.standing()
        self.desk.read(
            self, "listings", lambda shop: shop.read(_look, query, wall, standing), self._show
        )

    def _show(self, found: _Listed) -> None:
        self._shop = found.shop
        self._total = found.counts[Group.ALL]
        for group, count in found.counts.items():
            self.groups.set_count(group.value, count)
        self.table.show_rows(found.ids, found.rows, found.shop, found.there)
        filled = len(found.ids) > 0
        self._pages.show_table(filled)
        self.card.setVisible(self._total > 0 and not self._drawer.is_drawer)
        if not filled:
            self._word_empty()
        if self._wanted and self._wanted in found.ids:
            self.table.select_id(self._wanted)
            self._drawer.open()
        elif filled and not self.table.current() and not self._drawer.is_drawer:
            self.table.select_id(int(found.ids[0]))
        self._wanted = 0
        self._read_card(self.table.current() if filled else 0)

    def _read_rows(self, ids: tuple[int, ...]) -> None:
        self.desk.read(
            self,
            "listing-rows",
            lambda shop: shop.read(listing_rows, ids),
            self.table.listings.take_rows,
        )

    def _read_card(self, product: int) -> None:
        wall = self.desk.clock()

        def look(conn: Connection) -> Listing | None:
            return listing(conn, product, wall) if product else None

        self.desk.read(self, "listing", lambda shop: shop.read(look), self._fill_card)

    def _fill_card(self, found: Listing | None) -> None:
        if found is None or self._shop is None:
            self.card.clear()
        else:
            self.card.show_listing(found, self._shop)

    def _word_empty(self) -> None:
        if self._total:
            self._empty.set_text(
                tr("No products match") if self._query.search else tr("Nothing here now"),
                tr("There are {count} products in all.", count=number(self._total)),
            )
            self._empty.button.setText(tr("Show all products"))
        else:
            self._empty.set_text(
                tr("No products yet"),
                tr("Import the batch edit workbook of products that your seller centre exports."),
            )
            self._empty.button.setText(tr("Import…"))

    def _fill_empty(self) -> None:
        if not self._total:
            self.go.emit("import", None)
            return
        self.groups.choose(Group.ALL.value)
        self.search.clear()
        self._ask(ListingQuery(sort=self._query.sort, descending=self._query.descending))

    def _copy(self, ids: Array) -> None:
        """Read the rows that are to be copied, and put them into the clipboard."""
        shop = self._shop
        if shop is None:
            return
        words, shown = self.table.rows.text, self.table.columns.shown()

        def look(conn: Connection) -> str:
            parts = (ids[at : at + _PART].tolist() for at in range(0, len(ids), _PART))
            rows = {row.id: row for part in parts for row in listing_rows(conn, part)}
            listed = [rows[each] for each in ids.tolist() if each in rows]
            return rows_text(listed, shown, lambda row, each: words(row, each, shop))

        self.desk.read(self, "copy", lambda shop_: shop_.read(look), self.table.put_into_clipboard)

    def _close_card(self) -> None:
        if self._drawer.is_drawer:
            self._drawer.close()
            self.table.setFocus()


def _look(conn: Connection, query: ListingQuery, wall: int, standing: Standing) -> _Listed:
    ids = listing_ids(conn, query)
    there = placed(ids, standing)
    first = max(there.top, 0)
    seen = ids[first : first + _FIRST_ROWS].tolist()
    return _Listed(shop_row(conn, wall), group_counts(conn), ids, listing_rows(conn, seen), there)
