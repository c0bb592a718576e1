"""A part of the money for keeping the goods: as an amount or a share, with what it costs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money
from domain.kernel.money import Currency

_HALF = 50
"""The share that is suggested, per cent."""


class OfferRefundDialog(GrowingDialog):
    """Asks how much; what either field says, the other one follows."""

    offered = Signal(object)
    """The amount, minor units."""

    def __init__(
        self,
        asked: int,
        hours: int,
        currency: Currency,
        cost: Callable[[int], int],
        parent: QWidget | None = None,
    ) -> None:
        """Take what the buyer wants, how long they may think, and what an offer does to profit."""
        super().__init__(parent)
        self.setObjectName("dialog.offer-refund")
        self.setWindowTitle(tr("Offer a part"))
        self._asked, self._currency, self._cost_of = asked, currency, cost
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        title = tr("Offer a part of the money for keeping the goods")
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        about = tr(
            "The buyer asks for {asked} and has %Ln hour(s) to answer. Who does not take the part "
            "may still return the goods. An offer can be made once.",
            hours,
            asked=money(asked, currency),
        )
        column.addWidget(PlainLabel(about, self, role="mute", wrap=True))
        column.addLayout(self._fields())
        self._costs = PlainLabel("", self, size="small", wrap=True)
        column.addWidget(self._costs)
        column.addLayout(self._buttons())
        self.setMinimumWidth(420)
        self.share.setValue(_HALF)

    def _fields(self) -> QGridLayout:
        unit = self._currency.unit
        self.amount = QDoubleSpinBox(self)
        self.amount.setObjectName("offer.amount")
        self.amount.setAccessibleName(tr("Amount"))
        self.amount.setDecimals(self._currency.minor_units)
        self.amount.setRange(1 / unit, max(1, self._asked - 1) / unit)
        self.amount.lineEdit().setTextMargins(8, 0, 8, 0)
        self.amount.valueChanged.connect(self._follow_amount)
        self.share = NumberField(tr("Per cent"), 1, 99, self)
        self.share.setObjectName("offer.share")
        self.share.valueChanged.connect(self._follow_share)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, (name, field) in enumerate(
            ((tr("Amount"), self.amount), (tr("Per cent of what is asked for"), self.share))
        ):
            grid.addWidget(PlainLabel(name, self, role="mute", size="small", wrap=True), 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        offer = QPushButton(tr("Offer it"), self)
        offer.setProperty("kind", "primary")
        offer.setObjectName("action.offer-refund.confirm")
        offer.setDefault(True)
        offer.clicked.connect(self._offer)
        row.addWidget(cancel)
        row.addWidget(offer)
        return row

    def value(self) -> int:
        """The amount, minor units."""
        return round(self.amount.value() * self._currency.unit)

    def _follow_share(self, percent: int) -> None:
        self._set_quietly(self.amount, self._asked * percent / 100 / self._currency.unit)
        self._word_cost()

    def _follow_amount(self, _amount: float) -> None:
        self._set_quietly(self.share, self.value() * 100 // max(1, self._asked))
        self._word_cost()

    def _set_quietly(self, field: QDoubleSpinBox | NumberField, value: float) -> None:
        field.blockSignals(True)
        if isinstance(field, NumberField):
            field.setValue(int(value))
        else:
            field.setValue(value)
        field.blockSignals(False)

    def _word_cost(self) -> None:
        cost = money(-self._cost_of(self.value()), self._currency)
        self._costs.setText(tr("If the buyer takes it, it costs you {cost}.", cost=cost))

    def _offer(self) -> None:
        self.offered.emit(self.value())
        self.accept()
