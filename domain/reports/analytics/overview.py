"""The first page: how the period went, what changed GMV, and where and when orders came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from domain.analytics.decomposition import Part, Sales, what_changed
from domain.analytics.hours import by_hour
from domain.analytics.metrics import Metric
from domain.analytics.periods import Period
from domain.kernel.columns import Array, Columns, given, places, positions
from domain.orders.tables import order_lines, orders
from domain.reports.analytics.product_names import products_of
from domain.reports.analytics.question import Asked, Course, Figure, Question, Stretch, one
from domain.reports.analytics.selling import courses, figures, paid_for, sold
from domain.reports.happened import in_time
from domain.tallies.tables import tally_hours, tally_skus, tally_traffic

_TOP = 6


@dataclass(frozen=True, slots=True)
class Changed:
    """How GMV came from what it was to what it is; the parts and the rest add up to that."""

    before: int
    now: int
    parts: tuple[tuple[Part, int], ...]
    rest: int
    """What buyers paid for shipping and tax, more or less than before."""


@dataclass(frozen=True, slots=True)
class Top:
    """One of the products that brought most; minor units."""

    product: int
    """0 where no file tells its id."""
    name: str
    listed: bool
    """Whether the catalogue has it, so that it can be opened."""
    units: int
    paid: int
    """What buyers paid for it, without shipping and tax."""
    before: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page."""

    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    buckets: tuple[Stretch, ...]
    changed: Changed | None
    """None without a period to hold it against."""
    funnel: tuple[Figure, ...]
    """Impressions, clicks, carts, orders placed; empty where nobody counts them."""
    sources: tuple[tuple[str, int], ...]
    """Orders by where their buyers came from, most first."""
    hours: tuple[tuple[int, ...], ...]
    """Orders by weekday, Monday first, and local hour."""
    top: tuple[Top, ...]


def overview(conn: Connection, question: Question, wall: int) -> Overview:
    """What the overview shows."""
    asked = Asked(conn, question, wall)
    return Overview(
        figures=figures(asked),
        courses=courses(asked),
        buckets=asked.stretches(),
        changed=changed(asked),
        funnel=funnel(asked),
        sources=sources(asked),
        hours=tuple(tuple(row) for row in hours(asked).tolist()),
        top=_top(asked),
    )


def changed(asked: Asked) -> Changed | None:
    """What changed GMV, SKU by SKU."""
    if asked.compared is None:
        return None
    _, before, now = sales_by_sku(asked, asked.compared)
    parts = what_changed(before, now).all().parts
    gmv = [one(sold(asked, (), each), "gmv") or 0 for each in (asked.compared, asked.period)]
    goods = int(now.gmv.sum()) - int(before.gmv.sum())
    return Changed(
        before=gmv[0],
        now=gmv[1],
        parts=tuple((part, int(amount[0])) for part, amount in parts.items()),
        rest=gmv[1] - gmv[0] - goods,
    )


def sales_by_sku(asked: Asked, compared: Period) -> tuple[Array, Sales, Sales]:
    """Ids of all SKUs that were sold or looked at, and what they sold before and now."""
    rows = [asked.sums(tally_skus, ("sku_id",), each) for each in (compared, asked.period)]
    seen = [asked.sums(tally_traffic, ("sku_id",), each) for each in (compared, asked.period)]
    everyone = np.unique(np.concatenate([each["sku_id"] for each in (*rows, *seen)]))
    before, now = (
        _sales(everyone, lines, clicks if asked.about.is_practice else None)
        for lines, clicks in zip(rows, seen, strict=True)
    )
    return everyone, before, now


def _sales(everyone: Array, lines: Columns, clicks: Columns | None) -> Sales:
    def of(rows: Columns, values: Array) -> Array:
        return given(everyone, rows["sku_id"], values, 0)

    return Sales(
        visitors=None if clicks is None else of(clicks, clicks["clicks"]),
        orders=of(lines, lines["orders"]),
        units=of(lines, lines["units"]),
        gmv=of(lines, paid_for(lines)),
    )


def funnel(asked: Asked) -> tuple[Figure, ...]:
    """From being shown to being ordered; a real shop's orders do not say it."""
    if not asked.about.is_practice:
        return ()
    now, before = asked.both(tally_traffic)
    return (
        Figure(Metric.IMPRESSIONS, one(now, "impressions"), one(before, "impressions")),
        Figure(Metric.CLICKS, one(now, "clicks"), one(before, "clicks")),
        Figure(Metric.CARTS, one(now, "carts"), one(before, "carts")),
        Figure(Metric.PLACED, one(now, "orders"), one(before, "orders")),
    )


def sources(asked: Asked) -> tuple[tuple[str, int], ...]:
    """Orders by source, most first."""
    if not asked.about.is_practice:
        return ()
    found = asked.sums(tally_traffic, ("source",))
    rows = zip(found["source"].tolist(), found["orders"].tolist(), strict=True)
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def hours(asked: Asked) -> Array:
    """Orders by weekday and local hour; of some products those with one of them."""
    if asked.skus is None:
        found = asked.sums(tally_hours, ("day", "hour"), named=("orders",))
        return by_hour(found["day"], found["hour"], found["orders"])
    at = _payments(asked, asked.period)
    calendar = asked.calendar
    lines = by_hour(calendar.local_day(at), calendar.local_hour(at), np.ones_like(at))
    several, period = asked.several, asked.period
    several = several.where((several["day"] >= period.first) & (several["day"] <= period.last))
    return lines - by_hour(several["day"], several["hour"], several["again"])


def _payments(asked: Asked, period: Period) -> Array:
    """When lines of the question's products were paid."""
    calendar = asked.calendar
    query = (
        select(orders.c.paid_at)
        .join_from(order_lines, orders, orders.c.id == order_lines.c.order_id)
        .where(
            order_lines.c.sku_id.in_(asked.skus or ()),
            in_time(
                orders.c.paid_at,
                calendar.midnight(period.first),
                calendar.midnight(period.last + 1),
            ),
        )
    )
    return np.array(asked.conn.execute(query).scalars().all(), dtype=np.int64)


def _top(asked: Asked) -> tuple[Top, ...]:
    """The products for which buyers paid most."""
    lines, lines_before = asked.both(tally_skus, ("sku_id",))
    before = (
        lines.where(np.zeros(len(lines), dtype=np.bool_))
        if lines_before is None
        else (lines_before)
    )
    ids = np.unique(np.concatenate([lines["sku_id"], before["sku_id"]]))
    which, named = products_of(asked.conn, ids.tolist())

    def by_product(rows: Columns, values: Array) -> Array:
        found = np.zeros(len(named), dtype=np.int64)
        np.add.at(found, which[places(ids, rows["sku_id"])[0]], values)
        return found

    paid, units = by_product(lines, paid_for(lines)), by_product(lines, lines["units"])
    paid_before = by_product(before, paid_for(before))
    sold_now = positions(units > 0).tolist()
    best = sorted(sold_now, key=lambda at: (-paid[at], named[at].id, named[at].name))[:_TOP]
    return tuple(
        Top(
            named[at].id,
            named[at].name,
            named[at].listed,
            int(units[at]),
            int(paid[at]),
            None if lines_before is None else int(paid_before[at]),
        )
        for at in best
    )
