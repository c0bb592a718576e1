"""What came of a decision."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.kernel.changes import Changes
from domain.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command: how many things were done, what was touched, what was refused."""

    done: int
    changes: Changes = field(default_factory=Changes)
    refusals: tuple[Refusal, ...] = ()
