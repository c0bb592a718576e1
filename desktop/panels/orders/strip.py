"""A buyer's request to cancel, on top of the order's card."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.panels.orders.acts import Act
from desktop.panels.orders.words import countdown
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import cancel_reason_name
from domain.reports.order_detail import CancellationRow
from domain.reports.shop import ShopRow


class RequestStrip(QFrame):
    """Says why and until when, and asks for the answer."""

    acted = Signal(object, object)
    """An ``Act``, and None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip.cancellation")
        self.setProperty("kind", "banner")
        self.setProperty("role", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        self._text = PlainLabel("", self, size="small", strong=True, wrap=True)
        self._clock = PlainLabel("", self, size="small", wrap=True)
        column.addWidget(self._text)
        column.addWidget(self._clock)
        row = FlowLayout(spacing=8)
        for act, words in (
            (Act.LET_CANCEL, tr("Let them cancel")),
            (Act.REFUSE_CANCEL, tr("Refuse")),
        ):
            button = QPushButton(words, self)
            button.setObjectName(f"action.{act.value}")
            button.clicked.connect(lambda _on=False, act=act: self.acted.emit(act, None))
            row.addWidget(button)
        column.addLayout(row)

    def show_request(self, request: CancellationRow, shop: ShopRow) -> None:
        """Show a request that is open."""
        reason = cancel_reason_name(request.reason)
        self._text.setText(tr("The buyer asks to cancel: {reason}", reason=reason))
        when, _role = countdown(request.respond_by, shop)
        self._clock.setText(
            tr("Approved by itself {when}. Shipping the order refuses it.", when=when)
        )
