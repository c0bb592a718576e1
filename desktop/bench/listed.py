"""The order list of a big shop, asked many things in its window. Run as a process of its own.

Takes the shop's file; tells milliseconds of each answer by kind, SQLite's own for the same, and the
memory with all orders listed, as JSON. An answer is there when the table has its rows and the tabs
their counts.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import psutil
from PySide6.QtCore import QObject, QTimer

from desktop.bench.big_shop import NOW
from desktop.bench.watched import in_shop
from domain.kernel.clock import DAY
from domain.reports.orders import STATUSES, KeptOrders, OrderQuery, Sort, Tab, order_rows
from domain.shop import Shop

if TYPE_CHECKING:
    from desktop.panels.orders import OrdersPanel
    from desktop.program import Program
    from desktop.window import ShopWindow

_ROUNDS, _SQL_ROUNDS, _ROWS = 5, 1, 60


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the same in SQL."""

    query: OrderQuery
    where: str = "1"
    order: str = "created_at DESC, id DESC"


def asked() -> dict[str, list[Asked]]:
    """What is asked, by kind."""
    of_lines = "id IN (SELECT order_id FROM order_lines WHERE {})"
    of_parcels = "id IN (SELECT order_id FROM packages WHERE {})"
    columns = {
        Sort.CREATED: "created_at",
        Sort.ID: "id",
        Sort.STATUS: "status",
        Sort.UNITS: "units",
        Sort.AMOUNT: "amount",
        Sort.SHIP_BY: "dispatch_by",
    }

    def word(text: str) -> str:
        like = f"LIKE '%{text}%'"
        lines = of_lines.format(f"product_name {like} OR seller_sku {like}")
        parcels = of_parcels.format(f"tracking {like}")
        return f"(city {like} OR state {like} OR id {like} OR {lines} OR {parcels})"

    words = ("lake mug", "SKU-0012", "los angeles", "5500", "550004321000000000", "945500012340")
    return {
        "tab": [
            Asked(
                OrderQuery(tab=tab), f"status IN ({', '.join(str(int(s)) for s in STATUSES[tab])})"
            )
            for tab in STATUSES
        ],
        "filter": [
            Asked(OrderQuery(carrier="UPS"), of_parcels.format("carrier = 'UPS'")),
            Asked(OrderQuery(sku=5), of_lines.format("sku_id = 5")),
            Asked(OrderQuery(amount_from=2_000, amount_to=5_000), "amount BETWEEN 2000 AND 5000"),
            Asked(OrderQuery(placed_from=NOW - 400 * DAY), f"created_at >= {NOW - 400 * DAY}"),
            Asked(
                OrderQuery(only_late=True),
                f"dispatch_by < {NOW} AND dispatch_by > 0 AND paid_at > 0 AND shipped_at = 0 "
                "AND cancelled_at = 0",
            ),
            Asked(
                OrderQuery(only_samples=True),
                "paid_at > 0 AND item_total = platform_discount + seller_discount",
            ),
            Asked(
                OrderQuery(only_messages=True),
                "id IN (SELECT order_id FROM recipients WHERE message <> '')",
            ),
        ],
        "sort": [
            Asked(
                OrderQuery(sort=sort, descending=down),
                order=f"{name} {'DESC' if down else 'ASC'}, id {'DESC' if down else 'ASC'}",
            )
            for sort, name in columns.items()
            for down in (False, True)
        ],
        "search": [
            Asked(OrderQuery(search=text), " AND ".join(word(each) for each in text.split()))
            for text in words
        ],
    }


def by_sql(shop: Shop, each: Asked) -> float:
    """Milliseconds that SQLite takes for the ids, the counts and the first rows."""
    begun = time.perf_counter()

    def look(conn) -> None:
        found = conn.exec_driver_sql(
            f"SELECT id FROM orders WHERE {each.where} ORDER BY {each.order}"
        ).fetchall()
        conn.exec_driver_sql("SELECT status, count(*) FROM orders GROUP BY status").fetchall()
        order_rows(conn, [row[0] for row in found[:_ROWS]], NOW)

    shop.read(look)
    return (time.perf_counter() - begun) * 1_000


def first_rows(shop: Shop, tab: Tab) -> float:
    """Milliseconds until a tab's first rows and all counts are there in a shop just opened."""
    begun = time.perf_counter()

    def look(conn) -> None:
        found = KeptOrders().find(conn, OrderQuery(tab=tab), NOW)
        assert found is not None
        order_rows(conn, found.ids[:_ROWS], NOW)

    shop.read(look)
    return (time.perf_counter() - begun) * 1_000


class _Series(QObject):
    """Asks one thing after another and notes how long each answer took."""

    def __init__(self, window: ShopWindow, done: Callable[[dict[str, list[float]]], None]) -> None:
        super().__init__(window)
        self._window = window
        self._panel = cast("OrdersPanel", window.panels["orders"])
        self._done = done
        self._times: dict[str, list[float]] = {}
        self._left: Iterator[tuple[str, Asked]] = iter(
            [
                (kind, each)
                for _ in range(_ROUNDS)
                for kind, some in asked().items()
                for each in some
            ]
        )
        self._kind, self._begun = "", 0.0
        self._panel.listing.table.orders.modelReset.connect(self._answered)
        self._poll = QTimer(window, interval=5)
        self._poll.timeout.connect(self._go_on)
        self._poll.start()

    def _go_on(self) -> None:
        """Ask the next thing once nothing is read any more."""
        if self._window.desk.busy or self._kind:
            return
        self._kind, each = next(self._left, ("", None))
        if each is None:
            self._poll.stop()
            self._done(self._times)
            return
        self._begun = time.perf_counter()
        self._panel.receive(each.query)

    def _answered(self) -> None:
        if self._kind:
            took = (time.perf_counter() - self._begun) * 1_000
            self._times.setdefault(self._kind, []).append(took)
            self._kind = ""


def main(shop_file: str) -> None:
    def begin(_program: Program, window: ShopWindow) -> None:
        megabytes = psutil.Process().memory_info().rss / 1e6
        listed = len(cast("OrdersPanel", window.panels["orders"]).listing.table.orders.ids)

        def tell(times: dict[str, list[float]]) -> None:
            after = psutil.Process().memory_info().rss / 1e6
            sql = {
                kind: [by_sql(window.desk.shop, each) for _ in range(_SQL_ROUNDS) for each in some]
                for kind, some in asked().items()
            }
            shop = Shop(Path(shop_file))
            tabs = [Tab.ALL, Tab.TO_SHIP, Tab.SHIPPED, Tab.DELIVERED, Tab.COMPLETED]
            first = [first_rows(shop, tab) for _ in range(_ROUNDS) for tab in tabs]
            first_sql = [by_sql(shop, each) for each in asked()["tab"]]
            found = {
                "listed": listed,
                "milliseconds": {"first": first, **times},
                "sql": {"first": first_sql, **sql},
                "megabytes": max(megabytes, after),
            }
            print(json.dumps(found), flush=True)
            os._exit(0)  # what follows is not measured

        _Series(window, tell)

    in_shop(shop_file, "orders", begin)


if __name__ == "__main__":
    main(*sys.argv[1:])
