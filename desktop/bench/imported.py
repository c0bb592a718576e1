"""One import of an order export until a search finds it. Run as a process of its own.

Takes the shop to make, the file and an order id; tells seconds, peak memory and lines as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from desktop.bench.memory import peak_megabytes
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
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes(), "new": plan.new}))


if __name__ == "__main__":
    main(*sys.argv[1:])
