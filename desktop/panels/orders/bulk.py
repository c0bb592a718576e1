"""What can be done with the orders that are selected: the buttons that fit them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panels.orders.cancel_requests import CancelRequests
from desktop.panels.orders.work import OrderWork
from desktop.widgets.icon_button import IconButton
from desktop.wording import money
from domain.kernel.columns import Array
from domain.orders.rules import Status
from domain.reports.orders import OrderRow, Tab, Workable, workable
from domain.reports.quotes import Quotes, order_quotes

_FEW = 500
"""Selected rows that are looked through here and now; more are looked up by a reader."""

_NOTHING = Workable((), ())


class Bulk(QObject):
    """Labels, tracking numbers and cancelling for many; answers to requests in their tab."""

    def __init__(
        self,
        desk: Desk,
        work: OrderWork,
        row_of: Callable[[int], OrderRow | None],
        window: QWidget,
    ) -> None:
        """Take the desk, what does the work, and how to find an order's row (None: not read)."""
        super().__init__(window)
        self._desk, self._work, self._row_of = desk, work, row_of
        self._chosen: Array = np.zeros(0, dtype=np.int64)
        self.workable = _NOTHING
        """Those of the selected orders that something can be done with."""
        self.requests = CancelRequests(desk, window)
        self.label_button = self._button("buy-labels", window)
        self.label_button.setProperty("kind", "primary")
        self.label_button.clicked.connect(lambda: work.buy_labels(self.workable.ready))
        self.service_button = IconButton(
            "chevron-down", "choose-service", tr("Choose service…"), window
        )
        self.service_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.service_button.hide()
        self.service_button.clicked.connect(lambda: work.choose_service(self.workable.ready))
        self.tracking_button = self._button("ship-orders", window)
        self.tracking_button.clicked.connect(lambda: work.enter_tracking(self.workable.ready))
        self.cancel_button = self._button("cancel-orders", window)
        self.cancel_button.clicked.connect(lambda: work.cancel_orders(self.workable.cancellable))
        self.buttons: tuple[QWidget, ...] = (
            self.label_button,
            self.service_button,
            self.tracking_button,
            self.cancel_button,
            self.requests.approve_button,
            self.requests.refuse_button,
        )

    def _button(self, name: str, window: QWidget) -> QPushButton:
        button = QPushButton(window)
        button.setObjectName(f"action.{name}")
        button.hide()
        return button

    def offer(self, ids: Array, tab: Tab) -> None:
        """Show the buttons that fit these selected orders of a tab."""
        self._chosen = ids
        practice, asked = self._desk.is_practice, tab is Tab.CANCEL_REQUESTS
        self.requests.offer(ids.tolist() if practice and asked else ())
        if asked or len(ids) < 2 or not practice:
            self._show(_NOTHING)
            return
        rows = [self._row_of(int(each)) for each in ids[:_FEW]]
        if len(ids) > _FEW or None in rows:

            def show(found: Workable) -> None:
                if ids is self._chosen:
                    self._show(found)

            self._desk.read(self, "workable", lambda shop: shop.read(workable, ids), show)
            return
        known = [row for row in rows if row is not None]
        self._show(
            Workable(
                tuple(row.id for row in known if row.status is Status.AWAITING_SHIPMENT),
                tuple(row.id for row in known if row.cancellable),
            )
        )

    def _show(self, found: Workable) -> None:
        same, self.workable = found.ready == self.workable.ready, found
        ready, cancellable = len(found.ready), len(found.cancellable)
        if ready:
            if not same:  # else it keeps its price until the new one is known
                self.label_button.setText(tr("Buy %Ln label(s)", ready))
            self.tracking_button.setText(tr("Enter %Ln tracking number(s)", ready))
            self._desk.read(
                self, "quotes", lambda shop: shop.read(order_quotes, found.ready), self._show_cost
            )
        self.cancel_button.setText(tr("Cancel %Ln order(s)", cancellable))
        self.label_button.setVisible(ready > 0)
        self.service_button.setVisible(ready > 0)
        self.tracking_button.setVisible(ready > 0)
        self.cancel_button.setVisible(cancellable > 0)

    def _show_cost(self, quotes: Quotes) -> None:
        shop = self._work.shop
        if shop is not None and self.workable.ready:
            cost = money(quotes.cheapest.price, shop.currency)
            self.label_button.setText(tr("Buy %Ln label(s) · {cost}", quotes.parcels, cost=cost))
            self.service_button.setVisible(len(quotes.services) > 1)
