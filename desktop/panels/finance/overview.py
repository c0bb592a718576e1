"""The cash line, the profit, and where the money is: each figure leads to its journal entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from sqlalchemy import Connection

from desktop.charts.line_chart import LineChart
from desktop.desk import Desk
from desktop.finance_wording import account_meaning, account_name
from desktop.i18n import tr
from desktop.widgets.card import Card
from desktop.widgets.fields import Fields
from desktop.widgets.figure_row import FigureRow
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.scrolled import Scrolled
from desktop.wording import date_text, money
from domain.finance.rules import PLACES, RESULT, Account
from domain.reports.finance.accounts import Balances, Profit, money_now, profit
from domain.reports.finance.course import Course, course
from domain.reports.finance.journal import JournalQuery
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Shop

_SIDE = 344
"""Width of the cards beside the chart, logical pixels."""

_SOMETIMES = (
    Account.SELLER_DISCOUNTS,
    Account.COMMISSION,
    Account.CAMPAIGN_FEE,
    Account.ADVERTISING,
    Account.SAMPLES,
    Account.REIMBURSEMENTS,
)
"""Lines of the profit that stand there only where there is something to tell: most shops begin
without promotions, creators and ads, and both cards fit a small window without scrolling."""


class Period(Enum):
    """Which days the chart and the profit cover; its value is their number, today among them."""

    EVER = 0
    MONTH = 28
    WEEK = 7


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at the shop gave."""

    shop: ShopRow
    balances: Balances
    profit: Profit
    since: int
    account: Account
    course: Course


class Overview(QWidget):
    """The first page of the tab. Whoever shows it places its ``period`` bar."""

    rows_wanted = Signal(object)
    """A ``JournalQuery`` of the entries behind a figure."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: _Look | None = None
        self.period = PillBar(
            "finance.period",
            tr("Period"),
            [
                Pill(Period.EVER.name, tr("So far")),
                Pill(Period.MONTH.name, tr("28 days")),
                Pill(Period.WEEK.name, tr("7 days")),
            ],
        )
        self.period.chosen.connect(lambda _key: self.refresh())
        self.period.setToolTip(tr("The days of the chart and of the profit, today among them."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._chart_card(), 1)
        row.addWidget(self._side())

    def _chart_card(self) -> Card:
        card = Card("course", tr("Money at the end of each day"))
        pills = [
            Pill(account.name, account_name(account)) for account in (Account.CASH, Account.ON_HOLD)
        ]
        self._account = PillBar("finance.account", tr("Account"), pills)
        self._account.chosen.connect(lambda _key: self.refresh())
        card.add_to_title(self._account)
        self._line = LineChart("finance", tr("No money has moved yet"), str)
        self._line.setMinimumHeight(150)
        self._line.chosen.connect(self._open_day)
        card.body.addWidget(self._line, 1)
        return card

    def _side(self) -> Scrolled:
        side = Scrolled(12, parent=self)
        side.body.addWidget(self._profit_card())
        side.body.addWidget(self._places_card())
        side.body.addStretch(1)
        side.setFixedWidth(_SIDE)
        return side

    def _profit_card(self) -> Card:
        card = Card("profit-lines", tr("Profit"))
        card.body.setSpacing(0)
        self._span = PlainLabel("", card, role="mute", size="small", elide=True)
        self._span.setContentsMargins(6, 0, 6, 4)
        card.body.addWidget(self._span)
        self._lines = self._rows(card, RESULT, self._open_line)
        card.body.addWidget(_rule(card))
        self._profit = _sums(card)
        card.body.addWidget(self._profit)
        return card

    def _places_card(self) -> Card:
        card = Card("places", tr("Where your money is"))
        card.body.setSpacing(0)
        self._places = self._rows(card, PLACES, self._open_place)
        card.body.addWidget(_rule(card))
        self._whole = _sums(card)
        card.body.addWidget(self._whole)
        return card

    @staticmethod
    def _rows(
        card: Card, accounts: Sequence[Account], pressed: Callable[[Account], None]
    ) -> dict[Account, FigureRow]:
        rows = {}
        for account in accounts:
            name, tip = account_name(account), account_meaning(account)
            row = rows[account] = FigureRow(f"account.{account.name.lower()}", name, tip, card)
            row.clicked.connect(lambda _=False, account=account: pressed(account))
            card.body.addWidget(row)
        return rows

    # Showing

    def refresh(self) -> None:
        """Ask for the figures of the period chosen."""
        wall, account = self._desk.clock(), Account[self._account.current()]
        days = Period[self.period.current()].value

        def look(shop: Shop) -> _Look:
            def read(conn: Connection) -> _Look:
                about = shop_row(conn, wall)
                calendar = about.book.calendar
                first = int(calendar.local_day(about.now)) - days + 1
                since = int(calendar.moment(first)) if days else 0
                return _Look(
                    about,
                    money_now(conn),
                    profit(conn, since),
                    since,
                    account,
                    course(conn, wall, account, days),
                )

            return shop.read(read)

        self._desk.read(self, "overview", look, self._show)

    def _show(self, found: _Look) -> None:
        self._found = found
        currency = found.shop.currency
        for account, amount in found.profit.lines:
            self._lines[account].show_amount(money(amount, currency))
            self._lines[account].setVisible(amount != 0 or account not in _SOMETIMES)
        days = found.course.days
        span = tr("Since {day}", day=date_text(days[0])) if days else ""
        if found.since and days:
            first, last = date_text(days[0]), date_text(days[-1])
            span = tr("{first} to {last}, today", first=first, last=last)
        self._span.setText(span)
        gain = found.profit.profit
        self._profit.clear()
        self._profit.add(
            tr("Profit"),
            money(gain, currency),
            strong=True,
            role="good" if gain > 0 else "bad" if gain < 0 else "text",
            tip=tr("Sales less everything they cost. Goods count when they are sent."),
        )
        held = found.balances
        amounts = (held.cash, held.on_hold, held.processing, held.stock)
        for row, amount in zip(self._places.values(), amounts, strict=True):
            row.show_amount(money(amount, currency))
        self._whole.clear()
        self._whole.add(tr("Together"), money(sum(amounts), currency), strong=True)
        self._whole.add(
            account_name(Account.EQUITY),
            money(held.put_in, currency),
            tip=account_meaning(Account.EQUITY),
        )
        self._whole.add(
            tr("Profit so far"),
            money(held.profit, currency),
            tip=tr("What you put in and what you earned is all the money there is."),
        )
        self._draw(found)

    def _draw(self, found: _Look) -> None:
        def worded(amount: float) -> str:
            return money(round(amount), found.shop.currency)

        points = [
            (date_text(day), amount)
            for day, amount in zip(found.course.days, found.course.amounts, strict=True)
        ]
        self._line.set_points(
            points,
            (),
            worded,
            tr("{account} at the end of each day", account=account_name(found.account)),
        )

    # Going

    def _open_place(self, account: Account) -> None:
        self.rows_wanted.emit(JournalQuery(account=account))

    def _open_line(self, account: Account) -> None:
        since = self._found.since if self._found is not None else 0
        self.rows_wanted.emit(JournalQuery(account=account, since=since))

    def _open_day(self, place: int) -> None:
        found = self._found
        if found is None:
            return
        calendar, day = found.shop.book.calendar, found.course.days[place]
        since, before = int(calendar.moment(day)), int(calendar.moment(day + 1))
        self.rows_wanted.emit(JournalQuery(account=found.account, since=since, before=before))


def _rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setProperty("kind", "rule")
    return rule


def _sums(parent: QWidget) -> Fields:
    """Sums under a rule, in line with the rows above it."""
    fields = Fields(parent)
    fields.setContentsMargins(6, 8, 6, 0)
    return fields
