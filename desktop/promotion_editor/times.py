"""What the promotion is called and when it holds, in the shop's time."""

from __future__ import annotations

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.i18n import tr
from desktop.promotion_editor.draft import Draft
from desktop.promotion_editor.form import Form
from desktop.promotion_editor.part import Part, Problem, choose, combo, labelled
from desktop.promotion_editor.places import TIMES, TITLE
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import date_text, moment, percent
from domain.kernel.clock import DAY, HOUR
from domain.promotions.rules import Tool
from domain.reports.shop import ShopRow

_EPOCH = QDate(1970, 1, 1)
_HOURS = 24
_TITLE = 230
"""Least width of the name, logical pixels."""


class MomentField(QWidget):
    """A local day and a full hour."""

    picked = Signal(int)
    """The moment that somebody has chosen."""

    def __init__(self, name: str, words: str, shop: ShopRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self._calendar = shop.book.calendar
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.day = QDateEdit(self)
        self.day.setObjectName(f"promotion.{name}-day")
        self.day.setAccessibleName(tr("{what}, day", what=words))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMM yyyy")
        self.hour = combo(f"{name}-hour", tr("{what}, hour", what=words), self)
        for hour in range(_HOURS):
            self.hour.addItem(f"{hour:02d}:00", hour)
        row.addWidget(self.day)
        row.addWidget(self.hour)
        self.day.dateChanged.connect(self._tell)
        self.hour.activated.connect(self._tell)

    def show_moment(self, at: int) -> None:
        with QSignalBlocker(self.day):
            self.day.setDate(_EPOCH.addDays(int(self._calendar.local_day(at))))
        choose(self.hour, int(self._calendar.local_hour(at)))

    def _tell(self) -> None:
        day = _EPOCH.daysTo(self.day.date())
        self.picked.emit(int(self._calendar.moment(day, self.hour.currentData() * HOUR)))


class TimesPart(Part):
    """Its title, its beginning and its end; a campaign has a day of its own."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        fields = ("starts_at", "ends_at")
        super().__init__("times", tr("Name and time"), draft, (TIMES, fields), parent)
        shop = draft.work.shop
        self.title = QLineEdit(self)
        self.title.setObjectName("promotion.title")
        self.title.setAccessibleName(tr("Name"))
        self.title.setMaxLength(4 * shop.rules.promotion_title_high)
        self.title.textEdited.connect(lambda text: draft.change(title=text))
        self.title.setMinimumWidth(_TITLE)
        times = QWidget(self)
        flow = FlowLayout(times, spacing=12)
        flow.addWidget(labelled(tr("Name, which only you see"), self.title, times))
        self.at_once = QCheckBox(tr("At once"), times)
        self.at_once.setObjectName("promotion.at-once")
        self.at_once.clicked.connect(self._switch_start)
        self.starts = MomentField("starts", tr("Begins"), shop, times)
        self.starts.picked.connect(lambda at: draft.change(starts_at=at))
        self.ends = MomentField("ends", tr("Ends"), shop, times)
        self.ends.picked.connect(lambda at: draft.change(ends_at=at))
        self.endless = QCheckBox(tr("Until I stop it"), times)
        self.endless.setObjectName("promotion.endless")
        self.endless.clicked.connect(self._switch_end)
        self.campaign = self._campaigns(times)
        begins = _row(self.at_once, self.starts, times)
        finishes = _row(self.endless, self.ends, times)
        self._begins = labelled(tr("Begins"), begins, times)
        self._finishes = labelled(tr("Ends"), finishes, times)
        self._day = labelled(tr("The campaign's day"), self.campaign, times)
        for box in (self._begins, self._finishes, self._day):
            flow.addWidget(box)
        self.body.addWidget(times)
        self._title_problem = Problem("promotion.title", draft, TITLE, self)
        self.body.addWidget(self._title_problem)
        self._presets = self._make_presets()
        self._zone = PlainLabel("", self, role="mute", size="small", wrap=True)
        lasts = QHBoxLayout()
        lasts.setSpacing(12)
        lasts.addWidget(self._presets, 1)
        lasts.addWidget(self._zone, 1)
        self.body.addLayout(lasts)
        self.build()

    def show_form(self, form: Form) -> None:
        draft, shop = self.draft, self.draft.work.shop
        if self.title.text() != form.title:
            self.title.setText(form.title)
        self.title.setEnabled(draft.is_open("title"))
        campaign = form.tool is Tool.CAMPAIGN
        self._begins.setHidden(campaign)
        self._finishes.setHidden(campaign)
        self._day.setVisible(campaign)
        choose(self.campaign, form.starts_at)
        self.campaign.setEnabled(draft.is_open("starts_at"))
        now = not form.starts_at
        self.at_once.setChecked(now)
        self.at_once.setVisible(draft.is_open("starts_at"))
        self.starts.setHidden(now)
        self.starts.show_moment(form.starts_at or shop.now)
        self._begins.setEnabled(draft.is_open("starts_at"))
        endless = form.tool is Tool.SHIPPING_DISCOUNT
        self.endless.setVisible(endless)
        self.endless.setChecked(not form.ends_at)
        self.ends.setHidden(endless and not form.ends_at)
        self.ends.show_moment(form.ends_at or self._usual_end())
        self._finishes.setEnabled(draft.is_open("ends_at"))
        self._presets.setVisible(not campaign and draft.is_open("starts_at"))
        self._zone.setText(self._word_times(form))

    def say(self) -> None:
        super().say()
        self._title_problem.renew(("title",))

    def _word_times(self, form: Form) -> str:
        shop = self.draft.work.shop
        zone = shop.book.calendar.zone_name.split("/")[-1].replace("_", " ")
        if form.ends_at:
            hours = (form.ends_at - (form.starts_at or shop.now)) // HOUR
            if hours > 0:
                return tr(
                    "It lasts {time}. Times are those of {zone}.", time=_length(hours), zone=zone
                )
        return tr("Times are those of {zone}.", zone=zone)

    def _campaigns(self, parent: QWidget) -> QComboBox:
        box = combo("campaign", tr("The campaign's day"), parent)
        shop = self.draft.work.shop
        for each in self.draft.work.campaigns:
            day = date_text(int(shop.book.calendar.local_day(each.starts_at)), "ddd d MMM yyyy")
            borne = percent(each.platform_share, 0)
            words = tr(
                "{name}, {day}: the platform bears {share}", name=each.name, day=day, share=borne
            )
            box.addItem(words, each.starts_at)
        form = self.draft.form
        if form.tool is Tool.CAMPAIGN and box.findData(form.starts_at) < 0:
            box.addItem(moment(form.starts_at, shop), form.starts_at)
        box.activated.connect(lambda _at: self._take_campaign())
        return box

    def _take_campaign(self) -> None:
        for each in self.draft.work.campaigns:
            if each.starts_at == self.campaign.currentData():
                self.draft.change(starts_at=each.starts_at, ends_at=each.ends_at)

    def _make_presets(self) -> QWidget:
        box = QWidget(self)
        flow = FlowLayout(box)
        for name, words, days in (
            ("midnight", tr("Until midnight"), 0),
            ("three-days", tr("3 days"), 3),
            ("week", tr("A week"), 7),
        ):
            button = QPushButton(words, box)
            button.setObjectName(f"action.preset-{name}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, days=days: self._last(days))
            flow.addWidget(button)
        return box

    def _last(self, days: int) -> None:
        """Let it last so many days; none: to the end of its first."""
        start = self._start()
        calendar = self.draft.work.shop.book.calendar
        midnight = calendar.midnight(int(calendar.local_day(start)) + 1)
        self.draft.change(ends_at=start + days * DAY if days else midnight)

    def _start(self) -> int:
        return self.draft.form.starts_at or -(-self.draft.work.shop.now // HOUR) * HOUR

    def _usual_end(self) -> int:
        return self._start() + 7 * DAY

    def _switch_start(self) -> None:
        calendar, now = self.draft.work.shop.book.calendar, self.draft.work.shop.now
        tomorrow = calendar.midnight(int(calendar.local_day(now)) + 1)
        self.draft.change(starts_at=0 if self.at_once.isChecked() else tomorrow)

    def _switch_end(self) -> None:
        self.draft.change(ends_at=0 if self.endless.isChecked() else self._usual_end())


def _length(hours: int) -> str:
    days, rest = divmod(hours, DAY // HOUR)
    if days and rest:
        return tr("{days} d {hours} h", days=days, hours=rest)
    return tr("{days} d", days=days) if days else tr("{hours} h", hours=hours)


def _row(check: QCheckBox, field: QWidget, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for each in (check, field):
        each.setParent(box)
        row.addWidget(each)
    row.addStretch(1)
    return box
