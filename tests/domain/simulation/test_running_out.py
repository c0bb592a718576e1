"""Promotions that compete are lived through by the hour only where something may run out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from domain.kernel.clock import DAY, HOUR
from domain.promotions.commands import SavePromotion
from domain.simulation import engine
from domain.simulation.day import close_day
from domain.simulation.decisions import decide
from domain.simulation.engine import stretches
from domain.simulation.promoting import Scarce, scarce
from domain.simulation.running_out import foresee
from domain.simulation.stretch import Stretch
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import rich_world
from tests.domain.simulation.states import state


def promoted(world: World, *offers: dict[str, Any]) -> World:
    """The world with promotions from now on, each for as many days as it says."""
    for number, told in enumerate(offers):
        ends = world.now + told.pop("days", 3) * DAY
        saved = SavePromotion(0, told.pop("tool"), f"Offer {number}", 0, ends, **told)
        done, _, refused = decide(world, saved, {})
        assert (done, refused) == (1, [])
    return world


def short(world: World) -> Scarce:
    """What can run out of what holds now."""
    found = scarce(world)
    assert found is not None
    return found


def skus(world: World, *places: int) -> tuple[int, ...]:
    return tuple(int(world.skus["id"][place]) for place in places)


def flash(world: World, units: int, *places: int, **more: Any) -> dict[str, Any]:
    """A fifth off, for so many units of each SKU."""
    told = {"tool": "FLASH_DEAL", "skus": skus(world, *places), "percents": (2_000,)}
    return {**told, "units": (units,), **more}


def voucher(uses: int, **more: Any) -> dict[str, Any]:
    return {"tool": "VOUCHER", "amount": 300, "least": 500, "uses": uses, **more}


def lived(world: World, days: int) -> list[int]:
    """The hours of each stretch of some days."""
    ends: list[int] = []
    begun = [world.now]
    for stretch in stretches(world, world.now + days * DAY, close_day):
        engine._pass(world, stretch)
        ends.append((stretch.end - begun[-1]) // HOUR)
        begun.append(stretch.end)
    return ends


OFFERS: dict[str, Callable[[World], tuple[dict[str, Any], ...]]] = {
    "a flash deal and a voucher": lambda w: (flash(w, 12, 0, 1), voucher(40)),
    "few of each": lambda w: (flash(w, 3, 0, 1, 2), voucher(7), voucher(4, amount=250)),
    "one voucher after the other": lambda w: (voucher(9), voucher(15, amount=200), voucher(60)),
    "two prices for a product": lambda w: (
        flash(w, 6, 0, 1),
        {
            "tool": "PRODUCT_DISCOUNT",
            "skus": skus(w, 0, 2),
            "percents": (1_000,),
            "units": (9,),
            "days": 5,
        },
    ),
    "a unit for each buyer": lambda w: (
        flash(w, 8, 0, 1, 2, buyer_limit=1),
        {"tool": "PROMO_CODE", "code": "AGAIN", "percent": 1_000, "uses": 11, "buyer_limit": 1},
    ),
    "for those who were here before": lambda w: (
        flash(w, 5, 0, 1, audience="EXISTING"),
        voucher(6, audience="NEW"),
        voucher(8, amount=400),
    ),
}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", OFFERS)
def test_hours_and_days_are_one_world_whatever_runs_out(name: str, seed: int) -> None:
    daily = rich_world(days=5, seed=seed, noise=seed, impressions=9_000.0)
    promoted(daily, *OFFERS[name](daily))
    assert short(daily).competes
    hourly, sixes = daily.copy(), daily.copy()
    for world, step in ((daily, 24), (sixes, 6), (hourly, 1)):
        for _ in range(0, 4 * 24, step):
            engine.advance(world, world.now + step * HOUR)
    expected = state(hourly)
    assert sum(expected["balances"].values()) == 0
    for other in (daily, sixes):
        for part, value in state(other).items():
            assert value == expected[part], part


def test_days_in_which_nothing_can_run_out_are_lived_through_at_once() -> None:
    world = rich_world(days=5, impressions=300.0)
    promoted(world, flash(world, 99, 0), voucher(900))
    assert short(world).competes
    assert lived(world, 3) == [15, 24, 24, 9]


def test_an_hour_is_lived_through_by_itself_when_more_may_be_wanted_than_is_left() -> None:
    world = rich_world(days=5, impressions=9_000.0)
    promoted(world, flash(world, 40, 0, 1), voucher(25))
    assert short(world).competes
    hours = lived(world, 3)
    assert 1 in hours
    assert max(hours) > 6  # before, and when all is gone
    assert len(hours) < 24


def test_what_is_foreseen_is_the_most_that_is_wanted() -> None:
    world = rich_world(days=5, impressions=1_500.0)
    promoted(world, flash(world, 99, 0, 1), voucher(900))
    until = int(world.book.calendar.midnight(world.day + 1))
    before = state(world)
    found = foresee(world, short(world), until)
    assert state(world) == before
    assert (np.diff(found.wanted, axis=0) >= 0).all()
    assert found.calm_until(world.now, short(world)) == until
    engine._pass(world, Stretch(world.now, until, world.rules))
    sold = world.promotion_items["sold"].tolist()
    used = int(world.promotions["used"][world.promotions["uses"] > 0].sum())
    most = found.wanted[-1].tolist()
    assert all(0 < had <= could for had, could in zip([*sold, used], most, strict=True))
