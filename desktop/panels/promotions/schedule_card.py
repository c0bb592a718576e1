"""The card around the calendar: which days are seen, and the buttons that turn them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.panels.promotions.schedule import MONTH, WEEK, Schedule
from desktop.theme.icons import icon
from desktop.widgets.card import Card
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import plain_tooltip
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
        self._add_turn("chevron-left", "earlier", tr("Earlier days"), -1)
        self.today = QPushButton(tr("Today"), self)
        self.today.setObjectName("action.today")
        self.today.setProperty("kind", "quiet")
        self.today.clicked.connect(self.schedule.show_today)
        self.add_to_title(self.today)
        self._add_turn("chevron-right", "later", tr("Later days"), 1)
        self.add_to_title(self.zoom)
        self.schedule.turned.connect(self._word)
        self.body.addWidget(self.schedule, 1)

    def show_zoom(self, key: str) -> None:
        """Show a week, or four."""
        self.zoom.choose(key)
        self.schedule.set_zoom(_ZOOMS[key])

    def _add_turn(self, icon_name: str, name: str, words: str, by: int) -> None:
        """A button that turns half of the days; time runs from left to right always."""
        button = QToolButton(self)
        button.setProperty("kind", "quiet")
        button.setIcon(icon(icon_name, "text"))
        button.setObjectName(f"action.{name}-days")
        button.setAccessibleName(words)
        button.setToolTip(plain_tooltip(words))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.schedule.turn(by * self.schedule.zoom // 2))
        self.add_to_title(button)

    def _word(self) -> None:
        first, last = (date_text(day) for day in self.schedule.days)
        self.set_title(tr("Calendar, {first} – {last}", first=first, last=last))
