"""Fetching pyqtgraph before a page needs it, without the window standing still.

Its import takes a fifth of a second. On a thread of its own the window waits for it 25 ms at most,
for Python hands over between modules. It may be there: what it makes is classes and values
(colours, paths); no QObject, which a test watches. Plots are only ever made on the window's thread.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.background import Background

_LIBRARY = "pyqtgraph"


class Library(QObject):
    """Fetches the library once."""

    ready = Signal()
    """It is there; sent once."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = self._ready = False

    def is_ready(self) -> bool:
        """Whether importing a plot takes no time."""
        return self._ready or (not self._asked and _LIBRARY in sys.modules)

    def fetch(self, after: int = 0) -> None:
        """Fetch it, once, when so many milliseconds have gone by."""
        QTimer.singleShot(after, self, self._fetch)

    def when_ready(self, act: Callable[[], None]) -> None:
        """Do it now, or once the library is there. A method of a widget that is gone is not done.

        In between a page may show its frame and what it has in words.
        """
        if self.is_ready():
            act()
            return
        self.ready.connect(act, Qt.ConnectionType.SingleShotConnection)
        self._fetch()

    def _fetch(self) -> None:
        if self._asked:
            return
        self._asked = True
        Background(self).run(
            lambda: importlib.import_module(_LIBRARY),
            lambda _module: self._there(),
            lambda _refusal: self._there(),  # the page's own import says what is wrong
        )

    def _there(self) -> None:
        self._ready = True
        self.ready.emit()


@cache
def library() -> Library:
    """The one of this process."""
    return Library()
