"""Practice shops with as many orders as a bench wants: the shipped scenario, scaled up."""

from __future__ import annotations

import re
from pathlib import Path

from domain.shop import Shop
from domain.simulation.scenarios import scenario_text

_SCENARIO = "first-30-days"
_ORDERS_A_YEAR = 5_220
"""Orders in a year of the scenario as shipped, with a sensible seller and no limit."""

_CASH = 10
"""A larger shop also needs more money in proportion: its goods are paid long before they sell."""


def busy_scenario(orders_a_year: int) -> str:
    """The scenario's text, scaled so that a sensible seller has about so many orders a year."""
    factor = orders_a_year / _ORDERS_A_YEAR
    text = scenario_text(_SCENARIO)
    for name, times in {
        "impressions": factor,
        "starting_pace": factor,
        "stock": factor,
        "cash": factor * _CASH,
    }.items():
        text = _scaled(text, name, times)
    limit = f"orders_per_day = {orders_a_year}\n"  # in effect none
    return text.replace("starting_pace =", f"{limit}starting_pace =", 1)


def _scaled(text: str, name: str, factor: float) -> str:
    def scale(found: re.Match[str]) -> str:
        number = found[1]
        value = float(number) * factor
        return f"{name} = {value if '.' in number else max(1, round(value))}"

    return re.sub(rf"^{name} = ([0-9.]+)", scale, text, flags=re.MULTILINE)


def busy_shop(path: Path, orders_a_year: int) -> Shop:
    """A new practice shop of that scenario."""
    return Shop.practice(path, _SCENARIO, seed=1, noise=1, text=busy_scenario(orders_a_year))
