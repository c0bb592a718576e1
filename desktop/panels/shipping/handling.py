"""Capacity, holiday mode and requests to cancel: what is set, and what it means."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QPushButton, QWidget

from desktop.i18n import tr
from desktop.panels.shipping.words import auto_cancel_name
from desktop.theme.properties import restyle
from desktop.widgets.card import Card
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import date_text, number
from domain.reports.shipping import Shipping
from domain.shipping.fulfilment import AUTO_CANCEL_HOURS
from domain.shipping.template_commands import SetAutoCancel, SetCapacity, SetHoliday

_MOST = 99_999
_EPOCH = QDate(1970, 1, 1)
_USUAL_DAYS = 7


class CapacityCard(Card):
    """Orders that the shop can handle in a day."""

    decided = Signal(object, object)
    """A command, and the button that gave it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("capacity", tr("Order handling capacity"), parent)
        self._set: int | None = None
        row = QHBoxLayout()
        row.setSpacing(8)
        self._orders = NumberField(tr("Orders a day"), 0, _MOST, self)
        self._orders.setObjectName("capacity.orders")
        self._orders.setSpecialValueText(tr("No limit"))
        self._orders.valueChanged.connect(self._compare)
        self.button = QPushButton(tr("Set"), self)
        self.button.setObjectName("action.set-capacity")
        self.button.setAccessibleName(tr("Set the order handling capacity"))
        self.button.clicked.connect(
            lambda: self.decided.emit(SetCapacity(self._orders.value()), self.button)
        )
        row.addWidget(self._orders, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self._now = PlainLabel("", self, size="small", wrap=True)
        self.body.addWidget(self._now)
        self._meaning = PlainLabel("", self, role="mute", size="small", wrap=True)
        self.body.addWidget(self._meaning)

    def show_settings(self, found: Shipping) -> None:
        capacity = found.fulfilment.capacity
        if capacity != self._set:
            self._set = capacity
            self._orders.setValue(capacity)
        pace = QLocale().toString(found.placed_lately / 7, "f", 1)
        over = max(0, found.placed_today - capacity) if capacity else 0
        today = number(found.placed_today)
        if over:
            text = tr("%Ln order(s) beyond it today; {pace} a day lately.", over, pace=pace)
        else:
            text = tr("{today} ordered today, {pace} a day lately.", today=today, pace=pace)
        self._now.setText(text)
        restyle(self._now, role="warn" if over else "text")
        self._meaning.setText(
            tr(
                "Orders of a day beyond it have %Ln business day(s) more for the first scan and "
                "for delivery. Buyers are promised later delivery the more often that happens, "
                "so fewer of them order.",
                found.shop.rules.capacity_extra_days,
            )
        )
        self._compare()

    def _compare(self) -> None:
        self.button.setEnabled(self._orders.value() != self._set)


class HolidayCard(Card):
    """Days on which the shop ships nothing."""

    decided = Signal(object, object)
    """A command, and the button that gave it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("holiday", tr("Holiday mode"), parent)
        self._set: tuple[int, int] | None = None
        self._now = PlainLabel("", self, size="small", wrap=True)
        self.body.addWidget(self._now)
        self._since = _date_field(tr("First day"), "holiday.since", self)
        self._until = _date_field(tr("Last day"), "holiday.until", self)
        for text, field in ((tr("From"), self._since), (tr("Until"), self._until)):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(PlainLabel(text, self, role="mute", size="small"), 1)
            row.addWidget(field, 2)
            self.body.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.end_button = QPushButton(tr("End it"), self)
        self.end_button.setObjectName("action.end-holiday")
        self.end_button.setAccessibleName(tr("End holiday mode"))
        self.end_button.clicked.connect(lambda: self.decided.emit(SetHoliday(), self.end_button))
        self.button = QPushButton(tr("Set"), self)
        self.button.setObjectName("action.set-holiday")
        self.button.setAccessibleName(tr("Set holiday mode"))
        self.button.clicked.connect(self._decide)
        row.addWidget(self.end_button)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.body.addWidget(
            PlainLabel(
                tr(
                    "No deadline runs for orders placed while it is on: their business days are "
                    "counted from its last day. Orders from before keep their deadlines. Buyers "
                    "can still order and are promised later delivery, so fewer of them do."
                ),
                self,
                role="mute",
                size="small",
                wrap=True,
            )
        )

    def show_settings(self, found: Shipping) -> None:
        away = found.fulfilment
        span = (away.holiday_from, away.holiday_until)
        known = away.holiday_from > 0 and away.holiday_until >= found.today
        if span != self._set:
            self._set = span
            first, last = span if known else (found.today, found.today + _USUAL_DAYS - 1)
            self._since.setDate(_EPOCH.addDays(first))
            self._until.setDate(_EPOCH.addDays(last))
        days = tuple(date_text(day, "ddd d MMM") for day in span)
        if away.on_holiday(found.today):
            text = tr("On until {until}.", until=days[1])
        elif known:
            text = tr("Begins {since}, until {until}.", since=days[0], until=days[1])
        else:
            text = tr("Off.")
        self._now.setText(text)
        restyle(self._now, role="warn" if away.on_holiday(found.today) else "text")
        self.end_button.setVisible(known)

    def choose(self, since: str, until: str) -> None:
        """Enter the first and the last day, as ``2026-12-24``."""
        self._since.setDate(QDate.fromString(since, "yyyy-MM-dd"))
        self._until.setDate(QDate.fromString(until, "yyyy-MM-dd"))

    def _decide(self) -> None:
        since, until = (field.date().toString("yyyy-MM-dd") for field in (self._since, self._until))
        self.decided.emit(SetHoliday(since, until), self.button)


def _date_field(name: str, object_name: str, parent: QWidget) -> QDateEdit:
    field = QDateEdit(parent)
    field.setObjectName(object_name)
    field.setAccessibleName(name)
    field.setCalendarPopup(True)
    field.setDisplayFormat("d MMM yyyy")
    return field


class AutoCancelCard(Card):
    """Within which time requests to cancel are approved by themselves."""

    decided = Signal(object, object)
    """A command, and the button that gave it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("auto-cancel", tr("Requests to cancel"), parent)
        self._hours = QComboBox(self)
        self._hours.setObjectName("auto-cancel.hours")
        self._hours.setAccessibleName(tr("Requests to cancel"))
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._hours.setSizeAdjustPolicy(policy)
        self._hours.setMinimumContentsLength(12)
        for hours in AUTO_CANCEL_HOURS:
            self._hours.addItem(auto_cancel_name(hours), hours)
        self._hours.activated.connect(
            lambda: self.decided.emit(SetAutoCancel(self._hours.currentData()), self._hours)
        )
        self.body.addWidget(self._hours)
        self.body.addWidget(
            PlainLabel(
                tr(
                    "In the first hour buyers cancel freely. Later requests wait for you, unless "
                    "they are approved by themselves within this time."
                ),
                self,
                role="mute",
                size="small",
                wrap=True,
            )
        )

    def show_settings(self, found: Shipping) -> None:
        self._hours.setCurrentIndex(self._hours.findData(found.fulfilment.auto_cancel_hours))
