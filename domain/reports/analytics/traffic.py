"""The traffic page: from being shown to being ordered, by where buyers met the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from domain.analytics import metrics
from domain.analytics.metrics import Metric
from domain.analytics.periods import Buckets
from domain.catalogue.tables import products, skus
from domain.kernel.columns import Array, Columns, summed
from domain.reports.analytics.question import (
    Asked,
    Course,
    Figure,
    Question,
    Stretch,
    known,
    plain,
)
from domain.reports.analytics.told_traffic import ToldTraffic, told_traffic
from domain.simulation.exposure import Source
from domain.tallies.tables import tally_traffic

COUNTED: Mapping[Metric, str] = {
    Metric.IMPRESSIONS: "impressions",
    Metric.CLICKS: "clicks",
    Metric.CARTS: "carts",
    Metric.PLACED: "orders",
    Metric.PLACED_ITEMS: "units",
    Metric.PLACED_GMV: "gmv",
}
"""What is counted of every source, by the column of its sums."""

FUNNEL = (Metric.IMPRESSIONS, Metric.CLICKS, Metric.CARTS, Metric.PLACED)
BY_SOURCE = (
    Metric.IMPRESSIONS,
    Metric.CLICKS,
    Metric.CTR,
    Metric.CARTS,
    Metric.ATC_RATE,
    Metric.PLACED,
    Metric.CTOR,
    Metric.PLACED_ITEMS,
    Metric.PLACED_GMV,
    Metric.SHOW_GPM,
)
"""What the page says of each source, and of all of them."""


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """One source, or all of them: ``BY_SOURCE``, then and now."""

    source: str
    """``simulation.exposure.Source``'s code; empty for all."""
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class SourceCourse:
    """What came from one source, bucket by bucket, of every metric of ``BY_SOURCE``."""

    source: str
    courses: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class TrafficPage:
    """The whole page; of a real shop nobody knows sources, only what files told."""

    buckets: tuple[Stretch, ...]
    whole: SourceFigures | None
    courses: tuple[Course, ...]
    """Of all sources."""
    sources: tuple[SourceFigures, ...]
    """Those that showed something in the period or in the other one; they add up to the whole."""
    split: tuple[SourceCourse, ...]
    told: ToldTraffic | None
    """None in practice shops."""


@dataclass(frozen=True, slots=True)
class SeenRow:
    """What one product had from one source in one bucket; ``gmv`` in minor units."""

    bucket: Stretch
    source: str
    product: str
    impressions: int
    clicks: int
    carts: int
    orders: int
    units: int
    gmv: int


def traffic(conn: Connection, question: Question, wall: int) -> TrafficPage:
    """What the traffic page shows."""
    asked = Asked(conn, question, wall)
    stretches = asked.stretches()
    if not asked.about.is_practice:
        return TrafficPage(stretches, None, (), (), (), told_traffic(asked))
    now = asked.sums(tally_traffic, _DAILY)
    before = asked.sums(tally_traffic, _DAILY, asked.compared) if asked.compared else None
    there = {*now["source"], *(before["source"] if before is not None else ())}
    shown = [each.code for each in Source if each.code in there]
    return TrafficPage(
        buckets=stretches,
        whole=_source("", now, before),
        courses=_courses(asked, now, before),
        sources=tuple(_source(each, now, before) for each in shown),
        split=tuple(SourceCourse(each, _split(asked.buckets, now, each)) for each in shown),
        told=None,
    )


_DAILY = ("day", "source")


def seen(conn: Connection, question: Question, source: str, wall: int) -> tuple[SeenRow, ...]:
    """What a source brought, or all of them with an empty code, by bucket and product.

    The newest bucket stands first, and of a bucket what had most clicks.
    """
    asked = Asked(conn, question, wall)
    found = asked.sums(
        tally_traffic,
        ("day", "source", "sku_id"),
        which=(lambda columns: columns["source"] == source) if source else None,
    )
    stretches = asked.stretches()
    named = select(skus.c.id, products.c.id, products.c.name).join(
        products, products.c.id == skus.c.product_id
    )
    product_of = {sku: (product, name) for sku, product, name in conn.execute(named)}
    sums: dict[tuple[int, str, int, str], list[int]] = {}
    by = ("bucket", "source", "sku_id")
    kept = {name: found[name] for name in (*by[1:], *COUNTED.values())}
    rows = summed(Columns({"bucket": asked.buckets.index(found["day"]), **kept}), by)
    columns = [rows[name].tolist() for name in rows]
    for place, of, sku, *counts in zip(*columns, strict=True):
        total = sums.setdefault((place, of, *product_of.get(sku, (0, ""))), [0] * len(counts))
        total[:] = map(sum, zip(total, counts, strict=True))
    listed = (
        SeenRow(stretches[place], of, name, *counts)
        for (place, of, _, name), counts in sums.items()
    )
    return tuple(
        sorted(listed, key=lambda row: (-row.bucket.first, -row.clicks, row.product, row.source))
    )


def _source(source: str, now: Columns, before: Columns | None) -> SourceFigures:
    """A source's figures, or those of all with an empty code."""
    found = _measured(_counts(now, source))
    other = None if before is None else _measured(_counts(before, source))
    return SourceFigures(
        source,
        tuple(
            Figure(
                metric,
                known(int(found[metric])),
                None if other is None else known(int(other[metric])),
            )
            for metric in BY_SOURCE
        ),
    )


def _counts(sums: Columns, source: str) -> dict[Metric, Array]:
    """What is counted; a source without rows brought nothing."""
    here = sums if not source else sums.where(sums["source"] == source)
    return {metric: np.asarray(here[name].sum()) for metric, name in COUNTED.items()}


def _measured(counts: dict[Metric, Array]) -> dict[Metric, Array]:
    """Counts and the rates that follow from them."""
    return counts | {
        Metric.CTR: metrics.ctr(counts[Metric.CLICKS], counts[Metric.IMPRESSIONS]),
        Metric.ATC_RATE: metrics.atc_rate(counts[Metric.CARTS], counts[Metric.CLICKS]),
        Metric.CTOR: metrics.ctor(counts[Metric.PLACED], counts[Metric.CLICKS]),
        Metric.SHOW_GPM: metrics.show_gpm(counts[Metric.PLACED_GMV], counts[Metric.IMPRESSIONS]),
    }


def _courses(asked: Asked, now: Columns, before: Columns | None) -> tuple[Course, ...]:
    """All sources, bucket by bucket, then and now."""
    found, other = _measured(_bucketed(asked.buckets, now)), None
    if before is not None and (buckets_before := asked.buckets_before) is not None:
        other = _measured(_bucketed(buckets_before, before))
    return tuple(
        Course(metric, plain(found[metric]), () if other is None else plain(other[metric]))
        for metric in BY_SOURCE
    )


def _split(within: Buckets, now: Columns, source: str) -> tuple[Course, ...]:
    found = _measured(_bucketed(within, now.where(now["source"] == source)))
    return tuple(Course(metric, plain(found[metric])) for metric in BY_SOURCE)


def _bucketed(within: Buckets, days: Columns) -> dict[Metric, Array]:
    return {metric: within.sums(days["day"], days[name]) for metric, name in COUNTED.items()}
