"""The index of a shop's orders as an open shop keeps it: made once, followed ever after."""

from __future__ import annotations

from threading import Lock

from sqlalchemy import Connection

from domain.reports.orders.finding import Choices, Found, choices, find, find_ids
from domain.reports.orders.index import OrderIndex
from domain.reports.orders.query import OrderQuery, Sort, Tab
from domain.reports.orders.tabs import first_ids, of_tab, tab_counts

_AT_ONCE = 10_000
"""Orders that are read in the time of a glance, so that an answer may wait for them."""

_FIRST = 500
"""Orders that are listed until the index is there."""


class KeptOrders:
    """Answers queries about the orders of one shop, from any thread, never from a stale state.

    Whoever asks brings a connection that reads (what it sees must not be taken back again); the
    index is first brought up to what that connection sees.
    """

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._index: OrderIndex | None = None
        self._using = Lock()
        self._making = Lock()

    def find(self, conn: Connection, query: OrderQuery, now: int) -> Found | None:
        """What the query finds; None where that takes an index, and there is none (see ``make``).

        Without an index, a tab is shown by its newest orders, and a short one read to find more.
        """
        with self._using:
            index = self._current(conn)
            if index is not None:
                return find(conn, index, query, now)
        counts = tab_counts(conn)
        if counts[Tab.ALL] <= _AT_ONCE:
            self.make(conn)
            return self.find(conn, query, now)
        if not query.is_narrowed and query.sort is Sort.CREATED:
            ids = first_ids(conn, query.tab, descending=query.descending, most=_FIRST)
            return Found(ids, counts, is_whole=len(ids) == counts[query.tab])
        if counts[query.tab] <= _AT_ONCE:
            index = OrderIndex.read(conn, of_tab(query.tab))
            return Found(find_ids(conn, index, query, now), counts)
        return None

    def make(self, conn: Connection) -> None:
        """Read all orders, unless somebody else has meanwhile; others may ask while this lasts."""
        with self._making:
            with self._using:
                if self._current(conn) is not None:
                    return
            index = OrderIndex.read(conn)
            with self._using:
                self._index = index

    def choices(self, conn: Connection) -> Choices:
        """What the filters for products and carriers offer; nothing without an index."""
        with self._using:
            index = self._current(conn)
            return choices(index) if index is not None else Choices((), ())

    def _current(self, conn: Connection) -> OrderIndex | None:
        """The index, if there is one that knows all that the connection sees."""
        if self._index is not None and not self._index.follow(conn):
            self._index = None
        return self._index
