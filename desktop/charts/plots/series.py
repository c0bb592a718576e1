"""What plots show: frozen values, and a plot's figures as a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desktop.i18n import left_to_right, tr
from desktop.theme.roles import Role

Values = tuple[float | None, ...]
"""None is a value that nobody knows: a gap, never a zero."""

MarkKind = Literal["price", "promotion", "stock", "strike", "other"]


@dataclass(frozen=True, slots=True)
class Measure:
    """How values are said, and what they are in a table."""

    text: Callable[[float], str] = "{:,.0f}".format
    """A value in words, on axes too, such as `$120`."""
    unit: str = ""
    """What stands behind a column's name in a table, such as `USD` or `%`."""
    per: float = 1.0
    """Values in one unit: 100 for minor units of a currency."""
    digits: int = 0
    """Digits behind the point in a table."""

    def say(self, value: float | None) -> str:
        """The value in words, whole in a right-to-left sentence too."""
        return tr("unknown") if value is None else left_to_right(self.text(value))

    def signed(self, value: float) -> str:
        """A change in words: what grows has a plus."""
        return left_to_right(f"+{self.text(value)}" if value > 0 else self.text(value))

    def cell(self, value: float | None) -> float | None:
        """The value in units, for a table."""
        return None if value is None else round(value / self.per, self.digits)

    def head(self, name: str) -> str:
        """A column's name with the unit."""
        return f"{name} ({self.unit})" if self.unit else name


@dataclass(frozen=True, slots=True)
class Buckets:
    """The stretches of time along an axis: days, weeks, months."""

    labels: tuple[str, ...]
    days: tuple[int, ...] = ()
    """The first day of each (days since 1970-01-01), where something is looked up by its day."""

    def place(self, day: int) -> int | None:
        """The bucket that holds a day; None before the first, or where no days are known."""
        found = bisect_right(self.days, day) - 1
        return found if found >= 0 else None


@dataclass(frozen=True, slots=True)
class Series:
    """One measure, bucket by bucket."""

    key: str
    name: str
    values: Values
    role: Role | None = None
    """A colour with a meaning; None takes the next one of the palette."""


@dataclass(frozen=True, slots=True)
class Band:
    """A range around a line, such as what four in five tries keep to."""

    name: str
    low: Values
    high: Values


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened in a bucket: a price changed, a promotion began."""

    at: int
    """Place of the bucket."""
    text: str
    kind: MarkKind = "other"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A named value."""

    key: str
    name: str
    value: float | None
    role: Role | None = None
    """A colour with a meaning; None is the plot's own."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What lies along one side of a plane."""

    name: str
    measure: Measure = Measure()


@dataclass(frozen=True, slots=True)
class Point:
    """A named point of a plane; its size counts against the greatest one's."""

    key: str
    name: str
    x: float
    y: float
    size: float = 1.0
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A measured point: between `low` and `high` lies what it may be in truth."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """A line through samples, at rising x, with the range that it may lie in."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


Cell = str | float | None


@dataclass(frozen=True, slots=True)
class PlotTable:
    """A plot's figures as they are drawn, in units; None where a value is unknown."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
