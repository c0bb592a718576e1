"""The order list's table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import left_to_right, tr
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import (
    cancel_reason_name,
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

ID, STATUS, PRODUCT, UNITS, TOTAL, CREATED = range(6)
SHIP_BY, AUTO_CANCEL, PLACE, CARRIER, TRACKING, SAMPLE, ANSWER_BY, ASKS = range(6, 14)
_UNUSUAL = frozenset({"auto-cancel", "place", "carrier", "tracking", "sample"})
"""Columns that are there for those who want them."""


class OrderModel(RowModel):
    """Orders."""

    right = (UNITS, TOTAL)

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("id", tr("Order"), fixed=True),
            Column("status", tr("Status")),
            Column("product", tr("Product"), fixed=True, stretches=True),
            Column("units", tr("Qty")),
            Column("amount", tr("Total")),
            Column("created", tr("Placed")),
            Column("ship-by", tr("Ship by")),
            Column("auto-cancel", tr("Auto-cancel")),
            Column("place", tr("Place")),
            Column("carrier", tr("Carrier")),
            Column("tracking", tr("Tracking")),
            Column("sample", tr("Sample")),
            Column("answer-by", tr("Answer by")),
            Column("asks", tr("Why cancel")),
        )

    def meaning(self, column: int) -> str:
        return {
            SHIP_BY: tr(
                "The carrier must have scanned the parcel by then; a label alone does not count."
            ),
            AUTO_CANCEL: tr(
                "The system cancels the order if it has no label by then. Of an order sent in "
                "parts, only what is not packed yet is refunded."
            ),
            ANSWER_BY: tr("The buyer asks to cancel. Unless you answer, it is approved by then."),
            SAMPLE: tr("Free samples: discounts have left nothing to pay for the goods."),
        }.get(column, "")

    def text(self, row: OrderRow, column: int, shop: ShopRow) -> str:
        return _TEXTS[column](row, shop)

    def tip(self, row: OrderRow, column: int, shop: ShopRow) -> str:
        return status_meaning(row.status) if column == STATUS else self.text(row, column, shop)

    def colour(self, row: OrderRow, column: int) -> Role:
        if column == STATUS:
            return status_role(row.status, row.late)
        if column == ANSWER_BY:
            return "warn"
        if column == SHIP_BY:
            return "bad" if row.late else "text"
        return "mute" if column == CREATED else "text"


def _product(row: OrderRow, _shop: ShopRow) -> str:
    if row.more_lines:
        return tr("{product} and %Ln more", row.more_lines, product=row.product)
    return row.product


def _open_until(at: int, row: OrderRow, shop: ShopRow) -> str:
    return deadline(at, shop) if at and not row.status.is_final else ""


_TEXTS: dict[int, Callable[[OrderRow, ShopRow], str]] = {
    ID: lambda row, _: left_to_right(str(row.id)),
    STATUS: lambda row, _: tr("Overdue") if row.late else status_name(row.status),
    PRODUCT: _product,
    UNITS: lambda row, _: number(row.units),
    TOTAL: lambda row, shop: money(row.amount, shop.currency),
    CREATED: lambda row, shop: left_to_right(moment(row.created_at, shop, "d MMM")),
    SHIP_BY: lambda row, shop: _open_until(row.ship_by, row, shop),
    AUTO_CANCEL: lambda row, shop: _open_until(row.auto_cancel, row, shop),
    PLACE: lambda row, _: row.place,
    CARRIER: lambda row, _: row.carrier,
    TRACKING: lambda row, _: left_to_right(row.tracking),
    SAMPLE: lambda row, _: tr("Free sample") if row.sample else "",
    ANSWER_BY: lambda row, shop: deadline(row.answer_by, shop),
    ASKS: lambda row, _: cancel_reason_name(row.cancel_reason),
}
"""What each column's cell says."""


class OrderTable(RowTable):
    """Orders, many of which can be chosen at a time."""

    sorts = (
        Sort.ID,
        Sort.STATUS,
        None,
        Sort.UNITS,
        Sort.AMOUNT,
        Sort.CREATED,
        Sort.SHIP_BY,
        Sort.AUTO_CANCEL,
        Sort.PLACE,
        Sort.CARRIER,
        None,
        None,
        None,
        None,
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self.orders = OrderModel()
        super().__init__("orders", tr("Orders"), self.orders, dotted=STATUS, parent=parent)
        self.show_times(deadlines=False)

    def show_times(self, *, deadlines: bool, requests: bool = False) -> None:
        """Whether a column says when to ship by or when the order was placed, or two tell requests.

        ``requests``: until when to answer buyers who ask to cancel, and why they do. The person
        may have chosen otherwise.
        """
        hidden = {"created", "units", "amount"} if requests else {"answer-by", "asks"}
        hidden.add("created" if deadlines else "ship-by")
        self.columns.hide_by_itself(_UNUSUAL | hidden)

    def samples(self) -> dict[str, str]:
        return {
            "id": "576460752303423000",
            "status": "....." + tr("Awaiting scan"),
            "units": "00000",
            "amount": "$00,000.00",
            "created": "30 Nov 00:00",
            "ship-by": tr("{time} late", time="00 h") + "00",
            "auto-cancel": tr("{time} late", time="00 h") + "00",
            "place": "San Francisco, CA",
            "carrier": "DHL eCommerce",
            "tracking": "9400000000000000000000",
            "sample": tr("Free sample"),
            "answer-by": tr("{time} late", time="00 h") + "00",
            "asks": tr("Found it cheaper elsewhere"),
        }
