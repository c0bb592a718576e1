"""A key figure, how it changed, and its course."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.sparkline import Sparkline
from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.card import INSIDE, CardButton
from desktop.widgets.plain_label import PlainLabel

Direction = Literal["up", "down", "flat"]

_ARROWS = {"up": "▲", "down": "▼", "flat": "▬"}


class KpiTile(CardButton):
    """Label, figure, change against the period before, sparkline. Pressing it opens the rows."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INSIDE, 9, INSIDE, 9)
        layout.setSpacing(2)
        self._label = PlainLabel(label, self, role="mute", size="small", elide=True)
        layout.addWidget(self._label)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._figure = PlainLabel("", self, size="figure")
        self._change = PlainLabel("", self, size="small", strong=True, elide=True)
        self._change.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._change.setContentsMargins(0, 0, 0, 4)
        row.addWidget(self._figure)
        row.addWidget(self._change, 1)
        layout.addLayout(row)
        self._line = Sparkline(self)
        layout.addWidget(self._line, 1)
        self.freeze()

    def show_figure(
        self,
        figure: str,
        change: str = "",
        direction: Direction = "flat",
        good: bool | None = None,
        course: Sequence[float | None] = (),
    ) -> None:
        """Shows a period's figure.

        `change` is worded without its sign ("12.4 %"); `direction` draws the arrow. `good` says
        whether the change is welcome (fewer returns are), None that it is neither. A None in
        `course` is not known.
        """
        role: Role = "mute" if good is None else "good" if good else "bad"
        self._figure.setText(figure)
        self._change.setText(f"{_ARROWS[direction]} {change}" if change else "")
        restyle(self._change, role=role)
        self._line.set_role("accent" if good is None else role)
        self._line.set_values(course)
        worded = self._worded_change(change, direction) if change else ""
        parts = [f"{self._label.text()}: {figure}", worded]
        self.setText(", ".join(part for part in parts if part))
        self.setAccessibleName(self.text())
        self._change.setToolTip(worded)
        self.setToolTip(worded)

    @staticmethod
    def _worded_change(change: str, direction: Direction) -> str:
        if direction == "up":
            return tr("up {change} on the period before", change=change)
        if direction == "down":
            return tr("down {change} on the period before", change=change)
        return tr("{change}, as in the period before", change=change)
