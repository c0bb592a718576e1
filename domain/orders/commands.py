"""What a seller may decide about orders."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CancelOrders:
    """Cancel orders that no carrier has scanned; ``reason`` is one of the rulebook's.

    ``rules.OUT_OF_STOCK`` also sets the stock of everything in them to 0.
    """

    orders: tuple[int, ...]
    reason: str = "cannot_ship_in_time"

    name = "cancel-orders"


@dataclass(frozen=True, slots=True)
class SetNote:
    """Write a note on an order for oneself, in place of the one it has; empty takes it away."""

    order: int
    note: str

    name = "set-note"
