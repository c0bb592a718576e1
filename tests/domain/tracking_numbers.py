"""Tracking numbers that are as their carriers write them, as many as a test wants."""

from __future__ import annotations


def ups(number: int) -> str:
    """A UPS number of its own for each number: the last of its digits is the check digit."""
    body = f"999AA1{number:09d}"
    values = [(ord(each) - 63) % 10 if each.isalpha() else int(each) for each in body]
    total = sum(value * (2 if place % 2 else 1) for place, value in enumerate(values))
    return f"1Z{body}{-total % 10}"
