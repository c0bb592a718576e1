"""The longest pause of the GUI thread while something runs. Run as a process of its own.

Takes what runs (``idle``, ``year`` or ``import``) with its files, and tells the pause as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

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
        self._timer = QTimer(self, interval=_BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """From now on pauses count."""
        self._last = time.perf_counter()
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1_000 - _BEAT)
        self._last = now
        self.beats += 1

    def tell(self) -> None:
        """Say what was found, and quit."""
        print(json.dumps({"milliseconds": self.longest, "beats": self.beats}), flush=True)
        QApplication.exit()


def _idle(heart: Heartbeat) -> QMainWindow:
    window = QMainWindow()
    window.resize(1366, 680)
    window.show()
    QTimer.singleShot(_SETTLE, heart.begin)
    QTimer.singleShot(_SETTLE + _IDLE, heart.tell)
    return window


def _open(app: QApplication, shop_file: Path, heart: Heartbeat, work: Callable) -> QMainWindow:
    """The window of a shop in which ``work(window, done)`` is done while the heart beats."""
    from desktop.desk import Desk
    from desktop.program import prepare
    from desktop.window import ShopWindow
    from domain.shop import Shop

    prepare(app, "en", "light")
    window = ShopWindow(Desk(Shop(shop_file), lambda: 1_789_500_000))
    window.resize(1366, 680)
    window.show()

    def begin() -> None:
        heart.begin()
        work(window, lambda: _when_idle(window, end))

    def end() -> None:
        heart.tell()
        window.close()

    QTimer.singleShot(_SETTLE, lambda: _when_idle(window, begin))
    return window


def _when_idle(window, then: Callable[[], None]) -> None:
    """Once nothing is read or written any more, and what came of it is painted."""
    poll = QTimer(window, interval=50)

    def look() -> None:
        if not window.desk.busy:
            poll.stop()
            QTimer.singleShot(50, window, then)

    poll.timeout.connect(look)
    poll.start()


def _year(window, done: Callable[[], None], days: int) -> None:
    """A year passes, as *next day* does it again and again."""
    from domain.shop import ADVANCED
    from domain.simulation.policies import sensible

    window.desk.write(
        window,
        "A year",
        lambda shop, write: shop.advance_days(days, sensible, write.progress),
        lambda _changes: done(),
        touched=lambda _changes: ADVANCED,
    )


def _import(window, done: Callable[[], None], export: Path) -> None:
    """An export is planned and imported in the dialog, with the order list behind it."""
    window.show_panel("orders")
    dialog = window.import_files([export])

    def planned() -> None:
        dialog.do_import()
        _when_idle(window, done)

    _when_idle(window, planned)


def main(what: str, *arguments: str) -> None:
    app = QApplication([])
    heart = Heartbeat()
    window: QMainWindow
    if what == "idle":
        window = _idle(heart)
    elif what == "year":
        days = int(arguments[1])
        window = _open(app, Path(arguments[0]), heart, lambda w, done: _year(w, done, days))
    else:
        export = Path(arguments[1])
        window = _open(app, Path(arguments[0]), heart, lambda w, done: _import(w, done, export))
    app.exec()
    del window


if __name__ == "__main__":
    main(*sys.argv[1:])
