"""The table of what a change to many products would do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import money, number, product_status_name, refusal_text
from domain.catalogue.rules import ProductStatus
from domain.reports.bulk import BulkRow, Fate, Kind, Preview
from domain.reports.shop import ShopRow

PRODUCT, VARIATION, BEFORE, AFTER = range(4)


class BulkModel(RowModel):
    """What each row is before and after, or why it stays."""

    def __init__(self, templates: Mapping[int, str], parent: QWidget | None = None) -> None:
        """Take the names of the shipping templates."""
        super().__init__(parent)
        self._templates = templates

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("product", tr("Product"), fixed=True, stretches=True),
            Column("variation", tr("Variation"), fixed=True),
            Column("before", tr("Before"), fixed=True),
            Column("after", tr("After"), fixed=True, stretches=True),
        )

    def meaning(self, column: int) -> str:
        return ""

    def text(self, row: BulkRow, column: int, shop: ShopRow) -> str:
        if column == PRODUCT:
            return row.product
        if column == VARIATION:
            return row.variation
        if column == BEFORE:
            return self._value(row, row.before, shop)
        if row.refusal is not None:
            return refusal_text(row.refusal)
        if row.fate is Fate.SAME:
            return tr("stays")
        return self._value(row, row.after, shop)

    def _value(self, row: BulkRow, value: int, shop: ShopRow) -> str:
        if row.kind is Kind.PRICE:
            return money(value, shop.currency)
        if row.kind is Kind.STOCK:
            return number(value)
        if row.kind is Kind.TEMPLATE:
            return self._templates.get(value, "")
        off = ProductStatus.SELLER_DEACTIVATED if value != row.before else row.status
        return product_status_name(ProductStatus.ACTIVATE if value else off)

    def colour(self, row: BulkRow, column: int) -> Role:
        if column != AFTER:
            return "text" if column == PRODUCT else "mute"
        roles: dict[Fate, Role] = {Fate.REFUSED: "bad", Fate.CHANGES: "good", Fate.SAME: "mute"}
        return roles[row.fate]


class BulkTable(RowTable):
    """Rows that are worded when they come into sight, however many there are."""

    def __init__(self, templates: Mapping[int, str], parent: QWidget | None = None) -> None:
        super().__init__(
            "bulk", tr("What changes"), BulkModel(templates), dotted=None, parent=parent
        )
        self._preview: Preview | None = None
        self.rows.wanted.connect(self._fill)

    def show_preview(self, preview: Preview) -> None:
        """Show what would become of each row."""
        self._preview = preview
        ids = range(1, len(preview.rows) + 1)
        self.rows.show_ids(ids, preview.table_rows(ids[:_FIRST_ROWS]), preview.chosen.shop)
        self._fit_columns()

    def samples(self) -> dict[str, str]:
        return {"variation": "Sage green, extra large", "before": tr("Taken off sale")}

    def _fill(self, ids: tuple[int, ...]) -> None:
        if self._preview is not None:
            there = [each for each in ids if each <= len(self._preview.rows)]
            self.rows.take_rows(self._preview.table_rows(there))


_FIRST_ROWS = 40
"""Rows that are worded at once."""
