"""The days on which a region's platform runs a campaign, read from ``resources/campaigns``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from domain.kernel.clock import DAY
from domain.rulebook import rulebook

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign of the platform: 24 hours from local midnight on, in epoch seconds."""

    name: str
    starts_at: int
    ends_at: int
    platform_share: int
    """Of what it takes off, what the platform bears, in basis points."""


def borne(days: Iterable[Campaign], starts_at: int, ends_at: int) -> int:
    """What the platform bears of what holds from a moment to another, in basis points.

    Nothing unless the whole of that time lies in one of its days; an end of 0 never comes.
    """
    return next(
        (day.platform_share for day in days if day.starts_at <= starts_at < ends_at <= day.ends_at),
        0,
    )


@cache
def campaigns(region: str) -> tuple[Campaign, ...]:
    """A region's campaigns in the order of time; none where none is known."""
    source = files("resources").joinpath("campaigns", f"{region}.toml")
    if not source.is_file():
        return ()
    calendar = rulebook(region).calendar
    found: list[Campaign] = []
    for entry in tomllib.loads(source.read_text("utf-8"))["campaigns"]:
        for day in entry["days"]:
            starts_at = calendar.midnight((day - _EPOCH).days)
            ends_at = starts_at + DAY
            found.append(Campaign(entry["name"], starts_at, ends_at, entry["platform_share"]))
    return tuple(sorted(found, key=lambda campaign: campaign.starts_at))
