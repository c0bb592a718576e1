"""What can be done with orders, one or many: labels, tracking numbers, cancelling.

The list says which of its orders can be worked; this asks what has to be asked, goes through the
desk, and tells what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.dialogs.cancel_orders import CancelOrdersDialog
from desktop.dialogs.enter_tracking import EnterTrackingDialog
from desktop.i18n import tr
from desktop.printing.print_work import PrintWork
from desktop.wording import money, refusal_text
from domain.kernel.outcome import Outcome
from domain.kernel.refusals import Refusal
from domain.orders.commands import CancelOrders
from domain.orders.rules import Status
from domain.reports.orders import OrderRow
from domain.reports.shop import ShopRow
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.simulation.decisions import Command

_SHIPPED = "order-already-shipped"
"""No refusal worth a word when a dialog's numbers are entered once more after some were taken."""


class OrderWork(QObject):
    """Works on orders for one panel."""

    said = Signal(str, str)
    """What came of it, and the message's role."""

    def __init__(
        self, desk: Desk, row_of: Callable[[int], OrderRow | None], window: QWidget
    ) -> None:
        """Take the desk, how to find an order's row (None: not read), and the dialogs' parent."""
        super().__init__(window)
        self._desk = desk
        self._row_of = row_of
        self._window = window
        self.shop: ShopRow | None = None
        self.label_price = 0
        self.papers = PrintWork(desk, window)
        self.papers.said.connect(self.said)
        self._on_its_way: set[int] = set()

    def shippable(self, ids: Sequence[int]) -> tuple[int, ...]:
        """Those of the orders that wait for shipping, and those not read yet."""
        rows = [(each, self._row_of(each)) for each in ids]
        return tuple(e for e, r in rows if r is None or r.status is Status.AWAITING_SHIPMENT)

    def cancellable(self, ids: Sequence[int]) -> tuple[int, ...]:
        """Those of the orders that no carrier has, and those not read yet."""
        rows = [(each, self._row_of(each)) for each in ids]
        return tuple(e for e, r in rows if r is None or r.status <= Status.AWAITING_COLLECTION)

    def buy_labels(self, ids: Sequence[int]) -> None:
        """Buy a platform label for each of the orders that can be shipped.

        A second press while the first is on its way asks for nothing.
        """
        chosen, shop = self.shippable(ids), self.shop
        chosen = tuple(each for each in chosen if each not in self._on_its_way)
        if not chosen or shop is None:
            return

        self._on_its_way.update(chosen)

        def over() -> None:
            self._on_its_way.difference_update(chosen)

        def done(outcome: Outcome) -> None:
            over()
            cost = money(outcome.done * self.label_price, shop.currency)
            text = tr(
                "%Ln label(s) bought for {cost}. The carrier's first scan is next.",
                outcome.done,
                cost=cost,
            )
            self._tell(outcome, text)

        self._do(tr("Buying labels"), BuyLabels(chosen), done, over)

    def enter_tracking(self, ids: Sequence[int]) -> None:
        """Ask for a tracking number for each order, and ship them by the seller."""
        chosen = self.shippable(ids)
        if not chosen or self.shop is None:
            return
        rows = {each: self._row_of(each) for each in chosen}
        named = [(each, row.product if row is not None else "") for each, row in rows.items()]
        dialog = EnterTrackingDialog(named, self.shop.book.carriers, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def ship(orders: tuple[int, ...], numbers: tuple[str, ...]) -> None:
            self._do(tr("Entering tracking numbers"), ShipOrders(orders, numbers), done)

        def done(outcome: Outcome) -> None:
            told = tr("%Ln order(s) marked as ready to ship.", outcome.done)
            if not shiboken6.isValid(dialog):  # closed meanwhile
                self._tell(outcome, told)
            elif left := [each for each in outcome.refusals if each.code != _SHIPPED]:
                if outcome.done:
                    self.said.emit(told, "good")
                dialog.show_refusals([refusal_text(each) for each in left])
            else:
                dialog.accept()
                self._tell(replace(outcome, refusals=()), told)

        dialog.entered.connect(ship)
        dialog.open()

    def cancel_orders(self, ids: Sequence[int]) -> None:
        """Ask for the reason, then cancel."""
        chosen = self.cancellable(ids)
        if not chosen or self.shop is None:
            return
        book = self.shop.book
        dialog = CancelOrdersDialog(
            len(chosen), book.seller_cancel_reasons, book.seller_fault_reasons, self._window
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def cancel(reason: str) -> None:
            self._do(tr("Cancelling"), CancelOrders(chosen, reason), done)

        def done(outcome: Outcome) -> None:
            self._tell(outcome, tr("%Ln order(s) cancelled.", outcome.done))

        dialog.chosen.connect(cancel)
        dialog.open()

    def carry_out(self, label: str, command: Command, told: Callable[[int], str]) -> None:
        """Carry out a command that asks for nothing more; ``told`` words how much was done."""
        self._do(label, command, lambda outcome: self._tell(outcome, told(outcome.done)))

    def _do(
        self,
        label: str,
        command: Command,
        done: Callable[[Outcome], None],
        over: Callable[[], None] = lambda: None,
    ) -> None:
        """Carry out a command; ``over`` is called when it ends without an outcome."""

        def refused(refusal: Refusal) -> None:
            over()
            self._desk.refused.emit(refusal)

        self._desk.write(
            self,
            label,
            lambda shop, _write: shop.do(command),
            done,
            touched=lambda outcome: outcome.changes,
            refused=refused,
            failed=over,
        )

    def _tell(self, outcome: Outcome, text: str) -> None:
        if outcome.done:
            self.said.emit(text, "good")
        for refusal in outcome.refusals[:1]:
            more = len(outcome.refusals) - 1
            words = refusal_text(refusal)
            if more:
                words = tr("{refusal} %Ln more could not be done either.", more, refusal=words)
            self.said.emit(words, "bad")
