"""The table of a SKU's stock history: what came in, what went out, and what was left."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.i18n import left_to_right, tr
from desktop.stock_wording import movement_meaning, movement_name
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import moment, number
from domain.reports.shop import ShopRow
from domain.reports.stock_history import MovementRow

WHEN, WHY, ORDER, UNITS, LEFT = range(5)


class StockModel(RowModel):
    """Changes, newest first."""

    right = (UNITS, LEFT)

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("when", tr("When"), fixed=True),
            Column("why", tr("What happened"), fixed=True, stretches=True),
            Column("order", tr("Order")),
            Column("units", tr("Units"), fixed=True),
            Column("left", tr("Stock then"), fixed=True),
        )

    def meaning(self, column: int) -> str:
        return {
            UNITS: tr("What came in, or with a minus what went out."),
            LEFT: tr("What could be sold after it."),
        }.get(column, "")

    def text(self, row: MovementRow, column: int, shop: ShopRow) -> str:
        return {
            WHEN: left_to_right(moment(row.at, shop, "d MMM")),
            WHY: movement_name(row.why),
            ORDER: left_to_right(str(row.order_id)) if row.order_id else tr("no order"),
            UNITS: _signed(row.units),
            LEFT: number(row.left),
        }[column]

    def tip(self, row: MovementRow, column: int, shop: ShopRow) -> str:
        if column == WHY:
            return movement_meaning(row.why)
        if column == ORDER:
            return tr("Open the order") if row.order_id else ""
        return ""

    def colour(self, row: MovementRow, column: int) -> Role:
        if column == ORDER:
            return "accent" if row.order_id else "mute"
        if column == UNITS and row.units:
            return "good" if row.units > 0 else "bad"
        return "mute" if column == WHEN else "text"


def _signed(units: int) -> str:
    sign = "+" if units > 0 else "−" if units else ""
    return left_to_right(f"{sign}{number(abs(units))}")


class StockTable(RowTable):
    """Changes; an order's number leads to it."""

    link = ORDER

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("stock", tr("Stock history"), StockModel(), dotted=-1, parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def samples(self) -> dict[str, str]:
        return {
            "when": "30 Nov 00:00",
            "order": "576460752303423000",
            "units": "+99,999",
            "left": "99,999",
        }
