"""How imported orders enter the shop, and what the shop already knows of them."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection, delete, exists, func, select

from domain.kernel.clock import Seconds
from domain.kernel.columns import Array, Columns, read, write
from domain.orders import rules
from domain.orders.tables import buyers, order_lines, orders, recipients
from domain.rulebook import Rulebook

BUYER_SALT = "buyer_salt"
"""The setting that holds the salt of the buyers' keys, in hexadecimal digits."""


def deadlines(created_at: Seconds, paid_at: Seconds, book: Rulebook) -> dict[str, Seconds]:
    """What the region's rules, as of each order's day, promise and demand of it.

    0 everywhere in regions whose rulebook does not hold these rules.
    """
    names = ("ship_from", "dispatch_by", "collect_by", "deliver_by")
    found = {name: np.zeros(len(created_at), dtype=np.int64) for name in names}
    for figures, rows in book.in_force(created_at):
        created, paid = created_at[rows], paid_at[rows]
        found["ship_from"][rows] = np.where(paid > 0, rules.ship_from(paid, figures), 0)
        promise = figures.deliver_business_days
        deadlines = rules.deadlines(created, figures, book.calendar, promise)
        for name, by in deadlines._asdict().items():
            found[name][rows] = by
    return found


def any_known(conn: Connection) -> bool:
    """Whether the shop has any order yet."""
    return bool(conn.scalar(select(exists(select(orders.c.id)))))


def known_orders(conn: Connection, ids: Array) -> Columns:
    """The orders of these ids that the shop has."""
    return read(conn, select(orders).where(orders.c.id.in_(ids.tolist())))


def known_ids(conn: Connection, ids: Array) -> Array:
    """Those of the ids that are orders of this shop."""
    asked = np.unique(ids).tolist()
    found = conn.scalars(select(orders.c.id).where(orders.c.id.in_(asked))).all()
    return np.array(found, dtype=np.int64)


def known_lines(conn: Connection, order_ids: Array) -> Columns:
    """All lines the shop has of these orders."""
    return read(conn, select(order_lines).where(order_lines.c.order_id.in_(order_ids.tolist())))


class BuyerIds:
    """The shop's numbers for the buyers of one file, looked up when first needed."""

    def __init__(self, conn: Connection, keys: Array) -> None:
        """Take the buyers' keys by code; the empty key is nobody and has number 0."""
        self._conn = conn
        self._keys = keys
        self._ids = np.full(len(keys), -2, dtype=np.int64)
        self._ids[keys == ""] = 0
        self._last = int(conn.scalar(select(func.max(buyers.c.id))) or 0)
        self._had_any = self._last > 0

    def known(self, codes: Array) -> Array:
        """The number of each code; -1 for buyers the shop does not have."""
        asked = np.unique(codes)
        asked = asked[self._ids[asked] == -2]
        if len(asked):
            self._ids[asked] = -1
            if self._had_any:
                by_key = {self._keys[code]: code for code in asked.tolist()}
                query = select(buyers.c.id, buyers.c.key).where(buyers.c.key.in_(list(by_key)))
                for number, key in self._conn.execute(query):
                    self._ids[by_key[key]] = number
        found: Array = self._ids[codes]
        return found

    def added(self, codes: Array) -> Array:
        """The number of each code; new buyers get the next ones, in the order they appear."""
        missing = codes[self.known(codes) == -1]
        _, first = np.unique(missing, return_index=True)
        fresh = missing[np.sort(first)]
        if len(fresh):
            numbers = np.arange(self._last + 1, self._last + 1 + len(fresh), dtype=np.int64)
            write(self._conn, buyers, Columns({"id": numbers, "key": self._keys[fresh]}))
            self._ids[fresh] = numbers
            self._last += len(fresh)
        found: Array = self._ids[codes]
        return found


def drop_unused_buyers(conn: Connection) -> None:
    """Forget buyers of whom no order is left."""
    conn.execute(delete(buyers).where(buyers.c.id.not_in(select(orders.c.buyer_id))))


def keep_recipients(conn: Connection, order_ids: Array, waiting: Columns) -> None:
    """Hold the recipients of orders still to be delivered, and drop all others of these orders."""
    conn.execute(delete(recipients).where(recipients.c.order_id.in_(order_ids.tolist())))
    write(conn, recipients, waiting)


def drop_stray_recipients(conn: Connection) -> None:
    """Drop recipients whose order is gone or no longer waits for its parcel."""
    waiting = select(orders.c.id).where(
        orders.c.id == recipients.c.order_id, orders.c.status.in_([int(s) for s in rules.OPEN])
    )
    conn.execute(delete(recipients).where(~exists(waiting)))
