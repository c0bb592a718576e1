"""What carriers take for a parcel: their services, billed weights, prices and how long they need.

A parcel is its zone, weight and three sides. Weights are grams and sides millimetres, 0 where
unknown: an unknown weight is priced at the lightest step, and unknown sides take no space. Zones
run from 1 (near) to 8 (far) as seen from the shop's warehouse. Money is minor units.
Parcels are columns of one length; a service's figures stand in ``resources/shipping``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.kernel.columns import Array

Numbers = npt.NDArray[np.int64]

_CUBIC_MILLIMETRE = 1_000  # in thousandths of one, of which an inch has a whole number
_CUBIC_INCH = 16_387_064
_POUND = 45_359_237  # hundred-thousandths of a gram, exactly


@dataclass(frozen=True, eq=False, slots=True)
class Service:
    """One way a carrier sends parcels; the meaning of each figure stands in its file."""

    code: str
    name: str
    carrier: str
    """Its code in the rulebook."""
    days_low: Numbers
    days_high: Numbers
    weight_most: int
    length_most: int
    girth_most: int
    divisor: int
    dimensional_above: int
    void_hours: int
    surcharge_above: Numbers
    """Rising, starting with 0."""
    surcharge: Numbers
    """For a longest side above each of these; 0 first."""
    weight_steps: Numbers
    prices: Numbers
    """A row for each weight step, a column for each zone."""


class Unavailable(StrEnum):
    """Why a service does not take a parcel."""

    NO = ""
    TOO_HEAVY = "too-heavy"
    TOO_LARGE = "too-large"


@dataclass(frozen=True, slots=True)
class Quote:
    """What one service takes for one parcel, and the business days it needs."""

    service: str
    name: str
    carrier: str
    price: int
    """0 where the service does not take the parcel."""
    billable: int
    """Grams that the price is for."""
    days_low: int
    days_high: int
    unavailable: Unavailable


@dataclass(frozen=True, eq=False, slots=True)
class Parcels:
    """Weights and sides of packed parcels, the longest side first."""

    weight: Numbers
    length: Numbers
    width: Numbers
    height: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """Which service each parcel goes with, as a position in the services asked, and its price.

    Position -1 and price 0 where none of them takes the parcel.
    """

    service: Numbers
    price: Numbers


@cache
def services(region: str) -> dict[str, Service]:
    """A region's services by their codes; none where the platform sells no labels there."""
    source = files("resources").joinpath("shipping", f"{region}.toml")
    if not source.is_file():
        return {}
    data = tomllib.loads(source.read_text("utf-8"))
    return {code: _service(code, entry) for code, entry in data["services"].items()}


def _service(code: str, data: dict[str, Any]) -> Service:
    def value(name: str) -> Any:
        return data[name]["value"]

    def column(values: list[Any]) -> Numbers:
        return np.array(values, dtype=np.int64)

    steps = [[0, 0], *value("surcharges")]
    return Service(
        code=code,
        name=data["name"],
        carrier=data["carrier"],
        days_low=column(value("days_low")),
        days_high=column(value("days_high")),
        weight_most=value("weight_most"),
        length_most=value("length_most"),
        girth_most=value("girth_most"),
        divisor=value("divisor"),
        dimensional_above=value("dimensional_above"),
        void_hours=value("void_hours"),
        surcharge_above=column([above for above, _ in steps]),
        surcharge=column([amount for _, amount in steps]),
        weight_steps=column(value("weight_steps")),
        prices=column(value("prices")),
    )


def billable_weight(
    weight: Array, length: Array, width: Array, height: Array, service: Service
) -> Numbers:
    """Grams that a parcel is billed as: what it weighs, or whole pounds for the space it takes."""
    space = length * width * height * _CUBIC_MILLIMETRE
    pounds = -(-space // (service.divisor * _CUBIC_INCH))
    pounds = np.where(space > service.dimensional_above * _CUBIC_INCH, pounds, 0)
    grams = (pounds * _POUND + 50_000) // 100_000
    return np.asarray(np.maximum(weight, grams))


def packed(
    parcel: Array, quantity: Array, weight: Array, length: Array, width: Array, height: Array
) -> Parcels:
    """Parcels made of packed units: a row for each kind of unit, with the parcel it goes into.

    Parcels are numbered from 0. Weights add. The box is as long and as wide as its longest and its
    widest unit, and as high as the space of all units then asks for, as when they are stacked; so
    one unit alone keeps its size. What is unknown of a unit (0) adds nothing.
    """
    count = int(parcel.max()) + 1 if len(parcel) else 0
    sides = -np.sort(-np.stack([length, width, height]), axis=0)
    grams, space = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    np.add.at(grams, parcel, weight * quantity)
    np.add.at(space, parcel, sides[0] * sides[1] * sides[2] * quantity)
    box = np.zeros((3, count), dtype=np.int64)
    for most, side in zip(box, sides, strict=True):
        np.maximum.at(most, parcel, side)
    ground = np.maximum(box[0] * box[1], 1)
    box[2] = np.maximum(box[2], -(-space // ground))
    box = -np.sort(-box, axis=0)
    return Parcels(grams, box[0], box[1], box[2])


def price(zone: Array, billable: Array, service: Service) -> Numbers:
    """Minor units for parcels of a zone (1 to 8) and a billed weight in grams.

    A weight beyond the service's last step is priced at that step; ``refused`` says that it is not
    taken.
    """
    step = service.weight_steps.searchsorted(billable, side="left")
    row = np.minimum(step, len(service.weight_steps) - 1)
    return np.asarray(service.prices[row, zone - 1])


def surcharge(length: Array, service: Service) -> Numbers:
    """Minor units added for parcels with such a longest side."""
    fits = service.surcharge_above.searchsorted(length, side="left") - 1
    return np.asarray(service.surcharge[np.maximum(fits, 0)])


def refused(
    weight: Array, length: Array, width: Array, height: Array, billable: Array, service: Service
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which parcels are too heavy for a service, and which too large or billed beyond its prices.

    The longest side comes first.
    """
    heavy = weight > service.weight_most
    large = (length > service.length_most) | (length + 2 * (width + height) > service.girth_most)
    return heavy, large | ((billable > service.weight_steps[-1]) & ~heavy)


def quotes(
    zone: int, weight: int, sides: tuple[int, int, int], offered: Sequence[Service]
) -> tuple[Quote, ...]:
    """What each service takes for one parcel: the cheapest first, those that refuse it last."""
    longest = sorted(sides, reverse=True)
    at, grams, length, width, height = (
        np.array([each], dtype=np.int64) for each in (zone, weight, *longest)
    )
    found: list[Quote] = []
    for service in offered:
        billable = billable_weight(grams, length, width, height, service)
        heavy, large = refused(grams, length, width, height, billable, service)
        why = Unavailable.NO
        if heavy[0] or large[0]:
            why = Unavailable.TOO_HEAVY if heavy[0] else Unavailable.TOO_LARGE
        cost = int((price(at, billable, service) + surcharge(length, service))[0])
        found.append(
            Quote(
                service=service.code,
                name=service.name,
                carrier=service.carrier,
                price=0 if why else cost,
                billable=int(billable[0]),
                days_low=int(service.days_low[zone - 1]),
                days_high=int(service.days_high[zone - 1]),
                unavailable=why,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.unavailable != "", each.price)))


def cheapest(
    zone: Array, parcels: Parcels, within: npt.ArrayLike, offered: Sequence[Service]
) -> Choice:
    """The cheapest service that arrives within so many business days, for each parcel.

    ``within`` is one number or a column; where no service is that fast, the cheapest of all is
    taken. Of equal prices the first service offered counts.
    """
    never = np.iinfo(np.int64).max
    size = len(zone)
    best, best_price = np.full(size, -1), np.full(size, never)
    swift, swift_price = np.full(size, -1), np.full(size, never)
    for number, service in enumerate(offered):
        sides = (parcels.length, parcels.width, parcels.height)
        billable = billable_weight(parcels.weight, *sides, service)
        heavy, large = refused(parcels.weight, *sides, billable, service)
        cost = price(zone, billable, service) + surcharge(parcels.length, service)
        cost[heavy | large] = never
        better = cost < best_price
        best[better], best_price[better] = number, cost[better]
        better = (cost < swift_price) & (service.days_high[zone - 1] <= within)
        swift[better], swift_price[better] = number, cost[better]
    chosen = np.where(swift >= 0, swift, best)
    paid = np.where(swift >= 0, swift_price, best_price)
    return Choice(chosen, np.where(chosen >= 0, paid, 0))
