"""The journal's table: what moved, from where to where, and for which order."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.finance_wording import account_meaning, account_name, kind_meaning, kind_name
from desktop.i18n import left_to_right, tr
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import moment, money
from domain.finance.rules import Account, Kind
from domain.reports.finance.journal import JournalRow
from domain.reports.shop import ShopRow

WHEN, ENTRY, ORDER, FROM, TO, AMOUNT = range(6)


class JournalModel(RowModel):
    """Entries; with an account chosen, amounts have the sign of what they do to it."""

    right = (AMOUNT,)
    account: Account | None = None

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("when", tr("When")),
            Column("entry", tr("Entry"), fixed=True),
            Column("order", tr("Order"), fixed=True),
            Column("from", tr("From")),
            Column("to", tr("To"), fixed=True, stretches=True),
            Column("amount", tr("Amount"), fixed=True),
        )

    def meaning(self, column: int) -> str:
        return {
            FROM: tr("Where the money came from."),
            TO: tr("Where the money went. Every entry moves one amount, so nothing gets lost."),
            AMOUNT: tr("With an account chosen: what the entry adds to it or takes from it."),
        }.get(column, "")

    def text(self, row: JournalRow, column: int, shop: ShopRow) -> str:
        if column == WHEN:
            return left_to_right(moment(row.at, shop, "d MMM"))
        if column == ENTRY:
            return kind_name(row.kind)
        if column == ORDER:
            return left_to_right(str(row.order_id)) if row.order_id else tr("no single order")
        if column == AMOUNT:
            return self._amount(row, shop)
        return account_name(row.credit if column == FROM else row.debit)

    def _amount(self, row: JournalRow, shop: ShopRow) -> str:
        if self.account is None:
            return money(row.amount, shop.currency)
        effect = row.effect(self.account)
        shown = money(effect, shop.currency)
        return left_to_right(f"+{shown}") if effect > 0 else shown

    def tip(self, row: JournalRow, column: int, shop: ShopRow) -> str:
        if column == ENTRY:
            return f"{kind_name(row.kind)}\n{kind_meaning(row.kind)}"
        if column == ORDER:
            return _where_to(row)
        if column in (FROM, TO):
            account = row.credit if column == FROM else row.debit
            return f"{account_name(account)}\n{account_meaning(account)}"
        return ""

    def colour(self, row: JournalRow, column: int) -> Role:
        if column == ORDER:
            return "accent" if row.order_id else "mute"
        if column == AMOUNT and self.account is not None:
            return "good" if row.effect(self.account) > 0 else "bad"
        return "mute" if column == WHEN else "text"


def _where_to(row: JournalRow) -> str:
    """What opening the entry shows."""
    if row.order_id:
        return tr("Open the order")
    if row.kind is Kind.RESTOCK:
        return tr("Goods for orders to come. Enter opens Products.")
    if row.kind is Kind.PAYOUT:
        return tr("The money of many orders at once. Enter shows their settlements.")
    return tr("This entry is not about an order.")


class JournalTable(RowTable):
    """Entries, newest first; an order's number leads to it."""

    link = ORDER

    def __init__(self, parent: QWidget | None = None) -> None:
        self.journal = JournalModel()
        super().__init__("journal", tr("Journal"), self.journal, dotted=-1, parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def samples(self) -> dict[str, str]:
        return {
            "when": "30 Nov 00:00",
            "entry": kind_name(Kind.REFUND_ADMINISTRATION_FEE),
            "order": "576460752303423000",
            "from": account_name(Account.COST_OF_GOODS) + "00",
            "amount": "+$00,000.00",
        }
