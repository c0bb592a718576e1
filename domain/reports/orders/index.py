"""The index of orders: what can be filtered, sorted and searched, as columns in memory.

About 60 bytes an order. Positions are in the order of the ids; a text is a number among the
distinct texts, so that searching reads each of them once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, case, func, select

from domain.inbox.tables import messages
from domain.kernel.columns import Array, Columns
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders, recipients
from domain.reports.orders.conditions import buyer_hidden
from domain.reports.orders.rows import sample
from domain.shipping.tables import packages
from domain.storage.tables import order_changes

_CHUNK = 2_000
"""Rows that are fetched at a time: a millisecond or two of Python, so that others get a turn."""

_MOST_FOLLOWED = 50_000
"""Changes up to which following them is quicker than reading a long list anew."""

_TYPES: dict[str, type[np.generic]] = {
    "id": np.int64,
    "status": np.uint8,
    "created_at": np.uint32,  # moments: a shop's calendar ends long before 2106
    "dispatch_by": np.uint32,
    "collect_by": np.uint32,
    "amount": np.int64,
    "units": np.uint32,
    "buyer": np.uint32,  # imported buyers have small numbers; a practice shop's are not looked up
    "waits": np.bool_,  # paid, not shipped, not cancelled
    "sample": np.bool_,
    "place": np.uint32,
}
"""What is read of an order. ``carrier`` (0: none) and ``message`` come from other tables."""

_SHIPPABLE = (orders.c.paid_at > 0) & (orders.c.shipped_at == 0) & (orders.c.cancelled_at == 0)

_ORDERS = select(
    orders.c.id,
    orders.c.status,
    orders.c.created_at,
    orders.c.dispatch_by,
    orders.c.collect_by,
    orders.c.amount,
    orders.c.units,
    orders.c.buyer_id,
    _SHIPPABLE,
    sample(),
    case((buyer_hidden(), ""), else_=orders.c.city),
    case((buyer_hidden(), ""), else_=orders.c.state),
)
_LINES = select(
    order_lines.c.order_id,
    order_lines.c.sku_id,
    order_lines.c.seller_sku,
    order_lines.c.product_name,
)
_PARCELS = select(packages.c.order_id, packages.c.carrier).where(packages.c.voided_at == 0)


Value = tuple[Any, ...]


class Numbers(dict[Value, int]):
    """Numbers for distinct tuples, in the order in which they first appear."""

    def __init__(self, values: Iterable[Value] = ()) -> None:
        """Number these values first."""
        super().__init__((value, number) for number, value in enumerate(values))
        self._folded: list[str] = []
        self._ranks = np.zeros(0, dtype=np.uint32)

    def __missing__(self, value: Value) -> int:
        """The next number."""
        number = self[value] = len(self)
        return number

    def of(self, values: Iterable[Value], size: int) -> Array:
        """The number of each of ``size`` values."""
        return np.fromiter(map(self.__getitem__, values), np.uint32, size)

    def folded(self) -> list[str]:
        """The values' texts in small letters, by number; parts stand on lines of their own."""
        for value in islice(self, len(self._folded), None):
            parts = (part for part in value if isinstance(part, str))
            self._folded.append("\n".join(parts).casefold())
        return self._folded

    def ranks(self) -> Array:
        """The place of each value among the different texts in their order, by number."""
        if len(self._ranks) != len(self):
            texts = self.folded()
            place = {text: number for number, text in enumerate(sorted(set(texts)))}
            self._ranks = np.fromiter(map(place.__getitem__, texts), np.uint32, len(texts))
        return self._ranks


class OrderIndex:
    """Columns of all orders of a shop, or of some.

    ``orders`` has a row for each order, by id; ``lines`` has one for each of their lines, with the
    order's position and the number of its item.
    """

    def __init__(self) -> None:
        """An index of no orders."""
        self.orders = Columns({})
        self.lines = Columns({})
        self.places = Numbers()
        """(city, state); both empty while the buyer's address is hidden"""
        self.items = Numbers()
        """(SKU id, seller SKU, product name)"""
        self.carriers = Numbers([("",)])
        """(name,); 0 stands for none."""
        self._by_status: Array | None = None
        self.seen = 0
        """The last change of the shop's orders that is in here."""

    @classmethod
    def read(cls, conn: Connection, which: Select[Any] | None = None) -> OrderIndex:
        """An index of all orders, or of those whose ids the query ``which`` gives."""
        index = cls()
        index.seen = conn.execute(select(func.max(order_changes.c.id))).scalar() or 0
        index.orders, index.lines = index._rows(conn, which)
        for texts in (index.items, index.places):
            texts.folded()  # now, and not while somebody waits for what they search
        return index

    @property
    def by_status(self) -> Array:
        """How many orders have each status, by its number."""
        if self._by_status is None:
            self._by_status = np.bincount(self.orders["status"], minlength=len(Status) + 1)
        return self._by_status

    def follow(self, conn: Connection) -> bool:
        """Take over what has changed since; False when that is too much or no longer known."""
        # Two queries: SQLite looks only at the ends of an index when asked for one of them.
        last = conn.execute(select(func.max(order_changes.c.id))).scalar()
        if last is None or last <= self.seen:
            return True
        first = conn.execute(select(func.min(order_changes.c.id))).scalar_one()
        if first > self.seen + 1 or last - self.seen > _MOST_FOLLOWED:
            return False
        which = select(order_changes.c.order_id).where(order_changes.c.id > self.seen).distinct()
        changed = np.sort(np.array(conn.execute(which).scalars().all(), dtype=np.int64))
        self._take(changed, *self._rows(conn, which))
        self.seen = last
        return True

    def _rows(self, conn: Connection, which: Select[Any] | None) -> tuple[Columns, Columns]:
        """The rows of some orders, and those of their lines with positions among these orders."""

        def of(query: Select[Any], key: Any) -> Select[Any]:
            return query if which is None else query.where(key.in_(which))

        chosen = of(_ORDERS.order_by(orders.c.id), orders.c.id)
        types = {**_TYPES, "carrier": np.uint32, "message": np.bool_}
        rows = _filled(conn, chosen, types, self._orders)
        ids = rows["id"]
        for chunk in _chunks(conn, of(_PARCELS.order_by(packages.c.id), packages.c.order_id)):
            order, carrier = zip(*chunk, strict=True)
            at, there = found_in(ids, np.array(order, dtype=np.int64))
            rows["carrier"][at] = self.carriers.of(zip(carrier, strict=True), len(chunk))[there]
        for told, key in ((recipients, recipients.c.order_id), (messages, messages.c.order_id)):
            said = select(key).where(recipients.c.message != "" if told is recipients else key > 0)
            for chunk in _chunks(conn, of(said, key)):
                at, _ = found_in(ids, np.array([each for (each,) in chunk], dtype=np.int64))
                rows["message"][at] = True

        def lines(chunk: list[tuple[Any, ...]]) -> dict[str, Array]:
            order, *item = zip(*chunk, strict=True)
            at, there = found_in(ids, np.array(order, dtype=np.int64))
            assert there.all()  # the same orders were chosen, in the same transaction
            return {"order": at, "item": self.items.of(zip(*item, strict=True), len(chunk))}

        of_lines = of(_LINES, order_lines.c.order_id)
        return rows, _filled(conn, of_lines, {"order": np.uint32, "item": np.uint32}, lines)

    def _orders(self, chunk: list[tuple[Any, ...]]) -> dict[str, Array]:
        *told, city, state = zip(*chunk, strict=True)
        names = [name for name in _TYPES if name != "place"]
        values = dict(zip(names, told, strict=True))
        values["buyer"] = tuple(each & 0xFFFFFFFF for each in values["buyer"])
        places = self.places.of(zip(city, state, strict=True), len(chunk))
        return {**{name: np.array(column) for name, column in values.items()}, "place": places}

    def _take(self, changed: Array, rows: Columns, lines: Columns) -> None:
        """Put new rows in the place of those of the orders that have changed."""
        self._by_status = None
        ids = self.orders["id"]
        known, _ = found_in(ids, changed)
        stays = np.ones(len(ids), dtype=bool)
        stays[known] = False
        at, there = found_in(ids, rows["id"])
        new = rows.where(~there)
        kept = self.lines.where(stays[self.lines["order"]])
        behind = not len(new) or not len(ids) or new["id"][0] > ids[-1]
        if len(at) == len(known) and behind:
            for name in self.orders:  # nothing has gone, and what is new stands behind all others
                self.orders[name][at] = rows[name][there]
            self.orders.extend(new)
        else:
            place = np.concatenate([ids[stays], rows["id"]])
            order = np.argsort(place)
            moved = np.cumsum(stays) - 1 + np.searchsorted(rows["id"], ids)
            kept["order"][:] = moved[kept["order"]]
            self.orders = Columns(
                {
                    name: np.concatenate([self.orders[name][stays], rows[name]]).take(order)
                    for name in self.orders
                }
            )
        places = self.orders["id"].searchsorted(rows["id"])
        kept.extend(lines.told(order=places[lines["order"]].astype(np.uint32)))
        self.lines = kept


def found_in(ids: Array, wanted: Array) -> tuple[Array, Array]:
    """Where those of the wanted ids that are there stand among sorted ids, and which those are."""
    if not len(ids):
        return np.zeros(0, dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    at = np.minimum(ids.searchsorted(wanted), len(ids) - 1)
    there = ids[at] == wanted
    return at[there], there


def _chunks(conn: Connection, query: Select[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """A query's rows as the driver gives them, some at a time."""
    cursor: Any = conn.execute(query).cursor
    while chunk := cursor.fetchmany(_CHUNK):
        yield chunk


def _filled(
    conn: Connection,
    query: Select[Any],
    types: dict[str, type[np.generic]],
    columns_of: Callable[[list[tuple[Any, ...]]], dict[str, Array]],
) -> Columns:
    """The query's rows as columns, made once in their whole length and filled bit by bit.

    Small arrays that are joined later would leave the process with twice the memory.
    """
    size = int(conn.execute(select(func.count()).select_from(query.subquery())).scalar_one())
    filled = Columns({name: np.zeros(size, dtype=kind) for name, kind in types.items()})
    start = 0
    for chunk in _chunks(conn, query):
        for name, values in columns_of(chunk).items():
            filled[name][start : start + len(chunk)] = values
        start += len(chunk)
    return filled
