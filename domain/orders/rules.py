"""The life of an order as pure column functions.

A status is never set by hand: it follows from the order's times (``status_at``), for one order or
a million. Sources: life cycle and clocks in the US rulebook.
"""

from __future__ import annotations

from enum import IntEnum

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


STATUS_TIMES = (
    "paid_at",
    "ship_from",
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
    rts_at: Seconds,
    shipped_at: Seconds,
    delivered_at: Seconds,
    completed_at: Seconds,
    cancelled_at: Seconds,
) -> npt.NDArray[np.int64]:
    """The status of each order at ``now``, from the times of what happened to it (0: not yet)."""
    status = np.full(len(paid_at), int(Status.UNPAID))
    for at, reached in (
        (paid_at, Status.ON_HOLD),
        (np.where(ship_from <= now, paid_at, 0), Status.AWAITING_SHIPMENT),
        (rts_at, Status.AWAITING_COLLECTION),
        (shipped_at, Status.IN_TRANSIT),
        (delivered_at, Status.DELIVERED),
        (completed_at, Status.COMPLETED),
        (cancelled_at, Status.CANCELLED),
    ):
        status[(at > 0) & (at <= now)] = int(reached)
    return status


def unpaid_until(created_at: Seconds, rules: Rules) -> Seconds:
    """When an order still unpaid is cancelled by the system."""
    return created_at + rules.unpaid_hours * HOUR


def ship_from(paid_at: Seconds, rules: Rules) -> Seconds:
    """When the hold ends and the order may be shipped."""
    return paid_at + rules.hold_seconds


def dispatch_by(created_at: Seconds, rules: Rules, calendar: ShopCalendar) -> Seconds:
    """The last second for the first carrier scan; a label alone does not count."""
    return calendar.business_deadline(created_at, rules.dispatch_business_days)


def deliver_by(created_at: Seconds, rules: Rules, calendar: ShopCalendar) -> Seconds:
    """When the buyer was promised the parcel."""
    return calendar.business_deadline(created_at, rules.deliver_business_days)


def collect_by(created_at: Seconds, rules: Rules, calendar: ShopCalendar) -> Seconds:
    """When an order not yet awaiting collection is cancelled by the system."""
    return calendar.business_deadline(created_at, rules.cancel_business_days)


def completed_at(delivered_at: Seconds, rules: Rules) -> Seconds:
    """When the return window closes and the order is final."""
    return delivered_at + rules.complete_days * 24 * HOUR
