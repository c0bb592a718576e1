"""Ids of orders: the hour, and a hash of what the order comes from."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import HOUR
from domain.kernel.columns import Array
from domain.kernel.randomness import Stream, further
from domain.simulation.world import World

_BASE = 576 * 10**15
_HOUR_SHARE = 10**12


def order_ids(world: World, at: Array, key: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """The ids of orders placed at those moments, from what they come from and nothing else."""
    hour = (at - world.opened_at - 1) // HOUR
    number = further(key, Stream.ORDER) % np.uint64(_HOUR_SHARE)
    return np.asarray(_BASE + hour * _HOUR_SHARE + number.view(np.int64))
