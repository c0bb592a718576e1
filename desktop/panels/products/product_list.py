"""The list of products that both kinds of shop have: groups, search, filters, table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.listing_wording import group_name
from desktop.panel import Panel
from desktop.panels.products.filters import ProductFilters, filter_count, without_filters
from desktop.remembered import Remembered
from desktop.tables.copying import rows_text
from desktop.tables.listing_table import ListingTable
from desktop.tables.standing import Placed, placed
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import number
from domain.kernel.columns import Array
from domain.reports.listing_query import Group, ListingQuery, Sort
from domain.reports.listings import (
    ListingRow,
    categories,
    group_counts,
    listing_ids,
    listing_rows,
    product_of,
)
from domain.reports.shelf import Shelf, clicked, shelf
from domain.reports.shop import ShopRow

_FIRST_ROWS = 60
_PART = 500
"""Rows that are read at a time for copying."""
_SEARCH_DELAY = 200
"""Milliseconds without a key after which a search begins."""
_PRACTICE = (
    Group.ALL,
    Group.LIVE,
    Group.DRAFTS,
    Group.IN_REVIEW,
    Group.FAILED,
    Group.LOW_STOCK,
    Group.SOLD_OUT,
    Group.PAUSED,
)
_REAL = (Group.ALL, Group.LIVE, Group.IN_REVIEW, Group.FAILED, Group.SOLD_OUT, Group.PAUSED)
"""Groups that are shown without products in them too."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """What one look at the shop gave."""

    known: Shelf
    counts: dict[Group, int]
    ids: Array
    rows: tuple[ListingRow, ...]
    there: Placed
    wanted: int
    """The product that was asked for; 0 for none."""


class ProductListPanel(Panel):
    """Groups, search, filters and list; the card of the chosen product stands in ``body``.

    All of that is the first of its ``pages``.

    Buttons for what can be done with products go into ``buttons``, and into the menu that
    ``table.menu_opens`` hands over.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("products", tr("Products"), desk, parent)
        # A practice shop's own products stand in the order in which they were listed.
        self._query = ListingQuery(sort=Sort.ID if desk.is_practice else Sort.NAME)
        self.known: Shelf | None = None
        """The products in figures, as they were last read."""
        self._total = 0
        self._wanted = 0
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget(self)
        whole.addWidget(self.pages)
        page = QWidget(self.pages)
        self.pages.addWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(self._head())
        self.body = QHBoxLayout()
        self.body.setSpacing(12)
        self.body.addWidget(self._list(), 1)
        column.addLayout(self.body, 1)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(8)
        first = QHBoxLayout()
        first.setSpacing(8)
        self.groups = PillBar("groups.products", tr("Which products"), (), self)
        self._show_groups({})
        self.groups.chosen.connect(lambda key: self._ask(replace(self._query, group=Group(key))))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        first.addWidget(self.groups, 1)
        first.addLayout(self.buttons)
        head.addLayout(first)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = self._search_field()
        self.filters = ProductFilters(self.desk.is_practice, self)
        self.filters.chosen.connect(self._ask)
        self.filter_button = self._button("product-filters", tr("Filters"))
        self.filter_button.clicked.connect(self._open_filters)
        self._columns = self._button("product-columns", tr("Columns"))
        self._columns.clicked.connect(lambda: self.table.columns.open_menu_at(self._columns))
        row.addWidget(self.search, 1)
        row.addWidget(self.filter_button)
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
        self.table = ListingTable(practice=self.desk.is_practice, parent=self)
        self.table.listings.wanted.connect(self._read_rows)
        self.table.looked_at.connect(self.show_product)
        self.table.opened.connect(self.open_product)
        self.table.copy_wanted.connect(self._copy)
        self.table.sorted_by.connect(
            lambda by, down: self._ask(replace(self._query, sort=by, descending=down))
        )
        self.table.show_sort(self._query.sort, self._query.descending)
        self._empty = EmptyState("tag", "", "", tr("Import…"), "import-products", self)
        self._empty.triggered.connect(self._fill_empty)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        return self._pages

    # What the two kinds of shop do in their own ways

    def show_product(self, product: int) -> None:
        """Show the card of a product; 0 for none."""
        raise NotImplementedError

    def open_product(self, product: int) -> None:
        """Go to the card of a product."""
        raise NotImplementedError

    def reveal_product(self) -> None:
        """Let the card be seen, of a product that somebody else has asked for."""

    def close_product(self) -> None:
        """Put the card away, where it lies over the list."""

    def has_room(self) -> bool:
        """Whether the card stands beside the list, so that a product is always chosen."""
        return True

    def show_filled(self, filled: bool) -> None:
        """Whether the shop has any products is known now."""

    # What the window asks of the panel

    def receive(self, subject: object) -> None:
        """Show the product of that id, or of the SKU of that id; or the products of a query."""
        if isinstance(subject, ListingQuery):
            self._show_query(subject)
        elif isinstance(subject, int):
            self._wanted = subject
            self._show_all()

    def state(self) -> dict[str, Any]:
        return {
            "group": self._query.group.value,
            "sort": self._query.sort.value,
            "descending": self._query.descending,
            "product": self.table.current(),
            "columns": self.table.columns.state(),
        }

    def restore(self, state: Remembered) -> None:
        self._query = ListingQuery(
            group=state.one_of("group", Group, self._query.group),
            sort=state.one_of("sort", Sort, self._query.sort),
            descending=state.flag("descending", default=self._query.descending),
        )
        self._wanted = state.whole("product", 0, 2**63 - 1, 0)
        self._show_groups({})
        self.table.show_sort(self._query.sort, self._query.descending)
        self.table.columns.restore(state.part("columns"))

    # Reading

    @property
    def shop(self) -> ShopRow | None:
        """The shop as it was last read."""
        return self.known.shop if self.known is not None else None

    def refresh(self) -> None:
        """Read the products anew."""
        self._read(None)

    def _ask(self, query: ListingQuery) -> None:
        """Show other products of those that are known, or in another order."""
        if query == self._query and not self._wanted:
            return
        self._query = query
        self.table.scrollToTop()
        self.close_product()
        # What somebody is led to may have come since the figures were read.
        self._read(None if self._wanted else self.known)

    def _show_all(self) -> None:
        """Show the products of all groups, without any filter."""
        self._show_query(ListingQuery(sort=self._query.sort, descending=self._query.descending))

    def _show_query(self, query: ListingQuery) -> None:
        with QSignalBlocker(self.search):  # it would ask for itself again
            self.search.setText(query.search)
        self.table.show_sort(query.sort, query.descending)
        self._ask(query)

    def _read(self, kept: Shelf | None) -> None:
        """List what is asked for, from figures that are kept (None: read them anew)."""
        query, wall, standing = self._query, self.desk.clock(), self.table.standing()
        wanted, before = self._wanted, self.known

        def look(conn: Connection) -> _Listed:
            known = kept if kept is not None else shelf(conn, wall, before=before)
            ids = listing_ids(conn, known, query)
            there = placed(ids, standing)
            first = max(there.top, 0)
            seen = listing_rows(conn, known, ids[first : first + _FIRST_ROWS].tolist())
            product = product_of(conn, known, wanted) if wanted else 0
            return _Listed(known, group_counts(known), ids, seen, there, product)

        self.desk.read(self, "listings", lambda shop: shop.read(look), self._show)

    def _show(self, found: _Listed) -> None:
        self.known = found.known
        self._total = found.counts[Group.ALL]
        self._show_groups(found.counts)
        self._word_filters()
        self.table.show_rows(found.ids, found.rows, found.known.shop, found.there)
        filled = len(found.ids) > 0
        self._pages.show_table(filled)
        self.show_filled(self._total > 0)
        if not filled:
            self._word_empty()
        if found.wanted and found.wanted in found.ids:
            self.table.select_id(found.wanted)
            self.reveal_product()
        elif filled and not self.table.current() and self.has_room():
            self.table.select_id(int(found.ids[0]))
        self._wanted = 0
        self.show_product(self.table.current() if filled else 0)
        if found.known.shop.is_practice and not found.known.traffic_day:
            self._count_clicks(found.known)

    def _count_clicks(self, known: Shelf) -> None:
        """Fill in what takes longest; the list is there before."""

        def show(counted: Shelf) -> None:
            if self.known is known:
                self._read(counted)

        self.desk.read(self, "clicks", lambda shop: shop.read(clicked, known), show)

    def _show_groups(self, counts: dict[Group, int]) -> None:
        usual = _PRACTICE if self.desk.is_practice else _REAL
        shown = [
            each
            for each in Group
            if each in usual or counts.get(each) or each is self._query.group
            if self.desk.is_practice or each is not Group.LOW_STOCK
        ]
        pills = [Pill(each.value, group_name(each), counts.get(each, 0)) for each in shown]
        self.groups.set_pills(pills)
        self.groups.choose(self._query.group.value)

    def _read_rows(self, ids: tuple[int, ...]) -> None:
        known = self.known
        if known is not None:
            self.desk.read(
                self,
                "listing-rows",
                lambda shop: shop.read(listing_rows, known, ids),
                self.table.listings.take_rows,
            )

    def _open_filters(self) -> None:
        if self.shop is None:
            return
        self.filters.open_under(self.filter_button, self._query, self.shop)
        self.desk.read(
            self, "categories", lambda shop: shop.read(categories), self.filters.show_categories
        )

    def _word_filters(self) -> None:
        count = filter_count(self._query)
        text = tr("Filters · {count}", count=number(count)) if count else tr("Filters")
        self.filter_button.setText(text)

    def _word_empty(self) -> None:
        if self._total:
            narrowed = self._query.search or without_filters(self._query) != self._query
            self._empty.set_text(
                tr("No products match") if narrowed else tr("Nothing here now"),
                tr("There are {count} products in all.", count=number(self._total)),
            )
            self._empty.button.setText(tr("Show all products"))
            self._empty.button.show()
            return
        practice = self.desk.is_practice
        self._empty.set_text(*_nothing_yet(practice))
        self._empty.button.setText(tr("Import…"))
        self._empty.button.setHidden(practice)

    def _fill_empty(self) -> None:
        if self._total:
            self._show_all()
        else:
            self.go.emit("import", None)

    def _copy(self, ids: Array) -> None:
        """Read the rows that are to be copied, and put them into the clipboard."""
        known = self.known
        if known is None:
            return
        shop, words, shown = known.shop, self.table.rows.text, self.table.columns.shown()

        def look(conn: Connection) -> str:
            parts = (ids[at : at + _PART].tolist() for at in range(0, len(ids), _PART))
            rows = {row.id: row for part in parts for row in listing_rows(conn, known, part)}
            listed = [rows[each] for each in ids.tolist() if each in rows]
            return rows_text(listed, shown, lambda row, each: words(row, each, shop))

        put: Callable[[str], None] = self.table.put_into_clipboard
        self.desk.read(self, "copy", lambda shop_: shop_.read(look), put)


def _nothing_yet(practice: bool) -> tuple[str, str]:
    if practice:
        return (
            tr("This shop has nothing to sell"),
            tr("Products can't be added yet: start the practice “First 30 days” instead."),
        )
    return (
        tr("No products yet"),
        tr("Import the batch edit workbook of products that your seller centre exports."),
    )
