"""``bench year``: a year of a busy practice shop, in memory and written to its file."""

from __future__ import annotations

import time
from pathlib import Path

from desktop.bench.busy_shop import busy_shop
from desktop.bench.kernel import kernel
from desktop.bench.rows import Row, in_turn
from domain.kernel.clock import DAY
from domain.simulation import store
from domain.simulation.playing import play
from domain.simulation.policies import sensible

_DAYS = 365
_ORDERS = 36_500
_SECONDS_IN_MEMORY = 1.5
_SECONDS_WRITTEN = 10.0
_TIMES_FOR_TEN = 11.0


def year(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for a year in memory, the same written, and ten times the orders."""
    days = 30 if quick else _DAYS
    played: dict[int, int] = {}

    def in_memory(orders: int) -> float:
        with busy_shop(_new(scratch), orders) as shop:
            world = shop.read(store.load)
        begun = time.perf_counter()
        played[orders] = play(world, world.now + days * DAY, sensible)
        return time.perf_counter() - begun

    def written() -> float:
        with busy_shop(_new(scratch), _ORDERS) as shop:
            begun = time.perf_counter()
            shop.advance_days(days, sensible)
            return time.perf_counter() - begun

    def machine() -> float:
        begun = time.perf_counter()
        kernel()
        return time.perf_counter() - begun

    memory, by_kernel, file, ten = in_turn(
        rounds,
        lambda: in_memory(_ORDERS),
        machine,
        written,
        lambda: in_memory(10 * _ORDERS),
    )
    size, large = (f"{played[n]} orders, {days} days" for n in (_ORDERS, 10 * _ORDERS))
    return [
        Row(
            name="year",
            size=size,
            value=memory,
            unit="s",
            bar=_SECONDS_IN_MEMORY,
            bar_on="value",
            baseline="fixed NumPy kernel",
            baseline_value=by_kernel,
        ),
        Row(
            name="year-written",
            size=size,
            value=file,
            unit="s",
            bar=_SECONDS_WRITTEN,
            bar_on="value",
            baseline="the same year in memory",
            baseline_value=memory,
        ),
        Row(
            name="year-tenfold",
            size=large,
            value=ten,
            unit="s",
            bar=_TIMES_FOR_TEN,
            bar_on="ratio",
            baseline=f"{size}, in memory",
            baseline_value=memory,
        ),
    ]


def _new(scratch: Path) -> Path:
    """A file name that is free."""
    return scratch / f"{len(list(scratch.glob('*.dukandar')))}.dukandar"
