"""Rules of live sessions."""

from __future__ import annotations

from domain.kernel.clock import HOUR, ShopCalendar


def live_hours(calendar: ShopCalendar, now: int) -> int:
    """The most hours that a session may last which begins now: until the local midnight."""
    return (calendar.midnight(int(calendar.local_day(now)) + 1) - now) // HOUR
