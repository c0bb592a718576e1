"""The practice clock in the top bar: what time it is in the shop, and the buttons that move it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.playing.choices import Speed
from desktop.theme.icons import icon
from desktop.theme.properties import restyle
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.wording import moment
from domain.reports.shop import ShopRow

_SHORT_BELOW = 1180
"""Window width in logical pixels under which the date goes without its year."""
_SHORTEST_BELOW = 1_000
"""Widths of the window, logical pixels."""


class ClockBar(QWidget):
    """Emits what was pressed; the window does it."""

    play_toggled = Signal()
    skip_wanted = Signal()
    next_day_wanted = Signal()
    speed_chosen = Signal(object)
    """A ``Speed``."""
    pause_choices_wanted = Signal()
    summary_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.play_button = IconButton("play", "play", tr("Let time run (Space)"), self)
        self.play_button.setCheckable(True)
        self.play_button.clicked.connect(self.play_toggled)
        self.speed_button = self._make_speed_button()
        self.skip_button = IconButton(
            "fast-forward", "skip", tr("On to the next thing that needs you (F6)"), self
        )
        self.skip_button.clicked.connect(self.skip_wanted)
        self._day = PlainLabel("", self, strong=True)
        self._time = PlainLabel("", self, role="mute", size="small")
        self.next_button = QPushButton(tr("Next day"), self)
        self.next_button.setObjectName("action.next-day")
        self.next_button.setToolTip(plain_tooltip(tr("On to 09:00 of the next morning (F5)")))
        self.next_button.clicked.connect(self.next_day_wanted)
        self.next_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, Space still plays
        for widget in (
            self.play_button,
            self.speed_button,
            self.skip_button,
            self._day,
            self._time,
            self.next_button,
        ):
            row.addWidget(widget)
        self._playing = False
        self.show_speed(Speed.NORMAL)

    def _make_speed_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("action.speed")
        button.setIcon(icon("chevron-down", "mute"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        group = QActionGroup(menu)
        self._speeds: dict[Speed, QAction] = {}
        for speed in Speed:
            action = menu.addAction(speed.name_text())
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, speed=speed: self.speed_chosen.emit(speed))
            group.addAction(action)
            self._speeds[speed] = action
        menu.addSeparator()
        choices = menu.addAction(tr("Pause when…"))
        choices.setObjectName("action.pause-choices")
        choices.triggered.connect(self.pause_choices_wanted)
        summary = menu.addAction(tr("Yesterday's summary") + "\tCtrl+D")
        summary.setObjectName("action.day-summary")
        summary.triggered.connect(self.summary_wanted)
        button.setMenu(menu)
        return button

    def show_shop(self, shop: ShopRow, width: int) -> None:
        """Show the shop's clock; a narrow window says it shorter."""
        self._day.setText(tr("Day {day}", day=shop.day))
        shortest = width < _SHORTEST_BELOW
        style = "ddd d MMM" if width < _SHORT_BELOW else "ddd d MMM yyyy"
        self._time.setText(moment(shop.now, shop, "d MMM" if shortest else style))
        shape = Qt.ToolButtonStyle
        self.speed_button.setToolButtonStyle(
            shape.ToolButtonIconOnly if shortest else shape.ToolButtonTextBesideIcon
        )

    def show_playing(self, playing: bool) -> None:
        """Whether time runs: the play button turns into pause."""
        self._playing = playing
        self.play_button.setChecked(playing)
        self.play_button.setIcon(
            icon("pause" if playing else "play", "accent" if playing else "text")
        )
        self.play_button.set_words(tr("Pause (Space)") if playing else tr("Let time run (Space)"))
        restyle(self._time, role="accent" if playing else "mute")

    def show_speed(self, speed: Speed) -> None:
        """How fast time runs, or would."""
        self._speeds[speed].setChecked(True)
        self.speed_button.setText(speed.text())
        self.speed_button.setAccessibleName(tr("Speed: {speed}", speed=speed.text()))
        self.speed_button.setToolTip(
            plain_tooltip(tr("{speed}. Slower with −, faster with +.", speed=speed.name_text()))
        )
