"""Values as columns: which are known, which are in sight, and which of many are worth a stroke."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.charts.plots.series import Values

Column = npt.NDArray[np.float64]
"""Values in a row; NaN where nobody knows."""


def numbers(values: Values) -> Column:
    """The values as a column."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def stacked(columns: Sequence[Column]) -> list[Column]:
    """Each with those before it; unknown where any of them is."""
    return list(np.cumsum(np.array(columns), axis=0)) if columns else []


def extent(columns: Sequence[Column]) -> tuple[float, float]:
    """The least and the greatest of all, and of zero."""
    found = np.concatenate([*columns, np.zeros(1)])
    found = found[np.isfinite(found)]
    return float(found.min()), float(found.max())


def stacked_extent(columns: Sequence[Column]) -> list[Column]:
    """How far stacked bars reach up and down, bucket by bucket."""
    if not columns:
        return []
    stack = np.nan_to_num(np.array(columns))
    return [np.maximum(stack, 0).sum(0), np.minimum(stack, 0).sum(0)]


def runs(values: Column) -> list[range]:
    """The stretches of known values."""
    known = np.concatenate([[False], np.isfinite(values), [False]]).astype(int)
    edges = np.flatnonzero(np.diff(known)).tolist()
    return [range(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def in_sight(values: Column, first: float, last: float) -> tuple[Column, Column]:
    """Places and values between two places, and where the lines cross these."""
    low, high = max(int(np.ceil(first)), 0), min(int(np.floor(last)), len(values) - 1)
    at, shown = np.arange(low, high + 1, dtype=np.float64), values[low : high + 1]
    if first < low and low > 0:
        share = low - first
        at = np.concatenate([[first], at])
        shown = np.concatenate([[share * values[low - 1] + (1 - share) * values[low]], shown])
    if last > high and high < len(values) - 1:
        share = last - high
        at = np.concatenate([at, [last]])
        shown = np.concatenate([shown, [share * values[high + 1] + (1 - share) * values[high]]])
    return at, shown


def peaks(at: Column, values: Column, pixels: int) -> tuple[Column, Column]:
    """At most two points for each pixel: of many, the lowest and the highest that lie there."""
    together = len(values) // max(pixels, 1)
    if together < 2:
        return at, values
    starts = np.arange(0, len(values), together)
    low, high = np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)
    return np.repeat(at[starts], 2), np.column_stack([low, high]).ravel()
