"""What rivals ask: they match a shop that undercuts the market, wage price wars, and come back.

Columns are over rivals; prices are integer minor units, days are days since 1 January 1970. No
published figures were found: every one here is an assumption, in ``parameters.toml``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from domain.kernel.randomness import ONE, Stream, normal, threshold, uniform
from domain.simulation.parameters import Parameters

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Rivals(NamedTuple):
    """What a day may change of each rival, as columns."""

    price: Integers
    last_cut: Integers
    """The day of its last cut; 0: it never cut its price."""
    war_until: Integers
    """The last day of its latest price war; 0: it never waged one."""


def base_price(
    world_seed: int, rival: Integers, market_price: Integers, parameters: Parameters
) -> Integers:
    """The usual price of each rival, with which it begins; fixed for a world.

    ``rival`` numbers them, ``market_price`` is that of each rival's group.
    """
    z = normal(uniform(world_seed, Stream.RIVAL_PRICE, rival))
    drawn = market_price * np.exp(parameters.rival_price_deviation * z)
    return np.asarray(np.maximum(np.rint(drawn), 1), dtype=np.int64)


def react(
    before: Rivals,
    *,
    rival: Integers,
    base: Integers,
    ratio: Floats,
    day: int,
    seed: int,
    parameters: Parameters,
) -> Rivals:
    """The rivals after that day's look at the shop.

    ``base`` is each rival's usual price, ``ratio`` the shop's lowest price in that rival's group
    over the market price (1 where the shop sells nothing there). A rival that is undercut, or at
    war, now and then cuts its price to the same ratio of its own base, in a war a little below
    it; its second cut within a week starts a war from the next day on. One that is neither comes
    back to its base. Undercutting more never makes a rival dearer.
    """
    undercut = ratio < 1.0 - parameters.rival_undercut
    war = day <= before.war_until
    rate = np.where(war, parameters.rival_war_match_rate, parameters.rival_match_rate)
    notices = uniform(seed, Stream.RIVAL, rival, day) < threshold(rate)
    aimed = np.where(war, ratio * (1.0 - parameters.rival_war_undercut), ratio)
    target = np.rint(base * np.maximum(aimed, parameters.rival_floor)).astype(np.int64)
    cuts = (undercut | war) & notices & (target < before.price)
    again = day - before.last_cut <= parameters.rival_war_week_days
    price = np.where(undercut | war, before.price, _reverted(before.price, base, parameters))
    return Rivals(
        price=np.where(cuts, target, price),
        last_cut=np.where(cuts, day, before.last_cut),
        war_until=np.where(cuts & again & ~war, day + parameters.rival_war_days, before.war_until),
    )


def _reverted(price: Integers, base: Integers, parameters: Parameters) -> Integers:
    """Prices a day nearer to their base; the last minor unit is taken back too."""
    kept = threshold(0.5 ** (1.0 / parameters.rival_half_life_days))
    return np.asarray(base - np.maximum(base - price, 0) * kept // ONE, dtype=np.int64)


def log_ratio(price: Integers, base: Integers, group: Integers, groups: int) -> Floats:
    """For each of ``groups`` groups, the mean of ln(price / base) over its rivals; 0 without any.

    ``group`` numbers each rival's group from 0.
    """
    count = np.bincount(group, minlength=groups)
    total = np.bincount(group, weights=np.log(price / base), minlength=groups)
    return np.asarray(total / np.maximum(count, 1))
