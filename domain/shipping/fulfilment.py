"""How a shop works its orders off: handling capacity, holiday mode, cancellations by request.

Source: domain reference, section 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import Seconds, ShopCalendar
from domain.kernel.columns import Array
from domain.rulebook import Rules

BEFORE_READY = -1
"""``auto_cancel_hours``: approved as long as the order is not ready to ship."""

AUTO_CANCEL_HOURS = (0, 1, 3, 5, BEFORE_READY)
"""What ``auto_cancel_hours`` may be. Source: domain reference, section 1 (A3)."""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A shop's settings, as the table ``fulfilment`` keeps them."""

    capacity: int = 0
    """Orders that the shop can handle in a day; 0: no limit is set."""
    holiday_from: int = 0
    """First local day (since 1970-01-01) of holiday mode; 0: never."""
    holiday_until: int = 0
    """Its last local day."""
    auto_cancel_hours: int = 0
    """Hours after payment within which a buyer's request to cancel is approved by itself.

    0: the seller decides; ``BEFORE_READY``: until the order is ready to ship.
    """

    def on_holiday(self, day: int) -> bool:
        """Whether holiday mode is on, on that local day."""
        return 0 < self.holiday_from <= day <= self.holiday_until


def counted_from(placed_at: Seconds, settings: Fulfilment, calendar: ShopCalendar) -> Seconds:
    """The moments whose dates are day 0 of the deadlines of orders.

    An order's own date, or for one that was placed in holiday mode the last day of it.
    """
    if not settings.holiday_from:
        return placed_at
    day = calendar.local_day(placed_at)
    away = (day >= settings.holiday_from) & (day <= settings.holiday_until)
    return np.where(away, calendar.midnight(settings.holiday_until), placed_at)


def added_days(number: Array, settings: Fulfilment, rules: Rules) -> npt.NDArray[np.int64]:
    """Business days added to the deadlines of a day's orders, by how many were placed before."""
    over = number >= settings.capacity
    return np.where((settings.capacity > 0) & over, rules.capacity_extra_days, 0)


def holiday_wait(day: int, settings: Fulfilment, calendar: ShopCalendar) -> int:
    """Business days by which holiday mode makes a promise later that is given on that local day."""
    if not settings.on_holiday(day):
        return 0
    return calendar.business_days(day, settings.holiday_until)


def crowding(pace: float, settings: Fulfilment, rules: Rules) -> float:
    """Business days by which the capacity makes promises later on average, at so many orders a day.

    The share of a day's orders beyond the capacity times what is added for each.
    """
    if not settings.capacity or pace <= settings.capacity:
        return 0.0
    return rules.capacity_extra_days * (1.0 - settings.capacity / pace)
