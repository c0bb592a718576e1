"""What a promotion brings from now on, against a shop without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.what_if import WhatIf
from desktop.what_if_wording import amounts, difference_text, method_tip, more_orders_text
from desktop.widgets.busy import Busy
from desktop.widgets.fields import Fields
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import number, refusal_text
from domain.kernel.clock import DAY
from domain.reports.promotions import Group, PromotionRow
from domain.reports.shop import ShopRow

if TYPE_CHECKING:
    from domain.simulation.what_if import Expected


class LiftPart(QWidget):
    """Asked by a button, since it plays some seconds; kept as long as the shop stands still."""

    asked = Signal()
    """It begins to play: the shop is to stand still, or nothing of it would be kept."""
    told = Signal()
    """It says something else since the person has asked for it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("promotion.lift")
        self.what_if = WhatIf(desk, self)
        self.what_if.answered.connect(self._take)
        self.what_if.failed.connect(self._show)
        self.what_if.moved.connect(self._forget)
        self._row: PromotionRow | None = None
        self._shop: ShopRow | None = None
        self._found: dict[int, Expected] = {}
        self._playing = False
        self.button = QPushButton(tr("Against a shop without it"), self)
        self.button.setObjectName("action.play-lift")
        self.button.setToolTip(tr("Play the next days with it and without it."))
        self.button.clicked.connect(self.ask)
        self.busy = Busy(self)
        self.busy.cancelled.connect(self.stop)
        self.what_if.progressed.connect(self.busy.progress)
        self._fields = Fields(self)
        self._note = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._note.setObjectName("promotion.lift-note")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        for part in (self._fields, self._note, self.button, self.busy):
            column.addWidget(part)

    def show_promotion(self, row: PromotionRow | None, shop: ShopRow | None) -> None:
        """Show what is known of a promotion; what is played for another one is given up."""
        before = self._row.id if self._row is not None else 0
        self._row, self._shop = row, shop
        if (row.id if row is not None else 0) != before:
            self.what_if.cancel()
            self._playing = False
        self._renew()

    def ask(self) -> None:
        """Play what it brings."""
        if self._row is None:
            return
        promotion, label = self._row.id, tr("Playing the next days")
        self._playing = True
        self.asked.emit()
        self.busy.start(label)
        self.what_if.ask(label, lambda forks, progress: forks.lift(promotion, progress))
        self._renew()
        self.told.emit()

    def stop(self) -> None:
        """Play no more of it."""
        self.what_if.cancel()
        self._show()

    def _take(self, found: Expected) -> None:
        if self._row is not None:
            self._found[self._row.id] = found
        self._show()
        self.told.emit()

    def _forget(self) -> None:
        """The shop has gone on."""
        self._found.clear()
        self._show()

    def _show(self) -> None:
        self._playing = False
        self._renew()

    def _renew(self) -> None:
        row = self._row
        self.setVisible(row is not None and row.group is not Group.DRAFTS)
        if row is None:
            return
        found = self._found.get(row.id)
        open_ = row.group in (Group.RUNNING, Group.UPCOMING)
        self.button.setVisible(open_ and found is None and not self._playing)
        self.busy.setVisible(self._playing)
        self._fields.setVisible(found is not None and not found.refusals)
        self._fields.clear()
        self._note.setToolTip("")
        if found is not None and found.refusals:
            self._note.setText(refusal_text(found.refusals[0]))
        elif found is not None:
            self._show_found(found)
        elif open_:
            self._note.setText("")
        else:
            self._note.setText(
                tr(
                    "What days that are over would have been without it cannot be played again, "
                    "as a shop keeps no earlier states: only the orders before it stand beside it."
                )
            )
        self._note.setVisible(bool(self._note.text()))

    def _show_found(self, found: Expected) -> None:
        assert self._row is not None
        assert self._shop is not None
        more = found.difference
        role: Role = "good" if more.profit.low > 0 else "bad" if more.profit.high < 0 else "text"
        self._fields.add(tr("Against a shop without it"), more_orders_text(more.orders))
        self._fields.add(
            tr("Profit added"),
            difference_text(more.profit, amounts(self._shop.currency)),
            role=role,
        )
        days = number(found.days)
        if self._row.starts_at >= self._shop.now + found.days * DAY:
            self._note.setText(
                tr("It begins later than in {days} days, which are played.", days=days)
            )
        else:
            self._note.setText(
                tr(
                    "Of the next {days} days, in {tries} tries with the same luck; what it has "
                    "brought so far is not in it.",
                    days=days,
                    tries=number(found.seeds),
                )
            )
        self._note.setToolTip(method_tip())
