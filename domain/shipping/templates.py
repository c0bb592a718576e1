"""Shipping templates: what delivery costs a buyer by place and basket, and how soon it is promised.

A template divides the areas of the country into zones, each with a rate for one or more service
levels, and names those that nothing is sent to. Source: domain reference, sections 1 and 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from domain.kernel.columns import Array
from domain.kernel.money import Cents
from domain.rulebook import Rules
from domain.shipping.zips import destinations


class Service(StrEnum):
    """A service level that buyers can choose."""

    STANDARD = "STANDARD"
    ECONOMY = "ECONOMY"
    EXPRESS = "EXPRESS"


SERVICES = tuple(Service)
"""In the order in which columns hold them."""


class Kind(StrEnum):
    """What a fee grows with."""

    FLAT = "FLAT"
    """One fee for all units of an order."""
    QUANTITY = "QUANTITY"
    """A fee for the first unit and one for each further unit."""
    WEIGHT = "WEIGHT"
    """A fee for the first grams and one for each further step, begun steps in full."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What one service level costs within a zone; fees in minor units."""

    service: Service
    kind: Kind
    first: int
    """The fee of the whole (FLAT), of the first unit (QUANTITY), of the first grams (WEIGHT)."""
    further: int = 0
    """The fee of each further unit (QUANTITY) or step (WEIGHT)."""
    first_grams: int = 0
    """Grams that the first fee covers (WEIGHT)."""
    step_grams: int = 0
    """Grams of a further step (WEIGHT)."""
    days: int = 0
    """Business days promised to orders with usual handling; 0: what the rulebook asks."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Areas, by their codes, that share their rates."""

    states: tuple[str, ...]
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """What a seller sets for the products that use it."""

    id: int
    name: str
    zones: tuple[Zone, ...]
    excluded: tuple[str, ...] = ()
    """Codes of areas that nothing is sent to."""
    free_from: int = 0
    """Order value after discounts from which standard and economy are free; 0: none."""
    handling_days: int = 0
    """Business days until the carrier has the parcel; 0: as the platform asks."""
    po_boxes: int = 1
    """1: also sent to post office boxes."""


@dataclass(frozen=True, eq=False, slots=True)
class Tariff:
    """Templates as columns; the shape of a rate's is (templates, areas, service levels)."""

    states: tuple[str, ...]
    """The areas' codes, in their order."""
    offered: npt.NDArray[np.bool_]
    by_weight: npt.NDArray[np.bool_]
    first: Cents
    further: Cents
    covered: Array
    """Units or grams that the first fee covers."""
    step: Array
    """Units or grams of a further step."""
    promised: Array
    """Business days within which parcels arrive, handling included."""
    free_from: Cents
    """Of each template; beyond any order where there is no threshold."""
    dispatch: Array
    """Business days of each template until the carrier has scanned the parcel."""
    collect: Array
    """Business days of each template after which the system cancels what was not ready by then."""


NEVER_FREE = np.int64(2**62)


@lru_cache(maxsize=64)
def tariff(templates: tuple[Template, ...], rules: Rules) -> Tariff:
    """The templates as columns, under the rulebook's figures."""
    states = tuple(each.code for each in destinations())
    shape = (len(templates), len(states), len(SERVICES))
    offered, by_weight = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    first, further, covered, promised = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    step = np.ones(shape, dtype=np.int64)
    for number, template in enumerate(templates):
        for zone in template.zones:
            rows = np.array([states.index(code) for code in zone.states], dtype=np.int64)
            for rate in zone.rates:
                at = (number, rows, SERVICES.index(rate.service))
                offered[at] = True
                by_weight[at] = rate.kind is Kind.WEIGHT
                first[at] = rate.first
                further[at] = 0 if rate.kind is Kind.FLAT else rate.further
                covered[at] = rate.first_grams if rate.kind is Kind.WEIGHT else 1
                step[at] = rate.step_grams if rate.kind is Kind.WEIGHT else 1
                promised[at] = promised_days(rate, template.handling_days, rules)
    waits = [until_ready(template.handling_days, rules) for template in templates]
    return Tariff(
        states=states,
        offered=offered,
        by_weight=by_weight,
        first=first,
        further=further,
        covered=covered,
        step=step,
        promised=promised,
        free_from=np.array([each.free_from or NEVER_FREE for each in templates], dtype=np.int64),
        dispatch=np.array([each.dispatch for each in waits], dtype=np.int64),
        collect=np.array([each.collect for each in waits], dtype=np.int64),
    )


class Waits(NamedTuple):
    """Business days after the order's date."""

    dispatch: int
    """Until the carrier has scanned the parcel."""
    collect: int
    """After which the system cancels what is not awaiting collection."""


def until_ready(handling_days: int, rules: Rules) -> Waits:
    """What a template's handling time (0: usual) allows."""
    if not handling_days:
        return Waits(rules.dispatch_business_days, rules.cancel_business_days)
    return Waits(handling_days, handling_days + rules.handling_cancel_days)


def days_asked(service: Service, rules: Rules) -> int:
    """Business days within which the platform wants a service level delivered."""
    if service is Service.EXPRESS:
        return rules.express_business_days
    return rules.deliver_business_days


def promised_days(rate: Rate, handling_days: int, rules: Rules) -> int:
    """Business days that buyers are promised; a longer handling time takes the usual one's place.

    6 as usual, and handling + 5 for standard with a handling time of its own.
    """
    usual = rate.days or days_asked(rate.service, rules)
    if not handling_days:
        return usual
    return handling_days + usual - rules.handling_included_days


class Quotes(NamedTuple):
    """What each row is asked, columns over service levels: shape (rows, service levels)."""

    fee: Cents
    """Minor units."""
    promised: Array
    """Business days within which it arrives."""
    offered: npt.NDArray[np.bool_]
    """False: not shippable there by this level."""


def quotes(
    known: Tariff, template: Array, state: Array, units: Array, grams: Array, value: Cents
) -> Quotes:
    """What each service level costs for rows of things that travel by one template together.

    ``template`` and ``state`` are positions in the tariff; ``value`` is what the whole order costs
    after discounts, which free shipping is judged by. Express is never free by a threshold.
    """
    at = (template, state)
    measure = np.where(known.by_weight[at], grams[:, None], units[:, None])
    steps = -(np.minimum(known.covered[at] - measure, 0) // known.step[at])
    fee = known.first[at] + known.further[at] * steps
    free = value >= known.free_from[template]
    fee = np.where(free[:, None] & _FREED, 0, fee)
    return Quotes(fee, known.promised[at], known.offered[at])


_FREED = np.array([service is not Service.EXPRESS for service in SERVICES])

_FAR = np.int64(2**40)


def cheapest(found: Quotes) -> Array:
    """The position of each row's cheapest service level, the quickest of equally cheap ones.

    -1 where none is offered.
    """
    return _least(found.fee * 1_000 + found.promised, found.offered)


def quickest(found: Quotes) -> Array:
    """The position of each row's quickest service level, the cheapest of equally quick ones.

    -1 where none is offered.
    """
    return _least(found.promised * _FAR + found.fee, found.offered)


def _least(key: Array, offered: npt.NDArray[np.bool_]) -> Array:
    best = np.where(offered, key, np.iinfo(np.int64).max).argmin(axis=1)
    return np.where(offered.any(axis=1), best, -1)
