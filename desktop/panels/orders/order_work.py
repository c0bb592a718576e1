"""What can be done with one order from its card."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog

from desktop.dialogs.asking import AskingDialog
from desktop.dialogs.edit_tracking import EditTrackingDialog
from desktop.dialogs.send_together import SendTogetherDialog
from desktop.dialogs.ship_part import ShipPartDialog
from desktop.dialogs.way import Way
from desktop.i18n import tr
from desktop.panels.orders.acts import Act
from desktop.panels.orders.work import OrderWork
from desktop.wording import moment, refusal_text
from domain.aftersales.commands import AnswerCancellations
from domain.inbox.commands import AnswerMessages
from domain.kernel.outcome import Outcome
from domain.orders.commands import SetNote
from domain.reports.order_detail import ItemRow, OrderDetail, PackageRow
from domain.reports.quotes import Quotes, combined_quotes, order_quotes, part_quotes
from domain.shipping.commands import CombineOrders, EditTracking, ShipPart, VoidLabels
from domain.simulation.decisions import Command


class OneOrderWork(QObject):
    """Works on the order of the card."""

    def __init__(self, work: OrderWork) -> None:
        """Take what works on many orders: it has the desk and says what came of it."""
        super().__init__(work)
        self._work = work

    def act(self, act: Act, order: OrderDetail, about: object) -> None:
        """Do what the card asks for, which may ask something itself first."""
        _ACTS[act](self, order, about)

    def buy_label(self, order: OrderDetail, _about: object) -> None:
        """The cheapest label in time at once, for what is left of an order sent in parts."""
        if order.left:
            left = order.left
            command = ShipPart(order.id, *_units({item.sku_id: item.quantity for item in left}))
            self._do(tr("Buying labels"), command, tr("The rest of the order has its label."))
        else:
            self._work.buy_labels([order.id])

    def ship_part(self, order: OrderDetail, _about: object) -> None:
        """Ask what goes into a package of its own, and how."""
        shop = self._work.shop
        if shop is None:
            return
        whole = (ItemRow(x.sku_id, x.product, x.quantity) for x in order.lines)
        items = order.left or tuple(whole)
        carriers = shop.book.carriers
        window, first = self._work.window, not order.left
        dialog = ShipPartDialog(order.id, items, carriers, first=first, parent=window)

        def ask(units: dict[int, int]) -> None:
            self._work.desk.read(
                dialog,
                "quotes",
                lambda shop: shop.read(part_quotes, order.id, units),
                lambda quotes: dialog.show_quotes(quotes, shop),
            )

        def send(units: dict[int, int], way: Way) -> None:
            command = ShipPart(order.id, *_units(units), way.tracking, way.carrier, way.service)
            said = tr("%Ln unit(s) (has|have) a package apart from the rest.", sum(units.values()))
            self._do(tr("Shipping a part"), command, said, dialog)

        dialog.asked.connect(ask)
        dialog.sent.connect(send)
        _open(dialog)
        ask(dialog.units())

    def send_together(self, order: OrderDetail, _about: object) -> None:
        """Ask which of the buyer's orders go in one parcel, and how."""
        shop, together = self._work.shop, order.together
        if shop is None or together is None:
            return
        others = [(each, self._work.product_of(each)) for each in together.orders]
        window = self._work.window
        dialog = SendTogetherDialog(order.id, others, shop.book.carriers, window)

        def ask(orders: tuple[int, ...]) -> None:
            def show(found: tuple[Quotes, Quotes]) -> None:
                dialog.show_quotes(found[0], found[1].cheapest.price, shop)

            self._work.desk.read(
                dialog,
                "quotes",
                lambda shop: (
                    shop.read(combined_quotes, orders),
                    shop.read(order_quotes, orders),
                ),
                show,
            )

        def send(orders: tuple[int, ...], way: Way) -> None:
            command = CombineOrders(orders, way.tracking, way.carrier, way.service)
            said = tr("%Ln order(s) (travels|travel) together.", len(orders))
            self._do(tr("Sending together"), command, said, dialog)

        dialog.asked.connect(ask)
        dialog.sent.connect(send)
        _open(dialog)
        ask(dialog.orders())

    def give_label_back(self, order: OrderDetail, _about: object) -> None:
        """Give the order's labels back; it waits to be shipped again."""
        said = tr("The label is given back; its price no longer counts.")
        self._do(tr("Giving labels back"), VoidLabels((order.id,)), said)

    def edit_tracking(self, order: OrderDetail, about: object) -> None:
        """Ask for the right number of a package."""
        shop = self._work.shop
        if shop is None or not isinstance(about, PackageRow):
            return
        package, until = about, moment(about.editable_until, shop)
        dialog = EditTrackingDialog(package.tracking, until, shop.book.carriers, self._work.window)

        def replace(number: str, carrier: str) -> None:
            command = EditTracking(order.id, number, carrier, package.id)
            said = tr("The tracking number is replaced.")
            self._do(tr("Entering tracking numbers"), command, said, dialog)

        dialog.entered.connect(replace)
        _open(dialog)

    def copy_tracking(self, _order: OrderDetail, about: object) -> None:
        """Put a package's number into the clipboard."""
        if isinstance(about, PackageRow):
            QApplication.clipboard().setText(about.tracking)
            self._work.said.emit(tr("Tracking number copied."), "good")

    def let_cancel(self, order: OrderDetail, _about: object) -> None:
        """Approve the buyer's request to cancel."""
        said = tr("The order is cancelled, as the buyer asked.")
        self._do(tr("Cancelling"), AnswerCancellations((order.id,), approve=True), said)

    def refuse_cancel(self, order: OrderDetail, _about: object) -> None:
        """Refuse it."""
        said = tr("The request is refused; the order is to be shipped as before.")
        command = AnswerCancellations((order.id,), approve=False)
        self._do(tr("Refusing the request"), command, said)

    def answer(self, _order: OrderDetail, about: object) -> None:
        """Answer messages of the buyer."""
        if isinstance(about, tuple):
            self._do(tr("Answering"), AnswerMessages(about), tr("The buyer has your answer."))

    def note(self, order: OrderDetail, about: object) -> None:
        """Keep the seller's note."""
        said = tr("Note kept.") if about else tr("Note taken away.")
        self._do(tr("Keeping the note"), SetNote(order.id, str(about)), said)

    def _do(
        self, label: str, command: Command, said: str, dialog: AskingDialog | None = None
    ) -> None:
        """Carry out a command; a dialog that asked for it closes, or says why it was refused."""

        def done(outcome: Outcome) -> None:
            if dialog is not None and shiboken6.isValid(dialog):
                if not outcome.done:
                    dialog.show_problem(refusal_text(outcome.refusals[0]))
                    return
                dialog.accept()
            self._work.tell(outcome, said)

        self._work.do(label, command, done)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _units(units: dict[int, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """SKUs and their quantities, as commands take them."""
    return tuple(units), tuple(units.values())


_ACTS: dict[Act, Callable[[OneOrderWork, OrderDetail, object], object]] = {
    Act.BUY_LABEL: OneOrderWork.buy_label,
    Act.CHOOSE_SERVICE: lambda one, order, _: one._work.choose_service([order.id]),
    Act.ENTER_TRACKING: lambda one, order, _: one._work.enter_tracking([order.id]),
    Act.SHIP_PART: OneOrderWork.ship_part,
    Act.SEND_TOGETHER: OneOrderWork.send_together,
    Act.GIVE_LABEL_BACK: OneOrderWork.give_label_back,
    Act.EDIT_TRACKING: OneOrderWork.edit_tracking,
    Act.COPY_TRACKING: OneOrderWork.copy_tracking,
    Act.PRINT: lambda one, order, _: one._work.papers.print_papers([order.id]),
    Act.CANCEL: lambda one, order, _: one._work.cancel_orders([order.id]),
    Act.LET_CANCEL: OneOrderWork.let_cancel,
    Act.REFUSE_CANCEL: OneOrderWork.refuse_cancel,
    Act.ANSWER: OneOrderWork.answer,
    Act.NOTE: OneOrderWork.note,
}
"""What each act does; those about returns are the returns' own."""
