"""What an analytics export would change in a shop, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from sqlalchemy import Connection, Select, select

from domain.analytics.periods import UNTOLD
from domain.interchange.plan import Part
from domain.interchange.row_images import compare, key_names, places, write_differing
from domain.interchange.told.scan import ToldScan
from domain.kernel.columns import UNKNOWN, Columns, read


def parts(conn: Connection, found: ToldScan) -> Iterator[Part]:
    """The whole file against what the shop was told of the same days."""
    table = found.told.table
    told = found.facts.part(slice(None))
    known = read(conn, _of_these_days(found, told))
    difference = compare(table, _with_known(told, known, key_names(table)), known)
    yield Part(
        rows=len(told),
        new=int(difference.new.sum()),
        changed=int(difference.changed.sum()),
        unmatched=0,
        older=0,
        write=partial(write_differing, conn, table=table, found=difference),
    )


def _of_these_days(found: ToldScan, told: Columns) -> Select[tuple[int, ...]]:
    table = found.told.table
    query = select(table)
    if "period_first" in table.c:
        days = found.period or UNTOLD
        return query.where(table.c.period_first == days.first, table.c.period_last == days.last)
    there = told["day"].tolist() or [0]
    return query.where(table.c.day.between(min(there), max(there)))


def _with_known(told: Columns, known: Columns, key: list[str]) -> Columns:
    """What the file tells, and where it tells nothing what was told before."""
    at = places(told, known, key)
    met = np.flatnonzero(at >= 0)
    filled = {}
    for name in told:
        values = told[name].copy()
        if name not in key:
            before = known[name][at[met]]
            nothing = "" if values.dtype == object else UNKNOWN
            values[met] = np.where(values[met] == nothing, before, values[met])
        filled[name] = values
    return Columns(filled)
