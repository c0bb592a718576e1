"""Scenarios: how a practice shop starts, read from ``resources/scenarios``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from domain.kernel.refusals import RefusedError
from domain.rulebook import Rules


@dataclass(frozen=True, slots=True)
class ProductStart:
    """A product as the scenario lists it; money in minor units, one SKU each."""

    name: str
    seller_sku: str
    variation: str
    category: str
    substitutes: str
    picture: str
    colour: str
    price: int
    market_price: int
    cost: int
    stock: int
    lead_days: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """A practice shop's start; fields as explained in the scenario file."""

    name: str
    title: str
    shop: str
    region: str
    opens: date
    cash: int
    settlement_tier: str
    impressions: float
    starting_pace: float
    label_price: int
    own_postage: int
    carrier: str
    products: tuple[ProductStart, ...]
    orders_per_day: int = 0
    """How many orders the shop may take in a day; 0: what the rulebook lets a Beginner take."""

    def order_limit(self, rules: Rules) -> int:
        """The most orders of a day while nothing is late."""
        return self.orders_per_day or rules.probation_orders_per_day


def scenario_names() -> tuple[str, ...]:
    """All scenarios that can be played, in alphabetical order."""
    folder = files("resources").joinpath("scenarios")
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if ".toml" in f.name)
    )


def scenario_text(name: str) -> str:
    """The scenario's file as text; refused with ``scenario-unknown`` when there is none."""
    if name not in scenario_names():
        raise RefusedError("scenario-unknown", name=name, names=", ".join(scenario_names()))
    return files("resources").joinpath("scenarios", f"{name}.toml").read_text("utf-8")


def read_scenario(text: str) -> Scenario:
    """The scenario that a scenario file's text describes."""
    data = tomllib.loads(text)
    products = tuple(ProductStart(**product) for product in data.get("products", ()))
    return Scenario(**data["scenario"], products=products)
