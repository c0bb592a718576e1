"""What can be done with returns, one or many: it asks what has to be asked, and tells what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop.dialogs.give_evidence import GiveEvidenceDialog
from desktop.dialogs.offer_refund import OfferRefundDialog
from desktop.dialogs.open_return import OpenReturnDialog
from desktop.i18n import tr
from desktop.panels.orders.doing import Doing
from desktop.panels.orders.returns.answers import Act
from desktop.returns_wording import reject_reason_name
from desktop.wording import refusal_text
from domain.aftersales.commands import (
    AppealReturns,
    ApproveReturns,
    InspectReturns,
    OfferRefund,
    OpenReturn,
    RejectReturns,
)
from domain.kernel.outcome import Outcome
from domain.kernel.refusals import Refusal
from domain.reports.return_answers import Answer, cost
from domain.reports.returns import ReturnableLine, ReturnDetail, returnable_lines
from domain.reports.shop import ShopRow
from domain.shop import Shop

Opened = TypeVar("Opened", bound=QDialog)


class ReturnWork(Doing):
    """Works on returns for one panel."""

    shop: ShopRow | None = None

    def act(self, act: Act, detail: ReturnDetail) -> None:
        """Do what a card's button says."""
        one = (detail.row.id,)
        {
            Act.APPROVE: lambda: self.approve(one),
            Act.REPLACE: lambda: self.approve(one),
            Act.MONEY_ONLY: lambda: self.approve(one, money_only=True),
            Act.OFFER: lambda: self.offer(detail),
            Act.REFUSE: lambda: self.refuse(one),
            Act.RESTOCK: lambda: self.take_in(one),
            Act.WRITE_OFF: lambda: self.take_in(one, "write-off"),
            Act.REFUSE_GOODS: lambda: self.refuse_goods(one),
            Act.APPEAL: lambda: self.appeal(one),
        }[act]()

    def approve(self, returns: Sequence[int], *, money_only: bool = False) -> None:
        """Give buyers what they ask for; ``money_only`` leaves them the goods."""

        def done(outcome: Outcome) -> None:
            text = (
                tr("The (buyer has|buyers have) the money back for %Ln return(s).", outcome.done)
                if money_only
                else tr("%Ln return(s) approved.", outcome.done)
            )
            self.tell(outcome, text)

        self.do(tr("Approving"), ApproveReturns(tuple(returns), money_only), done)

    def refuse(self, returns: Sequence[int]) -> GiveEvidenceDialog | None:
        """Ask for the reason and for evidence, then refuse."""
        if self.shop is None:
            return None
        reasons = self.shop.book.return_reject_reasons
        dialog = GiveEvidenceDialog(
            "reject-returns",
            tr("Refuse %Ln return(s)", len(returns)),
            tr(
                "The buyer may take a refusal to the platform within %Ln day(s).",
                self.shop.rules.dispute_days,
            ),
            tr("Without photos the platform mostly believes the buyer."),
            [(code, reject_reason_name(code)) for code in reasons],
            self.window,
        )

        def refuse(reason: str, photos: int) -> None:
            self.do(tr("Refusing"), RejectReturns(tuple(returns), reason, photos), done)

        def done(outcome: Outcome) -> None:
            self.tell(outcome, tr("%Ln return(s) refused.", outcome.done))

        dialog.given.connect(refuse)
        return _opened(dialog)

    def offer(self, detail: ReturnDetail) -> OfferRefundDialog | None:
        """Ask how much, then offer it."""
        shop, stakes = self.shop, detail.stakes
        if shop is None or stakes is None:
            return None
        dialog = OfferRefundDialog(
            detail.row.refund,
            shop.rules.offer_answer_hours,
            shop.currency,
            lambda amount: cost(stakes, Answer.OFFER, amount).total,
            self.window,
        )

        def offer(amount: int) -> None:
            self.do(tr("Offering"), OfferRefund(detail.row.id, amount), done)

        def done(outcome: Outcome) -> None:
            self.tell(outcome, tr("A part of the money has been offered."))

        dialog.offered.connect(offer)
        return _opened(dialog)

    def take_in(self, returns: Sequence[int], verdict: str = "restock") -> None:
        """Say that goods which came back are accepted: on sale again, or not."""

        def done(outcome: Outcome) -> None:
            self.tell(outcome, tr("%Ln return(s) taken in.", outcome.done))

        self.do(tr("Inspecting"), InspectReturns(tuple(returns), verdict), done)

    def refuse_goods(self, returns: Sequence[int]) -> GiveEvidenceDialog | None:
        """Ask for evidence, then refuse what came back."""
        if self.shop is None:
            return None
        dialog = GiveEvidenceDialog(
            "inspect-returns",
            tr("Refuse what came back"),
            tr(
                "The buyer gets nothing back, and may take that to the platform within %Ln day(s).",
                self.shop.rules.dispute_days,
            ),
            tr("Without photos the platform mostly believes the buyer."),
            parent=self.window,
        )

        def refuse(_reason: str, photos: int) -> None:
            self.do(tr("Refusing"), InspectReturns(tuple(returns), "refuse", photos), done)

        def done(outcome: Outcome) -> None:
            self.tell(outcome, tr("The goods of %Ln return(s) refused.", outcome.done))

        dialog.given.connect(refuse)
        return _opened(dialog)

    def appeal(self, returns: Sequence[int]) -> GiveEvidenceDialog | None:
        """Ask for evidence, then appeal."""
        if self.shop is None:
            return None
        dialog = GiveEvidenceDialog(
            "appeal-returns",
            tr("Appeal"),
            tr(
                "The platform looks at it again within %Ln hour(s). What it grants, it pays you "
                "itself; the buyer keeps the money.",
                self.shop.rules.appeal_hours,
            ),
            tr("No appeal is granted without photos."),
            parent=self.window,
        )

        def appeal(_reason: str, photos: int) -> None:
            self.do(tr("Appealing"), AppealReturns(tuple(returns), photos), done)

        def done(outcome: Outcome) -> None:
            self.tell(outcome, tr("Appealed. The platform decides within days."))

        dialog.given.connect(appeal)
        return _opened(dialog)

    def take_back(self, order: int) -> None:
        """Ask what of a delivered order comes back, and open a return; or say why none can."""

        def look(shop: Shop) -> tuple[tuple[ReturnableLine, ...], tuple[Refusal, ...]]:
            lines = shop.read(returnable_lines, order)
            left = [line for line in lines if line.left] or lines
            first = left[0].sku_id if left else 0
            [outcome] = shop.foresee([OpenReturn(order, first)])
            return tuple(left), outcome.refusals

        self.desk.read(self, "returnable", look, lambda found: self._ask_back(order, *found))

    def _ask_back(
        self, order: int, lines: tuple[ReturnableLine, ...], refusals: tuple[Refusal, ...]
    ) -> None:
        if refusals:
            self.said.emit(refusal_text(refusals[0]), "bad")
            return
        dialog = OpenReturnDialog(lines, self.window)

        def take(sku: int, quantity: int, keeps: bool) -> None:
            command = OpenReturn(order, sku, quantity, keeps)
            self.do(tr("Taking back"), command, lambda outcome: done(outcome, keeps))

        def done(outcome: Outcome, keeps: bool) -> None:
            if not outcome.done and shiboken6.isValid(dialog):
                dialog.show_refusal(refusal_text(outcome.refusals[0]))
                return
            if shiboken6.isValid(dialog):
                dialog.accept()
            text = (
                tr("The buyer has the money back and keeps the goods. The return is closed.")
                if keeps
                else tr("A return is open. Returns shows what becomes of it.")
            )
            self.tell(outcome, text)

        dialog.chosen.connect(take)
        _opened(dialog)


def _opened(dialog: Opened) -> Opened:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
