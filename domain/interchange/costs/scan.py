"""A cost sheet scanned: one row for each SKU, named by its id or by the seller's word for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from domain.interchange.cells import BAD, LOST, Amounts, Counts, Ids, unguarded
from domain.interchange.layout import Header, Headings, find, headings, regions, resource
from domain.interchange.plan import Opened, RefusedRow, Scan
from domain.kernel.columns import UNKNOWN
from domain.kernel.progress import Progress
from domain.kernel.refusals import Refusal, RefusedError

ROW_LIMIT = 100_000
"""More SKUs than any shop has."""

_VALUE_SHOWN = 40


@dataclass(frozen=True, slots=True)
class CostRow:
    """What one row says; minor units. What it leaves blank is UNKNOWN or empty, and not told."""

    row: int
    """Where a spreadsheet program shows it."""
    sku_id: int
    """0 where the row names its SKU by ``seller_sku`` alone."""
    seller_sku: str
    cost: int
    lead_days: int
    supplier: str
    least_order: int

    @property
    def named(self) -> str:
        """The SKU as the row names it."""
        return self.seller_sku or str(self.sku_id)

    @property
    def told(self) -> tuple[int, int, str, int]:
        """What it says of the SKU."""
        return (self.cost, self.lead_days, self.supplier, self.least_order)


@dataclass(frozen=True, slots=True)
class CostScan(Scan):
    """All that one file tells of costs."""

    costs: tuple[CostRow, ...] = field(repr=False)


@cache
def layout() -> Headings:
    """The columns of cost sheets."""
    return headings(resource("costs.toml"))


def scan(opened: Opened, progress: Progress) -> CostScan:
    """Read a cost sheet; amounts are in the currency of the shop."""
    book, sheet = opened.book, opened.sheet
    header = find(opened.file, sheet.header, layout())
    amounts = Amounts(book.currency, regions()[book.code].prefixes)
    reader = _Rows(header, amounts, guarded=sheet.guarded)
    number = sheet.header_row
    for chunk in sheet.chunks:
        for cells in chunk.rows:
            number += 1
            reader.take(number, cells)
        if number - sheet.header_row > ROW_LIMIT:
            raise RefusedError("file-rows-too-many", file=opened.file, limit=ROW_LIMIT)
        read = number - sheet.header_row
        progress(read, max(read, int(read / max(chunk.share, 0.01))))
    rows = len(reader.costs) + len(reader.refused)
    if not rows:
        raise RefusedError("file-empty", file=opened.file)
    return CostScan(
        region=book.code,
        rows=rows,
        refused=tuple(reader.refused),
        unknown_columns=header.unknown,
        totals={"lines": len(reader.costs)},
        by_status={},
        warnings=(),
        costs=tuple(reader.costs),
    )


class _Rows:
    """The rows of one file, judged one after another."""

    def __init__(self, header: Header, amounts: Amounts, *, guarded: bool) -> None:
        self._header = header
        self._guarded = guarded
        self._ids, self._amounts, self._counts = Ids(), amounts, Counts()
        self.costs: list[CostRow] = []
        self.refused: list[RefusedRow] = []

    def take(self, number: int, cells: list[str]) -> None:
        """Keep a row, or refuse it for the first thing that is wrong; pass over a blank one."""
        said = {name: self._cell(cells, place) for name, place in self._header.fields.items()}
        if not any(said.values()):
            return
        sku_id, cost = self._ids[said.get("sku_id", "")], self._amounts[said["cost"]]
        lead, least = (self._counts[said.get(name, "")] for name in ("lead_days", "least_order"))
        seller_sku = said.get("seller_sku", "")
        wrong = [
            (name, refusal)
            for name, refusal, found in (
                ("sku_id", _wrong_id(said.get("sku_id", "")), sku_id == BAD),
                ("", Refusal("row-sku-missing"), not sku_id and not seller_sku),
                ("cost", Refusal("cell-blank"), not said["cost"]),
                ("cost", Refusal("cell-not-money"), cost < 0),
                ("lead_days", Refusal("cell-not-count"), lead == BAD),
                ("least_order", Refusal("cell-not-count"), least == BAD),
            )
            if found
        ]
        if wrong:
            name, refusal = wrong[0]
            column = self._header.names[self._header.fields[name]] if name else ""
            cell = said[name][:_VALUE_SHOWN] if name else ""
            self.refused.append(RefusedRow(number, column, cell, refusal))
            return
        self.costs.append(
            CostRow(
                row=number,
                sku_id=sku_id,
                seller_sku=seller_sku,
                cost=cost,
                lead_days=lead if said.get("lead_days") else UNKNOWN,
                supplier=said.get("supplier", ""),
                least_order=least or UNKNOWN,
            )
        )

    def _cell(self, cells: list[str], place: int) -> str:
        cell = cells[place].strip() if place < len(cells) else ""
        return unguarded(cell) if self._guarded else cell


def _wrong_id(cell: str) -> Refusal:
    return Refusal("cell-id-lost" if LOST.fullmatch(cell) else "cell-not-id")
