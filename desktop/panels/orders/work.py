"""What can be done with orders, one or many: labels, tracking numbers, cancelling.

The list says which of its orders can be worked; this asks what has to be asked, goes through the
desk, and tells what came of it. What is about one order only stands in ``order_work.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.buying import Bought, buy_labels
from desktop.desk import Desk
from desktop.dialogs.buy_labels import BuyLabelsDialog
from desktop.dialogs.cancel_orders import CancelOrdersDialog
from desktop.dialogs.enter_tracking import EnterTrackingDialog, Entry
from desktop.i18n import tr
from desktop.panels.orders.doing import Doing
from desktop.printing.print_work import PrintWork
from desktop.printing.wanted import Kind
from desktop.widgets.toast import Offer
from desktop.wording import refusal_text
from domain.kernel.outcome import Outcome
from domain.kernel.refusals import Refusal
from domain.orders.commands import CancelOrders
from domain.orders.rules import Status
from domain.reports.orders import OrderRow
from domain.reports.quotes import Quotes, order_quotes
from domain.reports.shop import ShopRow
from domain.shipping.commands import ShipOrders

_SHIPPED = "order-already-shipped"
"""No refusal worth a word when a dialog's numbers are entered once more after some were taken."""


class OrderWork(Doing):
    """Works on orders for one panel."""

    def __init__(
        self, desk: Desk, row_of: Callable[[int], OrderRow | None], window: QWidget
    ) -> None:
        """Take the desk, how to find an order's row (None: not read), and the dialogs' parent."""
        super().__init__(desk, window)
        self._row_of = row_of
        self.shop: ShopRow | None = None
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
        return tuple(e for e, r in rows if r is None or r.cancellable)

    def product_of(self, order: int) -> str:
        """What is in an order of the list; empty where its row is not read."""
        row = self._row_of(order)
        return row.product if row is not None else ""

    def buy_labels(self, ids: Sequence[int], service: str = "") -> None:
        """Buy a label for each order that can be shipped: the cheapest in time, or of a service.

        A second press while the first is on its way asks for nothing.
        """
        chosen, shop = self.shippable(ids), self.shop
        chosen = tuple(each for each in chosen if each not in self._on_its_way)
        if not chosen or shop is None:
            return

        self._on_its_way.update(chosen)

        def over() -> None:
            self._on_its_way.difference_update(chosen)

        def done(bought: Bought) -> None:
            over()
            if bought.orders and not bought.outcome.refusals:
                button = tr("Print %Ln label(s)…", len(bought.orders))
                show = partial(self.papers.print_papers, bought.orders, Kind.LABELS)
                self.offered.emit(Offer(bought.text(shop), button, "print-labels", show))
            else:
                self.tell(bought.outcome, bought.text(shop))

        def refused(refusal: Refusal) -> None:
            over()
            self.desk.refused.emit(refusal)

        self.desk.write(
            self,
            tr("Buying labels"),
            lambda shop, _write: buy_labels(shop, chosen, service),
            done,
            touched=lambda bought: bought.outcome.changes,
            refused=refused,
            failed=over,
        )

    def choose_service(self, ids: Sequence[int]) -> None:
        """Show what each service takes for the orders that can be shipped, then buy."""
        chosen, shop = self.shippable(ids), self.shop
        if not chosen or shop is None:
            return

        def show(quotes: Quotes) -> None:
            dialog = BuyLabelsDialog(quotes, shop, self.window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.chosen.connect(lambda service: self.buy_labels(chosen, service))
            dialog.open()

        self.desk.read(self, "quotes", lambda shop: shop.read(order_quotes, chosen), show)

    def enter_tracking(self, ids: Sequence[int]) -> None:
        """Ask for a tracking number for each order, and ship them by the seller."""
        chosen = self.shippable(ids)
        if not chosen or self.shop is None:
            return
        named = [(each, self.product_of(each)) for each in chosen]
        dialog = EnterTrackingDialog(named, self.shop.book.carriers, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def ship(entries: tuple[Entry, ...]) -> None:
            self.do_all(tr("Entering tracking numbers"), _shipping(entries), done)

        def done(outcome: Outcome) -> None:
            told = tr("%Ln order(s) marked as ready to ship.", outcome.done)
            if not shiboken6.isValid(dialog):  # closed meanwhile
                self.tell(outcome, told)
            elif left := [each for each in outcome.refusals if each.code != _SHIPPED]:
                if outcome.done:
                    self.said.emit(told, "good")
                dialog.show_refusals([refusal_text(each) for each in left])
            else:
                dialog.accept()
                self.tell(replace(outcome, refusals=()), told)

        dialog.entered.connect(ship)
        dialog.open()

    def cancel_orders(self, ids: Sequence[int]) -> None:
        """Ask for the reason, then cancel."""
        chosen = self.cancellable(ids)
        if not chosen or self.shop is None:
            return
        book = self.shop.book
        dialog = CancelOrdersDialog(
            len(chosen), book.seller_cancel_reasons, book.seller_fault_reasons, self.window
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def cancel(reason: str) -> None:
            self.do(tr("Cancelling"), CancelOrders(chosen, reason), done)

        def done(outcome: Outcome) -> None:
            self.tell(outcome, tr("%Ln order(s) cancelled.", outcome.done))

        dialog.chosen.connect(cancel)
        dialog.open()


def _shipping(entries: Sequence[Entry]) -> tuple[ShipOrders, ...]:
    """One command for each carrier that is named, and one for the numbers that tell it."""
    named: dict[str, list[Entry]] = {}
    for entry in entries:
        named.setdefault(entry[2], []).append(entry)
    return tuple(
        ShipOrders(tuple(e[0] for e in some), tuple(e[1] for e in some), carrier)
        for carrier, some in named.items()
    )
