"""The cells of the SKU grid: what each column holds, as text that people read, type and paste."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

from desktop.i18n import tr
from domain.catalogue import gtin
from domain.catalogue.listing import Variant
from domain.catalogue.own_listings import SHELF
from domain.interchange.cells import BAD, Amounts, Counts
from domain.kernel.money import Currency


class Holds(Enum):
    """What is in a column."""

    MONEY = "money"
    COUNT = "count"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SkuColumn:
    """A column: the field of the variant, and what it holds."""

    field: str
    holds: Holds

    @property
    def is_figure(self) -> bool:
        return self.holds is not Holds.TEXT


COLUMNS = (
    SkuColumn("price", Holds.MONEY),
    SkuColumn("list_price", Holds.MONEY),
    SkuColumn("stock", Holds.COUNT),
    SkuColumn("seller_sku", Holds.TEXT),
    SkuColumn("gtin", Holds.TEXT),
    SkuColumn("weight", Holds.COUNT),
    SkuColumn("length", Holds.COUNT),
    SkuColumn("width", Holds.COUNT),
    SkuColumn("height", Holds.COUNT),
    SkuColumn("cost", Holds.MONEY),
    SkuColumn("lead_days", Holds.COUNT),
    SkuColumn("supplier", Holds.TEXT),
    SkuColumn("least_order", Holds.COUNT),
)


def heading(column: SkuColumn) -> str:
    """A column's name."""
    return {
        "price": tr("Price"),
        "list_price": tr("List price"),
        "stock": tr("Stock"),
        "seller_sku": tr("Seller SKU"),
        "gtin": tr("GTIN"),
        "weight": tr("Weight, g"),
        "length": tr("Length, mm"),
        "width": tr("Width, mm"),
        "height": tr("Height, mm"),
        "cost": tr("Cost"),
        "lead_days": tr("Lead days"),
        "supplier": tr("Supplier"),
        "least_order": tr("Least order"),
    }[column.field]


def meaning(column: SkuColumn, *, practice: bool) -> str:
    """What a column's word means."""
    stock = tr("Units that can be sold.")
    if practice:
        stock = tr(
            "For a new SKU the units to order first. Of a SKU that the shop has, goods come from "
            "the supplier by restocking, so its stock stays here."
        )
    words = {
        "price": tr("What a buyer pays for one, without shipping."),
        "list_price": tr("What it is said to be worth, shown struck through. May be left empty."),
        "stock": stock,
        "seller_sku": tr("Your own name for it, without spaces."),
        "gtin": tr("The trade item number under its bars: 8, 12, 13 or 14 digits. May be empty."),
        "weight": tr("Of a packed unit, in grams: postage follows from it."),
        "length": tr("Of a packed unit, in millimetres."),
        "width": tr("Of a packed unit, in millimetres."),
        "height": tr("Of a packed unit, in millimetres."),
        "cost": tr("What one costs you from the supplier."),
        "lead_days": tr("Days from an order at the supplier until the goods are here."),
        "supplier": tr("Whom you buy it from."),
        "least_order": tr("Units that the supplier sells at least."),
    }[column.field]
    if practice and column.field in SHELF and column.field != "stock":
        return f"{words} {tr('Of a SKU that the shop has, it stays as it is.')}"
    return words


def shown(variant: Variant, column: SkuColumn, currency: Currency) -> str:
    """What a cell says; nothing for nothing."""
    value = getattr(variant, column.field)
    if column.holds is Holds.TEXT or not value:
        if column.field == "stock":
            return str(value)
        return str(value or "")
    if column.holds is Holds.COUNT:
        return str(value)
    major, minor = divmod(value, currency.unit)
    return f"{major}.{minor:0{currency.minor_units}d}" if currency.minor_units else str(major)


def put(variant: Variant, column: SkuColumn, text: str, currency: Currency) -> Variant | None:
    """The variant with what a cell was made to say; None where that cannot be read."""
    text = " ".join(text.split())
    value: int | str = text
    if column.field == "gtin":
        value = gtin.tidy(text)
    elif column.holds is Holds.MONEY:
        value = _amounts(currency)[text]
    elif column.holds is Holds.COUNT:
        value = _COUNTS[text.replace(",", "") or _BLANK.get(column.field, "")]
    if value == BAD or (isinstance(value, int) and value < 0):
        return None
    changed: dict[str, Any] = {column.field: value}
    return replace(variant, **changed)


_COUNTS = Counts()

_BLANK = {"least_order": "1"}
"""What an empty cell says where that is not nothing."""


@cache
def _amounts(currency: Currency) -> Amounts:
    return Amounts(currency, ("$", "£", "Rp", "RM", "₱", "฿", "₫", currency.code))
