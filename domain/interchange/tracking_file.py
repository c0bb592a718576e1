"""Files of tracking numbers: one row for each order that the seller has posted.

Every number is judged as when it is typed. Whether an order can be shipped is left to the command.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from domain.interchange.cells import BAD, LOST, Ids, unguarded
from domain.interchange.layout import fold
from domain.interchange.plan import RefusedRow
from domain.interchange.reading import reading
from domain.interchange.sheet import Sheet
from domain.kernel.progress import Progress, silent
from domain.kernel.refusals import Refusal, RefusedError
from domain.rulebook import Carrier
from domain.shipping.commands import ShipOrders
from domain.shipping.rules import tidy
from domain.shipping.tracking import accept

ROW_LIMIT = 100_000
"""More orders than any shop posts at once."""

_VALUE_SHOWN = 40


@dataclass(frozen=True, slots=True)
class TrackingRow:
    """An order and the number of its parcel; ``row`` is where a spreadsheet program shows it."""

    order: int
    tracking: str
    """As it is kept: without blanks, in capitals."""
    carrier: str
    """The carrier's code, from the file or told from the number."""
    row: int


@dataclass(frozen=True, slots=True)
class TrackingFile:
    """What a file says: orders with right numbers, and the rows that cannot be used."""

    file: str
    """Its name without its folder."""
    rows: tuple[TrackingRow, ...]
    refused: tuple[RefusedRow, ...]

    def commands(self) -> tuple[ShipOrders, ...]:
        """What ships these orders: one command for each carrier, in the order of the file."""
        by_carrier: dict[str, list[TrackingRow]] = {}
        for row in self.rows:
            by_carrier.setdefault(row.carrier, []).append(row)
        return tuple(
            ShipOrders(
                tuple(row.order for row in rows), tuple(row.tracking for row in rows), carrier
            )
            for carrier, rows in by_carrier.items()
        )

    def row_of(self, refusal: Refusal) -> int:
        """The row that one of the commands was refused for; 0 where it is about none."""
        about = "tracking" if "tracking" in refusal.params else "order"
        wanted = refusal.params.get(about)
        return next((row.row for row in self.rows if getattr(row, about) == wanted), 0)


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns by what they hold (order, tracking, carrier), the usual one first."""

    names: dict[str, tuple[str, ...]]
    sheets: tuple[str, ...]

    def usual(self, field: str) -> str:
        """The name that templates use."""
        return self.names[field][0]


@cache
def columns() -> Columns:
    """How files of tracking numbers are written."""
    source = files("resources").joinpath("exports", "tracking.toml")
    data = tomllib.loads(source.read_text("utf-8"))
    names = {field: tuple(names) for field, names in data["columns"].items()}
    return Columns(names, tuple(data["file"]["sheets"]))


def read_tracking(
    path: Path, carriers: Mapping[str, Carrier], progress: Progress = silent
) -> TrackingFile:
    """Read a CSV file or workbook of order ids, tracking numbers and, if it says them, carriers.

    A row that repeats another in all of it counts once, as in an order export with a row for each
    SKU. Refused as a whole with ``RefusedError``: what ``reading`` refuses, a file without one of
    the two columns or with one of them twice, and one of more than ``ROW_LIMIT`` rows.
    """
    with reading(path, columns().sheets) as sheet:
        found = _Rows(_places(path.name, sheet.header), sheet, carriers)
        number = sheet.header_row
        for chunk in sheet.chunks:
            for cells in chunk.rows:
                number += 1
                found.take(number, cells)
            if number - sheet.header_row > ROW_LIMIT:
                raise RefusedError("file-rows-too-many", file=path.name, limit=ROW_LIMIT)
            progress(number, max(number, int(number / max(chunk.share, 0.01))))
    if not found.rows and not found.refused:
        raise RefusedError("file-empty", file=path.name)
    return TrackingFile(path.name, tuple(found.rows), tuple(found.refused))


def _places(file: str, header: list[str]) -> dict[str, int]:
    """Where the header has each column."""
    meanings = {fold(name): field for field, names in columns().names.items() for name in names}
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        field = meanings.get(fold(name))
        if field is None:
            continue
        if field in places:
            raise RefusedError("file-header-twice", column=name.strip()[:80])
        places[field] = place
    for field in ("order", "tracking"):
        if field not in places:
            raise RefusedError("file-no-tracking", file=file, column=columns().usual(field))
    return places


class _Rows:
    """The rows of one file, judged one after another."""

    def __init__(
        self, places: dict[str, int], sheet: Sheet, carriers: Mapping[str, Carrier]
    ) -> None:
        self._places = places
        self._header = sheet.header
        self._guarded = sheet.guarded
        self._carriers = carriers
        self._ids = Ids()
        self._orders: dict[int, TrackingRow] = {}
        self._numbers: dict[str, TrackingRow] = {}
        self.rows: list[TrackingRow] = []
        self.refused: list[RefusedRow] = []

    def take(self, number: int, cells: list[str]) -> None:
        """Keep a row, or refuse it for the first thing that is wrong; pass over a blank one."""
        order, tracking, carrier = (self._cell(cells, f) for f in ("order", "tracking", "carrier"))
        if not order and not tracking:
            return
        wrong = self._wrong_cell(order, tracking)
        if wrong is not None:
            field, refusal = wrong
            self._refuse(number, field, order if field == "order" else tracking, refusal)
            return
        accepted = accept(tracking, carrier, self._carriers)
        if isinstance(accepted, Refusal):
            field = "carrier" if accepted.code == "carrier-unknown" else "tracking"
            self._refuse(number, field, carrier if field == "carrier" else tracking, accepted)
            return
        row = TrackingRow(self._ids[order], accepted[0], accepted[1].code, number)
        same_order, same_number = self._orders.get(row.order), self._numbers.get(row.tracking)
        if same_order is not None and same_order is same_number:
            return
        if same_order is not None:
            self._refuse(
                number, "order", order, Refusal("row-order-twice", {"row": same_order.row})
            )
        elif same_number is not None:
            self._refuse(
                number,
                "tracking",
                tracking,
                Refusal("row-tracking-twice", {"row": same_number.row}),
            )
        else:
            self._orders[row.order] = self._numbers[row.tracking] = row
            self.rows.append(row)

    def _wrong_cell(self, order: str, tracking: str) -> tuple[str, Refusal] | None:
        """The column whose cell cannot be read, and why."""
        if not order:
            return "order", Refusal("row-order-missing")
        if self._ids[order] == BAD:
            code = "cell-id-lost" if LOST.fullmatch(order) else "cell-not-id"
            return "order", Refusal(code)
        if not tidy(tracking):
            return "tracking", Refusal("row-tracking-missing")
        if LOST.fullmatch(tracking):
            return "tracking", Refusal("cell-tracking-lost")
        return None

    def _cell(self, cells: list[str], field: str) -> str:
        place = self._places.get(field, len(cells))
        cell = cells[place].strip() if place < len(cells) else ""
        return unguarded(cell) if self._guarded else cell

    def _refuse(self, row: int, field: str, cell: str, refusal: Refusal) -> None:
        column = self._header[self._places[field]].strip()
        self.refused.append(RefusedRow(row, column, cell[:_VALUE_SHOWN], refusal))
