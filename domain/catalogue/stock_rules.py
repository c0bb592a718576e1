"""How long stock lasts, when to reorder and how much, and what does not sell, as column functions.

``sold`` is always units of the last ``PACE_DAYS`` days: it says the pace, in whole numbers.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.catalogue.rules import PACE_DAYS
from domain.kernel.clock import DAY
from domain.kernel.columns import UNKNOWN, Array
from domain.kernel.refusals import Refusal
from domain.rulebook import Rules


def cover_days(stock: Array, sold: Array) -> Array:
    """Whole days that stock lasts at its pace; ``UNKNOWN`` where nothing was sold."""
    return np.where(sold > 0, stock * PACE_DAYS // np.maximum(sold, 1), UNKNOWN)


def sold_in(sold: Array, days: Array) -> Array:
    """Units that go in so many days at the pace, rounded up."""
    return np.asarray(-(-sold * days // PACE_DAYS))


def reorder_point(sold: Array, lead_days: Array, safety_days: int) -> Array:
    """The units at which goods have to be ordered: what goes until they are here, and a reserve.

    The reserve is what goes in ``safety_days``, for goods that are late or days that sell more.
    """
    return sold_in(sold, lead_days + safety_days)


def order_up_to(sold: Array, lead_days: Array, safety_days: int) -> Array:
    """The units that last until the delivery after the next one, with the reserve untouched.

    A delivery takes the lead time to come, and so does the one that is ordered when it is here.
    """
    return sold_in(sold, 2 * lead_days + safety_days)


def to_reorder(
    held: Array, sold: Array, lead_days: Array, safety_days: int
) -> npt.NDArray[np.bool_]:
    """Which SKUs have to be ordered now; ``held`` is stock and what is on its way.

    Where nothing was sold nothing has to be ordered.
    """
    return np.asarray((sold > 0) & (held <= reorder_point(sold, lead_days, safety_days)))


def reorder_units(
    held: Array, sold: Array, lead_days: Array, safety_days: int, least_order: Array
) -> Array:
    """How many units to order now, at least what the supplier takes; 0 where it is not time yet."""
    missing = order_up_to(sold, lead_days, safety_days) - held
    wanted = np.maximum(np.maximum(missing, least_order), 1)
    return np.where(to_reorder(held, sold, lead_days, safety_days), wanted, 0)


def days_to_reorder(held: Array, sold: Array, lead_days: Array, safety_days: int) -> Array:
    """Whole days until goods have to be ordered, 0 for now; ``UNKNOWN`` where nothing was sold."""
    above = np.maximum(held - reorder_point(sold, lead_days, safety_days), 0)
    return cover_days(above, sold)


def is_dead(
    stock: Array, sold: Array, here_since: Array, now: int, dead_days: int
) -> npt.NDArray[np.bool_]:
    """Which SKUs have stock that nobody wants: none was sold for ``dead_days`` days.

    Here ``sold`` is units of those days, and ``here_since`` (epoch seconds) is when goods last
    came: what has been here for a shorter time may still sell.
    """
    return np.asarray((stock > 0) & (sold == 0) & (now - here_since >= dead_days * DAY))


def low_stock_refused(days: int, rules: Rules) -> Refusal | None:
    """Why stock cannot count as low from so many days of cover down, or None; 0: as usual."""
    most = rules.low_stock_days_high
    if 0 <= days <= most:
        return None
    return Refusal("low-stock-days-out-of-range", {"low": 1, "high": most, "days": days})
