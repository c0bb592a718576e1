"""When a shop sells: sums by weekday and hour."""

from __future__ import annotations

import numpy as np

from domain.kernel.columns import Array

WEEKDAYS = 7
HOURS = 24


def weekday_of(days: Array) -> Array:
    """The weekday of each local day, Monday 0 to Sunday 6."""
    return (np.asarray(days, dtype=np.int64) + 3) % WEEKDAYS


def by_hour(days: Array, hours: Array, amounts: Array) -> Array:
    """The amounts summed by weekday (a row each, Monday first) and local hour (a column each)."""
    found = np.zeros((WEEKDAYS, HOURS), dtype=np.int64)
    np.add.at(found, (weekday_of(days), hours), amounts)
    return found
