"""``bench stall``: how long the window ever stands still while the shop works."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.bench.big_shop import ORDERS, big_practice_shop, big_real_shop
from desktop.bench.busy_shop import busy_shop
from desktop.bench.child import told
from desktop.bench.export_file import write_export
from desktop.bench.rows import Row, in_turn
from domain.shop import Shop

_ORDERS, _DAYS, _LINES = 36_500, 365, 300_000
_LIST_DAYS, _LIST_LINES = 60, 30_000
_MILLISECONDS = 50.0


def stall(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for a simulated year and a long import, and for both while a long list is scrolled."""
    days, lines = (30, _LINES // 100) if quick else (_DAYS, _LINES)
    list_days, list_lines = (5, _LIST_LINES // 100) if quick else (_LIST_DAYS, _LIST_LINES)
    listed = ORDERS // 100 if quick else ORDERS
    export, short_export = scratch / "long.csv", scratch / "short.csv"
    write_export(export, lines)
    write_export(short_export, list_lines)
    big_practice, big_real = scratch / "practice.dukandar", scratch / "real.dukandar"
    big_practice_shop(big_practice, _ORDERS, listed)
    big_real_shop(big_real, listed)
    made = 0

    def longest(what: str, *arguments: str) -> float:
        return float(told("desktop.bench.stalled", what, *arguments)["milliseconds"])

    def shop_file() -> Path:
        nonlocal made
        made += 1
        return scratch / f"stall-{made}.dukandar"

    def copied(shop: Path) -> str:
        return str(shutil.copy(shop, shop_file()))

    def during_year() -> float:
        path = shop_file()
        busy_shop(path, _ORDERS).close()
        return longest("year", str(path), str(days))

    def during_import() -> float:
        path = shop_file()
        Shop.real(path, "us", "Bench").close()
        return longest("import", str(path), str(export))

    year, import_, list_year, list_import, idle = in_turn(
        rounds,
        during_year,
        during_import,
        lambda: longest("list-year", copied(big_practice), str(list_days)),
        lambda: longest("list-import", copied(big_real), str(short_export)),
        lambda: longest("idle"),
    )
    scrolled = f"{listed} orders scrolled"
    return [
        Row(
            name=name,
            size=size,
            value=value,
            unit="ms",
            bar=_MILLISECONDS,
            bar_on="value",
            baseline="a bare window with nothing to do",
            baseline_value=idle,
        )
        for name, size, value in (
            ("stall-year", f"{days} days of about 100 orders", year),
            ("stall-import", f"{lines} lines", import_),
            ("stall-list-year", f"{scrolled}, {list_days} days", list_year),
            ("stall-list-import", f"{scrolled}, {list_lines} lines", list_import),
        )
    ]
