"""A percentage with arrows."""

from PySide6.QtWidgets import QDoubleSpinBox, QWidget

_INDENT = 8


class PercentField(QDoubleSpinBox):
    """A QDoubleSpinBox that takes and gives basis points; its digits start as in other inputs."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDecimals(1)
        self.setRange(0.0, 100.0)
        self.setSuffix(" %")
        self.lineEdit().setTextMargins(_INDENT, 0, _INDENT, 0)

    def basis_points(self) -> int:
        return round(self.value() * 100)

    def set_basis_points(self, share: int) -> None:
        self.setValue(share / 100)
