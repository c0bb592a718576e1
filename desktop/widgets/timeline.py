"""What has happened to an order and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.widgets.plain_label import PlainLabel

StepState = Literal["done", "next", "pending"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its words, its time as worded by the caller, how far it is, and its colour.

    `role` is for a step that hurts ("bad": lost, late); otherwise the state decides.
    """

    text: str
    when: str = ""
    state: StepState = "pending"
    role: Role | None = None


class Timeline(QWidget):
    """Steps under each other: a filled dot is done, a dotted ring is next, a ring is to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)

    def set_steps(self, steps: Sequence[Step]) -> None:
        while item := self._grid.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, step in enumerate(steps):
            dot = _Dot(step, self)
            text = PlainLabel(step.text, self, size="small", wrap=True, role=step.role or "")
            text.setAccessibleName(
                ", ".join(part for part in (step.text, self._worded(step.state), step.when) if part)
            )
            when = PlainLabel(step.when, self, role="mute", size="small")
            when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(dot, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._grid.addWidget(when, row, 2)

    @staticmethod
    def _worded(state: StepState) -> str:
        if state == "done":
            return tr("done")
        return tr("next") if state == "next" else tr("to come")


class _Dot(QWidget):
    def __init__(self, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self._step = step
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(12, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        state = self._step.state
        by_state: dict[StepState, Role] = {"done": "good", "next": "accent", "pending": "mute"}
        colour = theme().roles.colour(self._step.role or by_state[state])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(6, 8)
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(colour if state == "done" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 4, 4)
        if state == "next":
            painter.setBrush(colour)
            painter.drawEllipse(centre, 1.2, 1.2)

    def _repaint(self) -> None:
        self.update()
