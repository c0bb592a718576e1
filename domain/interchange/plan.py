"""What a file tells, what importing it would do, and how both are told: the same for every kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.interchange.sheet import Sheet
from domain.kernel.refusals import Refusal, RefusedError
from domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not imported: its number in a spreadsheet, the column, the cell, and why.

    ``value`` is empty where the cell could be about a person.
    """

    row: int
    column: str
    value: str
    refusal: Refusal


class FileRefusedError(RefusedError):
    """A file refused as a whole although its kind was clear."""

    def __init__(self, kind: str, refusal: Refusal) -> None:
        """Take the kind that the header showed, and why nothing of the file is imported."""
        super().__init__(refusal.code, **refusal.params)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Opened:
    """A file open for reading, and what is known of the shop that it is for."""

    file: str
    """The file's name without its folder."""
    sheet: Sheet
    book: Rulebook
    salt: str = field(repr=False)
    """Hexadecimal; makes the keys of buyers."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What one file tells; each kind adds its rows. Personal data stays out of representations."""

    region: str
    rows: int
    """Data rows, refused ones included."""
    refused: tuple[RefusedRow, ...]
    unknown_columns: tuple[str, ...]
    totals: Mapping[str, Any]
    """Numbers, or numbers by word; amounts in minor units."""
    by_status: Mapping[str, int]
    warnings: tuple[Refusal, ...]
    """What could not be understood and is left out although its row is imported."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a file against the shop as it is at that moment; counts are rows of the file."""

    rows: int
    new: int
    changed: int
    unmatched: int
    """Rows that name an order which the shop does not have."""
    older: int
    """Orders or returns of which the shop knows the end and the file not; they stay as they are."""
    write: Callable[[int], None]
    """Bring the rows into the shop under the number of an import."""
    refused: tuple[RefusedRow, ...] = ()
    """Rows that can be read and yet not be reconciled with what the shop has."""
    replaced_notes: int = 0
    """Orders of which the file has another note than the one that is here."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a file would do. Counts are rows of the file."""

    file: str
    """The file's name without its folder."""
    kind: str
    region: str
    rows: int
    new: int
    changed: int
    same: int
    unmatched: int
    """Rows that name an order which the shop does not have; they are imported all the same."""
    refused: tuple[RefusedRow, ...]
    unknown_columns: tuple[str, ...]
    totals: Mapping[str, Any]
    by_status: Mapping[str, int]
    warnings: tuple[Refusal, ...]
    scan: Scan = field(repr=False)


def to_json(planned: Plan) -> dict[str, Any]:
    """The plan as one file of ``import --json``."""
    return {
        "file": planned.file,
        "kind": planned.kind,
        "region": planned.region,
        "rows": planned.rows,
        "new": planned.new,
        "changed": planned.changed,
        "same": planned.same,
        "refused": [
            {
                "row": each.row,
                "column": each.column,
                "value": each.value,
                "reason": each.refusal.text(),
            }
            for each in planned.refused
        ],
        "unknown_columns": list(planned.unknown_columns),
        "totals": dict(planned.totals),
        "by_status": dict(planned.by_status),
        "unmatched": planned.unmatched,
        "warnings": [each.text() for each in planned.warnings],
    }


def refused_json(file: str, refused: RefusedError, region: str) -> dict[str, Any]:
    """A file refused as a whole, as one file of ``import --json``: row 0 says why."""
    return {
        "file": file,
        "kind": refused.kind if isinstance(refused, FileRefusedError) else "unknown",
        "region": region,
        "rows": 0,
        "new": 0,
        "changed": 0,
        "same": 0,
        "refused": [{"row": 0, "column": "", "value": "", "reason": refused.refusal.text()}],
        "unknown_columns": [],
        "totals": {},
        "by_status": {},
        "unmatched": 0,
        "warnings": [],
    }
