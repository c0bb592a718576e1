"""What is said of imported products, in the list and on the card."""

from __future__ import annotations

from desktop.i18n import tr
from desktop.wording import money, number
from domain.kernel.money import Currency
from domain.reports.listings import Group, ListedSku, ListingRow

UNTOLD = "–"
"""Stands where nobody knows."""


def group_name(group: Group) -> str:
    """A group of products in words."""
    return {
        Group.ALL: tr("All"),
        Group.LIVE: tr("Live"),
        Group.NOT_LIVE: tr("Not live"),
        Group.SOLD_OUT: tr("Out of stock"),
        Group.UNKNOWN: tr("Stock unknown"),
    }[group]


def price_text(low: int | None, high: int | None, currency: Currency) -> str:
    """A price, or the lowest and the highest."""
    if low is None or high is None:
        return UNTOLD
    if low == high:
        return money(low, currency)
    return tr("{low} to {high}", low=money(low, currency), high=money(high, currency))


def stock_text(stock: int | None) -> str:
    """Units in stock, a dash where nobody knows."""
    return UNTOLD if stock is None else number(stock)


def stock_meaning(row: ListingRow) -> str:
    """What the stock of a product is made of."""
    parts = []
    if row.untold:
        parts.append(tr("No file has told the stock of %Ln SKU(s).", row.untold))
    if row.sold_out:
        parts.append(tr("%Ln SKU(s) (is|are) sold out.", row.sold_out))
    return "\n".join(parts)


def size_text(sku: ListedSku) -> str:
    """Weight and size of a packed unit, a dash where nobody knows."""
    parts = []
    if sku.weight:
        parts.append(tr("{grams} g", grams=number(sku.weight)))
    if all(sku.size):
        length, width, height = (f"{each / 10:g}" for each in sku.size)
        sizes = tr("{length} × {width} × {height} cm", length=length, width=width, height=height)
        parts.append(sizes)
    return " · ".join(parts) or UNTOLD
