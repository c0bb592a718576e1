"""A fixed piece of NumPy work that resembles a year of the engine's, to measure machines by.

For each of 730 half days: 5,000 ids hashed three times (SplitMix64's finaliser), 1,000 normal
quantiles by polynomials and an exponential, a sort of 5,000 keys, a count by 5 classes, a search of
1,000 keys among 5,000, and 25 columns of 5,000 numbers gathered by position. It never changes.
"""

from __future__ import annotations

import numpy as np

_ROUNDS, _ROWS, _FEW, _COLUMNS = 730, 5_000, 1_000, 25


def kernel() -> int:
    """Do the work; gives a number that depends on all of it."""
    ids = np.arange(_ROWS, dtype=np.uint64)
    columns = [np.arange(_ROWS, dtype=np.int64) + each for each in range(_COLUMNS)]
    total = 0
    for turn in range(_ROUNDS):
        state = ids + np.uint64(turn)
        for _ in range(3):
            state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            state ^= state >> np.uint64(31)
        few = state[:_FEW] / 2.0**64
        curve = np.exp(((few * 1.3 + 0.7) * few - 0.2) * few)
        order = np.argsort(state, kind="stable")
        counts = np.bincount((state % np.uint64(5)).astype(np.int64), minlength=5)
        places = np.searchsorted(ids, state[:_FEW] % np.uint64(_ROWS))
        gathered = [column[order] for column in columns]
        total += int(counts[0] + places[0] + gathered[0][0] + int(curve[0]))
    return total
