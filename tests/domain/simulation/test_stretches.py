"""However time is cut into stretches, one world comes out, even in extreme worlds.

Worlds are played in memory, so that hours are cheap and parameters can be far from the usual.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.kernel.clock import HOUR
from domain.orders.commands import CancelOrders
from domain.orders.rules import Status
from domain.shipping.commands import BuyLabels
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.decisions import decide
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import rich_world
from tests.domain.simulation.states import by_id, state

EXTREMES: dict[str, dict[str, Any]] = {
    "as shipped": {},
    "payments around the 48 hours": {"payment_minutes": 2_600.0},
    "half of the buyers change their mind": {"buyer_cancel_rate": 0.5},
    "payments over midnight and cancelled": {"payment_minutes": 300.0, "buyer_cancel_rate": 0.6},
    "nobody pays": {"abandon_rate": 1.0},
    "everything comes back at once": {
        "return_rates": (1.0,) * 4,
        "return_delay_days": 0.02,
        "return_transit_days": 0.02,
        "transit_days": 0.1,
        "first_scan_days": 0.1,
    },
    "returns at the end of the window": {"return_rates": (1.0,) * 4, "return_delay_days": 25.0},
    "scans and parcels take weeks": {"first_scan_days": 6.0, "transit_days": 20.0},
    "many buyers, empty shelves": {"purchase_rate": 0.3, "units_two": 0.3, "units_three": 0.3},
    "everybody wants a second product": {"basket_rate": 1.0, "buyer_cancel_rate": 0.3},
    "half of the parcels are lost": {"lost_rate": 0.5},
    "everybody reviews": {"review_rates": (1.0,) * 5, "review_delay_days": 0.05},
    "everybody writes": {"message_rate": 0.5, "message_days": 0.1, "chat_rate": 0.5},
    "banks take all payments back": {"chargeback_rate": 1.0, "return_rates": (0.0,) * 4},
    "buyers come back again and again": {
        "repeat_shape": 2.0,
        "repeat_scale_weeks": 0.1,
        "dropout_a": 0.01,
        "transit_days": 0.5,
    },
    "creators post every day": {"creator_post_rate": 1.0, "viral_share": 0.5},
}


SHORT_LIVES = {"complete_days": 3, "return_answer_hours": 5}
"""Figures of a rulebook under which orders are final within the days that a test plays."""


def loaded(shop: Shop, **changed: Any) -> World:
    world = shop.read(store.load)
    world.parameters = replace(world.parameters, **changed)
    return world


def hurried(world: World) -> World:
    """The same world where money settles a day after delivery and orders are soon final."""
    rules = dict(world.book.rules)
    for name, value in SHORT_LIVES.items():
        figures = tuple(replace(figure, value=value) for figure in rules[name].figures)
        rules[name] = replace(rules[name], figures=figures)
    world.book = replace(world.book, rules=rules)
    world.scenario = replace(world.scenario, settlement_tier="best")
    return world


def play(world: World, days: int, step: int) -> None:
    """``days`` days in steps of that many hours; every 24 hours the seller decides."""
    for hour in range(0, days * 24, step):
        if hour % 24 == 0:
            ids, status = world.orders["id"], world.orders["status"]
            labelled = ids[(status == Status.AWAITING_COLLECTION) & (ids % 5 == 0)]
            decide(world, CancelOrders(tuple(labelled.tolist())), {})
            decide(world, BuyLabels(tuple(ids[status == Status.AWAITING_SHIPMENT].tolist())), {})
        engine.advance(world, world.now + step * HOUR)


def assert_one_world(daily: World, days: int) -> None:
    """Hours, six hours and days of play bring the same about."""
    hourly, quarterly = daily.copy(), daily.copy()
    play(daily, days, 24)
    play(quarterly, days, 6)
    play(hourly, days, 1)
    expected = state(daily)
    assert len(expected["orders"]) > 50
    assert sum(expected["balances"].values()) == 0
    for other in (hourly, quarterly):
        for part, value in state(other).items():
            assert value == expected[part], part


@pytest.mark.parametrize("name", EXTREMES)
def test_hours_six_hours_and_days_give_one_world(practice: Callable[..., Shop], name: str) -> None:
    with practice(2, 2) as shop:
        daily = hurried(loaded(shop, **EXTREMES[name]))
    assert_one_world(daily, 12)


@pytest.mark.parametrize("name", EXTREMES)
def test_a_rich_shop_is_one_world_too(name: str) -> None:
    daily = hurried(rich_world(seed=2, noise=2, days=3))
    daily.parameters = replace(daily.parameters, **EXTREMES[name])
    assert_one_world(daily, 8)


def test_a_rule_that_changes_in_between_holds_from_the_local_midnight_of_its_day(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        daily = loaded(shop)
    rule = daily.book.rules["deliver_business_days"]
    changed = replace(rule.figures[0], since=date(2026, 11, 19), value=3)
    rule = replace(rule, figures=(*rule.figures, changed))
    rules = {**daily.book.rules, rule.name: rule}
    daily.book = replace(daily.book, rules=rules)
    hourly = daily.copy()
    play(daily, 5, 24)
    play(hourly, 5, 1)
    assert state(daily) == state(hourly)
    calendar = daily.book.calendar
    for each in by_id([*daily.left, daily.orders]).values():
        before = calendar.text(each["created_at"]) < "2026-11-19 00:00"
        right = calendar.business_deadline(each["created_at"], 6 if before else 3)
        assert each["deliver_by"] == int(right)


def test_an_order_is_paid_within_48_hours_or_never(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        world = loaded(shop, payment_minutes=2_600.0)
    play(world, 12, 24)
    found = by_id([*world.left, world.orders]).values()
    paid = [each for each in found if each["paid_at"]]
    lapsed = [each for each in found if each["cancel_reason"] == "not_paid_in_time"]
    assert paid
    assert lapsed
    assert all(each["paid_at"] - each["created_at"] <= 48 * HOUR for each in paid)
    assert all(each["cancelled_at"] - each["created_at"] == 48 * HOUR for each in lapsed)


def test_a_copy_of_a_world_plays_on_alone(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        world = loaded(shop)
    play(world, 2, 24)
    before = state(world)
    fork = world.copy()
    play(fork, 3, 24)
    assert state(world) == before
    play(world, 3, 24)
    assert state(world) == state(fork)
