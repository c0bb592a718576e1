"""The Finance panel: what is where, when it comes, and every entry behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.finance_wording import account_meaning, account_name, day_text, short_day
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.finance.coming import ComingMoney
from desktop.panels.finance.journal import JournalView
from desktop.panels.finance.overview import Overview
from desktop.remembered import Remembered
from desktop.theme.roles import Role
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.figure_tile import FigureTile
from desktop.widgets.pill import Pill, PillBar
from desktop.wording import money
from domain.finance.rules import Account, Kind
from domain.kernel.changes import Subject
from domain.reports.finance.accounts import Balances, money_now
from domain.reports.finance.journal import JournalQuery
from domain.reports.finance.settlement import ON_HOLD, Settlement, settlement
from domain.shop import Shop

OVERVIEW, COMING, JOURNAL = "overview", "coming", "journal"


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at the shop gave."""

    balances: Balances
    settlement: Settlement


class FinancePanel(Panel):
    """Balances above; below them an overview, the orders on their way to the bank, the journal."""

    subjects = frozenset(
        {Subject.MONEY, Subject.ORDERS, Subject.STOCK, Subject.RETURNS, Subject.CLOCK}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("finance", tr("Finance"), desk, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        if not desk.is_practice:
            column.addWidget(self._make_empty())
            return
        column.addLayout(self._make_tiles())
        # Before the pages, so that the keyboard comes to it before what it shows.
        self._bar = PillBar(
            "tabs.finance",
            tr("Finance pages"),
            [
                Pill(OVERVIEW, tr("Overview")),
                Pill(COMING, tr("When will I have my money?")),
                Pill(JOURNAL, tr("Journal")),
            ],
        )
        self._bar.chosen.connect(self.show_page)
        self._bar.setParent(self)
        self.overview = Overview(desk, self)
        self.coming = ComingMoney(self)
        self.journal = JournalView(desk, self)
        self._stack = QStackedWidget(self)
        self._pages = {OVERVIEW: self.overview, COMING: self.coming, JOURNAL: self.journal}
        for page in self._pages.values():
            self._stack.addWidget(page)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._bar, 1)
        row.addWidget(self.overview.period)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.overview.rows_wanted.connect(self.show_entries)
        self.coming.skip_wanted.connect(lambda: self.go.emit("skip", None))
        self.journal.products_wanted.connect(lambda: self.go.emit("products", None))
        for page in (self.coming, self.journal):
            page.order_wanted.connect(lambda order: self.go.emit("orders", order))

    def _make_empty(self) -> QFrame:
        """What a real shop sees."""
        card = QFrame(self)
        card.setProperty("kind", "card")
        empty = EmptyState(
            "wallet",
            tr("Settlement files can't be read yet"),
            tr(
                "So this shop has no statements and no payouts here. What each order should bring "
                "stands beside it under Orders."
            ),
            tr("Go to orders"),
            "go-to-orders",
            card,
        )
        empty.triggered.connect(lambda: self.go.emit("orders", None))
        QVBoxLayout(card).addWidget(empty)
        return card

    def _make_tiles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        paid = tr("What the platform has paid out to your bank account since you opened.")
        profit = tr("Sales less refunds, fees, postage and cost of goods.")
        self.tiles = {
            key: FigureTile(key, name, tip, self)
            for key, name, tip in (
                ("on-hold", account_name(Account.ON_HOLD), account_meaning(Account.ON_HOLD)),
                (
                    "processing",
                    account_name(Account.PROCESSING),
                    account_meaning(Account.PROCESSING),
                ),
                ("paid", tr("Paid to the bank"), paid),
                ("cash", account_name(Account.CASH), account_meaning(Account.CASH)),
                ("profit", tr("Profit so far"), profit),
            )
        }
        for key, tile in self.tiles.items():
            tile.clicked.connect(lambda _=False, key=key: self._open(key))
            row.addWidget(tile, 1)
        return row

    def receive(self, subject: object) -> None:
        """A ``JournalQuery``: the entries to show."""
        if isinstance(subject, JournalQuery) and self.desk.is_practice:
            self.show_entries(subject)

    def exports(self) -> tuple[str, Sequence[int]]:
        return ("journal" if self.desk.is_practice else "orders"), ()

    # What is remembered

    def state(self) -> dict[str, Any]:
        if not self.desk.is_practice:
            return {}
        return {
            "page": self._bar.current(),
            "period": self.overview.period.current(),
            "coming": self.coming.table.columns.state(),
            "journal": self.journal.table.columns.state(),
        }

    def restore(self, state: Remembered) -> None:
        if not self.desk.is_practice:
            return
        self._turn_to(state.text("page", self._pages, OVERVIEW))
        period = self.overview.period
        period.choose(state.text("period", period.keys(), period.current()))
        self.coming.table.columns.restore(state.part("coming"))
        self.journal.table.columns.restore(state.part("journal"))

    # Showing

    def refresh(self) -> None:
        if not self.desk.is_practice:
            return
        wall = self.desk.clock()

        def look(shop: Shop) -> _Look:
            def read(conn: Connection) -> _Look:
                return _Look(money_now(conn), settlement(conn, wall))

            return shop.read(read)

        self.desk.read(self, "money", look, self._show)
        self._refresh_page()

    def _refresh_page(self) -> None:
        page = self._pages[self._bar.current()]
        if isinstance(page, Overview | JournalView):
            page.refresh()

    def _show(self, found: _Look) -> None:
        self.coming.show_settlement(found.settlement)
        held, shop = found.balances, found.settlement.shop
        on_hold = [row for row in found.settlement.rows if row.why in ON_HOLD]
        due = min((row.statement_at for row in on_hold if row.statement_at), default=0)
        waiting = tr("%Ln order(s)", len(on_hold))
        if due:
            waiting = tr("%Ln order(s), next {day}", len(on_hold), day=short_day(due, shop))
        payouts = [
            tr(
                "{amount} by {day}",
                amount=money(payout.amount, shop.currency),
                day=day_text(payout.at, shop),
            )
            for payout in held.coming
        ]
        if held.carried:
            amount = money(held.carried, shop.currency)
            payouts.append(tr("{amount} carried over", amount=amount))
        coming = payouts[0] if payouts else tr("nothing is settled now")
        paid = tr("no payout yet")
        if held.last is not None:
            amount = money(held.last.amount, shop.currency)
            paid = tr("last {amount} on {day}", amount=amount, day=day_text(held.last.at, shop))
        costs = tr("after everything it cost")
        figures: tuple[tuple[str, int, str, Role, list[str]], ...] = (
            ("on-hold", held.on_hold, waiting, "text", []),
            ("processing", held.processing, coming, "info", payouts[1:]),
            ("paid", held.paid, paid, "good", []),
            ("cash", held.cash, tr("what you can spend now"), "text", []),
            ("profit", held.profit, costs, "good" if held.profit >= 0 else "bad", []),
        )
        for key, figure, caption, role, details in figures:
            shown = money(figure, shop.currency)
            self.tiles[key].show_figure(shown, caption, role if figure else "text", details)

    # Going

    def show_page(self, key: str) -> None:
        """Show one of the pages."""
        self._turn_to(key)
        self._refresh_page()

    def _turn_to(self, key: str) -> None:
        self._bar.choose(key)
        self._stack.setCurrentWidget(self._pages[key])
        self.overview.period.setVisible(key == OVERVIEW)

    def show_entries(self, query: JournalQuery) -> None:
        """Show some entries of the journal."""
        self._turn_to(JOURNAL)
        self.journal.show_query(query)

    def _open(self, key: str) -> None:
        """The rows behind a tile."""
        if key == "profit":
            self.show_page(OVERVIEW)
        elif key == "paid":
            self.show_entries(JournalQuery(kind=Kind.PAYOUT))
        elif key == "cash":
            self.show_entries(JournalQuery(account=Account.CASH))
        else:
            self.show_page(COMING)
            self.coming.choose(processing=key == "processing")
