"""The order list's table."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import left_to_right, tr
from desktop.tables.columns import Column
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

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("id", tr("Order"), fixed=True),
            Column("status", tr("Status")),
            Column("product", tr("Product"), fixed=True, stretches=True),
            Column("units", tr("Qty")),
            Column("amount", tr("Total")),
            Column("created", tr("Placed")),
            Column("ship-by", tr("Ship by")),
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
            return left_to_right(moment(row.created_at, shop, "d MMM"))
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
        super().__init__("orders", tr("Orders"), self.orders, dotted=STATUS, parent=parent)

    def show_deadlines(self, deadlines: bool) -> None:
        """Whether the last column says when to ship by, or when the order was placed.

        The person may have chosen otherwise.
        """
        self.columns.hide_by_itself(frozenset({"created" if deadlines else "ship-by"}))

    def samples(self) -> dict[str, str]:
        return {
            "id": "576460752303423000",
            "status": "....." + tr("Awaiting scan"),
            "units": "00000",
            "amount": "$00,000.00",
            "created": "30 Nov 00:00",
            "ship-by": tr("{time} late", time="00 h") + "00",
        }
