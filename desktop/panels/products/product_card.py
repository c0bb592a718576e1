"""The card of a practice shop's product: what it is, whether it is on sale, what a unit brings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import left_to_right, tr
from desktop.listing_wording import small_print
from desktop.panel import Panel
from desktop.panels.products.price_card import fee_and_rest
from desktop.theme.properties import restyle
from desktop.widgets.card import Card
from desktop.widgets.fields import Fields
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.product_picture import ProductPicture
from desktop.widgets.toast import Offer
from desktop.wording import money, percent, product_status_name, product_status_role, refusal_text
from domain.catalogue.commands import SetLive
from domain.catalogue.rules import ProductStatus
from domain.kernel.outcome import Outcome
from domain.reports.listings import ListingRow
from domain.reports.products import SkuRow
from domain.reports.shop import ShopRow

_PLAIN = "#5B6475"
"""The ground of the tile of what has no picture."""


class ProductCard(Card):
    """Takes the product off sale and puts it back, and lets one of its variations be chosen."""

    sku_chosen = Signal(object)
    """The id of a variation."""

    def __init__(self, panel: Panel, parent: QWidget | None = None) -> None:
        super().__init__("product", "", parent)
        self._panel = panel
        self._product: ListingRow | None = None
        self._picture = ProductPicture("tag", _PLAIN, 56)
        self._name = PlainLabel("", self, size="title", strong=True, wrap=True)
        self._small_print = PlainLabel("", self, role="mute", size="small", elide=True)
        self._state = PlainLabel("", self, strong=True)
        self.live_button = QPushButton(self)
        self.live_button.setObjectName("action.set-live")
        self.live_button.clicked.connect(self.set_live)
        self.variation = QComboBox(self)
        self.variation.setObjectName("product.variation")
        self.variation.setAccessibleName(tr("Variation"))
        self.variation.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.variation.activated.connect(
            lambda _place: self.sku_chosen.emit(self.variation.currentData())
        )
        self._fields = Fields(self)
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self._state, 1)
        state.addWidget(self.live_button)
        self.body.addLayout(self._head())
        self.body.addLayout(state)
        self.body.addWidget(self.variation)
        self.body.addWidget(self._fields)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._small_print)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._picture)
        head.addLayout(words, 1)
        return head

    def show_product(
        self, product: ListingRow, rows: Sequence[SkuRow], current: SkuRow | None, shop: ShopRow
    ) -> None:
        """Show a product with its variations, one of them ``current``; a draft may have none."""
        self._product = product
        self._picture.set_product(
            product.picture or "tag", product.colour or _PLAIN, product.name, product.thumbnail
        )
        self._name.setText(product.name)
        only = len(rows) == 1
        self._small_print.setText(
            _variation_text(rows[0]) if only else small_print(product, shop.currency)
        )
        self._state.setText(product_status_name(product.status))
        restyle(self._state, role=product_status_role(product.status))
        live = product.status == ProductStatus.ACTIVATE
        self.live_button.setText(tr("Take off sale") if live else tr("Put on sale"))
        switched = live or product.status == ProductStatus.SELLER_DEACTIVATED
        self.live_button.setVisible(switched and bool(rows))
        self._offer(rows, current)
        self._fields.setVisible(current is not None)
        if current is not None:
            self._fill_fields(current, shop)

    def _offer(self, rows: Sequence[SkuRow], current: SkuRow | None) -> None:
        self.variation.setVisible(len(rows) > 1)
        words = {row.id: _variation_text(row) for row in rows}
        known = {self.variation.itemData(at) for at in range(self.variation.count())}
        if known != set(words):  # a list that is open stays so while time goes on
            self.variation.clear()
            for sku, text in words.items():
                self.variation.addItem(text, sku)
        if current is not None:
            self.variation.setCurrentIndex(self.variation.findData(current.id))

    def _fill_fields(self, row: SkuRow, shop: ShopRow) -> None:
        fields, rules = self._fields, shop.book.at(shop.now)
        asked = row.deal_price or row.price
        fee, left = fee_and_rest(asked, row, shop)
        fields.clear()
        fields.add_section(tr("Money per unit"))
        fields.add(tr("Price"), money(row.price, shop.currency))
        if row.deal_price:
            fields.add(tr("Price in the deal"), money(asked, shop.currency), role="good")
        fields.add(
            tr("Referral fee {rate}", rate=percent(rules.referral_fee, 0)),
            money(-fee, shop.currency),
            tip=tr("The platform's share of the sale."),
        )
        fields.add(
            tr("Cost"), money(-row.cost, shop.currency), tip=tr("What your supplier charges you.")
        )
        fields.add(
            tr("Left per unit before postage"),
            money(left, shop.currency),
            role="good" if left > 0 else "bad",
            strong=True,
            tip=tr("Price less referral fee and cost."),
        )

    def set_live(self) -> None:
        """Take the product off sale, or put it back."""
        if self._product is not None:
            live = self._product.status != ProductStatus.ACTIVATE
            self._set_live(self._product, live=live)

    def _set_live(self, product: ListingRow, *, live: bool) -> None:
        def done(outcome: Outcome) -> None:
            for refusal in outcome.refusals:
                self._panel.said.emit(refusal_text(refusal), "bad")
            if not outcome.done:
                return
            if live:
                text = tr("{product} is on sale.", product=product.name)
                self._panel.said.emit(text, "good")
            else:
                text = tr(
                    "{product} is off sale: nobody sees it. Orders already placed go on.",
                    product=product.name,
                )
                back = partial(self._set_live, product, live=True)
                self._panel.offered.emit(Offer(text, tr("Undo"), "undo-off-sale", back))

        label = tr("Putting on sale") if live else tr("Taking off sale")
        self._panel.carry_out(label, SetLive((product.id,), live), self.live_button, done)


def _variation_text(row: SkuRow) -> str:
    parts = (row.variation, left_to_right(row.seller_sku))
    return " · ".join(part for part in parts if part)
