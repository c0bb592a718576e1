"""What buyers want: a draw for each cause, so that a decision moves only what it causes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.clock import HOUR
from domain.shop import Shop
from domain.simulation import store
from domain.simulation.demand import Demand, demand
from domain.simulation.world import World

HOURS = 15
"""From the opening at 09:00 to the first midnight."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    path = tmp_path_factory.mktemp("demand") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=11, noise=12) as shop:
        return shop.read(store.load)


def wanted(world: World) -> Demand:
    return demand(world, world.now, world.now + HOURS * HOUR)


def keys(found: Demand, place: int) -> set[tuple[int, int, int, int]]:
    """Hour, click, moment and units of each wish for one SKU."""
    mine = found.sku == place
    columns = (found.hour, found.click, found.at, found.units)
    return set(zip(*[column[mine].tolist() for column in columns], strict=True))


@given(place=st.integers(0, 4), cut=st.integers(1, 60))
def test_a_price_cut_only_adds_buyers_and_spares_other_groups(
    world: World, place: int, cut: int
) -> None:
    cheap = world.copy()
    cheap.skus["price"][place] = world.skus["price"][place] * (100 - cut) // 100
    before, after = wanted(world), wanted(cheap)
    assert keys(before, place) <= keys(after, place)
    for other in range(len(world.skus)):
        if world.nest[other] != world.nest[place]:
            assert keys(before, other) == keys(after, other)
        elif other != place:
            assert keys(after, other) <= keys(before, other)


@pytest.mark.parametrize("place", range(5))
def test_a_great_price_cut_brings_buyers(world: World, place: int) -> None:
    cheap = world.copy()
    cheap.skus["price"][place] //= 3
    assert len(keys(wanted(cheap), place)) > len(keys(wanted(world), place))


def test_the_hours_of_a_day_are_the_day(world: World) -> None:
    whole = wanted(world)
    parts = [
        demand(world, world.now + hour * HOUR, world.now + (hour + 1) * HOUR)
        for hour in range(HOURS)
    ]
    assert sum(part.impressions for part in parts).tolist() == whole.impressions.tolist()
    assert sum(part.clicks for part in parts).tolist() == whole.clicks.tolist()
    for name in ("sku", "hour", "click", "at", "units"):
        together = np.concatenate([getattr(part, name) for part in parts])
        assert together.tolist() == getattr(whole, name).tolist()


def test_the_funnel_narrows_for_every_product(world: World) -> None:
    found = wanted(world)
    wishes = np.bincount(found.sku, minlength=len(world.skus))
    assert (found.impressions >= found.clicks).all()
    assert (found.clicks >= wishes).all()
    assert (found.impressions > 0).all()
    assert wishes.sum() > 0


def test_wishes_come_in_time_order_each_within_its_hour(world: World) -> None:
    found = wanted(world)
    assert (np.diff(found.at) >= 0).all()
    start = world.opened_at + found.hour * HOUR
    assert ((found.at > start) & (found.at < start + HOUR)).all()
    assert set(found.units.tolist()) <= {1, 2, 3}


def test_what_is_not_on_the_shelf_finds_no_buyer_but_is_still_seen(world: World) -> None:
    bare = world.copy()
    bare.skus["in_stock"] = 0
    found = wanted(bare)
    assert len(found.sku) == 0
    assert found.impressions.tolist() == wanted(world).impressions.tolist()


def test_three_days_without_stock_halve_the_exposure(world: World) -> None:
    bare = world.copy()
    bare.skus["days_out"] = world.parameters.stock_out_days
    whole, half = wanted(world).impressions.sum(), wanted(bare).impressions.sum()
    assert abs(half / whole - 0.5) < 0.01


def test_a_better_rank_is_seen_more(world: World) -> None:
    liked = world.copy()
    liked.skus["pace"] = world.skus["pace"] * 4
    before, after = wanted(world), wanted(liked)
    assert (after.impressions > before.impressions).all()
    assert (after.clicks >= before.clicks).all()


def test_another_noise_seed_is_another_day_in_the_same_world(world: World) -> None:
    other = world.copy()
    other.noise_seed += 1
    assert other.quality.tolist() == world.quality.tolist()
    assert other.elasticity.tolist() == world.elasticity.tolist()
    assert wanted(other).at.tolist() != wanted(world).at.tolist()
