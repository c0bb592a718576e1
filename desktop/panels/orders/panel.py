"""The Orders panel: tabs with counts, filters, the list, the detail, and bulk work."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.orders.acts import Act
from desktop.panels.orders.cancel_requests import CancelRequests
from desktop.panels.orders.delays import DelaysView
from desktop.panels.orders.detail import WIDTH, OrderDetailView
from desktop.panels.orders.filters import OrderFilters, filter_words, without_filters
from desktop.panels.orders.order_work import OneOrderWork
from desktop.panels.orders.returns import ReturnsView
from desktop.panels.orders.tracking_from_file import TrackingFromFile
from desktop.panels.orders.views import View, Views, query_from, query_state
from desktop.panels.orders.work import OrderWork
from desktop.remembered import Remembered
from desktop.tables.copying import rows_text
from desktop.tables.order_table import OrderTable
from desktop.tables.standing import Placed, Standing, placed
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.theme.icons import icon
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.icon_button import IconButton
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import money, number, tab_name
from domain.kernel.changes import Subject
from domain.kernel.columns import Array
from domain.orders.rules import Status
from domain.reports.delays import DelayQuery
from domain.reports.order_detail import OrderDetail, order_detail
from domain.reports.orders import (
    Found,
    OrderQuery,
    OrderRow,
    Tab,
    Workable,
    is_known,
    order_rows,
    workable,
)
from domain.reports.quotes import Quotes, order_quotes
from domain.reports.returns import ReturnQuery, group_counts
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Shop
from domain.simulation.attention import Need

_FIRST_ROWS = 60
_DRAWER_BELOW = 1100
"""Panel width in logical pixels under which the detail lies over the list."""

_FEW = 500
"""Selected rows that are looked through here and now; more are looked up by a reader."""

_MOST_COPIED = 50_000
"""Rows that fit into a clipboard; more go into a file."""

_RETURNS = "returns"
_DELAYS = "delays"
"""The pills of pages that have lists of their own."""

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
    returns: int
    """All that there are."""


class OrdersPanel(Panel):
    """Everything a seller does with orders."""

    subjects = frozenset(
        {Subject.ORDERS, Subject.CLOCK, Subject.IMPORTS, Subject.RETURNS, Subject.MESSAGES}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("orders", tr("Orders"), desk, parent)
        self._query = OrderQuery(tab=Tab.TO_SHIP if desk.is_practice else Tab.ALL)
        self._shop: ShopRow | None = None
        self._any = False
        self._wanted = 0
        self._is_whole = True
        self._is_reading = False
        self._chosen: Array = np.zeros(0, dtype=np.int64)
        self._workable = Workable((), ())
        listing = self._list()
        self.work = OrderWork(desk, self.table.orders.row, self)
        self.work.said.connect(self.said)
        self.one = OneOrderWork(self.work)
        self.tracking_files = TrackingFromFile(self.work)
        self.requests = CancelRequests(desk, self)
        self.requests.said.connect(self.said)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 14, 18, 14)
        outer.setSpacing(10)
        outer.addLayout(self._head())
        self.lists = QStackedWidget(self)
        outer.addWidget(self.lists, 1)
        page = QWidget(self.lists)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._filters())
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(listing, 1)
        self._detail = OrderDetailView(self)
        self._detail.acted.connect(self._act)
        self._detail.closed.connect(self._close_drawer)
        self._body = body
        body.addWidget(self._detail)
        column.addLayout(body, 1)
        self.lists.addWidget(page)
        self.lists.addWidget(self._make_returns())
        self.lists.addWidget(self._make_delays())
        self._drawer = False
        self._detail.setFixedWidth(WIDTH)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._tabs = PillBar("tabs.orders", tr("Order status"))
        pills = [Pill(tab.value, tab_name(tab), 0) for tab in self._shown_tabs()]
        pages = [Pill(_RETURNS, tr("Returns"), 0), Pill(_DELAYS, tr("Delays"), 0)]
        self._tabs.set_pills([*pills, *pages])
        self._tabs.choose(self._query.tab.value)
        self._tabs.chosen.connect(self._choose_tab)
        row.addWidget(self._tabs, 1)
        self.cancel_button = self._action("cancel-orders", "")
        self.cancel_button.clicked.connect(
            lambda: self.work.cancel_orders(self._workable.cancellable)
        )
        self.tracking_button = self._action("ship-orders", "")
        self.tracking_button.clicked.connect(lambda: self.work.enter_tracking(self._workable.ready))
        self.label_button = self._action("buy-labels", "primary")
        self.label_button.clicked.connect(lambda: self.work.buy_labels(self._workable.ready))
        self.service_button = IconButton(
            "chevron-down", "choose-service", tr("Choose service…"), self
        )
        self.service_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.service_button.hide()
        self.service_button.clicked.connect(lambda: self.work.choose_service(self._workable.ready))
        return row

    def _shown_tabs(self) -> list[Tab]:
        """Requests to cancel are in no export."""
        return [t for t in Tab if self.desk.is_practice or t is not Tab.CANCEL_REQUESTS]

    def _action(self, name: str, kind: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"action.{name}")
        if kind:
            button.setProperty("kind", kind)
        button.hide()
        return button

    def _filters(self) -> FlowLayout:
        row = FlowLayout(spacing=8)
        self._late = QPushButton(tr("Overdue only"), self)
        self._late.setCheckable(True)
        self._late.setProperty("kind", "pill")
        self._late.setObjectName("filter.late")
        self._late.toggled.connect(lambda on: self._ask(replace(self._query, only_late=on)))
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
        for button in (
            self.label_button,
            self.service_button,
            self.tracking_button,
            self.cancel_button,
        ):
            row.addWidget(button)
        row.addWidget(self.requests.approve_button)
        row.addWidget(self.requests.refuse_button)
        views = QPushButton(tr("Views"), self)
        views.setProperty("kind", "quiet")
        views.setObjectName("action.views")
        self.views = Views(views, lambda: (self._query, self.table.columns.state()))
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
        button.setVisible(self.desk.is_practice)
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
        self.table.chosen.connect(self._offer)
        self.table.copy_wanted.connect(self._copy)
        self.table.sorted_by.connect(
            lambda by, down: self._ask(replace(self._query, sort=by, descending=down))
        )
        self._empty = EmptyState("package", "", "", tr("Show all orders"), "show-all", self)
        self._empty.triggered.connect(self._empty_action)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        return self._pages

    def _make_returns(self) -> ReturnsView:
        self.returns = ReturnsView(self.desk, self.lists)
        self.returns.order_wanted.connect(self.receive)
        self.returns.go.connect(self.go)
        self.returns.said.connect(self.said)
        self.returns.unsearched.connect(lambda: self.go.emit("orders", ""))
        return self.returns

    def _make_delays(self) -> DelaysView:
        self.delays = DelaysView(self.desk, self.work, self.lists)
        self.delays.counted.connect(lambda count: self._tabs.set_count(_DELAYS, count))
        self.delays.order_wanted.connect(self.receive)
        self.delays.wait_wanted.connect(lambda need: self.go.emit("skip", need))
        return self.delays

    def _choose_tab(self, key: str) -> None:
        self._turn_to(key)
        if key == _RETURNS:
            self.returns.refresh()
        elif key == _DELAYS:
            self.delays.refresh()
        else:
            self._ask(replace(self._query, tab=Tab(key)))

    def _turn_to(self, key: str) -> None:
        """Show the orders of a tab, or a page of its own."""
        self._tabs.choose(key)
        pages = {_RETURNS: self.returns, _DELAYS: self.delays}
        if key in pages:
            self._close_drawer()
            self.lists.setCurrentWidget(pages[key])
        else:
            self.lists.setCurrentIndex(0)

    @property
    def _is_at_returns(self) -> bool:
        return self.lists.currentWidget() is self.returns

    @property
    def _is_at_delays(self) -> bool:
        return self.lists.currentWidget() is self.delays

    # What others ask of the panel

    def receive(self, subject: object) -> None:
        """An ``OrderQuery`` to show, a text to search for, or an order's id.

        A ``ReturnQuery``, or ``("return", id)``, shows returns, a ``DelayQuery`` delays.
        """
        if isinstance(subject, DelayQuery):
            self._turn_to(_DELAYS)
            self.delays.show_query(subject)
        elif isinstance(subject, ReturnQuery):
            self._turn_to(_RETURNS)
            self.returns.show_query(subject)
        elif isinstance(subject, tuple):
            self._turn_to(_RETURNS)
            self.returns.show_return(subject[1])
        elif isinstance(subject, OrderQuery):
            self._turn_to(subject.tab.value)
            self._ask(subject)
        elif isinstance(subject, str):
            self.search(subject)
        elif isinstance(subject, int):
            self._wanted = subject
            self.receive(OrderQuery())

    def exports(self) -> tuple[str, Sequence[int]]:
        if self._is_at_returns:
            return "returns", ()
        if self._is_at_delays:
            return "orders", _as_sequence(np.asarray(self.delays.table.delays.ids))
        chosen = self.table.selected()
        if len(chosen) > 1:
            return "orders", _as_sequence(chosen)
        every = self._query.tab is Tab.ALL and not self._query.is_narrowed
        listed = np.asarray(self.table.orders.ids)
        return "orders", () if every or not self._is_whole else _as_sequence(listed)

    def search(self, text: str) -> None:
        """Show the orders with that text; all orders of the tab when it is empty."""
        if self._is_at_returns and self.isVisible():
            self.returns.search(text.strip())
            return
        if self._is_at_returns:  # who searches from elsewhere looks for orders
            self._turn_to(self._query.tab.value)
        if text.strip() and (not self._query.search or self._is_at_delays):
            self._turn_to(Tab.ALL.value)
            self._ask(replace(self._query, search=text.strip(), tab=Tab.ALL))
        else:
            self._ask(replace(self._query, search=text.strip()))

    def clear_filters(self) -> None:
        """Show all orders of the tab again."""
        self._ask(replace(without_filters(self._query), search=""))
        self.go.emit("orders", "")

    def _open_filters(self) -> None:
        if self._shop is None:
            return
        self.filters.open_under(self._filter_button, self._query, self._shop)
        self.desk.read(
            self,
            "choices",
            lambda shop: shop.read(shop.orders.choices),
            self.filters.show_choices,
        )

    def _ask_filtered(self, query: OrderQuery) -> None:
        """Ask with the popover's filters; it knows no search and no tab of its own."""
        kept = self._query
        self._ask(
            replace(
                query, tab=kept.tab, search=kept.search, sort=kept.sort, descending=kept.descending
            )
        )

    def _show_view(self, view: View) -> None:
        self.table.columns.restore(Remembered(view.columns))
        self._turn_to(view.query.tab.value)
        self.table.show_sort(view.query.sort, view.query.descending)
        if not view.query.search:
            self.go.emit("orders", "")
        self._ask(view.query)

    # What is remembered

    def state(self) -> dict[str, Any]:
        return {
            **query_state(replace(self._query, search="")),
            "columns": self.table.columns.state(),
            "papers": self.work.papers.state(),
            "views": self.views.state(),
            "at-returns": self._is_at_returns,
            "returns": self.returns.state(),
            "delays": self.delays.table.columns.state(),
        }

    def restore(self, state: Remembered) -> None:
        usual = self._query
        self._query = replace(query_from(state, usual), search="")
        if self._query.tab not in self._shown_tabs():
            self._query = usual
        self._tabs.choose(self._query.tab.value)
        self._show_late(self._query.only_late)
        if (self._query.sort, self._query.descending) != (usual.sort, usual.descending):
            self.table.show_sort(self._query.sort, self._query.descending)
        self.table.columns.restore(state.part("columns"))
        self.work.papers.restore(state.part("papers"))
        self.views.restore(state.parts("views", 50))
        self.returns.restore(state.part("returns"))
        self.delays.table.columns.restore(state.part("delays"))
        if state.flag("at-returns", default=False):
            self._turn_to(_RETURNS)

    def _show_late(self, on: bool) -> None:
        """Set the filter's button without asking for anything."""
        self._late.blockSignals(True)
        self._late.setChecked(on)
        self._late.blockSignals(False)

    # Reading

    def _ask(self, query: OrderQuery) -> None:
        if query != self._query:
            self.table.scrollToTop()
        self._query = query
        self._show_late(query.only_late)
        self._close_drawer()
        self.refresh()

    def refresh(self) -> None:
        query, wall, standing = self._query, self.desk.clock(), self.table.standing()
        self.delays.refresh()
        self.desk.read(
            self, "list", lambda shop: shop.read(_look, shop, query, wall, standing), self._show
        )
        if self._is_at_returns:
            self.returns.refresh()

    def _show(self, listed: _Listed) -> None:
        self._shop = self.work.shop = listed.shop
        self._query = listed.query
        found = listed.found
        self._tabs.set_count(_RETURNS, listed.returns)
        self._is_whole = found is not None and found.is_whole
        if not self._is_whole:
            self._read_orders()
        if found is None:
            self._word_filters(None)
            return
        self._any = found.counts[Tab.ALL] > 0
        for tab in self._shown_tabs():
            self._tabs.set_count(tab.value, found.counts[tab])
        filled = len(found.ids) > 0
        self.table.show_times(
            deadlines=self._query.tab in _WORKABLE,
            requests=self._query.tab is Tab.CANCEL_REQUESTS,
        )
        self.table.show_rows(found.ids, listed.rows, listed.shop, listed.there)
        self._pages.show_table(filled)
        if not filled:
            self._word_empty(found.counts)
        self._word_filters(len(found.ids))
        self._show_detail(self.table.current() or (self._detail.order if filled else 0))
        if filled and not self.table.current() and not self._drawer:
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

        self.desk.read(self, "index", lambda shop: shop.read(shop.orders.make), there)

    def _read_rows(self, ids: tuple[int, ...]) -> None:
        now = self._shop.now if self._shop is not None else 0
        self.desk.read(
            self,
            "rows",
            lambda shop: shop.read(order_rows, ids, now),
            self.table.orders.take_rows,
        )

    def _show_detail(self, order_id: int) -> None:
        if not order_id:
            self.desk.read(self, "detail", lambda _shop: None, self._fill_detail)
            return
        wall = self.desk.clock()
        self.desk.read(
            self, "detail", lambda shop: shop.read(order_detail, order_id, wall), self._fill_detail
        )

    def _fill_detail(self, order: OrderDetail | None) -> None:
        if order is None or self._shop is None:
            self._detail.clear()
        else:
            self._detail.show_order(order, self._shop)

    def _word_filters(self, found: int | None) -> None:
        """Name what narrows the list and say how many orders that leaves; None: not known yet."""
        words = filter_words(self._query, self._shop) if self._shop is not None else []
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
        workable_tab = self.desk.is_practice and self._query.tab in bulk
        self._all.setText(tr("Select all %Ln", found or 0))
        self._all.setVisible((found or 0) > 1 and workable_tab and self._is_whole)

    def _word_empty(self, counts: dict[Tab, int]) -> None:
        practice = self.desk.is_practice
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
            narrowed = self._query.is_narrowed
            sentence = tr("No orders match") if narrowed else tr("Nothing here now")
            self._empty.set_text(
                sentence, tr("There are {count} orders in all.", count=number(counts[Tab.ALL]))
            )
            self._empty.button.setText(tr("Show all orders"))

    def _empty_action(self) -> None:
        if not self._any:
            if self.desk.is_practice:
                self.go.emit("skip", Need.TO_SHIP)
            else:
                self.go.emit("import", None)
            return
        self._tabs.choose(Tab.ALL.value)
        self._ask(OrderQuery())
        self.go.emit("orders", "")

    # Doing

    def _offer(self, ids: Array) -> None:
        """Show the buttons that fit the selection."""
        self._chosen = ids
        if self._query.tab is Tab.CANCEL_REQUESTS and self.desk.is_practice:
            self.requests.offer(ids.tolist())
            self._show_workable(Workable((), ()))
            return
        self.requests.offer(())
        if len(ids) < 2 or not self.desk.is_practice:
            self._show_workable(Workable((), ()))
            return
        rows = [self.table.orders.row(int(each)) for each in ids[:_FEW]]
        if len(ids) > _FEW or None in rows:

            def show(found: Workable) -> None:
                if ids is self._chosen:
                    self._show_workable(found)

            self.desk.read(self, "workable", lambda shop: shop.read(workable, ids), show)
            return
        known = [row for row in rows if row is not None]
        self._show_workable(
            Workable(
                tuple(row.id for row in known if row.status is Status.AWAITING_SHIPMENT),
                tuple(row.id for row in known if row.status <= Status.AWAITING_COLLECTION),
            )
        )

    def _show_workable(self, found: Workable) -> None:
        same, self._workable = found.ready == self._workable.ready, found
        ready, cancellable = len(found.ready), len(found.cancellable)
        if ready:
            if not same:  # else it keeps its price until the new one is known
                self.label_button.setText(tr("Buy %Ln label(s)", ready))
            self.tracking_button.setText(tr("Enter %Ln tracking number(s)", ready))
            self.desk.read(
                self, "quotes", lambda shop: shop.read(order_quotes, found.ready), self._show_cost
            )
        self.cancel_button.setText(tr("Cancel %Ln order(s)", cancellable))
        self.label_button.setVisible(ready > 0)
        self.service_button.setVisible(ready > 0)
        self.tracking_button.setVisible(ready > 0)
        self.cancel_button.setVisible(cancellable > 0)

    def _show_cost(self, quotes: Quotes) -> None:
        if self._shop is not None and self._workable.ready:
            cost = money(quotes.cheapest.price, self._shop.currency)
            self.label_button.setText(tr("Buy %Ln label(s) · {cost}", quotes.parcels, cost=cost))
            self.service_button.setVisible(len(quotes.services) > 1)

    def _open_tracking_file(self) -> None:
        self.tracking_files.open()

    def _act(self, act: Act, order: OrderDetail, about: object) -> None:
        """Do what the card asks for."""
        if act is Act.SHOW_RETURN:
            self.receive(("return", about))
        elif act is Act.TAKE_BACK:
            self.returns.work.take_back(order.id)
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
            parts = (ids[at : at + _FEW] for at in range(0, len(ids), _FEW))
            rows = (order_rows(conn, part, about.now) for part in parts)
            return "\n".join(rows_text(each, columns, word) for each in rows)

        def copy(found: str) -> None:
            self.table.put_into_clipboard(found)
            self.said.emit(tr("%Ln row(s) copied.", len(ids)), "good")

        self.desk.read(self, "copy", lambda shop: shop.read(text), copy)

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

    # The drawer

    def _open_detail(self, order_id: int) -> None:
        if self._drawer:
            self._detail.show()
            self._detail.raise_()
            self._place_drawer()
        self._show_detail(order_id)

    def _close_drawer(self) -> None:
        if self._drawer:
            self._detail.hide()
            self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        drawer = self.width() < _DRAWER_BELOW
        if drawer != self._drawer:
            self._drawer = drawer
            self._detail.be_drawer(drawer)
            if drawer:
                self._body.removeWidget(self._detail)
                self._detail.setParent(self)
                self._detail.hide()
            else:
                self._body.addWidget(self._detail)
                self._detail.show()
        if drawer:
            self._place_drawer()

    def _place_drawer(self) -> None:
        margins = self.layout().contentsMargins()
        width = min(WIDTH, self.width() - margins.left() - margins.right())
        left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = margins.left() if left else self.width() - margins.right() - width
        self._detail.setGeometry(
            x, margins.top(), width, self.height() - margins.top() - margins.bottom()
        )


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
    returns = sum(group_counts(conn).values())
    if found is None:
        return _Listed(query, about, None, (), None, returns)
    there = placed(found.ids, standing)
    seen = max(0, there.top)
    near = [*range(_FIRST_ROWS), *range(max(_FIRST_ROWS, seen), seen + _FIRST_ROWS)]
    ids = found.ids[[place for place in near if place < len(found.ids)]]
    return _Listed(query, about, found, order_rows(conn, ids, about.now), there, returns)


def _as_sequence(ids: Array) -> Sequence[int]:
    """The same numbers in eight bytes each, as plain Python knows them."""
    return array("q", np.ascontiguousarray(ids, dtype=np.int64).tobytes())
