"""One order in full, with its buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import left_to_right, tr
from desktop.theme.icons import icon
from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.fields import Fields
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.timeline import Step, Timeline
from desktop.wording import (
    cancel_reason_name,
    moment,
    money,
    percent,
    return_reason_name,
    role_name,
    status_name,
    status_role,
)
from domain.orders.rules import Status
from domain.reports.order_detail import Happening, OrderDetail, Part, StepRow
from domain.reports.shop import ShopRow

WIDTH = 384
"""Of the detail card, in logical pixels."""


class OrderDetailView(QFrame):
    """The detail card; as a drawer it also has a close button."""

    label_wanted = Signal(object)  # an id: Qt's int has 32 bits only
    tracking_wanted = Signal(object)
    cancel_wanted = Signal(object)
    print_wanted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setObjectName("card.order")
        self.setAccessibleName(tr("Order"))
        self._order = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 12, 0, 12)
        outer.setSpacing(8)
        outer.addLayout(self._head())
        outer.addWidget(self._scroll(), 1)
        outer.addLayout(self._actions())
        self.clear()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.setSpacing(4)
        row = QHBoxLayout()
        self._title = PlainLabel("", self, size="title", strong=True, elide=True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._title, 1)
        self._close = QPushButton(self)
        self._close.setProperty("kind", "quiet")
        self._close.setIcon(icon("x", "mute"))
        self._close.setAccessibleName(tr("Close the order"))
        self._close.setToolTip(tr("Close the order"))
        self._close.setObjectName("action.close-order")
        self._close.clicked.connect(self.closed)
        self._close.hide()
        row.addWidget(self._close)
        head.addLayout(row)
        self._state = PlainLabel("", self, size="small", strong=True, wrap=True)
        head.addWidget(self._state)
        return head

    def _scroll(self) -> Scrolled:
        self._fields = Fields(self)
        self._timeline = Timeline(self)
        area = Scrolled(10, sides=14, parent=self)
        area.body.addWidget(self._fields)
        area.body.addWidget(self._timeline)
        area.body.addStretch(1)
        return area

    def _actions(self) -> FlowLayout:
        row = FlowLayout(spacing=8)
        row.setContentsMargins(14, 0, 14, 0)
        self.label_button = self._button("buy-labels", self.label_wanted, primary=True)
        self.tracking_button = self._button("ship-orders", self.tracking_wanted)
        self.cancel_button = self._button("cancel-orders", self.cancel_wanted)
        self.label_button.setText(tr("Buy label"))
        self.tracking_button.setText(tr("Enter tracking"))
        self.cancel_button.setText(tr("Cancel order"))
        self.print_button = self._button("print-papers", self.print_wanted)
        self.print_button.setText(tr("Print…"))
        for button in (self.label_button, self.tracking_button, self.cancel_button):
            row.addWidget(button)
        row.addWidget(self.print_button)
        return row

    def _button(self, name: str, signal: SignalInstance, *, primary: bool = False) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"action.{name}.one")
        if primary:
            button.setProperty("kind", "primary")
        button.clicked.connect(lambda: signal.emit(self._order))
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @property
    def order(self) -> int:
        """The order shown; 0 for none."""
        return self._order

    def be_drawer(self, drawer: bool) -> None:
        """Whether the card lies over the list and can be closed."""
        self._close.setVisible(drawer)

    def clear(self) -> None:
        """Show no order."""
        self._order = 0
        self._title.setText(tr("No order chosen"))
        self._state.setText(tr("Choose an order in the list to see it here."))
        restyle(self._state, role="mute")
        self._fields.clear()
        self._timeline.set_steps([])
        for button in (self.label_button, self.tracking_button, self.cancel_button):
            button.hide()
        self.print_button.hide()

    def show_order(self, order: OrderDetail, shop: ShopRow) -> None:
        """Show an order."""
        self._order = order.id
        self._title.setText(tr("Order {id}", id=left_to_right(str(order.id))))
        self._state.setText(_state_text(order, shop))
        restyle(self._state, role=status_role(order.status, order.late))
        self._fill_fields(order, shop)
        self._timeline.set_steps([_step(step, shop) for step in order.steps])
        ready = shop.is_practice and order.status is Status.AWAITING_SHIPMENT
        open_still = shop.is_practice and order.status <= Status.AWAITING_COLLECTION
        self.label_button.setVisible(ready)
        self.tracking_button.setVisible(ready)
        self.cancel_button.setVisible(open_still)
        self.print_button.show()

    def _fill_fields(self, order: OrderDetail, shop: ShopRow) -> None:
        fields = self._fields
        fields.clear()
        who = ", ".join(part for part in (order.recipient, order.place) if part)
        fields.add(
            tr("Buyer"), who or "–", tip=tr("Names are dropped once the order is delivered.")
        )
        if order.package is not None:
            how = tr("Own postage") if order.package.own else tr("Platform label")
            fields.add(
                tr("Shipping"), f"{how} · {order.package.carrier}" if order.package.carrier else how
            )
            if order.package.tracking:
                fields.add(tr("Tracking"), left_to_right(order.package.tracking))
        for line in order.lines:
            name = f"{line.product}, {line.variation}" if line.variation else line.product
            fields.add(f"{line.quantity} × {name}", money(line.subtotal, shop.currency))
        for label, amount in (
            (tr("Platform discount"), -order.platform_discount),
            (tr("Seller discount"), -order.seller_discount),
            (tr("Shipping paid"), order.shipping_paid),
            (tr("Sales tax"), order.tax),
        ):
            if amount:
                fields.add(label, money(amount, shop.currency))
        fields.add(tr("Buyer pays"), money(order.amount, shop.currency), strong=True)
        if order.message:
            fields.add(tr("Message"), order.message)
        if order.note:
            fields.add(tr("Note"), order.note)
        if order.return_status is not None:
            taken = any(step.what is Happening.CHARGED_BACK for step in order.steps)
            fields.add_section(tr("Chargeback") if taken else tr("Return"))
            fields.add(tr("Reason"), return_reason_name(order.return_reason))
            if len(order.lines) > 1:  # only one of them goes back
                names = {line.sku_id: line.product for line in order.lines}
                fields.add(tr("Product"), names[order.return_sku])
        if order.parts:
            fields.add_section(tr("What you will receive"))
            for part, amount in order.parts:
                total = part in (Part.SETTLEMENT, Part.PROFIT)
                role: Role = "text"
                if part is Part.PROFIT:
                    role = "good" if amount >= 0 else "bad"
                fields.add(
                    _part_name(part, order, shop),
                    money(amount, shop.currency),
                    role=role,
                    strong=total,
                    tip=_part_meaning(part),
                )


def _state_text(order: OrderDetail, shop: ShopRow) -> str:
    name = status_name(order.status)
    if order.status is Status.CANCELLED:
        reason = cancel_reason_name(order.cancel_reason)
        return tr("Cancelled by {who}: {reason}", who=role_name(order.cancel_role), reason=reason)
    if order.status is Status.ON_HOLD:
        return tr("On hold until {time}", time=moment(order.ship_from, shop))
    if order.late:
        return tr("Overdue · carrier scan was due {time}", time=moment(order.ship_by, shop))
    if not order.status.is_final and order.status is not Status.IN_TRANSIT and order.ship_by:
        return tr(
            "{status} · carrier scan by {time}", status=name, time=moment(order.ship_by, shop)
        )
    return name


def _step(step: StepRow, shop: ShopRow) -> Step:
    when = moment(step.at, shop, "d MMM") if step.at else ""
    promised = step.what in (Happening.SHIPPED, Happening.DELIVERED, Happening.RETURN_APPROVED)
    if promised and when and not step.done:
        when = tr("by {time}", time=when)
    return Step(_step_name(step.what), when, "done" if step.done else "pending")


def _step_name(what: Happening) -> str:
    return {
        Happening.ORDERED: tr("Ordered"),
        Happening.PAID: tr("Paid"),
        Happening.READY: tr("Label or tracking number"),
        Happening.SHIPPED: tr("Scanned by the carrier"),
        Happening.DELIVERED: tr("Delivered"),
        Happening.RETURN_REQUESTED: tr("Return requested"),
        Happening.RETURN_APPROVED: tr("Return approved"),
        Happening.REFUNDED: tr("Refunded"),
        Happening.SETTLED: tr("Settled"),
        Happening.COMPLETED: tr("Completed"),
        Happening.CANCELLED: tr("Cancelled"),
        Happening.CHARGED_BACK: tr("Charged back"),
    }[what]


def _part_name(part: Part, order: OrderDetail, shop: ShopRow) -> str:
    return {
        Part.REVENUE: tr("Your sale"),
        Part.REFERRAL_FEE: tr("Referral fee {rate}", rate=percent(order.referral_fee_rate, 0)),
        Part.COMMISSION: tr("Creator's commission"),
        Part.COMMISSION_RETURNED: tr("Commission returned"),
        Part.REFUND: tr("Refund"),
        Part.REFERRAL_FEE_RETURNED: tr("Referral fee returned"),
        Part.REFUND_ADMINISTRATION_FEE: tr("Refund administration fee"),
        Part.LABEL: tr("Platform label"),
        Part.LABEL_IF_BOUGHT: tr("Platform label, if you buy one"),
        Part.SETTLEMENT: tr("Settlement")
        if shop.is_practice
        else tr("Settlement, estimated before commissions"),
        Part.OWN_POSTAGE: tr("Your own postage"),
        Part.COST_OF_GOODS: tr("Cost of goods"),
        Part.PROFIT: tr("Profit"),
    }[part]


def _part_meaning(part: Part) -> str:
    return {
        Part.REVENUE: tr(
            "Item prices less your discounts, with the shipping the buyer paid; no tax."
        ),
        Part.REFERRAL_FEE: tr("The platform's share of the sale."),
        Part.SETTLEMENT: tr("What the platform pays out for this order after its hold."),
        Part.COMMISSION: tr("What the creator whose video brought the sale is paid."),
        Part.PROFIT: tr("The settlement less what you paid for goods and postage."),
    }.get(part, "")
