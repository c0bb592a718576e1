"""Sending several orders of one buyer in one parcel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.asking import AskingDialog
from desktop.dialogs.way import WayChoice
from desktop.i18n import left_to_right, tr
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money
from domain.reports.quotes import Quotes
from domain.reports.shop import ShopRow
from domain.rulebook import Carrier


class SendTogetherDialog(AskingDialog):
    """Asks which orders go, and how; stays open until they are sent."""

    asked = Signal(object)
    """The orders of which the quotes are wanted, as a tuple."""
    sent = Signal(object, object)
    """The orders, and the ``Way`` they go."""

    def __init__(
        self,
        order: int,
        others: Sequence[tuple[int, str]],
        carriers: Mapping[str, Carrier],
        parent: QWidget | None = None,
    ) -> None:
        """Take the order it begins with, and the buyer's others with what is in them."""
        about = tr(
            "Order {order} travels with those that are ticked, under one number and for one "
            "postage.",
            order=left_to_right(str(order)),
        )
        words = (tr("Send together"), tr("One parcel for this buyer"), about)
        super().__init__("send-together", "combine-orders", words, 760, parent)
        self._order = order
        self._boxes: dict[int, QCheckBox] = {}
        for other, product in others:
            text = f"{left_to_right(str(other))}  {product}".replace("&", "&&")
            box = QCheckBox(text, self)
            box.setObjectName(f"together.{other}")
            box.setChecked(True)
            box.toggled.connect(self._ask)
            self.fields.addWidget(box)
            self._boxes[other] = box
        self._saving = PlainLabel("", self, role="good", size="small", wrap=True)
        self.fields.addWidget(self._saving)
        self.way = WayChoice(carriers, self)
        self.way.changed.connect(self._word_button)
        self.way.taken.connect(self.take)
        self.fields.addWidget(self.way, 1)
        self._word_button()
        self.way.services.setFocus()

    def orders(self) -> tuple[int, ...]:
        """The orders that are to go in the parcel."""
        return (self._order, *(order for order, box in self._boxes.items() if box.isChecked()))

    def show_quotes(self, quotes: Quotes, apart: int, shop: ShopRow) -> None:
        """What services take for the parcel, and what labels for each order apart would cost."""
        self.way.show_quotes(quotes, shop)
        saved = apart - quotes.cheapest.price
        if not quotes.cheapest.taken:
            text, role = tr("No service takes them in one parcel."), "warn"
        elif saved >= 0:
            cost = money(saved, shop.currency)
            text, role = tr("Saves {cost} against a label for each.", cost=cost), "good"
        else:
            cost = money(-saved, shop.currency)
            text, role = tr("Costs {cost} more than a label for each.", cost=cost), "warn"
        self._saving.setText(text)
        restyle(self._saving, role=role)

    def _ask(self) -> None:
        self._word_button()
        if len(self.orders()) > 1:
            self.asked.emit(self.orders())

    def _word_button(self) -> None:
        count, price = len(self.orders()), self.way.price()
        text = tr("Send %Ln order(s)", count)
        self.confirm.setText(tr("{what} · {cost}", what=text, cost=price) if price else text)
        self.confirm.setEnabled(count > 1 and self.way.way() is not None)
        self.show_problem("")

    def take(self) -> None:
        if self.confirm.isEnabled():
            self.sent.emit(self.orders(), self.way.way())
