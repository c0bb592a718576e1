"""What a seller may decide about shipping."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShipOrders:
    """Enter tracking numbers for orders that the seller posts; one number for each order.

    ``carrier`` may be empty: it is then told from each number.
    """

    orders: tuple[int, ...]
    tracking: tuple[str, ...]
    carrier: str = ""

    name = "ship-orders"


@dataclass(frozen=True, slots=True)
class BuyLabels:
    """Buy a platform label for each order; its price is taken from the order's settlement."""

    orders: tuple[int, ...]

    name = "buy-labels"
