"""Forked worlds in which one thing differs, with the same luck.

A lab begins as a practice shop opens, with full shelves and no order limit, so that nothing but
what is measured binds. Effects on choice are measured within one day, when ranks and reference
prices stand still.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from domain.kernel.clock import DAY, HOUR
from domain.kernel.columns import Array, Columns
from domain.orders.rules import Role, Status
from domain.shipping.commands import BuyLabels
from domain.simulation import engine
from domain.simulation.decisions import decide
from domain.simulation.world import World

_SHELF = 10**6
_NO_LIMIT = 10**9
_OPEN_HOURS = 14
"""From the opening at 09:00 to 23:00, before the day's sales move anything."""

_GAP_EXPOSURE = 4.0
"""Weeks of a whole shop are played for this one, so it sees fewer buyers than the others."""

_LIFE_DAYS = 50
"""Long enough for every parcel to arrive and every return window to close."""


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
        self._small = world.copy()
        _expose(world, exposure)
        world.skus["stock"] = self._small.skus["stock"] = _SHELF
        self._world = world
        self._forks: dict[tuple[int, float], Array] = {}

    @property
    def size(self) -> int:
        """How many SKUs there are."""
        return len(self._world.skus)

    def substitutes(self, sku: int) -> Array:
        """The positions of a SKU's substitutes."""
        nest = self._world.nest
        return np.flatnonzero((nest == nest[sku]) & (np.arange(self.size) != sku))

    def orders_at(self, sku: int, factor: float) -> Array:
        """Orders of the opening day by SKU, with one SKU's price multiplied; in its own fork."""
        if (sku, factor) not in self._forks:
            world = self._world.copy()
            world.skus["price"][sku] = self.price(sku, factor)
            self._forks[sku, factor] = self._day(world).skus["orders_today"]
        return self._forks[sku, factor]

    def price(self, sku: int, factor: float) -> int:
        """The price that ``orders_at`` asks, minor units."""
        return round(int(self._world.skus["price"][sku]) * factor)

    @cached_property
    def usual(self) -> Array:
        """Orders of the opening day by SKU, nothing changed."""
        return self._opening.skus["orders_today"]

    @cached_property
    def traffic(self) -> tuple[int, int, int]:
        """Impressions, clicks and orders of the opening day."""
        rows = self._opening.traffic
        names = ("impressions", "clicks", "orders")
        impressions, clicks, orders = (sum(int(row[name].sum()) for row in rows) for name in names)
        return impressions, clicks, orders

    @cached_property
    def units(self) -> Array:
        """Units of each order of the opening day."""
        return self._opening.lines["quantity"]

    @cached_property
    def hours(self) -> Array:
        """Orders of each local hour of the day after the opening, a whole one."""
        world = self._world.copy()
        start = world.book.calendar.midnight(world.day + 1)
        engine.advance(world, start)
        before = set(world.orders["id"].tolist())
        engine.advance(world, start + 23 * HOUR)
        new = np.array([order not in before for order in world.orders["id"].tolist()])
        hour = world.book.calendar.local_hour(world.orders["created_at"][new])
        return np.bincount(hour, minlength=24)

    @cached_property
    def lives(self) -> Columns:
        """The opening day's orders when all is over, each labelled at the next 09:00."""
        world = self._day(self._world.copy())
        world.scenario = replace(world.scenario, impressions=0.0)
        engine.advance(world, world.now + 10 * HOUR)
        ready = world.orders["id"][world.orders["status"] == Status.AWAITING_SHIPMENT]
        decide(world, BuyLabels(tuple(ready.tolist())), {})
        engine.advance(world, world.now + _LIFE_DAYS * DAY)
        orders = world.orders
        for part in world.left:
            orders = orders.joined(part)
        return orders

    def sold_around_a_gap(self, sku: int, days: int, after: int) -> tuple[int, int]:
        """Units of a SKU in ``days`` and ``after`` more: shelf full, and shelf empty for ``days``.

        Nothing is ordered from the supplier in the gap; afterwards the shelf is full again.
        """
        with_stock = self._small.copy()
        _expose(with_stock, _GAP_EXPOSURE)
        without = with_stock.copy()
        without.skus["stock"][sku] = 0
        without.skus["in_stock"][sku] = 0
        totals = []
        for world in (with_stock, without):
            sold = 0
            for day in range(days + after):
                if day == days:
                    world.skus["stock"][sku] = _SHELF
                    world.skus["in_stock"][sku] = 1
                today = world.day
                engine.advance(world, world.book.calendar.midnight(today + 1))
                sold += int(world.units[today][sku])
                world.written()
            totals.append(sold)
        return totals[0], totals[1]

    @cached_property
    def _opening(self) -> World:
        return self._day(self._world.copy())

    @staticmethod
    def _day(world: World) -> World:
        engine.advance(world, world.now + _OPEN_HOURS * HOUR)
        return world


def _expose(world: World, times: float) -> None:
    """Multiply what the shop's products are shown, and with it the pace that this belongs to."""
    scenario = world.scenario
    world.scenario = replace(
        scenario,
        impressions=scenario.impressions * times,
        starting_pace=scenario.starting_pace * times,
    )
    world.skus["pace"] = np.round(world.skus["pace"] * times).astype(np.int64)


def by_buyer(orders: Columns) -> Array:
    """Which orders their buyers cancelled."""
    cancelled: Array = orders["cancel_role"] == Role.BUYER.name
    return cancelled
