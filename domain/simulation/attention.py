"""When a practice shop needs its seller: what *skip to the next thing that needs me* stops at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from domain.orders.rules import Status
from domain.simulation.world import World


class Need(Enum):
    """What wants a decision."""

    ORDERS_TO_SHIP = "orders-to-ship"
    STOCK_OUT = "stock-out"
    RETURN_REQUESTED = "return-requested"
    NEXT_MORNING = "next-morning"


@dataclass(frozen=True, slots=True)
class Standing:
    """The counts that attention compares."""

    to_ship: int
    out_of_stock: int
    returns: int


def standing(world: World) -> Standing:
    """How the shop stands now."""
    return Standing(
        to_ship=int((world.orders["status"] == Status.AWAITING_SHIPMENT).sum()),
        out_of_stock=int((world.skus["stock"] == 0).sum()),
        returns=int((world.returns["requested_at"] > 0).sum()),
    )


def need(before: Standing, after: Standing) -> Need | None:
    """What has come up between two standings, the most urgent first."""
    if before.to_ship == 0 and after.to_ship > 0:
        return Need.ORDERS_TO_SHIP
    if after.out_of_stock > before.out_of_stock:
        return Need.STOCK_OUT
    if after.returns > before.returns:
        return Need.RETURN_REQUESTED
    return None
