"""What a seller may decide about orders."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CancelOrders:
    """Cancel orders that no carrier has scanned; ``reason`` is one of the rulebook's."""

    orders: tuple[int, ...]
    reason: str = "out_of_stock"

    name = "cancel-orders"


@dataclass(frozen=True, slots=True)
class SetNote:
    """Write a note on an order for oneself, in place of the one it has; empty takes it away."""

    order: int
    note: str

    name = "set-note"
