"""Moves time through the desk: play, pause, next day, and on to the next thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.desk import Desk, Write
from desktop.i18n import tr
from desktop.playing.choices import PlayChoices, Speed
from domain.shop import ADVANCED, Shop
from domain.simulation.attention import Need, News

_LOOK_AGAIN = 15
"""Milliseconds after which a step that was due asks again whether the desk is free."""


@dataclass(frozen=True, slots=True)
class _Passed:
    """What a step brought: the local days before and after it, and the news it stopped for."""

    day_before: int
    day: int
    news: tuple[News, ...] = ()


class ClockControl(QObject):
    """Moves time one step at a time.

    While playing, a step starts only when the desk has nothing left to read or write: so steps
    never queue up, decisions are carried out between them, and panels keep up with the time.
    """

    playing_changed = Signal(bool)
    choices_changed = Signal(object)
    """The new ``PlayChoices``."""
    stopped_for = Signal(object)
    """The ``News`` at which time came to a halt; empty when a skip ended with none."""
    day_over = Signal(bool)
    """A day has ended; whether that was while playing or skipping, not by Next day."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choices = PlayChoices()
        self.playing = False
        self._moving = False
        self._next: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)
        self._since_step = QElapsedTimer()

    def choose(self, choices: PlayChoices) -> None:
        """Play so from now on."""
        if choices == self.choices:
            return
        self.choices = choices
        self.choices_changed.emit(choices)
        if self._timer.isActive():
            self._wait_for_step()

    def set_speed(self, speed: Speed) -> None:
        """Play that fast from now on."""
        self.choose(replace(self.choices, speed=speed))

    def change_speed(self, by: int) -> None:
        """One speed faster (1) or slower (-1)."""
        self.set_speed(self.choices.speed.stepped(by))

    def play(self) -> None:
        """Let time run until it is paused."""
        self._set_playing(True)
        self._timer.start(0)

    def pause(self) -> None:
        """Stop after the step that is being computed."""
        self._next = None
        self._set_playing(False)
        self._timer.stop()

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def next_day(self) -> None:
        """On to 09:00 of the next morning."""
        self.pause()

        def job(shop: Shop, write: Write) -> None:
            shop.advance(shop.next_morning(), progress=write.progress)

        self._move(
            tr("On to the next day"), job, lambda passed: self._tell_day(passed, playing=False)
        )

    def skip(self, also: Need | None = None) -> None:
        """On to the next thing that the person wants time to stop for, or that a button names."""
        self.pause()
        wanted = self.choices.pause | ({also} if also is not None else set())

        def job(shop: Shop, write: Write) -> tuple[News, ...]:
            return shop.skip(wanted, write.progress)

        def then(passed: _Passed) -> None:
            self.stopped_for.emit(passed.news)
            self._tell_day(passed, playing=True)

        self._move(tr("On to the next thing that needs you"), job, then)

    def _tick(self) -> None:
        if not self.playing or self._moving:
            return
        # Whoever decides in a dialog looks at the shop as it stands, and cannot pause it there.
        if self._desk.busy or QApplication.activeModalWidget() is not None:
            self._timer.start(_LOOK_AGAIN)
            return
        hours, wanted = self.choices.speed.hours, self.choices.pause
        self._since_step.start()

        def job(shop: Shop, write: Write) -> tuple[News, ...]:
            return shop.pass_time(hours, wanted, write.progress)

        self._move(tr("Time passes"), job, self._stepped)

    def _stepped(self, passed: _Passed) -> None:
        if passed.news:
            self.pause()
            self.stopped_for.emit(passed.news)
        elif self.playing:
            self._wait_for_step()
        self._tell_day(passed, playing=True)

    def _tell_day(self, passed: _Passed, *, playing: bool) -> None:
        if passed.day > passed.day_before:
            self.day_over.emit(playing)

    def _wait_for_step(self) -> None:
        if not self._since_step.isValid():  # not a step yet: nothing to wait for
            self._timer.start(0)
            return
        left = self.choices.speed.interval - self._since_step.elapsed()
        self._timer.start(max(0, left))

    def _move(
        self, label: str, job: Callable[[Shop, Write], Any], then: Callable[[_Passed], None]
    ) -> None:
        if self._moving:  # asked for while a step is being computed: it follows
            self._next = lambda: self._move(label, job, then)
            return
        self._moving = True

        def timed(shop: Shop, write: Write) -> _Passed:
            calendar = shop.book.calendar
            before = int(calendar.local_day(shop.now))
            news = job(shop, write)
            return _Passed(before, int(calendar.local_day(shop.now)), news or ())

        def done(passed: _Passed) -> None:
            self._moving = False
            follow, self._next = self._next, None
            then(passed)
            if follow is not None:
                follow()

        def over(_refusal: object = None) -> None:
            self._moving = False
            self._next = None
            self.pause()

        def refused(refusal: object) -> None:
            over()
            self._desk.refused.emit(refusal)

        self._desk.write(
            self,
            label,
            timed,
            done,
            touched=lambda _passed: ADVANCED,
            refused=refused,
            cancelled=over,
            failed=over,
        )

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self.playing_changed.emit(playing)
