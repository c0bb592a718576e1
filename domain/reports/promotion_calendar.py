"""Promotions over some days: which hold when, for what, and what else those days are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.promotions.campaigns import campaigns
from domain.reports.promotions import PromotionRow, Promotions
from domain.reports.shop import ShopRow

_EPOCH = date(1970, 1, 1)
_NEVER = 2**62


@dataclass(frozen=True, slots=True)
class Bar:
    """A promotion in a row; bars of one lane do not meet."""

    promotion: PromotionRow
    lane: int
    meets: bool
    """Whether another one of the row holds at some of the same time."""


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A product, or the whole shop (0, without a name), with what is planned for it."""

    product: int
    name: str
    bars: tuple[Bar, ...]
    """In the order of time."""
    lanes: int
    lives: tuple[tuple[int, int], ...] = ()
    """When live sessions that show it begin and end, as far as they are known."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that has a name."""

    day: int
    """Local, since 1970-01-01."""
    name: str
    campaign: bool
    """A campaign of the platform; else a holiday."""


@dataclass(frozen=True, slots=True)
class PromotionCalendar:
    """Some local days, the first of them since 1970-01-01."""

    first: int
    days: int
    rows: tuple[CalendarRow, ...]
    """Products by id, the whole shop last."""
    marks: tuple[Mark, ...]

    @property
    def lanes(self) -> int:
        """Of all rows together."""
        return sum(row.lanes for row in self.rows)


def calendar(found: Promotions, first: int, days: int) -> PromotionCalendar:
    """The promotions that hold, held or are planned on some of those days.

    A draft without a start has no place in it.
    """
    clock = found.shop.book.calendar
    since, before = int(clock.moment(first)), int(clock.moment(first + days))
    by_product: defaultdict[tuple[int, str], list[PromotionRow]] = defaultdict(list)
    for row in found.rows:
        if row.starts_at and max(since, row.starts_at) < min(before, row.over_at or _NEVER):
            for product in ((0, ""),) if row.whole_shop else row.products:
                by_product[product].append(row)
    lives: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    products = dict(found.lives.products)
    for sku, start, end in found.lives.between(clock, max(since, found.shop.now), before):
        lives[products[sku]].append((start, end))
    rows = [
        replace(_row(product, rows), lives=tuple(lives[product[0]]))
        for product, rows in by_product.items()
    ]
    rows.sort(key=lambda row: (not row.product, row.product))
    return PromotionCalendar(first, days, tuple(rows), marks(found.shop, first, days))


def _row(product: tuple[int, str], promotions: list[PromotionRow]) -> CalendarRow:
    bars: list[Bar] = []
    ends: list[int] = []
    for row in sorted(promotions, key=lambda row: (row.starts_at, row.id)):
        until = row.over_at or _NEVER
        lane = next((n for n, end in enumerate(ends) if end <= row.starts_at), len(ends))
        ends[lane : lane + 1] = [until]
        meets = any(
            other is not row
            and row.starts_at < (other.over_at or _NEVER)
            and other.starts_at < until
            for other in promotions
        )
        bars.append(Bar(row, lane, meets))
    return CalendarRow(*product, tuple(bars), len(ends))


def marks(shop: ShopRow, first: int, days: int) -> tuple[Mark, ...]:
    """The holidays and the platform's campaign days among those days, in the order of time."""
    clock = shop.book.calendar
    span = range(first, first + days)
    years = {(_EPOCH + timedelta(each)).year for each in (first, first + days - 1)}
    holidays = (
        Mark((holiday.on(year) - _EPOCH).days, holiday.name, campaign=False)
        for holiday in shop.book.holidays
        for year in sorted({*years, *(year + 1 for year in years)})
    )
    sales = (
        Mark(int(clock.local_day(each.starts_at)), each.name, campaign=True)
        for each in campaigns(shop.region)
    )
    found = (mark for mark in (*holidays, *sales) if mark.day in span)
    return tuple(sorted(found, key=lambda mark: (mark.day, mark.campaign)))
