"""``bench charts``: every page of Analytics over two years of a shop with a million orders."""

from __future__ import annotations

from pathlib import Path

from desktop.bench.big_shop import ORDERS
from desktop.bench.child import told
from desktop.bench.rows import Row
from desktop.bench.seen import seen_shop

_PAINT, _DRAWN = 150.0, 300.0


def charts(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for each page: its first paint after the click, and all of it, at their worst."""
    count = ORDERS // 200 if quick else ORDERS
    shop = scratch / "seen.dukandar"
    today = seen_shop(shop, count)
    taken = [told("desktop.bench.charted", str(shop), str(today)) for _ in range(rounds)]
    size = f"{count} orders, 730 days, the slower of two visits"
    rows = []
    for page in taken[0]["milliseconds"]:
        for what, bar in (("paint", _PAINT), ("drawn", _DRAWN)):
            visits = [
                each["milliseconds"][page][f"{what}-{visit}"]
                for each in taken
                for visit in ("first", "again")
            ]
            rows.append(
                Row(
                    name=f"charts-{page}-{what}",
                    size=size,
                    value=max(visits),
                    unit="ms",
                    bar=bar,
                    bar_on="value",
                    baseline="SQLite adding the same up from the rows",
                    baseline_value=min(each["sql"][page] for each in taken)
                    if page in taken[0]["sql"]
                    else None,
                )
            )
    return rows
