"""The creators page of real shops: what each of them brought, as a file of its own days told it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from domain.analytics import metrics
from domain.analytics.metrics import Metric
from domain.analytics.periods import Period
from domain.reports.analytics import told
from domain.reports.analytics.question import Asked, Figure, Question
from domain.reports.analytics.told import ToldCreator
from domain.reports.analytics.told_traffic import told_near, total

COUNTED: dict[Metric, str] = {
    Metric.CREATOR_GMV: "gmv",
    Metric.ORDERS: "orders",
    Metric.ITEMS: "items",
    Metric.CREATOR_REFUNDS: "refunds",
    Metric.COMMISSION: "commission",
    Metric.VIDEOS: "videos",
    Metric.LIVES: "lives",
    Metric.VIEWS: "views",
    Metric.SAMPLES: "samples",
}
"""What adds up over creators, by its field of ``ToldCreator``.

Customers do not, since one may buy through two creators; nor do videos, LIVE and product cards of
one creator, which overlap.
"""


@dataclass(frozen=True, slots=True)
class CreatorsPage:
    """The whole page."""

    rows: tuple[ToldCreator, ...]
    """Most GMV first, what is unknown last."""
    figures: tuple[Figure, ...]
    """Of all creators together; none without creators."""
    about: Period | None
    """The days of the file; None where it did not say."""


def creators_page(conn: Connection, question: Question, wall: int) -> CreatorsPage:
    """What the creators page shows of a real shop."""
    found = told_near(Asked(conn, question, wall), "creators", told.creators)
    if found is None or not found.rows:
        return CreatorsPage((), (), None)
    return CreatorsPage(found.rows, _figures(found.rows), found.period)


def _figures(rows: tuple[ToldCreator, ...]) -> tuple[Figure, ...]:
    """Sums of what is known, and the order value of those of whom both its parts are."""
    counted = {
        metric: total(getattr(row, name) for row in rows) for metric, name in COUNTED.items()
    }
    aov = Figure(Metric.AOV, told.rate_of(metrics.aov, rows, "gmv", "orders"))
    return (*(Figure(metric, value) for metric, value in counted.items()), aov)


def find_creators(rows: Iterable[ToldCreator], words: str) -> tuple[ToldCreator, ...]:
    """Those in whose name the words stand."""
    wanted = words.casefold().strip()
    return tuple(row for row in rows if wanted in row.creator.casefold())


def top_creators(
    rows: Iterable[ToldCreator], metric: Metric, count: int
) -> tuple[ToldCreator, ...]:
    """So many of whom one of ``COUNTED`` is known, the most first."""
    name = COUNTED[metric]
    there = [row for row in rows if getattr(row, name) is not None]
    return tuple(sorted(there, key=lambda row: getattr(row, name), reverse=True)[:count])
