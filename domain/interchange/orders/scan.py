"""The order export: one file scanned into orders, lines, packages and recipients.

Reads nothing but the file and writes nothing. An order is never half-imported: a row that cannot
be read refuses all rows of its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from domain.interchange.facts import Facts
from domain.interchange.layout import find
from domain.interchange.orders.amounts import HELD, Amounts, differing
from domain.interchange.orders.layout import Layout, Market, layout, market_of
from domain.interchange.orders.rows import RECIPIENT, OrderRows
from domain.interchange.plan import Opened, Scan
from domain.interchange.rows import Forms, groups, read_rows, whole
from domain.kernel.columns import Array, Columns
from domain.kernel.progress import Progress
from domain.kernel.refusals import Refusal, RefusedError
from domain.orders.imported import deadlines
from domain.orders.rules import OPEN, Status
from domain.rulebook import Rulebook

BATCH_ROWS = 5_000
"""Order lines compared and written at a time."""

NAMED = 5
"""Orders that are named of those that do not come to what their file says."""

_LINE_NUMBERS = ("product_id", "quantity", "returned", "unit_price", "subtotal")
_LINE_MONEY = ("platform_discount", "seller_discount", "refund")
_LINE_TEXTS = ("seller_sku", "product_name", "variation", "category", "creator")
_ORDER_FIRST = ("status", "created_at", "paid_at", "cancelled_at", "shipping_paid", "tax", "amount")
_ORDER_TEXTS = ("cancel_role", "cancel_reason", "city", "state", "zip", "country", "seller_note")
SUMS = {
    "units": "quantity",
    "item_total": "subtotal",
    "platform_discount": "platform_discount",
    "seller_discount": "seller_discount",
    "refund": "refund",
}
"""Columns of an order that add up a column of its lines."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some whole orders of a scan with all that belongs to them, in the order of their keys.

    ``orders`` holds the buyer as the code ``buyer``, ``lines`` no row numbers; ``packages`` says
    with ``shared`` that an earlier order of the file has the same package.
    """

    orders: Columns
    lines: Columns
    packages: Columns
    recipients: Columns


@dataclass(frozen=True, slots=True)
class OrderScan(Scan):
    """All that one file tells of orders."""

    repeated: int
    """Rows that say again, in every column, what another row has said."""
    told: frozenset[str]
    """The fields that the file has a column for; of all others it says nothing."""
    orders: Facts = field(repr=False)
    lines: Facts = field(repr=False)
    packages: Facts = field(repr=False)
    recipients: Facts = field(repr=False)
    buyers: Array = field(repr=False)
    """Keys of the buyers by code."""
    salt: str = field(repr=False)
    """The salt that they are made with."""

    def batches(self) -> Iterator[Batch]:
        """The scan in parts of whole orders, about ``BATCH_ROWS`` lines each."""
        ids = self.orders["id"]
        ends = np.cumsum(self.orders["line_count"])
        start = 0
        while start < len(ids):
            lines_before = int(ends[start - 1]) if start else 0
            stop = int(np.searchsorted(ends, lines_before + BATCH_ROWS, side="right"))
            stop = max(stop, start + 1)
            low, high = ids[start], ids[stop - 1]
            yield Batch(
                self.orders.part(slice(start, stop)),
                self.lines.part(slice(lines_before, int(ends[stop - 1]))),
                self.packages.part(_between(self.packages["order_id"], low, high)),
                self.recipients.part(_between(self.recipients["order_id"], low, high)),
            )
            start = stop


def scan(opened: Opened, progress: Progress) -> OrderScan:
    """Read an order export of the shop's region."""
    known, book = layout(), opened.book
    header = find(opened.file, opened.sheet.header, known.headings)
    market = _market(opened.file, known, market_of(header, known, book.code), book)
    forms = Forms(book.currency, market.money, market.times)
    reader = OrderRows(header, known, forms, opened.sheet, opened.salt)
    read_rows(opened.file, opened.sheet, reader, progress)
    return _Assembly(opened, reader, known, market).scan()


def _market(file: str, known: Layout, code: str, book: Rulebook) -> Market:
    market = known.markets.get(code)
    if code != book.code:
        found = market.name if market else code
        raise RefusedError("file-other-region", file=file, found=found, region=book.name)
    if market is None:
        problem = f"order exports of {book.name} are not read yet"
        raise RefusedError("file-kind-unknown", file=file, problem=problem)
    return market


class _Assembly:
    """Puts the rows of a file together into orders."""

    def __init__(self, opened: Opened, reader: OrderRows, known: Layout, market: Market) -> None:
        self._file = opened.file
        self._salt = opened.salt
        self._reader = reader
        self._book = opened.book
        self._known = known
        self._market = market
        self._told = frozenset(reader.header.fields)

    def scan(self) -> OrderScan:
        rows, repeated = whole(self._file, self._reader, self._book.calendar)
        words = {name: each.texts() for name, each in self._reader.words.items()}
        buyers = words.pop("buyer")
        firsts, line_counts = groups(rows["order_id"])
        amounts = Amounts(rows, firsts, self._told)
        orders = self._orders(rows, firsts, line_counts) | self._shipping(amounts)
        status, paid = orders["status"], orders["paid_at"] > 0
        counts = Counter(status.tolist())
        by_status = {Status(code).name: counts[code] for code in sorted(counts)}
        return OrderScan(
            region=self._book.code,
            rows=self._reader.data_rows,
            repeated=repeated,
            refused=tuple(self._reader.refused),
            unknown_columns=self._reader.header.unknown,
            totals={
                "orders": len(firsts),
                "lines": len(rows["order_id"]),
                "units": int(orders["units"].sum()),
                "gmv": int(orders["amount"][paid].sum()),
                "refunded": int(orders["refund"][paid].sum()),
                "by_status": by_status,
            },
            by_status=by_status,
            warnings=(*self._words_left_blank(), *self._differing(amounts)),
            told=self._told,
            orders=Facts(orders, _used(words, orders)),
            lines=self._lines(rows, words),
            packages=self._packages(rows, words),
            recipients=_recipients(rows, firsts, words),
            buyers=buyers,
            salt=self._salt,
        )

    def _orders(self, rows: dict[str, Array], firsts: Array, counts: Array) -> dict[str, Array]:
        told = self._told
        orders = {"id": rows["order_id"][firsts], "buyer": rows["buyer"][firsts]}
        for name in (*_ORDER_FIRST, *_ORDER_TEXTS):
            if ("cancel_by" if name == "cancel_role" else name) in told:
                orders[name] = rows[name][firsts]
        # Where the parcels of one order differ, it is under way with the first and there with the
        # last of them.
        for name in ("rts_at", "shipped_at"):
            if name in told:
                late = np.where(rows[name] > 0, rows[name], np.iinfo(np.int64).max)
                earliest = np.minimum.reduceat(late, firsts)
                orders[name] = np.where(earliest < np.iinfo(np.int64).max, earliest, 0)
        if "delivered_at" in told:
            latest = np.maximum.reduceat(rows["delivered_at"], firsts)
            missing = np.minimum.reduceat(rows["delivered_at"], firsts) == 0
            orders["delivered_at"] = np.where(missing, 0, latest)
        orders["line_count"] = counts.astype(np.int64)
        for name, source in SUMS.items():
            if source in told:
                orders[name] = np.add.reduceat(rows[source], firsts)
        return orders | deadlines(orders["created_at"], orders["paid_at"], self._book)

    def _shipping(self, amounts: Amounts) -> dict[str, Array]:
        """What is taken off the fees, where the file says by whom."""
        names = ("shipping_seller_discount", "shipping_platform_discount")
        pairs = zip(names, amounts.shipping_discounts(), strict=True)
        return {name: taken for name, taken in pairs if name in self._told}

    def _lines(self, rows: dict[str, Array], words: dict[str, Array]) -> Facts:
        names = (*_LINE_NUMBERS, *_LINE_MONEY, *_LINE_TEXTS)
        kept = ("order_id", "sku_id", *(name for name in names if name in self._told))
        arrays = {name: rows[name] for name in kept}
        return Facts(arrays, _used(words, arrays))

    def _packages(self, rows: dict[str, Array], words: dict[str, Array]) -> Facts:
        """One row per order and package; the order's id stands for a package without one."""
        parcels = np.flatnonzero((rows["package_id"] > 0) | (rows["tracking"] > 0))
        order = rows["order_id"][parcels]
        own = rows["package_id"][parcels]
        number = np.where(own > 0, own, order)
        by_key = np.lexsort((parcels, number, order))
        order, number, parcels = order[by_key], number[by_key], parcels[by_key]
        first = np.ones(len(order), dtype=bool)
        first[1:] = (order[1:] != order[:-1]) | (number[1:] != number[:-1])
        order, number, parcels = order[first], number[first], parcels[first]
        shared = np.ones(len(number), dtype=np.int64)
        shared[np.unique(number, return_index=True)[1]] = 0
        arrays: dict[str, Array] = {"id": number, "order_id": order, "shared": shared}
        arrays["method"] = rows["method"][parcels]
        for name, source in (("carrier",) * 2, ("tracking",) * 2, ("created_at", "rts_at")):
            if source in self._told:
                arrays[name] = rows[source][parcels]
        names = {carrier.name.casefold(): carrier.name for carrier in self._book.carriers.values()}
        carriers = words["carrier"].copy()
        carriers[:] = [names.get(name.casefold(), name) for name in carriers.tolist()]
        return Facts(arrays, _used({**words, "carrier": carriers}, arrays))

    def _words_left_blank(self) -> Iterator[Refusal]:
        unknown = self._reader.cancelled_by.unknown
        if unknown:
            column = self._reader.column("cancel_by")
            yield Refusal("words-left-blank", {"column": column, "count": unknown})

    def _differing(self, amounts: Amounts) -> Iterator[Refusal]:
        """How many orders do not come to what the file says, and the first of them."""
        found, text = differing(amounts, self._known, self._market), self._book.currency.text
        if not len(found):
            return
        yield Refusal("orders-differ", {"count": len(found)})
        for order, held, said, comes_to in found.where(np.arange(len(found)) < NAMED).rows():
            column = self._reader.column(list(HELD)[held])
            about = {"order": order, "column": column}
            about |= {"said": text(said), "comes_to": text(comes_to)}
            yield Refusal("order-differs", about)


def _recipients(rows: dict[str, Array], firsts: Array, words: dict[str, Array]) -> Facts:
    open_codes = [int(status) for status in OPEN]
    waiting = firsts[np.isin(rows["status"][firsts], open_codes)]
    arrays = {name: rows[name][waiting] for name in ("order_id", *RECIPIENT)}
    return Facts(arrays, _used(words, arrays))


def _used(words: dict[str, Array], arrays: dict[str, Array]) -> dict[str, Array]:
    return {name: texts for name, texts in words.items() if name in arrays}


def _between(ids: Array, low: Any, high: Any) -> slice:
    """Where sorted ids lie from ``low`` to ``high``."""
    return slice(
        int(np.searchsorted(ids, low, side="left")), int(np.searchsorted(ids, high, side="right"))
    )
