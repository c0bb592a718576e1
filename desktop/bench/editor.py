"""``bench editor``: a key in the listing editor, with as many SKUs as a listing may have."""

from __future__ import annotations

from pathlib import Path

from desktop.bench.child import told
from desktop.bench.many_products import PRODUCTS
from desktop.bench.rows import Row, late
from domain.shop import Shop

_SKUS = 300
_MILLISECONDS = 100.0


def editor(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for the 95th percentile of keys in a title, a cell and a variation's value."""
    skus, products = (12, PRODUCTS // 25) if quick else (_SKUS, PRODUCTS)
    shop = scratch / "editor.dukandar"
    Shop.practice(shop, "first-30-days", seed=1, noise=1).close()
    arguments = (str(shop), str(skus), str(products))
    taken = [told("desktop.bench.typed", *arguments) for _ in range(rounds)]

    def figure(kind: str) -> float:
        return late([milliseconds for each in taken for milliseconds in each[kind]])

    return [
        Row(
            name=f"editor-{kind}",
            size=f"{skus} SKUs, {products} other products, 95th percentile",
            value=figure(kind),
            unit="ms",
            bar=_MILLISECONDS,
            bar_on="value",
            baseline="a key in a bare field of text",
            baseline_value=figure("bare"),
        )
        for kind in ("title", "cell", "value")
    ]
