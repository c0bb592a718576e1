"""A week or a month of a shop on one page: what its pages say of these days, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period, buckets
from domain.kernel.money import BASIS
from domain.reports.analytics.fulfilment import fulfilment
from domain.reports.analytics.happenings import Happening, Kind, happenings
from domain.reports.analytics.overview import Overview, overview
from domain.reports.analytics.question import Figure, Question, Span, Stretch, span
from domain.reports.analytics.returns import returns_page
from domain.reports.shop import ShopRow, shop_row

MOST_HAPPENINGS = 3

_ORDER = (
    Kind.TAKEN_DOWN,
    Kind.STOCK_OUT,
    Kind.STRIKE,
    Kind.PROMOTION_BEGINS,
    Kind.PROMOTION_ENDS,
    Kind.PRICE,
)
"""What stops sales stands before what moves them."""


@dataclass(frozen=True, slots=True)
class OnePage:
    """All that is on it; ``figures`` are those of the overview, of returns and of deliveries."""

    shop: ShopRow
    question: Question
    figures: tuple[Figure, ...]
    overview: Overview
    happened: tuple[Happening, ...]
    """The biggest, in the order of days."""


def one_page(conn: Connection, period: Period, wall: int) -> OnePage:
    """The days of a period, held against as many before."""
    question = Question(period, Granularity.DAY).within(span(conn, wall))
    found = overview(conn, question, wall)
    others = (
        *returns_page(conn, question, wall).figures,
        *fulfilment(conn, question, wall).figures,
    )
    return OnePage(
        shop=shop_row(conn, wall),
        question=question,
        figures=(
            *found.figures,
            *(each for each in others if each.metric in (Metric.RETURN_RATE, Metric.LATE_SHARE)),
        ),
        overview=found,
        happened=biggest(happenings(conn, question, wall)),
    )


def stretches(span: Span, granularity: Granularity) -> tuple[Stretch, ...]:
    """The weeks or months of a shop's life that there is a page of, the newest first.

    The first begins with the shop's first day, and the last ends with the last day that is over.
    """
    found = buckets(Period(span.first, span.last_whole), granularity)
    rows = zip(found.first.tolist(), found.last.tolist(), found.whole.tolist(), strict=True)
    return tuple(Stretch(*row) for row in rows)[::-1]


def biggest(happened: Iterable[Happening]) -> tuple[Happening, ...]:
    """The few that a person should know of: by kind, prices by how far they moved.

    What happened to the same thing again counts once: the first time, or the greatest change.
    """
    once: dict[tuple[Kind, str], Happening] = {}
    for each in happened:
        known = once.setdefault((each.kind, each.subject), each)
        if _moved(each) > _moved(known):
            once[each.kind, each.subject] = each
    ranked = sorted(
        once.values(), key=lambda each: (_ORDER.index(each.kind), -_moved(each), each.day)
    )
    chosen = ranked[:MOST_HAPPENINGS]
    return tuple(sorted(chosen, key=lambda each: (each.day, each.kind, each.subject)))


def _moved(happening: Happening) -> int:
    """How far a price moved, basis points of what it was."""
    if happening.now is None or not happening.before:
        return 0
    return abs(happening.now - happening.before) * BASIS // happening.before
