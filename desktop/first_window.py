"""The window until what belongs into it is loaded: empty, so that it can be painted at once."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

SMALLEST = (900, 480)
"""Width and height under which no window of the program goes, logical pixels."""


class FirstWindow(QMainWindow):
    """The program's window before its first page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Dukandar")
        self.setMinimumSize(*SMALLEST)

    def open(self, size: tuple[int, int]) -> None:
        """Show the window in that size, or as large as the screen is."""
        screen = self.screen().availableGeometry()
        self.resize(min(size[0], screen.width()), min(size[1], screen.height()))
        self.show()
