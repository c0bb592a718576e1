"""Asking support about one parcel: what it is about, what is shown, and when the answer comes."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.delay_wording import trouble_name
from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import left_to_right, tr
from desktop.widgets.fields import Fields
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import moment
from domain.inbox.support import Topic
from domain.reports.delay_advice import EVIDENCE, Customer, Evidence
from domain.reports.delays import DelayRow, Delays

_MOST_PHOTOS = 9


class AskSupportDialog(GrowingDialog):
    """Asks for the topic and the evidence."""

    asked = Signal(str, int)
    """A ``Topic``'s value, and how many photos go with it."""

    def __init__(self, row: DelayRow, found: Delays, parent: QWidget | None = None) -> None:
        """Take the order in trouble, and what its report said of support."""
        super().__init__(parent)
        self.setObjectName("dialog.ask-support")
        self.setWindowTitle(tr("Ask support"))
        self._row, self._found = row, found
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        title = tr("Ask support about order {id}", id=left_to_right(str(row.id)))
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        self._topic = QComboBox(self)
        self._topic.setObjectName("support.topic")
        self._topic.setAccessibleName(tr("What it is about"))
        for topic in row.topics:
            self._topic.addItem(trouble_name(topic), topic.value)
        self._topic.currentIndexChanged.connect(self._show_needed)
        column.addWidget(self._topic)
        self._needed = PlainLabel("", self, wrap=True)
        column.addWidget(self._needed)
        self._photos = NumberField(tr("Photos of the receipt"), 0, _MOST_PHOTOS, self)
        self._photos.setObjectName("support.photos")
        self._photos.setValue(1)
        self._photos.valueChanged.connect(self._show_needed)
        self._photo_row = QWidget(self)
        photos = QHBoxLayout(self._photo_row)
        photos.setContentsMargins(0, 0, 0, 0)
        photos.addWidget(PlainLabel(tr("Photos of the receipt"), self, role="mute"), 1)
        photos.addWidget(self._photos)
        column.addWidget(self._photo_row)
        column.addWidget(self._hours())
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(460)
        self._show_needed()

    def _hours(self) -> Fields:
        shop, fields = self._found.shop, Fields(self)
        opens, closes = (
            QLocale().toString(QTime(hour, 0), "HH:mm")
            for hour in (shop.rules.support_opens, shop.rules.support_closes)
        )
        hours = left_to_right(f"{opens}-{closes}")
        now = tr("open now") if self._found.support_open else tr("closed now")
        fields.add(tr("Support hours"), f"{hours} · {now}")
        fields.add(tr("Answer by"), moment(self._found.answer_at, shop), strong=True)
        return fields

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton(tr("Not now"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        ask = QPushButton(tr("Ask support"), self)
        ask.setProperty("kind", "primary")
        ask.setObjectName("action.ask-support.confirm")
        ask.setDefault(True)
        ask.clicked.connect(self._ask)
        row.addWidget(close)
        row.addWidget(ask)
        return row

    def _show_needed(self) -> None:
        """Say what support wants to see about the chosen topic."""
        evidence = EVIDENCE[Topic(self._topic.currentData())]
        self._photo_row.setVisible(evidence is Evidence.RECEIPT)
        self._needed.setText(self._needed_text(evidence))

    def _needed_text(self, evidence: Evidence) -> str:
        if evidence is Evidence.RECEIPT:
            if not self._photos.value():
                return tr("Without a photo of the carrier's receipt support cannot help.")
            return tr(
                "Support wants to see the receipt that the carrier gave you when you handed the "
                "parcel over. In a practice shop you only say how many photos you send."
            )
        if evidence is Evidence.CONFIRMATION:
            at = moment(self._row.customer_at, self._found.shop)
            if self._row.customer is Customer.CONFIRMED:
                return tr("The customer said on {time} that the parcel has come.", time=at)
            return tr("Support needs the customer's word that the parcel has come.")
        if self._row.trouble is Topic.LOST:
            return tr("Nothing has to be shown: the platform knows its own label and its scans.")
        return tr(
            "Nothing has to be shown. Support can see no more than you, and will most likely ask "
            "you to wait."
        )

    def _ask(self) -> None:
        topic = Topic(self._topic.currentData())
        photos = self._photos.value() if EVIDENCE[topic] is Evidence.RECEIPT else 0
        self.asked.emit(topic.value, photos)
        self.accept()
