"""What a seller may decide about deals, ads, videos, live sessions, samples and messages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.creators.commands import GoLive, PostVideo, SendSample
from domain.finance.rules import Account
from domain.inbox.commands import AnswerMessages
from domain.kernel.clock import DAY, HOUR
from domain.kernel.columns import Columns
from domain.promotions.commands import EndDeal, SetAds, StartDeal
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.decisions import Command, decide
from domain.simulation.exposure import Source
from domain.simulation.playing import play
from domain.simulation.policies import passive, sensible
from domain.simulation.promoting import in_deal, prices
from domain.simulation.world import World

UNKNOWN = 7


@pytest.fixture
def world(practice: Callable[..., Shop]) -> World:
    with practice() as shop:
        return shop.read(store.load)


def sku(world: World, index: int = 0) -> int:
    return int(world.skus["id"][index])


def refused(world: World, command: Command) -> list[str]:
    done, _, refusals = decide(world, command, {})
    assert done == 0
    assert all(refusal.text() for refusal in refusals)
    return [refusal.code for refusal in refusals]


def do(world: World, command: Command) -> None:
    done, changes, refusals = decide(world, command, {})
    assert (done, refusals) == (1, [])
    assert changes.subjects


def traffic(world: World, source: Source) -> Columns:
    rows = world.traffic[0]
    for part in world.traffic[1:]:
        rows = rows.joined(part)
    return rows.where(rows["source"] == source.code)


def test_a_deal_holds_for_its_days_and_orders_say_what_it_took_off(world: World) -> None:
    price = int(world.skus["price"][0])
    do(world, StartDeal(sku(world), price * 8 // 10, 2))
    assert prices(world)[0] == price * 8 // 10

    engine.advance(world, world.now + 20 * HOUR)
    discounted = world.orders["seller_discount"] > 0
    assert discounted.any()
    lines = world.lines.where(world.lines["seller_discount"] > 0)
    assert set(lines["sku_id"].tolist()) == {sku(world)}
    assert (lines["seller_discount"] == (price - price * 8 // 10) * lines["quantity"]).all()
    engine.advance(world, world.now + 2 * DAY)
    assert prices(world)[0] == price


@pytest.mark.parametrize(
    ("price", "days", "code"),
    [
        (2375, 0, "deal-days-out-of-range"),
        (1999, 31, "deal-days-out-of-range"),
        (2499, 1, "deal-price-out-of-range"),  # nothing off
        (2375, 1, "deal-price-out-of-range"),  # less than 5 % off
        (249, 1, "deal-price-out-of-range"),  # more than 90 % off
    ],
)
def test_a_deal_keeps_the_platforms_limits(world: World, price: int, days: int, code: str) -> None:
    assert world.skus["price"][0] == 2499
    assert refused(world, StartDeal(sku(world), price, days)) == [code]
    assert not in_deal(world).any()


def test_a_deal_at_the_limits_is_taken(world: World) -> None:
    do(world, StartDeal(sku(world), 2374, 30))
    do(world, StartDeal(sku(world), 250, 1))
    do(world, EndDeal(sku(world)))
    assert prices(world)[0] == 2499
    assert refused(world, EndDeal(sku(world))) == ["deal-not-running"]


def test_ads_are_paid_when_the_day_begins_and_seen_from_then_on(world: World) -> None:
    cash = world.balances[Account.CASH]
    do(world, SetAds(sku(world), 5_000))
    engine.advance(world, world.book.calendar.midnight(world.day + 1))
    assert world.balances[Account.CASH] == cash - 5_000
    assert not len(traffic(world, Source.SHOP_ADS))

    engine.advance(world, world.book.calendar.midnight(world.day + 1))
    seen = traffic(world, Source.SHOP_ADS)
    bought = 5_000 * 1_000 / world.parameters.ad_cost_per_thousand
    assert seen["impressions"].sum() == pytest.approx(bought, rel=0.05)
    assert world.balances[Account.ADVERTISING] == 10_000


def test_ads_that_the_account_cannot_pay_are_not_shown(world: World) -> None:
    cash = world.balances[Account.CASH]
    assert refused(world, SetAds(sku(world), cash + 1)) == ["cash-short"]
    assert refused(world, SetAds(sku(world), -1)) == ["budget-negative"]
    do(world, SetAds(sku(world, 0), cash))
    do(world, SetAds(sku(world, 1), cash))
    engine.advance(world, world.book.calendar.midnight(world.day + 1))
    assert world.balances[Account.CASH] == 0
    assert world.skus["ad_running"].tolist()[:2] == [cash, 0]


def test_a_video_is_seen_from_its_posting_on(world: World) -> None:
    engine.advance(world, world.now + 3 * HOUR)
    do(world, PostVideo(sku(world, 2)))
    assert refused(world, PostVideo(sku(world, 2))) == ["video-just-posted"]
    engine.advance(world, world.now + 3 * DAY)

    seen = traffic(world, Source.VIDEO)
    assert set(seen["sku_id"].tolist()) == {sku(world, 2)}
    assert seen["impressions"].sum() > 0


def test_nobody_makes_more_videos_in_a_day_than_one_can(world: World) -> None:
    most = world.rules.own_videos_per_day
    for index in range(most):
        do(world, PostVideo(sku(world, index)))
    assert refused(world, PostVideo(sku(world, most))) == ["videos-enough"]
    engine.advance(world, world.now + DAY)
    do(world, PostVideo(sku(world, most)))


def test_a_live_session_is_seen_while_it_lasts(world: World) -> None:
    do(world, GoLive(sku(world), 2))
    assert refused(world, GoLive(sku(world), 1)) == ["live-running"]
    engine.advance(world, world.now + 2 * HOUR)
    during = int(traffic(world, Source.LIVE)["impressions"].sum())
    assert during > 0
    engine.advance(world, world.now + 5 * HOUR)
    assert int(traffic(world, Source.LIVE)["impressions"].sum()) == during
    do(world, GoLive(sku(world), 1))


@pytest.mark.parametrize("hours", [0, 16, -1])
def test_a_live_session_ends_by_midnight(world: World, hours: int) -> None:
    assert refused(world, GoLive(sku(world), hours)) == ["live-hours-out-of-range"]
    do(world, GoLive(sku(world), 15))
    assert world.lives["ends_at"][0] == world.book.calendar.midnight(world.day + 1)


def test_a_sample_leaves_the_shelf_and_the_books_say_so(world: World) -> None:
    stock, cash = int(world.skus["stock"][1]), world.balances[Account.CASH]
    do(world, SendSample(3, sku(world, 1)))
    assert world.skus["stock"][1] == stock - 1
    assert world.balances[Account.SAMPLES] == world.skus["cost"][1]
    assert world.balances[Account.CASH] == cash - world.scenario.own_postage
    assert sum(world.balances.values()) == 0
    assert refused(world, SendSample(3, sku(world, 0))) == ["sample-underway"]
    assert refused(world, SendSample(99, sku(world, 0))) == ["creator-unknown"]
    world.skus["stock"][0] = 0
    assert refused(world, SendSample(4, sku(world, 0))) == ["sku-sold-out"]


def test_most_samples_are_shown_by_their_creators_within_three_weeks(world: World) -> None:
    creators = world.creators["id"].tolist()
    for creator in creators:
        do(world, SendSample(creator, sku(world, 1)))
    due = world.samples["posts_at"]
    shown = due > 0
    assert 0.3 <= shown.mean() <= 0.9
    assert (due[shown] % HOUR == 0).all()
    assert (due[shown] <= world.now + 21 * DAY).all()
    play(world, world.now + 22 * DAY, passive)
    assert shown.sum() <= (world.videos["creator_id"] > 0).sum()
    assert not len(world.samples)


def test_answers_in_time_count_and_nothing_is_answered_twice(world: World) -> None:
    while not len(world.messages):
        engine.advance(world, world.now + DAY)
    first = int(world.messages["id"][0])
    do(world, AnswerMessages((first,)))
    assert refused(world, AnswerMessages((first, UNKNOWN))) == [
        "message-answered",
        "message-closed",
    ]
    assert refused(world, AnswerMessages(())) == ["nothing-asked"]
    due = world.messages["answer_by"][0]
    engine.advance(world, int(due // DAY + 2) * DAY)
    assert max(answered for _, answered in world.answers.values()) >= 1


def test_a_shop_that_answers_keeps_its_response_rate_and_one_that_does_not_loses_it(
    practice: Callable[..., Shop],
) -> None:
    rates = []
    for policy in (sensible, passive):
        with practice() as shop:
            world = shop.read(store.load)
        play(world, world.now + 20 * DAY, policy)
        rates.append(world.answered)
    assert rates[0] == 10_000
    assert rates[1] == 0


@pytest.mark.parametrize(
    "command",
    [
        StartDeal(UNKNOWN, 1, 1),
        EndDeal(UNKNOWN),
        SetAds(UNKNOWN, 1),
        PostVideo(UNKNOWN),
        GoLive(UNKNOWN, 1),
        SendSample(1, UNKNOWN),
    ],
)
def test_a_sku_that_is_not_there_is_named(world: World, command: Command) -> None:
    assert refused(world, command) == ["sku-unknown"]


def test_what_is_not_on_sale_is_not_shown_to_anybody(world: World) -> None:
    here = sku(world)
    world.skus["live"][0] = 0
    asked = (
        StartDeal(here, 1_999, 2),
        SetAds(here, 500),
        PostVideo(here),
        GoLive(here, 2),
        SendSample(1, here),
    )
    for command in asked:
        assert refused(world, command) == ["sku-not-on-sale"]
    do(world, SetAds(here, 0))  # ads can be stopped
