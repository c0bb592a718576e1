"""Bars on their way to other times: as a hand or a key has them, until kept so or put back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from desktop.panels.promotions.grid import Times
from domain.kernel.clock import HOUR, ShopCalendar
from domain.promotions.retold import later
from domain.reports.promotions import Group, PromotionRow, Promotions


class Part(Enum):
    """What of a bar is moved."""

    WHOLE = "whole"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Drag:
    """A bar under the mouse."""

    promotion: int
    part: Part
    from_x: float
    before: Times
    """Where it was painted."""
    pending: bool
    """Whether that was a move of its own that is still to be kept."""
    begun: bool = False


class Moves:
    """Where bars are painted that are not, or not yet, where their promotions are kept."""

    def __init__(self) -> None:
        """None is."""
        self.drag: Drag | None = None
        self._wanted: dict[int, Times] = {}

    def times(self, row: PromotionRow) -> Times:
        """Where a promotion's bar is."""
        return self._wanted.get(row.id, Times.of(row))

    def want(self, promotion: int, times: Times) -> None:
        """Have a bar there."""
        self._wanted[promotion] = times

    def put_back(self, promotion: int) -> None:
        """A bar goes back to where the promotion is kept."""
        self._wanted.pop(promotion, None)

    def settle(self, found: Promotions) -> None:
        """Forget what is kept so by now, and what cannot be any more."""
        for promotion, times in list(self._wanted.items()):
            row = found.row(promotion)
            if row is None or row.group is Group.ENDED or Times.of(row) == times:
                del self._wanted[promotion]

    def take(self, row: PromotionRow, part: Part, x: float) -> None:
        """A bar is pressed there."""
        self.drag = Drag(row.id, part, x, self.times(row), pending=row.id in self._wanted)

    def pull(self, seconds: int, clock: ShopCalendar) -> None:
        """The pressed bar is so far from where it was taken."""
        assert self.drag is not None
        self.drag = drag = replace(self.drag, begun=True)
        self.want(drag.promotion, shifted(drag.before, drag.part, seconds, clock))

    def let_go(self) -> tuple[int, Times] | None:
        """The bar is let go: what is to be kept of it, None where it is where it was."""
        drag, self.drag = self.drag, None
        if drag is None or not drag.begun:
            return None
        wanted = self._wanted[drag.promotion]
        if wanted != drag.before:
            return drag.promotion, wanted
        if not drag.pending:
            self.put_back(drag.promotion)
        return None

    def give_up(self) -> None:
        """The bar is let go and goes back."""
        if self.drag is not None:
            self.put_back(self.drag.promotion)
            self.drag = None


def shifted(times: Times, part: Part, seconds: int, clock: ShopCalendar) -> Times:
    """The times that a bar has when a part of it is moved; an hour is left of it at least."""
    starts_at, ends_at = times.starts_at, times.ends_at
    if part is not Part.END:
        starts_at = later(starts_at, seconds, clock)
    if part is not Part.START and ends_at:
        ends_at = later(ends_at, seconds, clock)
    if part is Part.START and ends_at:
        starts_at = min(starts_at, ends_at - HOUR)
    if part is Part.END:
        ends_at = max(ends_at, starts_at + HOUR)
    return Times(starts_at, ends_at)
