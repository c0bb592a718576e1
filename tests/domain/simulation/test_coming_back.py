"""Buyers who order again: who they are, where they meet the shop, and what puts them off."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from domain.kernel.clock import DAY
from domain.orders.tables import orders, recipients
from domain.reports.check import check
from domain.simulation import latent, store
from domain.simulation.coming_back import sour
from domain.simulation.demand import demand
from domain.simulation.exposure import Source
from domain.simulation.stretch import Stretch
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import (
    column,
    played,
    rich_shop,
    rich_world,
    with_parameters,
)
from tests.domain.simulation.states import by_id, traffic

LOYAL = {"repeat_shape": 2.0, "repeat_scale_weeks": 1.0, "dropout_a": 0.05, "transit_days": 1.0}


@pytest.fixture(scope="module")
def loyal() -> World:
    """Four weeks of a shop to which most buyers come back soon."""
    world = with_parameters(rich_world(impressions=9_000.0, stock=3_000), **LOYAL)
    return played(world, 28)


def orders_of(world: World) -> dict[int, dict[str, Any]]:
    return by_id([*world.left, world.orders])


def test_an_order_again_bears_the_number_of_the_buyers_first(loyal: World) -> None:
    found = orders_of(loyal)
    again = [order for order in found.values() if order["buyer_id"] != order["id"]]
    assert len(again) > 50
    for order in again:
        first = found[order["buyer_id"]]
        assert first["buyer_id"] == first["id"]
        assert 0 < first["delivered_at"] < order["created_at"]


def test_nobody_orders_again_within_two_days_of_the_first_parcel(loyal: World) -> None:
    found = orders_of(loyal)
    for order in found.values():
        if order["buyer_id"] != order["id"]:
            first = found[order["buyer_id"]]
            assert order["created_at"] >= first["delivered_at"] + 2 * DAY


def test_every_order_again_comes_by_an_impression_and_a_click_of_its_own(loyal: World) -> None:
    direct = [counts for key, counts in traffic(loyal).items() if key[1] == Source.DIRECT.code]
    again = [order for order in orders_of(loyal).values() if order["buyer_id"] != order["id"]]
    assert sum(counts["orders"] for counts in direct) == len(again)
    for counts in direct:
        assert counts["impressions"] == counts["clicks"] == counts["carts"] >= counts["orders"]


def test_who_comes_back_has_the_same_name_and_lives_where_they_did(tmp_path: Path) -> None:
    with rich_shop(tmp_path / "s.dukandar", impressions=9_000.0, stock=3_000) as shop:
        world = with_parameters(shop.read(store.load), **LOYAL)
        played(world, 28)
        shop.write(lambda conn: store.save(conn, world))
        rows = shop.read(lambda conn: conn.execute(select(orders)).all())
        waiting = shop.read(lambda conn: conn.execute(select(recipients)).all())
        assert shop.read(check) == []
    homes = defaultdict(set)
    for row in rows:
        homes[row.buyer_id].add((row.city, row.state, row.zip, row.country))
    assert {len(places) for places in homes.values()} == {1}
    buyer = {row.id: row.buyer_id for row in rows}
    again = [row for row in waiting if buyer[row.order_id] != row.order_id]
    assert len(again) > 5
    for row in again:
        names, phones, streets = latent.recipient(column(buyer[row.order_id]), world.noise_seed)
        assert (row.name, row.phone, row.street) == (names[0], phones[0], streets[0])


@pytest.fixture
def thinking(loyal: World) -> World:
    """The same shop, in which thirty buyers think of ordering within the hour."""
    world = loyal.copy()
    world.repeats["due_at"][:] = world.now + 100 * DAY
    world.repeats["due_at"][:30] = world.now + 60
    world.repeats["soured_at"][:] = 0
    return world


def orders_again(world: World) -> set[int]:
    here = world.copy()
    wishes = demand(here, Stretch(here.now, here.now + 3_600, here.rules)).wishes
    return set(wishes["buyer"][wishes["buyer"] > 0].tolist())


def test_the_worse_the_offer_the_fewer_come_back_and_none_to_an_empty_shelf(
    thinking: World,
) -> None:
    dear, bare = thinking.copy(), thinking.copy()
    dear.skus["price"] = dear.skus["price"] * 3 // 2
    bare.skus["in_stock"] = 0
    usual = orders_again(thinking)
    assert orders_again(dear) < usual
    assert orders_again(bare) == set()
    assert len(usual) > 10


def test_a_late_or_lost_parcel_sours_as_many_as_given(thinking: World) -> None:
    usual = orders_again(thinking)
    sour(thinking, thinking.repeats["buyer_id"][:30], np.full(30, thinking.now))
    soured = orders_again(thinking)
    assert soured < usual
    none = with_parameters(thinking, soured_acceptance=0.0)
    assert orders_again(none) == set()
    assert orders_again(with_parameters(thinking, soured_acceptance=1.0)) == usual


def test_what_goes_wrong_after_a_thought_does_not_sour_it(thinking: World) -> None:
    usual = orders_again(thinking)
    after = np.full(30, thinking.now + 1_800)
    sour(thinking, thinking.repeats["buyer_id"][:30], after)
    assert orders_again(with_parameters(thinking, soured_acceptance=0.0)) == usual


def test_of_two_mishaps_the_first_is_remembered(thinking: World) -> None:
    buyer = thinking.repeats["buyer_id"][:1]
    sour(thinking, np.concatenate([buyer, buyer]), column(thinking.now, thinking.now - 50))
    sour(thinking, buyer, column(thinking.now + 10))
    assert thinking.repeats["soured_at"][0] == thinking.now - 50


def test_two_thoughts_of_a_day_are_both_asked(loyal: World) -> None:
    """However soon the next thought comes, it comes."""
    world = with_parameters(
        loyal.copy(), repeat_shape=50.0, repeat_scale_weeks=0.05, dropout_a=1e-9
    )
    world.repeats["due_at"][:] = world.now + 100 * DAY
    world.repeats["due_at"][:20] = world.now + 60
    world.repeats["first_at"][:20] = world.now - 1_000
    before = world.repeats["number"][:20].copy()
    end = int(world.book.calendar.midnight(world.day + 1))
    demand(world, Stretch(world.now, end, world.rules))
    assert (world.repeats["number"][:20] - before).max() > 1
    assert (world.repeats["due_at"] > end).all()
