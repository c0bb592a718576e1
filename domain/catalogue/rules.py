"""The life of a product, and when a SKU runs low, as a column function."""

from __future__ import annotations

from enum import IntEnum, StrEnum

import numpy as np

from domain.kernel.columns import Array


class ProductStatus(StrEnum):
    """Where a product stands, as the platform's interface names it."""

    DRAFT = "DRAFT"
    PENDING = "PENDING"
    """Under review."""
    FAILED = "FAILED"
    """Not approved."""
    ACTIVATE = "ACTIVATE"
    """Live: the only status in which buyers see it."""
    SELLER_DEACTIVATED = "SELLER_DEACTIVATED"
    PLATFORM_DEACTIVATED = "PLATFORM_DEACTIVATED"
    FREEZE = "FREEZE"
    DELETED = "DELETED"


class Tier(IntEnum):
    """How good a listing is; ``quality`` says why."""

    POOR = 1
    FAIR = 2
    GOOD = 3


NOT_ON_SHELF = tuple(
    each.value
    for each in (
        ProductStatus.DRAFT,
        ProductStatus.PENDING,
        ProductStatus.FAILED,
        ProductStatus.DELETED,
    )
)
"""Statuses in which nobody misses goods: the product is not sold yet, or no longer."""


PACE_DAYS = 7
"""The days whose sales say how fast a SKU sells."""


def runs_low(stock: Array, sold: Array, least_days: int) -> Array:
    """Which SKUs are sold out, or last fewer whole days than the least at their pace.

    ``sold`` is units of the last ``PACE_DAYS`` days; where nothing was sold, stock never runs low.
    """
    return np.asarray((stock == 0) | ((sold > 0) & (stock * PACE_DAYS < least_days * sold)))
