"""``bench what-if``: what decisions would bring, on forks of shops some weeks old.

A price cut in *First 30 days*; and in a busy shop a flash deal and a voucher, both limited, so that
who misses one may take the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.bench.busy_shop import busy_shop
from desktop.bench.rows import Row, in_turn
from domain.catalogue.commands import SetPrices
from domain.kernel.clock import DAY
from domain.promotions.commands import SavePromotion
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.decisions import Command
from domain.simulation.policies import sensible
from domain.simulation.what_if import DAYS, SEEDS, Forks
from domain.simulation.world import World

_OLD = 27
_ORDERS_A_YEAR = 36_500
_SECONDS = 3.0


def what_if(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for the first answer about each shop, which plays it with the decisions and without."""
    old, seeds = (3, 2) if quick else (_OLD, SEEDS)
    first = _aged(Shop.practice(scratch / "1.dukandar", "first-30-days", seed=1, noise=1), old)
    busy = _aged(busy_shop(scratch / "2.dukandar", _ORDERS_A_YEAR), old)
    value, alone, competing, busy_alone = in_turn(
        rounds,
        _answered(first, [_cut(first)], seeds),
        _advanced(first),
        _answered(busy, _competing(busy), seeds),
        _advanced(busy),
    )
    size = f"{seeds} seeds, {DAYS} days, with and without, day {old}"
    baseline = f"{DAYS} days of one world, advanced"
    return [
        Row(
            name=name,
            size=each,
            value=seconds,
            unit="s",
            bar=_SECONDS,
            bar_on="value",
            baseline=baseline,
            baseline_value=beside,
        )
        for name, each, seconds, beside in (
            ("what-if", size, value, alone),
            ("what-if-competing", f"busy shop, {size}", competing, busy_alone),
        )
    ]


def _aged(shop: Shop, days: int) -> World:
    """The shop's world after so many days with a sensible seller."""
    with shop:
        shop.advance_days(days, sensible)
        return shop.read(store.load)


def _cut(world: World) -> Command:
    """A tenth off every price."""
    prices = world.skus["price"] * 9 // 10
    return SetPrices(tuple(world.skus["id"].tolist()), tuple(prices.tolist()))


def _competing(world: World) -> list[Command]:
    """Thirty units at a flash deal's price, and a voucher for sixty orders."""
    now, sku = world.now, int(world.skus["id"][0])
    return [
        SavePromotion(
            0,
            "FLASH_DEAL",
            "Flash",
            0,
            now + 3 * DAY,
            skus=(sku,),
            percents=(2_500,),
            units=(30,),
        ),
        SavePromotion(
            0, "VOUCHER", "Voucher", 0, now + 10 * DAY, percent=1_000, least=1_000, uses=60
        ),
    ]


def _answered(world: World, decisions: Sequence[Command], seeds: int) -> Callable[[], float]:
    def measure() -> float:
        begun = time.perf_counter()
        found = Forks(world, DAYS, seeds).tried(decisions)
        assert not found.refusals
        return time.perf_counter() - begun

    return measure


def _advanced(world: World) -> Callable[[], float]:
    def measure() -> float:
        alone = world.copy()
        begun = time.perf_counter()
        engine.advance(alone, alone.now + DAYS * DAY)
        return time.perf_counter() - begun

    return measure
