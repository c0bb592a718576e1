"""One import of an order export until a search finds it. Run as a process of its own.

Takes the shop to make, the file and an order id; tells seconds, peak memory and lines as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import psutil

from domain.reports.orders import OrderQuery, order_ids
from domain.shop import Shop


def main(shop_file: str, export: str, order: str) -> None:
    with Shop.real(Path(shop_file), "us", "Bench") as shop:
        begun = time.perf_counter()
        plan = shop.plan_import(Path(export))
        shop.import_planned(plan, "2026-01-01 00:00")
        found = shop.read(order_ids, OrderQuery(search=order), 0)
        seconds = time.perf_counter() - begun
    if int(order) not in found:
        raise RuntimeError(f"order {order} was imported and is not found")
    print(json.dumps({"seconds": seconds, "megabytes": _peak(), "new": plan.new}))


def _peak() -> float:
    """The largest memory that this process has had, MB."""
    if sys.platform == "win32":
        return psutil.Process().memory_info().peak_wset / 1e6
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
