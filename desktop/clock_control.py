"""The practice clock's buttons: play, pause, next day, and on to the next thing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk, Write
from desktop.i18n import tr
from domain.kernel.changes import Changes
from domain.kernel.clock import HOUR
from domain.shop import ADVANCED, Shop
from domain.simulation.attention import Need

_TICK = 450
"""Milliseconds that an hour of the shop lasts while playing."""


class ClockControl(QObject):
    """Moves time through the desk, one step at a time."""

    playing_changed = Signal(bool)
    stopped_for = Signal(object)
    """The ``Need`` at which *skip* came to a halt."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.playing = False
        self._moving = False
        self._next: Callable[[], None] | None = None
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._tick)

    def play(self) -> None:
        """Let time run until it is paused."""
        self._set_playing(True)
        self._timer.start()
        self._tick()

    def pause(self) -> None:
        """Stop after the hour that is being computed."""
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
        self._move(tr("On to the next day"), _to_next_morning)

    def skip(self) -> None:
        """On to the next thing that needs the seller."""
        self.pause()

        def job(shop: Shop, write: Write) -> Need:
            return shop.skip(write.progress)

        self._move(tr("On to the next thing that needs you"), job, self.stopped_for.emit)

    def _tick(self) -> None:
        if self.playing and not self._moving:
            self._move(tr("Time passes"), lambda shop, _write: shop.advance(shop.now + HOUR))

    def _move(self, label: str, job, then=None) -> None:
        if self._moving:  # asked for while an hour is being computed: it follows
            self._next = lambda: self._move(label, job, then)
            return
        self._moving = True

        def done(result: object) -> None:
            self._moving = False
            if then is not None:
                then(result)
            follow, self._next = self._next, None
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
            job,
            done,
            touched=lambda _result: ADVANCED,
            refused=refused,
            cancelled=over,
            failed=over,
        )

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self.playing_changed.emit(playing)


def _to_next_morning(shop: Shop, write: Write) -> Changes:
    return shop.advance(shop.next_morning(), progress=write.progress)
