"""The list of orders: filters, the table, the card of one order, and work on many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panels.orders.acts import Act
from desktop.panels.orders.bulk import Bulk
from desktop.panels.orders.detail import OrderDetailView
from desktop.panels.orders.filters import OrderFilters, filter_words, without_filters
from desktop.panels.orders.order_work import OneOrderWork
from desktop.panels.orders.tracking_from_file import TrackingFromFile
from desktop.panels.orders.views import View, Views, query_from, query_state
from desktop.panels.orders.work import OrderWork
from desktop.remembered import Remembered
from desktop.tables.copying import rows_text
from desktop.tables.order_table import OrderTable
from desktop.tables.standing import Placed, Standing, placed
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.theme.icons import icon
from desktop.widgets.detail_card import CARD_WIDTH, DRAWER_BELOW
from desktop.widgets.drawer import Drawer
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import number
from domain.kernel.columns import Array
from domain.reports.order_detail import OrderDetail, order_detail
from domain.reports.orders import (
    Found,
    OrderQuery,
    OrderRow,
    Tab,
    is_known,
    order_rows,
)
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Shop
from domain.simulation.attention import Need

_FIRST_ROWS = 60
_PART = 500
"""Rows that are read at a time for copying."""

_MOST_COPIED = 50_000
"""Rows that fit into a clipboard; more go into a file."""

_MOST_NAMED = 2
"""Filters that are named beside the list; the others are counted."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """What one look at the shop gave."""

    query: OrderQuery
    """As it was asked, or without a product that this shop does not know."""
    shop: ShopRow
    found: Found | None
    """None while the orders are still being read."""
    rows: tuple[OrderRow, ...]
    there: Placed | None


class OrderListView(QWidget):
    """The list of a tab's orders, the card of one of them, and what is done with many."""

    go = Signal(str, object)
    """What the window can do about an empty list, or that the search was given up here."""
    said = Signal(str, str)
    """A message for the window's toast, and its role."""
    offered = Signal(object)
    """An ``Offer`` for the window's toast."""
    counted = Signal(object)
    """How many orders each tab holds."""
    tab_wanted = Signal(object)
    """Another ``Tab`` is shown from now on."""
    return_wanted = Signal(object)
    """A return's id: it is to be shown."""
    back_wanted = Signal(object)
    """An order's id: something of it comes back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.query = OrderQuery(tab=Tab.TO_SHIP if desk.is_practice else Tab.ALL)
        """What is listed, in which order."""
        self._shop: ShopRow | None = None
        self._any = False
        self._wanted = 0
        self.is_whole = True
        """Whether all orders of the query are listed, not just the first ones."""
        self._is_reading = False
        listing = self._list()
        self.work = OrderWork(desk, self.table.orders.row, self)
        self.work.said.connect(self.said)
        self.work.offered.connect(self.offered)
        self.one = OneOrderWork(self.work)
        self.tracking_files = TrackingFromFile(self.work)
        self.bulk = Bulk(desk, self.work, self.table.orders.row, self)
        self.bulk.requests.said.connect(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._filters())
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(listing, 1)
        column.addLayout(body, 1)
        self.detail = OrderDetailView(self)
        self.detail.acted.connect(self._act)
        self.detail.closed.connect(self.close_card)
        self._drawer = Drawer(self, body, self.detail, width=CARD_WIDTH, below=DRAWER_BELOW)
        self._drawer.changed.connect(self.detail.be_drawer)

    def _filters(self) -> FlowLayout:
        row = FlowLayout(spacing=8)
        self._late = QPushButton(tr("Overdue only"), self)
        self._late.setCheckable(True)
        self._late.setProperty("kind", "pill")
        self._late.setObjectName("filter.late")
        self._late.toggled.connect(lambda on: self.show_query(replace(self.query, only_late=on)))
        row.addWidget(self._late)
        self._filter_button = QPushButton(tr("Filters"), self)
        self._filter_button.setIcon(icon("filter", "mute"))
        self._filter_button.setObjectName("action.filters")
        self._filter_button.clicked.connect(self._open_filters)
        self.filters = OrderFilters(self)
        self.filters.chosen.connect(self._ask_filtered)
        row.addWidget(self._filter_button)
        self._shown = QPushButton(self)
        self._shown.setProperty("kind", "quiet")
        self._shown.setIcon(icon("x", "mute"))
        self._shown.setObjectName("action.clear-filters")
        self._shown.clicked.connect(self.clear_filters)
        self._shown.hide()
        row.addWidget(self._shown)
        self._all = QPushButton(self)
        self._all.setProperty("kind", "quiet")
        self._all.setObjectName("action.select-all")
        self._all.clicked.connect(self._select_all)
        row.addWidget(self._all)
        for button in self.bulk.buttons:
            row.addWidget(button)
        views = QPushButton(tr("Views"), self)
        views.setProperty("kind", "quiet")
        views.setObjectName("action.views")
        self.views = Views(views, lambda: (self.query, self.table.columns.state()))
        self.views.chosen.connect(self._show_view)
        row.addWidget(views)
        choose = QPushButton(tr("Columns"), self)
        choose.setProperty("kind", "quiet")
        choose.setObjectName("action.columns")
        choose.clicked.connect(lambda: self.table.columns.open_menu_at(choose))
        row.addWidget(choose)
        row.addWidget(self._more())
        QWidget.setTabOrder(choose, self.table)
        return row

    def _more(self) -> QWidget:
        """What is done with many orders but is not about those that are selected."""
        button = IconButton("ellipsis", "more", tr("More"), self)
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        button.setVisible(self._desk.is_practice)
        menu = QMenu(button)
        menu.setObjectName("menu.orders")
        entry = menu.addAction(tr("Enter tracking from a file…"))
        entry.setObjectName("action.tracking-from-file")
        entry.triggered.connect(self._open_tracking_file)
        button.setMenu(menu)
        return button

    def _list(self) -> QWidget:
        self.table = OrderTable(self)
        self.table.orders.wanted.connect(self._read_rows)
        self.table.looked_at.connect(self._show_detail)
        self.table.opened.connect(self._open_detail)
        self.table.chosen.connect(lambda ids: self.bulk.offer(ids, self.query.tab))
        self.table.copy_wanted.connect(self._copy)
        self.table.sorted_by.connect(
            lambda by, down: self.show_query(replace(self.query, sort=by, descending=down))
        )
        self._empty = EmptyState("package", "", "", tr("Show all orders"), "show-all", self)
        self._empty.triggered.connect(self._empty_action)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        return self._pages

    # What others ask of the list

    def show_query(self, query: OrderQuery) -> None:
        """List these orders."""
        if query != self.query:
            self.table.scrollToTop()
        self.query = query
        self._show_late(query.only_late)
        self.close_card()
        self.refresh()

    def show_order(self, order_id: int) -> None:
        """List all orders, and show this one in full as soon as it is there."""
        self._wanted = order_id
        self.show_query(OrderQuery())

    def clear_filters(self) -> None:
        """Show all orders of the tab again."""
        self.show_query(replace(without_filters(self.query), search=""))
        self.go.emit("orders", "")

    def _open_filters(self) -> None:
        if self._shop is None:
            return
        self.filters.open_under(self._filter_button, self.query, self._shop)
        self._desk.read(
            self,
            "choices",
            lambda shop: shop.read(shop.orders.choices),
            self.filters.show_choices,
        )

    def _ask_filtered(self, query: OrderQuery) -> None:
        """Ask with the popover's filters; it knows no search and no tab of its own."""
        kept = self.query
        self.show_query(
            replace(
                query, tab=kept.tab, search=kept.search, sort=kept.sort, descending=kept.descending
            )
        )

    def _show_view(self, view: View) -> None:
        self.table.columns.restore(Remembered(view.columns))
        self.tab_wanted.emit(view.query.tab)
        self.table.show_sort(view.query.sort, view.query.descending)
        if not view.query.search:
            self.go.emit("orders", "")
        self.show_query(view.query)

    def state(self) -> dict[str, Any]:
        """What is to be remembered, as JSON values."""
        return {
            **query_state(replace(self.query, search="")),
            "columns": self.table.columns.state(),
            "papers": self.work.papers.state(),
            "views": self.views.state(),
        }

    def restore(self, state: Remembered, tabs: Sequence[Tab]) -> None:
        """As the person left it; ``tabs`` are those that this shop has."""
        usual = self.query
        self.query = replace(query_from(state, usual), search="")
        if self.query.tab not in tabs:
            self.query = usual
        self._show_late(self.query.only_late)
        if (self.query.sort, self.query.descending) != (usual.sort, usual.descending):
            self.table.show_sort(self.query.sort, self.query.descending)
        self.table.columns.restore(state.part("columns"))
        self.work.papers.restore(state.part("papers"))
        self.views.restore(state.parts("views", 50))

    def _show_late(self, on: bool) -> None:
        """Set the filter's button without asking for anything."""
        self._late.blockSignals(True)
        self._late.setChecked(on)
        self._late.blockSignals(False)

    # Reading

    def refresh(self) -> None:
        """Read the list anew."""
        query, wall, standing = self.query, self._desk.clock(), self.table.standing()
        self._desk.read(
            self, "list", lambda shop: shop.read(_look, shop, query, wall, standing), self._show
        )

    def _show(self, listed: _Listed) -> None:
        self._shop = self.work.shop = listed.shop
        self.query = listed.query
        found = listed.found
        self.is_whole = found is not None and found.is_whole
        if not self.is_whole:
            self._read_orders()
        if found is None:
            self._word_filters(None)
            return
        self._any = found.counts[Tab.ALL] > 0
        self.counted.emit(found.counts)
        filled = len(found.ids) > 0
        self.table.show_times(
            deadlines=self.query.tab in _WORKABLE,
            requests=self.query.tab is Tab.CANCEL_REQUESTS,
        )
        self.table.show_rows(found.ids, listed.rows, listed.shop, listed.there)
        self._pages.show_table(filled)
        if not filled:
            self._word_empty(found.counts)
        self._word_filters(len(found.ids))
        self._show_detail(self.table.current() or (self.detail.order if filled else 0))
        if filled and not self.table.current() and not self._drawer.is_drawer:
            self.table.select_id(int(found.ids[0]))
        if self._wanted:
            self.open_order(self._wanted)
            self._wanted = 0

    def _read_orders(self) -> None:
        """Have all orders read, and then the list; meanwhile its first rows are there."""
        if self._is_reading:
            return
        self._is_reading = True

        def there(_none: None) -> None:
            self._is_reading = False
            self.refresh()

        self._desk.read(self, "index", lambda shop: shop.read(shop.orders.make), there)

    def _read_rows(self, ids: tuple[int, ...]) -> None:
        now = self._shop.now if self._shop is not None else 0
        self._desk.read(
            self,
            "rows",
            lambda shop: shop.read(order_rows, ids, now),
            self.table.orders.take_rows,
        )

    def _show_detail(self, order_id: int) -> None:
        if not order_id:
            self._desk.read(self, "detail", lambda _shop: None, self._fill_detail)
            return
        wall = self._desk.clock()
        self._desk.read(
            self, "detail", lambda shop: shop.read(order_detail, order_id, wall), self._fill_detail
        )

    def _fill_detail(self, order: OrderDetail | None) -> None:
        if order is None or self._shop is None:
            self.detail.clear()
        else:
            self.detail.show_order(order, self._shop)

    def _word_filters(self, found: int | None) -> None:
        """Name what narrows the list and say how many orders that leaves; None: not known yet."""
        words = filter_words(self.query, self._shop) if self._shop is not None else []
        self._shown.setVisible(bool(words))
        what = ", ".join(words[:_MOST_NAMED])
        if len(words) > _MOST_NAMED:
            what = tr("{what} and %Ln more", len(words) - _MOST_NAMED, what=what)
        what = what.replace("&", "&&")
        self._shown.setText(
            tr("{what}: reading…", what=what)
            if found is None
            else tr("{what}: %Ln order(s)", found, what=what)
        )
        every = "\n".join([*words, "", tr("Show everything in this tab again")])
        self._shown.setToolTip(plain_tooltip(every))
        bulk = (*_WORKABLE, Tab.CANCEL_REQUESTS)
        workable_tab = self._desk.is_practice and self.query.tab in bulk
        self._all.setText(tr("Select all %Ln", found or 0))
        self._all.setVisible((found or 0) > 1 and workable_tab and self.is_whole)

    def _word_empty(self, counts: dict[Tab, int]) -> None:
        practice = self._desk.is_practice
        if not counts[Tab.ALL]:
            if practice:
                self._empty.set_text(
                    tr("No orders yet"),
                    tr("Your shop is open. Let time run with the play button, or press Next day."),
                )
            else:
                self._empty.set_text(
                    tr("No orders yet"),
                    tr("Import the order file that your seller centre exports."),
                )
            self._empty.button.setText(tr("Skip to the first order") if practice else tr("Import…"))
        else:
            narrowed = self.query.is_narrowed
            sentence = tr("No orders match") if narrowed else tr("Nothing here now")
            self._empty.set_text(
                sentence, tr("There are {count} orders in all.", count=number(counts[Tab.ALL]))
            )
            self._empty.button.setText(tr("Show all orders"))

    def _empty_action(self) -> None:
        if not self._any:
            if self._desk.is_practice:
                self.go.emit("skip", Need.TO_SHIP)
            else:
                self.go.emit("import", None)
            return
        self.tab_wanted.emit(Tab.ALL)
        self.show_query(OrderQuery())
        self.go.emit("orders", "")

    # Doing

    def _open_tracking_file(self) -> None:
        self.tracking_files.open()

    def _act(self, act: Act, order: OrderDetail, about: object) -> None:
        """Do what the card asks for."""
        if act is Act.SHOW_RETURN:
            self.return_wanted.emit(about)
        elif act is Act.TAKE_BACK:
            self.back_wanted.emit(order.id)
        else:
            self.one.act(act, order, about)

    def _copy(self, ids: Array) -> None:
        """Copy rows of which some have still to be read."""
        if len(ids) > _MOST_COPIED:
            self.said.emit(
                tr("Up to %Ln row(s) can be copied. Export the orders instead.", _MOST_COPIED),
                "info",
            )
            return
        about, columns = self._shop, self.table.columns.shown()
        if about is None:
            return

        def word(row: OrderRow, column: int) -> str:
            return self.table.orders.text(row, column, about)

        def text(conn: Connection) -> str:
            parts = (ids[at : at + _PART] for at in range(0, len(ids), _PART))
            rows = (order_rows(conn, part, about.now) for part in parts)
            return "\n".join(rows_text(each, columns, word) for each in rows)

        def copy(found: str) -> None:
            self.table.put_into_clipboard(found)
            self.said.emit(tr("%Ln row(s) copied.", len(ids)), "good")

        self._desk.read(self, "copy", lambda shop: shop.read(text), copy)

    def _select_all(self) -> None:
        self.table.selectAll()
        self.table.setFocus()

    def select(self, ids: Sequence[int]) -> None:
        """Select these orders in the list."""
        self.table.select_ids(ids)

    def open_order(self, order_id: int) -> None:
        """Show an order of the list in full."""
        self.table.select_id(order_id)
        self._open_detail(order_id)

    def _open_detail(self, order_id: int) -> None:
        self._drawer.open()
        self._show_detail(order_id)

    def close_card(self) -> None:
        """Put the card away, where it lies over the list."""
        if self._drawer.is_drawer:
            self._drawer.close()
            self.table.setFocus()


_WORKABLE = (Tab.TO_SHIP, Tab.PENDING, Tab.COLLECTION)
"""Tabs whose orders something can be done with, many at once."""


def _look(
    conn: Connection, shop: Shop, query: OrderQuery, wall: int, standing: Standing
) -> _Listed:
    """Runs on a reader's thread."""
    about = shop_row(conn, wall)
    if query.sku and not is_known(conn, query.sku):  # remembered from another shop of this place
        query = replace(query, sku=0)
    found = shop.orders.find(conn, query, about.now)
    if found is None:
        return _Listed(query, about, None, (), None)
    there = placed(found.ids, standing)
    seen = max(0, there.top)
    near = [*range(_FIRST_ROWS), *range(max(_FIRST_ROWS, seen), seen + _FIRST_ROWS)]
    ids = found.ids[[place for place in near if place < len(found.ids)]]
    return _Listed(query, about, found, order_rows(conn, ids, about.now), there)
