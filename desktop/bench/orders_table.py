"""``bench orders-table``: the order list of a shop with a million orders."""

from __future__ import annotations

from pathlib import Path

from desktop.bench.big_shop import ORDERS, big_real_shop
from desktop.bench.child import BrokenOffError, told
from desktop.bench.rows import Row, late

_MILLISECONDS, _MEGABYTES = 50.0, 300.0


def orders_table(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for the 95th percentile of each kind of question, and for the memory."""
    count = ORDERS // 25 if quick else ORDERS
    shop = scratch / "big.dukandar"
    big_real_shop(shop, count)
    taken = [told("desktop.bench.listed", str(shop)) for _ in range(rounds)]
    for each in taken:
        if each["listed"] != count:
            raise BrokenOffError(f"{each['listed']} of {count} orders were listed")

    def percentile(what: str, kind: str) -> float:
        return late([took for each in taken for took in each[what][kind]])

    size = f"{count} orders"
    rows = [
        Row(
            name=f"orders-{kind}",
            size=f"{size}, 95th percentile",
            value=percentile("milliseconds", kind),
            unit="ms",
            bar=_MILLISECONDS,
            bar_on="value",
            baseline="SQLite for the same ids, counts and rows",
            baseline_value=percentile("sql", kind),
        )
        for kind in ("first", "tab", "filter", "sort", "search")
    ]
    memory = Row(
        name="orders-memory",
        size=size,
        value=max(each["megabytes"] for each in taken),
        unit="MB",
        bar=_MEGABYTES,
        bar_on="value",
        baseline="none",
    )
    return [*rows, memory]
