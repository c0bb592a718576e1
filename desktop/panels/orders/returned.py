"""The returns of an order on its card: what goes back, where that stands, and a way to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.panels.orders.acts import Act
from desktop.panels.orders.words import countdown
from desktop.returns_wording import (
    clock_meaning,
    clock_role,
    return_kind_name,
    return_status_name,
    return_status_role,
    return_step_name,
)
from desktop.widgets.fields import Fields
from desktop.wording import moment, money, return_reason_name
from domain.reports.order_detail import OrderDetail
from domain.reports.returns import ReturnDetail
from domain.reports.shop import ShopRow


class Returned(QWidget):
    """Each return in a few fields."""

    acted = Signal(object, object)
    """``Act.SHOW_RETURN``, and the return's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_returns(self, order: OrderDetail, shop: ShopRow) -> None:
        """Show an order's returns, chargebacks among them."""
        while item := self._column.takeAt(0):
            widget = item.widget()
            widget.hide()
            widget.deleteLater()
        self.setVisible(bool(order.returns))
        for back in order.returns:
            self._column.addWidget(self._fields(back, order, shop))
            link = QPushButton(tr("Open the return"), self)
            link.setProperty("kind", "quiet")
            link.setProperty("role", "accent")
            link.setObjectName(f"action.{Act.SHOW_RETURN.value}.{back.row.id}")
            link.clicked.connect(
                lambda _on=False, number=back.row.id: self.acted.emit(Act.SHOW_RETURN, number)
            )
            self._column.addWidget(link)

    def _fields(self, back: ReturnDetail, order: OrderDetail, shop: ShopRow) -> Fields:
        fields, row = Fields(self), back.row
        fields.add_section(return_kind_name(row.kind))
        fields.add(tr("Reason"), return_reason_name(row.reason) or "–")
        if len(order.lines) > 1:  # only some of them go back
            for line in back.lines:
                fields.add(tr("Product"), f"{line.quantity} × {line.product}")
        fields.add(tr("Status"), return_status_name(row), role=return_status_role(row))
        if row.next is not None:
            when, _role = countdown(row.next.at, shop)
            fields.add(
                return_step_name(row.next.what, back),
                when,
                role=clock_role(row, shop),
                tip=clock_meaning(row, shop),
            )
        elif row.requested_at:
            fields.add(tr("Requested"), moment(row.requested_at, shop))
        if row.refunded:
            fields.add(tr("Refunded"), money(row.refunded, shop.currency))
        elif row.refund:
            fields.add(tr("Asked back"), money(row.refund, shop.currency))
        return fields
