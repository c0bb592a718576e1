"""Where the person chooses what time stops for, and when a day's summary is shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.playing.choices import PlayChoices
from desktop.playing.needs import choice_text
from desktop.widgets.plain_label import PlainLabel
from domain.simulation.attention import Need

_ORDERS = (
    Need.TO_SHIP,
    Need.DUE_SOON,
    Need.OVERDUE,
    Need.CANCEL_REQUESTED,
    Need.CANCELLED,
)
_RETURNS = (Need.RETURN_REQUESTED, Need.RETURN_ARRIVED, Need.DISPUTE_DECIDED)
_PARCELS = (Need.PARCEL_TROUBLE, Need.CUSTOMER_ANSWERED, Need.SUPPORT_ANSWERED)
_STOCK = (
    Need.LOW_STOCK,
    Need.STOCK_OUT,
    Need.GOODS_ARRIVED,
    Need.LISTING_ANSWERED,
    Need.FEE_OUT_OF_RANGE,
    Need.TAKEN_DOWN,
)
_REST = (Need.PAID_OUT, Need.MORNING_WITH_ORDERS, Need.MORNING)


class PauseChoicesDialog(QDialog):
    """Check boxes that take effect at once."""

    chosen = Signal(object)
    """The new ``PlayChoices``."""

    def __init__(self, choices: PlayChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.pause-choices")
        self.setWindowTitle(tr("Pause when…"))
        self._choices = choices
        self._boxes: dict[Need, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(PlainLabel(tr("Pause when…"), self, size="title", strong=True))
        lead = tr(
            "Playing stops when one of these happens, and so does going on to the next thing."
        )
        column.addWidget(PlainLabel(lead, self, role="mute", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        summary = self._summary_group()
        for place, groups in enumerate(
            (
                (
                    (tr("Orders"), _ORDERS),
                    (tr("Returns"), _RETURNS),
                    (tr("Parcels"), _PARCELS),
                ),
                ((tr("Products and stock"), _STOCK), (tr("Money and time"), _REST)),
            )
        ):
            side = QVBoxLayout()
            side.setSpacing(14)
            for title, needs in groups:
                side.addLayout(self._group(title, needs))
            if place:
                side.addLayout(summary)
            side.addStretch(1)
            grid.addLayout(side, 0, place)
        column.addLayout(grid)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self._show()

    def _group(self, title: str, needs: tuple[Need, ...]) -> QVBoxLayout:
        group = self._titled(title)
        for need in needs:
            box = QCheckBox(choice_text(need), self)
            box.setObjectName(f"pause.{need.value}")
            box.clicked.connect(self._choose)
            self._boxes[need] = box
            group.addWidget(box)
        return group

    def _summary_group(self) -> QVBoxLayout:
        group = self._titled(tr("Show the day's summary"))
        self._after_next_day = QCheckBox(tr("After Next day"), self)
        self._after_next_day.setObjectName("summary.after-next-day")
        self._while_playing = QCheckBox(tr("When a day ends while time runs"), self)
        self._while_playing.setObjectName("summary.while-playing")
        for box in (self._after_next_day, self._while_playing):
            box.clicked.connect(self._choose)
            group.addWidget(box)
        return group

    def _titled(self, title: str) -> QVBoxLayout:
        group = QVBoxLayout()
        group.setSpacing(6)
        group.addWidget(PlainLabel(title, self, role="mute", size="small", strong=True))
        return group

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        usual = QPushButton(tr("The usual choice"), self)
        usual.setObjectName("action.pause-choices.usual")
        usual.setAutoDefault(False)
        usual.clicked.connect(self._choose_usual)
        close = QPushButton(tr("Done"), self)
        close.setObjectName("action.pause-choices.done")
        close.setProperty("kind", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(usual)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _show(self) -> None:
        for need, box in self._boxes.items():
            box.setChecked(need in self._choices.pause)
        self._after_next_day.setChecked(self._choices.summary_after_next_day)
        self._while_playing.setChecked(self._choices.summary_while_playing)

    def _choose_usual(self) -> None:
        self._tell(replace(PlayChoices(), speed=self._choices.speed))
        self._show()

    def _choose(self) -> None:
        self._tell(
            replace(
                self._choices,
                pause=frozenset(need for need, box in self._boxes.items() if box.isChecked()),
                summary_after_next_day=self._after_next_day.isChecked(),
                summary_while_playing=self._while_playing.isChecked(),
            )
        )

    def _tell(self, choices: PlayChoices) -> None:
        self._choices = choices
        self.chosen.emit(choices)
