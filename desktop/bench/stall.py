"""``bench stall``: how long the window ever stands still while the shop works."""

from __future__ import annotations

from pathlib import Path

from desktop.bench.busy_shop import busy_shop
from desktop.bench.child import told
from desktop.bench.export_file import write_export
from desktop.bench.rows import Row, in_turn
from domain.shop import Shop

_ORDERS, _DAYS, _LINES = 36_500, 365, 300_000
_MILLISECONDS = 50.0


def stall(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for a simulated year and for a long import."""
    days, lines = (30, _LINES // 100) if quick else (_DAYS, _LINES)
    export = scratch / "long.csv"
    write_export(export, lines)
    made = 0

    def longest(what: str, *arguments: str) -> float:
        return float(told("desktop.bench.stalled", what, *arguments)["milliseconds"])

    def shop_file() -> Path:
        nonlocal made
        made += 1
        return scratch / f"stall-{made}.dukandar"

    def during_year() -> float:
        path = shop_file()
        busy_shop(path, _ORDERS).close()
        return longest("year", str(path), str(days))

    def during_import() -> float:
        path = shop_file()
        Shop.real(path, "us", "Bench").close()
        return longest("import", str(path), str(export))

    year, import_, idle = in_turn(rounds, during_year, during_import, lambda: longest("idle"))
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
        )
    ]
