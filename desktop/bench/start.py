"""``bench start``: from starting the process to the first window, and to a shop's Home."""

from __future__ import annotations

from pathlib import Path

from desktop.bench.busy_shop import busy_shop
from desktop.bench.child import until_there
from desktop.bench.rows import Row, in_turn
from domain.simulation.policies import sensible

_ORDERS = 20_000
_TIMES_BARE = 1.5
_TIMES_WITH_LIBRARIES = 2.0


def start(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for the first window and for the Home of a shop."""
    orders = _ORDERS // 20 if quick else _ORDERS
    path = scratch / "start.dukandar"
    with busy_shop(path, orders) as shop:
        shop.advance_days(365, sensible)
    window, bare, home, libraries = in_turn(
        rounds,
        lambda: until_there("desktop.bench.started"),
        lambda: until_there("desktop.bench.bare_window"),
        lambda: until_there("desktop.bench.started", str(path)),
        lambda: until_there("desktop.bench.bare_window", str(path)),
    )
    return [
        Row(
            name="start",
            size="first window painted",
            value=window,
            unit="s",
            bar=_TIMES_BARE,
            bar_on="ratio",
            baseline="a bare PySide6 window painted",
            baseline_value=bare,
        ),
        Row(
            name="start-home",
            size=f"Home of a shop with about {orders} orders filled",
            value=home,
            unit="s",
            bar=_TIMES_WITH_LIBRARIES,
            bar_on="ratio",
            baseline="a bare window, SQLAlchemy, NumPy, the driver and one SELECT",
            baseline_value=libraries,
        ),
    ]
