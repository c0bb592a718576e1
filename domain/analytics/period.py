"""The days that the figures of one file are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one local day to another, both included; days since 1970-01-01."""

    first: int
    last: int
