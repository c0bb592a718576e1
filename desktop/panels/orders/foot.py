"""What can be done with an order: the buttons at the foot of its card, and a quiet menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.panels.orders.acts import Act
from desktop.theme.icons import icon
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import money
from domain.orders.rules import Status
from domain.reports.order_detail import OrderDetail
from domain.reports.shop import ShopRow


class Foot(QWidget):
    """One click buys the cheapest label in time; everything else is one or two away."""

    acted = Signal(object, object)
    """An ``Act``, and None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, spacing=8)
        self.label_button = self._button(Act.BUY_LABEL, "")
        self.label_button.setProperty("kind", "primary")
        self.service_button = QToolButton(self)
        self.service_button.setIcon(icon("chevron-down", "text"))
        self.service_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.service_button.setObjectName(f"action.{Act.CHOOSE_SERVICE.value}.one")
        self.service_button.setAccessibleName(tr("Choose service…"))
        self.service_button.setToolTip(plain_tooltip(tr("Choose service…")))
        self.service_button.clicked.connect(lambda: self.acted.emit(Act.CHOOSE_SERVICE, None))
        self.tracking_button = self._button(Act.ENTER_TRACKING, tr("Enter tracking"))
        self.print_button = self._button(Act.PRINT, tr("Print…"))
        self.more_button = QToolButton(self)
        self.more_button.setIcon(icon("ellipsis", "text"))
        self.more_button.setProperty("kind", "quiet")
        self.more_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setObjectName("action.more.one")
        self.more_button.setAccessibleName(tr("More"))
        self.more_button.setToolTip(plain_tooltip(tr("More")))
        menu = QMenu(self.more_button)
        menu.setObjectName("menu.order")
        self._part = self._entry(menu, Act.SHIP_PART, tr("Ship a part…"))
        self._together = self._entry(menu, Act.SEND_TOGETHER, tr("Send together…"))
        self._print = self._entry(menu, Act.PRINT, tr("Print…"))
        self._cancel = self._entry(menu, Act.CANCEL, tr("Cancel order…"))
        self._back = self._entry(menu, Act.TAKE_BACK, tr("Take something back…"))
        self.more_button.setMenu(menu)
        for button in (
            self.label_button,
            self.service_button,
            self.tracking_button,
            self.print_button,
            self.more_button,
        ):
            row.addWidget(button)

    def _button(self, act: Act, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"action.{act.value}.one")
        button.clicked.connect(lambda: self.acted.emit(act, None))
        return button

    def _entry(self, menu: QMenu, act: Act, words: str) -> QAction:
        entry = menu.addAction(words)
        entry.setObjectName(f"action.{act.value}.one")
        entry.triggered.connect(lambda: self.acted.emit(act, None))
        return entry

    def clear(self) -> None:
        """No order, nothing to do."""
        self.hide()

    def show_order(self, order: OrderDetail, shop: ShopRow) -> None:
        """Offer what can be done with this order."""
        self.show()
        ready = shop.is_practice and order.status is Status.AWAITING_SHIPMENT
        partly = shop.is_practice and order.status is Status.PARTIALLY_SHIPPING
        price = order.label
        self.label_button.setVisible((ready or partly) and price is not None)
        if price is not None:
            cost = money(price.price, shop.currency)
            buy, rest = tr("Buy label · {cost}", cost=cost), tr("Ship the rest · {cost}", cost=cost)
            self.label_button.setText(rest if partly else buy)
            self.label_button.setToolTip(plain_tooltip(price.name))
        self.service_button.setVisible(ready and order.label_choice)
        self.tracking_button.setVisible(ready)
        units = sum(line.quantity for line in order.lines)
        self._part.setVisible(partly or (ready and units > 1 and not order.gifts))
        self._part.setText(tr("Ship the next part…") if partly else tr("Ship a part…"))
        self._together.setVisible(ready and order.together is not None)
        self._cancel.setVisible(shop.is_practice and order.cancellable)
        self._back.setVisible(shop.is_practice and order.status is Status.DELIVERED)
        self.print_button.setVisible(not ready)
        self._print.setVisible(ready)  # nothing to print but slips: the label comes first
        entries = (self._part, self._together, self._cancel, self._back)
        self.more_button.setVisible(any(entry.isVisible() for entry in entries))
