"""Fetching the library ahead of time: on another thread, and nothing of Qt's is born there."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QObject

from desktop.charts.plots.loading import Library

FETCH = """
import gc, os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
import shiboken6
app = QApplication([])
from desktop.charts.plots.loading import library
from desktop.charts.plots import chart_card, series  # a card can be had before
gc.disable()
assert "pyqtgraph" not in sys.modules
hooks = sys.excepthook, sys.getswitchinterval()
kept = shiboken6.getAllValidWrappers()
known = {id(each) for each in kept}
library().when_ready(app.quit)
app.exec()
assert library().is_ready() and "pyqtgraph" in sys.modules
born = [each for each in shiboken6.getAllValidWrappers() if id(each) not in known]
print(sorted({type(each).__name__ for each in born if isinstance(each, QObject)}))
assert hooks == (sys.excepthook, sys.getswitchinterval())
"""


def test_the_import_makes_nothing_that_belongs_to_a_thread() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FETCH], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['Background', 'Library']"


def test_who_waits_is_told_once_and_whoever_is_gone_is_not(qtbot) -> None:
    class Page(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.times = 0

        def build(self) -> None:
            self.times += 1

    library, page, gone = Library(), Page(), Page()
    library.when_ready(page.build)
    library.when_ready(gone.build)
    del gone
    with qtbot.waitSignal(library.ready):
        library.fetch()
    library.when_ready(page.build)
    assert page.times == 2
