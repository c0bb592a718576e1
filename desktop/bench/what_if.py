"""``bench what-if``: what a price cut would bring, on forks of a shop some weeks old."""

from __future__ import annotations

import time
from pathlib import Path

from desktop.bench.rows import Row, in_turn
from domain.catalogue.commands import SetPrices
from domain.kernel.clock import DAY
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.policies import sensible
from domain.simulation.what_if import DAYS, SEEDS, Forks

_OLD = 27
_SECONDS = 3.0


def what_if(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """A row for the first answer about a shop, which plays it with the decision and without."""
    old, seeds = (3, 2) if quick else (_OLD, SEEDS)
    with Shop.practice(scratch / "first.dukandar", "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(old, sensible)
        world = shop.read(store.load)
    prices = world.skus["price"] * 9 // 10
    cut = SetPrices(tuple(world.skus["id"].tolist()), tuple(prices.tolist()))

    def answered() -> float:
        begun = time.perf_counter()
        Forks(world, DAYS, seeds).tried([cut])
        return time.perf_counter() - begun

    def advanced() -> float:
        alone = world.copy()
        begun = time.perf_counter()
        engine.advance(alone, alone.now + DAYS * DAY)
        return time.perf_counter() - begun

    value, baseline = in_turn(rounds, answered, advanced)
    return [
        Row(
            name="what-if",
            size=f"{seeds} seeds, {DAYS} days, with and without, day {old}",
            value=value,
            unit="s",
            bar=_SECONDS,
            bar_on="value",
            baseline=f"{DAYS} days of one world, advanced",
            baseline_value=baseline,
        )
    ]
