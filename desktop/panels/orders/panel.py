"""The Orders panel: tabs with counts, and the page of each: orders, returns, delays."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.orders.delays import DelaysView
from desktop.panels.orders.order_list import OrderListView
from desktop.panels.orders.returns import ReturnsView
from desktop.remembered import Remembered
from desktop.widgets.pill import Pill, PillBar
from desktop.wording import tab_name
from domain.kernel.changes import Subject
from domain.kernel.columns import Array
from domain.reports.delays import DelayQuery
from domain.reports.orders import OrderQuery, Tab
from domain.reports.returns import ReturnQuery, group_counts

_RETURNS = "returns"
_DELAYS = "delays"
"""The pills of pages that are not a list of orders."""


class OrdersPanel(Panel):
    """Everything a seller does with orders."""

    subjects = frozenset(
        {Subject.ORDERS, Subject.CLOCK, Subject.IMPORTS, Subject.RETURNS, Subject.MESSAGES}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("orders", tr("Orders"), desk, parent)
        self._pages = QStackedWidget(self)
        self.listing = OrderListView(desk, self._pages)
        self.returns = ReturnsView(desk, self._pages)
        self.delays = DelaysView(desk, self.listing.work, self._pages)
        for page in (self.listing, self.returns, self.delays):
            self._pages.addWidget(page)
        self._tabs = PillBar("tabs.orders", tr("Order status"))
        pills = [Pill(tab.value, tab_name(tab), 0) for tab in self._shown_tabs()]
        further = [Pill(_RETURNS, tr("Returns"), 0), Pill(_DELAYS, tr("Delays"), 0)]
        self._tabs.set_pills([*pills, *further])
        self._tabs.choose(self.listing.query.tab.value)
        self._tabs.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(self._tabs)
        column.addWidget(self._pages, 1)
        self._connect()

    def _connect(self) -> None:
        listing, returns, delays = self.listing, self.returns, self.delays
        for page in (listing, returns):
            page.go.connect(self.go)
            page.said.connect(self.said)
        listing.offered.connect(self.offered)
        listing.counted.connect(self._show_counts)
        listing.tab_wanted.connect(lambda tab: self._turn_to(tab.value))
        listing.return_wanted.connect(lambda number: self.receive(("return", number)))
        listing.back_wanted.connect(returns.work.take_back)
        returns.order_wanted.connect(self.receive)
        returns.unsearched.connect(lambda: self.go.emit("orders", ""))
        delays.counted.connect(lambda count: self._tabs.set_count(_DELAYS, count))
        delays.order_wanted.connect(self.receive)
        delays.wait_wanted.connect(lambda need: self.go.emit("skip", need))

    def _shown_tabs(self) -> list[Tab]:
        """Requests to cancel are in no export."""
        return [t for t in Tab if self.desk.is_practice or t is not Tab.CANCEL_REQUESTS]

    def _show_counts(self, counts: dict[Tab, int]) -> None:
        for tab in self._shown_tabs():
            self._tabs.set_count(tab.value, counts[tab])

    # Which page

    def _choose(self, key: str) -> None:
        self._turn_to(key)
        if key == _RETURNS:
            self.returns.refresh()
        elif key == _DELAYS:
            self.delays.refresh()
        else:
            self.listing.show_query(replace(self.listing.query, tab=Tab(key)))

    def _turn_to(self, key: str) -> None:
        """Show the orders of a tab, or a page of its own."""
        self._tabs.choose(key)
        pages: dict[str, QWidget] = {_RETURNS: self.returns, _DELAYS: self.delays}
        if key in pages:
            self.listing.close_card()
        self._pages.setCurrentWidget(pages.get(key, self.listing))

    def is_at(self, page: QWidget) -> bool:
        """Whether that page is the one that is shown."""
        return self._pages.currentWidget() is page

    # What others ask of the panel

    def receive(self, subject: object) -> None:
        """An ``OrderQuery`` to show, a text to search for, or an order's id.

        A ``ReturnQuery``, or ``("return", id)``, shows returns, a ``DelayQuery`` delays.
        """
        match subject:
            case DelayQuery():
                self._turn_to(_DELAYS)
                self.delays.show_query(subject)
            case ReturnQuery():
                self._turn_to(_RETURNS)
                self.returns.show_query(subject)
            case ("return", int(number)):
                self._turn_to(_RETURNS)
                self.returns.show_return(number)
            case OrderQuery():
                self._turn_to(subject.tab.value)
                self.listing.show_query(subject)
            case str():
                self.search(subject)
            case int():
                self._turn_to(Tab.ALL.value)
                self.listing.show_order(subject)

    def exports(self) -> tuple[str, Sequence[int]]:
        if self.is_at(self.returns):
            return "returns", ()
        if self.is_at(self.delays):
            return "orders", _as_sequence(self.delays.table.delays.ids)
        table, query = self.listing.table, self.listing.query
        chosen = table.selected()
        if len(chosen) > 1:
            return "orders", _as_sequence(chosen)
        every = query.tab is Tab.ALL and not query.is_narrowed
        whole = self.listing.is_whole
        return "orders", () if every or not whole else _as_sequence(table.orders.ids)

    def search(self, text: str) -> None:
        """Show the orders with that text; all orders of the tab when it is empty."""
        words, query = text.strip(), self.listing.query
        if self.is_at(self.returns) and self.isVisible():
            self.returns.search(words)
            return
        if self.is_at(self.returns):  # who searches from elsewhere looks for orders
            self._turn_to(query.tab.value)
        if words and (not query.search or self.is_at(self.delays)):
            self._turn_to(Tab.ALL.value)
            query = replace(query, tab=Tab.ALL)
        self.listing.show_query(replace(query, search=words))

    def refresh(self) -> None:
        self.listing.refresh()
        self.delays.refresh()
        if self.is_at(self.returns):
            self.returns.refresh()
        self.desk.read(
            self,
            "returns",
            lambda shop: sum(shop.read(group_counts).values()),
            lambda count: self._tabs.set_count(_RETURNS, count),
        )

    # What is remembered

    def state(self) -> dict[str, Any]:
        return {
            **self.listing.state(),
            "at-returns": self.is_at(self.returns),
            "returns": self.returns.state(),
            "delays": self.delays.table.columns.state(),
        }

    def restore(self, state: Remembered) -> None:
        self.listing.restore(state, self._shown_tabs())
        self._tabs.choose(self.listing.query.tab.value)
        self.returns.restore(state.part("returns"))
        self.delays.table.columns.restore(state.part("delays"))
        if state.flag("at-returns", default=False):
            self._turn_to(_RETURNS)


def _as_sequence(ids: Array | Sequence[int]) -> Sequence[int]:
    """The same numbers in eight bytes each, as plain Python knows them."""
    return array("q", np.ascontiguousarray(ids, dtype=np.int64).tobytes())
