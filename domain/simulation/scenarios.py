"""Scenarios: how a practice shop starts, read from ``resources/scenarios``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files

from domain.kernel.refusals import RefusedError
from domain.rulebook import rulebook
from domain.simulation.fidelity import Value, parameter_sheet, parameter_sheets, written

_PARAMETERS = re.compile(r"^\[parameters\].*?(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
"""The table of a scenario file, up to the next one."""


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
    supplier: str = ""
    least_order: int = 1
    """Units that the supplier sells at least."""
    weight: int = 0
    """Of a packed unit, grams; 0: unknown, as are the sizes."""
    length: int = 0
    """Of a packed unit, millimetres, the longest side first."""
    width: int = 0
    height: int = 0
    photos: int = 5
    leaf: int = 0
    """Its category in the region's tree; 0 where the scenario names none."""
    differs_in: str = "Color"
    """What its ``variation`` is a value of."""
    reviews: int = 0
    """How many reviews it has when the shop opens, with so many ``stars`` altogether."""
    stars: int = 0
    ones: int = 0
    """How many of them have one star."""
    ad_budget: int = 0
    """Minor units a day spent on ads from the first whole day on."""


@dataclass(frozen=True, slots=True)
class VideoPlan:
    """A video that is posted by itself: ``day`` after the opening (0: at once), of which SKU.

    ``creator`` is a creator's number, 0 for the seller's own.
    """

    day: int
    seller_sku: str
    creator: int = 0


@dataclass(frozen=True, slots=True)
class LivePlan:
    """A live session every week: ``weekday`` (0 Monday), from ``hour`` on for ``hours``."""

    weekday: int
    hour: int
    hours: int
    seller_sku: str


@dataclass(frozen=True, slots=True)
class RivalStart:
    """Another shop that competes with a group of substitutes."""

    substitutes: str


@dataclass(frozen=True, slots=True)
class Strike:
    """A carrier that takes ``times`` as long for parcels handed over in ``days`` from ``day`` on.

    Days count from the opening.
    """

    carrier: str
    day: int
    days: int
    times: float


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
    """How many orders the shop may take in a day; 0: what its tier lets it take."""
    followers: int = 1000
    """Followers of the shop's own account."""
    creators: int = 0
    """How many creators know the shop."""
    commission: int = 0
    """Share of a sale that the creator who brought it is paid, basis points."""
    promise_days: int = 0
    """Business days within which delivery is promised; 0: what the rulebook asks."""
    shipping_fee: int = 0
    """What a buyer pays for shipping an order, minor units."""
    free_shipping_from: int = 0
    """The order value from which shipping is free, minor units."""
    videos: tuple[VideoPlan, ...] = ()
    lives: tuple[LivePlan, ...] = ()
    rivals: tuple[RivalStart, ...] = ()
    strikes: tuple[Strike, ...] = ()
    parameters: Mapping[str, Value] = field(default_factory=dict)
    """What replaces the shipped parameters of these names."""


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


@lru_cache(maxsize=8)
def read_scenario(text: str) -> Scenario:
    """The scenario that a scenario file's text describes; a shop's is asked for each hour.

    Refused when its ``[parameters]`` name an unknown one or give one a value it cannot have.
    """
    data = tomllib.loads(text)
    given = data.get("parameters", {})
    if not isinstance(given, dict):
        raise RefusedError("parameters-not-table")
    scenario = Scenario(
        **data["scenario"],
        products=tuple(ProductStart(**each) for each in data.get("products", ())),
        videos=tuple(VideoPlan(**each) for each in data.get("videos", ())),
        lives=tuple(LivePlan(**each) for each in data.get("lives", ())),
        rivals=tuple(RivalStart(**each) for each in data.get("rivals", ())),
        strikes=tuple(Strike(**each) for each in data.get("strikes", ())),
        parameters=_checked(given),
    )
    _check_names(scenario)
    return scenario


def _check_names(scenario: Scenario) -> None:
    """Refused with ``scenario-names-unknown`` when it names something that it does not have."""
    sellers = {product.seller_sku for product in scenario.products}
    groups = {product.substitutes for product in scenario.products}
    carriers = rulebook(scenario.region).carriers
    named: list[tuple[str, str, bool]] = [
        *(("videos", each.seller_sku, each.seller_sku in sellers) for each in scenario.videos),
        *(
            ("videos", f"creator {each.creator}", 0 <= each.creator <= scenario.creators)
            for each in scenario.videos
        ),
        *(("lives", each.seller_sku, each.seller_sku in sellers) for each in scenario.lives),
        *(("rivals", each.substitutes, each.substitutes in groups) for each in scenario.rivals),
        *(("strikes", each.carrier, each.carrier in carriers) for each in scenario.strikes),
        ("scenario", scenario.carrier, scenario.carrier in carriers),
    ]
    for where, name, known in named:
        if not known:
            raise RefusedError("scenario-names-unknown", where=where, name=name)


def with_parameters(text: str, values: Mapping[str, object]) -> str:
    """A scenario file's text in which these parameters have these values, beside those it has.

    Refused as in ``read_scenario``. Equal values give one text, in whatever order they come.
    """
    known = {**read_scenario(text).parameters, **_checked(values)}
    lines = [
        f"{sheet.name} = {written(known[sheet.name])}"
        for sheet in parameter_sheets()
        if sheet.name in known
    ]
    rest = _PARAMETERS.sub("", text).rstrip()
    return "\n".join([rest, "", "[parameters]", *lines, ""])


def _checked(given: Mapping[str, object]) -> dict[str, Value]:
    return {name: parameter_sheet(name).checked(value) for name, value in given.items()}
