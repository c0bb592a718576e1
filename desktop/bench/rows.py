"""What a bench says: a figure beside a baseline's, and whether it keeps its bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. The bar is a limit for the value itself or for its ratio to the baseline's."""

    name: str
    size: str
    value: float
    unit: str
    bar: float
    bar_on: Literal["value", "ratio"]
    baseline: str
    """What the baseline is, or why there is none."""
    baseline_value: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value as a multiple of the baseline's; None without one."""
        return self.value / self.baseline_value if self.baseline_value else None

    @property
    def passes(self) -> bool | None:
        """Whether the bar is kept; None where that cannot be judged."""
        judged = self.value if self.bar_on == "value" else self.ratio
        return None if judged is None else judged <= self.bar

    def to_json(self) -> dict[str, Any]:
        """The row in the words of the contract."""
        return {
            "name": self.name,
            "size": self.size,
            "value": _short(self.value),
            "unit": self.unit,
            "baseline": self.baseline,
            "baseline_value": _short(self.baseline_value),
            "ratio": _short(self.ratio),
            "bar": self.bar,
            "bar_on": self.bar_on,
            "pass": self.passes,
        }

    def text(self) -> str:
        """The row as a line for people."""
        beside = self.baseline
        if self.baseline_value is not None and self.ratio is not None:
            beside = (
                f"{self.baseline} {self.baseline_value:.3g} {self.unit}, ratio {self.ratio:.2f}"
            )
        limit = f"{self.bar:g} {self.unit if self.bar_on == 'value' else '×'}"
        verdict = {True: "pass", False: "MISS", None: "not judged"}[self.passes]
        return (
            f"{self.name} ({self.size}): {self.value:.3g} {self.unit}; {beside}; "
            f"at most {limit}: {verdict}"
        )


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def in_turn(rounds: int, *measures: Callable[[], float]) -> list[float]:
    """The median of each measure, all of them taken in turn, so that a busy moment hits all."""
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return [median(values) for values in zip(*taken, strict=True)]


def late(values: list[float]) -> float:
    """The 95th percentile: the value that 95 of 100 do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
