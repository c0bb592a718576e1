"""Delivery as a practice shop's buyers meet it: what is asked and promised where they live.

Buyers whose homes are served alike are one destination. A shop whose templates treat all of them
alike has one, and then nobody's home has to be known before something is ordered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import Seconds
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.money import Cents
from domain.kernel.randomness import Stream, threshold, uniform
from domain.orders import rules as life
from domain.rulebook import Rules
from domain.shipping.fulfilment import added_days, counted_from, crowding, holiday_wait
from domain.shipping.settings import Settings
from domain.shipping.templates import (
    NEVER_FREE,
    SERVICES,
    Quotes,
    Service,
    Tariff,
    cheapest,
    quickest,
    quotes,
    tariff,
)
from domain.simulation import latent
from domain.simulation.parameters import places
from domain.simulation.world import PACE_UNIT, World


@dataclass(frozen=True, eq=False, slots=True)
class Terms:
    """What delivering one unit of each SKU means; columns of shape (destinations, SKUs)."""

    tariff: Tariff
    template: Array
    """Of each SKU: the position of its template in the tariff."""
    destination: Array
    """Of each of ``places()``: its destination."""
    state: Array
    """Of each of ``places()``: its area's position in the tariff."""
    ships: npt.NDArray[np.bool_]
    everywhere: bool
    """Whether every SKU is sent to every buyer."""
    fee: Cents
    """Of the cheapest service level, below the free-shipping threshold."""
    days: Array
    """Business days that this level promises."""
    fee_beyond: Cents
    """The same from the threshold on."""
    days_beyond: Array
    free_from: Cents
    """Of each SKU: the order value from which shipping is free."""
    worth_padding: Cents
    """Of each SKU: the order value below which a second product can save the fee; 0: none."""
    alike: Alike | None
    """What every order is asked, where all are asked the same."""

    @property
    def destinations(self) -> int:
        """How many there are."""
        return len(self.fee)


@dataclass(frozen=True, eq=False, slots=True)
class Alike:
    """The terms of a shop whose SKUs are all sent at one flat fee by one service level."""

    fee: int
    free_from: int
    days: Array
    """Business days until dispatch, collection and delivery: shape (3, 1)."""


def terms(world: World) -> Terms:
    """The world's terms of delivery on this day."""
    skus = world.skus
    return _terms(
        world.shipping, skus["product_id"].tobytes(), skus["weight"].tobytes(), world.rules
    )


@lru_cache(maxsize=16)
def _terms(settings: Settings, product_id: bytes, weight: bytes, rules: Rules) -> Terms:
    known = tariff(settings.templates, rules)
    numbers = {each.id: number for number, each in enumerate(settings.templates)}
    products = np.frombuffer(product_id, np.int64).tolist()
    template = np.array([numbers[settings.of_product(each)] for each in products], dtype=np.int64)
    state = np.array([known.states.index(code) for code in places().state], dtype=np.int64)
    used = np.unique(template) if len(template) else np.zeros(1, dtype=np.int64)
    destination, first = _alike(known, used, state)
    size, many = len(first), len(template)
    each = np.tile(template, size)
    where = np.repeat(state[first], many)
    grams = np.tile(np.frombuffer(weight, np.int64), size)
    one = np.ones_like(each)

    def at_value(value: np.int64) -> tuple[Cents, Array, npt.NDArray[np.bool_]]:
        found = quotes(known, each, where, one, grams, np.full_like(each, value))
        fee, days, ships = _taken(found, cheapest(found))
        return fee.reshape(size, many), days.reshape(size, many), ships.reshape(size, many)

    fee, days, ships = at_value(np.int64(0))
    fee_beyond, days_beyond, _ = at_value(NEVER_FREE - 1)
    free_from = known.free_from[template]
    saves = ((fee > fee_beyond) & ships).any(axis=0)
    return Terms(
        tariff=known,
        template=template,
        destination=destination,
        state=state,
        ships=ships,
        everywhere=bool(ships.all()),
        fee=fee,
        days=days,
        fee_beyond=fee_beyond,
        days_beyond=days_beyond,
        free_from=free_from,
        worth_padding=np.where(saves, free_from, 0),
        alike=_one_for_all(known, template, state, size),
    )


def _alike(known: Tariff, used: Array, state: Array) -> tuple[Array, Array]:
    """The destination of each place, and a place of each destination."""
    offered = known.offered[used][:, state]
    columns = [offered]
    for values in (
        known.by_weight,
        known.first,
        known.further,
        known.covered,
        known.step,
        known.promised,
    ):
        columns.append(np.where(offered, values[used][:, state], 0))
    rows = np.stack(columns).astype(np.int64).transpose(2, 0, 1, 3).reshape(len(state), -1)
    _, first, destination = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    return destination.reshape(-1), first


def _one_for_all(known: Tariff, template: Array, state: Array, size: int) -> Alike | None:
    """What every order is asked, where all are asked the same."""
    if size > 1 or not len(template) or (template != template[0]).any():
        return None
    one, where = int(template[0]), int(state[0])
    offered = positions(known.offered[one, where])
    if len(offered) != 1 or known.further[one, where].any():
        return None
    level = int(offered[0])
    if SERVICES[level] is Service.EXPRESS:
        return None
    ready = (known.dispatch[one], known.collect[one], known.promised[one, where, level])
    return Alike(
        fee=int(known.first[one, where, level]),
        free_from=int(known.free_from[one]),
        days=np.array(ready, dtype=np.int64)[:, None],
    )


def _taken(found: Quotes, level: Array) -> tuple[Cents, Array, npt.NDArray[np.bool_]]:
    """Fee and promised days of each row's service level (0 where it has none), and whether any."""
    ships, row = level >= 0, np.arange(len(level))
    fee, days = found.fee[row, level], found.promised[row, level]
    return np.where(ships, fee, 0), np.where(ships, days, 0), ships


def destinations_of(world: World, known: Terms, buyers: Array) -> Array:
    """The destination that each buyer lives in."""
    return np.asarray(known.destination[latent.place(buyers, world.noise_seed)])


def where_they_live(
    world: World, known: Terms, columns: Sequence[Array], buyers: Array, sku: Array
) -> Array:
    """Of columns over SKUs, one for each destination: the value for each buyer and SKU."""
    if known.destinations == 1:
        return np.asarray(columns[0][sku])
    return np.asarray(np.stack(columns)[destinations_of(world, known, buyers), sku])


def promised_later(world: World) -> float:
    """Business days by which holiday mode and capacity make today's promises later."""
    settings = world.fulfilment
    if not settings.capacity and not settings.holiday_from:
        return 0.0
    pace = float(world.skus["pace"].sum()) / PACE_UNIT
    wait = holiday_wait(world.day, settings, world.book.calendar)
    return wait + crowding(pace, settings, world.rules)


def asked(
    world: World, known: Terms, ids: Array, home: Array, value: Cents, lines: Columns
) -> tuple[Cents, npt.NDArray[np.int64]]:
    """What delivery of new orders costs, and the business days that they are given.

    ``home`` is a position in ``places()``, ``value`` what an order costs after discounts; ``lines``
    are theirs: ``order`` and ``sku`` (positions) and ``quantity``. The days have three rows (until
    dispatch, collection and arrival), of one number or one for each order.
    """
    if known.alike is not None:
        return np.where(value < known.alike.free_from, known.alike.fee, 0), known.alike.days
    size, many = len(ids), len(known.tariff.free_from)
    sku, quantity = lines["sku"], lines["quantity"]
    key = lines["order"] * many + known.template[sku]
    parts, part = np.unique(key, return_inverse=True)
    order, template = parts // many, parts % many
    found = quotes(
        known.tariff,
        template=template,
        state=known.state[home][order],
        units=_summed(part, quantity, len(parts)),
        grams=_summed(part, world.skus["weight"][sku] * quantity, len(parts)),
        value=value[order],
    )
    level = _chosen(world, found, ids[order], value[order])
    fee, promised, _ = _taken(found, level)
    days = np.zeros((3, size), dtype=np.int64)
    ready = (known.tariff.dispatch[template], known.tariff.collect[template], promised)
    for row, values in zip(days, ready, strict=True):
        np.maximum.at(row, order, values)
    return _summed(order, fee, size), days


def _summed(key: Array, values: Array, size: int) -> npt.NDArray[np.int64]:
    return np.bincount(key, weights=values, minlength=size).astype(np.int64)


def _chosen(world: World, found: Quotes, order_id: Array, value: Cents) -> Array:
    """The service level that each row is sent by: the cheapest, but for buyers in a hurry.

    They take the quickest, unless it costs too much more.
    """
    cheap = cheapest(found)
    if (found.offered.sum(axis=1) < 2).all():
        return cheap
    quick, row, parameters = quickest(found), np.arange(len(cheap)), world.parameters
    more = found.fee[row, quick] - found.fee[row, cheap]
    luck = uniform(world.noise_seed, Stream.HURRY, order_id)
    hurried = luck < threshold(parameters.hurry_share)
    return np.where(hurried & (more <= value * parameters.hurry_pays), quick, cheap)


def deadlines(world: World, at: Seconds, days: Array, number: Array) -> life.Deadlines:
    """The deadlines of orders that have those business days.

    ``number`` is how many orders of their local day were placed before each.
    """
    settings, calendar = world.fulfilment, world.book.calendar
    if settings.capacity:
        days = days + added_days(number, settings, world.rules)
    return life.deadlines_in(counted_from(at, settings, calendar), calendar, days)
