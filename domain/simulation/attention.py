"""What comes up in a practice shop while time passes, and may want its seller.

A standing holds, for each need, whatever is in it at a moment; what has come up between two moments
is what the later standing has and the earlier one has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from domain.aftersales.rules import Appeal, CancellationStatus, ReturnKind, ReturnStatus
from domain.catalogue.rules import NOT_ON_SHELF, PACE_DAYS, ProductStatus, runs_low
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns
from domain.orders.rules import PARCEL_LOST, Status
from domain.shipping.troubles import TROUBLE_TIMES, Trouble, trouble_at

if TYPE_CHECKING:
    from domain.simulation.world import World

OPENING_HOUR = 9
"""Local hour at which a shop opens, scripted sellers act and a next day begins."""


class Need(Enum):
    """What may want the seller, the most urgent first."""

    OVERDUE = "overdue"
    """An order's dispatch deadline has passed without a carrier scan."""
    DUE_SOON = "due-soon"
    """An order to ship must be scanned within 24 hours."""
    CANCEL_REQUESTED = "cancel-requested"
    """A buyer asks to cancel an order, and waits for an answer."""
    TO_SHIP = "to-ship"
    """Orders can be shipped, where none waited before."""
    STOCK_OUT = "stock-out"
    """A SKU is sold out."""
    LOW_STOCK = "low-stock"
    """A SKU runs low and nothing is on its way."""
    RETURN_REQUESTED = "return-requested"
    RETURN_ARRIVED = "return-arrived"
    """Goods have come back and wait to be inspected."""
    DISPUTE_DECIDED = "dispute-decided"
    """The platform has decided a dispute, or an appeal."""
    SUPPORT_ANSWERED = "support-answered"
    """Support has answered a question about a parcel."""
    CUSTOMER_ANSWERED = "customer-answered"
    """A customer has said whether the parcel has come."""
    PARCEL_TROUBLE = "parcel-trouble"
    """A parcel waits too long for its scan, is stuck, or is given up as lost."""
    LISTING_ANSWERED = "listing-answered"
    """The platform's review of a listing has answered."""
    FEE_OUT_OF_RANGE = "fee-out-of-range"
    """The platform wants a shipping fee mended."""
    TAKEN_DOWN = "taken-down"
    """The platform has taken a product down."""
    CANCELLED = "cancelled"
    """An order was cancelled by its buyer or by the system."""
    GOODS_ARRIVED = "goods-arrived"
    PAID_OUT = "paid-out"
    """A statement's money has reached the bank account."""
    MORNING_WITH_ORDERS = "morning-with-orders"
    """It is 09:00 and orders wait to be shipped."""
    MORNING = "morning"
    """It is 09:00."""


USUAL = frozenset(
    {
        Need.CANCEL_REQUESTED,
        Need.TO_SHIP,
        Need.STOCK_OUT,
        Need.RETURN_REQUESTED,
        Need.RETURN_ARRIVED,
        Need.DISPUTE_DECIDED,
        Need.SUPPORT_ANSWERED,
        Need.CUSTOMER_ANSWERED,
        Need.PARCEL_TROUBLE,
        Need.LISTING_ANSWERED,
        Need.FEE_OUT_OF_RANGE,
        Need.TAKEN_DOWN,
        Need.MORNING_WITH_ORDERS,
    }
)
"""What time stops for unless somebody chooses otherwise."""


@dataclass(frozen=True, slots=True)
class News:
    """Something that has come up, with the ids of what it is about.

    That is orders, SKUs or statements; returns where something came of a return, products where
    something came of a listing, and templates where a fee is out of range.
    """

    need: Need
    about: frozenset[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """A moment of a world: the local day of its last 09:00, and what is in each need.

    The keys tell things apart; each value is the order, return, SKU or statement it is about.
    """

    morning: int
    things: Mapping[Need, Mapping[int, int]]

    def with_answers(self, world: World) -> Standing:
        """The same with the reviews that have answered in a world read anew, and what follows."""
        told = {
            **self.things,
            Need.LISTING_ANSWERED: world.listings_answered,
            Need.TAKEN_DOWN: _taken_down(world.skus),
        }
        return replace(self, things=MappingProxyType(told))


def standing(world: World) -> Standing:
    """How the shop stands now."""
    orders, skus, now = world.orders, world.skus, world.now
    calendar = world.book.calendar
    ready = orders["status"] == Status.AWAITING_SHIPMENT
    late = (orders["dispatch_by"] < now) & (orders["dispatch_by"] > 0)
    late &= (orders["paid_at"] > 0) & (orders["shipped_at"] == 0) & (orders["cancelled_at"] == 0)
    soon = ready & (orders["dispatch_by"] >= now) & (orders["dispatch_by"] < now + DAY)
    coming = np.isin(skus["id"], world.restocks["sku_id"])  # holds what has not arrived yet
    least = world.low_stock_days or world.rules.low_stock_days
    sold = (skus["unlisted"] == 0) & ~np.isin(skus["product_status"], _NOT_ON_SHELF)
    low = sold & runs_low(skus["stock"], _sold(world), least)
    out = sold & (skus["stock"] == 0)
    back = world.returns
    asked = back["kind"] != ReturnKind.CHARGE_BACK.value
    here = (back["arrived_at"] > 0) & (back["status"] == ReturnStatus.BUYER_SHIPPED_ITEM)
    waits = world.cancellations["status"] == CancellationStatus.CANCELLATION_REQUEST_PENDING
    early = int(calendar.local_hour(now)) < OPENING_HOUR
    things = {
        Need.OVERDUE: _things([orders.where(late)], "id"),
        Need.DUE_SOON: _things([orders.where(soon)], "id"),
        Need.CANCEL_REQUESTED: _things(
            [world.cancellations.where(waits)], "order_id", key="order_id"
        ),
        Need.TO_SHIP: _things([orders.where(ready)], "id"),
        Need.STOCK_OUT: _things([skus.where(out)], "id"),
        Need.LOW_STOCK: _things([skus.where(low & ~out & ~coming)], "id"),
        Need.RETURN_REQUESTED: _things([back.where(asked)], "order_id"),
        Need.RETURN_ARRIVED: _things([back.where(here)], "id"),
        Need.DISPUTE_DECIDED: _decided([*world.left_returns, back]),
        Need.SUPPORT_ANSWERED: _happened(
            [*world.left_tickets, world.tickets], "answered_at", "order_id"
        ),
        Need.CUSTOMER_ANSWERED: _happened(
            [*world.left_inquiries, world.inquiries], "answered_at", "order_id"
        ),
        Need.PARCEL_TROUBLE: _troubles(world, [*world.left, orders]),
        Need.LISTING_ANSWERED: world.listings_answered,
        Need.FEE_OUT_OF_RANGE: {each: each for each, _ in world.shipping.warned},
        Need.TAKEN_DOWN: _taken_down(skus),
        Need.CANCELLED: _happened([*world.left, orders], "cancelled_at", "id"),
        Need.GOODS_ARRIVED: _happened(world.left_restocks, "arrived_at", "sku_id"),
        Need.PAID_OUT: _happened(world.left_statements, "paid_at", "id"),
    }
    return Standing(int(calendar.local_day(now)) - early, MappingProxyType(things))


def news(before: Standing, after: Standing, wanted: frozenset[Need]) -> tuple[News, ...]:
    """What of ``wanted`` has come up between two standings, the most urgent first."""
    found = []
    for need in Need:
        if need not in wanted:
            continue
        if need in (Need.MORNING, Need.MORNING_WITH_ORDERS):
            waiting = after.things[Need.TO_SHIP].values()
            if after.morning > before.morning and (waiting or need is Need.MORNING):
                found.append(News(need, frozenset(waiting)))
            continue
        there, was_there = after.things[need], before.things[need]
        new = frozenset(there[key] for key in there.keys() - was_there.keys())
        if new and not (need is Need.TO_SHIP and was_there):
            found.append(News(need, new))
    return tuple(found)


_NOT_ON_SHELF = np.array(NOT_ON_SHELF, dtype=object)


def _taken_down(skus: Columns) -> dict[int, int]:
    down = skus["product_status"] == ProductStatus.PLATFORM_DEACTIVATED
    return _things([skus.where(down)], "product_id", key="product_id")


def _decided(parts: list[Columns]) -> dict[int, int]:
    """Returns with a decision; that of an appeal is another one, with a key of its own."""
    appeals = [part.where(np.isin(part["appeal"], _APPEALS_DECIDED)) for part in parts]
    second = {-each: each for part in appeals for each in part["id"].tolist()}
    return _happened(parts, "decided_at", "id") | second


_APPEALS_DECIDED = np.array([Appeal.GRANTED.value, Appeal.DENIED.value], dtype=object)


def _troubles(world: World, parts: list[Columns]) -> dict[int, int]:
    """Orders whose parcel is in trouble; each trouble of an order is a thing of its own."""
    found: dict[int, int] = {}
    for part in parts:
        sent = part.where((part["rts_at"] > 0) & (part["delivered_at"] == 0))
        times = {name: sent[name] for name in TROUBLE_TIMES}
        lost = sent["cancel_reason"] == PARCEL_LOST
        wrong = trouble_at(world.now, world.rules, lost=lost, **times)
        for order, trouble in zip(sent["id"].tolist(), wrong.tolist(), strict=True):
            if trouble != Trouble.NONE:
                found[order * len(Trouble) + trouble] = order
    return found


def _things(parts: list[Columns], about: str, *, key: str = "id") -> dict[int, int]:
    keys = (each for part in parts for each in part[key].tolist())
    return dict(zip(keys, (each for part in parts for each in part[about].tolist()), strict=True))


def _happened(parts: list[Columns], time: str, about: str) -> dict[int, int]:
    """Rows whose moment has come, also of those that have left the world."""
    return _things([part.where(part[time] > 0) for part in parts], about)


def _sold(world: World) -> Array:
    """Each SKU's units ordered in the last days, cancelled ones not counted.

    The world has them all: a young order leaves it only when it is cancelled.
    """
    orders, lines = world.orders, world.lines
    counts = (orders["created_at"] >= world.now - PACE_DAYS * DAY) & (orders["cancelled_at"] == 0)
    mine = counts[world.order_index(lines["order_id"])]
    sku, units = world.sku_index(lines["sku_id"][mine]), lines["quantity"][mine]
    return np.bincount(sku, weights=units, minlength=len(world.skus)).astype(np.int64)
