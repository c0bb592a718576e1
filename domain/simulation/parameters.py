"""The practice world's parameters, read from ``resources/simulation`` with their sources."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.kernel.columns import Array


@dataclass(frozen=True, slots=True)
class Parameters:
    """One value for each entry of ``parameters.toml``, which holds meanings, ranges and sources."""

    click_rate: float
    purchase_rate: float
    nest_correlation: float
    price_elasticity: float
    price_elasticity_deviation: float
    reference_price_weight: float
    quality_deviation: float
    pace_days: int
    rank_power: float
    stock_out_days: int
    weekday_weights: tuple[float, ...]
    hour_weights: tuple[float, ...]
    payday_lift: float
    paydays: tuple[int, ...]
    payday_days: int
    q4_level: float
    thanksgiving: float
    black_friday: float
    cyber_monday: float
    video_median_views: float
    usual_followers: int
    views_per_follower_power: float
    views_deviation: float
    branching: float
    viral_share: float
    viral_branching: tuple[float, ...]
    viral_kernel_power: float
    viral_kernel_days: int
    viral_days: int
    audience_cap: float
    timing_first_day: float
    timing_days: int
    timing_power: float
    rival_price_deviation: float
    rival_undercut: float
    rival_match_rate: float
    rival_floor: float
    rival_half_life_days: float
    rival_war_week_days: int
    rival_war_days: int
    rival_war_undercut: float
    rival_war_match_rate: float
    units_two: float
    units_three: float
    payment_minutes: float
    payment_deviation: float
    abandon_rate: float
    buyer_cancel_rate: float
    first_scan_days: float
    first_scan_deviation: float
    transit_days: float
    transit_days_per_zone: float
    transit_deviation: float
    return_rate: float
    return_delay_days: float
    return_transit_days: float
    return_resellable_rate: float
    repeat_shape: float
    repeat_scale_weeks: float
    dropout_a: float
    dropout_b: float
    repeat_horizon_days: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where buyers live, as columns; ``chosen`` holds cumulative shares in 2**-32 steps."""

    names: Array
    initials: Array
    streets: Array
    city: Array
    state: Array
    zip: Array
    zone: npt.NDArray[np.int64]
    tax: npt.NDArray[np.int64]
    chosen: npt.NDArray[np.int64]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("resources").joinpath("simulation", name).read_text("utf-8"))


@cache
def parameters() -> Parameters:
    """The shipped parameters."""
    data = _load("parameters.toml")
    values: dict[str, Any] = {
        field.name: tuple(data[field.name]["values"])
        if "values" in data[field.name]
        else data[field.name]["value"]
        for field in fields(Parameters)
    }
    return Parameters(**values)


@cache
def places() -> Places:
    """The shipped buyers and places."""
    data = _load("buyers.toml")
    rows = data["places"]
    weights = np.array([row["weight"] for row in rows], dtype=np.int64)

    def words(values: list[str]) -> Array:
        return np.array(values, dtype=object)

    return Places(
        names=words(data["names"]),
        initials=words(data["initials"]),
        streets=words(data["streets"]),
        city=words([row["city"] for row in rows]),
        state=words([row["state"] for row in rows]),
        zip=words([row["zip"] for row in rows]),
        zone=np.array([row["zone"] for row in rows], dtype=np.int64),
        tax=np.array([row["tax"] for row in rows], dtype=np.int64),
        chosen=np.cumsum(weights) * (1 << 32) // weights.sum(),
    )
