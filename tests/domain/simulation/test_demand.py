"""What buyers want: a draw for each cause, so that a decision moves only what it causes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.kernel.clock import HOUR
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.content import post_content
from domain.simulation.demand import Demand, demand
from domain.simulation.exposure import Source
from domain.simulation.offering import assortments
from domain.simulation.stretch import Stretch
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import rich_world


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A shop that has just opened, with nothing but product cards."""
    path = tmp_path_factory.mktemp("demand") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=11, noise=12) as shop:
        return shop.read(store.load)


@pytest.fixture(scope="module")
def rich() -> World:
    """A shop a month old as the day of a live session begins, with buyers who come back."""
    world = rich_world(seed=3, noise=4, days=29)
    engine.advance(world, world.book.calendar.midnight(world.day + 1))
    post_content(world, Stretch(world.now, rest_of_day(world).stop, world.rules))
    world.written()
    assert len(world.repeats) > 50
    return world


@pytest.fixture(params=["plain", "rich"])
def world(request: pytest.FixtureRequest) -> World:
    found: World = request.getfixturevalue(request.param)
    return found


def wanted(world: World, start: int | None = None, end: int | None = None) -> Demand:
    """What buyers want until midnight, or in some hours; the world stays as it is."""
    here = world.copy()
    midnight = int(world.book.calendar.midnight(world.day + 1))
    stretch = Stretch(
        world.now if start is None else start, midnight if end is None else end, world.rules
    )
    return demand(here, stretch)


def rest_of_day(world: World) -> range:
    """The beginnings of the hours until midnight."""
    return range(world.now, int(world.book.calendar.midnight(world.day + 1)), HOUR)


def places(found: Demand) -> dict[tuple[int, int, int], tuple[int, int, int]]:
    """Impressions, clicks and wishes by source, content and SKU."""
    shown = found.shown
    keys = zip(shown.source.tolist(), shown.content.tolist(), shown.sku.tolist(), strict=True)
    wishes = np.bincount(found.wishes["place"], minlength=len(shown))
    counts = zip(found.impressions.tolist(), found.clicks.tolist(), wishes.tolist(), strict=True)
    told = dict(zip(keys, counts, strict=True))
    assert len(told) == len(shown)
    return told


def buyers(found: Demand, sku: int) -> set[tuple[int, ...]]:
    """Each wish for one SKU: its moment, its chance, who has it, and where it came from."""
    wishes = found.wishes.where(found.wishes["sku"] == sku)
    shown, place = found.shown, wishes["place"]
    columns = (
        wishes["at"],
        wishes["key"],
        wishes["buyer"],
        shown.source[place],
        shown.content[place],
        shown.sku[place],
    )
    return set(zip(*[column.tolist() for column in columns], strict=True))


@given(place=st.integers(0, 4), cut=st.integers(1, 60))
@settings(deadline=None, max_examples=50)
@pytest.mark.parametrize("name", ["plain", "rich"])
def test_a_price_cut_only_adds_buyers_and_spares_other_groups(
    request: pytest.FixtureRequest, name: str, place: int, cut: int
) -> None:
    world: World = request.getfixturevalue(name)
    cheap = world.copy()
    cheap.skus["price"][place] = world.skus["price"][place] * (100 - cut) // 100
    assume(assortments(cheap)[0].offer.price[place] < assortments(world)[0].offer.price[place])
    before, after = wanted(world), wanted(cheap)
    assert buyers(before, place) <= buyers(after, place)
    for other in range(len(world.skus)):
        if world.nest[other] != world.nest[place]:
            assert buyers(before, other) == buyers(after, other)
        elif other != place:
            assert buyers(after, other) <= buyers(before, other)


def test_a_cut_that_costs_the_buyer_free_shipping_makes_it_dearer_and_adds_nobody(
    rich: World,
) -> None:
    cut = rich.copy()
    assert rich.skus["price"][4] >= rich.scenario.free_shipping_from
    cut.skus["price"][4] = rich.scenario.free_shipping_from - 1
    paid = assortments(cut)[0].offer.price[4]
    assert paid == rich.scenario.free_shipping_from - 1 + rich.scenario.shipping_fee
    assert paid > assortments(rich)[0].offer.price[4]
    assert buyers(wanted(cut), 4) <= buyers(wanted(rich), 4)


@pytest.mark.parametrize("place", range(5))
def test_a_great_price_cut_brings_buyers(world: World, place: int) -> None:
    cheap = world.copy()
    cheap.skus["price"][place] //= 3
    assert len(buyers(wanted(cheap), place)) > len(buyers(wanted(world), place))


def test_the_hours_of_a_day_are_the_day(world: World) -> None:
    whole, here = wanted(world), world.copy()
    parts = [demand(here, Stretch(at, at + HOUR, world.rules)) for at in rest_of_day(world)]
    together: dict[tuple[int, int, int], np.ndarray] = {}
    for part in parts:
        for key, counts in places(part).items():
            together[key] = together.get(key, 0) + np.array(counts)
    assert {key: tuple(counts) for key, counts in together.items()} == places(whole)
    for sku in range(len(world.skus)):
        assert set().union(*[buyers(part, sku) for part in parts]) == buyers(whole, sku)
    for name in ("sku", "at", "key"):
        asked = np.concatenate([part.asked[name] for part in parts])
        assert sorted(asked.tolist()) == sorted(whole.asked[name].tolist())


def test_the_funnel_narrows_in_every_place(world: World) -> None:
    found = places(wanted(world))
    assert all(seen >= clicked >= wished for seen, clicked, wished in found.values())
    cards = [counts for (source, _, _), counts in found.items() if source == Source.PRODUCT_CARD]
    assert len(cards) == len(world.skus)
    assert all(seen > 0 for seen, _, _ in cards)
    assert sum(wished for _, _, wished in found.values()) > 0


def test_a_rich_shop_is_met_in_every_way(rich: World) -> None:
    due = rich.copy()
    due.repeats["due_at"][:20] = rich.now + HOUR
    found = places(wanted(due))
    assert {source for source, _, _ in found} == set(Source)


def test_wishes_come_in_time_order_each_in_the_hours_asked_for(world: World) -> None:
    at = wanted(world).wishes["at"]
    assert (np.diff(at) >= 0).all()
    for start in rest_of_day(world):
        within = wanted(world, start, start + HOUR).wishes["at"]
        assert ((within > start) & (within <= start + HOUR)).all()


def test_what_is_not_on_the_shelf_finds_no_buyer_but_is_still_seen(world: World) -> None:
    bare = world.copy()
    bare.skus["in_stock"] = 0
    found, before = wanted(bare), wanted(world)
    assert len(found.wishes) == 0

    def seen(demanded: Demand) -> dict[Any, tuple[int, int]]:
        direct = Source.DIRECT  # who comes back meets a product only by ordering it
        return {k: v[:2] for k, v in places(demanded).items() if k[0] != direct}

    assert seen(found) == seen(before)


def test_three_days_without_stock_halve_the_exposure_of_the_card(world: World) -> None:
    bare = world.copy()
    bare.skus["days_out"] = world.parameters.stock_out_days

    def cards(demanded: Demand) -> int:
        return int(demanded.impressions[demanded.shown.source == Source.PRODUCT_CARD].sum())

    assert abs(cards(wanted(bare)) / cards(wanted(world)) - 0.5) < 0.02


def test_a_better_rank_is_seen_more_and_nobody_less(world: World) -> None:
    liked = world.copy()
    liked.skus["pace"] = (world.skus["pace"] + 1_000_000) * 4
    before, after = places(wanted(world)), places(wanted(liked))
    for key, (seen, clicked, _) in before.items():
        if key[0] == Source.PRODUCT_CARD:
            assert after[key][0] > seen
            assert after[key][1] >= clicked
        elif key[0] != Source.DIRECT:
            assert after[key] == before[key]


@given(times=st.floats(1.0, 5.0))
@settings(deadline=None, max_examples=50)
@pytest.mark.parametrize("name", ["plain", "rich"])
def test_more_traffic_only_adds_clicks_and_buyers(
    request: pytest.FixtureRequest, name: str, times: float
) -> None:
    world: World = request.getfixturevalue(name)
    more = world.copy()
    more.scenario = replace(world.scenario, impressions=world.scenario.impressions * times)
    more.skus["ad_running"] = np.rint(world.skus["ad_running"] * times).astype(np.int64)
    before, after = wanted(world), wanted(more)
    for key, (_, clicked, wished) in places(before).items():
        assert places(after)[key][1] >= clicked
        assert places(after)[key][2] >= wished
    for sku in range(len(world.skus)):
        assert buyers(before, sku) <= buyers(after, sku)


def test_what_stands_on_a_card_moves_nobody_in_a_video(rich: World) -> None:
    """A place's buyers come from that place alone."""
    hidden = rich.copy()
    hidden.scenario = replace(rich.scenario, impressions=0.0)
    before, after = wanted(rich), wanted(hidden)
    for sku in range(len(rich.skus)):
        elsewhere = {buyer for buyer in buyers(before, sku) if buyer[3] != Source.PRODUCT_CARD}
        assert buyers(after, sku) == elsewhere


def test_another_noise_seed_is_another_day_in_the_same_world(world: World) -> None:
    other = world.copy()
    other.noise_seed += 1
    assert other.quality.tolist() == world.quality.tolist()
    assert other.elasticity.tolist() == world.elasticity.tolist()
    assert wanted(other).wishes["at"].tolist() != wanted(world).wishes["at"].tolist()
