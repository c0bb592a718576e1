"""The return export: one file scanned into returns.

A return is never half-imported: a row that cannot be read refuses all rows of its return.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from domain.aftersales.imported import answer_by
from domain.aftersales.rules import ReturnStatus
from domain.interchange.facts import Facts
from domain.interchange.layout import find, regions
from domain.interchange.plan import Opened, Scan
from domain.interchange.returns.layout import layout
from domain.interchange.returns.rows import KINDS, ReturnRows
from domain.interchange.rows import Forms, groups, read_rows, whole
from domain.kernel.columns import Array, Columns
from domain.kernel.progress import Progress
from domain.rulebook import Rulebook

BATCH_ROWS = 5_000
"""Rows compared and written at a time."""

_NUMBERS = ("order_id", "sku_id", "quantity", "status", "kind", "requested_at", "refund")
_IF_TOLD = ("reason", "tracking", "arbitration", "appeal", "compensation")
_TEXTS = ("reason", "tracking", "detail", "arbitration", "appeal")


@dataclass(frozen=True, slots=True)
class ReturnScan(Scan):
    """All that one file tells of returns."""

    returns: Facts = field(repr=False)
    """Columns of the table that the file tells, by return and SKU."""

    def batches(self) -> Iterator[Columns]:
        """The scan in parts."""
        for start in range(0, len(self.returns), BATCH_ROWS):
            yield self.returns.part(slice(start, start + BATCH_ROWS))


def scan(opened: Opened, progress: Progress) -> ReturnScan:
    """Read a return export; it does not tell its region, which is taken to be the shop's."""
    known, book = layout(), opened.book
    header = find(opened.file, opened.sheet.header, known.headings)
    forms = Forms(book.currency, regions()[book.code].prefixes, known.times)
    reader = ReturnRows(header, known, forms, opened.sheet)
    read_rows(opened.file, opened.sheet, reader, progress)
    rows, _ = whole(opened.file, reader, book.calendar)
    words = {name: each.texts() for name, each in reader.words.items()}
    told = _told(rows, frozenset(header.fields), book)
    kinds = np.array([kind.value for kind in KINDS], dtype=object)
    return ReturnScan(
        region=book.code,
        rows=reader.data_rows,
        refused=tuple(reader.refused),
        unknown_columns=header.unknown,
        totals={
            "lines": len(rows["return_id"]),
            "returns": len(groups(rows["return_id"])[0]),
            "refunded": int(told["refunded"].sum()),
            "requested": int(told["refund"].sum()),
        },
        by_status=_counts(rows["said"], words["said"]),
        warnings=(),
        returns=Facts(
            told, {"kind": kinds} | {name: words[name] for name in _TEXTS if name in told}
        ),
    )


def _told(rows: dict[str, Array], fields: frozenset[str], book: Rulebook) -> dict[str, Array]:
    """The columns of the table that the file tells; texts as codes."""
    told = {"id": rows["return_id"]} | {name: rows[name] for name in _NUMBERS}
    told |= {name: rows[name] for name in _IF_TOLD if name in fields}
    if "substatus" in fields:
        told["detail"] = rows["detail"]
    done = rows["status"] == ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE
    told["refunded"] = np.where(done, rows["refund"], 0)
    if "refunded_at" in fields:
        told["closed_at"] = np.where(done, rows["refunded_at"], 0)
    told["respond_by"] = answer_by(rows["requested_at"], book)
    return told


def _counts(codes: Array, words: Array) -> dict[str, int]:
    counts = np.bincount(codes, minlength=len(words)).tolist()
    return {word: count for word, count in zip(words.tolist(), counts, strict=True) if count}
