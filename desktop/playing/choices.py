"""How the person plays: how fast, what time stops for, and when a day's summary is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from desktop.i18n import tr
from desktop.remembered import Remembered
from domain.simulation.attention import USUAL, Need


class Speed(Enum):
    """How fast time runs: its value is the name under which it is remembered."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"

    @property
    def hours(self) -> int:
        """The shop's hours in one step."""
        return {Speed.SLOW: 1, Speed.NORMAL: 1, Speed.FAST: 6}[self]

    @property
    def interval(self) -> int:
        """Milliseconds from the start of one step to the start of the next."""
        return {Speed.SLOW: 2_000, Speed.NORMAL: 500, Speed.FAST: 250}[self]

    @property
    def seconds_a_day(self) -> int:
        """The person's seconds in which a day of the shop passes, at best."""
        return self.interval * 24 // self.hours // 1_000

    def text(self) -> str:
        """The speed in words."""
        return tr("1 day in {seconds} s", seconds=self.seconds_a_day)

    def name_text(self) -> str:
        """The speed's name with its meaning."""
        seconds = self.seconds_a_day
        return {
            Speed.SLOW: tr("Slow: 1 day in {seconds} s", seconds=seconds),
            Speed.NORMAL: tr("Normal: 1 day in {seconds} s", seconds=seconds),
            Speed.FAST: tr("Fast: 1 day in about {seconds} s", seconds=seconds),
        }[self]

    def stepped(self, by: int) -> Speed:
        """The next faster speed (1) or slower one (-1), or the same at either end."""
        speeds = list(Speed)
        return speeds[min(max(speeds.index(self) + by, 0), len(speeds) - 1)]


@dataclass(frozen=True, slots=True)
class PlayChoices:
    """The person's choices for one shop."""

    speed: Speed = Speed.NORMAL
    pause: frozenset[Need] = USUAL
    summary_after_next_day: bool = True
    summary_while_playing: bool = False

    def state(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "speed": self.speed.value,
            "pause": sorted(need.value for need in self.pause),
            "summary-after-next-day": self.summary_after_next_day,
            "summary-while-playing": self.summary_while_playing,
        }

    @classmethod
    def restored(cls, state: Remembered) -> PlayChoices:
        """As they were; the usual ones where nothing sensible is remembered."""
        return cls(
            speed=state.one_of("speed", Speed, Speed.NORMAL),
            pause=state.some_of("pause", Need, USUAL),
            summary_after_next_day=state.flag("summary-after-next-day", default=True),
            summary_while_playing=state.flag("summary-while-playing", default=False),
        )
