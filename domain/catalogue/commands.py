"""What a seller may decide about products."""

from __future__ import annotations

from dataclasses import dataclass


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
