"""One parcel in trouble, explained: what happened, what it means, what to do now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.delay_wording import (
    happened_text,
    meaning_text,
    outcome_text,
    reason_text,
    step_name,
    then_text,
    trouble_name,
    trouble_role,
)
from desktop.i18n import left_to_right, tr
from desktop.theme.properties import restyle
from desktop.widgets.detail_card import DetailCard
from desktop.widgets.fields import Fields
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.timeline import Step as Stage
from desktop.widgets.timeline import Timeline
from desktop.wording import moment
from domain.reports.delay_advice import Reason, Step, Then
from domain.reports.delays import DelayRow
from domain.reports.shop import ShopRow
from domain.simulation.attention import Need

_WAITED_FOR = {
    Reason.SUPPORT_LOOKS: Need.SUPPORT_ANSWERED,
    Reason.CUSTOMER_SILENT: Need.CUSTOMER_ANSWERED,
}
"""What ends the waiting, beside what time stops for anyway."""


class DelayCard(DetailCard):
    """Says what is wrong with a parcel; one button of it is what to do now."""

    customer_wanted = Signal(object)  # an id: Qt's int has 32 bits only
    support_wanted = Signal(object)
    order_wanted = Signal(object)
    wait_wanted = Signal(object)
    """What ends the waiting, as a ``Need``; None where nothing in particular does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("delay", tr("Delay"), tr("Close the delay"), spacing=6, parent=parent)
        self._row: DelayRow | None = None
        self._fill_body()
        self.add_foot(self._actions())
        self.clear()

    def _fill_body(self) -> None:
        self._texts: list[PlainLabel] = []
        self._headings: list[PlainLabel] = []
        for title in (tr("What happened"), tr("What it means"), tr("What to do now")):
            heading = PlainLabel(title, self, strong=True, wrap=True)
            heading.setContentsMargins(0, 4 if self._headings else 0, 0, 0)
            text = PlainLabel("", self, size="small", wrap=True)
            self.body.addWidget(heading)
            self.body.addWidget(text)
            self._headings.append(heading)
            self._texts.append(text)
        self._fields = Fields(self)
        self._fields.setContentsMargins(0, 6, 0, 6)
        self._timeline = Timeline(self)
        self.body.addWidget(self._fields)
        self.body.addWidget(self._timeline)
        self.body.addStretch(1)

    def _actions(self) -> QWidget:
        foot = QWidget(self)
        row = FlowLayout(foot, spacing=8)
        self.customer_button = self._button("ask-customer")
        self.customer_button.clicked.connect(lambda: self.customer_wanted.emit(self.order))
        self.support_button = self._button("ask-support")
        self.support_button.setText(tr("Ask support…"))
        self.support_button.clicked.connect(lambda: self.support_wanted.emit(self.order))
        self.wait_button = self._button("wait-for-delay")
        self.wait_button.setToolTip(tr("Lets time run until something needs you."))
        self.wait_button.clicked.connect(self._wait)
        self.order_button = self._button("open-delayed-order")
        self.order_button.setText(tr("Open the order"))
        self.order_button.clicked.connect(lambda: self.order_wanted.emit(self.order))
        self._buttons = {
            Step.ASK_CUSTOMER: self.customer_button,
            Step.ASK_SUPPORT: self.support_button,
            Step.WAIT: self.wait_button,
        }
        for button in (*self._buttons.values(), self.order_button):
            row.addWidget(button)
        return foot

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"action.{name}.one")
        return button

    @property
    def order(self) -> int:
        """The order shown; 0 for none."""
        return self._row.id if self._row is not None else 0

    def clear(self) -> None:
        """Show no order."""
        self._row = None
        hint = tr("Choose one in the list to see what to do about it.")
        self.show_head(tr("No parcel chosen"), hint, "mute")
        self._fields.clear()
        self._timeline.set_steps([])
        for label in (*self._headings, *self._texts):
            label.hide()
        for button in (*self._buttons.values(), self.order_button):
            button.hide()

    def show_delay(self, row: DelayRow, shop: ShopRow) -> None:
        """Show an order in trouble."""
        self._row = row
        self._show_state(row, shop)
        ended = row.advice.reason.is_end
        words = (happened_text(row, shop), meaning_text(row, shop), reason_text(row, shop))
        for heading, label, text in zip(self._headings, self._texts, words, strict=True):
            label.setText(text)
            heading.setVisible(not ended)
            label.setVisible(not ended)
        self._headings[-1].setText(tr("What came of it") if ended else tr("What to do now"))
        self._headings[-1].show()
        self._texts[-1].show()
        self._fill_fields(row)
        self._timeline.set_steps(_stages(row, shop))
        self._offer(row, shop)

    def _show_state(self, row: DelayRow, shop: ShopRow) -> None:
        title = tr("Order {id}", id=left_to_right(str(row.id)))
        name, at = trouble_name(row.trouble), moment(row.since, shop)
        if row.advice.reason.is_end:
            self.show_head(title, tr("{trouble} · answered {time}", trouble=name, time=at), "good")
        else:
            state = tr("{trouble} · since {time}", trouble=name, time=at)
            self.show_head(title, state, trouble_role(row.trouble))

    def _fill_fields(self, row: DelayRow) -> None:
        fields = self._fields
        fields.clear()
        if row.carrier:
            how = tr("Own postage") if row.own_postage else tr("Platform label")
            fields.add(tr("Shipping"), f"{how} · {row.carrier}")
        if row.tracking:
            fields.add(tr("Tracking"), left_to_right(row.tracking))

    def _offer(self, row: DelayRow, shop: ShopRow) -> None:
        """Show what can be done; what is to be done now is the primary button."""
        self.customer_button.setText(
            tr("Ask the customer again") if row.inquiries else tr("Ask the customer")
        )
        self.wait_button.setText(
            step_name(row.advice, shop) if row.advice.until else tr("Let time run")
        )
        self.customer_button.setVisible(row.can_ask_customer)
        self.support_button.setVisible(bool(row.topics))
        self.wait_button.setVisible(row.advice.step is Step.WAIT)
        self.order_button.show()
        for step, button in self._buttons.items():
            restyle(button, kind="primary" if step is row.advice.step else "")

    def _wait(self) -> None:
        if self._row is not None:
            self.wait_wanted.emit(_WAITED_FOR.get(self._row.advice.reason))


def _stages(row: DelayRow, shop: ShopRow) -> list[Stage]:
    """What was done, asked and answered so far, and what comes next."""
    past = [
        (row.ready_at, tr("Label or tracking number")),
        (row.shipped_at, tr("Scanned by the carrier")),
    ]
    open_still: list[tuple[int, str]] = []
    for asked in row.inquiries:
        past.append((asked.asked_at, tr("You asked the customer")))
        came = tr("The customer has the parcel") if asked.received else ""
        if asked.answered_at:
            past.append((asked.answered_at, came or tr("The customer does not have it")))
    for ticket in row.tickets:
        topic = trouble_name(ticket.topic)
        past.append((ticket.opened_at, tr("You asked support: {topic}", topic=topic)))
        if ticket.outcome is not None:
            past.append((ticket.answer_at, outcome_text(ticket, shop)))
    if row.inquiries and not row.inquiries[-1].answered_at:
        open_still.append((0, tr("The customer answers, or does not")))
    if row.advice.then is not Then.NOTHING:
        open_still.append((row.advice.until, then_text(row.advice.then)))
    done = [
        Stage(text, moment(at, shop, "d MMM"), "done")
        for at, text in sorted(past, key=lambda each: each[0])
        if at
    ]
    return [*done, *[Stage(text, moment(at, shop, "d MMM"), "next") for at, text in open_still]]
