"""The videos page: what each video brought, and how its views come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from domain.analytics import metrics
from domain.analytics.decay import HALF, MOST, by_age, days_until
from domain.analytics.metrics import Metric
from domain.analytics.periods import Buckets, Period
from domain.catalogue.tables import products, skus
from domain.creators.tables import creators, videos
from domain.kernel.columns import UNKNOWN, Array, Columns, read, read_numbers
from domain.reports.analytics import told
from domain.reports.analytics.question import Asked, Course, Figure, Question, known, plain
from domain.reports.analytics.told_traffic import told_near, total
from domain.simulation.exposure import Source
from domain.simulation.tables import traffic
from domain.tallies.tables import tally_traffic

SOURCES = (Source.VIDEO.code, Source.CREATOR_VIDEO.code)

COURSES: dict[Metric, str] = {
    Metric.VIEWS: "impressions",
    Metric.CLICKS: "clicks",
    Metric.PLACED: "orders",
}
"""What is drawn by a video's age, by its column of ``traffic``."""

FIGURES = (
    Metric.VIEWS,
    Metric.CLICKS,
    Metric.CTR,
    Metric.PLACED,
    Metric.CTOR,
    Metric.PLACED_ITEMS,
    Metric.PLACED_GMV,
    Metric.WATCH_GPM,
)
"""What is told of all videos together."""

TOLD_FIGURES = (
    Metric.VIEWS,
    Metric.CLICKS,
    Metric.CTR,
    Metric.ORDERS,
    Metric.CTOR,
    Metric.ITEMS,
    Metric.GMV,
    Metric.WATCH_GPM,
)
"""The same of a real shop: a file tells orders as the platform counts them."""

_LONGEST = 60
"""Days of a video's life that are drawn; what comes later is little."""


class VideoSort(StrEnum):
    """What videos are sorted by: the names of ``VideoRow``'s fields."""

    NAME = "name"
    CREATOR = "creator"
    PRODUCT = "product"
    POSTED = "posted_at"
    VIEWS = "views"
    CLICKS = "clicks"
    CTR = "ctr"
    ORDERS = "orders"
    CTOR = "ctor"
    ITEMS = "items"
    GMV = "gmv"
    GPM = "gpm"
    HALF_LIFE = "half_life"
    NEARLY_ALL = "nearly_all"
    FINISHED = "finished"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    FOLLOWERS = "followers"


@dataclass(frozen=True, slots=True)
class VideoRow:
    """One video in the period; None is what nobody knows.

    Money in minor units, moments in epoch seconds, shares in basis points, ages in days.
    """

    id: int
    name: str
    """Its title; in practice shops, whose videos have none, the product it shows."""
    creator: str
    """Whose it is; empty for the seller's own, and where a file does not say."""
    own: bool
    """Whether it is known to be the seller's own."""
    product: str
    posted_at: int | None
    views: int | None
    impressions: int | None
    """How often products were shown in it; in practice shops each view shows one."""
    clicks: int | None
    ctr: int | None
    orders: int | None
    ctor: int | None
    items: int | None
    gmv: int | None
    gpm: int | None
    """GMV for a thousand views."""
    half_life: int | None = None
    nearly_all: int | None = None
    finished: int | None = None
    """Which part of the views went on to the end."""
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    followers: int | None = None
    """Who began to follow because of it."""


@dataclass(frozen=True, slots=True)
class Decay:
    """How a video's views come, the day of its posting first."""

    means: tuple[tuple[float, ...], ...]
    """Of each of ``COURSES``, by age, for each video that has reached it."""
    half_life: int | None
    """In how many days half the views of the video in the middle had come."""
    nearly_all: int | None


@dataclass(frozen=True, slots=True)
class VideosPage:
    """The whole page."""

    rows: tuple[VideoRow, ...]
    """Most views first, what is unknown last."""
    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    """Of all videos, bucket by bucket; empty in real shops, whose files tell no days."""
    decay: Decay | None
    """None where no days are known, as in real shops, or where there is no video."""
    about: Period | None
    """The days of a real shop's file; None where it did not say, and in practice shops."""


@dataclass(frozen=True, slots=True)
class VideoDay:
    """One local day of a video; ``gmv`` in minor units."""

    day: int
    age: int
    """Days since its posting, 0 on that day."""
    views: int
    clicks: int
    carts: int
    orders: int
    units: int
    gmv: int


@dataclass(frozen=True, slots=True)
class VideoCourse:
    """One video's life until the period's end."""

    id: int
    days: tuple[VideoDay, ...]
    """Days on which it was seen."""
    courses: tuple[tuple[int, ...], ...]
    """Of each of ``COURSES``, by age, as far as it is drawn."""
    half_life: int | None
    nearly_all: int | None


def videos_page(conn: Connection, question: Question, wall: int) -> VideosPage:
    """What the videos page shows."""
    asked = Asked(conn, question, wall)
    return _watched(asked) if asked.about.is_practice else _told(asked)


def sort_videos(rows: Iterable[VideoRow], by: VideoSort, *, down: bool) -> tuple[VideoRow, ...]:
    """The rows in another order; what is unknown stands last either way."""

    def value(row: VideoRow) -> Any:
        found = getattr(row, by.value)
        return found.casefold() if isinstance(found, str) else found

    there = sorted(rows, key=lambda row: row.id)
    lost = [row for row in there if value(row) is None]
    there = sorted((row for row in there if value(row) is not None), key=value, reverse=down)
    return (*there, *lost)


def find_videos(rows: Iterable[VideoRow], words: str) -> tuple[VideoRow, ...]:
    """Those in whose title, creator or product the words stand."""
    wanted = words.casefold().strip()
    return tuple(
        row for row in rows if wanted in f"{row.name}\n{row.creator}\n{row.product}".casefold()
    )


# Practice shops


def _watched(asked: Asked) -> VideosPage:
    period = asked.period
    inside = _days(asked.conn, period.first, period.last)
    listed = _listed(asked, inside["content_id"])
    posted = int(listed["posted_day"].min(initial=period.first))
    before = _days(asked.conn, posted, period.first - 1)
    inside, before = (
        each.where(np.isin(each["content_id"], listed["id"])) for each in (inside, before)
    )
    place = np.searchsorted(listed["id"], inside["content_id"])
    counts = {
        name: np.bincount(place, inside[name], len(listed)).astype(np.int64) for name in _COUNTED
    }
    matrices = _by_age(asked, listed, before.joined(inside))
    views = matrices[Metric.VIEWS]
    half, most = days_until(views, HALF), days_until(views, MOST)
    figures, courses = _totals(asked, inside)
    return VideosPage(
        rows=sort_videos(_rows(asked.conn, listed, counts, half, most), VideoSort.VIEWS, down=True),
        figures=figures,
        courses=courses,
        decay=_decay(matrices, half, most) if len(listed) else None,
        about=None,
    )


_COUNTED = ("impressions", "clicks", "orders", "units", "gmv")


def _listed(asked: Asked, seen: Array) -> Columns:
    """Videos that were posted in the period, and of those seen in it, in the order of their ids."""
    before = asked.calendar.midnight(asked.period.last + 1)
    query = select(videos.c.id, videos.c.creator_id, videos.c.sku_id, videos.c.posted_at)
    query = query.where(videos.c.posted_at < before).order_by(videos.c.id)
    if asked.skus is not None:
        query = query.where(videos.c.sku_id.in_(asked.skus))
    every = _dated(asked, read(asked.conn, query))
    there = (every["posted_day"] >= asked.period.first) | np.isin(every["id"], seen)
    return every.where(there)


def _dated(asked: Asked, found: Columns) -> Columns:
    """Videos with the local day on which they were posted."""
    day = asked.calendar.local_day(found["posted_at"])
    return Columns({**{name: found[name] for name in found}, "posted_day": day})


def _days(conn: Connection, first: int, last: int, video: int | None = None) -> Columns:
    """What each video had on each local day between two, in no order; of one alone if it is given.

    A hundred thousand of them are read at once, so they are read as numbers.
    """
    columns = [traffic.c[name] for name in ("content_id", "day", *_COUNTED, "carts")]
    query = select(*columns).where(
        traffic.c.day.between(first, last), traffic.c.source.in_(SOURCES)
    )
    if video is not None:
        query = query.where(traffic.c.content_id == video)
    found = read_numbers(conn, query)
    return Columns({each.name: found[place] for place, each in enumerate(columns)})


def _by_age(asked: Asked, listed: Columns, days: Columns) -> dict[Metric, Array]:
    place = np.searchsorted(listed["id"], days["content_id"])
    last = min(asked.period.last, int(asked.calendar.local_day(asked.about.now)))
    return {
        metric: by_age(listed["posted_day"], place, days["day"], days[name], last)
        for metric, name in COURSES.items()
    }


def _decay(matrices: dict[Metric, Array], half: Array, most: Array) -> Decay:
    return Decay(
        means=tuple(_means(matrix[:, :_LONGEST]) for matrix in matrices.values()),
        half_life=_middle(half),
        nearly_all=_middle(most),
    )


def _means(matrix: Array) -> tuple[float, ...]:
    """The mean of each age over the videos that have reached it; one always has."""
    reached = matrix != UNKNOWN
    sums = np.where(reached, matrix, 0).sum(axis=0)
    return tuple((sums / reached.sum(axis=0)).round(2).tolist())


def _middle(days: Array) -> int | None:
    there = days[days != UNKNOWN].tolist()
    return median_low(there) if there else None


def _rows(
    conn: Connection, listed: Columns, counts: dict[str, Array], half: Array, most: Array
) -> list[VideoRow]:
    handles = dict(conn.execute(select(creators.c.id, creators.c.handle)).all())
    named = select(skus.c.id, products.c.name).join(products, products.c.id == skus.c.product_id)
    names = dict(conn.execute(named).all())
    found = _measured(counts)
    figures = {
        "views": found[Metric.VIEWS],
        "impressions": found[Metric.VIEWS],
        "clicks": found[Metric.CLICKS],
        "ctr": found[Metric.CTR],
        "orders": found[Metric.PLACED],
        "ctor": found[Metric.CTOR],
        "items": found[Metric.PLACED_ITEMS],
        "gmv": found[Metric.PLACED_GMV],
        "gpm": found[Metric.WATCH_GPM],
        "half_life": half,
        "nearly_all": most,
    }
    about = [listed[name].tolist() for name in ("id", "creator_id", "sku_id", "posted_at")]
    rows = []
    for place, (video, creator, sku, posted_at) in enumerate(zip(*about, strict=True)):
        rows.append(
            VideoRow(
                id=video,
                name=names.get(sku, ""),
                creator=handles.get(creator, ""),
                own=not creator,
                product=names.get(sku, ""),
                posted_at=posted_at,
                **{name: known(column[place]) for name, column in figures.items()},
            )
        )
    return rows


def _totals(asked: Asked, now: Columns) -> tuple[tuple[Figure, ...], tuple[Course, ...]]:
    """Of all videos together, altogether and bucket by bucket."""
    whole, course = _measured(_altogether(now)), _measured(_bucketed(asked.buckets, now))
    before = None
    if asked.compared is not None:
        before = _measured(_altogether(_seen(asked, asked.compared)))
    return (
        tuple(
            Figure(
                metric,
                known(int(whole[metric])),
                None if before is None else known(int(before[metric])),
            )
            for metric in FIGURES
        ),
        tuple(Course(metric, plain(course[metric])) for metric in FIGURES),
    )


def _seen(asked: Asked, period: Period) -> Columns:
    """What all videos had on each day."""
    return asked.sums(
        tally_traffic,
        ("day",),
        period,
        which=lambda c: (c["source"] == SOURCES[0]) | (c["source"] == SOURCES[1]),
    )


def _altogether(days: Columns) -> dict[str, Array]:
    return {name: np.asarray(days[name].sum()) for name in _COUNTED}


def _bucketed(within: Buckets, days: Columns) -> dict[str, Array]:
    return {name: within.sums(days["day"], days[name]) for name in _COUNTED}


def _measured(counts: dict[str, Array]) -> dict[Metric, Array]:
    views, clicks, orders, gmv = (
        counts[name] for name in ("impressions", "clicks", "orders", "gmv")
    )
    return {
        Metric.VIEWS: views,
        Metric.CLICKS: clicks,
        Metric.CTR: metrics.ctr(clicks, views),
        Metric.PLACED: orders,
        Metric.CTOR: metrics.ctor(orders, clicks),
        Metric.PLACED_ITEMS: counts["units"],
        Metric.PLACED_GMV: gmv,
        Metric.WATCH_GPM: metrics.watch_gpm(gmv, views),
    }


def video_course(conn: Connection, question: Question, video: int, wall: int) -> VideoCourse | None:
    """A practice shop's video, from its posting to the period's end; None where there is none."""
    asked = Asked(conn, question, wall)
    query = select(videos.c.id, videos.c.posted_at).where(videos.c.id == video)
    listed = read(conn, query)
    if not len(listed):
        return None
    listed = _dated(asked, listed)
    posted = int(listed["posted_day"][0])
    days = _days(conn, posted, asked.period.last, video)
    days = days.where(np.argsort(days["day"], kind="stable"))
    matrices = _by_age(asked, listed, days)
    views = matrices[Metric.VIEWS]
    columns = ("day", "impressions", "clicks", "carts", "orders", "units", "gmv")
    rows = zip(*(days[name].tolist() for name in columns), strict=True)
    return VideoCourse(
        id=video,
        days=tuple(VideoDay(day, day - posted, *counts) for day, *counts in rows),
        courses=tuple(tuple(each[0, :_LONGEST].tolist()) for each in matrices.values()),
        half_life=known(days_until(views, HALF)[0]),
        nearly_all=known(days_until(views, MOST)[0]),
    )


# Real shops


def _told(asked: Asked) -> VideosPage:
    found = told_near(asked, "videos", told.videos)
    if found is None:
        return VideosPage((), (), (), None, None)
    by_video: dict[int, list[told.ToldVideo]] = {}
    for row in found.rows:
        by_video.setdefault(row.video_id, []).append(row)
    rows = [_told_row(each) for each in by_video.values()]
    return VideosPage(
        rows=sort_videos(rows, VideoSort.VIEWS, down=True),
        figures=_told_totals(rows) if rows else (),
        courses=(),
        decay=None,
        about=found.period,
    )


def _told_row(rows: Sequence[told.ToldVideo]) -> VideoRow:
    """One video: what it sold of each product adds up, what is about the video is told in each."""
    first = rows[0]

    def once(name: str) -> int | None:
        return max((each for row in rows if (each := getattr(row, name)) is not None), default=None)

    def added(name: str) -> int | None:
        return total(getattr(row, name) for row in rows)

    views, impressions, clicks = once("views"), once("impressions"), once("clicks")
    orders, gmv = added("orders"), added("gmv")
    ctr, ctor = once("ctr_bp"), once("ctor_bp") if len(rows) == 1 else None
    return VideoRow(
        id=first.video_id,
        name=first.title,
        creator=first.creator,
        own=False,
        product=first.products,
        posted_at=first.posted_at,
        views=views,
        impressions=impressions,
        clicks=clicks,
        ctr=told.rate(metrics.ctr, clicks, impressions) if ctr is None else ctr,
        orders=orders,
        ctor=told.rate(metrics.ctor, orders, clicks) if ctor is None else ctor,
        items=added("items"),
        gmv=gmv,
        gpm=told.rate(metrics.watch_gpm, gmv, views),
        finished=once("finish_rate_bp"),
        likes=once("likes"),
        comments=once("comments"),
        shares=once("shares"),
        followers=once("new_followers"),
    )


def _told_totals(rows: Sequence[VideoRow]) -> tuple[Figure, ...]:
    """Sums of what is known; a rate is of the videos of which both its parts are."""
    found = {
        Metric.VIEWS: total(row.views for row in rows),
        Metric.CLICKS: total(row.clicks for row in rows),
        Metric.CTR: told.rate_of(metrics.ctr, rows, "clicks", "impressions"),
        Metric.ORDERS: total(row.orders for row in rows),
        Metric.CTOR: told.rate_of(metrics.ctor, rows, "orders", "clicks"),
        Metric.ITEMS: total(row.items for row in rows),
        Metric.GMV: total(row.gmv for row in rows),
        Metric.WATCH_GPM: told.rate_of(metrics.watch_gpm, rows, "gmv", "views"),
    }
    return tuple(Figure(metric, found[metric]) for metric in TOLD_FIGURES)
