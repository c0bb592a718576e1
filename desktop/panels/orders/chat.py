"""What the buyer has written about an order, on its card."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.panels.orders.acts import Act
from desktop.panels.orders.words import countdown
from desktop.theme.roles import Role
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import moment, topic_name
from domain.reports.order_detail import MessageRow
from domain.reports.shop import ShopRow


class Chat(QWidget):
    """Messages with their times, and a button to answer them."""

    acted = Signal(object, object)
    """``Act.ANSWER``, and the messages' ids as a tuple."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(7)

    def show_messages(self, messages: tuple[MessageRow, ...], shop: ShopRow) -> None:
        """Show an order's messages, the latest first."""
        while item := self._column.takeAt(0):
            widget = item.widget()
            widget.hide()
            widget.deleteLater()
        self.setVisible(bool(messages))
        if messages:
            title = tr("Messages from the buyer")
            self._column.addWidget(PlainLabel(title, self, strong=True, wrap=True))
        for message in messages:
            self._column.addWidget(self._message(message, shop))

    def _message(self, message: MessageRow, shop: ShopRow) -> QWidget:
        block = QWidget(self)
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(topic_name(message.topic), block, size="small", wrap=True))
        asked = tr("asked {time}", time=moment(message.asked_at, shop))
        words.addWidget(PlainLabel(asked, block, role="mute", size="small", wrap=True))
        text, role = _state(message, shop)
        words.addWidget(PlainLabel(text, block, role=role, size="small", wrap=True))
        row.addLayout(words, 1)
        if message.is_open:
            button = QPushButton(tr("Answer"), block)
            button.setObjectName(f"action.{Act.ANSWER.value}.{message.id}")
            button.clicked.connect(lambda: self.acted.emit(Act.ANSWER, (message.id,)))
            row.addWidget(button)
        return block


def _state(message: MessageRow, shop: ShopRow) -> tuple[str, Role]:
    if message.answered_at:
        time = moment(message.answered_at, shop)
        if message.answered_at <= message.answer_by:
            return tr("answered {time}", time=time), "good"
        return tr("answered too late, {time}", time=time), "warn"
    if not message.is_open:
        return tr("never answered"), "mute"
    text, role = countdown(message.answer_by, shop)
    return tr("answer {when}", when=text), role
