"""When a SKU runs low, as a column function."""

from __future__ import annotations

import numpy as np

from domain.kernel.columns import Array

PACE_DAYS = 7
"""The days whose sales say how fast a SKU sells."""


def runs_low(stock: Array, sold: Array, least_days: int) -> Array:
    """Which SKUs are sold out, or last fewer whole days than the least at their pace.

    ``sold`` is units of the last ``PACE_DAYS`` days; where nothing was sold, stock never runs low.
    """
    return np.asarray((stock == 0) | ((sold > 0) & (stock * PACE_DAYS < least_days * sold)))
