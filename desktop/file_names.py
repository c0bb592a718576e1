"""Names for files that a person saves: what may stand in one, and its ending."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path


def file_name(words: str) -> str:
    """Words as the name of a file on any system."""
    return re.sub(r"[^\w .-]", "_", words)


def with_ending(path: Path, endings: Sequence[str]) -> Path:
    """The path as it was chosen, or with the first ending where it has none of them."""
    if path.suffix.casefold() in endings:
        return path
    return _free(path.with_name(f"{path.name}{endings[0]}"))


def _free(path: Path) -> Path:
    """The path, numbered where it is taken: nobody was asked whether that file may go."""
    tries = (path.with_name(f"{path.stem} {number}{path.suffix}") for number in count(2))
    return next(each for each in chain([path], tries) if not each.exists())
