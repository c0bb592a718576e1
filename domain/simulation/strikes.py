"""Carriers on strike, as the scenario has them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.kernel.columns import Array
from domain.kernel.randomness import ONE
from domain.simulation.parameters import places
from domain.simulation.world import World


def slower(world: World, carrier: Array, handed_over_at: Array) -> npt.NDArray[np.float64]:
    """How much longer carriers take on that day for each parcel: 1 without a strike."""
    factor = np.ones(len(carrier))
    if world.scenario.strikes:
        first = int(world.book.calendar.local_day(world.opened_at))
        day = world.book.calendar.local_day(handed_over_at) - first
        for strike in world.scenario.strikes:
            hit = (day >= strike.day) & (day < strike.day + strike.days)
            hit &= carrier == world.book.carrier_number(strike.carrier)
            factor[hit] *= strike.times
    return factor


def delay_of_strikes(world: World) -> float:
    """Days by which a strike of the labels' carrier makes parcels of this day later."""
    if not world.scenario.strikes:
        return 0.0
    carrier = np.array([world.book.carrier_number(world.scenario.carrier)])
    times = float(slower(world, carrier, np.array([world.now]))[0])
    parameters = world.parameters
    zone = float(places().zone @ np.diff(places().chosen, prepend=0)) / ONE
    usual = parameters.transit_days + parameters.transit_days_per_zone * (zone - 2.0)
    return (times - 1.0) * (parameters.first_scan_days + usual)
