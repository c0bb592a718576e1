"""Finding orders in the index: masks for what is asked, and one sort of what they leave.

A word of a search is found where an order's id begins with it, its city, state, product or SKU
contains it, its tracking number is it or begins with it, its recipient's name contains it (for
orders still to be delivered) or its buyer has exactly that name in an imported file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, exists, or_, select

from domain.aftersales.groups import is_open
from domain.aftersales.tables import returns
from domain.interchange.cells import Keys
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, positions
from domain.orders.imported import BUYER_SALT
from domain.orders.rules import Status
from domain.orders.tables import buyers, orders, recipients
from domain.reports.happened import happened
from domain.reports.orders.conditions import buyer_hidden
from domain.reports.orders.index import Numbers, OrderIndex, found_in
from domain.reports.orders.query import STATUSES, OrderQuery, Sort, Tab
from domain.reports.orders.tabs import NAMED, ids_of, named_ids, of_tab
from domain.shipping.rules import tidy
from domain.shipping.tables import packages
from domain.storage.tables import settings

_ID_DIGITS = 19
"""Of the largest id."""

_LEAST_OF_TRACKING = 8
"""Characters of a tracking number, since those of one carrier begin alike."""

_PART = 65_536
"""Rows that are worked on at a time where many would take new memory."""

_MOST_PRODUCTS = 300
"""Products that can be chosen from a list; others are searched for."""

_MOST_TRACKED = 5_000
"""Packages that a beginning of a tracking number finds; whoever means more knows more of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a query has found."""

    ids: Array
    """The orders' ids in the order asked for, int64."""
    counts: dict[Tab, int]
    """How many orders each tab holds, without search or filters."""
    is_whole: bool = True
    """Whether all ids are there; else only the first ones."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the filters, by name."""

    products: tuple[tuple[int, str], ...]
    """SKU ids with their product's name and their code: those most ordered."""
    carriers: tuple[str, ...]


def choices(index: OrderIndex) -> Choices:
    """The products that were ordered most, and every carrier."""
    counts = np.bincount(index.lines["item"], minlength=len(index.items))
    most = np.argsort(-counts, kind="stable")[:_MOST_PRODUCTS].tolist()
    items = list(index.items)
    products: dict[int, str] = {}
    for sku, code, name in (items[number] for number in most if counts[number]):
        products.setdefault(sku, f"{name} · {code}" if code else name)
    used = set(np.unique(index.orders["carrier"]).tolist())
    carriers = (name for (name,), number in index.carriers.items() if number in used and name)
    return Choices(
        tuple(sorted(products.items(), key=lambda each: each[1].casefold())),
        tuple(sorted(carriers, key=str.casefold)),
    )


def find(conn: Connection, index: OrderIndex, query: OrderQuery, now: int) -> Found:
    """Find orders in an index of the whole shop."""
    return Found(find_ids(conn, index, query, now), _counts(conn, index))


def order_ids(conn: Connection, query: OrderQuery, now: int) -> tuple[int, ...]:
    """The ids of all orders that the query shows, in its order, by reading all of its tab.

    For tests, commands and short lists: a window asks ``Shop.orders``.
    """
    index = OrderIndex.read(conn, of_tab(query.tab))
    return tuple(find_ids(conn, index, query, now).tolist())


def find_ids(conn: Connection, index: OrderIndex, query: OrderQuery, now: int) -> Array:
    """The ids that the query shows, in its order; the index has all orders of the query's tab.

    They may be a look at the index's own ids, which stay what they are: not to be written to.
    """
    mask: Array | None = None
    for each in _masks(conn, index, query, now):
        mask = each if mask is None else mask & each
    found = _rising(index, mask, query.sort)
    return found[::-1] if query.descending else found


def _counts(conn: Connection, index: OrderIndex) -> dict[Tab, int]:
    counts = {tab: int(index.by_status[list(each)].sum()) for tab, each in STATUSES.items()}
    return counts | {tab: len(named_ids(conn, tab)) for tab in NAMED}


def _masks(conn: Connection, index: OrderIndex, query: OrderQuery, now: int) -> Iterator[Array]:
    """A mask of the orders for each thing that is asked."""
    rows = index.orders
    if query.tab in NAMED:
        yield _those(index, named_ids(conn, query.tab))
    elif query.tab is not Tab.ALL:
        yield _of_status(rows["status"], STATUSES[query.tab])
    if query.only_late:
        before = (rows["dispatch_by"] > 0) & (rows["dispatch_by"] < now)
        yield before & rows["waits"] & (rows["status"] < int(Status.IN_TRANSIT))
    if query.only_due_soon:
        due = rows["dispatch_by"]
        ready = rows["status"] == int(Status.AWAITING_SHIPMENT)
        yield ready & (due >= now) & (due < now + DAY)
    if query.only_open_returns:
        still_open = select(returns.c.order_id).where(is_open())
        yield _those(index, ids_of(conn, still_open))
    if query.happened is not None:
        yield _those(index, ids_of(conn, select(orders.c.id).where(happened(query.happened))))
    if query.only_messages:
        yield rows["message"]
    if query.only_samples:
        yield rows["sample"]
    if query.carrier:
        yield rows["carrier"] == index.carriers.get((query.carrier,), len(index.carriers))
    if query.sku:
        yield _with_items(index, [item[0] == query.sku for item in index.items])
    if query.amount_from is not None:
        yield rows["amount"] >= query.amount_from
    if query.amount_to is not None:
        yield rows["amount"] <= query.amount_to
    if query.placed_from:
        yield rows["created_at"] >= query.placed_from
    if query.placed_before:
        yield rows["created_at"] < query.placed_before
    for word in query.search.split():
        yield _with_word(conn, index, word)


def _of_status(status: Array, wanted: tuple[Status, ...]) -> Array:
    mask = status == int(wanted[0])
    for each in wanted[1:]:
        mask |= status == int(each)
    return np.asarray(mask)


def _those(index: OrderIndex, ids: Array) -> Array:
    """The orders of those ids."""
    mask = np.zeros(len(index.orders), dtype=bool)
    mask[found_in(index.orders["id"], ids)[0]] = True
    return mask


def _with_items(index: OrderIndex, wanted: list[bool]) -> Array:
    """The orders with a line about one of the wanted items."""
    mask = np.zeros(len(index.orders), dtype=bool)
    if any(wanted):
        chosen, order = _each(np.array(wanted), index.lines["item"]), index.lines["order"]
        for part in _parts(len(order)):
            mask[order[part][chosen[part]]] = True
    return mask


def _with_word(conn: Connection, index: OrderIndex, word: str) -> Array:
    """The orders in which the word is found."""
    mask = _with_items(index, _containing(index.items, word))
    places = _containing(index.places, word)
    if any(places):
        mask |= _each(np.array(places), index.orders["place"])
    for first, last in _beginning(index.orders["id"], word):
        mask[first:last] = True
    for ids in (_tracked(conn, word), _received(conn, word)):
        mask[found_in(index.orders["id"], ids)[0]] = True
    buyer = _named_buyer(conn, word)
    if buyer:
        mask |= index.orders["buyer"] == buyer
    return mask


def _containing(texts: Numbers, word: str) -> list[bool]:
    folded = word.casefold()
    return [folded in text for text in texts.folded()]


def _beginning(ids: Array, word: str) -> Iterator[tuple[int, int]]:
    """The stretches of sorted ids that begin with a word of digits."""
    if not (word.isascii() and word.isdigit() and len(word) <= _ID_DIGITS) or word[0] == "0":
        return
    low = high = int(word)
    for _ in range(_ID_DIGITS - len(word) + 1):
        yield int(ids.searchsorted(low)), int(ids.searchsorted(min(high, 2**63 - 1), side="right"))
        low, high = low * 10, high * 10 + 9
        if low >= 2**63:
            return


def _tracked(conn: Connection, word: str) -> Array:
    """The orders with a package of that tracking number, or of one that begins so."""
    wanted = {word, tidy(word)} - {""}
    conditions = [packages.c.tracking.in_(wanted)]
    if len(word) >= _LEAST_OF_TRACKING:
        last = chr(0x10FFFF)
        conditions += [packages.c.tracking.between(each, each + last) for each in wanted]
    return ids_of(conn, select(packages.c.order_id).where(or_(*conditions)).limit(_MOST_TRACKED))


def _received(conn: Connection, word: str) -> Array:
    """The orders still to be delivered to somebody whose name contains the word."""
    named = recipients.c.name.icontains(word, autoescape=True)
    # Not a join: SQLite may take the million orders for the shorter table.
    hidden = exists().where(orders.c.id == recipients.c.order_id, buyer_hidden())
    return ids_of(conn, select(recipients.c.order_id).where(named, ~hidden))


def _named_buyer(conn: Connection, word: str) -> int:
    """The number of the imported buyer of exactly that name; 0 for none."""
    salt = conn.execute(select(settings.c.value).where(settings.c.key == BUYER_SALT)).scalar()
    if salt is None:
        return 0
    known = select(buyers.c.id).where(buyers.c.key == Keys(salt).text(word))
    return int(conn.execute(known).scalar() or 0)


def _rising(index: OrderIndex, mask: Array | None, sort: Sort) -> Array:
    """The ids of a mask (None: all) from the least to the greatest; equal ones by id.

    New memory for a million numbers can cost more than sorting them, so no more of it is asked for
    than what is told, and nothing at all where that is every order as it stands.
    """
    ids = index.orders["id"]
    if sort is not Sort.ID:
        values = _values(index, sort)
        chosen = values if mask is None else values[mask]
        if (chosen[1:] < chosen[:-1]).any():  # else they rise with the ids, as moments often do
            return _by(values, mask, len(chosen), ids)
    return ids if mask is None else ids[mask]


def _by(values: Array, mask: Array | None, count: int, ids: Array) -> Array:
    """The ids of a mask's ``count`` rows in the order of their values.

    Value and position are sorted as one number, in a tenth of the time of a stable argsort, so that
    no ordering has to be kept and followed.
    """
    least, bits = int(values.min()), len(values).bit_length()
    if (int(values.max()) - least).bit_length() + bits > 63:
        places = np.arange(len(values)) if mask is None else positions(mask)
        return ids.take(places.take(np.argsort(values.take(places), kind="stable")))
    both, end = np.empty(count, dtype=np.int64), 0
    for part in _parts(len(values)):
        place = np.arange(part.start, part.stop)
        if mask is not None:
            place = place[mask[part]]
        value = values.take(place).astype(np.int64)
        end += len(place)
        both[end - len(place) : end] = (value - least) << bits | place
    both.sort()
    for part in _parts(count):
        both[part] = ids.take(both[part] & ((1 << bits) - 1))
    return both


def _each(told: Array, numbers: Array) -> Array:
    """What is told of each of many numbers."""
    found = np.empty(len(numbers), dtype=told.dtype)
    for part in _parts(len(numbers)):
        found[part] = told.take(numbers[part])
    return found


def _parts(size: int) -> Iterator[slice]:
    """Rows by parts that a processor keeps at hand."""
    return (slice(at, min(at + _PART, size)) for at in range(0, size, _PART))


_COLUMNS = {
    Sort.CREATED: "created_at",
    Sort.STATUS: "status",
    Sort.UNITS: "units",
    Sort.AMOUNT: "amount",
    Sort.SHIP_BY: "dispatch_by",
    Sort.AUTO_CANCEL: "collect_by",
}


def _values(index: OrderIndex, sort: Sort) -> Array:
    """What each order is sorted by."""
    if sort in _COLUMNS:
        return index.orders[_COLUMNS[sort]]
    texts, column = {
        Sort.CARRIER: (index.carriers, "carrier"),
        Sort.PLACE: (index.places, "place"),
    }[sort]
    return _each(texts.ranks(), index.orders[column])
