"""The table of the creators page: all that a file told of each creator, sorted by any of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.panels.analytics.rows import Heading, metric_heading
from desktop.panels.analytics.sorted_table import SortedTable
from domain.analytics.metrics import Metric, Unit
from domain.reports.analytics.told import ToldCreator


class Sort(Enum):
    """What a column shows and sorts by: what was told of a creator."""

    CREATOR = "creator"
    GMV = "gmv"
    ORDERS = "orders"
    ITEMS = "items"
    AOV = "aov"
    REFUNDS = "refunds"
    ITEMS_REFUNDED = "items_refunded"
    COMMISSION = "commission"
    FLAT_FEE = "flat_fee"
    SAMPLES = "samples"
    SAMPLE_CONTENT = "sample_content"
    VIDEOS = "videos"
    LIVES = "lives"
    IMPRESSIONS = "impressions"
    VIEWS = "views"
    CTR = "ctr_bp"
    CTOR = "ctor_bp"
    VIDEO_GMV = "video_gmv"
    LIVE_GMV = "live_gmv"
    CARD_GMV = "card_gmv"
    BUYERS = "buyers"
    PRODUCTS = "products"
    SHOWCASED = "showcased"
    FOLLOWERS = "followers"


class CreatorTable(SortedTable):
    """Creators, those who brought most first; what no creator was told of has no column."""

    sorts = tuple(Sort)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("analytics.creators", tr("Creators"), _headings(), Sort.GMV, parent)

    def fit_to(self, rows: Sequence[ToldCreator]) -> None:
        """Have columns for what is known of any of these."""
        untold = [
            f"column-{place}"
            for place, each in enumerate(Sort)
            if all(getattr(row, each.value) is None for row in rows)
        ]
        self.columns.hide_by_itself(frozenset(untold))


def _headings() -> tuple[Heading, ...]:
    overlap = tr("Channels overlap: the same order may count in two, so they do not add up to GMV.")
    return (
        Heading(tr("Creator")),
        metric_heading(Metric.CREATOR_GMV, tr("GMV")),
        metric_heading(Metric.ORDERS),
        metric_heading(Metric.ITEMS),
        metric_heading(Metric.AOV, tr("AOV")),
        metric_heading(Metric.CREATOR_REFUNDS, tr("Refunds")),
        Heading(tr("Items refunded"), Unit.COUNT),
        metric_heading(Metric.COMMISSION, tr("Est. commission")),
        Heading(
            tr("Est. flat fee"),
            Unit.MONEY,
            tr("What the platform expects you to pay for content, whatever it sells."),
        ),
        metric_heading(Metric.SAMPLES, tr("Samples")),
        Heading(
            tr("Sample content"),
            Unit.COUNT,
            tr("Videos and LIVE sessions about products that were sent as samples."),
        ),
        metric_heading(Metric.VIDEOS),
        metric_heading(Metric.LIVES, tr("LIVE")),
        metric_heading(Metric.IMPRESSIONS),
        metric_heading(Metric.VIEWS),
        metric_heading(Metric.CTR),
        metric_heading(Metric.CTOR),
        Heading(tr("GMV of videos"), Unit.MONEY, overlap),
        Heading(tr("GMV of LIVE"), Unit.MONEY, overlap),
        Heading(tr("GMV of product cards"), Unit.MONEY, overlap),
        metric_heading(Metric.BUYERS),
        Heading(tr("Products sold"), Unit.COUNT, tr("How many different ones.")),
        Heading(tr("In showcase"), Unit.COUNT, tr("Products that they added to their showcase.")),
        Heading(tr("Followers"), Unit.COUNT),
    )
