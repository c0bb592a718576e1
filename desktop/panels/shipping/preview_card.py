"""What a buyer in a ZIP code pays for a product, and by when it arrives."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop.i18n import tr
from desktop.panels.shipping.words import service_name
from desktop.theme.properties import restyle
from desktop.widgets.card import Card
from desktop.widgets.fields import Fields
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import date_text, money, refusal_text
from domain.kernel.refusals import Refusal
from domain.reports.shipping import Shipping
from domain.shipping.preview import Delivery

_MOST = 99
_USUAL_ZIP = "10001"


class PreviewCard(Card):
    """Asks for a place and a basket, and shows what is offered there."""

    asked = Signal()
    """Something else was entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("shipping-preview", tr("What a buyer sees"), parent)
        self._product = QComboBox(self)
        self._product.setObjectName("preview.product")
        self._product.setAccessibleName(tr("Product"))
        self._product.setMinimumContentsLength(12)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._product.setSizeAdjustPolicy(policy)
        self.body.addWidget(self._product)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._zip = QLineEdit(_USUAL_ZIP, self)
        self._zip.setObjectName("preview.zip")
        self._zip.setAccessibleName(tr("ZIP code"))
        self._zip.setPlaceholderText(tr("ZIP code"))
        self._zip.setMaxLength(10)
        self._units = NumberField(tr("Units"), 1, _MOST, self)
        self._units.setObjectName("preview.units")
        row.addWidget(PlainLabel(tr("ZIP"), self, role="mute", size="small"))
        row.addWidget(self._zip, 1)
        row.addWidget(PlainLabel(tr("Units"), self, role="mute", size="small"))
        row.addWidget(self._units, 1)
        self.body.addLayout(row)
        self._box = QCheckBox(tr("Post office box"), self)
        self._box.setObjectName("preview.po-box")
        self.body.addWidget(self._box)
        self._fields = Fields(self)
        self.body.addWidget(self._fields)
        self._note = PlainLabel("", self, role="mute", size="small", wrap=True)
        self.body.addWidget(self._note)
        self._product.currentIndexChanged.connect(self.asked)
        self._zip.textChanged.connect(self.asked)
        self._units.valueChanged.connect(self.asked)
        self._box.toggled.connect(self.asked)

    @property
    def question(self) -> tuple[int, str, int, bool]:
        """Product (0: none), ZIP code, units, and whether it goes to a post office box."""
        product = self._product.currentData()
        return int(product or 0), self._zip.text(), self._units.value(), self._box.isChecked()

    def show_products(self, found: Shipping) -> None:
        """Offer the shop's products; the chosen one stays chosen."""
        listed = [(each.id, each.name) for each in found.products]
        known = [
            (self._product.itemData(row), self._product.itemText(row))
            for row in range(self._product.count())
        ]
        if listed == known:
            return
        chosen = self._product.currentData()
        self._product.blockSignals(True)
        self._product.clear()
        for product, name in listed:
            self._product.addItem(name, product)
        self._product.setCurrentIndex(max(0, self._product.findData(chosen)))
        self._product.blockSignals(False)

    def show_offer(self, answer: tuple[Delivery, ...] | Refusal, found: Shipping) -> None:
        """Show what is offered, or why nothing is."""
        self._fields.clear()
        wrong = isinstance(answer, Refusal) and answer.code == "zip-unknown"
        restyle(self._zip, invalid=wrong)
        if isinstance(answer, Refusal):
            self._note.setText(refusal_text(answer))
            restyle(self._note, role="bad" if wrong else "warn")
            return
        calendar, shop = found.shop.book.calendar, found.shop
        for each in answer:
            day = date_text(int(calendar.local_day(each.arrives_by)), "ddd d MMM")
            fee = money(each.fee, shop.currency) if each.fee else tr("free")
            self._fields.add(
                service_name(each.service),
                tr("{fee} · by {day}", fee=fee, day=day),
                tip=tr("Within %Ln business day(s).", each.days),
            )
        scanned = max(each.dispatch_by for each in answer)
        self._note.setText(
            tr(
                "Ordered now. The carrier must have scanned it by {day}.",
                day=date_text(int(calendar.local_day(scanned)), "ddd d MMM"),
            )
        )
        restyle(self._note, role="mute")
