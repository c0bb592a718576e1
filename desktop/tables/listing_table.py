"""The table of imported products."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import left_to_right, tr
from desktop.listing_wording import price_text, stock_meaning, stock_text
from desktop.tables.columns import Column
from desktop.tables.row_table import RowModel, RowTable
from desktop.theme.roles import Role
from desktop.wording import money, number, product_status_name, product_status_role
from domain.catalogue.rules import ProductStatus
from domain.reports.listings import ListingRow, Sort
from domain.reports.shop import ShopRow

NAME, STATUS, PRICE, STOCK, VARIATIONS, CATEGORY, BRAND, ID = range(8)


class ListingModel(RowModel):
    """Products as the seller centre's file told them."""

    right = (PRICE, STOCK, VARIATIONS)

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("name", tr("Product"), fixed=True, stretches=True),
            Column("status", tr("Status")),
            Column("price", tr("Price")),
            Column("stock", tr("Stock")),
            Column("variations", tr("Variations")),
            Column("category", tr("Category")),
            Column("brand", tr("Brand")),
            Column("id", tr("Product ID")),
        )

    def meaning(self, column: int) -> str:
        return {
            STATUS: tr("As the last imported file told it."),
            PRICE: tr("The lowest and the highest price of its variations."),
            STOCK: tr("Units of all variations whose stock a file has told."),
        }.get(column, "")

    def text(self, row: ListingRow, column: int, shop: ShopRow) -> str:
        return {
            NAME: row.name or left_to_right(str(row.id)),
            STATUS: product_status_name(row.status),
            PRICE: price_text(row.low_price, row.high_price, shop.currency),
            STOCK: stock_text(row.stock),
            VARIATIONS: number(row.variations),
            CATEGORY: row.category,
            BRAND: row.brand,
            ID: left_to_right(str(row.id)),
        }[column]

    def tip(self, row: ListingRow, column: int, shop: ShopRow) -> str:
        if column == STOCK and (why := stock_meaning(row)):
            return why
        return self.text(row, column, shop)

    def colour(self, row: ListingRow, column: int) -> Role:
        if column == STATUS:
            return product_status_role(row.status)
        if column == STOCK:
            return "bad" if row.stock == 0 else "warn" if row.sold_out or row.untold else "text"
        return "text" if column in (NAME, PRICE, VARIATIONS) else "mute"


class ListingTable(RowTable):
    """Products, of which one is looked at."""

    sorts = (
        Sort.NAME,
        Sort.STATUS,
        Sort.PRICE,
        Sort.STOCK,
        Sort.VARIATIONS,
        Sort.CATEGORY,
        Sort.BRAND,
        Sort.ID,
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self.listings = ListingModel()
        super().__init__("products", tr("Products"), self.listings, dotted=STATUS, parent=parent)
        self.columns.hide_by_itself(frozenset({"id", "brand"}))

    def samples(self) -> dict[str, str]:
        shop = self.rows.shop
        amount = money(9_999, shop.currency) if shop is not None else ""
        return {
            "status": "....." + product_status_name(ProductStatus.SELLER_DEACTIVATED),
            "price": tr("{low} to {high}", low=amount, high=amount),
            "stock": number(99_999),
            "variations": number(999),
            "category": "Womenswear & Un",
            "brand": "Lantern Row Studio",
            "id": "1729400863877625182",
        }
