"""Where a person stands in a long table, and where that is once the table lists other rows.

With a million rows this takes longer than the window may stand still, so a reader's thread does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.kernel.columns import Array, positions

Ids = Sequence[int] | Array
"""The ids of a table's rows: an int64 array, or a range."""

_MOST_RANGES = 2_000
"""Ranges of a selection; painting looks through all of them for each cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What is seen and chosen, by id; 0 where nothing is."""

    top: int = 0
    """The first row in sight; 0 at the very top, where new rows are to be seen."""
    current: int = 0
    selected: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where that is, by row; -1 where it is nowhere."""

    of: Standing
    top: int
    current: int
    ranges: tuple[tuple[int, int], ...]
    """First and last row of each stretch of selected rows."""


def placed(ids: Ids, standing: Standing) -> Placed:
    """Find the place of all that among the rows of these ids."""
    return Placed(
        standing,
        place_of(ids, standing.top),
        place_of(ids, standing.current),
        _ranges(ids, standing.selected),
    )


def place_of(ids: Ids, row_id: int) -> int:
    """The row of an id; -1 where it is not listed."""
    if not isinstance(ids, np.ndarray):
        return ids.index(row_id) if row_id in ids else -1
    there = positions(ids == row_id)
    return int(there[0]) if len(there) else -1


def stretches(rows: Array) -> list[tuple[int, int]]:
    """First and last of each stretch of rising rows that follow each other."""
    if not len(rows):
        return []
    breaks = positions(np.diff(rows) != 1)
    firsts, lasts = rows[np.append(0, breaks + 1)], rows[np.append(breaks, len(rows) - 1)]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def _ranges(ids: Ids, selected: Array) -> tuple[tuple[int, int], ...]:
    if not len(selected) or not len(ids):
        return ()
    found = stretches(positions(np.isin(np.asarray(ids), selected)))
    return tuple(found) if len(found) <= _MOST_RANGES else ()
