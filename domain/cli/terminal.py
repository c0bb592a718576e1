"""The terminal: what commands print, and the shop that they open."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from domain.kernel.progress import Progress
    from domain.shop import Shop


def print_json(value: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(value, indent=2))  # ASCII: any terminal or pipe can carry it


def print_refused(rows: Sequence[dict[str, Any]]) -> None:
    """Print the rows of a file that were refused, each with its place and reason."""
    for row in rows:
        where = f" row {row['row']}" + (f", {row['column']}" if row["column"] else "")
        print(f" {where}: {row['reason']}")


def open_shop(path: Path) -> Shop:
    """Open the shop that a command is about."""
    from domain.shop import Shop

    return Shop(path)


def progress(label: str) -> Progress:
    """A progress line on stderr, rewritten in place where stderr is a screen."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{label} {done * 100 // max(total, 1)} %", end="", file=sys.stderr, flush=True)
            if done >= total:
                print(file=sys.stderr)
        elif done >= total:
            print(f"{label} 100 %", file=sys.stderr)

    return show
