"""The longest pause of the GUI thread while something runs. Run as a process of its own.

Takes what runs with its files, and tells the pause as JSON: ``idle``, ``year``, ``import``, or one
of the latter two with ``list-`` before it: then the order list is scrolled meanwhile.
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

from desktop.bench.watched import SETTLE, in_shop, once

if TYPE_CHECKING:
    from desktop.desk import Write
    from desktop.panels.orders import OrdersPanel
    from desktop.program import Program
    from desktop.window import ShopWindow
    from domain.kernel.changes import Changes
    from domain.shop import Shop

_BEAT = 1
"""Milliseconds between two beats of the heart."""

_IDLE = 3_000
"""Milliseconds of an idle window's beating."""

_FRAME, _ROWS = 16, 7
"""Milliseconds from frame to frame while scrolling, and the rows that each goes on."""


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
    QTimer.singleShot(SETTLE, heart.begin)
    QTimer.singleShot(SETTLE + _IDLE, heart.tell)
    app.exec()


def _in_shop(
    shop: str,
    panel: str,
    heart: Heartbeat,
    work: Callable[[Any, Callable[[], None]], None],
    *,
    scrolling: bool = False,
) -> None:
    """Our program with a shop and a panel in sight, in whose window ``work(window, done)`` runs.

    ``scrolling`` goes through the panel's table all the while, as a person does at full speed.
    """

    def begin(program: Program, window: ShopWindow) -> None:
        if scrolling:
            _scroll(window)
        heart.begin()
        work(window, lambda: once(lambda: scrolling or program.is_filled, heart.tell))

    in_shop(shop, panel, begin)


def _scroll(window: ShopWindow) -> None:
    """From now on each frame shows the next rows of the order list."""
    bar = cast("OrdersPanel", window.panels["orders"]).listing.table.verticalScrollBar()
    timer = QTimer(window, interval=_FRAME)
    timer.timeout.connect(lambda: bar.setValue((bar.value() + _ROWS) % (bar.maximum() + 1)))
    timer.start()


def _year(days: int, window: ShopWindow, done: Callable[[], None]) -> None:
    """Days pass on the writer's lane, with a seller who decides by a script."""

    def pass_days(shop: Shop, write: Write) -> Changes:
        # The window has no scripted seller; loading one is not to stop it, as nothing else may.
        from domain.simulation.policies import sensible

        return shop.advance_days(days, sensible, write.progress)

    window.desk.write(
        window,
        "A year",
        pass_days,
        lambda _changes: done(),
        touched=lambda changes: changes,
    )


def _import(export: Path, window: ShopWindow, done: Callable[[], None]) -> None:
    """An export is planned and imported in the dialog."""
    dialog = window.files.import_files([export])

    def planned() -> None:
        dialog.do_import()
        done()

    once(lambda: not window.desk.busy, planned)


def main(what: str, *arguments: str) -> None:
    heart = Heartbeat()
    scrolling = what.startswith("list-")
    match what.removeprefix("list-"):
        case "year":
            shop, days = arguments
            panel = "orders" if scrolling else "home"
            _in_shop(shop, panel, heart, partial(_year, int(days)), scrolling=scrolling)
        case "import":
            shop, export = arguments
            _in_shop(shop, "orders", heart, partial(_import, Path(export)), scrolling=scrolling)
        case _:
            _idle(heart)


if __name__ == "__main__":
    main(*sys.argv[1:])
