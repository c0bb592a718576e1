"""What the editor is opened with: a listing, and what is known around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.catalogue.brands import Brands
from domain.catalogue.images.picture import Facts
from domain.catalogue.listing import Listing
from domain.catalogue.reviewing import Objection, Other
from domain.kernel.money import Currency
from domain.reports.listing_work import Effects
from domain.reports.shop import ShopRow
from domain.rulebook import Rules


@dataclass(frozen=True, slots=True)
class Opened:
    """A listing to be edited. Whoever reads it reads it all at once, off the window's thread."""

    listing: Listing
    live: Listing | None
    """What buyers see now; None for a new product."""
    shop: ShopRow
    title: str
    """What the editor calls it."""
    templates: tuple[tuple[int, str], ...] = ()
    """Id and name of the shop's shipping templates."""
    others: tuple[Other, ...] = ()
    brands: Brands = field(default_factory=Brands)
    looks: Mapping[str, Facts] = field(default_factory=dict)
    """Of the stored pictures, by content id."""
    objections: tuple[Objection, ...] = ()
    """What the last review objected to."""
    effects: Effects = field(default_factory=Effects)

    @property
    def region(self) -> str:
        return self.shop.region

    @property
    def rules(self) -> Rules:
        return self.shop.rules

    @property
    def currency(self) -> Currency:
        return self.shop.currency
