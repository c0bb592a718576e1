"""The journal: every movement of money, by entry, account, order and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.finance_wording import account_name, day_text, kind_name
from desktop.i18n import tr
from desktop.tables.journal_table import JournalTable
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.theme.icons import icon
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from domain.finance.rules import Account, Kind
from domain.kernel.clock import DAY, HOUR
from domain.reports.finance.journal import (
    JournalQuery,
    JournalRow,
    behind_payout,
    journal_ids,
    journal_rows,
)
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Shop

_FIRST_ROWS = 60
_SEARCH_DELAY = 200
"""Milliseconds after the last key, so that a number is searched once."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """What one look at the journal gave."""

    shop: ShopRow
    ids: Sequence[int]
    rows: tuple[JournalRow, ...]


class JournalView(QWidget):
    """The third page of the tab."""

    order_wanted = Signal(object)  # an id: Qt's int has 32 bits only
    products_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._query = JournalQuery()
        self._shop: ShopRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._filters())
        column.addWidget(self._make_list(), 1)

    def _filters(self) -> FlowLayout:
        row = FlowLayout(spacing=8)
        self._kind = self._choice(
            "kind", tr("Entry"), tr("All entries"), [(kind_name(each), each) for each in Kind]
        )
        self._account = self._choice(
            "account",
            tr("Account"),
            tr("All accounts"),
            [(account_name(each), each) for each in Account],
        )
        self._order = QLineEdit(self)
        self._order.setObjectName("filter.order")
        self._order.setAccessibleName(tr("Order number"))
        self._order.setPlaceholderText(tr("Order number"))
        self._order.setClearButtonEnabled(True)
        self._order.setMinimumWidth(200)
        wait = QTimer(self, singleShot=True, interval=_SEARCH_DELAY)
        wait.timeout.connect(self._ask_chosen)
        self._order.textChanged.connect(lambda _text: wait.start())
        self._days = QPushButton(self)
        self._days.setProperty("kind", "quiet")
        self._days.setIcon(icon("x", "mute"))
        self._days.setObjectName("action.clear-days")
        self._days.setToolTip(tr("Show the entries of all days"))
        self._days.clicked.connect(lambda: self.show_query(replace(self._query, since=0, before=0)))
        self._days.hide()
        self._count = PlainLabel("", self, role="mute", size="small")
        for widget in (self._kind, self._account, self._order, self._days, self._count):
            row.addWidget(widget)
        return row

    def _choice(
        self, name: str, spoken: str, every: str, choices: Sequence[tuple[str, Kind | Account]]
    ) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"filter.{name}")
        box.setAccessibleName(spoken)
        box.addItem(every, 0)
        for text, choice in choices:
            box.addItem(text, int(choice))
        box.activated.connect(self._ask_chosen)
        return box

    def _make_list(self) -> TableOrEmpty:
        self.table = JournalTable(self)
        self.table.journal.wanted.connect(self._read_rows)
        self.table.opened.connect(self._open)
        empty = EmptyState(
            "receipt",
            tr("No entries match"),
            tr("Take a filter away to see more."),
            tr("Show all entries"),
            "show-all-entries",
            self,
        )
        empty.triggered.connect(lambda: self.show_query(JournalQuery()))
        self._pages = TableOrEmpty(self.table, empty, self)
        return self._pages

    # Reading

    def show_query(self, query: JournalQuery) -> None:
        """Show these entries, with the filters set accordingly."""
        self._order.blockSignals(True)
        self._order.setText(query.search)
        self._order.blockSignals(False)
        self._kind.setCurrentIndex(self._kind.findData(int(query.kind or 0)))
        self._account.setCurrentIndex(self._account.findData(int(query.account or 0)))
        self._ask(query)

    def _ask_chosen(self) -> None:
        kind, account = self._kind.currentData(), self._account.currentData()
        self._ask(
            replace(
                self._query,
                kind=Kind(kind) if kind else None,
                account=Account(account) if account else None,
                search=self._order.text().strip(),
            )
        )

    def _ask(self, query: JournalQuery) -> None:
        if query != self._query:
            self._query = query
            self.table.scrollToTop()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the entries."""
        query, wall = self._query, self._desk.clock()

        def look(shop: Shop) -> _Listed:
            def read(conn: Connection) -> _Listed:
                ids = journal_ids(conn, query)
                return _Listed(
                    shop_row(conn, wall), ids, journal_rows(conn, list(ids[:_FIRST_ROWS]))
                )

            return shop.read(read)

        self._desk.read(self, "journal", look, self._show)

    def _show(self, listed: _Listed) -> None:
        self._shop = listed.shop
        self.table.journal.account = self._query.account
        self.table.show_rows(listed.ids, listed.rows, listed.shop)
        self._pages.show_table(bool(listed.ids))
        self._count.setText(tr("%Ln (entry|entries)", len(listed.ids)))
        self._word_days(listed.shop)

    def _word_days(self, shop: ShopRow) -> None:
        since, before = self._query.since, self._query.before
        self._days.setVisible(bool(since or before))
        if not (since or before):
            return
        first = day_text(since, shop)
        if not before:
            self._days.setText(tr("since {day}", day=first))
        elif before - since <= DAY + HOUR:  # a day may have 25 hours
            self._days.setText(first)
        else:
            last = day_text(before - 1, shop)
            self._days.setText(tr("{first} to {last}", first=first, last=last))

    def _read_rows(self, ids: tuple[int, ...]) -> None:
        self._desk.read(
            self,
            "rows",
            lambda shop: shop.read(journal_rows, ids),
            self.table.journal.take_rows,
        )

    def _open(self, row_id: int) -> None:
        row = self.table.journal.row(row_id)
        if row is None:
            return
        if row.order_id:
            self.order_wanted.emit(row.order_id)
        elif row.kind is Kind.RESTOCK:
            self.products_wanted.emit()
        elif row.kind is Kind.PAYOUT:
            self._desk.read(
                self, "payout", lambda shop: shop.read(behind_payout, row.at), self.show_query
            )
