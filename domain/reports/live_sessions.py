"""The live sessions that a practice shop knows of: those that are on, and those of every week."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.catalogue.tables import skus
from domain.creators.tables import lives
from domain.kernel.clock import HOUR, ShopCalendar
from domain.reports.scenario import scenario

_WEEK = 7


@dataclass(frozen=True, slots=True)
class WeeklySession:
    """One that the scenario has every week: on ``weekday`` (0 Monday), for so many hours."""

    sku: int
    weekday: int
    hour: int
    hours: int


@dataclass(frozen=True, slots=True)
class LiveSessions:
    """What is shown when, as far as it is known."""

    on: tuple[tuple[int, int, int], ...]
    """SKU, beginning and end of those that are not over."""
    weekly: tuple[WeeklySession, ...]
    products: tuple[tuple[int, int], ...]
    """Of each SKU that any of them shows, its product."""

    def shown(self, calendar: ShopCalendar, starts_at: int, ends_at: int) -> frozenset[int]:
        """The SKUs that a session shows at some moment from ``starts_at`` to ``ends_at``."""
        days = int(calendar.local_day(max(starts_at, ends_at)) - calendar.local_day(starts_at))
        until = int(calendar.moment(int(calendar.local_day(starts_at)) + min(days, _WEEK) + 1))
        return frozenset(sku for sku, *_ in self.between(calendar, starts_at, min(ends_at, until)))

    def between(
        self, calendar: ShopCalendar, starts_at: int, ends_at: int
    ) -> tuple[tuple[int, int, int], ...]:
        """SKU, beginning and end of the sessions of that time, the earliest first."""
        found = {each for each in self.on if each[1] < ends_at and each[2] > starts_at}
        first, last = (int(calendar.local_day(at)) for at in (starts_at, max(starts_at, ends_at)))
        for day in range(first, last + 1):
            midnight, next_one = (int(calendar.midnight(each)) for each in (day, day + 1))
            for each in self.weekly:
                if int(calendar.weekday(midnight)) != each.weekday:
                    continue
                start = int(calendar.moment(day, each.hour * HOUR))
                end = min(start + each.hours * HOUR, next_one)
                if start < ends_at and end > starts_at:
                    found.add((each.sku, start, end))
        return tuple(sorted(found, key=lambda each: (each[1], each[0])))


def live_sessions(conn: Connection, now: int) -> LiveSessions:
    """Those that are not over; none in real shops."""
    query = select(lives.c.sku_id, lives.c.starts_at, lives.c.ends_at)
    rows = conn.execute(query.where(lives.c.ends_at > now).order_by(lives.c.id)).all()
    played = scenario(conn)
    plans = played.lives if played is not None else ()
    codes = [each.seller_sku for each in plans]
    ids = dict(
        conn.execute(select(skus.c.seller_sku, skus.c.id).where(skus.c.seller_sku.in_(codes))).all()
    )
    shown = {*ids.values(), *(row.sku_id for row in rows)}
    found = conn.execute(select(skus.c.id, skus.c.product_id).where(skus.c.id.in_(shown)))
    return LiveSessions(
        tuple((row.sku_id, row.starts_at, row.ends_at) for row in rows),
        tuple(
            WeeklySession(ids[each.seller_sku], each.weekday, each.hour, each.hours)
            for each in plans
            if each.seller_sku in ids
        ),
        tuple((row.id, row.product_id) for row in found),
    )
