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
    """Buy a platform label for each order; its price is taken from the order's settlement.

    ``service`` is the code of a carrier's service; empty for the cheapest that keeps the promise.
    """

    orders: tuple[int, ...]
    service: str = ""

    name = "buy-labels"


@dataclass(frozen=True, slots=True)
class ShipPart:
    """Send some units of an order in a package of their own; the rest follows in others.

    With ``tracking`` the seller posts it, else a platform label is bought.
    """

    order: int
    skus: tuple[int, ...]
    quantities: tuple[int, ...]
    tracking: str = ""
    carrier: str = ""
    service: str = ""

    name = "ship-part"


@dataclass(frozen=True, slots=True)
class CombineOrders:
    """Send several orders of one buyer in one parcel, with one number and one postage."""

    orders: tuple[int, ...]
    tracking: str = ""
    carrier: str = ""
    service: str = ""

    name = "combine-orders"


@dataclass(frozen=True, slots=True)
class EditTracking:
    """Replace the tracking number of an order's package, once and within the rulebook's hours.

    ``package`` may be 0 where the order has one package only.
    """

    order: int
    tracking: str
    carrier: str = ""
    package: int = 0

    name = "edit-tracking"


@dataclass(frozen=True, slots=True)
class VoidLabels:
    """Give platform labels back that no carrier has scanned; the orders wait to be shipped again.

    Orders that travel in one parcel lose it together. What the seller posted stays, and a
    cancelled order stays cancelled.
    """

    orders: tuple[int, ...]

    name = "void-labels"
