"""Rows as they were before an import changed them: kept, compared, replaced and put back.

Images hold no personal data: recipients are never imaged.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, bindparam, delete

from domain.kernel.columns import Array, Columns, write
from domain.storage.tables import import_changes


def key_names(table: Table) -> list[str]:
    """The names of the table's key columns."""
    return [column.name for column in table.primary_key.columns]


def places(rows: Columns, known: Columns, key: Sequence[str]) -> Array:
    """For each row the position of the known row with the same key; -1 where there is none."""
    if not len(known):
        return np.full(len(rows), -1, dtype=np.int64)
    known_keys = zip(*(known[name].tolist() for name in key), strict=True)
    at = {each: position for position, each in enumerate(known_keys)}
    keys = zip(*(rows[name].tolist() for name in key), strict=True)
    return np.fromiter((at.get(each, -1) for each in keys), np.int64, len(rows))


@dataclass(frozen=True, slots=True)
class Difference:
    """How rows of a file differ from those the shop has; both masks are over the file's rows.

    ``rows`` are whole rows of the table: what the file tells, and for the rest what the shop knew.
    ``before`` are the shop's rows, one for each changed row and in the same order.
    """

    rows: Columns
    new: Array
    changed: Array
    before: Columns


def compare(table: Table, told: Columns, known: Columns) -> Difference:
    """Compare what a file tells of some rows with the known rows of the same keys."""
    at = places(told, known, key_names(table))
    met = np.flatnonzero(at >= 0)
    rows = Columns.like(table, len(told))
    changed = np.zeros(len(told), dtype=bool)
    for name in rows:
        if len(met):
            rows[name][met] = known[name][at[met]]
        if name in set(told):
            changed[met] |= told[name][met] != rows[name][met]
            rows[name][:] = told[name]
    return Difference(rows, at < 0, changed, known.where(at[changed]))


def keep_images(conn: Connection, number: int, table: Table, before: Columns) -> None:
    """Note the rows as they are before import ``number`` changes or removes them."""
    if not len(before):
        return
    names = list(before)
    keys = [names.index(name) for name in key_names(table)]
    images = [
        {
            "import_id": number,
            "table_name": table.name,
            "row_key": json.dumps([row[at] for at in keys]),
            "before": json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False),
        }
        for row in before.rows()
    ]
    conn.execute(import_changes.insert(), images)


def remove(conn: Connection, table: Table, rows: Columns) -> None:
    """Delete the rows that have these rows' keys."""
    if not len(rows):
        return
    names = key_names(table)
    statement = delete(table).where(*(table.c[name] == bindparam(f"old_{name}") for name in names))
    compiled = statement.compile(dialect=conn.dialect)
    order = compiled.positiontup or [f"old_{name}" for name in names]
    arrays = [rows[name.removeprefix("old_")].tolist() for name in order]
    conn.exec_driver_sql(str(compiled), list(zip(*arrays, strict=True)))


def replace(conn: Connection, table: Table, rows: Columns) -> None:
    """Write whole rows in the place of those with the same keys, if there are any."""
    remove(conn, table, rows)
    write(conn, table, rows)


def write_differing(conn: Connection, number: int, table: Table, found: Difference) -> None:
    """Write the new and the changed rows under import ``number``, and note those they replace."""
    keep_images(conn, number, table, found.before)
    replace(conn, table, found.rows.where(found.changed))
    fresh = found.rows.where(found.new)
    fresh["import_id"] = number
    write(conn, table, fresh)


def columns_of(table: Table, images: Sequence[str]) -> Columns:
    """The rows of some images; columns younger than an image are 0 or empty."""
    rows: list[dict[str, Any]] = [json.loads(image) for image in images]
    found = Columns.like(table, len(rows))
    for name in found:
        array = found[name]
        blank = "" if array.dtype == object else 0
        array[:] = [row.get(name, blank) for row in rows]
    return found
