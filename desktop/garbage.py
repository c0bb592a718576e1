"""Python's cyclic garbage is collected on the GUI thread, never on another.

Closed windows and dialogs end as cycles, since widgets and what they call refer to each other. By
itself Python collects cycles on whichever thread happens to allocate. On a reader's thread Qt would
then destroy widgets: it holds the lock of their connections while it waits for Python, and the GUI
thread holds Python while it waits for that lock, so the window stands still for good.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 100
"""Milliseconds between two looks at whether a collection is due; the longer, the more there is to
look through at once while an import makes rows."""


class Collector(QObject):
    """Collects what is due, from its start on; Python's own collector is switched off."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(collect_due)

    def start(self) -> None:
        """Collect from now on."""
        gc.disable()
        self._timer.start()


def collect_due() -> None:
    """Collect the oldest generation whose time has come by Python's own thresholds, if any."""
    due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if due[0]:
        gc.collect(2 if due[2] else 1 if due[1] else 0)
