"""Trying prices from anywhere: opens the dialog, and does what its buttons ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.promotion_editor.opening import PromotionWriting
from desktop.widgets.toast import Offer
from desktop.wording import money, refusal_text
from domain.catalogue.commands import SetPrice
from domain.kernel.money import Currency
from domain.kernel.outcome import Outcome
from domain.shop import Shop

if TYPE_CHECKING:
    from desktop.try_prices.dialog import TryPricesDialog
    from desktop.what_if import Forking
    from domain.reports.promotion_work import Promotable, PromotionWork


class TryingPrices(QObject):
    """One dialog at a time over a window."""

    opened = Signal(object)
    """The ``TryPricesDialog`` that is there now."""
    said = Signal(str, str)
    """A message for the window's toast, and its role."""
    offered = Signal(object)
    """An ``Offer`` for the window's toast."""

    def __init__(self, desk: Desk, writing: PromotionWriting, parent: QWidget) -> None:
        """``writing`` opens the editor for what is to be made a promotion."""
        super().__init__(parent)
        self._desk, self._writing, self._parent = desk, writing, parent
        self.fork: Forking = Shop.forks
        """What is played; the usual days and seeds."""
        self.dialog: TryPricesDialog | None = None

    def open(self, sku: int = 0) -> None:
        """Open it for a SKU; 0: the person chooses one there."""
        from domain.reports.promotion_work import promotion_work  # the window opens without it

        if self.dialog is not None:
            return
        wall = self._desk.clock()

        def show(work: PromotionWork | None) -> None:
            if work is None or self.dialog is not None:
                return
            if not work.skus:
                self.said.emit(tr("This shop has nothing to sell yet."), "info")
                return
            self._show(work, sku)

        self._desk.read(self, "work", lambda shop: shop.read(promotion_work, wall), show)

    def _show(self, work: PromotionWork, sku: int) -> None:
        from desktop.try_prices.dialog import TryPricesDialog

        dialog = TryPricesDialog(self._desk, work, sku, self._parent.window(), self.fork)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        currency = work.shop.currency
        dialog.price_wanted.connect(lambda each, price: self._set(dialog, each, price, currency))
        dialog.promotion_wanted.connect(self._writing.open_filled)
        dialog.finished.connect(lambda _result: self._forget())
        self.dialog = dialog
        dialog.open()
        self.opened.emit(dialog)

    def _forget(self) -> None:
        self.dialog = None

    def _set(
        self, dialog: TryPricesDialog, sku: Promotable, price: int, currency: Currency
    ) -> None:
        def done(outcome: Outcome) -> None:
            there = shiboken6.isValid(dialog)
            for refusal in outcome.refusals[:1]:
                if there:
                    dialog.show_problem(refusal_text(refusal))
                else:
                    self.said.emit(refusal_text(refusal), "bad")
            if not outcome.done:
                return
            if there:
                dialog.accept()
            amount = money(price, currency)
            text = tr("{product} now costs {price}.", product=sku.product, price=amount)
            back = SetPrice(sku.id, sku.price)
            self.offered.emit(Offer(text, tr("Undo"), "undo-price", lambda: self._undo(back)))

        self._desk.do(self, tr("Setting the price"), SetPrice(sku.id, price), done)

    def _undo(self, command: SetPrice) -> None:
        def done(outcome: Outcome) -> None:
            for refusal in outcome.refusals[:1]:
                self.said.emit(refusal_text(refusal), "bad")
            if outcome.done:
                self.said.emit(tr("All is as before."), "good")

        self._desk.do(self, tr("Taking it back"), command, done)
