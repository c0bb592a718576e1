"""A world played in memory goes the way of its file, and keeps only what is alive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.kernel.clock import DAY
from domain.shop import Shop
from domain.simulation import store
from domain.simulation.playing import play
from domain.simulation.policies import sensible

GATHERED = (
    "journal", "left_packages", "placed", "left", "left_lines", "left_returns", "left_restocks",
    "left_statements", "traffic", "dropped",
)  # fmt: skip


def test_a_year_quarter_in_memory_is_that_of_the_file(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        world = shop.read(store.load)
        placed = play(world, world.now + 90 * DAY, sensible)
        shop.advance(world.now, sensible)
        file = shop.read(store.load)
    assert placed > 1_000
    assert world.balances == file.balances
    assert world.orders.only(store.ORDER_COLUMNS).rows() == (
        file.orders.only(store.ORDER_COLUMNS).rows()
    )
    assert world.skus.rows() == file.skus.rows()


def test_what_has_ended_is_forgotten(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        world = shop.read(store.load)
    placed = play(world, world.now + 120 * DAY, sensible)
    assert 0 < len(world.orders) < placed / 2
    assert {name: len(getattr(world, name)) for name in GATHERED} == dict.fromkeys(GATHERED, 0)


def test_a_scenario_can_lift_the_limit_of_a_beginner(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        world = shop.read(store.load)
    assert world.order_cap == world.book.probation[0].orders_per_day
    world.scenario = replace(world.scenario, orders_per_day=3)
    play(world, world.now + 2 * DAY, sensible)
    assert world.order_cap == 3
    assert play(world, world.now + 1 * DAY, sensible) <= 6  # parts of two local days
