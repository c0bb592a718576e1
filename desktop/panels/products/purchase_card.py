"""The card that orders from the supplier: how many and why, at what cost, here when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.i18n import tr
from desktop.panel import Panel
from desktop.stock_wording import advice_text
from desktop.theme.properties import restyle
from desktop.widgets.card import Card
from desktop.widgets.fields import Fields
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import date_text, moment, money, refusal_text
from domain.catalogue.commands import Restock
from domain.kernel.clock import DAY
from domain.kernel.outcome import Outcome
from domain.reports.shop import ShopRow
from domain.reports.stock import StockRow

_MOST = 99_999


class PurchaseCard(Card):
    """Suggests a quantity and orders what is asked for."""

    def __init__(self, panel: Panel, parent: QWidget | None = None) -> None:
        super().__init__("purchase", tr("Order from the supplier"), parent)
        self._panel = panel
        self._row: StockRow | None = None
        self._product = ""
        self._shop: ShopRow | None = None
        self._cash = 0
        self._suggested = 0
        self._advice = PlainLabel("", self, size="small", wrap=True)
        self._quantity = NumberField(tr("Units to order"), 1, _MOST, self)
        self._quantity.setObjectName("restock.quantity")
        self._quantity.valueChanged.connect(self._word_cost)
        self.restock_button = QPushButton(tr("Order"), self)
        self.restock_button.setProperty("kind", "primary")
        self.restock_button.setObjectName("action.restock")
        self.restock_button.clicked.connect(self.restock)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._quantity, 1)
        row.addWidget(self.restock_button)
        self._cost = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._left = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._terms = Fields(self)
        self.body.addWidget(self._advice)
        self.body.addLayout(row)
        self.body.addWidget(self._cost)
        self.body.addWidget(self._left)
        self.body.addWidget(self._terms)

    def show_purchase(
        self, row: StockRow, product: str, shop: ShopRow, cash: int, *, fresh: bool
    ) -> None:
        """Show a SKU; what has been typed for it stays, unless it is another one (``fresh``)."""
        self._row, self._product, self._shop, self._cash = row, product, shop, cash
        self._advice.setText(advice_text(row.advice))
        restyle(self._advice, role="warn" if row.advice.units else "mute")
        typing = self._quantity.hasFocus() or self._quantity.value() != self._suggested
        if fresh or not typing:
            self._suggested = suggestion(row)
            self._quantity.setValue(self._suggested)
        self._fill_terms(row, shop)
        self._word_cost()

    def _fill_terms(self, row: StockRow, shop: ShopRow) -> None:
        terms = self._terms
        terms.clear()
        if row.supplier:
            terms.add(tr("Supplier"), row.supplier)
        terms.add(
            tr("Smallest order"),
            tr("%Ln unit(s)", row.advice.least_order),
            tip=tr("The supplier sells no fewer at a time."),
        )
        terms.add(tr("Cost per unit"), money(row.cost, shop.currency))
        if row.coming:
            terms.add_section(tr("On their way"))
        for each in row.coming:
            told = tr("%Ln unit(s) for {cost}", each.quantity, cost=money(each.cost, shop.currency))
            terms.add(told, moment(each.arrives_at, shop, "ddd d MMM"))

    def start_typing(self) -> None:
        """Put the cursor into the quantity."""
        self._quantity.setFocus(Qt.FocusReason.OtherFocusReason)
        self._quantity.selectAll()

    def _word_cost(self) -> None:
        row, shop = self._row, self._shop
        if row is None or shop is None:
            return
        cost, currency = row.cost * self._quantity.value(), shop.currency
        day = int(shop.book.calendar.local_day(shop.now + row.advice.lead_days * DAY))
        self._cost.setText(
            tr(
                "Costs {cost} now; the goods are here in %Ln day(s), on {day}.",
                row.advice.lead_days,
                cost=money(cost, currency),
                day=date_text(day, "ddd d MMM"),
            )
        )
        left = self._cash - cost
        if left >= 0:
            self._left.setText(tr("Leaves {cash} in the bank account.", cash=money(left, currency)))
        else:
            text = tr(
                "The bank account holds {cash}: {missing} too little.",
                cash=money(self._cash, currency),
                missing=money(-left, currency),
            )
            self._left.setText(text)
        restyle(self._left, role="mute" if left >= 0 else "warn")

    def restock(self) -> None:
        """Order the units from the supplier."""
        row, product, quantity = self._row, self._product, self._quantity.value()
        if row is None:
            return

        def done(outcome: Outcome) -> None:
            if outcome.done:
                self._suggested = self._quantity.value()  # a new suggestion may take its place
                text = tr("%Ln unit(s) of {product} ordered.", quantity, product=product)
                self._panel.said.emit(text, "good")
            for refusal in outcome.refusals:
                self._left.setText(refusal_text(refusal))
                restyle(self._left, role="bad")

        self._panel.carry_out(tr("Ordering"), Restock(row.id, quantity), self.restock_button, done)


def suggestion(row: StockRow) -> int:
    """Units to begin with: what is advised, else the fewest that the supplier sells."""
    return row.advice.units or row.advice.least_order
