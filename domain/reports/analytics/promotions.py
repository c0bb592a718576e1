"""The promotions page: what each promotion of the period brought, and what it took from elsewhere.

A promotion is held against itself by days that are over. *During* are the days on which it held at
any time; *before* are as many days directly before them, 14 at most (in a shop that was younger
then, those that it had, 7 at least), and *after* as many directly after. What its SKUs sold a day
in each gives the **lift** (during against before) and the **dip** (after against before: buyers
who would have come later have come already).

**Cannibalisation** is told in two ways, both by the same days before. *Others* is what buyers paid
for the shop's other products on its days, less what they paid for them before in as many days.
*Anyway* is how many of the units it sold buyers would have bought without it if they had gone on
as before: as many as before in as many days, at most all of them. Neither knows what else changed
meanwhile; ``meets`` says where another promotion of the same SKUs did.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import Connection, func, select

from domain.analytics import metrics
from domain.analytics.metrics import Metric
from domain.analytics.periods import Buckets, Period
from domain.kernel.columns import Array, Columns, read, summed
from domain.kernel.money import BASIS
from domain.orders.tables import orders
from domain.promotions.tables import promotion_items, promotion_uses
from domain.reports.analytics.question import (
    Asked,
    Course,
    Figure,
    Question,
    Span,
    Stretch,
    plain,
    span,
)
from domain.reports.analytics.selling import courses, paid_for
from domain.reports.happened import in_time
from domain.reports.promotion_results import Results, results
from domain.reports.promotions import PromotionRow, all_promotions
from domain.reports.tallies import tallied
from domain.tallies.tables import tally_hours, tally_skus

MEASURES = (
    Metric.PROMOTED_ORDERS,
    Metric.PROMOTED_SHARE,
    Metric.GIVEN,
    Metric.GIVEN_BY_PLATFORM,
)

MOST_DAYS = 14
"""Days before and after that are looked at, at most."""
_LEAST_DAYS = 7
"""Days that a shop has to have had before a promotion that held for longer."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What SKUs sold in some days."""

    days: int
    units: int

    @property
    def a_day(self) -> int:
        """Units a day, hundredths."""
        return int(metrics.mean(np.array([self.units]), np.array([self.days]))[0])


@dataclass(frozen=True, slots=True)
class Held:
    """A promotion that held in the period; all of its days count, not only the period's."""

    row: PromotionRow
    results: Results
    first: int
    """The local day on which it began."""
    last: int
    """Its last one, or the shop's last whole day while it goes on."""
    over: bool
    before: Pace | None
    """None where the shop was not there for so long."""
    during: Pace | None
    """None before its first day is over."""
    after: Pace | None
    """None as long as no day after it is over."""
    others: int | None
    """Cannibalisation, minor units; None where it is for all products, or not known."""
    meets: bool
    """Whether another promotion of its SKUs held on one of these days."""

    @property
    def id(self) -> int:
        """The promotion's."""
        return self.row.id

    @property
    def days(self) -> int:
        """On how many days it has held so far."""
        return self.last - self.first + 1

    @property
    def lift(self) -> int | None:
        """How much more its SKUs sold than before, basis points; None where nothing tells."""
        return _change(self.during, self.before)

    @property
    def dip(self) -> int | None:
        """How much more they sold afterwards than before; less than 0 where less."""
        return _change(self.after, self.before)

    @property
    def anyway(self) -> int | None:
        """The share of units that would have been bought anyway, basis points."""
        if self.during is None or self.before is None or not self.during.units:
            return None
        usual = self.before.units * self.during.days * BASIS // self.before.days
        return min(usual // self.during.units, BASIS)


@dataclass(frozen=True, slots=True)
class PromotionsPage:
    """The whole page."""

    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    """GMV first, then the measures of ``figures``."""
    buckets: tuple[Stretch, ...]
    held: tuple[Held, ...]
    """The newest first."""


def promotions_page(conn: Connection, question: Question, wall: int) -> PromotionsPage:
    """What the promotions page shows; it is about all products, whichever are asked for."""
    asked = Asked(conn, replace(question, products=()), wall)
    now = _used(asked, asked.period)
    before = _used(asked, asked.compared) if asked.compared else None
    told = _measured(summed(now.only(_SUMS), []))
    past = _measured(summed(before.only(_SUMS), [])) if before is not None else {}
    return PromotionsPage(
        figures=tuple(
            Figure(metric, told[metric][0], past[metric][0] if past else None)
            for metric in MEASURES
        ),
        courses=_courses(asked, now, before),
        buckets=asked.stretches(),
        held=_held(asked, wall),
    )


_SUMS = ("used", "seller", "platform", "orders")


def _used(asked: Asked, period: Period) -> Columns:
    """By local day: orders, those that used a promotion, and what these took off."""
    calendar = asked.calendar
    query = (
        select(
            func.min(orders.c.paid_at).label("day"),
            func.sum(promotion_uses.c.seller).label("seller"),
            func.sum(promotion_uses.c.platform).label("platform"),
        )
        .join(promotion_uses, promotion_uses.c.order_id == orders.c.id)
        .where(
            in_time(
                orders.c.paid_at,
                calendar.midnight(period.first),
                calendar.midnight(period.last + 1),
            ),
        )
        .group_by(orders.c.id)
    )
    uses, paid = read(asked.conn, query), asked.sums(tally_hours, ("day",), period)
    used = Columns(
        {
            "day": calendar.local_day(uses["day"]),
            "used": np.ones(len(uses), dtype=np.int64),
            "seller": uses["seller"],
            "platform": uses["platform"],
        }
    ).with_zeros(["orders"])
    everybody = paid.only(["day", "orders"]).with_zeros(["used", "seller", "platform"])
    return summed(used.joined(everybody), ["day"])


def _measured(sums: Columns) -> dict[Metric, tuple[int | None, ...]]:
    return {
        Metric.PROMOTED_ORDERS: plain(sums["used"]),
        Metric.PROMOTED_SHARE: plain(metrics.share(sums["used"], sums["orders"])),
        Metric.GIVEN: plain(sums["seller"]),
        Metric.GIVEN_BY_PLATFORM: plain(sums["platform"]),
    }


def _courses(asked: Asked, now: Columns, before: Columns | None) -> tuple[Course, ...]:
    def bucketed(days: Columns, within: Buckets) -> dict[Metric, tuple[int | None, ...]]:
        return _measured(Columns({name: within.sums(days["day"], days[name]) for name in _SUMS}))

    gmv = next(each for each in courses(asked) if each.metric is Metric.GMV)
    found, other = bucketed(now, asked.buckets), asked.buckets_before
    past = bucketed(before, other) if before is not None and other is not None else {}
    return (gmv, *(Course(metric, found[metric], past.get(metric, ())) for metric in MEASURES))


# Each promotion


def _held(asked: Asked, wall: int) -> tuple[Held, ...]:
    there, known = span(asked.conn, wall), all_promotions(asked.conn, wall)
    mine = _skus(asked.conn)
    times = {row.id: _days(asked, row, there.today) for row in known.rows}
    here = {
        row: days
        for row in known.rows
        if (days := times[row.id]) is not None
        and days.first <= asked.period.last
        and days.last >= asked.period.first
    }
    if not here:
        return ()
    sold = _Sold(asked, min(days.first for days in here.values()) - MOST_DAYS, there.today)
    found = []
    for row, days in here.items():
        brought = results(asked.conn, row, known.shop)
        if brought is None:
            continue
        over = bool(row.over_at and row.over_at <= known.shop.now)
        last = days.last if over else max(min(days.last, there.last_whole), days.first)
        around = _around(Period(days.first, last), there, over=over)
        only = None if row.whole_shop else mine.get(row.id, ())
        before, during, after = (
            None if period is None else sold.pace(period, only) for period in around
        )
        meets = any(
            other.id != row.id and _meet(around, times[other.id]) and _share_skus(row, other, mine)
            for other in known.rows
        )
        found.append(
            Held(
                row=row,
                results=brought,
                first=days.first,
                last=last,
                over=over,
                before=before,
                during=during,
                after=after,
                others=sold.others(around[0], around[1], only),
                meets=meets,
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.row.starts_at, -each.id)))


def _skus(conn: Connection) -> dict[int, tuple[int, ...]]:
    """The SKUs of promotions that are not for the whole shop."""
    at = promotion_items.c
    found: dict[int, tuple[int, ...]] = {}
    query = select(at.promotion_id, at.sku_id).order_by(at.promotion_id, at.sku_id)
    for promotion, sku in conn.execute(query):
        found[promotion] = (*found.get(promotion, ()), sku)
    return found


Around = tuple[Period | None, Period | None, Period | None]
"""Before, during and after; None where there is no such day that is over."""


def _around(held: Period, there: Span, *, over: bool) -> Around:
    """The days to compare; all of them lie among those that the shop has had whole."""
    window = min(held.days, MOST_DAYS)
    first = max(held.first - window, there.first)
    enough = held.first - first >= min(window, _LEAST_DAYS)
    before = Period(first, held.first - 1) if enough else None
    during = _from_to(held.first, min(held.last, there.last_whole))
    after = _from_to(held.last + 1, min(held.last + window, there.last_whole)) if over else None
    return before, during, after


def _from_to(first: int, last: int) -> Period | None:
    return Period(first, last) if first <= last else None


def _meet(around: Around, other: Period | None) -> bool:
    """Whether a promotion held on one of these days."""
    return other is not None and any(
        each is not None and each.first <= other.last and other.first <= each.last
        for each in around
    )


def _days(asked: Asked, row: PromotionRow, today: int) -> Period | None:
    """The local days on which it held, today at the latest; None where it never did."""
    if not row.begun or (row.over_at and row.over_at <= row.starts_at):
        return None
    day = asked.calendar.local_day
    first = int(day(row.starts_at))
    last = min(int(day(row.over_at - 1)), today) if row.over_at else today
    return Period(first, last) if first <= last else None


def _share_skus(one: PromotionRow, other: PromotionRow, mine: dict[int, tuple[int, ...]]) -> bool:
    if one.whole_shop or other.whole_shop:
        return True
    return not set(mine.get(one.id, ())).isdisjoint(mine.get(other.id, ()))


class _Sold:
    """What each SKU sold on the days that promotions are held against, read once for all."""

    def __init__(self, asked: Asked, first: int, last: int) -> None:
        lines = tallied(asked.conn, asked.calendar, tally_skus, first, last, ("day", "sku_id"))
        self._day, self._sku = lines["day"], lines["sku_id"]
        self._units, self._paid = lines["units"], paid_for(lines)

    def pace(self, period: Period, only: tuple[int, ...] | None) -> Pace:
        """Of some SKUs, or of all."""
        return Pace(period.days, int(self._units[self._rows(period, only)].sum()))

    def others(
        self, before: Period | None, during: Period | None, only: tuple[int, ...] | None
    ) -> int | None:
        """What buyers paid for other SKUs during it, less that of as many days before."""
        if before is None or during is None or only is None:
            return None
        now, past = (
            int(self._paid[self._rows(period, None)].sum())
            - int(self._paid[self._rows(period, only)].sum())
            for period in (during, before)
        )
        return now - past * during.days // before.days

    def _rows(self, period: Period, only: tuple[int, ...] | None) -> Array:
        days = (self._day >= period.first) & (self._day <= period.last)
        return days if only is None else days & np.isin(self._sku, only)


def _change(pace: Pace | None, before: Pace | None) -> int | None:
    if pace is None or before is None or not before.units:
        return None
    whole = before.units * pace.days
    return (2 * BASIS * pace.units * before.days + whole) // (2 * whole) - BASIS
