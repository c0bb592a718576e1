"""What product files say, in the form in which people read it."""

from __future__ import annotations

import re

_IN_BRACKETS = re.compile(r"(.*?)\s*[(（]\s*([0-9]{1,19})\s*[)）]", re.DOTALL)  # noqa: RUF001


def named(cell: str) -> tuple[str, int]:
    """The name and the id of a cell such as ``Home Supplies (882952)``; 0 where it has no id."""
    found = _IN_BRACKETS.fullmatch(cell)
    return (found[1], int(found[2])) if found else (cell, 0)
