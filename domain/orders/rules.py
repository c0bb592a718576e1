"""The life of an order as pure column functions.

A status is never set by hand: it follows from the order's times (``status_at``), for one order or
a million. Sources: life cycle and clocks in the US rulebook.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import HOUR, Seconds, ShopCalendar
from domain.rulebook import Rules


class Status(IntEnum):
    """Where an order stands, in the platform's words; the numbers are stored."""

    UNPAID = 1
    ON_HOLD = 2
    AWAITING_SHIPMENT = 3
    PARTIALLY_SHIPPING = 4
    AWAITING_COLLECTION = 5
    IN_TRANSIT = 6
    DELIVERED = 7
    COMPLETED = 8
    CANCELLED = 9

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to the parcel."""
        return self >= Status.DELIVERED


OPEN = (
    Status.UNPAID,
    Status.ON_HOLD,
    Status.AWAITING_SHIPMENT,
    Status.PARTIALLY_SHIPPING,
    Status.AWAITING_COLLECTION,
    Status.IN_TRANSIT,
)
"""Statuses in which the buyer still waits for the parcel, and the recipient is kept."""


class Role(IntEnum):
    """Who cancelled."""

    NOBODY = 0
    BUYER = 1
    SELLER = 2
    SYSTEM = 3
    OPERATOR = 4


PARCEL_LOST = "parcel_lost"
"""Why the system cancels an order whose parcel it has given up."""

OUT_OF_STOCK = "out_of_stock"
"""Why a seller cancels who has none of the goods; the platform then sets their stock to 0."""

STATUS_TIMES = (
    "paid_at",
    "ship_from",
    "partial_at",
    "rts_at",
    "shipped_at",
    "delivered_at",
    "completed_at",
    "cancelled_at",
)
"""The columns a status follows from."""


def status_at(
    now: int,
    *,
    paid_at: Seconds,
    ship_from: Seconds,
    partial_at: Seconds,
    rts_at: Seconds,
    shipped_at: Seconds,
    delivered_at: Seconds,
    completed_at: Seconds,
    cancelled_at: Seconds,
) -> npt.NDArray[np.int64]:
    """The status of each order at ``now``, from the times of what happened to it (0: not yet)."""
    ready_at = np.where(ship_from <= now, paid_at, 0)
    packed = (partial_at, rts_at)
    at = np.stack(
        (paid_at, ready_at, *packed, shipped_at, delivered_at, completed_at, cancelled_at)
    )
    reached = np.where((at > 0) & (at <= now), _REACHED, int(Status.UNPAID))
    return np.asarray(reached.max(axis=0), dtype=np.int64)


_REACHED = np.array(
    [
        [Status.ON_HOLD],
        [Status.AWAITING_SHIPMENT],
        [Status.PARTIALLY_SHIPPING],
        [Status.AWAITING_COLLECTION],
        [Status.IN_TRANSIT],
        [Status.DELIVERED],
        [Status.COMPLETED],
        [Status.CANCELLED],
    ]
)
"""What each moment brings an order to; the last one reached has the highest number."""


def unpaid_until(created_at: Seconds, rules: Rules) -> Seconds:
    """When an order still unpaid is cancelled by the system."""
    return created_at + rules.unpaid_hours * HOUR


def ship_from(paid_at: Seconds, rules: Rules) -> Seconds:
    """When the hold ends and the order may be shipped."""
    return paid_at + rules.hold_seconds


class Deadlines(NamedTuple):
    """Ends of business days by which something is to happen to each order."""

    dispatch_by: Seconds
    """The first carrier scan; a label alone does not count."""
    collect_by: Seconds
    """Awaiting collection; else the system cancels the order."""
    deliver_by: Seconds
    """The parcel's arrival, as the buyer was promised."""


def deadlines(
    created_at: Seconds, rules: Rules, calendar: ShopCalendar, promise_days: int
) -> Deadlines:
    """The deadlines of orders, of which ``promise_days`` business days are promised."""
    days = (rules.dispatch_business_days, rules.cancel_business_days, promise_days)
    return deadlines_in(created_at, calendar, np.array(days)[:, None])


def deadlines_in(
    counted_from: Seconds, calendar: ShopCalendar, days: npt.NDArray[np.int64]
) -> Deadlines:
    """The deadlines of orders so many business days after those moments' dates.

    ``days`` has three rows (until dispatch, collection and delivery) of one number or one for each
    order.
    """
    return Deadlines(*calendar.business_deadline(counted_from, days))


def completed_at(delivered_at: Seconds, rules: Rules) -> Seconds:
    """When the return window closes and the order is final."""
    return delivered_at + rules.complete_days * 24 * HOUR
