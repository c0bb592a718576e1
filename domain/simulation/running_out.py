"""How far time may run in one go while promotions that can run out compete.

Wishes are served by what they hoped for first, so whoever misses that and has something else of
which little is left is seen only in the next stretch. That matters in the hours in which anything
may run out, whoever gets it; hours before and after them can be lived through together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain.kernel.clock import HOUR
from domain.kernel.columns import Array
from domain.simulation.content import post_content
from domain.simulation.delivery import terms
from domain.simulation.demand import demand
from domain.simulation.placing import as_baskets
from domain.simulation.promised import at_most
from domain.simulation.promoting import Scarce
from domain.simulation.stretch import Stretch
from domain.simulation.world import World


@dataclass(frozen=True, eq=False, slots=True)
class Foreseen:
    """The most that can be wanted of what promotions have left."""

    since: int
    until: int
    wanted: Array
    """Of each item and code that can run out from ``since`` to each full hour, none at first."""

    def calm_until(self, now: int, short: Scarce) -> int:
        """The last full hour before which nothing can run out, at least one hour from now."""
        passed = (now - self.since) // HOUR
        asked = self.wanted[passed + 1 :] - self.wanted[passed]
        enough = ((asked <= short.left) | (short.left == 0)).all(axis=1)  # gone is gone
        hours = len(enough) if enough.all() else int(enough.argmin())
        return now + max(hours, 1) * HOUR


def foresee(world: World, short: Scarce, until: int) -> Foreseen:
    """What buyers can want up to a full hour of this day, for which no promotion begins or ends."""
    ahead, stretch = world.copy(), Stretch(world.now, until, world.rules)
    post_content(ahead, stretch)
    wishes = as_baskets(ahead, demand(ahead, stretch, funnel=False).wishes, terms(ahead))
    hour, hours = (wishes["at"] - world.now - 1) // HOUR, (until - world.now) // HOUR
    most = at_most(world, short, wishes, hour, hours)
    return Foreseen(world.now, until, np.cumsum(np.pad(most, ((1, 0), (0, 0))), axis=0))
