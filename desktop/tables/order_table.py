"""The order list's table."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import left_to_right, tr
from desktop.tables.row_table import RowModel, RowTable
from desktop.theme.roles import Role
from desktop.wording import (
    deadline,
    moment,
    money,
    number,
    status_meaning,
    status_name,
    status_role,
)
from domain.reports.orders import OrderRow, Sort
from domain.reports.shop import ShopRow

STATUS, PRODUCT, TOTAL, CREATED, SHIP_BY = 1, 2, 4, 5, 6


class OrderModel(RowModel):
    """Orders."""

    right = (3, 4)

    def headings(self) -> tuple[str, ...]:
        return (
            tr("Order"),
            tr("Status"),
            tr("Product"),
            tr("Qty"),
            tr("Total"),
            tr("Placed"),
            tr("Ship by"),
        )

    def meaning(self, column: int) -> str:
        if column != SHIP_BY:
            return ""
        return tr("The carrier must have scanned the parcel by then; a label alone does not count.")

    def text(self, row: OrderRow, column: int, shop: ShopRow) -> str:
        if column == 0:
            return left_to_right(str(row.id))
        if column == STATUS:
            return tr("Overdue") if row.late else status_name(row.status)
        if column == PRODUCT:
            if row.more_lines:
                return tr("{product} and %Ln more", row.more_lines, product=row.product)
            return row.product
        if column == TOTAL:
            return money(row.amount, shop.currency)
        if column == CREATED:
            return moment(row.created_at, shop, "d MMM")
        if column == SHIP_BY:
            return deadline(row.ship_by, shop) if row.ship_by and not row.status.is_final else ""
        return number(row.units)

    def tip(self, row: OrderRow, column: int, shop: ShopRow) -> str:
        return status_meaning(row.status) if column == STATUS else self.text(row, column, shop)

    def colour(self, row: OrderRow, column: int) -> Role:
        if column == STATUS:
            return status_role(row.status, row.late)
        if column == SHIP_BY:
            return "bad" if row.late else "text"
        if column == CREATED:
            return "mute"
        return "text"


class OrderTable(RowTable):
    """Orders, many of which can be chosen at a time."""

    sorts = (Sort.ID, Sort.STATUS, None, Sort.UNITS, Sort.AMOUNT, Sort.CREATED, Sort.SHIP_BY)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.orders = OrderModel()
        super().__init__(
            "orders", tr("Orders"), self.orders, stretched=PRODUCT, dotted=STATUS, parent=parent
        )

    def show_deadlines(self, deadlines: bool) -> None:
        """Whether the last column says when to ship by, or when the order was placed."""
        self.setColumnHidden(SHIP_BY, not deadlines)
        self.setColumnHidden(CREATED, deadlines)

    def samples(self) -> tuple[tuple[int, str], ...]:
        return (
            (0, "576460752303423000"),
            (STATUS, "....." + tr("Awaiting scan")),
            (3, "00000"),
            (TOTAL, "$00,000.00"),
            (CREATED, "30 Nov 00:00"),
            (SHIP_BY, tr("{time} late", time="00 h") + "00"),
        )
