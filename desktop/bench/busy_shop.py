"""Practice shops with as many orders as a bench wants: the laboratory, busy and scaled.

Twelve products, forty videos over the year, thirty creators, three rivals, two live sessions a
week, and ads for every product.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from domain.shop import Shop
from domain.validity.evidence import laboratory

_ORDERS_A_YEAR = 33_000
"""Orders in a year at scale 1, with a sensible seller."""

_VIDEOS, _CREATORS, _DAYS = 40, 30, 365
_PACE = 8.0
"""Orders a day of each product at scale 1, about, so that ranks hardly move at first."""

_REVIEWS = 5_000
"""Reviews that each product opens with: so many that those of a year hardly let sales grow."""

_LIMITS = """orders_per_day = 1_000_000
shipping_fee = 499
free_shipping_from = 2_500"""
"""In effect no limit of orders, and buyers pay for shipping below a basket of that value."""

_ADS = 1_000
"""Minor units spent a day on each product's ads at scale 1."""


def busy_scenario(orders_a_year: int) -> str:
    """The scenario's text, scaled so that a sensible seller has about so many orders a year."""
    scale = orders_a_year / _ORDERS_A_YEAR
    text = laboratory()
    for name in ("impressions", "stock", "cash"):
        text = _changed(text, name, lambda given: max(1, round(int(given) * scale)))
    text = _changed(text, "starting_pace", lambda _: f"{_PACE * scale}\n{_LIMITS}")
    text = _changed(text, "reviews", lambda _: _REVIEWS)
    text = _changed(
        text, "stars", lambda _: f"{_REVIEWS * 9 // 2}\nad_budget = {round(_ADS * scale)}"
    )
    # No creator posts unasked, so that there are as many videos as the bench says.
    return "\n".join([text, *_content(), "[parameters]", "creator_post_rate = 0.0", ""])


def _content() -> list[str]:
    """Videos, every other one a creator's, live sessions, and a rival for each of three groups."""
    videos = [
        f"[[videos]]\nday = {number * _DAYS // _VIDEOS}\nseller_sku = 'LAB-{number % 12 + 1:02d}'\n"
        f"creator = {number % _CREATORS + 1 if number % 2 else 0}"
        for number in range(_VIDEOS)
    ]
    lives = [
        f"[[lives]]\nweekday = {weekday}\nhour = 20\nhours = 2\nseller_sku = 'LAB-01'"
        for weekday in (2, 5)
    ]
    rivals = [f"[[rivals]]\nsubstitutes = '{group}'" for group in ("audio", "desk", "power")]
    return [*videos, *lives, *rivals]


def _changed(text: str, name: str, value: Callable[[str], object]) -> str:
    """The text with that entry's value made of the one it has, wherever it stands."""
    return re.sub(
        rf"^{name} = ([0-9.]+)",
        lambda found: f"{name} = {value(found[1])}",
        text,
        flags=re.MULTILINE,
    )


def busy_shop(path: Path, orders_a_year: int) -> Shop:
    """A new practice shop of that scenario."""
    return Shop.practice(path, "busy", seed=1, noise=1, text=busy_scenario(orders_a_year))
