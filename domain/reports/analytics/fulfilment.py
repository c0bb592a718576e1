"""The fulfilment page: how long delivered orders took, who carried them, and which came late.

Only orders with all three moments count (paid, first scanned, delivered), on the day of their
delivery: what is still under way or was lost is in none of these figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from sqlalchemy import Connection

from domain.analytics import metrics
from domain.analytics.metrics import Metric
from domain.analytics.periods import Buckets, Period
from domain.kernel.columns import UNKNOWN, Array, Columns
from domain.reports.analytics.question import (
    Asked,
    Course,
    Figure,
    Question,
    Stretch,
    known,
    plain,
)
from domain.tallies.tables import tally_way_days, tally_ways

MEASURES = (
    Metric.DELIVERED,
    Metric.TO_DELIVER,
    Metric.TO_SCAN,
    Metric.ON_WAY,
    Metric.LATE_SHARE,
    Metric.LATE_SCAN_SHARE,
)

_SUMS = ("orders", "to_scan", "on_way", "late", "late_scans")


@dataclass(frozen=True, slots=True)
class Way:
    """The delivered orders of a carrier to a zone: hundredths of days, basis points."""

    carrier: str
    """Empty where no package says."""
    zone: int
    """1 near to 8 far, 0 unknown."""
    orders: int
    took: int
    """From payment to delivery, the mean."""
    late: int | None
    """Delivered late; None where no rule says what that is."""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The whole page."""

    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    buckets: tuple[Stretch, ...]
    took: tuple[tuple[int, int], ...]
    """Orders by the days from payment to delivery, begun ones whole; fewest days first."""
    ways: tuple[Way, ...]
    """By carrier and zone."""


def fulfilment(conn: Connection, question: Question, wall: int) -> Fulfilment:
    """What the fulfilment page shows."""
    asked = Asked(conn, question, wall)
    now = _whole(asked, asked.period)
    before = _whole(asked, asked.compared) if asked.compared else {}
    took = asked.sums(tally_way_days, ("took",))
    return Fulfilment(
        figures=tuple(
            Figure(metric, known(now[metric][0]), known(before[metric][0]) if before else None)
            for metric in MEASURES
        ),
        courses=_courses(asked),
        buckets=asked.stretches(),
        took=tuple(zip(took["took"].tolist(), took["orders"].tolist(), strict=True)),
        ways=_ways(asked),
    )


def _whole(asked: Asked, period: Period) -> dict[Metric, Array]:
    ways = asked.sums(tally_ways, (), period)
    took = asked.sums(tally_way_days, ("took",), period)
    return _measured(asked, ways, np.array([metrics.median(took["took"], took["orders"])]))


def _courses(asked: Asked) -> tuple[Course, ...]:
    now = _bucketed(asked, asked.buckets, asked.period)
    before: dict[Metric, Array] = {}
    if asked.compared is not None and (other := asked.buckets_before) is not None:
        before = _bucketed(asked, other, asked.compared)
    return tuple(
        Course(metric, plain(now[metric]), plain(before[metric]) if before else ())
        for metric in MEASURES
    )


def _bucketed(asked: Asked, within: Buckets, period: Period) -> dict[Metric, Array]:
    days = asked.sums(tally_ways, ("day",), period)
    ways = Columns({name: within.sums(days["day"], days[name]) for name in _SUMS})
    took = asked.sums(tally_way_days, ("day", "took"), period)
    edges = np.searchsorted(within.index(took["day"]), np.arange(len(within) + 1)).tolist()
    medians = [
        metrics.median(took["took"][start:end], took["orders"][start:end])
        for start, end in pairwise(edges)
    ]
    return _measured(asked, ways, np.array(medians, dtype=np.int64))


def _measured(asked: Asked, ways: Columns, medians: Array) -> dict[Metric, Array]:
    orders = ways["orders"]
    return {
        Metric.DELIVERED: orders,
        Metric.TO_DELIVER: medians,
        Metric.TO_SCAN: metrics.mean_days(ways["to_scan"], orders),
        Metric.ON_WAY: metrics.mean_days(ways["on_way"], orders),
        Metric.LATE_SHARE: _late(asked, ways["late"], orders),
        Metric.LATE_SCAN_SHARE: _late(asked, ways["late_scans"], orders),
    }


def _late(asked: Asked, late: Array, orders: Array) -> Array:
    """Which part was late; unknown in regions whose deadlines the program does not know."""
    if not asked.about.book.practice:
        return np.full_like(orders, UNKNOWN)
    return metrics.share(late, orders)


def _ways(asked: Asked) -> tuple[Way, ...]:
    found = asked.sums(tally_ways, ("carrier", "zone"))
    took = metrics.mean_days(found["to_scan"] + found["on_way"], found["orders"])
    late = _late(asked, found["late"], found["orders"])
    rows = zip(
        found["carrier"].tolist(),
        found["zone"].tolist(),
        found["orders"].tolist(),
        took.tolist(),
        plain(late),
        strict=True,
    )
    return tuple(Way(*row) for row in rows)
