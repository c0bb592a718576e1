"""The days that the figures of one file are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one local day to another, both included; days since 1970-01-01."""

    first: int
    last: int


UNTOLD = Period(0, 0)
"""Stands in tables for the days of a file that does not say which they are."""
