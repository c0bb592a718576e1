"""What a day that ends does to the next: tiers, ads, deals, rivals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from domain.catalogue.commands import SetPrice
from domain.finance.rules import Account
from domain.kernel.clock import HOUR
from domain.promotions.commands import EndDeal, StartDeal
from domain.simulation import engine
from domain.simulation.choice import Offer
from domain.simulation.decisions import decide
from domain.simulation.offering import assortments
from domain.simulation.policies import passive, sensible
from domain.simulation.promoting import in_deal, prices
from domain.simulation.world import PACE_UNIT, World
from tests.domain.simulation.rich_shops import played, rich_world
from tests.domain.simulation.states import traffic


def to_midnight(world: World) -> World:
    engine.advance(world, int(world.book.calendar.midnight(world.day + 1)))
    return world


def on_day(world: World, number: int) -> World:
    """The world as if it had opened so many local days before the coming midnight."""
    calendar = world.book.calendar
    today = int(calendar.local_day(world.now))
    world.opened_at = int(calendar.midnight(today + 1 - number)) + 9 * 3_600
    return world


def probation() -> World:
    """A shop of which the tiers decide how much it may take."""
    return rich_world(orders_per_day=0, impressions=0.0, videos=0, lives=False, ad_budget=0)


# Tiers


@pytest.mark.parametrize(
    ("days", "delivered", "late", "limit"),
    [
        (13, 50, 0, 50),
        (14, 49, 0, 50),
        (14, 50, 0, 100),
        (14, 50, 3, 100),
        (29, 5_000, 0, 100),
        (30, 100, 0, 200),
        (90, 1_000, 0, None),
        (90, 999, 0, 200),
    ],
)
def test_a_shop_moves_up_by_age_and_deliveries(
    days: int, delivered: int, late: int, limit: int | None
) -> None:
    world = on_day(probation(), days)
    world.delivered = delivered
    world.dispatch = {world.day - 1: (100, late)}
    to_midnight(world)
    assert (world.order_cap == limit) if limit else (world.order_cap > 10**6)


def test_a_shop_that_is_late_moves_up_only_when_it_is_within_the_target_again() -> None:
    world = on_day(probation(), 30)
    target = world.rules.late_dispatch_target
    world.delivered = 100
    world.dispatch = {world.day - 1: (10_000, target + 1)}
    to_midnight(world)
    assert world.tier == 0
    world.dispatch = {world.day - 1: (10_000, target)}
    to_midnight(world)
    assert world.tier == 2


def test_a_shop_never_moves_down_but_takes_fewer_orders_while_it_is_late() -> None:
    world = on_day(probation(), 30)
    world.delivered = 100
    to_midnight(world)
    assert (world.tier, world.order_cap) == (2, 200)
    world.delivered = 0
    world.dispatch = {world.day - 1: (100, 60)}
    to_midnight(world)
    assert world.tier == 2
    assert world.order_cap == 200 * world.book.order_share(6_000) // 10_000 < 200


def test_a_scenarios_own_limit_replaces_that_of_the_tiers() -> None:
    world = on_day(rich_world(orders_per_day=7), 90)
    world.delivered = 5_000
    assert to_midnight(world).order_cap == 7


# Ads


def test_ads_are_paid_one_after_the_other_as_far_as_cash_reaches() -> None:
    world = rich_world(cash=3_500, impressions=0.0, videos=0, lives=False, ad_budget=1_500)
    assert world.skus["ad_budget"].tolist() == [1_500, 0, 1_500, 0, 1_500, 0]
    to_midnight(world)
    assert world.skus["ad_running"].tolist() == [1_500, 0, 1_500, 0, 0, 0]
    assert world.balances[Account.CASH] == 500
    assert world.balances[Account.ADVERTISING] == 3_000
    to_midnight(world)
    assert not world.skus["ad_running"].any()
    assert world.balances[Account.CASH] == 500
    assert sum(world.balances.values()) == 0


# Deals


def chance(world: World) -> np.ndarray:
    here = assortments(world)[0]
    return replace(here, available=np.ones_like(here.available)).chance()


def offered(world: World) -> Offer:
    return assortments(world)[0].offer


def test_after_a_deal_buyers_hold_back_for_as_long_as_given_and_only_of_that_product() -> None:
    dealt, plain = (rich_world(impressions=9_000.0, rivals=False) for _ in range(2))
    decide(dealt, StartDeal(int(dealt.skus["id"][0]), 1_499, 6), {})
    played(dealt, 6)
    played(plain, 6)
    while in_deal(dealt)[0]:
        to_midnight(dealt)
    assert dealt.day == 1 + dealt.book.calendar.local_day(dealt.promotions["ends_at"][0] - 1)
    held = offered(dealt).held_back
    assert 0 < held[0] <= 0.5
    assert not held[1:].any()
    unburdened = dealt.copy()
    unburdened.skus["repay"][:] = 0
    assert chance(dealt)[0] < chance(unburdened)[0]
    assert chance(dealt)[3:].tolist() == chance(unburdened)[3:].tolist()
    last = int(dealt.skus["repay_until"][0])
    assert last == dealt.day - 1 + dealt.parameters.repay_days  # today is the first of them
    while dealt.day < last:
        to_midnight(dealt)
    assert offered(dealt).held_back[0] > 0
    assert not offered(to_midnight(dealt)).held_back.any()


def test_what_is_held_back_is_the_given_share_of_what_the_deal_won() -> None:
    world = rich_world(impressions=20_000.0, stock=4_000)
    sku = int(world.skus["id"][0])
    decide(world, StartDeal(sku, 1_499, 3), {})
    engine.advance(world, int(world.promotions["ends_at"][0]))
    power = world.parameters.deal_weight - float(world.elasticity[0])
    won = 1.0 - (1_499 / 2_499) ** power  # of each order in the deal
    placed = sum(counts["orders"] for key, counts in traffic(world).items() if key[3] == sku)
    assert placed > 10
    assert world.skus["lifted"][0] == 0
    held_back = int(world.skus["repay"][0]) / PACE_UNIT * world.parameters.repay_days
    assert held_back == pytest.approx(world.parameters.repay_share * won * placed, rel=1e-3)


def test_a_deal_that_is_ended_every_evening_is_paid_back_too() -> None:
    world = rich_world(impressions=20_000.0, stock=4_000)
    sku = int(world.skus["id"][0])
    for _ in range(3):
        decide(world, StartDeal(sku, 1_499, 1), {})
        engine.advance(world, world.now + 12 * HOUR)
        decide(world, EndDeal(sku), {})
        to_midnight(world)
        engine.advance(world, world.now + 9 * HOUR)
    assert world.skus["repay"][0] > 0
    assert offered(world).held_back[0] > 0


def test_only_orders_at_a_deals_price_are_won_by_it() -> None:
    world = rich_world(impressions=20_000.0, stock=4_000)
    sku = int(world.skus["id"][0])
    engine.advance(world, world.now + 13 * HOUR)
    at_full_price = int(world.skus["orders_today"][0])
    assert at_full_price > 5
    decide(world, StartDeal(sku, 1_499, 1), {})
    engine.advance(world, world.now + HOUR)
    dealt = int(world.skus["orders_today"][0]) - at_full_price
    power = world.parameters.deal_weight - float(world.elasticity[0])
    won = 1.0 - (1_499 / 2_499) ** power
    assert world.skus["lifted"][0] == pytest.approx(dealt * won * PACE_UNIT, abs=dealt + 1)


def test_a_great_many_orders_won_are_still_held_back() -> None:
    world = rich_world()
    world.skus["lifted"][0] = 5_000_000 * PACE_UNIT
    to_midnight(world)
    owed = world.parameters.repay_share * 5_000_000
    assert world.skus["repay"][0] * world.parameters.repay_days == pytest.approx(
        owed * PACE_UNIT, rel=1e-6
    )


def test_without_a_deal_nothing_is_held_back() -> None:
    world = played(rich_world(), 5)
    assert not offered(world).held_back.any()
    assert not world.skus["lifted"].any()


def test_a_deal_that_is_ended_early_is_over_at_once() -> None:
    world = rich_world()
    sku = int(world.skus["id"][0])
    decide(world, StartDeal(sku, 1_999, 5), {})
    assert offered(world).deal[0] == pytest.approx(np.log(2_499 / 1_999))
    decide(world, EndDeal(sku), {})
    assert prices(world)[0] == 2_499
    assert offered(world).deal[0] == 0


# Rivals


def test_rivals_follow_a_shop_that_undercuts_their_group_and_come_back_when_it_stops() -> None:
    world = rich_world(impressions=0.0, lives=False, videos=0)
    groups = world.rivals["substitutes"].tolist()
    audio, others = groups.index("audio"), [i for i, g in enumerate(groups) if g != "audio"]
    base = world.rivals["base_price"].copy()
    decide(world, SetPrice(int(world.skus["id"][0]), 1_600), {})
    lowest = int(base[audio])
    for _ in range(30):
        to_midnight(world)
        lowest = min(lowest, int(world.rivals["price"][audio]))
    assert lowest < base[audio]
    assert (world.rivals["price"][others] == base[others]).all()
    assert offered(world).rival[0] < 0
    assert (offered(world).rival[3:] == 0).all()

    decide(world, SetPrice(int(world.skus["id"][0]), 2_499), {})
    played(world, 60, passive)
    assert world.rivals["price"].tolist() == base.tolist()
    assert (offered(world).rival == 0).all()


def test_cheaper_rivals_take_buyers() -> None:
    world = played(rich_world(), 2, sensible)
    cheap = world.copy()
    cheap.rivals["price"] = cheap.rivals["base_price"] * 8 // 10
    assert (chance(cheap) < chance(world)).all()
