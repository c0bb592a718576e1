"""The returns list's table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import left_to_right, tr
from desktop.returns_wording import (
    asked_text,
    clock_meaning,
    clock_role,
    clock_text,
    return_kind_name,
    return_status_name,
    return_status_role,
)
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import moment, money, return_reason_name
from domain.aftersales.groups import Group
from domain.reports.returns import ReturnRow, Sort
from domain.reports.shop import ShopRow

ID, ORDER, PRODUCT, KIND, REASON, ASKED, GIVEN, REQUESTED, CLOCK, STATUS = range(10)
_UNUSUAL = frozenset({"order", "kind", "requested"})
"""Columns that are there for those who want them."""

_TO_DO = (Group.TO_ANSWER, Group.TO_INSPECT)
"""Groups that say the status, of which the reason matters."""


class ReturnModel(RowModel):
    """Returns."""

    right = (ASKED, GIVEN)

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("id", tr("Return"), fixed=True),
            Column("order", tr("Order")),
            Column("product", tr("Product"), fixed=True, stretches=True),
            Column("kind", tr("Wanted")),
            Column("reason", tr("Reason")),
            Column("asked", tr("Asked for")),
            Column("given", tr("Given back")),
            Column("requested", tr("Asked on")),
            Column("clock", tr("Clock")),
            Column("status", tr("Status")),
        )

    def meaning(self, column: int) -> str:
        return {
            ASKED: tr("What the buyer wants back, tax included."),
            GIVEN: tr("What the buyer has got back, tax included."),
            CLOCK: tr("What happens by itself next, and when. Yours are in the stronger colour."),
        }.get(column, "")

    def text(self, row: ReturnRow, column: int, shop: ShopRow) -> str:
        return _TEXTS[column](row, shop)

    def tip(self, row: ReturnRow, column: int, shop: ShopRow) -> str:
        return clock_meaning(row, shop) if column == CLOCK else self.text(row, column, shop)

    def colour(self, row: ReturnRow, column: int) -> Role:
        if column == STATUS:
            return return_status_role(row)
        if column == CLOCK and self.shop is not None:
            return clock_role(row, self.shop)
        return "mute" if column == REQUESTED else "text"


def _product(row: ReturnRow, _shop: ShopRow) -> str:
    product = row.product or row.seller_sku
    if row.more_lines:
        return tr("{product} and %Ln more", row.more_lines, product=product)
    return product


_TEXTS: dict[int, Callable[[ReturnRow, ShopRow], str]] = {
    ID: lambda row, _: left_to_right(str(row.id)),
    ORDER: lambda row, _: left_to_right(str(row.order_id)),
    PRODUCT: _product,
    KIND: lambda row, _: return_kind_name(row.kind),
    REASON: lambda row, _: return_reason_name(row.reason),
    ASKED: asked_text,
    GIVEN: lambda row, shop: money(row.refunded, shop.currency) if row.refunded else "",
    REQUESTED: lambda row, shop: left_to_right(moment(row.requested_at, shop, "d MMM")),
    CLOCK: clock_text,
    STATUS: lambda row, _: return_status_name(row),
}
"""What each column's cell says."""


class ReturnTable(RowTable):
    """Returns, many of which can be chosen at a time."""

    sorts = (
        Sort.ID,
        Sort.ORDER,
        None,
        None,
        None,
        Sort.REFUND,
        Sort.REFUNDED,
        Sort.REQUESTED,
        Sort.DUE,
        Sort.STATUS,
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self.returns = ReturnModel()
        super().__init__("returns", tr("Returns"), self.returns, dotted=STATUS, parent=parent)
        self.show_group(None)

    def show_group(self, group: Group | None) -> None:
        """Show what matters in a group (None: in all): there is no room for everything.

        The person may have chosen otherwise.
        """
        hidden = {"status"} if group in _TO_DO else {"reason"}
        hidden.add("clock" if group is Group.DONE else "given")
        self.columns.hide_by_itself(_UNUSUAL | hidden)

    def samples(self) -> dict[str, str]:
        return {
            "id": "576460752303423000",
            "order": "576460752303423000",
            "kind": tr("Return for the money"),
            "reason": tr("Not as described"),
            "asked": "$0,000.00",
            "given": "$0,000.00",
            "requested": "30 Nov 00:00",
            "clock": tr("inspect {time}", time="Wed 00:00"),
            "status": "....." + tr("On its way back"),
        }
