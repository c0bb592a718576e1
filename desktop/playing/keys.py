"""The keys of the practice clock, which never take what somebody types or presses."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.playing.clock_control import ClockControl

_TYPING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


class PlayKeys(QObject):
    """Space plays and pauses, + and - change the speed, F5 is the next day, F6 the next thing."""

    def __init__(self, clock: ClockControl, window: QWidget) -> None:
        super().__init__(window)
        for key, act in (("F5", clock.next_day), ("F6", clock.skip)):
            QShortcut(QKeySequence(key), window, act)
        self._space = QShortcut(QKeySequence(Qt.Key.Key_Space), window, clock.toggle)
        self._signs = [
            QShortcut(QKeySequence(key), window, lambda by=by: clock.change_speed(by))
            for key, by in (("+", 1), ("=", 1), ("-", -1))  # = is + without Shift
        ]
        QApplication.instance().focusChanged.connect(self._leave_to)

    def _leave_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Leave the keys to a widget that types, and Space to one that is pressed with it."""
        typing = isinstance(new, _TYPING)
        self._space.setEnabled(not typing and not isinstance(new, QAbstractButton))
        for sign in self._signs:
            sign.setEnabled(not typing)
