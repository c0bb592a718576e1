"""What files told of a real shop's traffic: day by day, and product by product of a file's days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection

from domain.analytics import metrics
from domain.analytics.metrics import Metric
from domain.analytics.periods import Period
from domain.kernel.columns import UNKNOWN, Array, Columns
from domain.reports.analytics import told
from domain.reports.analytics.question import Asked, Course, Figure, known, plain

_Told = TypeVar("_Told", told.ToldVideos, told.ToldProducts, told.ToldCreators)

DAILY = (Metric.PAGE_VIEWS, Metric.VISITORS, Metric.BUYERS, Metric.CONVERSION)
"""What files tell of a day."""

_FUNNEL = {
    Metric.IMPRESSIONS: "impressions",
    Metric.CLICKS: "clicks",
    Metric.CARTS: "carts",
    Metric.ORDERS: "orders",
}
CHANNELS = (
    "card_gmv",
    "video_gmv",
    "live_gmv",
    "seller_card_gmv",
    "seller_video_gmv",
    "seller_live_gmv",
    "creator_gmv",
    "creator_video_gmv",
    "creator_live_gmv",
    "shop_tab_gmv",
)
"""What files tell of a product's channels; older ones do not say whose they are."""


@dataclass(frozen=True, slots=True)
class ToldTraffic:
    """Figures and courses are of ``DAILY``, and empty where no file told of a day.

    The rest is what a file of products told of its own days, which need not be the period's; it is
    empty where none told of any of these.
    """

    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    days: int
    """Of how many days of the period something is known."""
    about: Period | None
    """The days of the file of products; None where it did not say."""
    funnel: tuple[Figure, ...]
    channels: tuple[tuple[str, int], ...]
    """GMV of the ``CHANNELS`` that were told, minor units; they overlap, so they do not add up."""


def told_traffic(asked: Asked) -> ToldTraffic:
    """What is known of the period."""
    figures, courses, days = _daily(asked) if asked.skus is None else ((), (), 0)
    about, rows = products_told(asked)
    funnel = tuple(
        Figure(metric, total(getattr(row, name) for row in rows))
        for metric, name in _FUNNEL.items()
    )
    channels = ((name, total(getattr(row, name) for row in rows)) for name in CHANNELS)
    return ToldTraffic(
        figures=figures,
        courses=courses,
        days=days,
        about=about,
        funnel=funnel if rows else (),
        channels=tuple((name, gmv) for name, gmv in channels if gmv is not None),
    )


def total(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None where nothing is."""
    there = [value for value in values if value is not None]
    return sum(there) if there else None


def nearest(periods: Iterable[Period], asked: Period) -> Period | None:
    """Of some files' periods the one that has most days of the asked one, and fewest others.

    None where none has any.
    """

    def shared(each: Period) -> int:
        return min(each.last, asked.last) - max(each.first, asked.first) + 1

    there = [each for each in periods if shared(each) > 0]
    return max(there, key=lambda each: (shared(each), each.first - each.last), default=None)


def told_near(
    asked: Asked, of: str, read: Callable[[Connection, Period | None], _Told]
) -> _Told | None:
    """What files told of the days that are nearest to the period; None where all are of others.

    Files that do not say which days they are about count where no other does.
    """
    dated = told.periods(asked.conn, of)
    period = nearest(dated, asked.period)
    return None if dated and period is None else read(asked.conn, period)


def _daily(asked: Asked) -> tuple[tuple[Figure, ...], tuple[Course, ...], int]:
    now = _days(asked, asked.period)
    if not any((now[metric] != UNKNOWN).any() for metric in DAILY):
        return (), (), 0
    before = _days(asked, asked.compared) if asked.compared is not None else None
    figures = []
    for metric in DAILY:
        other = None
        if before is not None and _whole(now[metric]) and _whole(before[metric]):
            other = known(_gathered(metric, before[metric]))
        figures.append(Figure(metric, known(_gathered(metric, now[metric])), other))
    stretches = asked.stretches()
    first = asked.period.first
    courses = tuple(
        Course(
            metric,
            plain(
                np.array(
                    [
                        _gathered(metric, part) if _whole(part) else UNKNOWN
                        for each in stretches
                        for part in [now[metric][each.first - first : each.last - first + 1]]
                    ],
                    dtype=np.int64,
                )
            ),
        )
        for metric in DAILY
    )
    there = np.any([now[metric] != UNKNOWN for metric in DAILY], axis=0)
    return tuple(figures), courses, int(there.sum())


def _days(asked: Asked, period: Period) -> dict[Metric, Array]:
    """A value for each day of a period, ``UNKNOWN`` where no file told it."""
    rows: Columns = told.days(asked.conn, period)

    def of(name: str) -> Array:
        found = np.full(period.days, UNKNOWN, dtype=np.int64)
        found[rows["day"] - period.first] = rows[name]
        return found

    visitors, buyers, share = of("visitors"), of("buyers"), of("conversion_bp")
    own = metrics.conversion(buyers[:, None], visitors[:, None])
    return {
        Metric.PAGE_VIEWS: of("page_views"),
        Metric.VISITORS: visitors,
        Metric.BUYERS: buyers,
        Metric.CONVERSION: np.where(share != UNKNOWN, share, own),
    }


def _whole(days: Array) -> bool:
    return bool((days != UNKNOWN).all())


def _gathered(metric: Metric, days: Array) -> int:
    """The known days as one: shares are averaged, all else is added up."""
    there = days[days != UNKNOWN]
    if not len(there):
        return UNKNOWN
    whole = int(there.sum())
    return (2 * whole + len(there)) // (2 * len(there)) if metric is Metric.CONVERSION else whole


def products_told(asked: Asked) -> tuple[Period | None, tuple[told.ToldProduct, ...]]:
    """The days of the file that is nearest to the period, and its products that are asked about."""
    found = told_near(asked, "products", told.products)
    if found is None:
        return None, ()
    wanted = asked.question.products
    return found.period, tuple(
        each for each in found.rows if not wanted or each.product_id in wanted
    )
