"""Asking for sums of days: those that are kept, and of stale days what their rows come to now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, Table, func, select

from domain.kernel.clock import ShopCalendar, first_day, months
from domain.kernel.columns import Array, Columns, read, read_numbers, summed
from domain.reports.tallies.counting import counted, keys
from domain.reports.tallies.settling import stale_days, stretches
from domain.tallies.tables import BY_EVENT, MONTHS

EVENT = {table: event for event, tables in BY_EVENT.items() for table in tables}
"""What each table's sums are of."""

Which = Callable[[Any], Any]
"""From columns, of SQL or of NumPy, to a condition on them."""


def tallied(
    conn: Connection,
    calendar: ShopCalendar,
    table: Table,
    first: int,
    last: int,
    by: Sequence[str] = ("day",),
    which: Which | None = None,
    only: Sequence[int] | None = None,
    named: Sequence[str] | None = None,
    stale: Array | None = None,
) -> Columns:
    """The sums of a table over the local days from first to last, for each value of ``by``.

    Columns are those of ``by`` and all sums of the table; rows are in the order of ``by``, and
    without ``by`` there is one. ``which`` says which sums count, and ``only`` which SKUs; ``named``
    are the sums that are wanted, all unless given. ``stale`` are the days whose sums of the
    table's event are out of date, for whoever has looked already.
    """
    event = EVENT[table]
    stale = stale_days(conn, event, calendar) if stale is None else stale
    stale = stale[(stale >= first) & (stale <= last)]
    parts: list[Columns] = []
    wanted = list(named or _sums(table))

    def kept(source: Table, *conditions: Any) -> None:
        group = [source.c[name] for name in by]
        sums = [func.coalesce(func.sum(source.c[name]), 0).label(name) for name in wanted]
        query = select(*group, *sums).where(*conditions).group_by(*group)
        if which is not None:
            query = query.where(which(source.c))
        if only is not None:
            query = query.where(source.c.sku_id.in_(list(only)))
        parts.append(_in_order(conn, query, by))

    begun, ended = (first, first - 1)
    if table in MONTHS and "day" not in by:
        begun, ended = _whole_months(first, last, stale)
    if ended >= begun:
        source = MONTHS[table]
        span = months(np.array([begun, ended])).tolist()
        kept(source, source.c.month.between(*span))
    for start, end in ((first, begun - 1), (max(ended + 1, first), last)):
        if end >= start:
            settled = table.c.day.not_in(stale.tolist()) if len(stale) else True
            kept(table, table.c.day.between(start, end), settled)
    for start, end in stretches(stale):
        fresh = counted(conn, event, start, end, calendar)[table]
        if which is not None:
            fresh = fresh.where(np.asarray(which(fresh)))
        if only is not None:
            fresh = fresh.where(np.isin(fresh["sku_id"], list(only)))
        parts.append(fresh.only([*by, *wanted]))
    return parts[0] if len(parts) == 1 else summed(parts[0].joined(*parts[1:]), list(by))


def _in_order(conn: Connection, query: Select[Any], by: Sequence[str]) -> Columns:
    """The query's rows in the order of ``by``; numbers, of which there may be many, at once."""
    if any(column.type.python_type is str for column in query.selected_columns):
        return read(conn, query.order_by(*(query.selected_columns[name] for name in by)))
    names = [column.name for column in query.selected_columns]
    found = Columns(dict(zip(names, read_numbers(conn, query), strict=True)))
    return found.where(np.lexsort([found[name] for name in reversed(by)])) if by else found


def _sums(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name not in keys(table)]


def _whole_months(first: int, last: int, stale: Array) -> tuple[int, int]:
    """The longest run of settled whole months between two days: its first day and its last.

    Days of a run that does not exist are the day before and the day after.
    """
    begun = int(months(np.array([first - 1]))[0]) + 1
    over = int(months(np.array([last + 1]))[0]) - 1
    if len(stale) and over >= begun:
        spoilt = months(stale)
        edges = sorted({begun - 1, *spoilt.tolist(), over + 1})
        runs = [(b - a - 1, a + 1, b - 1) for a, b in pairwise(edges)]
        _, begun, over = max(runs)
    if over < begun:
        return first, first - 1
    return first_day(begun), first_day(over + 1) - 1
