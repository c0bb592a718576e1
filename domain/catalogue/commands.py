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
class SetLowStock:
    """Say under how many days of cover stock counts as low; 0: as the rulebook has it."""

    days: int

    name = "set-low-stock"
