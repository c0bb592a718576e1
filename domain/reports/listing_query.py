"""Which products a list shows, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from domain.catalogue.rules import ProductStatus, Tier


class Group(Enum):
    """Which products are listed."""

    ALL = "all"
    LIVE = "live"
    DRAFTS = "drafts"
    IN_REVIEW = "in-review"
    FAILED = "failed"
    LOW_STOCK = "low-stock"  # at least one SKU, with nothing on its way
    SOLD_OUT = "sold-out"  # at least one SKU
    UNKNOWN = "unknown"  # at least one SKU of which no file has told the stock
    PAUSED = "paused"
    DELETED = "deleted"  # which no other group shows


STATUSES: dict[Group, tuple[ProductStatus, ...]] = {
    Group.LIVE: (ProductStatus.ACTIVATE,),
    Group.DRAFTS: (ProductStatus.DRAFT,),
    Group.IN_REVIEW: (ProductStatus.PENDING,),
    Group.FAILED: (ProductStatus.FAILED,),
    Group.PAUSED: (
        ProductStatus.SELLER_DEACTIVATED,
        ProductStatus.PLATFORM_DEACTIVATED,
        ProductStatus.FREEZE,
    ),
    Group.DELETED: (ProductStatus.DELETED,),
}
"""The statuses that a group shows; the other groups are about stock."""


class Sort(Enum):
    """What products are sorted by."""

    ID = "id"
    NAME = "name"
    STATUS = "status"
    CATEGORY = "category"
    BRAND = "brand"
    PRICE = "price"
    STOCK = "stock"
    COVER = "cover"
    CONVERSION = "conversion"
    QUALITY = "quality"
    VARIATIONS = "variations"


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """Which products are wanted, and in which order; None is no limit."""

    group: Group = Group.ALL
    search: str = ""
    """Words that all must occur in a name, a brand, a category, a SKU or an id."""
    sort: Sort = Sort.NAME
    descending: bool = False
    category: str = ""
    status: str = ""
    price_from: int | None = None
    """Minor units; a product is found by the span from its lowest to its highest price."""
    price_to: int | None = None
    stock_from: int | None = None
    stock_to: int | None = None
    cover_below: int | None = None
    """Days: at least one SKU lasts fewer."""
    quality: Tier | None = None
