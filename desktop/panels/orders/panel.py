"""The Orders panel: tabs with counts, filters, the list, the detail, and bulk work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.orders.detail import WIDTH, OrderDetailView
from desktop.panels.orders.work import OrderWork
from desktop.remembered import Remembered
from desktop.tables.order_table import OrderTable
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.theme.icons import icon
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.pill import Pill, PillBar
from desktop.wording import happened_text, money, number, tab_name
from domain.kernel.changes import Subject
from domain.orders.rules import Status
from domain.reports.order_detail import OrderDetail, order_detail
from domain.reports.orders import (
    OrderQuery,
    OrderRow,
    Sort,
    Tab,
    order_ids,
    order_rows,
    tab_counts,
)
from domain.reports.products import SkuRow, sku_rows
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Shop
from domain.simulation.attention import Need

_FIRST_ROWS = 60
_DRAWER_BELOW = 1100
"""Panel width in logical pixels under which the detail lies over the list."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """What one look at the shop gave."""

    shop: ShopRow
    counts: dict[Tab, int]
    ids: tuple[int, ...]
    rows: tuple[OrderRow, ...]
    skus: tuple[SkuRow, ...]
    label_price: int


class OrdersPanel(Panel):
    """Everything a seller does with orders."""

    subjects = frozenset({Subject.ORDERS, Subject.CLOCK, Subject.IMPORTS, Subject.RETURNS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("orders", tr("Orders"), desk, parent)
        self._query = OrderQuery(tab=Tab.TO_SHIP if desk.is_practice else Tab.ALL)
        self._shop: ShopRow | None = None
        self._any = False
        self._wanted = 0
        listing = self._list()
        self.work = OrderWork(desk, self.table.orders.row, self)
        self.work.said.connect(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addLayout(self._filters())
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(listing, 1)
        self._detail = OrderDetailView(self)
        self._detail.label_wanted.connect(lambda order: self.work.buy_labels([order]))
        self._detail.tracking_wanted.connect(lambda order: self.work.enter_tracking([order]))
        self._detail.cancel_wanted.connect(lambda order: self.work.cancel_orders([order]))
        self._detail.print_wanted.connect(lambda order: self.work.papers.print_papers([order]))
        self._detail.closed.connect(self._close_drawer)
        self._body = body
        body.addWidget(self._detail)
        column.addLayout(body, 1)
        self._drawer = False
        self._detail.setFixedWidth(WIDTH)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._tabs = PillBar("tabs.orders", tr("Order status"))
        self._tabs.set_pills([Pill(tab.value, tab_name(tab), 0) for tab in Tab])
        self._tabs.choose(self._query.tab.value)
        self._tabs.chosen.connect(lambda key: self._ask(replace(self._query, tab=Tab(key))))
        row.addWidget(self._tabs, 1)
        self.cancel_button = self._action("cancel-orders", "", self.work.cancel_orders)
        self.tracking_button = self._action("ship-orders", "", self.work.enter_tracking)
        self.label_button = self._action("buy-labels", "primary", self.work.buy_labels)
        return row

    def _action(self, name: str, kind: str, work) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"action.{name}")
        if kind:
            button.setProperty("kind", kind)
        button.clicked.connect(lambda: work(self.table.selected()))
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
        self._product = QComboBox(self)
        self._product.setObjectName("filter.product")
        self._product.setAccessibleName(tr("Product"))
        self._product.addItem(tr("All products"), 0)
        self._product.activated.connect(self._choose_product)
        row.addWidget(self._product)
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
        for button in (self.label_button, self.tracking_button, self.cancel_button):
            row.addWidget(button)
        choose = QPushButton(tr("Columns"), self)
        choose.setProperty("kind", "quiet")
        choose.setObjectName("action.columns")
        choose.clicked.connect(lambda: self.table.columns.open_menu_at(choose))
        row.addWidget(choose)
        QWidget.setTabOrder(choose, self.table)
        return row

    def _list(self) -> QWidget:
        self.table = OrderTable(self)
        self.table.orders.wanted.connect(self._read_rows)
        self.table.looked_at.connect(self._show_detail)
        self.table.opened.connect(self._open_detail)
        self.table.chosen.connect(self._offer)
        self.table.sorted_by.connect(
            lambda by, down: self._ask(replace(self._query, sort=by, descending=down))
        )
        self._empty = EmptyState("package", "", "", tr("Show all orders"), "show-all", self)
        self._empty.triggered.connect(self._empty_action)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        return self._pages

    # What others ask of the panel

    def receive(self, subject: object) -> None:
        """An ``OrderQuery`` to show, a text to search for, or an order's id."""
        if isinstance(subject, OrderQuery):
            self._show_late(subject.only_late)
            self._tabs.choose(subject.tab.value)
            self._ask(subject)
        elif isinstance(subject, str):
            self.search(subject)
        elif isinstance(subject, int):
            self._wanted = subject
            self.receive(OrderQuery())

    def exports(self) -> tuple[str, Sequence[int]]:
        chosen = self.table.selected()
        if len(chosen) > 1:
            return "orders", chosen
        every = self._query.tab is Tab.ALL and not self._filtered()
        return "orders", () if every else self.table.orders.ids

    def search(self, text: str) -> None:
        """Show the orders with that text; all orders of the tab when it is empty."""
        if text.strip() and not self._query.search:
            self._tabs.choose(Tab.ALL.value)
            self._ask(replace(self._query, search=text.strip(), tab=Tab.ALL))
        else:
            self._ask(replace(self._query, search=text.strip()))

    def clear_filters(self) -> None:
        """Show all orders of the tab again."""
        self._show_late(False)
        self._product.setCurrentIndex(0)
        self._ask(
            OrderQuery(
                tab=self._query.tab, sort=self._query.sort, descending=self._query.descending
            )
        )
        self.go.emit("orders", "")

    # What is remembered

    def state(self) -> dict[str, Any]:
        query = self._query
        return {
            "tab": query.tab.value,
            "late": query.only_late,
            "sku": query.sku,
            "sort": query.sort.value,
            "descending": query.descending,
            "columns": self.table.columns.state(),
            "papers": self.work.papers.state(),
        }

    def restore(self, state: Remembered) -> None:
        usual = self._query
        self._query = OrderQuery(
            tab=state.one_of("tab", Tab, usual.tab),
            only_late=state.flag("late", default=False),
            sku=state.whole("sku", 0, 2**63 - 1, 0),
            sort=state.one_of("sort", Sort, usual.sort),
            descending=state.flag("descending", default=usual.descending),
        )
        self._tabs.choose(self._query.tab.value)
        self._show_late(self._query.only_late)
        if (self._query.sort, self._query.descending) != (usual.sort, usual.descending):
            self.table.show_sort(self._query.sort, self._query.descending)
        self.table.columns.restore(state.part("columns"))
        self.work.papers.restore(state.part("papers"))

    def _show_late(self, on: bool) -> None:
        """Set the filter's button without asking for anything."""
        self._late.blockSignals(True)
        self._late.setChecked(on)
        self._late.blockSignals(False)

    # Reading

    def _ask(self, query: OrderQuery) -> None:
        self._query = query
        self._close_drawer()
        self.refresh()

    def refresh(self) -> None:
        query, wall = self._query, self.desk.clock()

        def look(shop: Shop) -> _Listed:
            def read(conn) -> _Listed:
                about = shop_row(conn, wall)
                ids = order_ids(conn, query, about.now)
                return _Listed(
                    about,
                    tab_counts(conn),
                    ids,
                    order_rows(conn, ids[:_FIRST_ROWS], about.now),
                    sku_rows(conn, wall),
                    shop.label_price(conn),
                )

            return shop.read(read)

        self.desk.read(self, "list", look, self._show)

    def _show(self, listed: _Listed) -> None:
        self._shop = self.work.shop = listed.shop
        self.work.label_price = listed.label_price
        self._any = listed.counts[Tab.ALL] > 0
        for tab, count in listed.counts.items():
            self._tabs.set_count(tab.value, count)
        self._fill_products(listed.skus)
        self.table.show_deadlines(self._query.tab in _WORKABLE)
        self.table.show_rows(listed.ids, listed.rows, listed.shop)
        self._pages.show_table(bool(listed.ids))
        if not listed.ids:
            self._word_empty(listed.counts)
        self._word_filters(len(listed.ids))
        self._show_detail(self.table.current() or (self._detail.order if listed.ids else 0))
        if listed.ids and not self.table.current() and not self._drawer:
            self.table.select_id(listed.ids[0])
        if self._wanted:
            self.open_order(self._wanted)
            self._wanted = 0

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

    def _fill_products(self, skus: Sequence[SkuRow]) -> None:
        self._product.setVisible(bool(skus))
        if self._product.count() != len(skus) + 1:
            while self._product.count() > 1:
                self._product.removeItem(1)
            for sku in skus:
                self._product.addItem(sku.product, sku.id)
        wanted = [0, *(sku.id for sku in skus)]
        if self._query.sku in wanted:
            self._product.setCurrentIndex(wanted.index(self._query.sku))
        else:  # remembered from another shop that was at this place
            self._ask(replace(self._query, sku=0))

    def _choose_product(self) -> None:
        self._ask(replace(self._query, sku=self._product.currentData()))

    def _word_filters(self, found: int) -> None:
        query, parts = self._query, []
        if query.search:
            parts.append(tr("“{text}”", text=query.search))
        if query.only_due_soon:
            parts.append(tr("due within 24 h"))
        if query.only_open_returns:
            parts.append(tr("open returns"))
        if query.happened is not None and self._shop is not None:
            parts.append(happened_text(query.happened, self._shop))
        self._shown.setVisible(bool(parts))
        self._shown.setText(
            tr("{what}: %Ln order(s)", found, what=", ".join(parts).replace("&", "&&"))
        )
        self._shown.setToolTip(tr("Show everything in this tab again"))
        self._all.setText(tr("Select all %Ln", found))
        self._all.setVisible(found > 1 and self.desk.is_practice and query.tab in _WORKABLE)

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
            sentence = tr("No orders match") if self._filtered() else tr("Nothing here now")
            self._empty.set_text(
                sentence, tr("There are {count} orders in all.", count=number(counts[Tab.ALL]))
            )
            self._empty.button.setText(tr("Show all orders"))

    def _filtered(self) -> bool:
        query = self._query
        return bool(
            query.search
            or query.only_late
            or query.sku
            or query.only_due_soon
            or query.only_open_returns
            or query.happened
        )

    def _empty_action(self) -> None:
        if not self._any:
            if self.desk.is_practice:
                self.go.emit("skip", Need.TO_SHIP)
            else:
                self.go.emit("import", None)
            return
        self._late.setChecked(False)
        self._product.setCurrentIndex(0)
        self._tabs.choose(Tab.ALL.value)
        self._ask(OrderQuery())

    # Doing

    def _offer(self, ids: tuple[int, ...]) -> None:
        """Show the buttons that fit the selection."""
        rows = [row for row in map(self.table.orders.row, ids) if row is not None]
        unread = len(ids) - len(rows)
        ready = sum(row.status is Status.AWAITING_SHIPMENT for row in rows)
        if unread and self._query.tab is Tab.TO_SHIP:
            ready += unread
        open_still = sum(row.status <= Status.AWAITING_COLLECTION for row in rows)
        practice, many = self.desk.is_practice, len(ids) > 1
        self.label_button.setVisible(practice and many and ready > 0)
        self.tracking_button.setVisible(practice and many and ready > 0)
        self.cancel_button.setVisible(practice and many and open_still > 0)
        if self._shop is not None and ready:
            cost = money(ready * self.work.label_price, self._shop.currency)
            self.label_button.setText(tr("Buy %Ln label(s) · {cost}", ready, cost=cost))
            self.tracking_button.setText(tr("Enter %Ln tracking number(s)", ready))
        self.cancel_button.setText(tr("Cancel %Ln order(s)", open_still))

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
