"""``bench products``: the list of ten thousand products, and editing all of them at once."""

from __future__ import annotations

from pathlib import Path

from desktop.bench.child import BrokenOffError, told
from desktop.bench.many_products import PRODUCTS, VARIATIONS, many_products
from desktop.bench.rows import Row, late

_MILLISECONDS = 100.0


def products(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for the 95th percentile of each kind of question."""
    count, turns = (PRODUCTS // 25, "1") if quick else (PRODUCTS, "5")
    shop = scratch / "many.dukandar"
    many_products(shop, count)
    taken = [told("desktop.bench.products_listed", str(shop), turns) for _ in range(rounds)]
    for each in taken:
        if each["listed"] < count:
            raise BrokenOffError(f"{each['listed']} of {count} products were listed")
    size = f"{count} products, {count * VARIATIONS} SKUs, 95th percentile"

    def figures(what: str, kind: str) -> list[float]:
        return [took for each in taken for took in each[what].get(kind, ())]

    return [
        Row(
            name=f"products-{kind}",
            size=size,
            value=late(figures("milliseconds", kind)),
            unit="ms",
            bar=_MILLISECONDS,
            bar_on="value",
            baseline="SQLite for the same ids, counts and rows" if compared else "none",
            baseline_value=late(figures("sql", kind)) if compared else None,
        )
        for kind, compared in (
            *((each, True) for each in ("first", "group", "filter", "sort", "search")),
            *((each, False) for each in ("bulk", "preview")),
        )
    ]
