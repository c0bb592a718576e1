"""Going live: with which product, for how many hours, and which sessions are known anyway."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.widgets.fields import Fields
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import clock, moment
from domain.creators.rules import live_hours
from domain.kernel.clock import HOUR, WEEK
from domain.reports.promotion_work import Promotable, PromotionWork

_USUAL_HOURS = 2


class GoLiveDialog(GrowingDialog):
    """Asks for the product and the hours; a session begins now."""

    wanted = Signal(object, int)
    """The id of the SKU that is shown, and for how many hours."""

    def __init__(
        self, work: PromotionWork, skus: tuple[Promotable, ...], parent: QWidget | None = None
    ) -> None:
        """Take a promotion for those who watch, and its SKUs that are on sale, one at least."""
        super().__init__(parent)
        self.setObjectName("dialog.go-live")
        self.setWindowTitle(tr("Go live"))
        self._work, self._shop = work, work.shop
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        title = tr("Go live for {title}", title=work.command.title)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        note = tr(
            "A session shows one product, and whoever watches meets it at this deal's price. It "
            "begins now, costs nothing and cannot be taken back."
        )
        column.addWidget(PlainLabel(note, self, role="mute", wrap=True))
        self.sku = QComboBox(self)
        self.sku.setObjectName("go-live.product")
        self.sku.setAccessibleName(tr("Product"))
        self.sku.setMinimumContentsLength(20)
        self.sku.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for each in skus:
            words = f"{each.product} · {each.variation}" if each.variation else each.product
            self.sku.addItem(words, each.id)
        column.addWidget(self.sku)
        column.addLayout(self._hours())
        column.addWidget(self._times())
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(460)

    def _hours(self) -> QHBoxLayout:
        most = live_hours(self._shop.book.calendar, self._shop.now)
        self.hours = NumberField(tr("Hours"), 1, most, self)
        self.hours.setObjectName("go-live.hours")
        self.hours.setValue(min(_USUAL_HOURS, most))
        self.hours.valueChanged.connect(lambda _hours: self._ends.set_value(self._end_text()))
        row = QHBoxLayout()
        row.addWidget(PlainLabel(tr("Hours, until midnight at the latest"), self, role="mute"), 1)
        row.addWidget(self.hours)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton(tr("Not now"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        go = QPushButton(tr("Go live"), self)
        go.setProperty("kind", "primary")
        go.setObjectName("action.go-live.confirm")
        go.setDefault(True)
        go.clicked.connect(self._go)
        row.addWidget(close)
        row.addWidget(go)
        return row

    def _times(self) -> Fields:
        shop, fields = self._shop, Fields(self)
        fields.add(tr("Begins"), moment(shop.now, shop))
        self._ends = fields.add(tr("Ends"), self._end_text())
        known = self._work.lives.between(shop.book.calendar, shop.now, shop.now + WEEK)
        names = {each.id: each.product for each in self._work.skus}
        if known:
            fields.add_section(tr("Sessions of the next seven days"))
        for sku, start, end in known:
            when = tr("{start} to {end}", start=moment(start, shop), end=clock(end, shop))
            fields.add(names.get(sku, ""), when)
        return fields

    def _end_text(self) -> str:
        return moment(self._shop.now + self.hours.value() * HOUR, self._shop)

    def _go(self) -> None:
        self.wanted.emit(self.sku.currentData(), self.hours.value())
        self.accept()
