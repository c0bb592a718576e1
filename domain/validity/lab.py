"""Forked worlds in which one thing differs, with the same luck.

A lab begins as a practice shop opens, with full shelves and no order limit, so that nothing but
what is measured binds. Effects on choice are measured within one day, when ranks, reference prices
and reviews stand still; those that take longer are measured in a frozen lab, in which orders and
reviews move nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np

from domain.finance import rules as finance
from domain.inbox.commands import AnswerMessages
from domain.kernel.clock import HOUR
from domain.kernel.columns import Array, Columns
from domain.orders.rules import Status
from domain.shipping.commands import BuyLabels
from domain.simulation import engine
from domain.simulation.decisions import decide
from domain.simulation.world import World

T = TypeVar("T")

Change = Callable[[World], None]
"""What is done to a fork before time goes on."""

_SHELF = 10**6
_NO_LIMIT = 10**9
_OPEN_HOURS = 14
"""From the opening at 09:00 to 23:00, before the day's sales move anything."""

SMALL = 4.0
"""Weeks of a whole shop are played at this exposure, so it sees fewer buyers than the others."""

LIFE_DAYS = 42
"""Long enough for every parcel to arrive and every return window to close."""


def _to_turn(change: Callable[[World, Array], None], turn: Array, world: World) -> None:
    change(world, turn)


def nothing(_world: World) -> None:
    """Changes nothing."""


class Lab:
    """One world, and what is measured in it and its forks."""

    def __init__(self, base: World, seed: int, exposure: float, **parameters: Any) -> None:
        """Take a shop as it opens; ``exposure`` multiplies its impressions.

        ``seed`` is the world and its luck; ``parameters`` replace the shipped ones of their names.
        """
        world = base.copy()
        world.world_seed = world.noise_seed = seed
        world.parameters = replace(world.parameters, **parameters)
        world.scenario = replace(world.scenario, orders_per_day=_NO_LIMIT)
        world.order_cap = _NO_LIMIT
        world.skus["stock"] = _SHELF
        self.seed = seed
        self.parameters = world.parameters
        self._base = world
        self._exposure = exposure
        self._days: dict[tuple[str, Any], World] = {}
        self._lives: dict[str, Life] = {}
        self._found: dict[str, Any] = {}

    # The shop

    @property
    def size(self) -> int:
        """How many SKUs there are."""
        return len(self._base.skus)

    def substitutes(self, sku: int) -> Array:
        """The positions of a SKU's substitutes."""
        nest = self._base.nest
        return np.flatnonzero((nest == nest[sku]) & (np.arange(self.size) != sku))

    @cached_property
    def turns(self) -> tuple[Array, ...]:
        """The SKUs in turns with one of each group: what is done to a turn meets no other of it."""
        nest = self._base.nest
        rank = np.array([int((nest[:sku] == nest[sku]).sum()) for sku in range(self.size)])
        return tuple(np.flatnonzero(rank == turn) for turn in range(int(rank.max()) + 1))

    def price(self, sku: int, factor: float) -> int:
        """A SKU's price times ``factor``, as a shop can ask it: whole minor units."""
        return round(int(self._base.skus["price"][sku]) * factor)

    # Forks

    def once(self, name: str, found: Callable[[], T]) -> T:
        """What several effects need, worked out for the first of them."""
        if name not in self._found:
            self._found[name] = found()
        value: T = self._found[name]
        return value

    def world(self, exposure: float | None = None, change: Change = nothing) -> World:
        """A fork of the shop as it opens, changed."""
        world = self._base.copy()
        expose(world, self._exposure if exposure is None else exposure)
        change(world)
        return world

    def opening(self, name: str, key: Any = None, change: Change = nothing) -> World:
        """The end of the opening day in a changed fork, played once for each name and key."""
        if (name, key) not in self._days:
            world = self.world(change=change)
            engine.advance(world, world.now + _OPEN_HOURS * HOUR)
            self._days[name, key] = world
        return self._days[name, key]

    def orders(self, name: str, key: Any = None, change: Change = nothing) -> Array:
        """Orders of the opening day by SKU in such a fork."""
        return self.opening(name, key, change).skus["orders_today"]

    @property
    def usual(self) -> Array:
        """Orders of the opening day by SKU, nothing changed."""
        return self.orders("usual")

    def orders_at(self, sku: int, factor: float) -> Array:
        """Orders of the opening day by SKU, with one SKU's price multiplied."""

        def change(world: World) -> None:
            world.skus["price"][sku] = self.price(sku, factor)

        return self.orders("price", (sku, factor), change)

    def lift(self, name: str, change: Callable[[World, Array], None]) -> float:
        """By what share orders of changed SKUs differ from unchanged ones', turn by turn."""
        won = usual = 0
        for number, turn in enumerate(self.turns):
            orders = self.orders(name, number, partial(_to_turn, change, turn))
            won += int(orders[turn].sum())
            usual += int(self.usual[turn].sum())
        return won / usual - 1.0

    def lift_between(
        self,
        name: str,
        before: Callable[[World, Array], None],
        after: Callable[[World, Array], None],
    ) -> float:
        """By what share orders differ between SKUs changed one way and the other."""
        return (1.0 + self.lift(f"{name} after", after)) / (
            1.0 + self.lift(f"{name} before", before)
        ) - 1.0

    # Lives

    @property
    def lives(self) -> Life:
        """What became of the opening day's orders, each labelled at the next midnight."""
        return self.life("usual")

    def life(self, name: str, change: Change = nothing, days: int = LIFE_DAYS) -> Life:
        """The same in a changed fork, followed for so many days without new buyers."""
        if name not in self._lives:
            world = self.opening(name, change=change).copy()
            world.scenario = replace(world.scenario, impressions=0.0)
            first = world.orders["id"]
            self._lives[name] = Life(_served(world, days), first)
        return self._lives[name]

    @staticmethod
    def course(world: World, days: int, *, served: bool = False) -> Iterable[World]:
        """The world at the end of each of its next local days; ``served``: labels at midnight."""
        for _ in range(days):
            engine.advance(world, world.book.calendar.midnight(world.day + 1))
            yield world
            if served:
                serve(world)
            world.written()


class Life:
    """The orders of one day when all is over."""

    def __init__(self, world: World, first: Array) -> None:
        """Gather what has left the world; ``first`` are the day's orders."""
        self.world = world
        everything = _together([*world.left, world.orders])
        mine = np.isin(everything["id"], first)
        self.orders, self.later = everything.where(mine), everything.where(~mine)
        """The day's orders, and those of buyers who came back."""
        every_return = _together([*world.left_returns, world.returns])
        self.returns = every_return.where(np.isin(every_return["order_id"], first))
        self.reviews = _together(world.reviews) if world.reviews else None
        self.messages = _together([*world.left_messages, world.messages])
        self.earned = finance.profit(world.balances)

    def later_until(self, days: int) -> Columns:
        """Orders of buyers who came back, followed for so many more days."""
        world = _served(self.world.copy(), days)
        everything = _together([*world.left, world.orders])
        return everything.where(~np.isin(everything["id"], self.orders["id"]))


def _served(world: World, days: int) -> World:
    """The world after so many midnights, at each of which all is labelled and answered."""
    for _ in range(days):
        engine.advance(world, world.book.calendar.midnight(world.day + 1))
        serve(world)
    return world


def serve(world: World) -> None:
    """Label what can be labelled and answer what was asked."""
    ready = world.orders["id"][world.orders["status"] == Status.AWAITING_SHIPMENT]
    if len(ready):
        decide(world, BuyLabels(tuple(ready.tolist())), {})
    waiting = world.messages["id"][world.messages["answered_at"] == 0]
    if len(waiting):
        decide(world, AnswerMessages(tuple(waiting.tolist())), {})


def expose(world: World, times: float) -> None:
    """Multiply what the shop's products are shown, and with it the pace that this belongs to."""
    scenario = world.scenario
    world.scenario = replace(
        scenario,
        impressions=scenario.impressions * times,
        starting_pace=scenario.starting_pace * times,
    )
    world.skus["pace"] = np.round(world.skus["pace"] * times).astype(np.int64)


def freeze(world: World) -> None:
    """Let orders and reviews move neither ranks nor what buyers read."""
    world.parameters = replace(
        world.parameters, rank_power=0.0, review_rates=(0.0,) * len(world.parameters.review_rates)
    )


def _together(parts: list[Columns]) -> Columns:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.joined(part)
    return whole
