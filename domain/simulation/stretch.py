"""A stretch of time in which nobody decides anything, within one local day."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.finance.rules import Entries
from domain.kernel.columns import Array
from domain.rulebook import Rules


@dataclass(frozen=True, slots=True)
class Stretch:
    """The moments in (start, end], the figures in force, and the journal rows they have brought."""

    start: int
    end: int
    rules: Rules
    posted: list[Entries] = field(default_factory=list)

    def holds(self, at: Array) -> Array:
        """Which of the moments lie in the stretch."""
        return (at > self.start) & (at <= self.end)
