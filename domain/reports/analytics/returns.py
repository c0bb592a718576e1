"""The returns page: what buyers asked back in the period, why, of what, and how that ended.

A return counts on the day on which it was asked for, with all that has become of it since.
Chargebacks, which nobody asks the seller for, are not among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from domain.aftersales.groups import Group, group_of
from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.aftersales.tables import returns
from domain.analytics import metrics
from domain.analytics.metrics import Metric
from domain.analytics.periods import Buckets, Period
from domain.kernel.columns import Array, Columns, changes, read_numbers, summed
from domain.reports.analytics.product_names import Named, products_of
from domain.reports.analytics.question import (
    Asked,
    Course,
    Figure,
    Question,
    Stretch,
    known,
    plain,
)
from domain.reports.analytics.selling import sold

MEASURES = (
    Metric.RETURNS,
    Metric.RETURN_UNITS,
    Metric.RETURN_RATE,
    Metric.REFUNDED,
    Metric.TO_CLOSE,
)


class Outcome(StrEnum):
    """How a return ended, so far."""

    OPEN = "open"
    REFUNDED = "refunded"
    """In full or in part."""
    REPLACED = "replaced"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Or never sent back."""


@dataclass(frozen=True, slots=True)
class Why:
    """What was asked back of a product for a reason; minor units."""

    reason: str
    """A code in practice shops, the file's own words in real ones."""
    product: Named
    units: int
    refunded: int


@dataclass(frozen=True, slots=True)
class ReturnsPage:
    """The whole page; nothing but ``known`` False where no file has told of returns."""

    known: bool
    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    buckets: tuple[Stretch, ...]
    why: tuple[Why, ...]
    """By reason and product; their units and amounts add up to the page's."""
    outcomes: tuple[tuple[Outcome, int], ...]
    """Returns by how they ended; all outcomes, in the order of ``Outcome``."""


def returns_page(conn: Connection, question: Question, wall: int) -> ReturnsPage:
    """What the returns page shows."""
    asked = Asked(conn, question, wall)
    if not asked.about.is_practice and conn.execute(select(returns.c.id).limit(1)).first() is None:
        figures = tuple(Figure(metric, None) for metric in MEASURES)
        return ReturnsPage(
            known=False, figures=figures, courses=(), buckets=(), why=(), outcomes=()
        )
    now = _days(asked, asked.period)
    before = _days(asked, asked.compared) if asked.compared else None
    whole = _measured(summed(now.only(_SUMS), []), _units(asked, asked.period))
    earlier: dict[Metric, Array] = {}
    if before is not None and asked.compared is not None:
        earlier = _measured(summed(before.only(_SUMS), []), _units(asked, asked.compared))
    return ReturnsPage(
        known=True,
        figures=tuple(
            Figure(metric, known(whole[metric][0]), known(earlier[metric][0]) if earlier else None)
            for metric in MEASURES
        ),
        courses=_courses(asked, now, before),
        buckets=asked.stretches(),
        why=_why(asked),
        outcomes=tuple(
            (outcome, int(now["returns"][now["outcome"] == place].sum()))
            for place, outcome in enumerate(_OUTCOMES)
        ),
    )


_SUMS = ("returns", "units", "refunded", "closed", "took")


def _asked_for(asked: Asked, start: int, end: int) -> ColumnElement[bool]:
    """Lines that were asked back from one moment to before another."""
    here = and_(
        returns.c.requested_at >= start,
        returns.c.requested_at < end,
        returns.c.kind != ReturnKind.CHARGE_BACK.value,
    )
    return here if asked.skus is None else and_(here, returns.c.sku_id.in_(asked.skus))


_OUTCOMES = tuple(Outcome)


def _outcome() -> ColumnElement[int]:
    """The place among the outcomes."""
    status = returns.c.status
    number = {outcome: place for place, outcome in enumerate(_OUTCOMES)}
    return case(
        (group_of() != Group.DONE.value, number[Outcome.OPEN]),
        (status == int(ReturnStatus.RETURN_OR_REFUND_REQUEST_CANCEL), number[Outcome.WITHDRAWN]),
        (status != int(ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE), number[Outcome.REFUSED]),
        (returns.c.kind == ReturnKind.REPLACEMENT.value, number[Outcome.REPLACED]),
        else_=number[Outcome.REFUNDED],
    )


def _days(asked: Asked, period: Period) -> Columns:
    """Sums of the returns by local day and outcome; a return is one however many SKUs it has."""
    calendar, at = asked.calendar, returns.c
    start, end = calendar.midnight(period.first), calendar.midnight(period.last + 1)
    query = select(
        at.id, at.requested_at, at.closed_at, _outcome(), at.quantity, at.refunded
    ).where(_asked_for(asked, start, end))
    lines = read_numbers(asked.conn, query)
    ids, asked_at, closed_at, outcome, units, refunded = lines[:, np.argsort(lines[0])]
    first = changes(ids) if len(ids) else np.zeros(0, dtype=np.bool_)
    open_ = outcome == _OUTCOMES.index(Outcome.OPEN)
    closed = first & ~open_ & (closed_at > 0)
    return summed(
        Columns(
            {
                "day": calendar.local_day(asked_at),
                "outcome": outcome,
                "returns": first.astype(np.int64),
                "units": units,
                "refunded": refunded,
                "closed": closed.astype(np.int64),
                "took": np.where(closed, closed_at - asked_at, 0),
            }
        ),
        ["day", "outcome"],
    )


def _units(asked: Asked, period: Period) -> Array:
    return sold(asked, (), period)["units"]


def _measured(sums: Columns, units: Array) -> dict[Metric, Array]:
    return {
        Metric.RETURNS: sums["returns"],
        Metric.RETURN_UNITS: sums["units"],
        Metric.RETURN_RATE: metrics.share(sums["units"], units),
        Metric.REFUNDED: sums["refunded"],
        Metric.TO_CLOSE: metrics.mean_days(sums["took"], sums["closed"]),
    }


def _courses(asked: Asked, now: Columns, before: Columns | None) -> tuple[Course, ...]:
    found = _bucketed(asked, asked.buckets, asked.period, now)
    earlier: dict[Metric, Array] = {}
    other = asked.buckets_before
    if before is not None and other is not None and asked.compared is not None:
        earlier = _bucketed(asked, other, asked.compared, before)
    return tuple(
        Course(metric, plain(found[metric]), plain(earlier[metric]) if earlier else ())
        for metric in MEASURES
    )


def _bucketed(asked: Asked, within: Buckets, period: Period, days: Columns) -> dict[Metric, Array]:
    sums = Columns({name: within.sums(days["day"], days[name]) for name in _SUMS})
    units = sold(asked, ("day",), period)
    return _measured(sums, within.sums(units["day"], units["units"]))


def _why(asked: Asked) -> tuple[Why, ...]:
    """By reason and product, most units first."""
    calendar, period = asked.calendar, asked.period
    here = _asked_for(asked, calendar.midnight(period.first), calendar.midnight(period.last + 1))
    sums = (func.sum(returns.c.quantity), func.sum(returns.c.refunded))
    by = (returns.c.reason, returns.c.sku_id)
    lines = asked.conn.execute(select(*by, *sums).where(here).group_by(*by)).all()
    ids = sorted({sku for _, sku, _, _ in lines})
    which, named = products_of(asked.conn, ids)
    product_of = {sku: named[place] for sku, place in zip(ids, which.tolist(), strict=True)}
    found: dict[tuple[str, Named], tuple[int, int]] = {}
    for reason, sku, units, refunded in lines:
        key = (reason, product_of[sku])
        before = found.get(key, (0, 0))
        found[key] = (before[0] + units, before[1] + refunded)
    rows = [
        Why(reason, product, units, refunded)
        for (reason, product), (units, refunded) in found.items()
    ]
    return tuple(
        sorted(
            rows, key=lambda each: (-each.units, each.reason, each.product.id, each.product.name)
        )
    )
