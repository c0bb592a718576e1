"""An amount of money with arrows."""

from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from domain.kernel.money import Currency

_INDENT = 8


class MoneyField(QDoubleSpinBox):
    """A QDoubleSpinBox that takes and gives minor units; its digits start as in other inputs."""

    def __init__(
        self, name: str, currency: Currency, most: int, parent: QWidget | None = None
    ) -> None:
        """`name` is for screen readers; `most` minor units can be entered."""
        super().__init__(parent)
        self._unit = currency.unit
        self.setAccessibleName(name)
        self.setDecimals(currency.minor_units)
        self.setRange(0.0, most / currency.unit)
        self.setGroupSeparatorShown(True)
        self.lineEdit().setTextMargins(_INDENT, 0, _INDENT, 0)

    def amount(self) -> int:
        """Minor units."""
        return round(self.value() * self._unit)

    def set_amount(self, amount: int) -> None:
        self.setValue(amount / self._unit)
