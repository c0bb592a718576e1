"""Measuring every effect in many worlds, and saying which agree with what is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from domain.kernel.progress import Progress, silent
from domain.simulation.world import World
from domain.validity.evidence import Evidence
from domain.validity.lab import Lab
from domain.validity.measures import MEASURES

WORLDS = 20
"""Worlds in which each effect is measured; the protocol asks for so many at least."""

EXPOSURE, QUICK_EXPOSURE = 160.0, 40.0
"""Impressions of a lab for each of an ordinary shop's; more of them make intervals narrower."""

_T_19 = 2.093
"""Student's t for a 95 % interval of the mean of twenty values."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An effect's mean over the worlds with its 95 % interval; ``passed`` when it lies in range."""

    evidence: Evidence
    measured: float
    low: float
    high: float

    @property
    def passed(self) -> bool:
        """Whether the whole interval agrees: the rule is equivalence, not lack of difference."""
        return self.evidence.low <= self.low and self.high <= self.evidence.high


def labs(base: World, exposure: float, **parameters: object) -> list[Lab]:
    """A lab for each world."""
    return [Lab(base, seed, exposure, **parameters) for seed in range(1, WORLDS + 1)]


def find(evidence: Evidence, among: Sequence[Lab]) -> Finding:
    """Measure one effect in every lab."""
    values = np.array([MEASURES[evidence.name](lab) for lab in among])
    mean = float(values.mean())
    half = _T_19 * float(values.std(ddof=1)) / float(np.sqrt(len(values)))
    return Finding(evidence, mean, mean - half, mean + half)


def trial(
    base: World, effects: Sequence[Evidence], exposure: float, progress: Progress = silent
) -> tuple[Finding, ...]:
    """Measure every effect in the same worlds."""
    worlds = labs(base, exposure)
    found = []
    for number, effect in enumerate(effects, start=1):
        found.append(find(effect, worlds))
        progress(number, len(effects))
    return tuple(found)


def held_out(found: Sequence[Finding]) -> tuple[int, int]:
    """The score that counts: how many effects nothing was fitted to agree, and of how many."""
    theirs = [each.passed for each in found if each.evidence.kind == "held-out"]
    return sum(theirs), len(theirs)


def to_json(found: Sequence[Finding]) -> dict[str, Any]:
    """What ``validity --json`` prints."""
    passed, of = held_out(found)
    return {
        "effects": [
            {
                "name": each.evidence.name,
                "kind": each.evidence.kind,
                "source": each.evidence.source,
                "published": each.evidence.published,
                "range": [each.evidence.low, each.evidence.high],
                "measured": each.measured,
                "interval": [each.low, each.high],
                "pass": each.passed,
            }
            for each in found
        ],
        "held_out": {"passed": passed, "of": of},
    }
