"""The returns page: what buyers asked back in the period, why, of what, and how that ended.

A return counts on the day on which it was asked for, with all that has become of it since.
Chargebacks, which nobody asks the seller for, are not among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from domain.aftersales.groups import Group, group_of
from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.aftersales.tables import returns
from domain.analytics import metrics
from domain.analytics.metrics import Metric
from domain.analytics.periods import Buckets, Period
from domain.catalogue.tables import products, skus
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns, read, summed
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
    product: int
    """0 where the shop does not know it."""
    name: str
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
            (outcome, int(now["returns"][now["outcome"] == outcome.value].sum()))
            for outcome in Outcome
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


def _outcome() -> ColumnElement[str]:
    status = returns.c.status
    replaced = returns.c.kind == ReturnKind.REPLACEMENT.value
    return case(
        (group_of() != Group.DONE.value, Outcome.OPEN.value),
        (status == int(ReturnStatus.RETURN_OR_REFUND_REQUEST_CANCEL), Outcome.WITHDRAWN.value),
        (status != int(ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE), Outcome.REFUSED.value),
        (replaced, Outcome.REPLACED.value),
        else_=Outcome.REFUNDED.value,
    )


def _days(asked: Asked, period: Period) -> Columns:
    """Sums of the returns by local day and outcome; a return is one however many SKUs it has."""
    calendar = asked.calendar
    start, end = calendar.midnight(period.first), calendar.midnight(period.last + 1)
    parts = [_even_days(asked, *span) for span in calendar.even(start, end)]
    return summed(parts[0].joined(*parts[1:]), ["day", "outcome"])


def _even_days(asked: Asked, start: int, end: int, offset: int) -> Columns:
    """The same of a time in which the local clock is not changed."""
    each = (
        select(
            func.min(returns.c.requested_at).label("at"),
            func.min(returns.c.closed_at).label("closed_at"),
            func.min(_outcome()).label("outcome"),
            func.sum(returns.c.quantity).label("units"),
            func.sum(returns.c.refunded).label("refunded"),
        )
        .where(_asked_for(asked, start, end))
        .group_by(returns.c.id)
        .subquery()
    )
    ended = and_(each.c.outcome != Outcome.OPEN.value, each.c.closed_at > 0)
    day = (each.c.at + offset) // DAY
    query = select(
        day.label("day"),
        each.c.outcome,
        func.count().label("returns"),
        func.sum(each.c.units).label("units"),
        func.sum(each.c.refunded).label("refunded"),
        func.sum(case((ended, 1), else_=0)).label("closed"),
        func.sum(case((ended, each.c.closed_at - each.c.at), else_=0)).label("took"),
    ).group_by(day, each.c.outcome)
    return read(asked.conn, query)


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
    product = func.coalesce(products.c.id, 0)
    query = (
        select(
            returns.c.reason,
            product,
            func.coalesce(products.c.name, ""),
            func.sum(returns.c.quantity),
            func.sum(returns.c.refunded),
        )
        .select_from(returns)
        .outerjoin(skus, skus.c.id == returns.c.sku_id)
        .outerjoin(products, products.c.id == skus.c.product_id)
        .where(here)
        .group_by(returns.c.reason, product)
    )
    rows = [Why(*row) for row in asked.conn.execute(query)]
    return tuple(sorted(rows, key=lambda each: (-each.units, each.reason, each.product)))
