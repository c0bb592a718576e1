"""Importing order exports: plan what would change, then do it in the caller's transaction."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, func, insert, select

from domain.interchange.order_rows import RECIPIENT, RefusedRow
from domain.interchange.orders_difference import BatchDifference, differ
from domain.interchange.orders_export import Batch, Scan, scan
from domain.interchange.row_images import Difference, keep_images, remove, replace
from domain.kernel.columns import Columns, write
from domain.kernel.progress import Progress, silent
from domain.kernel.refusals import Refusal, RefusedError
from domain.orders.imported import BUYER_SALT, BuyerIds, any_known, keep_recipients
from domain.orders.tables import order_lines, orders
from domain.rulebook import Rulebook
from domain.shipping.tables import packages
from domain.storage.tables import imports, settings, shop

KIND = "orders"
_SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a file would do; ``execute`` does it. Counts are rows of the file."""

    file: str
    """The file's name without its folder."""
    kind: str
    region: str
    rows: int
    new: int
    changed: int
    same: int
    refused: tuple[RefusedRow, ...]
    unknown_columns: tuple[str, ...]
    totals: dict[str, int]
    by_status: dict[str, int]
    warnings: tuple[str, ...]
    scan: Scan = field(repr=False)
    salt: str = field(repr=False)


@dataclass(slots=True)
class _Counts:
    """Lines so far."""

    new: int = 0
    changed: int = 0
    older: int = 0

    def add(self, found: BatchDifference) -> None:
        self.new += found.new
        self.changed += found.changed
        self.older += found.older


def plan(conn: Connection, path: Path, book: Rulebook, progress: Progress = silent) -> Plan:
    """Read an order export and compare it with the shop; writes nothing.

    Refused with ``RefusedError``: a practice shop, and a file that cannot be imported as a whole.
    """
    if conn.scalar(select(shop.c.kind)) == "practice":
        raise RefusedError("real-only")
    # The salt only keys hashes: it need not be the same in a replay, and is outside the digest.
    salt = _salt(conn) or os.urandom(_SALT_BYTES).hex()
    found = scan(path, book, salt, progress)
    counts = _Counts()
    for _, difference in _differences(conn, found):
        counts.add(difference)
        progress(found.rows, found.rows)  # all rows are read; somebody may still cancel
    warnings = list(found.warnings)
    if counts.older:
        warnings.append(
            "Orders that have ended in this shop but not in this older file were left as they "
            f"are: {counts.older}."
        )
    return Plan(
        file=found.file,
        kind=KIND,
        region=found.region,
        rows=found.rows,
        new=counts.new,
        changed=counts.changed,
        same=found.rows - len(found.refused) - counts.new - counts.changed,
        refused=found.refused,
        unknown_columns=found.unknown_columns,
        totals=found.totals,
        by_status=found.by_status,
        warnings=tuple(warnings),
        scan=found,
        salt=salt,
    )


def execute(
    conn: Connection, planned: Plan, imported_at: str, progress: Progress = silent
) -> int | None:
    """Write what differs now from the planned file; the import's number, or None for nothing.

    Runs in the caller's write transaction, which must be rolled back when this raises
    (``CancelledError`` from ``progress``, or ``RefusedError`` when another import came between).
    """
    if _salt(conn) not in ("", planned.salt):
        raise RefusedError("plan-outdated")
    number = int(conn.scalar(select(func.max(imports.c.id))) or 0) + 1
    buyers = BuyerIds(conn, planned.scan.buyers)
    counts = _Counts()
    done, lines = 0, planned.totals["lines"]
    for batch, difference in _differences(conn, planned.scan, buyers):
        if difference.touched.any():
            _write(conn, number, batch, difference, buyers)
        counts.add(difference)
        done += len(batch.lines)
        progress(done, lines)
    if not counts.new and not counts.changed:
        return None
    if not _salt(conn):
        conn.execute(insert(settings).values(key=BUYER_SALT, value=planned.salt))
    conn.execute(
        insert(imports).values(
            id=number,
            kind=KIND,
            region=planned.region,
            file=planned.file,
            imported_at=imported_at,
            rows=planned.rows,
            new=counts.new,
            changed=counts.changed,
            same=planned.rows - len(planned.refused) - counts.new - counts.changed,
            refused=len(planned.refused),
        )
    )
    return number


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
        "totals": {**planned.totals, "by_status": dict(planned.by_status)},
        "by_status": dict(planned.by_status),
        "unmatched": 0,
        "warnings": list(planned.warnings),
    }


def refused_json(file: str, refusal: Refusal, region: str) -> dict[str, Any]:
    """A file refused as a whole, as one file of ``import --json``: row 0 says why."""
    return {
        "file": file,
        "kind": KIND,
        "region": region,
        "rows": 0,
        "new": 0,
        "changed": 0,
        "same": 0,
        "refused": [{"row": 0, "column": "", "value": "", "reason": refusal.text()}],
        "unknown_columns": [],
        "totals": {},
        "by_status": {},
        "unmatched": 0,
        "warnings": [],
    }


def _salt(conn: Connection) -> str:
    return str(conn.scalar(select(settings.c.value).where(settings.c.key == BUYER_SALT)) or "")


def _differences(
    conn: Connection, found: Scan, buyers: BuyerIds | None = None
) -> Iterator[tuple[Batch, BatchDifference]]:
    """Each batch of the file with how it differs from the shop at that moment."""
    numbers = buyers or BuyerIds(conn, found.buyers)
    empty = not any_known(conn)
    for batch in found.batches():
        yield batch, differ(conn, batch, numbers, empty=empty)


def _write(
    conn: Connection, number: int, batch: Batch, found: BatchDifference, buyers: BuyerIds
) -> None:
    _number_buyers(batch, found.orders.rows, buyers)
    keep_images(conn, number, packages, found.gone_packages)
    remove(conn, packages, found.gone_packages)
    for table, difference in (
        (orders, found.orders),
        (order_lines, found.lines),
        (packages, found.packages),
    ):
        _write_rows(conn, number, table, difference)
    ids = found.orders.rows["id"][found.touched]
    waiting = batch.recipients.where(np.isin(batch.recipients["order_id"], ids))
    said = np.zeros(len(waiting), dtype=bool)
    for name in RECIPIENT:
        said |= waiting[name] != ""
    keep_recipients(conn, ids, waiting.where(said))


def _number_buyers(batch: Batch, rows: Columns, buyers: BuyerIds) -> None:
    unknown = np.flatnonzero(rows["buyer_id"] < 0)
    at = np.searchsorted(batch.orders["id"], rows["id"][unknown])
    rows["buyer_id"][unknown] = buyers.added(batch.orders["buyer"][at])


def _write_rows(conn: Connection, number: int, table: Table, difference: Difference) -> None:
    keep_images(conn, number, table, difference.before)
    replace(conn, table, difference.rows.where(difference.changed))
    fresh = difference.rows.where(difference.new)
    fresh["import_id"] = number
    write(conn, table, fresh)
