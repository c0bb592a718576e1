"""The sales page: what was sold, bucket by bucket, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from domain.reports.analytics.question import Asked, Course, Figure, Question, Stretch
from domain.reports.analytics.selling import courses, figures
from domain.tallies.tables import tally_cancels, tally_hours


@dataclass(frozen=True, slots=True)
class Made:
    """What GMV is made of, minor units: goods less discounts, with shipping and tax, are GMV.

    ``rest`` is what a file's totals say beyond that, such as fees that buyers pay.
    """

    items: int
    seller_discount: int
    platform_discount: int
    shipping: int
    tax: int
    rest: int
    gmv: int
    cancelled: int
    """GMV of the orders that were cancelled in the period, whenever they were paid."""


@dataclass(frozen=True, slots=True)
class SalesPage:
    """The whole page; ``made`` is None where only some products are asked for."""

    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    buckets: tuple[Stretch, ...]
    made: Made | None


def sales(conn: Connection, question: Question, wall: int) -> SalesPage:
    """What the sales page shows."""
    asked = Asked(conn, question, wall)
    return SalesPage(figures(asked), courses(asked), asked.stretches(), _made(asked))


def _made(asked: Asked) -> Made | None:
    if asked.skus is not None:
        return None
    whole, lost = asked.sums(tally_hours, ()), asked.sums(tally_cancels, ())
    sums = {name: int(whole[name][0]) for name in whole}
    known = (
        sums["items"]
        - sums["seller_discount"]
        - sums["platform_discount"]
        + sums["shipping"]
        + sums["tax"]
    )
    return Made(
        items=sums["items"],
        seller_discount=sums["seller_discount"],
        platform_discount=sums["platform_discount"],
        shipping=sums["shipping"],
        tax=sums["tax"],
        rest=sums["gmv"] - known,
        gmv=sums["gmv"],
        cancelled=int(lost["gmv"][0]),
    )
