"""The table of products."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import left_to_right, tr
from desktop.listing_advice_wording import tier_name, tier_role
from desktop.listing_wording import (
    UNTOLD,
    cover_role,
    cover_text,
    price_text,
    small_print,
    stock_meaning,
    stock_text,
)
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_painter import Face
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import money, number, percent, product_status_name, product_status_role
from domain.catalogue.rules import ProductStatus, Tier
from domain.reports.listing_query import Sort
from domain.reports.listings import ListingRow
from domain.reports.shop import ShopRow

NAME, STATUS, PRICE, STOCK, COVER, CONVERSION, QUALITY, VARIATIONS, CATEGORY, BRAND, ID = range(11)

_IMPORTED = frozenset({"cover", "conversion", "quality"})
"""Columns that say nothing of imported products: nobody has counted their clicks."""


_ROOMY, _TIGHT = (830, 710), 560
"""Logical pixels from which the status, and then conversion, quality and category, have room; the
status of what is not live stands under its name too. Imported products have fewer columns."""


class ListingModel(RowModel):
    """Products, each with its picture and what stands under its name."""

    right = (PRICE, STOCK, COVER, CONVERSION, VARIATIONS)
    faced = NAME

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("name", tr("Product"), fixed=True, stretches=True),
            Column("status", tr("Status")),
            Column("price", tr("Price")),
            Column("stock", tr("Stock")),
            Column("cover", tr("Lasts")),
            Column("conversion", tr("Conversion")),
            Column("quality", tr("Quality")),
            Column("variations", tr("Variations")),
            Column("category", tr("Category")),
            Column("brand", tr("Brand")),
            Column("id", tr("Product ID")),
        )

    def meaning(self, column: int) -> str:
        return {
            STATUS: tr("Where it stands at the platform."),
            PRICE: tr("The lowest and the highest price of its variations."),
            STOCK: tr("Units of all variations that can still be sold, as far as it is known."),
            COVER: tr(
                "How long the variation lasts that runs out first, at the pace of seven days."
            ),
            CONVERSION: tr("Orders for each click, in the last seven whole days."),
            QUALITY: tr("Of its listing: better ones are shown more often."),
        }.get(column, "")

    def text(self, row: ListingRow, column: int, shop: ShopRow) -> str:
        return {
            NAME: row.name or left_to_right(str(row.id)),
            STATUS: product_status_name(row.status),
            PRICE: price_text(row.low_price, row.high_price, shop.currency),
            STOCK: stock_text(row.stock),
            COVER: cover_text(row.stock, row.cover),
            CONVERSION: UNTOLD if row.conversion is None else percent(row.conversion, 1),
            QUALITY: "" if row.quality is None else tier_name(row.quality),
            VARIATIONS: number(row.variations),
            CATEGORY: row.category,
            BRAND: row.brand,
            ID: left_to_right(str(row.id)),
        }[column]

    def tip(self, row: ListingRow, column: int, shop: ShopRow) -> str:
        if column == NAME:
            return f"{self.text(row, NAME, shop)}\n{small_print(row, shop.currency)}"
        if column == STOCK and (why := stock_meaning(row)):
            return why
        if column == CONVERSION and row.conversion is not None:
            return tr("%Ln click(s) in seven days", row.clicks)
        return self.text(row, column, shop)

    def colour(self, row: ListingRow, column: int) -> Role:
        if column == STATUS:
            return product_status_role(row.status)
        if column == STOCK:
            return "bad" if row.stock == 0 else "warn" if row.sold_out or row.untold else "text"
        if column == COVER:
            return cover_role(row.stock, row.low)
        if column == QUALITY and row.quality is not None:
            return tier_role(row.quality)
        return "text" if column in (NAME, PRICE, CONVERSION, VARIATIONS) else "mute"

    def face(self, row: ListingRow, shop: ShopRow) -> Face:
        return Face(row.picture, row.colour, row.thumbnail, small_print(row, shop.currency))


class ListingTable(RowTable):
    """Products, of which one is looked at and many may be selected."""

    sorts = (
        Sort.NAME,
        Sort.STATUS,
        Sort.PRICE,
        Sort.STOCK,
        Sort.COVER,
        Sort.CONVERSION,
        Sort.QUALITY,
        Sort.VARIATIONS,
        Sort.CATEGORY,
        Sort.BRAND,
        Sort.ID,
    )

    def __init__(self, *, practice: bool, parent: QWidget | None = None) -> None:
        self.listings = ListingModel()
        super().__init__("products", tr("Products"), self.listings, dotted=STATUS, parent=parent)
        hidden = frozenset({"category"}) if practice else _IMPORTED
        self._hidden = hidden | {"id", "brand", "variations"}
        self._status_from, self._rest_from = _ROOMY if practice else (_TIGHT, _TIGHT)
        self._fit(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        """Leave out what is needed least where there is little room; names come first."""
        hidden = self._hidden
        if width < self._status_from:
            hidden = hidden | {"status"}
        if width < self._rest_from:
            hidden = hidden | {"conversion", "quality", "category"}
        self.columns.hide_by_itself(hidden)

    def samples(self) -> dict[str, str]:
        shop = self.rows.shop
        amount = money(9_999, shop.currency) if shop is not None else ""
        return {
            "status": "....." + product_status_name(ProductStatus.SELLER_DEACTIVATED),
            "price": tr("{low} to {high}", low=amount, high=amount),
            "stock": number(9_999),
            "cover": tr("%Ln day(s)", 999),
            "conversion": percent(1_000, 1),
            "quality": tier_name(Tier.POOR),
            "variations": number(999),
            "category": "Womenswear & Un",
            "brand": "Lantern Row Studio",
            "id": "1729400863877625182",
        }
