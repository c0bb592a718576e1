"""What the command line's arguments may be; whatever else is wrong usage."""

from __future__ import annotations

import argparse


def text(value: str) -> str:
    """Any UTF-8 text."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:  # bytes of another encoding
        raise argparse.ArgumentTypeError("this is not UTF-8 text") from None
    return value


def setting(value: str) -> tuple[str, str]:
    """A name and what it is set to, as NAME=VALUE."""
    name, equals, given = text(value).partition("=")
    if not (name.strip() and equals):
        raise argparse.ArgumentTypeError(f"{value!r} is not NAME=VALUE")
    return name.strip(), given


def whole(value: str) -> int:
    """A whole number."""
    try:
        return int(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number") from None


def number(value: str) -> int:
    """An import's number."""
    number = whole(value)
    if not 1 <= number < 2**63:
        raise argparse.ArgumentTypeError("imports are numbered from 1")
    return number


def seed(value: str) -> int:
    """A seed."""
    number = whole(value)
    if not 0 <= number < 2**63:
        raise argparse.ArgumentTypeError("a seed is a whole number from 0 to 2^63 - 1")
    return number


def length(value: str) -> int:
    """How many days or hours pass."""
    number = whole(value)
    if not 1 <= number <= 3_650 * 24:
        raise argparse.ArgumentTypeError("give a whole number of at least 1, ten years at most")
    return number
