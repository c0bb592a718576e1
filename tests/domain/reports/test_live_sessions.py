"""What live sessions are known to show: those that are on, and those of every week."""

from __future__ import annotations

from pathlib import Path

from domain.creators.commands import GoLive
from domain.creators.rules import live_hours
from domain.kernel.clock import DAY, HOUR
from domain.reports.live_sessions import live_sessions
from domain.simulation.world import SKU_BASE
from tests.domain.simulation.rich_shops import rich_shop

WEEKLY, OTHER = SKU_BASE + 1, SKU_BASE + 2


def test_a_session_shows_its_product_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    with rich_shop(tmp_path / "s.dukandar", lives=False) as shop:
        calendar, now = shop.book.calendar, shop.now
        assert shop.do(GoLive(OTHER, 2)).done == 1
        known = shop.read(live_sessions, now)
        assert known.shown(calendar, now, now + DAY) == {OTHER}
        assert known.shown(calendar, now + HOUR, now + DAY) == {OTHER}
        assert known.shown(calendar, now + 2 * HOUR, now + DAY) == frozenset()
        shop.advance(now + 3 * HOUR)
        assert shop.read(live_sessions, shop.now).on == ()


def test_sessions_of_every_week_are_known_ahead(tmp_path: Path) -> None:
    """The shop opens on a Monday; on Mondays, Wednesdays and Saturdays it goes live."""
    with rich_shop(tmp_path / "s.dukandar") as shop:
        calendar = shop.book.calendar
        day = int(calendar.local_day(shop.now))
        known = shop.read(live_sessions, shop.now)

        def shown(later: int, hour: int, hours: int) -> bool:
            start = int(calendar.moment(day + later, hour * HOUR))
            return known.shown(calendar, start, start + hours * HOUR) == {WEEKLY}

        assert shown(2, 12, 1)
        assert shown(2, 13, 5)
        assert not shown(2, 14, 5)
        assert not shown(1, 0, 24)
        assert shown(37, 13, 1), "a Wednesday five weeks later"
        assert shown(1, 0, 60 * 24)


def test_a_session_ends_at_midnight_at_the_latest(tmp_path: Path) -> None:
    """On Saturdays it begins at 22:00 for two hours."""
    with rich_shop(tmp_path / "s.dukandar") as shop:
        calendar = shop.book.calendar
        sunday = int(calendar.midnight(int(calendar.local_day(shop.now)) + 6))
        known = shop.read(live_sessions, shop.now)
        assert known.shown(calendar, sunday - HOUR, sunday) == {WEEKLY}
        assert known.shown(calendar, sunday, sunday + 8 * HOUR) == frozenset()


def test_the_sessions_of_some_time_are_told_in_its_order(tmp_path: Path) -> None:
    """The shop opens on a Monday at 09:00, and goes live that evening as every week."""
    with rich_shop(tmp_path / "s.dukandar") as shop:
        calendar, now = shop.book.calendar, shop.now
        assert shop.do(GoLive(OTHER, 2)).done == 1
        known, day = shop.read(live_sessions, now), int(calendar.local_day(now))

        def at(later: int, hour: int) -> int:
            return int(calendar.moment(day + later, hour * HOUR))

        assert known.between(calendar, now, at(5, 23)) == (
            (OTHER, now, now + 2 * HOUR),
            (WEEKLY, at(0, 20), at(0, 22)),
            (WEEKLY, at(2, 12), at(2, 14)),
            (WEEKLY, at(5, 22), at(6, 0)),
        )
        assert known.between(calendar, at(0, 22), at(2, 12)) == ()


def test_a_session_lasts_until_midnight_at_most(tmp_path: Path) -> None:
    with rich_shop(tmp_path / "s.dukandar", lives=False) as shop:
        assert live_hours(shop.book.calendar, shop.now) == 24 - 9
        assert shop.do(GoLive(OTHER, 16)).refusals[0].code == "live-hours-out-of-range"
        assert shop.do(GoLive(OTHER, 15)).done == 1
        assert shop.do(GoLive(OTHER, 1)).refusals[0].code == "live-running"
