"""``--smoke``: shows that the window comes up, with a picture and timings, and quits."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import run
from desktop.i18n import Language
from desktop.memory import Memory

if TYPE_CHECKING:
    from desktop.program import Program


def smoke(shop: Path | None, picture: Path, language: Language) -> int:
    """Show the window, grab it once it has all its figures; gives the exit status."""
    timer = QElapsedTimer()
    timer.start()

    def watch(app: QApplication, program: Program) -> None:
        _grab_when_filled(app, program, picture, timer)

    return run(shop, language=language, memory=Memory(None), watch=watch)


def _grab_when_filled(
    app: QApplication, program: Program, picture: Path, timer: QElapsedTimer
) -> None:
    shown = -1
    poll = QTimer(program, interval=10)

    def look() -> None:
        nonlocal shown
        window = program.window
        if shown < 0 and window.isVisible():
            shown = timer.elapsed()
        if not program.is_filled:
            return
        poll.stop()
        saved = window.grab().save(str(picture))
        print(f"shown {shown} ms, filled {timer.elapsed()} ms")
        if not saved:
            print(f"{picture.name} could not be written", file=sys.stderr)
        window.close()
        app.exit(0 if saved else 1)

    poll.timeout.connect(look)
    poll.start()
