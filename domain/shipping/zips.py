"""Where mail goes: the areas of a country, and the one that a ZIP code lies in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Destination:
    """A state, territory or military area that parcels go to."""

    code: str
    """Two letters, as in addresses."""
    name: str
    contiguous: bool
    """One of the 48 states that hang together, or the District of Columbia."""


@cache
def destinations() -> tuple[Destination, ...]:
    """Every area of the United States, by code."""
    return tuple(
        Destination(code, area["name"], area["contiguous"])
        for code, area in sorted(_areas().items())
    )


@cache
def names() -> dict[str, str]:
    """The name of each area by its code."""
    return {each.code: each.name for each in destinations()}


def state_of_zip(zip_code: str) -> str | None:
    """The code of the area that a ZIP code lies in; None when there is no such ZIP code.

    Five digits, with or without the four that may follow a hyphen.
    """
    code, hyphen, further = zip_code.strip().partition("-")
    if not _digits(code, 5) or (hyphen and not _digits(further, 4)):
        return None
    return _by_zip().get(code) or _by_zip().get(code[:3])


def _digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()


@cache
def _by_zip() -> dict[str, str]:
    """The area of each whole ZIP code that is named, and of each prefix."""
    found = {}
    for code, area in _areas().items():
        found.update(dict.fromkeys(area.get("zips", ()), code))
        for prefixes in area["prefixes"]:
            first, _, last = prefixes.partition("-")
            for number in range(int(first), int(last or first) + 1):
                found[f"{number:03d}"] = code
    return found


@cache
def _areas() -> dict[str, dict[str, Any]]:
    text = files("resources").joinpath("shipping", "zips.toml").read_text("utf-8")
    areas: dict[str, dict[str, Any]] = tomllib.loads(text)["areas"]
    return areas
