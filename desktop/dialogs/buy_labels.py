"""Buying labels of a service that the person chooses."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import AskingDialog
from desktop.dialogs.service_table import ServiceTable
from desktop.i18n import left_to_right, tr
from desktop.printing.common import weight_text
from desktop.wording import date_text, money
from domain.reports.quotes import Quotes
from domain.reports.shop import ShopRow


class BuyLabelsDialog(AskingDialog):
    """Asks for the service."""

    chosen = Signal(str)
    """The service's code; empty for the cheapest in time for each."""

    def __init__(self, quotes: Quotes, shop: ShopRow, parent: QWidget | None = None) -> None:
        title = tr("Choose a service for %Ln order(s)", quotes.parcels)
        words = (tr("Buy label"), title, _about(quotes, shop))
        super().__init__("buy-labels", "buy-labels", words, 780, parent)
        self._shop = shop
        self.services = ServiceTable(parent=self)
        self.services.chosen.connect(self._word_button)
        self.services.taken.connect(self.take)
        self.fields.addWidget(self.services, 1)
        self.services.show_quotes(quotes, shop)
        self.services.setFocus()

    def _word_button(self) -> None:
        quote = self.services.quote()
        self.confirm.setEnabled(quote is not None)
        if quote is None:
            self.confirm.setText(tr("Buy label"))
        else:
            cost = money(quote.price, self._shop.currency)
            self.confirm.setText(tr("Buy %Ln label(s) · {cost}", quote.taken, cost=cost))

    def take(self) -> None:
        service = self.services.service()
        if service is not None:
            self.chosen.emit(service)
            self.accept()


def _about(quotes: Quotes, shop: ShopRow) -> str:
    """The parcel's weight and what was promised, or how many parcels there are."""
    if quotes.parcels > 1:
        return tr("Each price is what all of them cost together.")
    day = date_text(int(shop.book.calendar.local_day(quotes.deliver_by)), "ddd d MMM")
    if not quotes.weight:
        return tr("Promised for {day}.", day=day)
    weight = left_to_right(weight_text(quotes.weight, shop))
    return tr("The parcel weighs {weight} and is promised for {day}.", weight=weight, day=day)
