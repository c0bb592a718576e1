"""What came of a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.kernel.changes import Changes
from domain.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command: how many things were done, what was touched, what was refused."""

    done: int
    changes: Changes = field(default_factory=Changes)
    refusals: tuple[Refusal, ...] = ()
    made: int = 0
    """The id of what was made, where it is one thing; else 0."""


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """What came of several commands together."""
    every = tuple(outcomes)
    subjects = frozenset().union(*(each.changes.subjects for each in every))
    refusals = tuple(refusal for each in every for refusal in each.refusals)
    return Outcome(sum(each.done for each in every), Changes(subjects), refusals)
