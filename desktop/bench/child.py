"""Measuring in processes of their own: a fresh start, a memory of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_LONGEST = 600
"""Seconds after which a measured process is given up."""


class BrokenOffError(Exception):
    """A measured process ended without telling what it should."""


def until_there(module: str, *arguments: str) -> float:
    """Seconds from starting a module as a process until it says that it is there."""
    begun = time.perf_counter()
    with _started(module, *arguments) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        seconds = time.perf_counter() - begun
        process.communicate()
    if said.strip() != "there":
        raise BrokenOffError(f"{module} ended without a word")
    return seconds


def told(module: str, *arguments: str) -> dict[str, Any]:
    """What a module, run as a process, tells in its last line of JSON."""
    with _started(module, *arguments) as process:
        try:
            out, complaint = process.communicate(timeout=_LONGEST)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise BrokenOffError(f"{module} did not end within {_LONGEST} s") from error
    if process.returncode or not out:
        why = (complaint.strip().splitlines() or ["it said nothing"])[-1]
        raise BrokenOffError(f"{module} ended with {process.returncode}: {why}")
    answer: dict[str, Any] = json.loads(out.splitlines()[-1])
    return answer


def _started(module: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=_environment(),
        cwd=Path(__file__).parents[2],
    )


def _environment() -> dict[str, str]:
    """Ours, offscreen where there is no display."""
    shown = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
    ours = {"QT_LOGGING_RULES": "default.warning=false"}  # what offscreen cannot do is no news
    if not shown:
        ours["QT_QPA_PLATFORM"] = "offscreen"
    return {**os.environ, **ours}
