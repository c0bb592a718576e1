"""The pages of Analytics, each opened in a big shop's window. Run as a process of its own.

Takes the shop's file and its local day; tells, as JSON and for each page, the milliseconds from the
click to the page's first paint and to all of it being painted, when it is opened for the first time
and when it is opened again, and those that SQLite takes to add the same up from the rows.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QTimer

from desktop.bench.seen import DAYS
from desktop.bench.watched import in_shop
from desktop.panels.analytics.page_list import pages
from desktop.remembered import Remembered
from domain.analytics.periods import Granularity
from domain.shop import Shop

if TYPE_CHECKING:
    from desktop.panels.analytics import AnalyticsPanel
    from desktop.panels.analytics.page import Page
    from desktop.program import Program
    from desktop.window import ShopWindow

_PAID = "FROM orders WHERE paid_at >= {since}"
_LINES = "FROM orders JOIN order_lines ON order_id = id WHERE paid_at >= {since}"
_DAY = "(paid_at - 28800) / 86400"

BY_SQL: dict[str, str] = {
    "overview": f"SELECT sku_id, count(*), sum(quantity), sum(subtotal) {_LINES} GROUP BY 1",
    "sales": f"SELECT {_DAY}, count(*), sum(units), sum(amount) {_PAID} GROUP BY 1",
    "traffic": (
        "SELECT day, source, sum(impressions), sum(clicks), sum(orders) FROM traffic GROUP BY 1, 2"
    ),
    "products": f"SELECT sku_id, count(*), sum(quantity), sum(subtotal) {_LINES} GROUP BY 1",
    "videos": "SELECT content_id, sum(clicks), sum(orders) FROM traffic GROUP BY 1",
    "buyers": (
        "SELECT buyer_id, count(*), min(paid_at), max(paid_at) FROM orders "
        "WHERE paid_at > 0 GROUP BY 1"
    ),
    "promotions": f"SELECT {_DAY}, sum(amount) {_PAID} GROUP BY 1",
    "fulfilment": (
        "SELECT carrier, count(*), sum(o.delivered_at - o.shipped_at) FROM orders o "
        "JOIN packages p ON p.order_id = o.id WHERE o.delivered_at >= {since} GROUP BY 1"
    ),
    "returns": "SELECT reason, count(*) FROM returns GROUP BY 1",
    "voices": "SELECT stars, count(*) FROM reviews GROUP BY 1",
}
"""What SQLite adds up for a page from the rows, its longest sum."""


_LOOKED = 2_500
"""Milliseconds between the first page and the first click."""


class _Opening(QObject):
    """Opens one page after another and notes when it was painted."""

    def __init__(
        self, window: ShopWindow, done: Callable[[dict[str, dict[str, float]]], None]
    ) -> None:
        super().__init__(window)
        self._window, self._done = window, done
        keys = [each.key for each in pages(practice=True)]
        self._left = [(key, visit) for visit in ("first", "again") for key in keys]
        self._times: dict[str, dict[str, float]] = {}
        self._page: Page | None = None
        self._key, self._visit, self._begun = "", "", 0.0
        self._answered = self._painted = False
        self._poll = QTimer(window, interval=20)
        self._poll.timeout.connect(self._go_on)
        self._poll.start()

    def _go_on(self) -> None:
        """Open the next page once nothing is read any more."""
        if self._window.desk.busy or self._key:
            return
        if not self._left:
            self._poll.stop()
            self._done(self._times)
            return
        self._key, self._visit = self._left.pop(0)
        self._answered = self._painted = False
        self._begun = time.perf_counter()
        self._window.show_panel("analytics")  # makes it for the first page
        panel = cast("AnalyticsPanel", self._window.panels["analytics"])
        if panel.bar.current() != self._key or self._visit == "again":
            panel.receive(self._key)
        self._page = panel.current()
        self._page.answered.connect(self._hear)
        self._page.viewport().installEventFilter(self)

    def _hear(self) -> None:
        self._answered = True
        assert self._page is not None
        self._page.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._key:
            if not self._painted:
                self._painted = True
                QTimer.singleShot(0, lambda: self._note("paint"))
            if self._answered:
                self._answered = False
                # What is behind the scrolled page is painted in the same go.
                QTimer.singleShot(0, self._end)
        return False

    def _note(self, what: str) -> None:
        took = (time.perf_counter() - self._begun) * 1_000
        self._times.setdefault(self._key, {})[f"{what}-{self._visit}"] = took

    def _end(self) -> None:
        self._note("drawn")
        assert self._page is not None
        self._page.answered.disconnect(self._hear)
        self._page.viewport().removeEventFilter(self)
        self._key = ""


def by_sql(shop: Shop, statement: str, since: int) -> float:
    """Milliseconds that SQLite takes for a statement."""
    begun = time.perf_counter()
    shop.read(lambda conn: conn.exec_driver_sql(statement.format(since=since)).fetchall())
    return (time.perf_counter() - begun) * 1_000


def main(shop_file: str, today: str) -> None:
    last = int(today) - 1

    def begin(_program: Program, window: ShopWindow) -> None:
        days = [last - DAYS + 1, last]
        asking = {"preset": "", "days": days, "granularity": Granularity.WEEK.value}
        window.pages.restore(Remembered({"analytics": {"asking": asking}}))

        def tell(times: dict[str, dict[str, float]]) -> None:
            shop = window.desk.shop
            since = shop.book.calendar.midnight(last - DAYS + 1)
            sql = {key: by_sql(shop, BY_SQL[key], since) for key in times if key in BY_SQL}
            print(json.dumps({"milliseconds": times, "sql": sql}), flush=True)
            os._exit(0)  # what follows is not measured

        # A person looks at the first page for a while; what Analytics is made of is there by then.
        QTimer.singleShot(_LOOKED, window, lambda: _Opening(window, tell))

    in_shop(shop_file, "home", begin)


if __name__ == "__main__":
    main(*sys.argv[1:])
