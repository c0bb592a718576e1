"""The window until what belongs into it is loaded: empty, so that it can be painted at once."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from desktop.remembered import Remembered
from desktop.window_place import put_back

SMALLEST = (900, 480)
"""Width and height under which no window of the program goes, logical pixels."""


class FirstWindow(QMainWindow):
    """The program's window before its first page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Dukandar")
        self.setMinimumSize(*SMALLEST)

    def open(self, size: tuple[int, int], place: Remembered) -> None:
        """Show the window where the shop to be opened had its own, or else in that size."""
        if not put_back(self, place):
            screen = self.screen().availableGeometry()
            self.resize(min(size[0], screen.width()), min(size[1], screen.height()))
        self.show()
