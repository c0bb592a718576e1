"""What will happen to an order, drawn from its id alone: payment, cancelling, parcels, returns.

Latent outcomes are never stored: the same id gives the same outcome whenever it is asked.
All results are columns over orders.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import DAY, MINUTE, Seconds
from domain.kernel.columns import Array
from domain.kernel.randomness import (
    ONE,
    Stream,
    exponential_seconds,
    lognormal_seconds,
    threshold,
    uniform,
)
from domain.simulation.parameters import Parameters, places

Bools = npt.NDArray[np.bool_]


def payment_delay(order_id: Array, noise: int, parameters: Parameters) -> Seconds:
    """Seconds from order to payment."""
    u = uniform(noise, Stream.PAYMENT, order_id)
    median = parameters.payment_minutes * MINUTE
    return np.maximum(1, lognormal_seconds(u, median, parameters.payment_deviation))


def never_paid(order_id: Array, noise: int, parameters: Parameters) -> Bools:
    """Whether the buyer never pays."""
    return uniform(noise, Stream.ABANDON, order_id) < threshold(parameters.abandon_rate)


def cancel_delay(order_id: Array, noise: int, hold: int, parameters: Parameters) -> Seconds:
    """Seconds from payment to the buyer's cancellation within the hold; 0 for most: never."""
    u = uniform(noise, Stream.BUYER_CANCEL, order_id)
    bound = threshold(parameters.buyer_cancel_rate)
    moment = 1 + u * (hold - 2) // np.maximum(bound, 1)
    return np.where(u < bound, moment, 0)


def scan_delay(order_id: Array, noise: int, parameters: Parameters) -> Seconds:
    """Seconds from handing over to the carrier's first scan."""
    u = uniform(noise, Stream.FIRST_SCAN, order_id)
    median = parameters.first_scan_days * DAY
    return np.maximum(1, lognormal_seconds(u, median, parameters.first_scan_deviation))


def transit_time(order_id: Array, zone: Array, noise: int, parameters: Parameters) -> Seconds:
    """Seconds from first scan to delivery, by zone (2 near to 8 far)."""
    mean = parameters.transit_days + parameters.transit_days_per_zone * (zone - 2)
    sigma = parameters.transit_deviation
    median = mean * DAY * np.exp(-sigma * sigma / 2.0)
    u = uniform(noise, Stream.TRANSIT, order_id)
    return np.maximum(1, lognormal_seconds(u, median, sigma))


def return_request(
    order_id: Array, delivered_at: Seconds, noise: int, parameters: Parameters
) -> Seconds:
    """When each buyer asks to return what was delivered; 0 for most: never."""
    wanted = uniform(noise, Stream.RETURN, order_id) < threshold(parameters.return_rate)
    u = uniform(noise, Stream.RETURN_DELAY, order_id)
    delay = 2 * DAY + exponential_seconds(u, parameters.return_delay_days * DAY)
    return np.where(wanted, delivered_at + delay, 0)


def return_transit(order_id: Array, noise: int, parameters: Parameters) -> Seconds:
    """Seconds from a return's approval to the goods being back."""
    u = uniform(noise, Stream.RETURN_TRANSIT, order_id)
    return DAY + exponential_seconds(u, parameters.return_transit_days * DAY)


def resellable(order_id: Array, noise: int, parameters: Parameters) -> Bools:
    """Whether returned goods can be sold again."""
    u = uniform(noise, Stream.RETURN_REASON, order_id, 1)
    return u < threshold(parameters.return_resellable_rate)


RETURN_REASONS = ("does_not_fit_description", "changed_mind", "damaged", "defective")
_REASON_SHARES = (0.35, 0.35, 0.12)
"""Reasons and shares (the rest is defective): trade figures for electronics, grey."""


def return_reason(order_id: Array, noise: int) -> Array:
    """Why each order comes back, as a code."""
    u = uniform(noise, Stream.RETURN_REASON, order_id)
    index = np.searchsorted(threshold(np.cumsum(_REASON_SHARES)), u, side="right")
    return np.array(RETURN_REASONS, dtype=object)[index]


def place(order_id: Array, noise: int) -> Array:
    """The position in ``places()`` of each buyer's home."""
    return np.searchsorted(places().chosen, uniform(noise, Stream.PLACE, order_id), side="right")


def recipient(order_id: Array, noise: int) -> tuple[Array, Array, Array]:
    """Invented name, phone and street of each order's recipient."""
    known = places()
    pick = [
        uniform(noise, Stream.BUYER, order_id, part) * size // ONE
        for part, size in enumerate((len(known.names), len(known.initials), len(known.streets)))
    ]
    number = uniform(noise, Stream.STREET, order_id)
    names = known.names[pick[0]] + " " + known.initials[pick[1]]
    phones = np.array([f"(+1) *** *** {n % 10_000:04d}" for n in number.tolist()], dtype=object)
    houses = np.array([f"{1 + n % 980} " for n in number.tolist()], dtype=object)
    return names, phones, houses + known.streets[pick[2]]
