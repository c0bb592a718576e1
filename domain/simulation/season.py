"""When the market buys: the hours of a local day, and what its date makes of it.

Model and sources: simulation reference, section 2; the figures are in ``parameters.toml``.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import HOUR, Holiday, Seconds, ShopCalendar
from domain.kernel.randomness import ONE
from domain.simulation.parameters import Parameters

_EPOCH = date(1970, 1, 1)
_THANKSGIVING = Holiday("Thanksgiving", month=11, weekday=4, nth=4)
_DAYS_OF_NOVEMBER_AND_DECEMBER = 61


def hour_shares(
    calendar: ShopCalendar, day: int, parameters: Parameters
) -> tuple[Seconds, npt.NDArray[np.int64]]:
    """The hours of a local day (since 1970), and how the day's traffic falls on them.

    Returns the moments at which its 23, 24 or 25 hours begin, and by each hour's end the share of
    the day's traffic so far in 2**-32 steps; the last is 2**32. Both are read-only.
    """
    return _hour_shares(calendar, day, parameters.hour_weights)


@lru_cache(maxsize=1024)
def _hour_shares(
    calendar: ShopCalendar, day: int, weights: tuple[float, ...]
) -> tuple[Seconds, npt.NDArray[np.int64]]:
    moments = np.arange(calendar.midnight(day), calendar.midnight(day + 1), HOUR, dtype=np.int64)
    reached = np.cumsum(np.array(weights)[calendar.local_hour(moments)])
    shares = np.rint(reached / reached[-1] * ONE).astype(np.int64)
    moments.setflags(write=False)
    shares.setflags(write=False)
    return moments, shares


def day_factor(calendar: ShopCalendar, day: int, parameters: Parameters) -> float:
    """The traffic of a local day of that calendar (since 1970), against an ordinary day's 1.

    The product of its weekday, payday and the season of November and December.
    """
    return _day_factor(day, parameters)


@lru_cache(maxsize=4096)
def _day_factor(day: int, parameters: Parameters) -> float:
    on = _EPOCH + timedelta(day)
    weekday = parameters.weekday_weights[on.weekday()]
    return weekday * _payday(on, parameters) * _season(on, parameters)


def _payday(on: date, parameters: Parameters) -> float:
    """What a payday adds, on the day itself and on those for which it lasts."""
    lasting = {(on - timedelta(past)).day for past in range(parameters.payday_days)}
    return 1.0 + parameters.payday_lift * bool(lasting.intersection(parameters.paydays))


def _season(on: date, parameters: Parameters) -> float:
    """November and December: three days of their own, the others scaled so that the mean holds."""
    if on.month < 11:
        return 1.0
    thanksgiving = _THANKSGIVING.on(on.year)
    own = {
        thanksgiving: parameters.thanksgiving,
        thanksgiving + timedelta(1): parameters.black_friday,
        thanksgiving + timedelta(4): parameters.cyber_monday,
    }
    days = _DAYS_OF_NOVEMBER_AND_DECEMBER
    other = (days - sum(own.values())) / (days - len(own))
    return parameters.q4_level * own.get(on, other)
