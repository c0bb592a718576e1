"""The longest pause of the GUI thread while something runs. Run as a process of its own.

Takes what runs (``idle``, ``year`` or ``import``) with its files, and tells the pause as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.app import run
from desktop.memory import Memory

if TYPE_CHECKING:
    from desktop.program import Program
    from desktop.window import ShopWindow

_BEAT = 1
"""Milliseconds between two beats of the heart."""

_SETTLE, _IDLE = 600, 3_000
"""Milliseconds before beats count, and of an idle window's beating."""


class Heartbeat(QObject):
    """A timer of the GUI thread that notes how late it ever was."""

    def __init__(self) -> None:
        super().__init__()
        self.beats = 0
        self.longest = 0.0
        self._last = 0.0

    def begin(self) -> None:
        """From now on pauses count."""
        self._last = time.perf_counter()
        timer = QTimer(self, interval=_BEAT, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beat)
        timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1_000 - _BEAT)
        self._last = now
        self.beats += 1

    def tell(self) -> None:
        """Say what was found, and quit."""
        print(json.dumps({"milliseconds": self.longest, "beats": self.beats}), flush=True)
        os._exit(0)  # what follows is not measured


def _idle(heart: Heartbeat) -> None:
    """A bare window with nothing to do."""
    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 680)
    window.show()
    QTimer.singleShot(_SETTLE, heart.begin)
    QTimer.singleShot(_SETTLE + _IDLE, heart.tell)
    app.exec()


def _in_shop(
    shop: str, panel: str, heart: Heartbeat, work: Callable[[Any, Callable[[], None]], None]
) -> None:
    """Our program with a shop and a panel in sight, in whose window ``work(window, done)`` runs."""

    def watch(_app: QApplication, program: Program) -> None:
        program.erred.connect(_break_off)

        def begin() -> None:
            heart.begin()
            work(program.window, lambda: _once(lambda: program.is_filled, heart.tell))

        def show() -> None:
            window = cast("ShopWindow", program.window)
            window.desk.failed.connect(_break_off)
            window.desk.refused.connect(_break_off)
            window.show_panel(panel)
            _once(lambda: program.is_filled, begin)

        _once(lambda: program.is_filled, show)

    run(Path(shop), language="en", memory=Memory(None), watch=watch)


def _break_off(why: object) -> None:
    """End with the reason: a window that has erred would otherwise stay open for ever."""
    print(why, file=sys.stderr, flush=True)
    os._exit(1)


def _once(settled: Callable[[], bool], then: Callable[[], None]) -> None:
    """Go on when nothing is read or written any more, and what came of it is painted."""
    poll = QTimer(QApplication.instance(), interval=50)

    def look() -> None:
        if settled():
            poll.stop()
            QTimer.singleShot(_SETTLE, then)

    poll.timeout.connect(look)
    poll.start()


def _year(days: int, window: ShopWindow, done: Callable[[], None]) -> None:
    """Days pass on the writer's lane."""
    from domain.shop import ADVANCED
    from domain.simulation.policies import sensible

    window.desk.write(
        window,
        "A year",
        lambda shop, write: shop.advance_days(days, sensible, write.progress),
        lambda _changes: done(),
        touched=lambda _changes: ADVANCED,
    )


def _import(export: Path, window: ShopWindow, done: Callable[[], None]) -> None:
    """An export is planned and imported in the dialog."""
    dialog = window.files.import_files([export])

    def planned() -> None:
        dialog.do_import()
        done()

    _once(lambda: not window.desk.busy, planned)


def main(what: str, *arguments: str) -> None:
    heart = Heartbeat()
    if what == "year":
        shop, days = arguments
        _in_shop(shop, "home", heart, partial(_year, int(days)))
    elif what == "import":
        shop, export = arguments
        _in_shop(shop, "orders", heart, partial(_import, Path(export)))
    else:
        _idle(heart)


if __name__ == "__main__":
    main(*sys.argv[1:])
