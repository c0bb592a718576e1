"""What decisions would bring, tried on forks of a shop that itself never changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import mean

import numpy as np
import pytest

from domain.catalogue.commands import Restock, SetPrices
from domain.finance import rules as finance
from domain.kernel.clock import DAY
from domain.kernel.columns import Columns
from domain.kernel.progress import CancelledError
from domain.kernel.refusals import RefusedError
from domain.promotions.commands import SavePromotion, SetAds, StartDeal, StopPromotion
from domain.shop import Shop
from domain.simulation import engine
from domain.simulation.contribution import contribution
from domain.simulation.decisions import Command, decide
from domain.simulation.exposure import Source, shown
from domain.simulation.playing import play
from domain.simulation.policies import sensible
from domain.simulation.what_if import DAYS, SEEDS, Figures, Forks, Range
from domain.simulation.world import World
from domain.storage.digest import digest
from tests.domain.simulation.rich_shops import rich_world, with_parameters

NOTHING = Range(0, 0, 0)
NO_DIFFERENCE = Figures(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)


@pytest.fixture(scope="module")
def rich() -> World:
    """A lively shop two weeks old."""
    return rich_world(days=14, impressions=2_500.0, reviews=400)


def repriced(world: World, percent: int) -> SetPrices:
    """Every price at that share of what it is."""
    ids, prices = world.skus["id"], world.skus["price"] * percent // 100
    return SetPrices(tuple(ids.tolist()), tuple(prices.tolist()))


def short(world: World) -> Forks:
    """Few and short forks."""
    return Forks(world, days=4, seeds=5)


def ships(world: World) -> list[Command]:
    """A seller who does all but buy goods."""
    return [command for command in sensible(world) if not isinstance(command, Restock)]


def standing(world: World) -> dict[str, object]:
    """Everything that a world holds, to be compared."""
    return {
        name: value.rows() if isinstance(value, Columns) else repr(value)
        for name, value in vars(world).items()
    }


def test_a_range_is_the_mean_and_what_four_in_five_keep_to() -> None:
    assert Range.over([*range(1, 21)]) == Range(3, 11, 18)  # 10.5, half up
    assert Range.over([5, 1, 4]) == Range(1, 3, 5)
    assert Range.over([-2, -1]) == Range(-2, -1, -1)
    assert Range.over([-7]) == Range(-7, -7, -7)


def test_the_same_seeds_give_the_same_answer(rich: World) -> None:
    cut = repriced(rich, 85)
    forks = short(rich)
    first = forks.tried([cut])
    assert first == forks.tried([cut]) == short(rich).tried([cut])
    assert (first.days, first.seeds) == (4, 5)
    assert len(set(forks.luck)) == 5
    assert rich.noise_seed not in forks.luck


def test_without_a_decision_nothing_differs(rich: World) -> None:
    found = short(rich).tried([])
    assert found.without == found.with_them
    assert found.difference == NO_DIFFERENCE


def test_a_decision_that_changes_nothing_makes_no_difference(rich: World) -> None:
    found = short(rich).tried([repriced(rich, 100)])
    assert found.refusals == ()
    assert found.without == found.with_them
    assert found.difference == NO_DIFFERENCE


def test_a_price_cut_sells_more_and_a_rise_less(rich: World) -> None:
    forks = short(rich)
    cut, rise = forks.tried([repriced(rich, 80)]), forks.tried([repriced(rich, 120)])
    assert cut.difference.units.low > 0
    assert rise.difference.units.high < 0
    assert cut.without == rise.without
    for figures in (cut.without, cut.with_them, cut.difference):
        for each in (figures.orders, figures.units, figures.revenue, figures.profit):
            assert each.low <= each.mean <= each.high


def test_the_shop_itself_stays_as_it_is(rich: World) -> None:
    before = standing(rich)
    short(rich).tried([repriced(rich, 80), SetAds(int(rich.skus["id"][0]), 3_000)])
    assert standing(rich) == before


def test_the_file_stays_as_it_is(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        shop.advance_days(3, sensible)
        before = shop.read(digest)
        found = shop.forks().tried([StartDeal(1_729_000_000_000_000_001, 1_799, 3)])
        assert shop.read(digest) == before
    assert (found.days, found.seeds, found.refusals) == (DAYS, SEEDS, ())
    assert found.difference.discount.low > 0


def test_work_can_be_cancelled_at_every_day_of_a_fork(rich: World) -> None:
    forks, cut = short(rich), repriced(rich, 80)
    told: list[tuple[int, int]] = []
    forks.tried([cut], lambda done, total: told.append((done, total)))
    assert {total for _, total in told} == {2 * 4 * 5}
    assert told[-1][0] == 2 * 4 * 5
    done = [done for done, _ in told]
    assert done == sorted(done)
    assert set(range(1, 40)) <= {*done}

    def stop(done: int, _total: int) -> None:
        calls.append(done)
        if done >= 7:
            raise CancelledError

    calls: list[int] = []
    again = short(rich)
    with pytest.raises(CancelledError):
        again.tried([cut], stop)
    assert calls[-1] == 7  # and nothing was played after it
    assert again.tried([cut]) == forks.tried([cut])


def test_forks_sell_what_the_shop_would_sell(rich: World) -> None:
    forks = Forks(rich, days=10, seeds=5)
    played = []
    for luck in forks.luck:
        world = rich.copy()
        world.noise_seed = luck
        played.append(play(world, world.now + 10 * DAY, ships))
    # Some orders are never paid, or cancelled by their buyers.
    lost = 1 - (1 - rich.parameters.abandon_rate) * (1 - rich.parameters.buyer_cancel_rate)
    assert forks.tried([]).without.orders.mean == pytest.approx(mean(played) * (1 - lost), rel=0.03)


def test_new_orders_earn_in_the_end_what_was_foretold() -> None:
    sizes = {"impressions": 60_000.0, "stock": 4_000, "ad_budget": 0, "creators": 0, "videos": 0}
    world = with_parameters(rich_world(**sizes, lives=False), **NOBODY_COMES_BACK)
    opened, before = world.now, finance.profit(world.balances)
    play_days(world, 3)
    foretold = contribution(world, since=opened)
    play_days(with_parameters(world, **NOBODY_CLICKS), 45)
    assert foretold.orders > 300
    assert foretold.profit == pytest.approx(finance.profit(world.balances) - before, rel=0.05)


NOBODY_CLICKS = dict.fromkeys(
    ("click_rate", "video_click_rate", "live_click_rate", "ad_click_rate"), 0.0
)
NOBODY_COMES_BACK = {"repeat_shape": 1e-9}


def play_days(world: World, days: int) -> None:
    """Days with a seller who ships, keeping everything that happened in the world."""
    for _ in range(days):
        for command in ships(world):
            decide(world, command, {})
        engine.advance(world, world.now + DAY)


def test_orders_that_are_there_already_are_nobodys_doing(rich: World) -> None:
    world = with_parameters(rich.copy(), **NOBODY_CLICKS, **NOBODY_COMES_BACK)
    world.repeats = world.repeats.where(np.zeros(0, dtype=np.int64))
    assert (world.orders["delivered_at"] == 0).any()
    found = short(world).tried([repriced(world, 80)])
    assert found.with_them.orders == found.with_them.units == found.with_them.revenue == NOTHING
    assert found.with_them.profit.high < 0  # the ads go on


def test_what_is_watched_already_keeps_its_course_whatever_the_luck(rich: World) -> None:
    def views(world: World) -> list[float]:
        here = shown(world)
        return here.impressions[np.isin(here.source, (Source.VIDEO, Source.CREATOR_VIDEO))].tolist()

    fork = rich.copy()
    fork.noise_seed = 99
    assert sum(views(rich)) > 0
    assert views(fork) == views(rich)
    fork.videos["seed"] = 99
    assert views(fork) != views(rich)


def test_what_is_refused_is_told_and_not_played(rich: World) -> None:
    found = short(rich).tried([SetPrices((4,), (100,))])
    assert [each.code for each in found.refusals] == ["sku-unknown"]
    assert found.difference == NO_DIFFERENCE


def test_a_discount_costs_what_it_takes_off(rich: World) -> None:
    ids = tuple(rich.skus["id"].tolist())
    discount = SavePromotion(
        0, "PRODUCT_DISCOUNT", "All", 0, rich.now + 3 * DAY, skus=ids, percents=(2_000,)
    )
    found = short(rich).tried([discount])
    assert found.refusals == ()
    assert found.without.discount == NOTHING
    assert found.with_them.discount.low > 0
    assert found.difference.units.low > 0


def test_the_lift_of_a_promotion_is_the_shop_without_it(rich: World) -> None:
    world = rich.copy()
    ids = tuple(world.skus["id"].tolist())
    for title, begins, ends in (("now", 0, 3), ("later", 8, 9)):
        starts = world.now + begins * DAY if begins else 0
        saved = SavePromotion(
            0,
            "PRODUCT_DISCOUNT",
            title,
            starts,
            world.now + ends * DAY,
            skus=ids,
            percents=(2_000,),
        )
        done, _, refused = decide(world, saved, {})
        assert (done, refused) == (1, [])
    forks = short(world)
    running = forks.lift(1)
    stopped = forks.tried([StopPromotion(1)])
    assert running.difference.units.low > 0
    assert (running.with_them, running.without) == (stopped.without, stopped.with_them)
    assert forks.lift(2).difference == NO_DIFFERENCE  # it begins after the last day
    assert decide(world, StopPromotion(1), {})[0] == 1
    over = short(world).lift(1)
    assert [each.code for each in over.refusals] == ["promotion-over"]
    assert over.difference == NO_DIFFERENCE


def test_what_runs_out_is_named() -> None:
    world = rich_world(days=3, impressions=2_500.0)
    world.skus["stock"][:] = 10_000
    world.skus["stock"][2] = 3
    assert short(world).tried([]).runs_out == (int(world.skus["id"][2]),)


def test_a_real_shop_has_no_forks(tmp_path: Path) -> None:
    with (
        Shop.real(tmp_path / "real.dukandar", "us", "Real") as shop,
        pytest.raises(RefusedError) as refused,
    ):
        shop.forks()
    assert refused.value.refusal.code == "practice-only"
