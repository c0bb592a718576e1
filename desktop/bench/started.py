"""Our own start, as ``dukandar`` does it, until the window is there. Run as a process of its own.

Without a shop until the first window is painted; with one until its Home has all its figures.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

import desktop.__main__  # noqa: F401  # the entry's own imports are part of the start
from desktop.app import Program, run
from desktop.memory import Memory


class _FirstPaint(QObject):
    """Hears the first paint of the program's first window."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        program.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint:
            return False
        watched.removeEventFilter(self)
        watched.event(event)
        _there()
        return True


def _there() -> None:
    print("there", flush=True)
    os._exit(0)  # what follows is not measured


def _when_filled(program: Program) -> None:
    poll = QTimer(program, interval=2)

    def look() -> None:
        if program.is_filled:
            program.window.repaint()
            _there()

    poll.timeout.connect(look)
    poll.start()


def main() -> int:
    shop = Path(sys.argv[1]) if len(sys.argv) > 1 else None

    def watch(_app: QApplication, program: Program) -> None:
        if shop is None:
            _FirstPaint(program)
        else:
            _when_filled(program)

    return run(shop, language="en", memory=Memory(None), watch=watch)


if __name__ == "__main__":
    sys.exit(main())
