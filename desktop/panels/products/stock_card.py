"""The card of a SKU's stock: what is here, promised and coming, and how long it lasts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.dialogs.stock_history import StockHistoryDialog
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.stock_wording import pace_text, runs_out_role, runs_out_text
from desktop.theme.properties import restyle
from desktop.widgets.card import Card
from desktop.widgets.fields import Fields
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import moment, number, refusal_text
from domain.catalogue.commands import SetLowStock
from domain.kernel.outcome import Outcome
from domain.reports.shop import ShopRow
from domain.reports.stock import StockRow

_MOST_DAYS = 999
"""More than the rulebook allows: what is too much is refused in a sentence."""


class StockCard(Card):
    """Asks its panel to keep the threshold, and shows the history over it."""

    def __init__(self, panel: Panel, parent: QWidget | None = None) -> None:
        super().__init__("stock", tr("Stock"), parent)
        self._panel = panel
        self._row: StockRow | None = None
        self._product = ""
        self._kept = 0
        self._fields = Fields(self)
        self.body.addWidget(self._fields)
        self._dead = PlainLabel("", self, role="warn", size="small", wrap=True)
        self.body.addWidget(self._dead)
        about = tr("Days of cover under which stock is low")
        self.body.addWidget(PlainLabel(about, self, role="mute", size="small", wrap=True))
        self.threshold = NumberField(about, 0, _MOST_DAYS, self)
        self.threshold.setObjectName("stock.low-days")
        self.threshold.setToolTip(
            tr("Of every product. The same days are kept in reserve when goods are ordered.")
        )
        self.threshold.valueChanged.connect(self._word_threshold)
        self.threshold_button = QPushButton(tr("Set days"), self)
        self.threshold_button.setObjectName("action.set-low-stock")
        self.threshold_button.clicked.connect(self.set_threshold)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.threshold, 1)
        row.addWidget(self.threshold_button)
        self.body.addLayout(row)
        self._refused = PlainLabel("", self, role="bad", size="small", wrap=True)
        self.body.addWidget(self._refused)
        self._refused.hide()
        self.history_button = QPushButton(tr("Stock history…"), self)
        self.history_button.setObjectName("action.stock-history")
        self.history_button.clicked.connect(self.show_history)
        self.body.addWidget(self.history_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_stock(self, row: StockRow, product: str, shop: ShopRow, *, low: bool) -> None:
        """Show a SKU's stock; what has been typed stays."""
        self._row, self._product = row, product
        fields, advice = self._fields, row.advice
        fields.clear()
        fields.add(
            tr("Available"),
            number(row.available),
            role="bad" if row.available == 0 else "text",
            tip=tr("Units that can still be sold; ordered units are already taken off."),
        )
        fields.add(
            tr("Committed"),
            number(row.committed),
            tip=tr("Units that buyers have ordered and the carrier does not have yet."),
        )
        if row.for_campaigns:
            fields.add(
                tr("Set aside for campaigns"),
                number(row.for_campaigns),
                tip=tr(
                    "Of what is available: until a campaign begins, nobody else can buy these "
                    "units."
                ),
            )
        if row.for_gifts:
            fields.add(
                tr("Set aside as gifts"),
                number(row.for_gifts),
                tip=tr("Of what is available: promotions give these units away."),
            )
        if row.with_creators:
            fields.add(
                tr("With creators"),
                number(row.with_creators),
                tip=tr("Samples of creators who still have time to show them."),
            )
        if row.coming:
            units = number(sum(each.quantity for each in row.coming))
            when = moment(row.coming[0].arrives_at, shop, "d MMM")
            fields.add(tr("On order"), tr("{count}, arriving {when}", count=units, when=when))
        fields.add(
            tr("Sold in 7 days"),
            tr("{count} · {pace} a day", count=number(advice.sold), pace=pace_text(advice.sold)),
        )
        fields.add(tr("Sold in {days} days", days=row.dead_days), number(row.sold_28))
        fields.add(
            tr("Runs out"),
            runs_out_text(row, shop),
            role=runs_out_role(row, low),
            tip=tr("How long the stock lasts at the pace of the last seven days."),
        )
        self._dead.setVisible(row.dead)
        if row.dead:
            self._dead.setText(
                tr(
                    "Dead stock: not one of them was sold in %Ln day(s). A lower price or a deal "
                    "would free the money in it.",
                    row.dead_days,
                )
            )
        typing = self.threshold.hasFocus() or self.threshold.value() != self._kept
        if not self._kept or not typing:
            self._kept = shop.low_stock_days
            self.threshold.setValue(self._kept)
        self._kept = shop.low_stock_days
        self._word_threshold()

    def _word_threshold(self) -> None:
        self._refused.hide()
        restyle(self.threshold, invalid=False)
        self.threshold_button.setEnabled(self.threshold.value() != self._kept)

    def set_threshold(self) -> None:
        """Keep the days of cover under which stock is low."""
        days = self.threshold.value()

        def done(outcome: Outcome) -> None:
            if outcome.done and days:
                text = tr("Stock that lasts less than %Ln day(s) is low from now on.", days)
                self._panel.said.emit(text, "good")
            elif outcome.done:
                self._panel.said.emit(tr("Stock is low under the usual days of cover."), "good")
                self._kept = 0  # the usual number takes the place of what was typed
            for refusal in outcome.refusals:
                self._refused.setText(refusal_text(refusal))
                self._refused.show()
                restyle(self.threshold, invalid=True)

        self._panel.carry_out(
            tr("Setting low stock"), SetLowStock(days), self.threshold_button, done
        )

    def show_history(self) -> None:
        """List every change of this SKU's stock."""
        if self._row is None:
            return
        dialog = StockHistoryDialog(
            self._panel.desk, self._row.id, self._product, self._panel.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.order_wanted.connect(lambda order: self._panel.go.emit("orders", order))
        dialog.open()
