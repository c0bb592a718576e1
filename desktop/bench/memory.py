"""How much memory this process has had."""

from __future__ import annotations

import sys

import psutil


def peak_megabytes() -> float:
    """The largest memory that this process has had, MB."""
    if sys.platform == "win32":
        return psutil.Process().memory_info().peak_wset / 1e6
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
