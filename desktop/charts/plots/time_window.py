"""Which part of the time is in sight: zoomed and moved, never beyond its ends."""

from __future__ import annotations

from math import ceil, floor, isclose

_LEAST = 5.0
"""Buckets that are always in sight, however far one zooms in."""


class TimeWindow:
    """From `first` to `last` in places of buckets, which lie at whole numbers."""

    def __init__(self) -> None:
        self._low, self._high = 0.0, 1.0
        self.first, self.last = self._low, self._high

    def begin(self, count: int, edge: float) -> None:
        """So many buckets, all of them in sight, and `edge` more at both ends."""
        self._low, self._high = -edge, count - 1 + edge
        self.show_all()

    def show_all(self) -> bool:
        """Have all in sight; says whether that changed anything."""
        return self.look_at(self._low, self._high)

    def is_whole(self) -> bool:
        """Whether all is in sight."""
        return (self.first, self.last) == (self._low, self._high)

    def width(self) -> float:
        """How many buckets are in sight; 1 where there is but a point."""
        return self.last - self.first or 1.0

    def places(self) -> range:
        """The buckets in sight."""
        return range(ceil(self.first), floor(self.last) + 1)

    def at(self, share: float) -> float:
        """What lies at a share of the way across, within the window."""
        return self.first + min(max(share, 0.0), 1.0) * (self.last - self.first)

    def zoom(self, times: float, around: float) -> bool:
        """Have so many times as much in sight around a place; says whether that did anything."""
        whole, wide = self._high - self._low, self.last - self.first
        wanted = min(max(wide * times, min(_LEAST, whole)), whole)
        if isclose(wanted, whole):
            return self.show_all()
        share = (around - self.first) / self.width()
        return self.look_at(around - share * wanted, around + (1 - share) * wanted)

    def bring(self, place: float) -> bool:
        """Move until a place is in sight; says whether that did anything."""
        ahead = min(place - self.first, 0.0) or max(place - self.last, 0.0)
        return self.look_at(self.first + ahead, self.last + ahead)

    def look_at(self, first: float, last: float) -> bool:
        """Have this in sight, moved where it leads beyond an end; says whether it is new."""
        shift = max(self._low - first, 0.0) - max(last - self._high, 0.0)
        new = max(first + shift, self._low), min(last + shift, self._high)
        changed = new != (self.first, self.last)
        self.first, self.last = new
        return changed
