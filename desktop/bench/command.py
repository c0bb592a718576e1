"""The ``bench`` command: runs benches by name and prints what they say."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.bench.charts import charts
from desktop.bench.child import BrokenOffError
from desktop.bench.editor import editor
from desktop.bench.images import images
from desktop.bench.imports import imports
from desktop.bench.orders_table import orders_table
from desktop.bench.pricing import pricing
from desktop.bench.products import products
from desktop.bench.rows import Row
from desktop.bench.stall import stall
from desktop.bench.start import start
from desktop.bench.what_if import what_if
from desktop.bench.year import year

Bench = Callable[..., list[Row]]

BENCHES: dict[str, tuple[Bench, int]] = {
    "start": (start, 7),
    "year": (year, 3),
    "import": (imports, 3),
    "images": (images, 3),
    "orders-table": (orders_table, 1),
    "products": (products, 1),
    "editor": (editor, 3),
    "pricing": (pricing, 3),
    "charts": (charts, 2),
    "stall": (stall, 3),
    "what-if": (what_if, 3),
}
"""Each bench, and how often it takes each of its measures."""


def run(names: Sequence[str], *, as_json: bool, quick: bool) -> int:
    """Run the benches named, or all; gives the exit status.

    0 when no bar is missed, 1 when one is or a bench breaks off, 2 for an unknown name. ``quick``
    takes small sizes once: it tries the benches, not the program.
    """
    for name in names:
        if name not in BENCHES:
            known = ", ".join(BENCHES)
            print(f"dukandar bench: there is no bench {name}; there are {known}", file=sys.stderr)
            return 2
    rows: list[Row] = []
    for name in dict.fromkeys(names or BENCHES):
        bench, rounds = BENCHES[name]
        print(f"bench {name}", file=sys.stderr, flush=True)
        try:
            with tempfile.TemporaryDirectory() as scratch:
                found = bench(Path(scratch), 1 if quick else rounds, quick=quick)
        except (BrokenOffError, OSError) as error:
            print(f"bench {name} broke off: {error}", file=sys.stderr)
            return 1
        rows += found
        if not as_json:
            print("\n".join(row.text() for row in found), flush=True)
    if as_json:
        benches = [row.to_json() for row in rows]
        print(json.dumps({"machine": machine(), "benches": benches}, indent=2))
    return 1 if any(row.passes is False for row in rows) else 0


def machine() -> str:
    """The machine and the Python that the figures belong to."""
    processor = platform.processor() or platform.machine()
    return (
        f"{platform.system()} {platform.release()}, {processor}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )
