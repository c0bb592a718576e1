"""How one parcel goes: with a label of a service, or with the seller's own number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.service_table import ServiceTable
from desktop.dialogs.tracking_field import TrackingField
from desktop.i18n import tr
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money
from domain.reports.quotes import Quotes
from domain.reports.shop import ShopRow
from domain.rulebook import Carrier

LABEL, OWN = "label", "own"
_ROWS_SEEN = 5


@dataclass(frozen=True, slots=True)
class Way:
    """What the shipping commands take: a service, or a tracking number with its carrier."""

    service: str = ""
    tracking: str = ""
    carrier: str = ""


class WayChoice(QWidget):
    """Asks for it."""

    changed = Signal()
    taken = Signal()
    """Enter was pressed on a service."""

    def __init__(self, carriers: Mapping[str, Carrier], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop: ShopRow | None = None
        pills = [Pill(LABEL, tr("Buy a label")), Pill(OWN, tr("I post it myself"))]
        self.kinds = PillBar("way.kind", tr("How it goes"), pills, self)
        self.kinds.choose(LABEL)
        self.kinds.chosen.connect(self._turn)
        self.services = ServiceTable(_ROWS_SEEN, self)
        self.services.chosen.connect(self.changed)
        self.services.taken.connect(self.taken)
        self.tracking = TrackingField("way", tr("Tracking number"), carriers, self)
        self.tracking.changed.connect(self.changed)
        self._own = QWidget(self)
        inside = QVBoxLayout(self._own)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.tracking)
        words = tr("You pay the carrier yourself; your own postage is taken from your account.")
        inside.addWidget(PlainLabel(words, self._own, role="mute", size="small", wrap=True))
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.kinds)
        column.addWidget(self.services, 1)
        column.addWidget(self._own, 1)
        self._own.hide()

    def show_quotes(self, quotes: Quotes, shop: ShopRow) -> None:
        """Show what services take for the parcel as it is now."""
        self._shop = shop
        self.services.show_quotes(quotes, shop)

    def way(self) -> Way | None:
        """What is chosen; None where it is not enough to ship."""
        if self.kinds.current() == OWN:
            field = self.tracking
            return Way("", field.text(), field.carrier_code()) if field.is_good() else None
        service = self.services.service()
        return Way(service) if service is not None else None

    def price(self) -> str:
        """What the chosen label costs, in words; empty where none is bought."""
        quote = self.services.quote()
        if self.kinds.current() == OWN or quote is None or self._shop is None:
            return ""
        return money(quote.price, self._shop.currency)

    def _turn(self, key: str) -> None:
        # A QStackedLayout would tell dialogs the wrong height for wrapped lines.
        self.services.setVisible(key != OWN)
        self._own.setVisible(key == OWN)
        (self.tracking.number if key == OWN else self.services).setFocus()
        self.changed.emit()
