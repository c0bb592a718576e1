"""Our program with a shop open, watched by a bench in its own process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import run
from desktop.memory import Memory

if TYPE_CHECKING:
    from desktop.program import Program
    from desktop.window import ShopWindow

SETTLE = 600
"""Milliseconds after which what has come of something is painted."""


def in_shop(shop: str, panel: str, begin: Callable[[Program, ShopWindow], None]) -> None:
    """Run the program with a shop and a panel in sight; ``begin`` is called once it is filled."""

    def watch(_app: QApplication, program: Program) -> None:
        program.erred.connect(break_off)

        def show() -> None:
            window = cast("ShopWindow", program.window)
            window.desk.failed.connect(break_off)
            window.desk.refused.connect(break_off)
            window.show_panel(panel)
            once(lambda: program.is_filled, lambda: begin(program, window))

        once(lambda: program.is_filled, show)

    run(Path(shop), language="en", memory=Memory(None), watch=watch)


def break_off(why: object) -> None:
    """End with the reason: a window that has erred would otherwise stay open for ever."""
    print(why, file=sys.stderr, flush=True)
    os._exit(1)


def once(settled: Callable[[], bool], then: Callable[[], None]) -> None:
    """Go on when nothing is read or written any more, and what came of it is painted."""
    poll = QTimer(QApplication.instance(), interval=50)

    def look() -> None:
        if settled():
            poll.stop()
            QTimer.singleShot(SETTLE, then)

    poll.timeout.connect(look)
    poll.start()
