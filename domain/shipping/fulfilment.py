"""How a shop works its orders off: handling capacity, holiday mode, cancellations by request."""

from __future__ import annotations

from dataclasses import dataclass

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
