"""Rich shops whose seller decides at random: what must hold always, holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from domain.catalogue.commands import Restock, SetPrice
from domain.creators.commands import GoLive, PostVideo, SendSample
from domain.finance import rules as finance
from domain.finance.rules import Account
from domain.inbox.commands import AnswerMessages
from domain.kernel.clock import DAY, HOUR
from domain.kernel.randomness import uniform
from domain.orders.commands import CancelOrders
from domain.orders.rules import Status
from domain.promotions.campaigns import campaigns
from domain.promotions.commands import EndDeal, SavePromotion, SetAds, StartDeal, StopPromotion
from domain.promotions.rules import PRICES, Audience, Tool
from domain.reports.check import check
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.simulation import engine
from domain.simulation.decisions import Command, decide
from domain.simulation.exposure import Source
from domain.simulation.world import World
from domain.storage.digest import digest
from tests.domain.simulation.rich_shops import rich_shop, rich_world
from tests.domain.simulation.states import state, traffic
from tests.domain.tracking_numbers import numbers_for

DAYS = 20

SHOPS = st.fixed_dictionaries(
    {
        "seed": st.integers(1, 10**6),
        "noise": st.integers(1, 10**6),
        "impressions": st.sampled_from([0.0, 2_000.0, 8_000.0, 40_000.0]),
        "pace": st.sampled_from([0.0, 2.0, 9.0]),
        "stock": st.sampled_from([0, 3, 40, 400]),
        "orders_per_day": st.sampled_from([1, 7, 100_000]),
        "ad_budget": st.sampled_from([0, 900, 20_000]),
        "videos": st.integers(0, 20),
        "creators": st.integers(0, 12),
        "reviews": st.sampled_from([0, 4, 300]),
        "shipping_fee": st.sampled_from([0, 499]),
        "free_shipping_from": st.sampled_from([0, 2_500, 6_000]),
        "cash": st.sampled_from([2_000, 300_000, 20_000_000]),
        "strikes": st.booleans(),
        "rivals": st.booleans(),
        "lives": st.booleans(),
    }
)


def random_decisions(world: World, seed: int) -> list[Command]:
    """A dozen decisions of every kind, some of which will be refused."""
    day = world.day
    number = 0

    def pick(size: int) -> int:
        nonlocal number
        number += 1
        return int(uniform(seed, 1, day, number)) % size

    def sku() -> int:
        return int(world.skus["id"][pick(len(world.skus))])

    def some(ids: Any, share: int) -> tuple[int, ...]:
        return tuple(each for each in ids.tolist() if pick(100) < share)

    index, live = pick(len(world.skus)), sku()
    price = int(world.skus["price"][index])
    orders = world.orders
    ready = orders["id"][orders["status"] == Status.AWAITING_SHIPMENT]
    by_hand = some(ready, 15)
    numbers = numbers_for(by_hand)
    commands: list[Command] = [
        ShipOrders(by_hand, numbers, "UPS"),
        BuyLabels(some(ready, 70)),
        CancelOrders(some(orders["id"][orders["status"] < Status.IN_TRANSIT], 4)),
        AnswerMessages(some(world.messages["id"], 60)),
        SetPrice(sku(), max(100, price * (80 + pick(50)) // 100)),
        Restock(sku(), 1 + pick(60)),
        StartDeal(int(world.skus["id"][index]), price * (50 + pick(45)) // 100, 1 + pick(4)),
        EndDeal(sku()),
        *(promotion(world, pick, live) for _ in range(3)),
        StopPromotion(max(1, int(world.promotions["id"].max(initial=1)) - pick(3))),
        SetAds(sku(), pick(4) * 1_000),
        PostVideo(sku()),
        GoLive(live, 1 + pick(3)),
        SendSample(1 + pick(12), sku()),
    ]
    return [command for command in commands if pick(100) < 60]


def promotion(world: World, pick: Callable[[int], int], live: int) -> SavePromotion:
    """A promotion of some tool, at once or soon, with limits that may run short.

    ``live`` is the SKU of the next live session.
    """
    ids = sorted({int(world.skus["id"][pick(len(world.skus))]) for _ in range(1 + pick(3))})
    tool = list(Tool)[pick(len(Tool))]
    begins = world.now + pick(30) * HOUR
    if tool is Tool.LIVE_FLASH_DEAL:
        ids, begins = [live], world.now
    told: dict[str, Any] = {"audience": list(Audience)[pick(len(Audience))].name}
    if tool in PRICES:
        told |= {"skus": tuple(ids), "percents": (3_000 + pick(6_000),)}
        told |= {"units": (1 + pick(9),), "buyer_limit": pick(2) * 4 - 1}
    elif tool is Tool.BUY_MORE:
        told = {"skus": tuple(ids), "tiers": ((2, 0, 1_000, 0), (3, 0, 1_500, 0))}
        if len(ids) > 1:
            reach = (1 + world.day % 3 // 2, 0) if world.day % 4 else (0, 2_000)
            told |= {"tiers": ((*reach, 0, 0),), "gifts": ((ids[0], 1 + world.day % 2, 9),)}
    elif tool is Tool.SHIPPING_DISCOUNT:
        told = {"least": pick(3) * 2_000, "amount": pick(2) * 150}
    else:
        told |= {"percent": 500 + pick(4_000), "least": pick(3) * 1_000, "uses": 1 + pick(20)}
        told |= {"code": f"CODE{pick(9_999)}"} if tool is Tool.PROMO_CODE else {"buyer_limit": 1}
    title = f"{tool.name.title()} {world.now // HOUR} {pick(10**6)}"
    ends = begins + (1 + pick(60)) * HOUR
    if tool is Tool.CAMPAIGN:
        day = next(each for each in campaigns("us") if each.starts_at >= world.now)
        begins, ends = day.starts_at, day.ends_at
    return SavePromotion(0, tool.name, title, begins, ends, **told)


def play(world: World, seed: int, days: int, step: int, each: Callable[[World], None]) -> None:
    """Play by steps of so many hours; at every 24th the seller decides."""
    for hour in range(0, days * 24, step):
        if hour % 24 == 0:
            for command in random_decisions(world, seed):
                decide(world, command, {})
                assert (world.skus["stock"] >= 0).all()
        engine.advance(world, world.now + step * HOUR)
        each(world)


def assert_sound(world: World) -> None:
    """What must hold at every moment."""
    assert (world.skus["stock"] >= 0).all()
    assert sum(world.balances.values()) == 0
    assert world.balances[Account.CASH] >= 0
    assert world.balances[Account.INVENTORY] >= 0
    assert world.orders_today <= world.order_cap
    assert (np.diff(world.orders["id"]) > 0).all()
    assert (np.diff(world.lines["order_id"]) >= 0).all()
    assert set(world.lines["order_id"].tolist()) == set(world.orders["id"].tolist())


def assert_no_inverted_funnel(world: World) -> None:
    """Of every product in every place on every day."""
    for counts in traffic(world).values():
        assert counts["impressions"] >= counts["clicks"] >= counts["carts"] >= counts["orders"] >= 0
        assert counts["units"] >= counts["orders"]
        assert counts["gmv"] >= counts["units"]


@pytest.mark.slow
@given(shop=SHOPS, seed=st.integers(0, 10**6))
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
def test_a_random_rich_shop_is_sound_and_one_world_by_hours_and_by_days(
    shop: dict[str, Any], seed: int
) -> None:
    daily = rich_world(**shop)
    hourly = daily.copy()
    play(daily, seed, DAYS, 24, assert_sound)
    play(hourly, seed, DAYS, 1, assert_sound)
    expected = state(daily)
    for part, value in state(hourly).items():
        assert value == expected[part], part

    assert_no_inverted_funnel(daily)
    moved = sum(counts["orders"] for counts in expected["traffic"].values())
    assert moved == len(expected["placed"]) == len(expected["orders"])
    journal = finance.joined(daily.journal)
    assert (journal.amount > 0).all()
    assert sum(finance.balances(journal).values()) == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_file_of_a_rich_shop_is_sound_and_one_by_hours_and_by_days(
    tmp_path: Path, seed: int
) -> None:
    found = []
    for step in (24, 1):
        path = tmp_path / f"{step}.dukandar"
        with rich_shop(path, seed=seed, noise=seed, stock=30, impressions=12_000.0) as shop:
            for _ in range(0, DAYS * 24, step):
                shop.advance(shop.now + step * HOUR, lambda world: random_decisions(world, seed))
            found.append(shop.read(digest))
            assert shop.read(check) == []
            stock = shop.read(
                lambda conn: conn.exec_driver_sql("SELECT min(stock) FROM skus").scalar()
            )
            assert stock >= 0
    assert found[0] == found[1]


def test_the_random_seller_does_everything_somewhere(tmp_path: Path) -> None:
    """Otherwise the tests above would say less than they seem to."""
    found: dict[str, set[Any]] = {each: set() for each in ("done", "tools", "sources", "gifts")}
    told = {
        "done": "SELECT name FROM commands",
        "tools": "SELECT tool FROM promotions JOIN promotion_uses ON promotion_id = id",
        "sources": "SELECT source FROM traffic WHERE orders",
        "gifts": "SELECT quantity FROM order_gifts JOIN orders ON order_id = id",
    }
    for seed in (7, 8):
        path = tmp_path / f"{seed}.dukandar"
        with rich_shop(path, creators=12, impressions=20_000.0) as shop:
            for _ in range(25):
                shop.advance(shop.now + DAY, partial(random_decisions, seed=seed))
            for what, sql in told.items():
                found[what] |= {row[0] for row in shop.read(Connection.exec_driver_sql, sql)}
    assert found["done"] == {
        *("ship-orders", "buy-labels", "cancel-orders", "set-price", "restock", "start-deal"),
        *("end-deal", "set-ads", "post-video", "go-live", "send-sample", "answer-messages"),
        *("save-promotion", "stop-promotion"),
    }
    assert found["tools"] == set(Tool)
    assert found["gifts"] == {1, 2}
    assert found["sources"] == {source.code for source in Source}
