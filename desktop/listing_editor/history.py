"""Undo and redo: the listings before and after the one at hand."""

from __future__ import annotations

import time
from collections.abc import Callable

from domain.catalogue.listing import Listing

_PAUSE = 1.5
"""Seconds without typing after which the next letter is a step of its own."""

_MOST = 500
"""Steps that are remembered."""


class History:
    """Every change makes a listing; going back is taking the one before."""

    def __init__(self, listing: Listing, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with a listing; the clock gives seconds."""
        self.now = listing
        self._clock = clock
        self._before: list[Listing] = []
        self._after: list[Listing] = []
        self._about, self._at = "", 0.0

    def put(self, listing: Listing, about: str = "") -> None:
        """Go on to a listing. Changes about one thing, typed without a pause, are one step."""
        at = self._clock()
        goes_on = bool(about) and about == self._about and at - self._at < _PAUSE
        if not goes_on:
            self._before = [*self._before[1 - _MOST :], self.now]
        self._after.clear()
        self.now, self._about, self._at = listing, about, at

    def undo(self) -> bool:
        """Go back one step; whether there was one."""
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        """Take the last undo back; whether there was one."""
        return self._step(self._after, self._before)

    @property
    def can_undo(self) -> bool:
        """Whether there is something before."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether something was undone."""
        return bool(self._after)

    def _step(self, source: list[Listing], into: list[Listing]) -> bool:
        if not source:
            return False
        into.append(self.now)
        self.now, self._about = source.pop(), ""
        return True
