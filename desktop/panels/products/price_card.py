"""The card that sets a SKU's price, and says what a price leaves."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QPushButton, QWidget

from desktop.i18n import tr
from desktop.panel import Panel
from desktop.theme.properties import restyle
from desktop.widgets.card import Card
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money, percent, refusal_text
from domain.catalogue.commands import SetPrice
from domain.finance.rules import referral_fee
from domain.kernel.outcome import Outcome
from domain.reports.products import SkuRow
from domain.reports.shop import ShopRow


class PriceCard(Card):
    """Words what a new price means before it is set."""

    promote_wanted = Signal(object)
    """A promotion is wanted for the SKU of that id."""
    try_wanted = Signal(object)
    """Prices are to be tried for the SKU of that id."""

    def __init__(self, panel: Panel, parent: QWidget | None = None) -> None:
        super().__init__("price", tr("Price"), parent)
        self._panel = panel
        self._row: SkuRow | None = None
        self._shop: ShopRow | None = None
        self._shown = 0
        self._price = QDoubleSpinBox(self)
        self._price.setObjectName("price.amount")
        self._price.setAccessibleName(tr("Price"))
        self._price.setRange(0.0, 9_999_999.0)
        self._price.lineEdit().setTextMargins(8, 0, 8, 0)
        self._price.valueChanged.connect(self._word_price)
        self.button = QPushButton(tr("Set price"), self)
        self.button.setObjectName("action.set-price")
        self.button.clicked.connect(self.set_price)
        self.attempt = self._quiet("try-prices", tr("Try prices…"), self.try_wanted)
        self.promote = self._quiet("promote-sku", tr("Promote…"), self.promote_wanted)
        self.add_to_title(self.promote)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._price, 1)
        row.addWidget(self.button)
        self._hint = PlainLabel("", self, role="mute", size="small", wrap=True)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._hint, 1)
        said.addWidget(self.attempt)
        self.body.addLayout(row)
        self.body.addLayout(said)

    def show_price(self, row: SkuRow, shop: ShopRow, *, fresh: bool) -> None:
        """Show a SKU; what has been typed for it stays, unless it is another one (``fresh``)."""
        typing = self._price.hasFocus() or self._amount() != self._shown
        self._row, self._shop = row, shop
        self._price.setDecimals(shop.currency.minor_units)
        if fresh or not typing:
            self._shown = row.price
            self._price.setValue(row.price / shop.currency.unit)
        self._word_price()

    def set_price(self) -> None:
        """Set the price."""
        row, shop, price = self._row, self._shop, self._amount()
        if row is None or shop is None:
            return

        def done(outcome: Outcome) -> None:
            if outcome.done:
                self._shown = price
                amount = money(price, shop.currency)
                text = tr("{product} now costs {price}.", product=row.product, price=amount)
                self._panel.said.emit(text, "good")
            for refusal in outcome.refusals:
                self._hint.setText(refusal_text(refusal))
                restyle(self._hint, role="bad")
                restyle(self._price, invalid=True)

        command = SetPrice(row.id, price)
        self._panel.carry_out(tr("Setting the price"), command, self.button, done)

    def _quiet(self, name: str, words: str, wanted: SignalInstance) -> QPushButton:
        """A button that asks for something about the SKU."""
        button = QPushButton(words, self)
        button.setObjectName(f"action.{name}")
        button.setProperty("kind", "quiet")
        button.setProperty("role", "accent")
        button.clicked.connect(lambda: wanted.emit(self._row.id) if self._row is not None else None)
        return button

    def _amount(self) -> int:
        unit = self._shop.currency.unit if self._shop is not None else 1
        return round(self._price.value() * unit)

    def _word_price(self) -> None:
        row, shop, new = self._row, self._shop, self._amount()
        if row is None or shop is None:
            return
        change = percent(abs(new - row.price) * 10_000 // row.price, 1)
        left = fee_and_rest(new, row, shop)[1]
        if new == row.price:
            text = tr("A change holds from the next hour on.")
        elif left < 0:
            lost = money(-left, shop.currency)
            text = tr("You would lose {amount} per unit, before postage.", amount=lost)
        elif new > row.price:
            text = tr("{change} dearer", change=change)
        else:
            text = tr("{change} cheaper", change=change)
        self._hint.setText(text)
        restyle(self._hint, role="warn" if left < 0 else "mute")
        restyle(self._price, invalid=False)
        self.button.setEnabled(new != row.price)


def fee_and_rest(price: int, row: SkuRow, shop: ShopRow) -> tuple[int, int]:
    """The referral fee on a price, and what is left of it after fee and cost."""
    fee = int(referral_fee(np.array([price]), shop.book.at(shop.now))[0])
    return fee, price - fee - row.cost
