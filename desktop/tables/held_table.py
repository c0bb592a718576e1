"""The table of what promotions brought."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.i18n import left_to_right, tr
from desktop.promotion_wording import state_name, state_role
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.theme.stylesheet import ROW
from desktop.wording import date_text, money, number, percent
from domain.promotions.rules import State
from domain.reports.analytics.promotions import MOST_DAYS, Held
from domain.reports.shop import ShopRow

NAME, STATE, DAYS, ORDERS, UNITS, GIVEN, NEW, PROFIT, LIFT = range(9)

_MOST_ROWS = 8
"""Rows that are seen at once."""
_HEADING = 37
_ROOMY, _TIGHT = 980, 760
"""Logical pixels under which what is needed least has no room."""


class HeldModel(RowModel):
    """Promotions, each with what its orders came to."""

    right = (DAYS, ORDERS, UNITS, GIVEN, NEW, PROFIT, LIFT)

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("name", tr("Promotion"), fixed=True, stretches=True),
            Column("state", tr("State")),
            Column("days", tr("Days")),
            Column("orders", tr("Orders")),
            Column("units", tr("Units")),
            Column("given", tr("Your discounts")),
            Column("new", tr("New customers")),
            Column("profit", tr("Profit")),
            Column("lift", tr("Lift")),
        )

    def meaning(self, column: int) -> str:
        return {
            DAYS: tr("The local days on which it has held at any time."),
            ORDERS: tr("Orders that used it, without those that were cancelled."),
            UNITS: tr("Units it took something off."),
            GIVEN: tr("What it took off those orders at your cost."),
            NEW: tr("Buyers whose first order here is among them."),
            PROFIT: tr("What those of them that were shipped have left so far."),
            LIFT: lift_meaning(),
        }.get(column, "")

    def text(self, row: Held, column: int, shop: ShopRow) -> str:
        found = row.results
        return {
            NAME: row.row.name or tr("Without a title"),
            STATE: state_name(row.row.state),
            DAYS: number(row.days),
            ORDERS: number(found.orders),
            UNITS: number(found.units),
            GIVEN: money(found.seller_cost, shop.currency),
            NEW: number(found.new_buyers),
            PROFIT: "–" if found.profit is None else money(found.profit, shop.currency),
            LIFT: change_text(row.lift),
        }[column]

    def tip(self, row: Held, column: int, shop: ShopRow) -> str:
        if column == DAYS:
            return tr("{first} to {last}", first=date_text(row.first), last=date_text(row.last))
        if column == LIFT and row.meets:
            return meets_text()
        return self.text(row, column, shop)

    def colour(self, row: Held, column: int) -> Role:
        if column == STATE:
            return state_role(row.row.state)
        if column == PROFIT and (row.results.profit or 0) < 0:
            return "bad"
        return "text" if column in (NAME, ORDERS, PROFIT, LIFT) else "mute"


class HeldTable(RowTable):
    """One promotion a row; a click leads to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.held = HeldModel()
        super().__init__(
            "held-promotions", tr("Promotions"), self.held, dotted=STATE, parent=parent
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._fit(0)

    def show_held(self, rows: Sequence[Held], shop: ShopRow) -> None:
        """Show these rows; the table is as high as they are, up to some."""
        self.show_rows([row.id for row in rows], rows, shop)
        seen = min(max(len(rows), 1), _MOST_ROWS)
        self.setFixedHeight(_HEADING + seen * ROW + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        hidden: frozenset[str] = frozenset()
        if width < _ROOMY:
            hidden |= {"units", "new"}
        if width < _TIGHT:
            hidden |= {"state", "days"}
        self.columns.hide_by_itself(hidden)

    def samples(self) -> dict[str, str]:
        return {
            "state": "....." + state_name(State.ONGOING),
            "days": number(999),
            "orders": number(9_999),
            "units": number(9_999),
            "given": "$99,999.99",
            "new": number(9_999),
            "profit": "−$99,999.99",
            "lift": "+999 %",
        }


def change_text(change: int | None) -> str:
    """More or less than before, such as ``+12 %``; a dash where nothing tells."""
    if change is None:
        return "–"
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return left_to_right(f"{sign}{percent(abs(change), 0)}")


def lift_meaning() -> str:
    """What a promotion's lift is."""
    return tr(
        "How much more its SKUs sold a day on its days than on as many days directly before, "
        "%Ln at most. What else changed meanwhile is in it too.",
        MOST_DAYS,
    )


def meets_text() -> str:
    """Why figures of a promotion may be those of another one."""
    return tr("Another promotion of the same products held on some of these days.")
