"""Playing a world that no file follows: a what-if, a test, a measurement."""

from __future__ import annotations

from domain.simulation import engine
from domain.simulation.attention import OPENING_HOUR
from domain.simulation.decisions import decide
from domain.simulation.policies import Policy, scripted_sellers_act
from domain.simulation.world import World


def play(world: World, until: int, policy: Policy) -> int:
    """Move the world to ``until`` with a scripted seller; gives how many orders were placed.

    What ended is forgotten every day, so memory grows with what is alive only.
    """
    calendar, placed = world.book.calendar, 0
    while world.now < until:
        if scripted_sellers_act(world):
            for command in policy(world):
                decide(world, command, {})
        engine.advance(world, min(until, calendar.next_time(world.now, OPENING_HOUR)))
        placed += sum(len(rows) for rows in world.placed)
        world.written()
    return placed
