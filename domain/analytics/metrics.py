"""Every figure of the Analytics pages: what unit it has, which way is good, how it is computed.

Functions take columns (or single numbers, which are columns of one) and give ``UNKNOWN`` where a
part is unknown or there is nothing to divide by. Quotients are whole numbers rounded half up:
minor units, basis points, or hundredths. Sources are those of the domain reference, section 6; A21
is the platform's own answers on the metrics of Shop Analytics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import DAY
from domain.kernel.columns import UNKNOWN, Array
from domain.kernel.money import BASIS, Cents

HUNDREDTHS = 100
"""What a metric with the unit ``RATIO`` is counted in: 125 units for 100 orders are 125."""


class Metric(StrEnum):
    """The keys of all metrics."""

    GMV = "gmv"
    GROSS_REVENUE = "gross-revenue"
    DIRECT_GMV = "direct-gmv"
    ATTRIBUTED_GMV = "attributed-gmv"
    PAID = "paid"
    MARGIN = "margin"
    MARGIN_SHARE = "margin-share"
    ORDERS = "orders"
    SKU_ORDERS = "sku-orders"
    PLACED = "placed"
    PLACED_ITEMS = "placed-items"
    PLACED_GMV = "placed-gmv"
    ITEMS = "items"
    BUYERS = "buyers"
    AOV = "aov"
    ITEMS_PER_ORDER = "items-per-order"
    IMPRESSIONS = "impressions"
    CLICKS = "clicks"
    PAGE_VIEWS = "page-views"
    VISITORS = "visitors"
    CARTS = "carts"
    CTR = "ctr"
    ATC_RATE = "atc-rate"
    CTOR = "ctor"
    CONVERSION = "conversion"
    VIEWS = "views"
    WATCH_GPM = "watch-gpm"
    SHOW_GPM = "show-gpm"
    HALF_LIFE = "half-life"
    NEARLY_ALL = "nearly-all"
    NEW_BUYERS = "new-buyers"
    RETURNING_BUYERS = "returning-buyers"
    REPEAT_SHARE = "repeat-share"
    REPEAT_INTERVAL = "repeat-interval"
    ELASTICITY = "elasticity"
    DELIVERED = "delivered"
    TO_DELIVER = "to-deliver"
    TO_SCAN = "to-scan"
    ON_WAY = "on-way"
    LATE_SHARE = "late-share"
    LATE_SCAN_SHARE = "late-scan-share"
    RETURNS = "returns"
    RETURN_UNITS = "return-units"
    RETURN_RATE = "return-rate"
    REFUNDED = "refunded"
    TO_CLOSE = "to-close"
    MESSAGES = "messages"
    IN_TIME = "in-time"
    TO_ANSWER = "to-answer"
    REVIEWS = "reviews"
    STARS = "stars"
    NEGATIVE_SHARE = "negative-share"
    PROMOTED_ORDERS = "promoted-orders"
    PROMOTED_SHARE = "promoted-share"
    GIVEN = "given"
    GIVEN_BY_PLATFORM = "given-by-platform"
    CREATOR_GMV = "creator-gmv"
    CREATOR_REFUNDS = "creator-refunds"
    COMMISSION = "commission"
    VIDEOS = "videos"
    LIVES = "lives"
    SAMPLES = "samples"


class Unit(StrEnum):
    """What a metric's whole numbers count."""

    MONEY = "money"
    """Minor units of the shop's currency."""
    COUNT = "count"
    BASIS_POINTS = "basis-points"
    DAYS = "days"
    RATIO = "ratio"
    """``HUNDREDTHS``."""
    LONG_TIME = "long-time"
    """``HUNDREDTHS`` of a day."""
    SHORT_TIME = "short-time"
    """``HUNDREDTHS`` of an hour."""


class Better(StrEnum):
    """Which way is good."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a metric is; ``source`` says who defines it so, *own* where it is this program."""

    unit: Unit
    better: Better
    source: str

    @property
    def is_own(self) -> bool:
        """Whether this program defines it, and not the platform."""
        return self.source == _OWN


def _money(source: str, better: Better = Better.MORE) -> Definition:
    return Definition(Unit.MONEY, better, source)


def _count(source: str) -> Definition:
    return Definition(Unit.COUNT, Better.MORE, source)


def _share(source: str, better: Better = Better.MORE) -> Definition:
    return Definition(Unit.BASIS_POINTS, better, source)


_PLATFORM = "API, A21"
_OWN = "own"

DEFINITIONS: Mapping[Metric, Definition] = MappingProxyType(
    {
        Metric.GMV: _money(_PLATFORM),
        Metric.GROSS_REVENUE: _money(_PLATFORM),
        Metric.DIRECT_GMV: _money(_PLATFORM),
        Metric.ATTRIBUTED_GMV: _money(_PLATFORM),
        Metric.PAID: _money(_OWN),
        Metric.MARGIN: _money(_OWN),
        Metric.MARGIN_SHARE: _share(_OWN),
        Metric.ORDERS: _count(_PLATFORM),
        Metric.SKU_ORDERS: _count(_PLATFORM),
        Metric.PLACED: _count(_OWN),
        Metric.PLACED_ITEMS: _count(_OWN),
        Metric.PLACED_GMV: _money(_OWN),
        Metric.ITEMS: _count(_PLATFORM),
        Metric.BUYERS: _count(_PLATFORM),
        Metric.AOV: _money(_PLATFORM),
        Metric.ITEMS_PER_ORDER: Definition(Unit.RATIO, Better.MORE, _OWN),
        Metric.IMPRESSIONS: _count(_PLATFORM),
        Metric.CLICKS: _count(_PLATFORM),
        Metric.PAGE_VIEWS: _count(_PLATFORM),
        Metric.VISITORS: _count(_PLATFORM),
        Metric.CARTS: _count(_OWN),
        Metric.CTR: _share(_PLATFORM),
        Metric.ATC_RATE: _share(_OWN),
        Metric.CTOR: _share(_PLATFORM),
        Metric.CONVERSION: _share(_PLATFORM),
        Metric.VIEWS: _count(_PLATFORM),
        Metric.WATCH_GPM: _money(_PLATFORM),
        Metric.SHOW_GPM: _money(_PLATFORM),
        Metric.HALF_LIFE: Definition(Unit.DAYS, Better.NEITHER, _OWN),
        Metric.NEARLY_ALL: Definition(Unit.DAYS, Better.NEITHER, _OWN),
        Metric.NEW_BUYERS: _count(_OWN),
        Metric.RETURNING_BUYERS: _count(_OWN),
        Metric.REPEAT_SHARE: _share(_OWN),
        Metric.REPEAT_INTERVAL: Definition(Unit.DAYS, Better.LESS, _OWN),
        Metric.ELASTICITY: Definition(Unit.RATIO, Better.NEITHER, _OWN),
        Metric.DELIVERED: _count(_OWN),
        Metric.TO_DELIVER: Definition(Unit.DAYS, Better.LESS, _OWN),
        Metric.TO_SCAN: Definition(Unit.LONG_TIME, Better.LESS, _OWN),
        Metric.ON_WAY: Definition(Unit.LONG_TIME, Better.LESS, _OWN),
        Metric.LATE_SHARE: _share(_OWN, Better.LESS),
        Metric.LATE_SCAN_SHARE: _share(_OWN, Better.LESS),
        Metric.RETURNS: Definition(Unit.COUNT, Better.LESS, _OWN),
        Metric.RETURN_UNITS: Definition(Unit.COUNT, Better.LESS, _OWN),
        Metric.RETURN_RATE: _share(_OWN, Better.LESS),
        Metric.REFUNDED: _money(_OWN, Better.LESS),
        Metric.TO_CLOSE: Definition(Unit.LONG_TIME, Better.LESS, _OWN),
        Metric.MESSAGES: Definition(Unit.COUNT, Better.NEITHER, _OWN),
        Metric.IN_TIME: _share("A4"),
        Metric.TO_ANSWER: Definition(Unit.SHORT_TIME, Better.LESS, _OWN),
        Metric.REVIEWS: _count(_OWN),
        Metric.STARS: Definition(Unit.RATIO, Better.MORE, _OWN),
        Metric.NEGATIVE_SHARE: _share(_OWN, Better.LESS),
        Metric.PROMOTED_ORDERS: _count(_OWN),
        Metric.PROMOTED_SHARE: _share(_OWN, Better.NEITHER),
        Metric.GIVEN: _money(_OWN, Better.NEITHER),
        Metric.GIVEN_BY_PLATFORM: _money(_OWN, Better.NEITHER),
        Metric.CREATOR_GMV: _money(_PLATFORM),
        Metric.CREATOR_REFUNDS: _money(_PLATFORM, Better.LESS),
        Metric.COMMISSION: _money(_PLATFORM, Better.NEITHER),
        Metric.VIDEOS: _count(_PLATFORM),
        Metric.LIVES: _count(_PLATFORM),
        Metric.SAMPLES: Definition(Unit.COUNT, Better.NEITHER, _PLATFORM),
    }
)


def _over(part: npt.ArrayLike, whole: npt.ArrayLike, scale: int) -> Array:
    """A quotient in ``scale`` parts, rounded half up; ``UNKNOWN`` where there is none."""
    part, whole = np.asarray(part, dtype=np.int64), np.asarray(whole, dtype=np.int64)
    known = (part != UNKNOWN) & (whole > 0)
    divisor = np.where(known, whole, 1)
    return np.where(known, (2 * part * scale + divisor) // (2 * divisor), UNKNOWN)


def aov(gmv: Cents, orders: Array) -> Cents:
    """GMV for each main order; for LIVE of the direct GMV."""
    return _over(gmv, orders, 1)


def items_per_order(items: Array, orders: Array) -> Array:
    """Units for each main order, hundredths."""
    return _over(items, orders, HUNDREDTHS)


def ctr(clicks: Array, impressions: Array) -> Array:
    """Clicks for each time that the product was shown, basis points."""
    return _over(clicks, impressions, BASIS)


def atc_rate(carts: Array, clicks: Array) -> Array:
    """Which part of the clicks ended in the cart, basis points."""
    return _over(carts, clicks, BASIS)


def ctor(orders: Array, clicks: Array) -> Array:
    """Orders for each click on a product, basis points."""
    return _over(orders, clicks, BASIS)


def conversion(payers: Array, visitors: Array) -> Array:
    """Which part of a page's visitors paid, as the mean of the days' own shares, basis points.

    The last axis is the days; a day without visitors, or of which something is unknown, is left
    out, so a quiet day weighs as much as a busy one. It is not the payers of all days over their
    visitors.
    """
    known = (visitors > 0) & (payers != UNKNOWN)
    shares = np.where(known, payers / np.where(known, visitors, 1), 0).sum(axis=-1)
    days = known.sum(axis=-1)
    mean = np.floor(shares / np.maximum(days, 1) * BASIS + 0.5).astype(np.int64)
    return np.where(days > 0, mean, UNKNOWN)


def watch_gpm(gmv: Cents, views: Array) -> Cents:
    """GMV for a thousand views of the content."""
    return _over(gmv, views, 1_000)


def show_gpm(gmv: Cents, impressions: Array) -> Cents:
    """GMV for a thousand times that the content or the product was shown."""
    return _over(gmv, impressions, 1_000)


def repeat_share(returning: Array, buyers: Array) -> Array:
    """Which part of the buyers had ordered before the period began, basis points."""
    return _over(returning, buyers, BASIS)


def share(part: Array, whole: Array) -> Array:
    """Which part of the whole it is, basis points."""
    return _over(part, whole, BASIS)


def mean(total: Array, count: Array) -> Array:
    """The mean of so many, hundredths."""
    return _over(total, count, HUNDREDTHS)


def mean_days(seconds: Array, count: Array) -> Array:
    """How long each took on average, hundredths of a day."""
    return _over(seconds, np.asarray(count) * DAY, HUNDREDTHS)


def median(values: Array, counts: Array) -> int:
    """The middle of values, each there so many times; of two middle ones the lower one."""
    order = np.argsort(values, kind="stable")
    there = np.cumsum(counts[order])
    if not len(there) or not there[-1]:
        return UNKNOWN
    return int(values[order][np.searchsorted(2 * there, there[-1])])
