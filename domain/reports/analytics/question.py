"""What the pages are asked, and asking for it: figures of a period beside those of another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, func, select

from domain.analytics.metrics import Metric
from domain.analytics.periods import (
    Buckets,
    Granularity,
    Period,
    Preset,
    buckets,
    preset_period,
    usual_granularity,
)
from domain.catalogue.tables import products, skus
from domain.kernel.columns import UNKNOWN, Array, Columns, read
from domain.orders.tables import order_lines, orders
from domain.reports.shop import ShopRow, shop_row
from domain.reports.tallies import tallied
from domain.reports.tallies.asking import EVENT, Which
from domain.reports.tallies.settling import stale_days
from domain.tallies.tables import Event


class Against(StrEnum):
    """What a period is held against."""

    BEFORE = "before"
    """As many days directly before."""
    LAST_YEAR = "last-year"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Question:
    """What all pages are asked alike; pages that cannot tell products apart pass over them."""

    period: Period
    granularity: Granularity
    against: Against = Against.BEFORE
    products: tuple[int, ...] = ()
    """Ids of the products that count; all, where there are none."""

    @property
    def compared(self) -> Period | None:
        """The period it is held against; None for none, or for one that begins before 1970."""
        try:
            if self.against is Against.BEFORE:
                return self.period.before()
            if self.against is Against.LAST_YEAR:
                return self.period.a_year_earlier()
        except ValueError:
            return None
        return None

    def within(self, span: Span) -> Question:
        """The same, held against nothing where no file may tell of the other period.

        It would look as if nothing had been sold then.
        """
        other = self.compared
        if other is None or span.is_opening or other.first >= span.first:
            return self
        return replace(self, against=Against.NOTHING)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person has chosen, from which a question follows once the shop's day is known."""

    preset: Preset | None = Preset.LAST_28
    own: Period | None = None
    """Days of the person's own, which count where there is no preset."""
    granularity: Granularity | None = None
    """None: as suits the period."""
    against: Against = Against.BEFORE
    products: tuple[int, ...] = ()

    def question(self, span: Span) -> Question:
        """What is asked on a shop's day.

        Periods of so many days end with the last day that is over: one that has just begun looks
        like a collapse. Today, this month and all of it say what they hold.
        """
        if self.preset is None and self.own is not None:
            period = self.own
        else:
            preset = self.preset or Preset.LAST_28
            running = preset in (Preset.TODAY, Preset.YESTERDAY, Preset.THIS_MONTH, Preset.ALL)
            day = span.today if running else span.last_whole
            period = preset_period(preset, day, span.first)
        granularity = self.granularity or usual_granularity(period)
        return Question(period, granularity, self.against, self.products).within(span)


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric of the period and of the one it is held against; None where it is not known."""

    metric: Metric
    value: int | None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A metric of each bucket, and of each bucket of the other period; None: not known."""

    metric: Metric
    values: tuple[int | None, ...]
    before: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A bucket: its first and last local day within the period, and whether it lies whole in it."""

    first: int
    last: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page found, and what it was asked."""

    shop: ShopRow
    span: Span
    question: Question
    found: Any


@dataclass(frozen=True, slots=True)
class Span:
    """The days of which a shop has anything to tell."""

    first: int
    """The local day of its first order, or of its opening."""
    today: int
    """The practice clock's day; in a real shop that of its newest order, as on Home."""
    last_whole: int
    """The last day that is over, as on Home; a shop's first day counts as one. An export is made
    in the midst of a real shop's newest day.
    """
    is_opening: bool = True
    """Whether there was no shop before; of a real one no file may tell of days before."""


def span(conn: Connection, wall: int) -> Span:
    """From the shop's first day to the day that it is there."""
    about = shop_row(conn, wall)
    calendar = about.book.calendar
    # SQLite takes an end from an index where it is asked for that end alone.
    placed = (func.min(orders.c.created_at), func.max(orders.c.created_at))
    ends = conn.execute(select(*(select(each).scalar_subquery() for each in placed))).one()
    now = about.now if about.is_practice or ends[1] is None else min(about.now, ends[1])
    today = int(calendar.local_day(now))
    begun = about.now - (about.day - 1) * 86_400 if about.is_practice else now
    first = min(int(calendar.local_day(ends[0] if ends[0] is not None else begun)), today)
    whole = today - 1 if first < today else today
    return Span(first, today, whole, is_opening=about.is_practice or ends[0] is None)


def answered(
    conn: Connection, wanted: Wanted, query: Callable[[Connection, Question, int], Any], wall: int
) -> Answer:
    """What a page's query finds for what a person has chosen."""
    there = span(conn, wall)
    question = wanted.question(there)
    return Answer(shop_row(conn, wall), there, question, query(conn, question, wall))


def product_names(conn: Connection) -> tuple[tuple[int, str], ...]:
    """Ids and names of all products that were not deleted, by name."""
    query = (
        select(products.c.id, products.c.name)
        .where(products.c.status != "DELETED")
        .order_by(products.c.name, products.c.id)
    )
    return tuple((product, name) for product, name in conn.execute(query))


class Asked:
    """A question at a shop: the sums it takes, for its period and for the other one."""

    def __init__(self, conn: Connection, question: Question, wall: int) -> None:
        """Within one read; ``wall`` is the wall clock, which is a real shop's now."""
        self.conn, self.question = conn, question
        self.about: ShopRow = shop_row(conn, wall)
        self.calendar = self.about.book.calendar
        self.period, self.compared = question.period, question.compared
        self._known: dict[tuple[object, ...], Columns] = {}
        self._stale: dict[Event, Array] = {}
        self.skus: tuple[int, ...] | None = None
        if question.products:
            wanted = select(skus.c.id).where(skus.c.product_id.in_(question.products))
            self.skus = tuple(conn.execute(wanted).scalars().all())

    @cached_property
    def several(self) -> Columns:
        """Paid orders with several of the question's SKUs: how many more than one, and when.

        A row for each; sums by SKU have every such order so often too many. Of the whole shop,
        whose sums are of orders, there are none.
        """
        lines = order_lines.c
        skus = self.skus if self.skus is not None and len(self.skus) > 1 else ()
        again = (
            select(lines.order_id, (func.count() - 1).label("again"))
            .where(lines.sku_id.in_(skus))
            .group_by(lines.order_id)
            .having(func.count() > 1)
            .subquery()  # first, from the index alone: few orders are looked up
        )
        query = (
            select(orders.c.paid_at, again.c.again)
            .join(again, again.c.order_id == orders.c.id)
            .where(orders.c.paid_at > 0)
        )
        rows = read(self.conn, query)
        day, hour = (
            of(rows["paid_at"]) for of in (self.calendar.local_day, self.calendar.local_hour)
        )
        return Columns({"day": day, "hour": hour, "again": rows["again"]})

    @property
    def buckets(self) -> Buckets:
        """Those of the period."""
        return buckets(self.period, self.question.granularity)

    @property
    def buckets_before(self) -> Buckets | None:
        """Those of the other period; None without one."""
        if self.compared is None:
            return None
        return buckets(self.compared, self.question.granularity)

    def stretches(self) -> tuple[Stretch, ...]:
        """The buckets of the period as values."""
        found = self.buckets
        rows = zip(found.first.tolist(), found.last.tolist(), found.whole.tolist(), strict=True)
        return tuple(Stretch(*row) for row in rows)

    def sums(
        self,
        table: Table,
        by: Sequence[str] = ("day",),
        period: Period | None = None,
        which: Which | None = None,
        named: Sequence[str] | None = None,
        only: Sequence[int] | None = None,
    ) -> Columns:
        """The sums of a table over a period, the question's unless another is given.

        Tables that know SKUs are asked for the question's products only, or for those of ``only``.
        ``named`` are the sums that are wanted, all unless given. What was asked before is not asked
        again.
        """
        over = period or self.period
        if only is None and "sku_id" in table.c:
            only = self.skus
        wanted = (None if each is None else tuple(each) for each in (named, only))
        key = (table.name, tuple(by), over, which, *wanted)
        event = EVENT[table]
        if event not in self._stale:
            self._stale[event] = stale_days(self.conn, event, self.calendar)
        if key not in self._known:
            self._known[key] = tallied(
                self.conn,
                self.calendar,
                table,
                over.first,
                over.last,
                by,
                which=which,
                only=only,
                named=named,
                stale=self._stale[event],
            )
        return self._known[key]

    def both(
        self, table: Table, by: Sequence[str] = (), which: Which | None = None
    ) -> tuple[Columns, Columns | None]:
        """The sums of the period, and of the other one, None without one."""
        before = self.sums(table, by, self.compared, which) if self.compared else None
        return self.sums(table, by, which=which), before


def one(columns: Columns | None, name: str) -> int | None:
    """The one value of a column of one row; None without columns or where it is unknown."""
    return None if columns is None else known(columns[name][0])


def known(value: int) -> int | None:
    """A value as a plain number, None for ``UNKNOWN``."""
    return None if value == UNKNOWN else int(value)


def plain(values: Array) -> tuple[int | None, ...]:
    """A column as plain numbers, None for ``UNKNOWN``."""
    return tuple(known(value) for value in np.asarray(values).tolist())
