"""The Products panel of a practice shop: what is for sale, its stock, orders and price."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.i18n import left_to_right, tr
from desktop.listing_wording import small_print
from desktop.panels.products.bulk import BulkEdit
from desktop.panels.products.listing_state_card import ListingStateCard
from desktop.panels.products.product_list import ProductListPanel
from desktop.panels.products.purchase_card import PurchaseCard
from desktop.panels.products.stock_card import StockCard
from desktop.panels.products.writing import ListingWriting
from desktop.remembered import Remembered
from desktop.theme.properties import restyle
from desktop.widgets.card import Card
from desktop.widgets.fields import Fields
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.product_picture import ProductPicture
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.toast import Offer
from desktop.wording import (
    money,
    percent,
    product_status_name,
    product_status_role,
    refusal_text,
)
from domain.catalogue.commands import SetLive, SetPrice
from domain.catalogue.rules import ProductStatus
from domain.finance.rules import referral_fee
from domain.kernel.changes import Subject
from domain.kernel.outcome import Outcome
from domain.reports.figures import finance_figures
from domain.reports.listing_work import ListingState, listing_state
from domain.reports.listings import ListingRow, listing_rows, shelf
from domain.reports.products import SkuRow, sku_rows
from domain.reports.shop import ShopRow, shop_row
from domain.reports.stock import StockRow, stock_rows

_DETAIL, _NARROW_DETAIL = 400, 344
"""Width of the detail beside the list, logical pixels."""
_NARROW = 900
"""Panel width under which the detail is narrow too."""
_PLAIN = "#5B6475"
"""The ground of the tile of what has no picture."""
_NOWHERE = -1
"""The column of which a click goes on to the cards: none, a click only chooses."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one look at a product gave."""

    shop: ShopRow
    product: ListingRow
    rows: tuple[SkuRow, ...]
    """Its variations; a draft may have none."""
    stock: dict[int, StockRow]
    state: ListingState | None
    cash: int


class ProductsPanel(ProductListPanel):
    """The list of products, and beside it the cards of the chosen one."""

    subjects = frozenset({Subject.PRODUCTS, Subject.STOCK, Subject.ORDERS, Subject.CLOCK})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._found: _Found | None = None
        self._sku = self._shown = 0
        self._priced = 0
        self.table.link = _NOWHERE
        self.bulk = BulkEdit(self)
        self.writing = ListingWriting(self)
        self.buttons.addWidget(self.bulk.button)
        self.buttons.addWidget(self.writing.button)
        self._detail = self._make_detail()
        self.body.addWidget(self._detail)
        self._detail.hide()

    def _make_detail(self) -> Scrolled:
        area = Scrolled(12, parent=self)
        self.stock = StockCard(self, area)
        self.purchase = PurchaseCard(self, area)
        self._about = self._about_card(area)
        self.listing = ListingStateCard(area)
        self.listing.edit_wanted.connect(lambda: self._with_product(self.writing.open))
        self.listing.copy_wanted.connect(lambda: self._with_product(self.writing.duplicate))
        self.listing.delete_wanted.connect(self._delete)
        self._of_sku = (self.stock, self.purchase, self._price_card(area))
        for card in (self._about, self.listing, *self._of_sku):
            area.body.addWidget(card)
        area.body.addStretch(1)
        area.setFixedWidth(_DETAIL)
        return area

    def _about_card(self, parent: QWidget) -> Card:
        card = Card("product", "", parent)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._picture = ProductPicture("tag", _PLAIN, 56)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._name = PlainLabel("", card, size="title", strong=True, wrap=True)
        self._small_print = PlainLabel("", card, role="mute", size="small", elide=True)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._small_print)
        words.addStretch(1)
        head.addWidget(self._picture)
        head.addLayout(words, 1)
        card.body.addLayout(head)
        self._state = PlainLabel("", card, strong=True)
        self.live_button = QPushButton(card)
        self.live_button.setObjectName("action.set-live")
        self.live_button.clicked.connect(self.set_live)
        card.body.addLayout(_row(self._state, self.live_button))
        self.variation = QComboBox(card)
        self.variation.setObjectName("product.variation")
        self.variation.setAccessibleName(tr("Variation"))
        self.variation.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.variation.activated.connect(lambda _place: self._choose(self.variation.currentData()))
        card.body.addWidget(self.variation)
        self._fields = Fields(card)
        card.body.addWidget(self._fields)
        return card

    def _price_card(self, parent: QWidget) -> Card:
        card = Card("price", tr("Price"), parent)
        self._price = QDoubleSpinBox(card)
        self._price.setObjectName("price.amount")
        self._price.setAccessibleName(tr("Price"))
        self._price.setRange(0.0, 9_999_999.0)
        self._price.lineEdit().setTextMargins(8, 0, 8, 0)
        self._price.valueChanged.connect(self._word_price)
        self.price_button = QPushButton(tr("Set price"), card)
        self.price_button.setObjectName("action.set-price")
        self.price_button.clicked.connect(self.set_price)
        self._price_hint = PlainLabel("", card, role="mute", size="small", wrap=True)
        card.body.addLayout(_row(self._price, self.price_button))
        card.body.addWidget(self._price_hint)
        return card

    def receive(self, subject: object) -> None:
        """Choose the product of that id, or the SKU of that id.

        What is being written is kept as a draft and makes room.
        """
        if self.writing.editor is not None:
            self.writing.editor.finish()
        if isinstance(subject, int):
            self._sku = subject
        super().receive(subject)

    def exports(self) -> tuple[str, Sequence[int]]:
        return "products", ()

    def state(self) -> dict[str, Any]:
        return {**super().state(), "sku": self._sku}

    def restore(self, state: Remembered) -> None:
        super().restore(state)
        self._sku = state.whole("sku", 0, 2**63 - 1, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._detail.setFixedWidth(_DETAIL if self.width() >= _NARROW else _NARROW_DETAIL)

    # Showing

    @property
    def current(self) -> SkuRow | None:
        """The variation that is chosen, of the product that is shown."""
        rows = self._found.rows if self._found is not None else ()
        return next((row for row in rows if row.id == self._sku), rows[0] if rows else None)

    def open_product(self, _product: int) -> None:
        self.purchase.start_typing()

    def show_product(self, product: int) -> None:
        wall = self.desk.clock()

        def look(conn: Connection) -> _Found | None:
            rows = listing_rows(conn, shelf(conn, wall, product), (product,)) if product else ()
            if not rows:
                return None
            return _Found(
                shop_row(conn, wall),
                rows[0],
                sku_rows(conn, wall, product),
                {row.id: row for row in stock_rows(conn, wall, product)},
                listing_state(conn, wall, product),
                finance_figures(conn)["cash"],
            )

        self.desk.read(self, "product", lambda shop: shop.read(look), self._show_found)

    def _show_found(self, found: _Found | None) -> None:
        self._found = found
        self._detail.setVisible(found is not None)
        if found is None:
            return
        row = self.current
        self._fill_about(found)
        self.listing.setVisible(found.state is not None)
        if found.state is not None:
            self.listing.show_state(found.state, found.shop)
        for card in self._of_sku:
            card.setVisible(row is not None)
        self._fields.setVisible(row is not None)
        if row is None:
            self._shown = 0
            return
        self._sku = row.id
        self._show_sku(row, fresh=row.id != self._shown)
        self._shown = row.id

    def _choose(self, sku: int) -> None:
        self._sku = sku
        self._show_found(self._found)

    def _fill_about(self, found: _Found) -> None:
        product, rows, current = found.product, found.rows, self.current
        self._picture.set_product(
            product.picture or "tag", product.colour or _PLAIN, product.name, product.thumbnail
        )
        self._name.setText(product.name)
        if len(rows) == 1:
            self._small_print.setText(_variation_text(rows[0]))
        else:
            self._small_print.setText(small_print(product, found.shop.currency))
        self._state.setText(product_status_name(product.status))
        restyle(self._state, role=product_status_role(product.status))
        live = product.status == ProductStatus.ACTIVATE
        self.live_button.setText(tr("Take off sale") if live else tr("Put on sale"))
        switched = live or product.status == ProductStatus.SELLER_DEACTIVATED
        self.live_button.setVisible(switched and bool(rows))
        self.variation.setVisible(len(rows) > 1)
        words = {row.id: _variation_text(row) for row in rows}
        known = {self.variation.itemData(at) for at in range(self.variation.count())}
        if known != set(words):  # a list that is open stays so while time goes on
            self.variation.clear()
            for sku, text in words.items():
                self.variation.addItem(text, sku)
        if current is not None:
            self.variation.setCurrentIndex(self.variation.findData(current.id))

    def _show_sku(self, row: SkuRow, *, fresh: bool) -> None:
        """Show a SKU; what has been typed for it stays, unless it is another one."""
        found = self._found
        if found is None:
            return
        self._fill_fields(row, found.shop)
        stock, product = found.stock[row.id], row.product
        self.stock.show_stock(stock, product, found.shop, low=row.low)
        self.purchase.show_purchase(stock, product, found.shop, found.cash, fresh=fresh)
        typing = self._price.hasFocus() or self._amount() != self._priced
        self._price.setDecimals(found.shop.currency.minor_units)
        if fresh or not typing:
            self._priced = row.price
            self._price.setValue(row.price / found.shop.currency.unit)
        self._word_price()

    def _fill_fields(self, row: SkuRow, shop: ShopRow) -> None:
        fields, rules = self._fields, shop.book.at(shop.now)
        asked = row.deal_price or row.price
        fee, left = _left(asked, row, shop)
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

    def _amount(self) -> int:
        unit = self._found.shop.currency.unit if self._found is not None else 1
        return round(self._price.value() * unit)

    def _word_price(self) -> None:
        row, found, new = self.current, self._found, self._amount()
        if row is None or found is None:
            return
        change = percent(abs(new - row.price) * 10_000 // row.price, 1)
        left = _left(new, row, found.shop)[1]
        if new == row.price:
            text = tr("A change holds from the next hour on.")
        elif left < 0:
            lost = money(-left, found.shop.currency)
            text = tr("You would lose {amount} per unit, before postage.", amount=lost)
        elif new > row.price:
            text = tr("{change} dearer", change=change)
        else:
            text = tr("{change} cheaper", change=change)
        self._price_hint.setText(text)
        restyle(self._price_hint, role="warn" if left < 0 else "mute")
        restyle(self._price, invalid=False)
        self.price_button.setEnabled(new != row.price)

    # Doing

    def _with_product(self, act: Callable[[int], None]) -> None:
        if self._found is not None:
            act(self._found.product.id)

    def _delete(self) -> None:
        """Delete the product, or bring a deleted one back."""
        if self._found is None:
            return
        product = self._found.product
        if product.status == ProductStatus.DELETED:
            self.writing.recover(product.id, product.name)
        else:
            live = product.status == ProductStatus.ACTIVATE
            self.writing.delete(product.id, product.name, live=live)

    def set_live(self) -> None:
        """Take the product off sale, or put it back."""
        row = self.current
        if row is not None:
            self._set_live(row, live=row.status != ProductStatus.ACTIVATE)

    def _set_live(self, row: SkuRow, *, live: bool) -> None:
        def done(outcome: Outcome) -> None:
            for refusal in outcome.refusals:
                self.said.emit(refusal_text(refusal), "bad")
            if not outcome.done:
                return
            if live:
                self.said.emit(tr("{product} is on sale.", product=row.product), "good")
            else:
                text = tr(
                    "{product} is off sale: nobody sees it. Orders already placed go on.",
                    product=row.product,
                )
                back = partial(self._set_live, row, live=True)
                self.offered.emit(Offer(text, tr("Undo"), "undo-off-sale", back))

        label = tr("Putting on sale") if live else tr("Taking off sale")
        self.carry_out(label, SetLive((row.product_id,), live), self.live_button, done)

    def set_price(self) -> None:
        """Set the price."""
        row, found = self.current, self._found
        if row is None or found is None:
            return
        price = self._amount()

        def done(outcome: Outcome) -> None:
            if outcome.done:
                self._priced = price
                amount = money(price, found.shop.currency)
                text = tr("{product} now costs {price}.", product=row.product, price=amount)
                self.said.emit(text, "good")
            for refusal in outcome.refusals:
                self._price_hint.setText(refusal_text(refusal))
                restyle(self._price_hint, role="bad")
                restyle(self._price, invalid=True)

        self.carry_out(tr("Setting the price"), SetPrice(row.id, price), self.price_button, done)


def _row(field: QWidget, button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(field, 1)
    row.addWidget(button)
    return row


def _variation_text(row: SkuRow) -> str:
    parts = (row.variation, left_to_right(row.seller_sku))
    return " · ".join(part for part in parts if part)


def _left(price: int, row: SkuRow, shop: ShopRow) -> tuple[int, int]:
    """The referral fee on a price, and what is left of it after fee and cost."""
    fee = int(referral_fee(np.array([price]), shop.book.at(shop.now))[0])
    return fee, price - fee - row.cost
