"""A name and its amount in one line, which is pressed as a whole."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.card import CardButton
from desktop.widgets.plain_label import PlainLabel, plain_tooltip


class FigureRow(CardButton):
    """A line of a statement. Pressing it opens the rows that add up to its amount."""

    def __init__(
        self,
        name: str,
        label: str,
        tip: str,
        parent: QWidget | None = None,
        *,
        strong: bool = False,
    ) -> None:
        """`tip` says what the label's word means; `strong` is for sums."""
        super().__init__(name, parent)
        self.setProperty("kind", "row-button")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(16)
        self._tip = tip
        self._label = PlainLabel(label, self, role="mute", size="small", elide=True)
        self._amount = PlainLabel("", self, size="small", strong=strong)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._amount)
        self.freeze()

    def show_amount(self, amount: str, role: Role = "text") -> None:
        self._amount.setText(amount)
        restyle(self._amount, role=role)
        self.setText(f"{self._label.text()}: {amount}")
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._tip)
        self.setToolTip(plain_tooltip(f"{self._label.text()}\n{self._tip}"))

    def amount(self) -> str:
        return self._amount.text()
