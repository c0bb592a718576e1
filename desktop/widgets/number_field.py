"""A whole number with arrows."""

from PySide6.QtWidgets import QSpinBox, QWidget

_INDENT = 8


class NumberField(QSpinBox):
    """A QSpinBox whose digits start where those of other inputs do.

    Qt ignores the stylesheet's padding inside spin boxes (tried out with 6.11), so the margin is
    set here, on both sides for right-to-left layouts.
    """

    def __init__(
        self, name: str, least: int = 0, most: int = 999_999, parent: QWidget | None = None
    ) -> None:
        """`name` is for screen readers, which do not connect a label beside it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(least, most)
        self.setGroupSeparatorShown(True)
        self.lineEdit().setTextMargins(_INDENT, 0, _INDENT, 0)
