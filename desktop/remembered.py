"""Remembered values, read so that none of them can do harm.

They come from a file that anything may have written. A value of another kind or out of its limits
is as good as missing, so a panel restores itself without asking whether it may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, TypeGuard, TypeVar

Choice = TypeVar("Choice", bound=Enum)


class Remembered:
    """A mapping of names to JSON values, as it was read."""

    def __init__(self, values: object = None) -> None:
        self._values: Mapping[str, Any] = values if isinstance(values, dict) else {}

    def part(self, name: str) -> Remembered:
        """The mapping of that name; an empty one where there is none."""
        return Remembered(self._values.get(name))

    def values(self) -> dict[str, Any]:
        """Everything, as it was read."""
        return dict(self._values)

    def flag(self, name: str, *, default: bool) -> bool:
        value = self._values.get(name)
        return value if isinstance(value, bool) else default

    def flags(self) -> dict[str, bool]:
        """Every name that says yes or no."""
        return {name: value for name, value in self._values.items() if isinstance(value, bool)}

    def whole(self, name: str, least: int, most: int, default: int) -> int:
        """A whole number within its limits."""
        value = self._values.get(name)
        return value if _is_whole(value) and least <= value <= most else default

    def wholes(self, name: str, count: int) -> tuple[int, ...] | None:
        """So many whole numbers of 32 bits, or None."""
        values = self._values.get(name)
        if not isinstance(values, list) or len(values) != count:
            return None
        fine = all(_is_whole(each) and -(2**31) <= each < 2**31 for each in values)
        return tuple(values) if fine else None

    def text(self, name: str, among: Iterable[str], default: str) -> str:
        """One of the texts that are possible."""
        value = self._values.get(name)
        return value if isinstance(value, str) and value in among else default

    def words(self, name: str, longest: int) -> str:
        """A text of one line that somebody has written; empty where there is none, or too long."""
        value = self._values.get(name)
        fine = isinstance(value, str) and len(value) <= longest and value.isprintable()
        return value.strip() if fine else ""

    def texts(self, name: str, among: Iterable[str]) -> tuple[str, ...]:
        """Those of the remembered list's texts that are possible, each once."""
        values = self._values.get(name)
        if not isinstance(values, list):
            return ()
        possible = set(among)
        return tuple(dict.fromkeys(e for e in values if isinstance(e, str) and e in possible))

    def parts(self, name: str, most: int) -> tuple[Remembered, ...]:
        """The mappings in a remembered list, no more than ``most``."""
        values = self._values.get(name)
        kept = values[:most] if isinstance(values, list) else []
        return tuple(Remembered(value) for value in kept if isinstance(value, dict))

    def one_of(self, name: str, kind: type[Choice], default: Choice) -> Choice:
        """The member of an enumeration whose value is remembered."""
        value = self._values.get(name)
        return next((each for each in kind if each.value == value), default)

    def some_of(
        self, name: str, kind: type[Choice], default: frozenset[Choice]
    ) -> frozenset[Choice]:
        """The members whose values are in the remembered list; unknown ones are passed over."""
        values = self._values.get(name)
        if not isinstance(values, list):
            return default
        return frozenset(each for each in kind if each.value in values)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
