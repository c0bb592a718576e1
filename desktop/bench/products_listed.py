"""The product list of a shop with many, asked many things in its window. A process of its own.

Takes the shop's file; tells milliseconds of each answer by kind and SQLite's own for the same, as
JSON. An answer is there when the table has its rows and the groups their counts, and a preview when
its table has its rows.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer

from desktop.bench.watched import in_shop
from domain.reports.bulk import Kind
from domain.reports.listing_query import Group, ListingQuery, Sort
from domain.reports.listings import listing_rows
from domain.shop import Shop

if TYPE_CHECKING:
    from desktop.dialogs.bulk_edit import BulkEditDialog
    from desktop.panels.products.practice import ProductsPanel
    from desktop.program import Program
    from desktop.window import ShopWindow

_REFRESHED, _ROWS = 8, 60

_SUMS = """SELECT p.id FROM products p LEFT JOIN (
    SELECT product_id, min(price) AS low, max(price) AS high, sum(stock) AS stock,
    sum(stock = 0) AS sold_out, count(*) AS variations FROM skus GROUP BY product_id
) s ON s.product_id = p.id WHERE {where} ORDER BY {order}"""

Asked = tuple[ListingQuery, str, str]
"""A query, and what it finds and sorts by in SQL."""


def asked() -> dict[str, list[Asked]]:
    """What is asked, by kind."""

    def word(text: str) -> str:
        like = f"LIKE '%{text}%'"
        of_sku = f"SELECT product_id FROM skus WHERE name {like} OR seller_sku {like} OR id {like}"
        return f"(p.name {like} OR p.category {like} OR p.id {like} OR p.id IN ({of_sku}))"

    columns = {
        Sort.NAME: "lower(p.name)",
        Sort.STATUS: "p.status",
        Sort.PRICE: "low",
        Sort.STOCK: "stock",
        Sort.VARIATIONS: "variations",
        Sort.CATEGORY: "p.category",
    }
    words = ("lamp 77", "SKU-0012", "blue cable", "no. 5", "category 7", "10000012")
    return {
        "group": [
            (ListingQuery(group=Group.LIVE), "p.status = 'ACTIVATE'", "p.id"),
            (ListingQuery(group=Group.PAUSED), "p.status = 'SELLER_DEACTIVATED'", "p.id"),
            (ListingQuery(group=Group.SOLD_OUT), "sold_out > 0", "p.id"),
            (ListingQuery(), "1", "p.id"),
        ],
        "filter": [
            (ListingQuery(category="Category 7"), "p.category = 'Category 7'", "lower(p.name)"),
            (
                ListingQuery(price_from=2_000, price_to=5_000),
                "high >= 2000 AND low <= 5000",
                "p.id",
            ),
            (ListingQuery(stock_to=20), "stock <= 20", "p.id"),
            (ListingQuery(cover_below=9, status="ACTIVATE"), "p.status = 'ACTIVATE'", "p.id"),
        ],
        "sort": [
            (ListingQuery(sort=sort, descending=down), "1", f"{name} {'DESC' if down else 'ASC'}")
            for sort, name in columns.items()
            for down in (False, True)
        ],
        "search": [
            (
                ListingQuery(search=text, sort=Sort.ID),
                " AND ".join(word(each) for each in text.split()),
                "p.id",
            )
            for text in words
        ],
    }


def by_sql(shop: Shop, where: str, order: str, panel: ProductsPanel) -> float:
    """Milliseconds that SQLite takes for the ids, the counts and the first rows."""
    known = panel.known
    assert known is not None
    begun = time.perf_counter()

    def look(conn) -> None:
        found = conn.exec_driver_sql(_SUMS.format(where=where, order=order)).fetchall()
        conn.exec_driver_sql("SELECT status, count(*) FROM products GROUP BY status").fetchall()
        listing_rows(conn, known, [row[0] for row in found[:_ROWS]])

    shop.read(look)
    return (time.perf_counter() - begun) * 1_000


class _Series(QObject):
    """Does one thing after another and notes how long each took."""

    def __init__(
        self, window: ShopWindow, turns: int, done: Callable[[dict[str, list[float]]], None]
    ) -> None:
        super().__init__(window)
        self._window, self._turns, self._done = window, turns, done
        self._panel = cast("ProductsPanel", window.panels["products"])
        self._times: dict[str, list[float]] = {}
        self._left = self._steps()
        self._kind, self._begun = "", 0.0
        self._panel.table.listings.modelReset.connect(self._answered)
        self._panel.bulk.opened.connect(self._shown)
        self._poll = QTimer(window, interval=5)
        self._poll.timeout.connect(self._go_on)
        self._poll.start()

    def _steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        panel = self._panel
        for _ in range(self._turns):
            yield "", partial(panel.receive, ListingQuery())
            for _ in range(_REFRESHED):
                yield "first", panel.refresh
            for kind, some in asked().items():
                for query, _where, _order in some:
                    yield kind, partial(panel.receive, query)
        yield "", partial(panel.receive, ListingQuery())
        for _ in range(self._turns * _REFRESHED):
            panel.table.selectAll()
            yield "bulk", panel.bulk.open

    def _go_on(self) -> None:
        """Do the next thing once nothing is read any more."""
        if self._window.desk.busy or self._kind:
            return
        step = next(self._left, None)
        if step is None:
            self._poll.stop()
            self._done(self._times)
            return
        self._kind, do = step
        self._begun = time.perf_counter()
        do()

    def _answered(self) -> None:
        self._note(self._kind)
        self._kind = ""

    def _note(self, kind: str) -> None:
        if kind:
            took = (time.perf_counter() - self._begun) * 1_000
            self._times.setdefault(kind, []).append(took)

    def _shown(self, dialog: BulkEditDialog) -> None:
        """The dialog has its first preview; now others are asked for."""
        self._answered()
        for kind in Kind:
            self._begun = time.perf_counter()
            dialog.choose(kind)
            self._note("preview")
        dialog.choose(Kind.PRICE)
        for percent in range(1, 20):
            self._begun = time.perf_counter()
            dialog.percent.setValue(percent)
            self._note("preview")
        dialog.reject()


def main(shop_file: str, turns: str) -> None:
    def begin(_program: Program, window: ShopWindow) -> None:
        panel = cast("ProductsPanel", window.panels["products"])

        def tell(times: dict[str, list[float]]) -> None:
            shop = window.desk.shop
            sql = {
                kind: [by_sql(shop, where, order, panel) for _query, where, order in some]
                for kind, some in asked().items()
            }
            sql["first"] = [by_sql(shop, "1", "p.id", panel) for _ in range(int(turns))]
            listed = len(panel.known.ids) if panel.known is not None else 0
            found = {"listed": listed, "milliseconds": times, "sql": sql}
            print(json.dumps(found), flush=True)
            os._exit(0)  # what follows is not measured

        _Series(window, int(turns), tell)

    in_shop(shop_file, "products", begin)


if __name__ == "__main__":
    main(*sys.argv[1:])
