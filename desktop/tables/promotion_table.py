"""The table of promotions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.i18n import tr
from desktop.promotion_wording import (
    about_text,
    end_text,
    offer_text,
    orders_text,
    start_text,
    tool_role,
)
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import number
from domain.reports.promotions import PromotionRow, Sort
from domain.reports.shop import ShopRow

NAME, OFFER, ABOUT, STARTS, ENDS, ORDERS = range(6)

_ROOMY, _TIGHT = 820, 560
"""Logical pixels under which what it is for, and then the start too, have no room."""


class PromotionModel(RowModel):
    """Promotions, each with what it offers, for what, and when."""

    right = (ORDERS,)

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("name", tr("Promotion"), fixed=True, stretches=True),
            Column("offer", tr("Offer")),
            Column("about", tr("For")),
            Column("starts", tr("Begins")),
            Column("ends", tr("Ends")),
            Column("orders", tr("Orders")),
        )

    def meaning(self, column: int) -> str:
        return {
            OFFER: tr("Its tool, and how much it takes off."),
            ABOUT: tr("The products whose price it lowers, or the whole shop."),
            ORDERS: tr("Orders that used it, without those that were cancelled."),
        }.get(column, "")

    def text(self, row: PromotionRow, column: int, shop: ShopRow) -> str:
        return {
            NAME: row.name or tr("Without a title"),
            OFFER: offer_text(row, shop.currency),
            ABOUT: about_text(row),
            STARTS: start_text(row, shop),
            ENDS: end_text(row, shop),
            ORDERS: number(row.orders),
        }[column]

    def tip(self, row: PromotionRow, column: int, shop: ShopRow) -> str:
        if column == ABOUT and row.products:
            return "\n".join(name for _, name in row.products)
        if column == ORDERS:
            return orders_text(row)
        return self.text(row, column, shop)

    def colour(self, row: PromotionRow, column: int) -> Role:
        if column == OFFER:
            return tool_role(row.tool)
        return "text" if column in (NAME, ORDERS) else "mute"


class PromotionTable(RowTable):
    """One promotion a row, of which one is looked at."""

    sorts = (Sort.NAME, Sort.TOOL, Sort.ABOUT, Sort.STARTS, Sort.ENDS, Sort.ORDERS)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.promotions = PromotionModel()
        super().__init__(
            "promotions", tr("Promotions"), self.promotions, dotted=OFFER, parent=parent
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._fit(0)

    def show_promotions(self, rows: Sequence[PromotionRow], shop: ShopRow) -> None:
        """Show these rows, all of them read already."""
        self.show_rows([row.id for row in rows], rows, shop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        """Leave out what is needed least where there is little room."""
        tight = frozenset({"starts"}) if width < _TIGHT else frozenset()
        self.columns.hide_by_itself(tight | ({"about"} if width < _ROOMY else frozenset()))

    def samples(self) -> dict[str, str]:
        return {
            "offer": "....." + tr("Product discount") + " −10 % to −20 %",
            "about": "Pocket speaker, waterproof",
            "starts": "30 Sep 00:00",
            "ends": "30 Sep 00:00",
            "orders": number(9_999),
        }
