"""Shop metrics as column functions; rates are basis points, None where nothing was due."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import Seconds
from domain.kernel.money import BASIS


def rate(part: int, whole: int) -> int | None:
    """A part of a whole in basis points, rounded; None where there is no whole."""
    return (part * BASIS + whole // 2) // whole if whole else None


def dispatches(
    *,
    dispatch_by: Seconds,
    shipped_at: Seconds,
    paid_at: Seconds,
    cancelled_at: Seconds,
    by_buyer: npt.NDArray[np.bool_],
    start: int,
    end: int,
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which orders had their dispatch deadline in (start, end], and which had no scan by then.

    Orders that the seller or the system cancelled count, so that a shop that ships nothing is not
    spotless; orders never paid or cancelled in time by the buyer do not.
    """
    due = (dispatch_by > start) & (dispatch_by <= end)
    due &= (paid_at > 0) & (paid_at <= dispatch_by)
    due &= ~(by_buyer & (cancelled_at > 0) & (cancelled_at <= dispatch_by))
    return due, due & ((shipped_at == 0) | (shipped_at > dispatch_by))


def seller_fault_cancellation_rate(
    paid_at: Seconds, seller_fault: npt.NDArray[np.bool_], start: int, now: int
) -> int | None:
    """Orders cancelled through the seller's fault ÷ paid orders of the window (T6)."""
    placed = (paid_at > 0) & (paid_at >= start) & (paid_at <= now)
    return rate(int((placed & seller_fault).sum()), int(placed.sum()))


def valid_tracking_rate(
    shipped_at: Seconds, valid: npt.NDArray[np.bool_], start: int, now: int
) -> int | None:
    """Shipped orders with a tracking number in its carrier's form ÷ shipped orders (T6)."""
    shipped = (shipped_at > 0) & (shipped_at >= start) & (shipped_at <= now)
    return rate(int((shipped & valid).sum()), int(shipped.sum()))


def on_time_delivery_rate(
    deliver_by: Seconds,
    delivered_at: Seconds,
    cancelled_at: Seconds,
    paid_at: Seconds,
    start: int,
    now: int,
) -> int | None:
    """Orders delivered by their promised day ÷ orders due in the window and not cancelled (A5)."""
    due = (paid_at > 0) & (cancelled_at == 0) & (deliver_by >= start) & (deliver_by < now)
    on_time = due & (delivered_at > 0) & (delivered_at <= deliver_by)
    return rate(int(on_time.sum()), int(due.sum()))
