"""The table of orders whose money is not in the bank yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.finance_wording import (
    bank_meaning,
    bank_text,
    statement_meaning,
    why_meaning,
    why_role,
    why_text,
)
from desktop.i18n import left_to_right, tr
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import money
from domain.reports.finance.settlement import MoneyRow, MoneySort, Settlement
from domain.reports.shop import ShopRow

ORDER, WHY, BANK, AMOUNT = range(4)


class MoneyModel(RowModel):
    """Orders with why their money is where it is, and when it comes."""

    right = (AMOUNT,)
    terms: Settlement

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("order", tr("Order"), fixed=True),
            Column("why", tr("Why it is not there yet"), fixed=True, stretches=True),
            Column("bank", tr("In the bank"), fixed=True),
            Column("amount", tr("Amount"), fixed=True),
        )

    def meaning(self, column: int) -> str:
        return {
            WHY: tr("Statements are made daily at 00:00 UTC and bear that day's date."),
            BANK: tr("When you can spend it."),
            AMOUNT: tr("The sale less the fees and the label so far. Negative: it comes off."),
        }.get(column, "")

    def text(self, row: MoneyRow, column: int, shop: ShopRow) -> str:
        if column == ORDER:
            return left_to_right(str(row.order_id))
        if column == WHY:
            return why_text(row, self.terms)
        if column == BANK:
            return bank_text(row, self.terms)
        return money(row.amount, shop.currency)

    def tip(self, row: MoneyRow, column: int, shop: ShopRow) -> str:
        if column == WHY:
            said = (each(row, self.terms) for each in (why_text, why_meaning, statement_meaning))
            return "\n".join(filter(None, said))
        if column == BANK:
            return bank_meaning(row, self.terms)
        return tr("Open the order") if column == ORDER else ""

    def colour(self, row: MoneyRow, column: int) -> Role:
        if column == ORDER:
            return "accent"
        if column == WHY:
            return why_role(row.why)
        if column == BANK:
            return "text" if row.bank_at else "mute"
        return "bad" if row.amount < 0 else "text"


class MoneyTable(RowTable):
    """One order a row; its number leads to it."""

    sorts = (MoneySort.ORDER, MoneySort.WHY, MoneySort.BANK, MoneySort.AMOUNT)
    link = ORDER

    def __init__(self, parent: QWidget | None = None) -> None:
        self.money = MoneyModel()
        super().__init__("money", tr("Money to come"), self.money, dotted=WHY, parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.show_sort(MoneySort.BANK, descending=False)

    def show_money(self, rows: Sequence[MoneyRow], terms: Settlement) -> None:
        """Show these rows, all of them read already."""
        self.money.terms = terms
        self.show_rows([row.id for row in rows], rows, terms.shop)

    def samples(self) -> dict[str, str]:
        return {
            "order": "576460752303423000",
            "bank": tr("delivery + %Ln day(s)", 14),
            "amount": "−$00,000.00",
        }
