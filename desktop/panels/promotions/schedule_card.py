"""The card around the calendar: which days are seen, and the buttons that turn them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.i18n import tr
from desktop.panels.promotions.schedule import MONTH, WEEK, Schedule
from desktop.widgets.card import Card
from desktop.widgets.icon_button import IconButton
from desktop.widgets.pill import Pill, PillBar
from desktop.wording import date_text

_ZOOMS = {"week": WEEK, "month": MONTH}


class ScheduleCard(Card):
    """Title with the days in sight, earlier, today, later, week or month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("promotion-calendar", tr("Calendar"), parent)
        self.schedule = Schedule(self)
        self.zoom = PillBar(
            "promotions.zoom",
            tr("How many days"),
            [Pill("week", tr("Week")), Pill("month", tr("4 weeks"))],
            self,
        )
        self.zoom.choose("month")
        self.zoom.chosen.connect(self.show_zoom)
        self.add_to_title(self._make_turns())
        self.add_to_title(self.zoom)
        self.schedule.turned.connect(self._word)
        self.body.addWidget(self.schedule, 1)

    def show_zoom(self, key: str) -> None:
        """Show a week, or four."""
        self.zoom.choose(key)
        self.schedule.set_zoom(_ZOOMS[key])

    def _make_turns(self) -> QWidget:
        """Earlier, today and later, from left to right as time runs in any language."""
        turns = QWidget(self)
        turns.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(turns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.today = QPushButton(tr("Today"), turns)
        self.today.setObjectName("action.today")
        self.today.setProperty("kind", "quiet")
        self.today.clicked.connect(self.schedule.show_today)
        row.addWidget(self._turn("chevron-left", "earlier", tr("Earlier days"), -1))
        row.addWidget(self.today)
        row.addWidget(self._turn("chevron-right", "later", tr("Later days"), 1))
        return turns

    def _turn(self, icon_name: str, name: str, words: str, by: int) -> IconButton:
        """A button that turns half of the days in sight."""
        button = IconButton(icon_name, f"{name}-days", words, self)
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.schedule.turn(by * (self.schedule.zoom // 2)))
        return button

    def _word(self) -> None:
        first, last = (date_text(day) for day in self.schedule.days)
        self.set_title(tr("Calendar, {first} – {last}", first=first, last=last))
