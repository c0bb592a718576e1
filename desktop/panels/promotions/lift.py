"""What a promotion has brought and will bring, against a shop without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.what_if import WhatIf
from desktop.what_if_wording import (
    amounts,
    count_text,
    difference_text,
    method_tip,
    more_orders_text,
    replay_tip,
    signed,
)
from desktop.widgets.busy import Busy
from desktop.widgets.fields import Fields
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money, number, refusal_text
from domain.kernel.clock import DAY
from domain.kernel.progress import Progress
from domain.kernel.refusals import Refusal, RefusedError
from domain.reports.promotions import Group, PromotionRow
from domain.reports.shop import ShopRow
from domain.shop import Shop

if TYPE_CHECKING:
    from domain.reports.promotion_lift import Beside, Lift
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
        self._past: dict[int, Lift | Refusal] = {}
        self._coming: dict[int, Expected] = {}
        self._playing = False
        self.button = QPushButton(tr("Against a shop without it"), self)
        self.button.setObjectName("action.play-lift")
        self.button.clicked.connect(self.ask)
        self.busy = Busy(self)
        self.busy.cancelled.connect(self.stop)
        self.what_if.progressed.connect(self.busy.progress)
        self._past_told = _Told("promotion.past", self)
        self._coming_told = _Told("promotion.lift", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        for part in (self._past_told, self._coming_told, self.button, self.busy):
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
        """Play what it has brought, then what it brings."""
        self._playing = True
        self.asked.emit()
        self._play_next()
        self._renew()
        self.told.emit()

    def stop(self) -> None:
        """Play no more of it."""
        self.what_if.cancel()
        self._show()

    def _play_next(self) -> None:
        """Play what is still to be played; nothing, where all is known."""
        row = self._row
        if row is None:
            return
        promotion = row.id

        def again(shop: Shop, progress: Progress) -> Lift | Refusal:
            try:
                return shop.lift(promotion, progress)
            except RefusedError as error:  # said here, and the days to come are played all the same
                return error.refusal

        if self._lacks_past(row):
            label = tr("Playing its days without it")
            self.busy.start(label)
            self.what_if.play(label, again)
        elif self._lacks_coming(row):
            label = tr("Playing the next days")
            self.busy.start(label)
            self.what_if.ask(label, lambda forks, progress: forks.lift(promotion, progress))
        else:
            self._playing = False

    def _lacks_past(self, row: PromotionRow) -> bool:
        return self._has_past(row) and row.id not in self._past

    def _has_past(self, row: PromotionRow) -> bool:
        """Whether it has held for an hour that can be played again without it."""
        lasted = self._shop is not None and self._shop.now > row.starts_at
        return row.begun and lasted and row.group in (Group.RUNNING, Group.ENDED)

    def _lacks_coming(self, row: PromotionRow) -> bool:
        return _is_open(row) and row.id not in self._coming

    def _take(self, found: Any) -> None:
        if self._row is not None:
            if self._lacks_past(self._row):
                self._past[self._row.id] = found
            else:
                self._coming[self._row.id] = found
            self._play_next()
        self._renew()
        self.told.emit()

    def _forget(self) -> None:
        """The shop has gone on."""
        self._past.clear()
        self._coming.clear()
        self._show()

    def _show(self) -> None:
        self._playing = False
        self._renew()

    def _renew(self) -> None:
        row, shop = self._row, self._shop
        there = row is not None and (self._has_past(row) or _is_open(row))
        self.setVisible(there)
        if row is None or shop is None or not there:
            return
        lacks = self._lacks_past(row) or self._lacks_coming(row)
        self.button.setVisible(lacks and not self._playing)
        self.button.setToolTip(_tip(past=self._has_past(row), coming=_is_open(row)))
        self.busy.setVisible(self._playing)
        self._past_told.clear()
        self._coming_told.clear()
        if (past := self._past.get(row.id)) is not None:
            _tell_past(self._past_told, past, shop)
        if (coming := self._coming.get(row.id)) is not None:
            _tell_coming(self._coming_told, coming, row, shop)


def _is_open(row: PromotionRow) -> bool:
    """Whether it holds or is to come, so that the days to come can be played without it."""
    return row.group in (Group.RUNNING, Group.UPCOMING)


def _tip(*, past: bool, coming: bool) -> str:
    if not past:
        return tr("Play the next days with it and without it.")
    if not coming:
        return tr("Play the shop again without it, from its first day.")
    return tr(
        "Play the shop again without it, from its first day, and the next days with it and "
        "without it."
    )


class _Told(QWidget):
    """Figures with a note on what they are; hidden while there are none."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields = Fields(self)
        self._note = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._note.setObjectName(f"{name}-note")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addWidget(self.fields)
        column.addWidget(self._note)

    def clear(self) -> None:
        """Say nothing."""
        self.fields.clear()
        self.hide()

    def say(self, note: str, tip: str = "") -> None:
        """Show what was added to the fields, with that note."""
        self._note.setText(note)
        self._note.setToolTip(tip)
        self.show()


def _tell_past(told: _Told, found: Lift | Refusal, shop: ShopRow) -> None:
    if isinstance(found, Refusal):
        told.say(refusal_text(found))
        return
    told.fields.add_section(tr("The whole shop in its days"))
    _add_beside(told.fields, found.during, shop)
    if found.after is not None:
        days = round((found.after.until - found.after.since) / DAY)
        until_now = found.after.until == shop.now
        told.fields.add_section(
            tr("The whole shop since it ended")
            if until_now
            else tr("The whole shop in the %Ln day(s) after it", days)
        )
        _add_beside(told.fields, found.after, shop)
    told.say(
        tr(
            "Played again from the first day, with the same luck and all your other decisions: so "
            "this is one figure each, and no range."
        ),
        replay_tip(),
    )


def _add_beside(fields: Fields, beside: Beside, shop: ShopRow) -> None:
    was, without, more = beside.with_it, beside.without, beside.difference

    def amount(value: int) -> str:
        return money(value, shop.currency)

    gifts = (tr("Cost of gifts"), amount, was.gifts, without.gifts)
    for name, write, known, other in (
        (tr("Orders"), count_text, was.orders, without.orders),
        (tr("Units"), count_text, was.units, without.units),
        (tr("Revenue"), amount, was.revenue, without.revenue),
        (tr("Discount cost"), amount, was.discount, without.discount),
        *((gifts,) if was.gifts or without.gifts else ()),
        (tr("Profit"), amount, was.profit, without.profit),
    ):
        fields.add(
            name, tr("{with_it}, without it {without}", with_it=write(known), without=write(other))
        )
    role: Role = "good" if more.profit > 0 else "bad" if more.profit < 0 else "text"
    fields.add(tr("Profit added"), signed(more.profit, amount), role=role, strong=True)


def _tell_coming(told: _Told, found: Expected, row: PromotionRow, shop: ShopRow) -> None:
    if found.refusals:
        told.say(refusal_text(found.refusals[0]))
        return
    more = found.difference
    role: Role = "good" if more.profit.low > 0 else "bad" if more.profit.high < 0 else "text"
    if row.begun:
        told.fields.add_section(tr("From now on"))
    told.fields.add(tr("Against a shop without it"), more_orders_text(more.orders))
    write = amounts(shop.currency)
    told.fields.add(tr("Profit added"), difference_text(more.profit, write), role=role)
    days = number(found.days)
    if row.starts_at >= shop.now + found.days * DAY:
        note = tr("It begins later than in {days} days, which are played.", days=days)
    else:
        note = tr(
            "Of the next {days} days, in {tries} tries with the same luck.",
            days=days,
            tries=number(found.seeds),
        )
    told.say(note, method_tip())
