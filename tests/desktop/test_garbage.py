"""Widgets in cycles are destroyed on the GUI thread, whatever other threads allocate."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from desktop.garbage import Collector, collect_due


class Owner(QObject):
    """Refers to itself through what it calls, as windows do."""

    def __init__(self, destroyed_on: list[int]) -> None:
        super().__init__()
        self.act = lambda: self
        self.destroyed.connect(
            lambda: destroyed_on.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
        )


def allocate(kept: list[list[int]]) -> int:
    """Make as much as would start many of Python's own collections; gives the thread."""
    kept += [[number] for number in range(200_000)]
    return threading.get_ident()


def test_cycles_wait_for_the_gui_thread(qtbot: QtBot) -> None:
    destroyed_on: list[int] = []
    kept: list[list[int]] = []  # what is freed again does not count towards a collection
    collector = Collector()
    collector.start()
    for _ in range(20):
        Owner(destroyed_on)
    with ThreadPoolExecutor(1) as reader:
        assert reader.submit(allocate, kept).result() != threading.get_ident()
    assert destroyed_on == []
    qtbot.waitUntil(lambda: len(destroyed_on) == 20)
    assert set(destroyed_on) == {threading.get_ident()}
    assert len(kept) == 200_000


def test_only_what_is_due_is_collected() -> None:
    gc.collect()
    seen: list[int] = []

    def note(phase: str, information: dict[str, int]) -> None:
        if phase == "start":
            seen.append(information["generation"])

    gc.callbacks.append(note)
    try:
        collect_due()
        assert seen == []
        young, middle, _ = gc.get_threshold()
        kept: list[list[int]] = []
        for _ in range(middle + 2):
            kept += [[number] for number in range(young + 1)]
            collect_due()
        assert seen == [*[0] * (middle + 1), 1]
    finally:
        gc.callbacks.remove(note)
