"""Changing many products at once: what, by how much, and what each row would become."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.roomy import RoomyDialog
from desktop.i18n import tr
from desktop.tables.bulk_table import BulkTable
from desktop.theme.properties import restyle
from desktop.widgets.money_field import MoneyField
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money
from domain.catalogue.bulk import By, PriceChange
from domain.kernel.money import BASIS
from domain.reports.bulk import (
    Chosen,
    Fate,
    Kind,
    Preview,
    another_template,
    more_units,
    new_prices,
    on_sale,
    units_for_days,
)

_MOST_PERCENT = 900.0
_MOST_DAYS = 365


class BulkEditDialog(RoomyDialog):
    """Shows what a change would do; nothing is changed before the person says so."""

    apply_wanted = Signal(object)
    """The ``Preview`` that is to be carried out."""

    def __init__(self, chosen: Chosen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.bulk-edit")
        self.setWindowTitle(tr("Bulk edit"))
        self._chosen = chosen
        self.preview: Preview | None = None
        self.problem = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        count = len(chosen.first())
        title = tr("Change %Ln product(s)", count)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        column.addLayout(self._choices())
        self.table = BulkTable(dict(chosen.templates), self)
        column.addWidget(self.table, 1)
        self._totals = PlainLabel("", self, wrap=True)
        column.addWidget(self._totals)
        column.addLayout(self._buttons())
        self._look()
        self.what.setFocus()

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.what = _combo("bulk.what", tr("What to change"), self)
        for kind, words in (
            (Kind.PRICE, tr("Price")),
            (Kind.STOCK, tr("Stock")),
            (Kind.LIVE, tr("On sale")),
            (Kind.TEMPLATE, tr("Shipping template")),
        ):
            self.what.addItem(words, kind)
        self._fields = QStackedWidget(self)
        self._pages = {
            Kind.PRICE: self._price_fields(),
            Kind.STOCK: self._stock_fields(),
            Kind.LIVE: self._live_fields(),
            Kind.TEMPLATE: self._template_fields(),
        }
        for page in self._pages.values():
            self._fields.addWidget(page)
        self.what.currentIndexChanged.connect(self._show_page)
        row.addWidget(self.what)
        row.addWidget(self._fields, 1)
        return row

    def _price_fields(self) -> QWidget:
        shop = self._chosen.shop
        self.how = _combo("bulk.how", tr("How prices change"), self)
        for key, words in (
            ((By.PERCENT, 1), tr("Raise by percent")),
            ((By.PERCENT, -1), tr("Lower by percent")),
            ((By.AMOUNT, 1), tr("Raise by an amount")),
            ((By.AMOUNT, -1), tr("Lower by an amount")),
            ((By.SET, 1), tr("Set to")),
        ):
            self.how.addItem(words, key)
        self.percent = QDoubleSpinBox(self)
        self.percent.setObjectName("bulk.percent")
        self.percent.setAccessibleName(tr("Percent"))
        self.percent.setRange(0.0, _MOST_PERCENT)
        self.percent.setSuffix(" %")
        self.percent.lineEdit().setTextMargins(8, 0, 8, 0)
        self.amount = MoneyField(tr("Amount"), shop.currency, shop.rules.price_high, self)
        self.amount.setObjectName("bulk.amount")
        unit = shop.currency.unit
        nines = QLocale().toString((unit - 1) / unit, "f", shop.currency.minor_units)
        self.ending = QCheckBox(tr("End in {nines}", nines=nines[1:]), self)
        self.ending.setObjectName("bulk.ending")
        self.ending.setVisible(unit > 1)
        self.how.currentIndexChanged.connect(self._show_amount)
        for signal in (
            self.percent.valueChanged,
            self.amount.valueChanged,
            self.ending.toggled,
        ):
            signal.connect(self._look)
        page = _page(self.how, self.percent, self.amount, self.ending)
        self.amount.hide()
        return page

    def _stock_fields(self) -> QWidget:
        self.order_by = _combo("bulk.order-by", tr("How much is ordered"), self)
        self.order_by.addItem(tr("Order so many units of each"), False)
        self.order_by.addItem(tr("Order what lasts so many days"), True)
        self.count = NumberField(tr("Units or days"), 0, self._chosen.shop.rules.stock_high, self)
        self.count.setObjectName("bulk.count")
        self.count.valueChanged.connect(self._look)
        self.order_by.currentIndexChanged.connect(self._limit_count)
        return _page(self.order_by, self.count)

    def _live_fields(self) -> QWidget:
        self.live = _combo("bulk.live", tr("On sale"), self)
        self.live.addItem(tr("Take off sale"), False)
        self.live.addItem(tr("Put on sale"), True)
        self.live.currentIndexChanged.connect(self._look)
        return _page(self.live)

    def _template_fields(self) -> QWidget:
        self.template = _combo("bulk.template", tr("Shipping template"), self)
        for number_, name in self._chosen.templates:
            self.template.addItem(name, number_)
        self.template.currentIndexChanged.connect(self._look)
        return _page(self.template)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        close = QPushButton(tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.apply = QPushButton(self)
        self.apply.setObjectName("action.bulk-edit.confirm")
        self.apply.setProperty("kind", "primary")
        self.apply.setDefault(True)
        self.apply.clicked.connect(lambda: self.apply_wanted.emit(self.preview))
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.apply)
        return row

    def choose(self, kind: Kind) -> None:
        """Change this from now on."""
        self.what.setCurrentIndex(self.what.findData(kind))

    def show_problem(self, sentence: str) -> None:
        """Say why nothing was changed."""
        self.problem = sentence
        self._word_totals()

    def _show_page(self) -> None:
        self._fields.setCurrentWidget(self._pages[self.what.currentData()])
        self._look()

    def _show_amount(self) -> None:
        share = self.how.currentData()[0] is By.PERCENT
        self.percent.setVisible(share)
        self.amount.setHidden(share)
        self._look()

    def _limit_count(self) -> None:
        units = self._chosen.shop.rules.stock_high
        self.count.setMaximum(_MOST_DAYS if self.order_by.currentData() else units)
        self._look()

    def _look(self) -> None:
        """See what the change would do."""
        self.problem = ""
        look: dict[Kind, Callable[[], Preview]] = {
            Kind.PRICE: lambda: new_prices(self._chosen, self._price_change()),
            Kind.STOCK: self._more_stock,
            Kind.LIVE: lambda: on_sale(self._chosen, bool(self.live.currentData())),
            Kind.TEMPLATE: lambda: another_template(self._chosen, self.template.currentData()),
        }
        self.preview = look[self.what.currentData()]()
        self.table.show_preview(self.preview)
        self._word_totals()

    def _price_change(self) -> PriceChange:
        by, sign = self.how.currentData()
        share = round(self.percent.value() * BASIS / 100)
        value = sign * (share if by is By.PERCENT else self.amount.amount())
        return PriceChange(by, value, self.ending.isChecked())

    def _more_stock(self) -> Preview:
        ordered = units_for_days if self.order_by.currentData() else more_units
        return ordered(self._chosen, self.count.value())

    def _word_totals(self) -> None:
        found = self.preview
        if found is None:
            return
        changed, same, refused = (
            found.count(each) for each in (Fate.CHANGES, Fate.SAME, Fate.REFUSED)
        )
        parts = [tr("%Ln row(s) (changes|change).", changed)]
        if same:
            parts.append(tr("%Ln row(s) (stays as it is|stay as they are).", same))
        if refused:
            parts.append(tr("%Ln row(s) cannot be changed and (is|are) left out.", refused))
        if self._chosen.without:
            parts.append(tr("%Ln product(s) (has|have) no variations yet.", self._chosen.without))
        if found.kind is Kind.STOCK and changed:
            parts.append(self._cost_text(found))
        self._totals.setText(" ".join([self.problem, *parts] if self.problem else parts))
        restyle(self._totals, role="bad" if self.problem or found.short else "mute")
        self.apply.setText(_apply_text(found, changed))
        self.apply.setEnabled(bool(found.commands) and not found.short)

    def _cost_text(self, found: Preview) -> str:
        currency = self._chosen.shop.currency
        cost, cash = money(found.cost, currency), money(self._chosen.cash, currency)
        if found.short:
            return tr(
                "It would cost {cost}, and the bank account holds {cash}: {missing} too little.",
                cost=cost,
                cash=cash,
                missing=money(found.short, currency),
            )
        return tr(
            "It costs {cost} of the {cash} in the bank account. Goods that are ordered cannot be "
            "given back.",
            cost=cost,
            cash=cash,
        )


def _apply_text(found: Preview, changed: int) -> str:
    if found.kind is Kind.PRICE:
        return tr("Set %Ln price(s)", changed)
    if found.kind is Kind.STOCK:
        return tr("Order %Ln SKU(s)", changed)
    return tr("Change %Ln product(s)", changed)


def _combo(name: str, accessible_name: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setObjectName(name)
    box.setAccessibleName(accessible_name)
    return box


def _page(*widgets: QWidget) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return page
