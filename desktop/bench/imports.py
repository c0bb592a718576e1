"""``bench import``: a long order export, planned, written and found again."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from desktop.bench.child import BrokenOffError, told
from desktop.bench.export_file import write_export
from desktop.bench.rows import Row, in_turn

_LINES = 300_000
_TIMES_SHELL = 5.0
_MEGABYTES = 400.0


def imports(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for the time of an import and for its peak memory."""
    lines = _LINES // 100 if quick else _LINES
    export = scratch / "orders.csv"
    order = write_export(export, lines)
    shell = shutil.which("sqlite3")
    told_last: dict[str, Any] = {}

    def ours() -> float:
        shop = _fresh(scratch / "import.dukandar")
        told_last.update(told("desktop.bench.imported", str(shop), str(export), order))
        return float(told_last["seconds"])

    def theirs() -> float:
        return _by_shell(shell, export, _fresh(scratch / "shell.db")) if shell else 0.0

    seconds, by_shell = in_turn(rounds, ours, theirs)
    size = f"{lines} lines"
    if told_last["new"] != lines:
        raise BrokenOffError(f"{told_last['new']} of {lines} lines were new")
    return [
        Row(
            name="import",
            size=size,
            value=seconds,
            unit="s",
            bar=_TIMES_SHELL,
            bar_on="ratio",
            baseline=".import of the sqlite3 shell into one text table"
            if shell
            else "none: there is no sqlite3 shell here",
            baseline_value=by_shell if shell else None,
        ),
        Row(
            name="import-memory",
            size=size,
            value=told_last["megabytes"],
            unit="MB",
            bar=_MEGABYTES,
            bar_on="value",
            baseline="none",
        ),
    ]


def _fresh(path: Path) -> Path:
    """The path, with nothing there of the run before."""
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    return path


def _by_shell(shell: str, export: Path, database: Path) -> float:
    begun = time.perf_counter()
    command = [shell, "-csv", str(database), f'.import "{export.as_posix()}" orders']
    if subprocess.run(command, check=False, capture_output=True).returncode:
        raise BrokenOffError("the sqlite3 shell could not import the file")
    return time.perf_counter() - begun
