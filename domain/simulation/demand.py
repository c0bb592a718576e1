"""Exposure, clicks and the wish to buy, for the hours of one local day.

Everything here depends on the state at the day's beginning and on prices, never on the order in
which hours are computed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import HOUR
from domain.kernel.columns import Array
from domain.kernel.randomness import ONE, Stream, poisson, threshold, uniform
from domain.simulation.choice import purchase_probability
from domain.simulation.world import PACE_UNIT, PRICE_UNIT, World

PRODUCT_CARD = "product_card"
_SOURCE = 1
"""The number of the product card among sources; part of random keys and order ids."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What buyers wanted: impressions and clicks by SKU, and wishes as columns in time order."""

    impressions: npt.NDArray[np.int64]
    clicks: npt.NDArray[np.int64]
    sku: npt.NDArray[np.int64]  # position in World.skus
    hour: npt.NDArray[np.int64]  # hours since the shop opened
    click: npt.NDArray[np.int64]  # which click of that SKU and hour
    at: npt.NDArray[np.int64]
    units: npt.NDArray[np.int64]


def demand(world: World, start: int, end: int) -> Demand:
    """What buyers want in (start, end], both whole hours of one local day."""
    moments = np.arange(start, end, HOUR, dtype=np.int64)
    hours = (moments - world.opened_at) // HOUR
    ordinal = world.ordinal
    mean = np.outer(_season(world, moments), _exposure(world))
    keys = (hours[:, None], _SOURCE, ordinal[None, :])
    u = uniform(world.noise_seed, Stream.IMPRESSIONS, *keys)
    impressions = np.floor(mean + u / ONE).astype(np.int64)
    clicks = np.minimum(
        poisson(
            impressions * np.float64(world.parameters.click_rate),
            world.noise_seed,
            Stream.CLICKS,
            *keys,
        ),
        impressions,
    )
    hour, sku, click = _each_click(clicks)
    key = (hours[hour], _SOURCE, ordinal[sku], click)
    chosen = uniform(world.noise_seed, Stream.CHOICE, *key) < threshold(_probability(world))[sku]
    hour, sku, click = hour[chosen], sku[chosen], click[chosen]
    key = (hours[hour], _SOURCE, ordinal[sku], click)
    second = 1 + uniform(world.noise_seed, Stream.MOMENT, *key) * (HOUR - 1) // ONE
    at = moments[hour] + second
    units = _units(world, uniform(world.noise_seed, Stream.UNITS, *key))
    order = np.lexsort((click, ordinal[sku], at))
    return Demand(
        impressions=impressions.sum(axis=0),
        clicks=clicks.sum(axis=0),
        sku=sku[order],
        hour=hours[hour][order],
        click=click[order],
        at=at[order],
        units=units[order],
    )


def _season(world: World, moments: Array) -> npt.NDArray[np.float64]:
    """Each hour's share of an average day's exposure."""
    calendar = world.book.calendar
    by_hour = np.array(world.parameters.hour_weights)
    by_weekday = np.array(world.parameters.weekday_weights)
    weight = by_hour[calendar.local_hour(moments)] / by_hour.sum()
    return np.asarray(weight * by_weekday[calendar.weekday(moments)])


def _exposure(world: World) -> npt.NDArray[np.float64]:
    """Impressions a day for each SKU: recent orders raise its rank, an empty shelf halves it."""
    parameters, scenario = world.parameters, world.scenario
    pace = world.skus["pace"] / PACE_UNIT
    rank = np.power((pace + 1.0) / (scenario.starting_pace + 1.0), parameters.rank_power)
    shelf = np.where(world.skus["days_out"] >= parameters.stock_out_days, 0.5, 1.0)
    return np.asarray(scenario.impressions * rank * shelf)


def _probability(world: World) -> npt.NDArray[np.float64]:
    return purchase_probability(
        price=world.skus["price"],
        market_price=world.market_price,
        reference_price=world.skus["reference_price"] / PRICE_UNIT,
        quality=world.quality,
        elasticity=world.elasticity,
        nest=world.nest,
        available=world.skus["in_stock"] == 1,
        parameters=world.parameters,
    )


def _each_click(clicks: npt.NDArray[np.int64]) -> tuple[Array, Array, Array]:
    """Row, column and number of every single click of a table of counts."""
    flat = clicks.ravel()
    cell = np.repeat(np.arange(flat.size), flat)
    first = np.cumsum(flat) - flat
    number = np.arange(cell.size) - first[cell]
    return cell // clicks.shape[1], cell % clicks.shape[1], number


def _units(world: World, u: Array) -> npt.NDArray[np.int64]:
    two, three = world.parameters.units_two, world.parameters.units_three
    return 1 + (u < threshold(two + three)).astype(np.int64) + (u < threshold(three))
