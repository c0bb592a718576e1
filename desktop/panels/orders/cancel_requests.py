"""Buyers who ask to cancel: letting them, or refusing it, one or many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panels.orders.doing import Doing
from domain.aftersales.commands import AnswerCancellations
from domain.kernel.outcome import Outcome


class CancelRequests(Doing):
    """Answers requests to cancel; its two buttons are for the orders that are selected."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(desk, window)
        self._chosen: Sequence[int] = ()
        self.approve_button = QPushButton(window)
        self.approve_button.setProperty("kind", "primary")
        self.approve_button.setObjectName("action.answer-cancellations.approve")
        self.approve_button.clicked.connect(lambda: self.let_cancel(self._chosen))
        self.refuse_button = QPushButton(window)
        self.refuse_button.setObjectName("action.answer-cancellations.refuse")
        self.refuse_button.setToolTip(
            tr("The order stays as it is, and is to be shipped in time as any other.")
        )
        self.refuse_button.clicked.connect(lambda: self.refuse(self._chosen))
        self.offer(())

    def offer(self, orders: Sequence[int]) -> None:
        """Offer the buttons for these orders; none hides them."""
        self._chosen = orders
        self.approve_button.setText(tr("Let %Ln buyer(s) cancel", len(orders)))
        self.refuse_button.setText(tr("Refuse %Ln", len(orders)))
        for button in (self.approve_button, self.refuse_button):
            button.setVisible(len(orders) > 0)

    def let_cancel(self, orders: Sequence[int]) -> None:
        """Cancel the orders, as their buyers ask."""
        self._answer(orders, approve=True)

    def refuse(self, orders: Sequence[int]) -> None:
        """Keep the orders."""
        self._answer(orders, approve=False)

    def _answer(self, orders: Sequence[int], *, approve: bool) -> None:
        def done(outcome: Outcome) -> None:
            self.tell(
                outcome,
                tr("%Ln order(s) cancelled, as the (buyer|buyers) asked.", outcome.done)
                if approve
                else tr("%Ln (order stays|orders stay) as (it is|they are).", outcome.done),
            )

        self.do(tr("Answering"), AnswerCancellations(tuple(orders), approve), done)
