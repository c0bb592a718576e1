"""Rows of an order export become columns, a chunk at a time; rows that cannot be read are refused.

Nothing of a person is kept here except the recipients of orders still to be delivered and a keyed
hash of the buyer's name, and nothing of a person is ever part of a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.interchange.cells import (
    BAD,
    LOST,
    Amounts,
    Choices,
    Counts,
    Ids,
    Keys,
    Times,
    Words,
)
from domain.interchange.order_layout import Header, Layout, Market
from domain.kernel.columns import Array
from domain.kernel.money import Currency
from domain.kernel.refusals import Refusal
from domain.orders.rules import OPEN, Status
from domain.shipping.rules import Method

IDS = ("order_id", "sku_id", "product_id", "package_id")
MONEY = (
    "unit_price",
    "subtotal",
    "platform_discount",
    "seller_discount",
    "shipping_paid",
    "tax",
    "amount",
    "refund",
)
TIMES = ("created_at", "paid_at", "rts_at", "shipped_at", "delivered_at", "cancelled_at")
TEXTS = (
    "seller_sku",
    "product_name",
    "variation",
    "category",
    "creator",
    "cancel_reason",
    "tracking",
    "carrier",
    "city",
    "state",
    "zip",
    "country",
    "seller_note",
)
_FILLED = ("unit_price", "subtotal", "amount")
"""Amounts that every row has; a blank one would count as nothing."""

RECIPIENT = ("name", "phone", "street", "message")

_VALUE_SHOWN = 40
_OPEN = np.array([int(status) for status in OPEN])


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not imported: its number in a spreadsheet, the column, the cell, and why.

    ``value`` is empty where the cell could be about a person.
    """

    row: int
    column: str
    value: str
    refusal: Refusal


class _Statuses(dict[tuple[str, str], int]):
    """Pairs of status words as our status, or ``BAD``."""

    def __init__(self, statuses: dict[tuple[str, str], Status]) -> None:
        super().__init__()
        self._statuses = statuses

    def __missing__(self, cells: tuple[str, str]) -> int:
        words = (cells[0].strip().casefold(), cells[1].strip().casefold())
        if len(self) > 1_000:
            self.clear()
        value = self[cells] = int(self._statuses.get(words, BAD))
        return value


class RowReader:
    """Reads the rows of one file, in order."""

    def __init__(
        self,
        header: Header,
        known: Layout,
        market: Market,
        currency: Currency,
        salt: str,
        *,
        header_row: int = 1,
        guarded: bool,
    ) -> None:
        """Take the file's header, how its market writes, and the shop's salt for buyers.

        ``guarded`` says whether its texts are guarded against running as formulas.
        """
        self.header = header
        self.data_rows = 0
        self.refused: list[RefusedRow] = []
        self.refused_orders: dict[int, int] = {}
        """Order id to the row for which it is refused."""
        self.words: dict[str, Words] = {name: Words(guarded) for name in (*TEXTS, *RECIPIENT)}
        self.words["buyer"] = Keys(salt)
        self.cancelled_by = Choices(known.cancelled_by)
        self.words["cancel_role"] = self.cancelled_by
        seller_ships = dict.fromkeys(known.seller_ships, str(Method.SELLER))
        self.words["method"] = Choices(seller_ships, str(Method.PLATFORM))
        self._statuses = _Statuses(known.statuses)
        self._read: dict[str, Callable[[Sequence[str]], Array]] = {}
        for name in IDS:
            self._read[name] = Ids().column
        counts, amounts = Counts(), Amounts(currency, market.money)
        for name in ("quantity", "returned"):
            self._read[name] = counts.column
        for name in MONEY:
            self._read[name] = amounts.column
        times = Times(market.times)
        for name in TIMES:
            self._read[name] = times.column
        self._checked = [name for name in self._read if name in header.fields]
        self._next_row = header_row + 1
        self._begun = False
        numbers = ("row", "status", *self._read)
        codes = (*self.words, *RECIPIENT)
        self._parts = {name: [np.zeros(0, dtype=np.int64)] for name in numbers}
        self._parts |= {name: [np.zeros(0, dtype=np.int32)] for name in codes}

    def take(self, rows: list[list[str]]) -> None:
        """Read the next rows."""
        numbers = np.arange(self._next_row, self._next_row + len(rows), dtype=np.int64)
        self._next_row += len(rows)
        width = len(self.header.names)
        if set(map(len, rows)) != {width}:
            whole = [at for at, row in enumerate(rows) if self._is_whole(row, int(numbers[at]))]
            numbers, rows = numbers[whole], [rows[at][:width] for at in whole]
        if not self._begun:
            first = next((at for at, row in enumerate(rows) if any(map(str.strip, row))), None)
            self._begun = first is not None
            if first is not None and self._is_description(rows[first]):
                numbers, rows = numbers[first + 1 :], rows[first + 1 :]
        if rows:
            self._take_columns(list(zip(*rows, strict=True)), numbers)

    @property
    def texts(self) -> int:
        """How many different texts have been read."""
        return sum(map(len, self.words.values()))

    def arrays(self) -> dict[str, Array]:
        """The good rows as one array per name, texts as codes into ``words``; to be taken once."""
        return {name: np.concatenate(self._parts.pop(name)) for name in list(self._parts)}

    def column(self, field: str) -> str:
        """The file's own name of a field."""
        return self.header.names[self.header.fields[field]]

    def refuse(self, row: int, field: str, cell: str, refusal: Refusal, order: int) -> None:
        """Refuse a row, and with it the whole order where its id is known."""
        column = self.column(field) if field else ""
        self.refused.append(RefusedRow(row, column, cell.strip()[:_VALUE_SHOWN], refusal))
        if order > 0:
            self.refused_orders.setdefault(order, row)

    def _is_whole(self, row: list[str], number: int) -> bool:
        """Whether a row has a cell for every column; refuses it otherwise, unless it is blank."""
        width = len(self.header.names)
        if not any(map(str.strip, row)):
            return False
        if len(row) == width or (len(row) > width and not any(map(str.strip, row[width:]))):
            return True
        self.data_rows += 1
        code = "row-short" if len(row) < width else "row-long"
        at = self.header.fields["order_id"]
        order = Ids().value(row[at].strip()) if at < len(row) else 0
        self.refuse(number, "", "", Refusal(code, {"found": len(row), "expected": width}), order)
        return False

    def _is_description(self, row: list[str]) -> bool:
        """Whether this first row explains the columns, as in workbooks and what is made of them.

        Its full text has never been seen: where an id should be there is a text without digits, and
        where the time and the amount should be there is neither.
        """
        fields = self.header.fields
        name = row[fields["order_id"]].strip()
        if not name or any(map(str.isdigit, name)):
            return False
        read = (self._read[each]([row[fields[each]]]) for each in ("created_at", "amount"))
        return all(value.item() in (0, BAD) for value in read)

    def _take_columns(self, cells: list[tuple[str, ...]], numbers: Array) -> None:
        fields = self.header.fields
        size = len(numbers)
        blank = ("",) * size
        found: dict[str, Array] = {"row": numbers}
        for name in self._read:
            found[name] = (
                self._read[name](cells[fields[name]])
                if name in fields
                else np.zeros(size, dtype=np.int64)
            )
        pairs = zip(
            cells[fields["status"]],
            cells[fields["substatus"]] if "substatus" in fields else blank,
            strict=True,
        )
        found["status"] = np.fromiter(map(self._statuses.__getitem__, pairs), np.int64, size)
        good = self._good(cells, found)
        if not good.all():
            found = {name: array[good] for name, array in found.items()}
            cells = [tuple(c for c, keep in zip(cs, good, strict=True) if keep) for cs in cells]
        self.data_rows += len(found["row"])
        self._take_words(cells, found)
        for name, array in found.items():
            self._parts[name].append(array)

    def _good(self, cells: list[tuple[str, ...]], found: dict[str, Array]) -> Array:
        """Which rows can be read; the others are refused for the first cell that cannot."""
        good = np.ones(len(found["row"]), dtype=bool)
        for name in (*self._checked, "status"):
            array = found[name]
            if name in ("order_id", "sku_id", "quantity"):
                wrong = array <= 0
            elif name == "created_at":
                wrong = (array == BAD) | (array == 0)
            elif name in _FILLED:
                wrong = (array == BAD) | (array == 0)
                for at in np.flatnonzero(array == 0).tolist():
                    wrong[at] = not cells[self.header.fields[name]][at].strip()
            else:
                wrong = array == BAD
            if not wrong.any():
                continue
            for at in np.flatnonzero(wrong & good).tolist():
                if any(column[at].strip() for column in cells):
                    cell = cells[self.header.fields[name]][at]
                    self.data_rows += 1
                    self.refuse(
                        int(found["row"][at]),
                        name,
                        cell,
                        Refusal(_reason(name, cell)),
                        int(found["order_id"][at]),
                    )
            good &= ~wrong
        return good

    def _take_words(self, cells: list[tuple[str, ...]], found: dict[str, Array]) -> None:
        fields = self.header.fields
        size = len(found["row"])
        sources = {"cancel_role": "cancel_by", **{name: name for name in (*TEXTS, "buyer")}}
        for name, field in sources.items():
            found[name] = (
                self.words[name].column(cells[fields[field]])
                if field in fields
                else np.zeros(size, dtype=np.int32)
            )
        found["method"] = self.words["method"].column(self._shipping(cells, size))
        for name in RECIPIENT:
            found[name] = np.zeros(size, dtype=np.int32)
        waiting = np.flatnonzero(np.isin(found["status"], _OPEN))
        for at in waiting.tolist():
            for name in RECIPIENT:
                found[name][at] = self.words[name][self._personal(cells, name, at)]

    def _shipping(self, cells: list[tuple[str, ...]], size: int) -> Sequence[str]:
        for field in ("delivery_type", "delivery_option"):
            if field in self.header.fields:
                # A blank tells nothing, and would otherwise be no method at all.
                return [cell.strip() or "-" for cell in cells[self.header.fields[field]]]
        return ["-"] * size

    def _personal(self, cells: list[tuple[str, ...]], name: str, at: int) -> str:
        if name == "street":
            parts = (cells[position][at].strip() for position in self.header.street)
            return ", ".join(part for part in parts if part)
        return cells[self.header.fields[name]][at] if name in self.header.fields else ""


def _reason(field: str, cell: str) -> str:
    """The code of why a cell of that field cannot be read."""
    if field in IDS:
        return "cell-id-lost" if LOST.fullmatch(cell.strip()) else "cell-not-id"
    if field in MONEY:
        return "cell-not-money" if cell.strip() else "cell-blank"
    if field in TIMES:
        return "cell-not-time"
    return {"quantity": "cell-not-quantity", "returned": "cell-not-count"}.get(
        field, "cell-status-unknown"
    )
