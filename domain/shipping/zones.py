"""Where a ZIP code lies: its state, and how far it is from the warehouse, by its first digits.

The warehouse is the one that practice shops ship from, in Los Angeles; figures and their sources
stand in ``resources/shipping/us-zones.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Area:
    """What the first three digits of a ZIP code tell."""

    state: str
    """Its two letters."""
    zone: int
    """From 1 (near) to 8 (far)."""


def area_of(zip_code: str) -> Area | None:
    """The area of a ZIP code of five or nine digits; None where it has no such form or area."""
    found = re.fullmatch(r"([0-9]{3})[0-9]{2}(?:-?[0-9]{4})?", zip_code.strip())
    return _areas().get(int(found[1])) if found else None


@cache
def _areas() -> dict[int, Area]:
    """Areas by the first three digits of a ZIP code."""
    source = files("resources").joinpath("shipping", "us-zones.toml")
    rows = tomllib.loads(source.read_text("utf-8"))["areas"]
    return {
        digits: Area(state, zone)
        for first, last, state, zone in rows
        for digits in range(int(first), int(last) + 1)
    }
