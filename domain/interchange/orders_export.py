"""The order export: one file scanned into orders, lines, packages and recipients.

Reads nothing but the file and writes nothing. An order is never half-imported: a row that cannot
be read refuses all rows of its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from domain.interchange.cells import utc
from domain.interchange.facts import Facts
from domain.interchange.order_layout import Layout, Market, find, layout, market_of
from domain.interchange.order_rows import RECIPIENT, TIMES, RefusedRow, RowReader
from domain.interchange.reading import reading
from domain.interchange.sheet import Sheet
from domain.kernel.clock import ShopCalendar
from domain.kernel.columns import Array, Columns
from domain.kernel.progress import Progress, silent
from domain.kernel.refusals import Refusal, RefusedError
from domain.orders.imported import deadlines
from domain.orders.rules import OPEN, Status
from domain.rulebook import Rulebook

ROW_LIMIT = 500_000
"""Rows of the largest file taken in; so many lines take about 500 MB of memory."""

TEXT_LIMIT = 1_500_000
"""Different texts of the largest file taken in; a usual one has fewer than three in a row."""

REFUSED_LIMIT = 10_000
"""Refused rows that are listed; a file with more of them is refused as a whole."""

BATCH_ROWS = 5_000
"""Order lines compared and written at a time."""

_AGREEING = ("status", "amount", "shipping_paid", "tax", "created_at", "paid_at", "cancelled_at")
"""What every row of an order must say alike."""

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

_LOST_DIGITS = 1_000
_LOST_FROM = 10**16


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
class Scan:
    """All that one file tells. Personal data is left out of its representation."""

    file: str
    """The file's name without its folder."""
    region: str
    rows: int
    """Data rows, refused ones included."""
    repeated: int
    """Rows that say again, in every column, what another row has said."""
    refused: tuple[RefusedRow, ...]
    unknown_columns: tuple[str, ...]
    totals: dict[str, int]
    by_status: dict[str, int]
    warnings: tuple[str, ...]
    told: frozenset[str]
    """The fields that the file has a column for; of all others it says nothing."""
    orders: Facts = field(repr=False)
    lines: Facts = field(repr=False)
    packages: Facts = field(repr=False)
    recipients: Facts = field(repr=False)
    buyers: Array = field(repr=False)
    """Keys of the buyers by code."""

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


def scan(path: Path, book: Rulebook, salt: str, progress: Progress = silent) -> Scan:
    """Read an order export of the book's region.

    ``salt`` (hexadecimal) makes the keys of the buyers. Refused with ``RefusedError``: a file that
    cannot be read, is no order export, holds no rows or comes from another region.
    """
    known = layout()
    with reading(path, known.sheets) as sheet:
        header = find(path.name, sheet.header, known)
        market = _market(path.name, known, market_of(header, known, book.code), book)
        reader = RowReader(
            header,
            known,
            market,
            book.currency,
            salt,
            header_row=sheet.header_row,
            guarded=sheet.guarded,
        )
        _read_rows(path.name, sheet, reader, progress)
    if not reader.data_rows:
        raise RefusedError("file-empty", file=path.name)
    return _Assembly(path.name, reader, book).scan()


def _market(file: str, known: Layout, code: str, book: Rulebook) -> Market:
    market = known.markets.get(code)
    if code != book.code:
        found = market.name if market else code
        raise RefusedError("file-other-region", file=file, found=found, region=book.name)
    if market is None:
        problem = f"order exports of {book.name} are not read yet"
        raise RefusedError("file-kind-unknown", file=file, problem=problem)
    return market


def _read_rows(file: str, sheet: Sheet, reader: RowReader, progress: Progress) -> None:
    rows = 0
    for number, chunk in enumerate(sheet.chunks):
        reader.take(chunk.rows)
        rows += len(chunk.rows)
        if rows > ROW_LIMIT:
            raise RefusedError("file-rows-too-many", file=file, limit=ROW_LIMIT)
        if reader.texts > TEXT_LIMIT:
            raise RefusedError("file-texts-too-many", file=file, limit=TEXT_LIMIT)
        if len(reader.refused) > REFUSED_LIMIT:
            first = reader.refused[0]
            raise RefusedError(
                "file-rows-refused",
                file=file,
                limit=REFUSED_LIMIT,
                row=first.row,
                column=first.column,
                reason=first.refusal.text(),
            )
        if number % 5 == 0:
            progress(rows, max(rows, int(rows / chunk.share)))
    progress(rows, rows)


class _Assembly:
    """Puts the rows of a file together into orders."""

    def __init__(self, file: str, reader: RowReader, book: Rulebook) -> None:
        self._file = file
        self._reader = reader
        self._book = book
        self._told = frozenset(reader.header.fields)

    def scan(self) -> Scan:
        rows, repeated = self._whole_orders(self._sorted())
        words = {name: each.texts() for name, each in self._reader.words.items()}
        buyers = words.pop("buyer")
        firsts, line_counts = _groups(rows["order_id"])
        orders = self._orders(rows, firsts, line_counts)
        status, paid = orders["status"], orders["paid_at"] > 0
        refused = sorted(self._reader.refused, key=lambda each: each.row)
        counts = Counter(status.tolist())
        return Scan(
            file=self._file,
            region=self._book.code,
            rows=self._reader.data_rows,
            repeated=repeated,
            refused=tuple(refused),
            unknown_columns=self._reader.header.unknown,
            totals={
                "orders": len(firsts),
                "lines": len(rows["order_id"]),
                "units": int(orders["units"].sum()),
                "gmv": int(orders["amount"][paid].sum()),
                "refunded": int(orders["refund"][paid].sum()),
            },
            by_status={Status(code).name: counts[code] for code in sorted(counts)},
            warnings=self._warnings(),
            told=self._told,
            orders=Facts(orders, _used(words, orders)),
            lines=self._lines(rows, words),
            packages=self._packages(rows, words),
            recipients=_recipients(rows, firsts, words),
            buyers=buyers,
        )

    def _sorted(self) -> dict[str, Array]:
        """The good rows by order, SKU and row, with their times in UTC."""
        rows = self._reader.arrays()
        order = np.lexsort((rows["row"], rows["sku_id"], rows["order_id"]))
        calendar: ShopCalendar = self._book.calendar
        for name in list(rows):
            rows[name] = rows[name][order]
            if name in TIMES:
                rows[name] = utc(calendar, rows[name])
        return rows

    def _whole_orders(self, rows: dict[str, Array]) -> tuple[dict[str, Array], int]:
        """The rows of orders that can be imported whole, and how many rows repeat another."""
        ids = rows["order_id"]
        if len(ids) > 4 and ids.min() >= _LOST_FROM and not (ids % _LOST_DIGITS).any():
            raise RefusedError("file-ids-lost", file=self._file)
        again = (ids[1:] == ids[:-1]) & (rows["sku_id"][1:] == rows["sku_id"][:-1])
        keep = np.ones(len(ids), dtype=bool)
        for at in (np.flatnonzero(again) + 1).tolist():
            if all(a[at] == a[at - 1] for name, a in rows.items() if name != "row"):
                keep[at] = False
            else:
                self._refuse(rows, at, "sku_id", "row-sku-twice")
        self._check_agreement(rows)
        refused = self._reader.refused_orders
        hit = np.isin(ids, np.fromiter(refused, np.int64, len(refused)))
        self._refuse_rest(rows, np.flatnonzero(hit))
        repeated = int((~keep & ~hit).sum())
        keep &= ~hit
        if not keep.all():
            rows = {name: array[keep] for name, array in rows.items()}
        return rows, repeated

    def _check_agreement(self, rows: dict[str, Array]) -> None:
        firsts, counts = _groups(rows["order_id"])
        for name in _AGREEING:
            if name not in self._told:
                continue
            differs = rows[name] != np.repeat(rows[name][firsts], counts)
            for at in np.flatnonzero(differs).tolist():
                if int(rows["order_id"][at]) not in self._reader.refused_orders:
                    self._refuse(rows, at, name, "cell-order-conflict")

    def _refuse(self, rows: dict[str, Array], at: int, name: str, code: str) -> None:
        order = int(rows["order_id"][at])
        row = int(rows["row"][at])
        value = str(rows[name][at]) if name in ("order_id", "sku_id") else ""
        self._reader.refuse(row, name, value, Refusal(code), order)

    def _refuse_rest(self, rows: dict[str, Array], positions: Array) -> None:
        """Refuse the good rows of refused orders, naming the row that is to blame."""
        told = {each.row for each in self._reader.refused}
        for at in positions.tolist():
            row, order = int(rows["row"][at]), int(rows["order_id"][at])
            if row not in told:
                cause = Refusal("row-of-refused-order", {"row": self._reader.refused_orders[order]})
                self._reader.refuse(row, "order_id", str(order), cause, order)

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

    def _warnings(self) -> tuple[str, ...]:
        found = []
        unknown = self._reader.cancelled_by.unknown
        if unknown:
            column = self._reader.column("cancel_by")
            found.append(f"{column} holds words that are not known, left blank here: {unknown}.")
        return tuple(found)


def _groups(ids: Array) -> tuple[Array, Array]:
    """Where each run of equal ids begins, and how long it is."""
    begins = np.ones(len(ids), dtype=bool)
    begins[1:] = ids[1:] != ids[:-1]
    firsts = np.flatnonzero(begins)
    return firsts, np.diff(firsts, append=len(ids))


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
