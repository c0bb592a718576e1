"""Our own start, as ``dukandar`` does it, until the window is there. Run as a process of its own.

Without a shop until the first window is painted; with one until its Home has all its figures.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

import desktop.__main__  # noqa: F401  # the entry's own imports are part of the start
from desktop.app import run
from desktop.first_window import FirstWindow
from desktop.memory import Memory

if TYPE_CHECKING:
    from desktop.program import Program


class _Painted(FirstWindow):
    """Says that it is painted, and quits."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _there()


def _there() -> None:
    print("there", flush=True)
    os._exit(0)  # what follows is not measured


def _when_filled(_app: QApplication, program: Program) -> None:
    poll = QTimer(program, interval=2)

    def look() -> None:
        if program.is_filled:
            program.window.repaint()
            _there()

    poll.timeout.connect(look)
    poll.start()


def main() -> int:
    memory = Memory(None)
    if len(sys.argv) > 1:
        return run(Path(sys.argv[1]), language="en", memory=memory, watch=_when_filled)
    return run(None, language="en", memory=memory, first=_Painted)


if __name__ == "__main__":
    sys.exit(main())
