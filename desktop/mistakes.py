"""Mistakes of this program: told in a sentence, logged without anybody's data, never a traceback.

The log holds the kind of error and the places in this program it went through; no message and no
values, since either may hold a buyer's name.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import platformdirs

_NAME = "Dukandar"
_LARGEST = 200_000
"""Bytes after which the log is begun anew."""


def log_file() -> Path:
    """Where mistakes are logged on this machine."""
    return Path(platformdirs.user_log_dir(_NAME, appauthor=False)) / "mistakes.log"


def places(error: BaseException) -> str:
    """The kind of error and the way it took: file, line, function."""
    frames = traceback.extract_tb(error.__traceback__)
    way = "".join(f"  {Path(f.filename).name}:{f.lineno} {f.name}\n" for f in frames)
    return f"{type(error).__name__}\n{way}"


def log(error: BaseException, file: Path) -> None:
    """Add a mistake to the log; a log that cannot be written is no reason to stop."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        begin = "w" if file.exists() and file.stat().st_size > _LARGEST else "a"
        with file.open(begin, encoding="utf-8") as out:
            out.write(places(error))
    except OSError:
        return


def watch(tell: Callable[[BaseException], None], file: Path) -> None:
    """From now on log every uncaught error, and ``tell`` about it (from any thread)."""

    def caught(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        log(error, file)
        tell(error)

    def caught_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            log(arguments.exc_value, file)
            tell(arguments.exc_value)

    sys.excepthook = caught
    threading.excepthook = caught_in_thread
