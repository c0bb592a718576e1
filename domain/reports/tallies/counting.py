"""Counting rows into the sums of days: the one place that says what a sum is made of.

SQLite adds up what lies within one local day, or one of its hours, so that few rows reach Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    case,
    func,
    literal,
    literal_column,
    null,
    select,
    tuple_,
)

from domain.kernel.clock import DAY, HOUR, ShopCalendar, months
from domain.kernel.columns import UNKNOWN, Columns, read, summed
from domain.orders.tables import order_lines, orders
from domain.reports.happened import in_time
from domain.shipping.tables import packages
from domain.simulation.parameters import places
from domain.simulation.tables import traffic
from domain.storage.tables import shop
from domain.tallies.tables import (
    BY_EVENT,
    FIRST,
    NOBODY,
    Event,
    tally_baskets,
    tally_buyers,
    tally_cancels,
    tally_cohorts,
    tally_gaps,
    tally_hours,
    tally_regions,
    tally_skus,
    tally_traffic,
    tally_way_days,
    tally_ways,
)

Sums = dict[Table, Columns]


def counted(conn: Connection, event: Event, first: int, last: int, calendar: ShopCalendar) -> Sums:
    """The sums of the local days from first to last, counted from the rows."""
    if event is Event.SEEN:
        return _seen(conn, first, last)
    parts = [
        _COUNTED[event](conn, _Span(start, end, offset), calendar)
        for start, end, offset in calendar.even(
            calendar.midnight(first), calendar.midnight(last + 1)
        )
    ]
    return {
        table: summed(parts[0][table].joined(*(part[table] for part in parts[1:])), keys(table))
        for table in BY_EVENT[event]
    }


def keys(table: Table) -> list[str]:
    """The names of a table's columns that say of what its sums are."""
    return [column.name for column in table.primary_key.columns]


class _Span:
    """A span of time in which the local clock is not changed."""

    def __init__(self, start: int, end: int, offset: int) -> None:
        """Moments, and the seconds to add to them for the local clock."""
        self._start, self._end, self._offset = (_number(value) for value in (start, end, offset))

    def holds(self, moment: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether it happened then; worded so that the index on it is used."""
        return in_time(moment, self._start, self._end)

    def day(self, moment: ColumnElement[int]) -> ColumnElement[int]:
        """The local day of a moment in the span."""
        return (moment + self._offset) // _number(DAY)

    def hour(self, moment: ColumnElement[int]) -> ColumnElement[int]:
        """The hour that the local clock shows."""
        return (moment + self._offset) % _number(DAY) // _number(HOUR)


def _number(value: int) -> ColumnElement[int]:
    """A number that stands in the statement itself: groups are told apart by their wording."""
    return literal_column(str(value), Integer)


def _paid(conn: Connection, span: _Span, calendar: ShopCalendar) -> Sums:
    return {
        tally_hours: _hours(conn, span),
        tally_skus: _skus(conn, span),
        tally_regions: _regions(conn, span),
        tally_baskets: _baskets(conn, span),
        **_buyers(conn, span, calendar),
    }


def _hours(conn: Connection, span: _Span) -> Columns:
    day, hour = span.day(orders.c.paid_at), span.hour(orders.c.paid_at)
    return _read(
        conn,
        tally_hours,
        select(
            day,
            hour,
            func.count(),
            func.sum(orders.c.units),
            func.sum(orders.c.item_total),
            func.sum(orders.c.seller_discount),
            func.sum(orders.c.platform_discount),
            func.sum(orders.c.shipping_paid),
            func.sum(orders.c.tax),
            func.sum(orders.c.amount),
        )
        .where(span.holds(orders.c.paid_at))
        .group_by(day, hour),
    )


def _skus(conn: Connection, span: _Span) -> Columns:
    day = span.day(orders.c.paid_at)
    return _read(
        conn,
        tally_skus,
        select(
            day,
            order_lines.c.sku_id,
            func.count(),
            func.sum(order_lines.c.quantity),
            func.sum(order_lines.c.subtotal),
            func.sum(order_lines.c.seller_discount),
            func.sum(order_lines.c.platform_discount),
            func.sum(order_lines.c.quantity * order_lines.c.unit_cost),
            func.sum(order_lines.c.commission),
        )
        .join_from(orders, order_lines, order_lines.c.order_id == orders.c.id)
        .where(span.holds(orders.c.paid_at))
        .group_by(day, order_lines.c.sku_id),
    )


def _regions(conn: Connection, span: _Span) -> Columns:
    day = span.day(orders.c.paid_at)
    return _read(
        conn,
        tally_regions,
        select(
            day,
            orders.c.country,
            orders.c.state,
            func.count(),
            func.sum(orders.c.units),
            func.sum(orders.c.amount),
        )
        .where(span.holds(orders.c.paid_at))
        .group_by(day, orders.c.country, orders.c.state),
    )


def _baskets(conn: Connection, span: _Span) -> Columns:
    day = span.day(orders.c.paid_at)
    return _read(
        conn,
        tally_baskets,
        select(
            day,
            orders.c.units,
            orders.c.line_count,
            func.count(),
            func.sum(orders.c.amount),
        )
        .where(span.holds(orders.c.paid_at))
        .group_by(day, orders.c.units, orders.c.line_count),
    )


def _buyers(conn: Connection, span: _Span, calendar: ShopCalendar) -> Sums:
    """Orders by their buyer's paid order before, and by the month of the buyer's first one."""
    earlier = orders.alias("earlier")
    theirs = (earlier.c.buyer_id == orders.c.buyer_id) & (earlier.c.paid_at > 0)
    before = (
        select(earlier.c.paid_at)
        .where(
            theirs,
            earlier.c.paid_at <= orders.c.paid_at,
            tuple_(earlier.c.paid_at, earlier.c.id) < tuple_(orders.c.paid_at, orders.c.id),
        )
        .order_by(earlier.c.paid_at.desc(), earlier.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    known = orders.c.buyer_id > 0
    each = (
        select(
            span.day(orders.c.paid_at).label("day"),
            known.label("known"),
            case((known, before), else_=null()).label("before"),
            orders.c.buyer_id.label("buyer"),
            orders.c.amount,
        )
        .where(span.holds(orders.c.paid_at))
        .cte("each")
        .prefix_with("MATERIALIZED")  # else what is looked up is looked up wherever it is named
    )
    start = (
        select(func.min(earlier.c.paid_at))
        .where(earlier.c.buyer_id == each.c.buyer, earlier.c.paid_at > 0)
        .scalar_subquery()
    )
    begun = (
        select(
            each.c.day,
            each.c.known,
            each.c.before,
            case((each.c.before.is_(None), null()), else_=start).label("begun"),
            each.c.amount,
        )
        .cte("begun")
        .prefix_with("MATERIALIZED")
    )
    kinds = (begun.c.day, begun.c.known, begun.c.before, begun.c.begun)
    found = _numbers(
        conn,
        select(*kinds, func.count(), func.sum(begun.c.amount)).group_by(*kinds),
        ("day", "known", "before", "begun", "orders", "gmv"),
    )
    new = found["before"] == UNKNOWN
    before_day = np.where(new, FIRST, calendar.local_day(found["before"]))
    before_day[found["known"] == 0] = NOBODY
    day = found["day"]
    month, month_before = months(day), np.where(new, -1, months(before_day))
    counts = {"orders": found["orders"], "gmv": found["gmv"]}
    certain, again = found["known"] == 1, before_day >= 0
    gaps = {"day": day, "weeks": (day - before_day) // 7, **counts}
    begun_month = np.where(new, month, months(calendar.local_day(found["begun"])))
    cohorts = Columns(
        {
            "day": day,
            "month": begun_month,
            "buyers": np.where(month_before < month, found["orders"], 0),
            **counts,
        }
    ).where(certain)
    return {
        tally_buyers: Columns({"day": day, "before": before_day, **counts}),
        tally_gaps: Columns(gaps).where(again),
        tally_cohorts: cohorts,
    }


def _cancelled(conn: Connection, span: _Span, _calendar: ShopCalendar) -> Sums:
    day = span.day(orders.c.cancelled_at)
    query = (
        select(
            day,
            orders.c.cancel_role,
            orders.c.cancel_reason,
            func.count(),
            func.sum(case((orders.c.paid_at > 0, orders.c.amount), else_=0)),
        )
        .where(span.holds(orders.c.cancelled_at))
        .group_by(day, orders.c.cancel_role, orders.c.cancel_reason)
    )
    return {tally_cancels: _read(conn, tally_cancels, query)}


def _delivered(conn: Connection, span: _Span, _calendar: ShopCalendar) -> Sums:
    return {tally_ways: _ways(conn, span), tally_way_days: _way_days(conn, span)}


def _ways(conn: Connection, span: _Span) -> Columns:
    """By carrier and zone; a practice shop's zones are those of the cities where buyers live."""
    practice = conn.execute(select(shop.c.kind)).scalar() == "practice"
    day = span.day(orders.c.delivered_at)
    nowhere = literal("")
    city, state = (orders.c.city, orders.c.state) if practice else (nowhere, nowhere)
    carrier = (
        select(packages.c.carrier)
        .where(packages.c.order_id == orders.c.id, packages.c.voided_at == 0)
        .order_by(packages.c.id)
        .limit(1)
        .scalar_subquery()
    )
    each = (
        select(
            day.label("day"),
            func.coalesce(carrier, "").label("carrier"),
            city.label("city"),
            state.label("state"),
            orders.c.paid_at,
            orders.c.shipped_at,
            orders.c.delivered_at,
            orders.c.deliver_by,
            orders.c.dispatch_by,
        )
        .where(span.holds(orders.c.delivered_at), _whole_way())
        .subquery()
    )
    kinds = (each.c.day, each.c.carrier, each.c.city, each.c.state)
    late = (each.c.deliver_by > 0) & (each.c.delivered_at > each.c.deliver_by)
    late_scan = (each.c.dispatch_by > 0) & (each.c.shipped_at > each.c.dispatch_by)
    query = select(
        each.c.day.label("day"),
        each.c.carrier.label("carrier"),
        each.c.city.label("city"),
        each.c.state.label("state"),
        func.count().label("orders"),
        func.sum(each.c.shipped_at - each.c.paid_at).label("to_scan"),
        func.sum(each.c.delivered_at - each.c.shipped_at).label("on_way"),
        func.sum(case((late, 1), else_=0)).label("late"),
        func.sum(case((late_scan, 1), else_=0)).label("late_scans"),
    ).group_by(*kinds)
    found = read(conn, query)
    towns = zip(found["city"].tolist(), found["state"].tolist(), strict=True)
    known = _zones() if practice else {}
    zone = np.fromiter((known.get(town, 0) for town in towns), dtype=np.int64, count=len(found))
    sums = ("orders", "to_scan", "on_way", "late", "late_scans")
    return Columns(
        {
            "day": found["day"],
            "carrier": found["carrier"],
            "zone": zone,
            **{name: found[name] for name in sums},
        }
    )


def _zones() -> dict[tuple[str, str], int]:
    there = places()
    towns = zip(there.city.tolist(), there.state.tolist(), strict=True)
    return dict(zip(towns, there.zone.tolist(), strict=True))


def _way_days(conn: Connection, span: _Span) -> Columns:
    day = span.day(orders.c.delivered_at)
    took = (orders.c.delivered_at - orders.c.paid_at + _number(DAY - 1)) // _number(DAY)
    query = (
        select(day, took, func.count())
        .where(span.holds(orders.c.delivered_at), _whole_way())
        .group_by(day, took)
    )
    return _read(conn, tally_way_days, query)


def _whole_way() -> ColumnElement[bool]:
    """Whether all three moments of a parcel are known."""
    return (orders.c.paid_at > 0) & (orders.c.shipped_at > 0)


_COUNTED: dict[Event, Callable[[Connection, _Span, ShopCalendar], Sums]] = {
    Event.PAID: _paid,
    Event.CANCELLED: _cancelled,
    Event.DELIVERED: _delivered,
}


def _seen(conn: Connection, first: int, last: int) -> Sums:
    by = (traffic.c.day, traffic.c.source, traffic.c.sku_id)
    query = (
        select(*by, *(func.sum(traffic.c[name]) for name in _sums(tally_traffic)))
        .where(traffic.c.day.between(first, last))
        .group_by(*by)
    )
    return {tally_traffic: _read(conn, tally_traffic, query)}


def _sums(table: Table) -> Iterator[str]:
    return (column.name for column in table.columns if not column.primary_key)


def _read(conn: Connection, table: Table, query: Select[*tuple[Any, ...]]) -> Columns:
    """What a query finds, as the columns of a table in their order."""
    rows = conn.execute(query).all()
    found = Columns.like(table, len(rows))
    for position, name in enumerate(found):
        found[name] = np.array([row[position] for row in rows], dtype=found[name].dtype)
    return found


def _numbers(conn: Connection, query: Select[Any], names: tuple[str, ...]) -> Columns:
    """What a query finds, as columns of numbers; NULL is ``UNKNOWN``."""
    rows = conn.execute(query).all()
    return Columns(
        {
            name: np.array(
                [UNKNOWN if row[at] is None else row[at] for row in rows], dtype=np.int64
            )
            for at, name in enumerate(names)
        }
    )
