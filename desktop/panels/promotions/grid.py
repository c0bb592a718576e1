"""Where the calendar of promotions has its days, its rows and its bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from domain.kernel.clock import DAY, ShopCalendar
from domain.reports.promotion_calendar import Bar, CalendarRow, PromotionCalendar
from domain.reports.promotions import PromotionRow

HEAD, MARKS = 38, 16
"""Heights of what stands above the rows, and of its first line with the names of days; pixels."""
LANE, _BAR = 28, 20
"""Heights of a lane and of the bar in it, logical pixels."""


@dataclass(frozen=True, slots=True)
class Times:
    """When a promotion begins and is over, epoch seconds; an end of 0 never comes."""

    starts_at: int
    ends_at: int

    @classmethod
    def of(cls, row: PromotionRow) -> Times:
        """As it is kept."""
        return cls(row.starts_at, row.over_at)


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar and where it is painted."""

    place: int
    """Of its row, from 0."""
    row: CalendarRow
    bar: Bar
    frame: QRectF

    @property
    def promotion(self) -> PromotionRow:
        """Whose bar it is."""
        return self.bar.promotion

    @property
    def key(self) -> tuple[int, int]:
        """Product and promotion: one promotion has a bar in each of its products' rows."""
        return self.row.product, self.promotion.id


@dataclass(frozen=True, slots=True)
class Grid:
    """Local days side by side, from left to right; logical pixels."""

    shown: PromotionCalendar
    clock: ShopCalendar
    left: float
    width: float
    top: float
    """Of the first row, above the view where it is scrolled down."""

    @property
    def day_width(self) -> float:
        """Of one day."""
        return self.width / self.shown.days

    def day_left(self, day: int) -> float:
        """Where a local day begins."""
        return self.left + (day - self.shown.first) * self.day_width

    def across(self, at: int) -> float:
        """Where a moment is by the local clock."""
        wall = at + int(self.clock.offset(at))
        return self.left + (wall / DAY - self.shown.first) * self.day_width

    def seconds(self, pixels: float, step: int) -> int:
        """How much local time so many pixels are, in whole steps."""
        return round(pixels / self.day_width * DAY / step) * step

    def rows(self) -> Iterator[tuple[CalendarRow, QRectF]]:
        """The rows with their whole width's place."""
        top = self.top
        for row in self.shown.rows:
            yield row, QRectF(self.left, top, self.width, row.lanes * LANE)
            top += row.lanes * LANE

    def frame(self, times: Times, lane_top: float) -> QRectF:
        """The place of a bar, cut off at the edges; an empty one where it is not in sight."""
        right = self.left + self.width
        start = max(self.across(times.starts_at), self.left)
        end = min(self.across(times.ends_at), right) if times.ends_at else right
        return QRectF(start, lane_top + (LANE - _BAR) / 2, max(end - start, 0), _BAR)
