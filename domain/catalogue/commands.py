"""What a seller may decide about products."""

from __future__ import annotations

from dataclasses import dataclass

from domain.catalogue.brands import Document
from domain.catalogue.listing import Listing


@dataclass(frozen=True, slots=True)
class SetPrice:
    """Set a SKU's price in minor units; it holds from the next hour on."""

    sku: int
    price: int

    name = "set-price"


@dataclass(frozen=True, slots=True)
class SetPrices:
    """Set the prices of many SKUs, one for each, minor units; they hold from the next hour on."""

    skus: tuple[int, ...]
    prices: tuple[int, ...]

    name = "set-prices"


@dataclass(frozen=True, slots=True)
class SetLive:
    """Put products on sale or take them off; orders that are placed already go on."""

    products: tuple[int, ...]
    live: bool

    name = "set-live"


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep what is being written of a product, 0 for a new one; buyers see nothing of it."""

    product: int
    listing: Listing

    name = "save-draft"


@dataclass(frozen=True, slots=True)
class SubmitListing:
    """Have the platform review a listing, ``product`` 0 for a new one.

    Of SKUs that the shop does not have yet, ``stock`` units are ordered from the supplier, paid
    now. What changes no more than figures holds at once.
    """

    product: int
    listing: Listing

    name = "submit-listing"


@dataclass(frozen=True, slots=True)
class DiscardEdit:
    """Throw away what is being written of a product; one that was never live goes with it."""

    product: int

    name = "discard-edit"


@dataclass(frozen=True, slots=True)
class DuplicateProduct:
    """Begin a new product as a draft that says what this one says, without its SKUs' identities."""

    product: int

    name = "duplicate-product"


@dataclass(frozen=True, slots=True)
class DeleteProducts:
    """Take products out of the shop; orders that are placed already go on."""

    products: tuple[int, ...]

    name = "delete-products"


@dataclass(frozen=True, slots=True)
class RecoverProducts:
    """Bring deleted products back, off sale or as drafts."""

    products: tuple[int, ...]

    name = "recover-products"


@dataclass(frozen=True, slots=True)
class AskForBrand:
    """Ask the platform to be authorised for a brand, with a document that shows the permission."""

    brand: str
    document: Document

    name = "ask-for-brand"


ListingCommand = (
    SaveDraft
    | SubmitListing
    | DiscardEdit
    | DuplicateProduct
    | DeleteProducts
    | RecoverProducts
    | AskForBrand
)
"""What is decided about the words and pictures of products."""


@dataclass(frozen=True, slots=True)
class Restock:
    """Order units of a SKU from its supplier, paid now, here after the lead time."""

    sku: int
    quantity: int

    name = "restock"


@dataclass(frozen=True, slots=True)
class Restocks:
    """Order units of many SKUs from their suppliers, so many of each, all paid now or none."""

    skus: tuple[int, ...]
    quantities: tuple[int, ...]

    name = "restocks"


@dataclass(frozen=True, slots=True)
class SetLowStock:
    """Say under how many days of cover stock counts as low; 0: as the rulebook has it."""

    days: int

    name = "set-low-stock"
