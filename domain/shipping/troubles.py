"""Parcels that do not go their way: what is wrong, as column functions over orders."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import DAY, Seconds
from domain.rulebook import Rules


class Trouble(IntEnum):
    """What is wrong with a parcel, the least certain first."""

    NONE = 0
    LATE_SCAN = 1
    """It has a label or number, and no carrier has scanned it for days."""
    STUCK = 2
    """It was scanned, and nothing was heard of it since."""
    LOST = 3
    """The platform has given it up and cancelled the order."""


TROUBLE_TIMES = ("rts_at", "shipped_at", "delivered_at", "cancelled_at")


def trouble_at(
    now: int,
    rules: Rules,
    *,
    rts_at: Seconds,
    shipped_at: Seconds,
    delivered_at: Seconds,
    cancelled_at: Seconds,
    lost: npt.NDArray[np.bool_],
) -> npt.NDArray[np.int64]:
    """What is wrong with each order's parcel now; ``lost`` are those cancelled as lost."""
    open_still = (cancelled_at == 0) & (delivered_at == 0)
    late = open_still & (rts_at > 0) & (shipped_at == 0) & (now >= late_from(rts_at, rules))
    stuck = open_still & (shipped_at > 0) & (now >= stuck_from(shipped_at, rules))
    told = (Trouble.LOST, Trouble.STUCK, Trouble.LATE_SCAN)
    return np.select([lost, stuck, late], [int(each) for each in told], int(Trouble.NONE))


def late_from(rts_at: Seconds, rules: Rules) -> Seconds:
    """From when a parcel without a first scan is late with its carrier."""
    return rts_at + rules.late_scan_days * DAY


def stuck_from(shipped_at: Seconds, rules: Rules) -> Seconds:
    """From when a parcel without news is stuck."""
    return shipped_at + rules.stuck_days * DAY


def given_up_at(shipped_at: Seconds, rules: Rules) -> Seconds:
    """When a parcel without news is given up as lost (A5)."""
    return shipped_at + rules.lost_days * DAY
