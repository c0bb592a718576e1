"""A figure with its name above it and a line of explanation below."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.card import INSIDE, CardButton
from desktop.widgets.plain_label import PlainLabel, plain_tooltip


class FigureTile(CardButton):
    """Pressing it opens the rows that add up to the figure."""

    def __init__(self, name: str, label: str, tip: str, parent: QWidget | None = None) -> None:
        """`tip` says what the label's word means."""
        super().__init__(name, parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INSIDE, 9, INSIDE, 9)
        layout.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # equal widths
        self._tip = tip
        self._label = PlainLabel(label, self, role="mute", size="small", elide=True)
        self._figure = PlainLabel("", self, size="figure", elide=True)
        self._caption = PlainLabel("", self, role="mute", size="label", elide=True)
        for part in (self._label, self._figure, self._caption):
            layout.addWidget(part)
        self.freeze()

    def show_figure(
        self, figure: str, caption: str, role: Role = "text", details: Sequence[str] = ()
    ) -> None:
        """`details` follow the caption on hover."""
        self._figure.setText(figure)
        self._caption.setText(caption)
        restyle(self._figure, role=role)
        self.setText(f"{self._label.text()}: {figure}, {caption}")
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._tip)
        self.setToolTip(plain_tooltip("\n".join([caption, *details, self._tip])))

    def figure(self) -> str:
        return self._figure.text()
