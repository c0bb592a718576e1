"""The filters of the product list: a popover under its button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import tr
from desktop.listing_advice_wording import tier_name
from desktop.theme.properties import restyle
from desktop.widgets.filter_popover import FilterPopover
from desktop.wording import product_status_name
from domain.catalogue.rules import ProductStatus, Tier
from domain.reports.listing_query import ListingQuery
from domain.reports.shop import ShopRow

_MOST = 10**12
"""What is written beyond it is a slip of the hand."""


class ProductFilters(FilterPopover):
    """What narrows the list beside its group and its search: parts of a ``ListingQuery``."""

    def __init__(self, practice: bool, parent: QWidget) -> None:
        super().__init__("product-filters", ListingQuery(), parent)
        self._shop: ShopRow | None = None
        self.category, self.status = self.combo("category"), self.combo("status")
        self.price_from, self.price_to = self.line("price-from"), self.line("price-to")
        self.stock_from, self.stock_to = self.line("stock-from"), self.line("stock-to")
        self.cover_below = self.line("cover-below")
        self.quality = self.combo("quality")
        self.show_categories(())
        self.status.addItem(tr("Any status"), "")
        for status in ProductStatus:
            self.status.addItem(product_status_name(status.value), status.value)
        self.quality.addItem(tr("Any quality"), 0)
        for tier in Tier:
            self.quality.addItem(tier_name(tier), tier.value)
        fields: tuple[tuple[str, QWidget], ...] = (
            (tr("Category"), self.category),
            (tr("Status"), self.status),
            (tr("Price from"), self.price_from),
            (tr("Price to"), self.price_to),
            (tr("Stock from"), self.stock_from),
            (tr("Stock to"), self.stock_to),
        )
        if practice:
            fields += (
                (tr("Lasts fewer days than"), self.cover_below),
                (tr("Quality"), self.quality),
            )
        for place, (words, field) in enumerate(fields):
            self.put(words, field, *divmod(place, 2))
        self.put_buttons()
        self.cover_below.setVisible(practice)
        self.quality.setVisible(practice)

    def open_under(self, button: QWidget, query: ListingQuery, shop: ShopRow) -> None:
        """Open with what is filtered now."""
        self._shop = shop
        self.show_query(query)
        self.pop_up(button)
        self.category.setFocus()

    def show_categories(self, names: Sequence[str]) -> None:
        """Offer these categories, and the one that is chosen now."""
        chosen = self.query.category
        listed = [*names, *([chosen] if chosen and chosen not in names else [])]
        self.category.clear()
        self.category.addItem(tr("All categories"), "")
        for name in listed:
            self.category.addItem(name, name)
        self.category.setCurrentIndex(max(0, self.category.findData(chosen)))

    def show_query(self, query: ListingQuery) -> None:
        self.query = query
        for box, data in (
            (self.category, query.category),
            (self.status, query.status),
            (self.quality, query.quality or 0),
        ):
            box.setCurrentIndex(max(0, box.findData(data)))
        unit = self._shop.currency.unit if self._shop is not None else 1
        digits = self._shop.currency.minor_units if self._shop is not None else 0
        for line, value, of, behind in (
            (self.price_from, query.price_from, unit, digits),
            (self.price_to, query.price_to, unit, digits),
            (self.stock_from, query.stock_from, 1, 0),
            (self.stock_to, query.stock_to, 1, 0),
            (self.cover_below, query.cover_below, 1, 0),
        ):
            text = "" if value is None else QLocale().toString(value / of, "f", behind)
            line.setText(text)
            restyle(line, invalid=False)

    def asked(self) -> ListingQuery:
        query, tier = self.query, self.quality.currentData()
        unit = self._shop.currency.unit if self._shop is not None else 1
        return replace(
            query,
            category=self.category.currentData() or "",
            status=self.status.currentData() or "",
            price_from=_read(self.price_from, query.price_from, unit),
            price_to=_read(self.price_to, query.price_to, unit),
            stock_from=_read(self.stock_from, query.stock_from),
            stock_to=_read(self.stock_to, query.stock_to),
            cover_below=_read(self.cover_below, query.cover_below),
            quality=Tier(tier) if tier else None,
        )

    def unfiltered(self) -> ListingQuery:
        return without_filters(self.query)


def _read(line: QLineEdit, before: int | None, unit: int = 1) -> int | None:
    text = line.text().strip()
    value, fine = QLocale().toDouble(text) if text else (0.0, True)
    fine = fine and 0 <= value < _MOST
    restyle(line, invalid=not fine)
    if not fine:
        return before
    return round(value * unit) if text else None


def without_filters(query: ListingQuery) -> ListingQuery:
    """The query with its group, its search and its order only."""
    return ListingQuery(query.group, query.search, query.sort, query.descending)


def filter_count(query: ListingQuery) -> int:
    """How many filters narrow the list."""
    plain = without_filters(query)
    return sum(getattr(query, each.name) != getattr(plain, each.name) for each in fields(query))
