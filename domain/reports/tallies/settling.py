"""Keeping the sums of days: what has changed since is counted anew, a month at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sqlalchemy import Connection, Table, delete, func, insert, literal, select

from domain.kernel.clock import HOUR, ShopCalendar, first_day, months
from domain.kernel.columns import Array, write
from domain.kernel.progress import Progress, silent
from domain.reports.tallies.counting import counted, keys
from domain.tallies.tables import BY_EVENT, MONTHS, Event, stale_slots

_AT_ONCE = 31
"""Days that are counted in one go, so that little is in memory and progress is told."""


def unsettled(conn: Connection) -> int:
    """How many slots have sums that are out of date."""
    return conn.execute(select(func.count()).select_from(stale_slots)).scalar_one()


def settle(conn: Connection, calendar: ShopCalendar, progress: Progress = silent) -> None:
    """Count the days anew whose sums are out of date; ``progress`` counts them."""
    stale = [(event, stale_days(conn, event, calendar)) for event in Event]
    total, done = sum(len(days) for _, days in stale), 0
    for event, days in stale:
        for first, last in stretches(days):
            sums = counted(conn, event, first, last, calendar)
            for table in BY_EVENT[event]:
                conn.execute(delete(table).where(table.c.day.between(first, last)))
                write(conn, table, sums[table])
            done += last - first + 1
            progress(done, total)
        for table in BY_EVENT[event]:
            if table in MONTHS:
                _add_up_months(conn, table, days)
    if total:
        conn.execute(delete(stale_slots))


def _add_up_months(conn: Connection, table: Table, days: Array) -> None:
    """Keep the sums by month of the months in which these days lie."""
    kept = MONTHS[table]
    by = [name for name in keys(table) if name != "day"]
    sums = [column.name for column in kept.c if column.name not in (*by, "month")]
    for month in np.unique(months(days)).tolist():
        conn.execute(delete(kept).where(kept.c.month == month))
        rows = (
            select(
                literal(month),
                *(table.c[name] for name in by),
                *(func.sum(table.c[name]) for name in sums),
            )
            .where(table.c.day.between(first_day(month), first_day(month + 1) - 1))
            .group_by(*(table.c[name] for name in by))
        )
        conn.execute(insert(kept).from_select(["month", *by, *sums], rows))


def stale_days(conn: Connection, event: Event, calendar: ShopCalendar) -> Array:
    """The local days, in order, on which sums of that event are out of date."""
    query = select(stale_slots.c.slot).where(stale_slots.c.event == event.value)
    slots = np.array(conn.execute(query).scalars().all(), dtype=np.int64)
    if event is Event.SEEN:
        return np.unique(slots)
    # An hour of UTC may be part of two local days.
    ends = np.concatenate([slots * HOUR, slots * HOUR + HOUR - 1])
    return np.unique(calendar.local_day(ends))


def stretches(days: Array) -> Iterator[tuple[int, int]]:
    """Days in order as stretches of days that follow each other, none too long."""
    begun = 0
    for at in range(1, len(days) + 1):
        first, last = int(days[begun]), int(days[at - 1])
        if at == len(days) or days[at] != last + 1 or last - first + 1 == _AT_ONCE:
            yield first, last
            begun = at
