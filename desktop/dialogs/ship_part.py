"""Sending some units of an order in a package of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.dialogs.asking import AskingDialog
from desktop.dialogs.way import WayChoice
from desktop.i18n import left_to_right, tr
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from domain.reports.order_packages import ItemRow
from domain.reports.quotes import Quotes
from domain.reports.shop import ShopRow
from domain.rulebook import Carrier


class ShipPartDialog(AskingDialog):
    """Asks for the units and how they go; stays open until they are sent."""

    asked = Signal(object)
    """Units by SKU, of which the quotes are wanted."""
    sent = Signal(object, object)
    """Units by SKU, and the ``Way`` they go."""

    def __init__(
        self,
        order: int,
        items: Sequence[ItemRow],
        carriers: Mapping[str, Carrier],
        *,
        first: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Take the units that no package holds yet; ``first`` says that this is the first package.

        The first one cannot hold all of them: that is no part.
        """
        about = tr(
            "Order {order}: the rest follows in other packages, each with postage of its own. The "
            "order counts as shipped once the carrier has scanned its last package.",
            order=left_to_right(str(order)),
        )
        words = (tr("Ship a part"), tr("What goes into this package?"), about)
        super().__init__("ship-part", "ship-part", words, 760, parent)
        self._most = sum(item.quantity for item in items) - first
        self.fields.addLayout(self._units(items, first=first))
        self.way = WayChoice(carriers, self)
        self.way.changed.connect(self._word_button)
        self.way.taken.connect(self.take)
        self.fields.addWidget(self.way, 1)
        self._word_button()
        next(iter(self._counts.values())).setFocus()

    def _units(self, items: Sequence[ItemRow], *, first: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self._counts: dict[int, NumberField] = {}
        for row, item in enumerate(items):
            field = NumberField(item.product, 0, item.quantity, self)
            field.setObjectName(f"units.{item.sku_id}")
            field.setValue(min(item.quantity, self._most) if row == 0 or not first else 0)
            field.valueChanged.connect(self._ask)
            grid.addWidget(PlainLabel(item.product, self, elide=True), row, 0)
            grid.addWidget(field, row, 1)
            of = PlainLabel(tr("of {count}", count=item.quantity), self, role="mute", size="small")
            grid.addWidget(of, row, 2)
            self._counts[item.sku_id] = field
        return grid

    def units(self) -> dict[int, int]:
        """The units that are chosen, by SKU."""
        return {sku: field.value() for sku, field in self._counts.items() if field.value()}

    def show_quotes(self, quotes: Quotes, shop: ShopRow) -> None:
        """What services take for the units that were asked for."""
        self.way.show_quotes(quotes, shop)

    def _ask(self) -> None:
        self._word_button()
        if self.units():
            self.asked.emit(self.units())

    def _word_button(self) -> None:
        count, price = sum(self.units().values()), self.way.price()
        text = tr("Ship %Ln unit(s)", count)
        self.confirm.setText(tr("{what} · {cost}", what=text, cost=price) if price else text)
        self.confirm.setEnabled(0 < count <= self._most and self.way.way() is not None)
        self.show_problem("")

    def take(self) -> None:
        if self.confirm.isEnabled():
            self.sent.emit(self.units(), self.way.way())
