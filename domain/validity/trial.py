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

    def text(self) -> str:
        """The finding in one line."""
        known, told = self.evidence, "pass" if self.passed else "MISS"
        return (
            f"{known.name} ({known.kind}): {self.measured:.4g}, 95 % from {self.low:.4g} to "
            f"{self.high:.4g}; published {known.published}, in range from {known.low:g} to "
            f"{known.high:g}: {told}"
        )

    @property
    def passed(self) -> bool:
        """Whether the whole interval agrees: the rule is equivalence, not lack of difference."""
        return self.evidence.low <= self.low and self.high <= self.evidence.high


def find(evidence: Evidence, values: Sequence[float]) -> Finding:
    """What the values of an effect in all worlds say of it."""
    found = np.array(values)
    mean = float(found.mean())
    half = _T_19 * float(found.std(ddof=1)) / float(np.sqrt(len(found)))
    return Finding(evidence, mean, mean - half, mean + half)


def measured(
    base: World, effects: Sequence[Evidence], exposure: float, seed: int, **parameters: Any
) -> list[float]:
    """Every effect in one world, whose forks serve all of them; ``parameters`` as in ``Lab``."""
    lab = Lab(base, seed, exposure, **parameters)
    return [MEASURES[effect.name](lab) for effect in effects]


def trial(
    base: World, effects: Sequence[Evidence], exposure: float, progress: Progress = silent
) -> tuple[Finding, ...]:
    """Measure every effect in the same worlds, one world after the other."""
    values = []
    for seed in range(1, WORLDS + 1):
        values.append(measured(base, effects, exposure, seed))
        progress(seed, WORLDS)
    by_effect = zip(*values, strict=True)
    return tuple(find(effect, each) for effect, each in zip(effects, by_effect, strict=True))


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
