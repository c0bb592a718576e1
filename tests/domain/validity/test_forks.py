"""Forks share their luck: a cause reaches what it causes, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.clock import DAY
from domain.kernel.columns import Columns
from domain.promotions.commands import StartDeal
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.decisions import decide
from domain.simulation.playing import play
from domain.simulation.policies import sensible
from domain.simulation.world import World
from domain.storage.digest import digest
from domain.validity.evidence import laboratory
from domain.validity.lab import Lab

DAYS = 6


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> World:
    path = tmp_path_factory.mktemp("forks") / "lab.dukandar"
    with Shop.practice(path, "laboratory", seed=1, noise=1, text=laboratory()) as shop:
        return shop.read(store.load)


@pytest.fixture(scope="module")
def usual(base: World) -> dict[int, tuple[Any, ...]]:
    """Every order of some days, nothing decided."""
    return _orders(_played(base, []))


def _lab(base: World) -> World:
    return Lab(base, 5, 4.0).world()


def _played(base: World, cuts: list[tuple[int, int, float]]) -> World:
    """A lab played for some days, in which SKUs of one group get other prices on some days."""
    world = _lab(base)
    for day in range(DAYS):
        for when, sku, factor in cuts:
            if when == day:
                world.skus["price"][sku] = max(1, round(int(world.skus["price"][sku]) * factor))
        engine.advance(world, world.now + DAY)
    return world


def _orders(world: World) -> dict[int, tuple[Any, ...]]:
    """Orders by id, with all that the world keeps of them and of their lines."""
    lines: dict[int, list[tuple[Any, ...]]] = {}
    for row in world.lines.rows():
        lines.setdefault(row[0], []).append(row)
    return {row[0]: (row, tuple(lines[row[0]])) for row in world.orders.rows()}


def _columns(world: World) -> dict[str, list[tuple[Any, ...]]]:
    return {name: value.rows() for name, value in vars(world).items() if isinstance(value, Columns)}


@pytest.mark.parametrize("days", [0, 3, 20])
def test_a_fork_at_any_day_that_changes_nothing_is_the_shop_itself(
    tmp_path: Path, days: int
) -> None:
    path = tmp_path / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=3, noise=3) as shop:
        shop.advance_days(days, sensible)
        before, stood = shop.read(digest), path.read_bytes()
        fork, twin = shop.read(store.load), shop.read(store.load).copy()
        for world in (fork, twin):
            play(world, world.now + 10 * DAY, sensible)
        assert _columns(fork) == _columns(twin)
        assert fork.balances == twin.balances
        assert shop.read(digest) == before
        assert path.read_bytes() == stood

        shop.advance(fork.now, sensible)
        assert shop.read(store.load).balances == fork.balances


@settings(max_examples=12, deadline=None)
@given(
    cuts=st.lists(
        st.tuples(
            st.integers(0, DAYS - 1), st.integers(0, 2), st.sampled_from((0.6, 0.8, 0.95, 1.1, 1.5))
        ),
        min_size=1,
        max_size=4,
    )
)
def test_prices_of_one_group_leave_every_order_of_the_others_as_it_was(
    base: World, usual: dict[int, tuple[Any, ...]], cuts: list[tuple[int, int, float]]
) -> None:
    world = _lab(base)
    group = set(world.skus["id"][world.nest == world.nest[0]].tolist())
    assert group == set(world.skus["id"][:3].tolist())

    def of_others(orders: dict[int, tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
        return {
            number: (row, lines)
            for number, (row, lines) in orders.items()
            if not group & {line[1] for line in lines}
        }

    assert of_others(_orders(_played(base, cuts))) == of_others(usual)


@settings(max_examples=20, deadline=None)
@given(sku=st.integers(0, 11), factor=st.floats(0.5, 0.99))
def test_a_lower_price_keeps_every_buyer_of_its_day(base: World, sku: int, factor: float) -> None:
    usual, cheaper = _lab(base), _lab(base)
    cheaper.skus["price"][sku] = round(int(cheaper.skus["price"][sku]) * factor)
    ids = []
    for world in (usual, cheaper):
        engine.advance(world, world.book.calendar.midnight(world.day + 1) - 3600)
        mine = world.lines["order_id"][world.lines["sku_id"] == world.skus["id"][sku]]
        others = world.lines["order_id"][world.lines["sku_id"] != world.skus["id"][sku]]
        beside = np.isin(mine, others)
        ids.append(set(mine[~beside].tolist()))
    assert ids[0] <= ids[1]


def test_a_deal_in_a_fork_is_a_decision_like_any_other(base: World) -> None:
    with_deal, without = _lab(base), _lab(base)
    sku = int(with_deal.skus["id"][4])
    price = int(with_deal.skus["price"][4])
    assert decide(with_deal, StartDeal(sku, price * 8 // 10, 2), {})[0] == 1
    for world in (with_deal, without):
        engine.advance(world, world.now + 3 * DAY)
    assert _orders(with_deal).keys() != _orders(without).keys()
    assert sum(with_deal.balances.values()) == sum(without.balances.values()) == 0
