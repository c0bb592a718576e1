"""What is said of products, in the list and on the card."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.wording import money, number, product_status_name
from domain.catalogue.rules import ProductStatus
from domain.kernel.money import Currency
from domain.reports.listing import ListedSku
from domain.reports.listing_query import Group
from domain.reports.listings import ListingRow

UNTOLD = "–"
"""Stands where nobody knows."""


def group_name(group: Group) -> str:
    """A group of products in words."""
    return {
        Group.ALL: tr("All"),
        Group.LIVE: tr("Live"),
        Group.DRAFTS: tr("Drafts"),
        Group.IN_REVIEW: tr("In review"),
        Group.FAILED: tr("Failed"),
        Group.LOW_STOCK: tr("Low stock"),
        Group.SOLD_OUT: tr("Sold out"),
        Group.UNKNOWN: tr("Stock unknown"),
        Group.PAUSED: tr("Paused"),
        Group.DELETED: tr("Deleted"),
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


def cover_text(stock: int | None, cover: int | None) -> str:
    """How many days stock lasts, in words; a dash where nobody knows."""
    if stock == 0:
        return tr("sold out")
    return UNTOLD if cover is None else tr("%Ln day(s)", cover)


def cover_role(stock: int | None, low: bool) -> Role:
    """The role of how long stock lasts; its words always stand with it."""
    if stock == 0:
        return "bad"
    return "warn" if low else "text"


def small_print(row: ListingRow, currency: Currency) -> str:
    """What stands under a name: a status other than live, variations, a deal, reviews."""
    live = row.status in ("", ProductStatus.ACTIVATE)
    parts = [] if live else [product_status_name(row.status)]
    count = row.variations
    parts.append(tr("%Ln variation(s)", count) if count else tr("no variations yet"))
    if row.deal_price is not None:
        parts.append(tr("in a deal at {price}", price=money(row.deal_price, currency)))
    if row.reviews:
        stars = QLocale().toString(row.stars / row.reviews, "f", 1)
        parts.append(tr("%Ln review(s), {stars} stars", row.reviews, stars=stars))
    return " · ".join(parts)
