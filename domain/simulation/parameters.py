"""The practice world's parameters, read from ``resources/simulation`` with their sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
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
    cart_abandonment: float
    deal_weight: float
    repay_share: float
    repay_days: int
    held_back_most: float
    rival_weight: float
    review_count_weight: float
    review_count_usual: int
    rating_weight: float
    rating_usual: float
    rating_prior: int
    one_star_weight: float
    photo_weight: float
    listing_clicks: tuple[float, ...]
    worth: float
    photos_enough: int
    promise_weight: float
    hurry_share: float
    hurry_pays: float
    answer_weight: float
    chat_rate: float
    video_click_rate: float
    live_click_rate: float
    live_viewers: int
    live_deviation: float
    ad_cost_per_thousand: int
    ad_click_rate: float
    ad_purchase_multiplier: float
    creator_followers: int
    creator_followers_deviation: float
    creator_post_rate: float
    sample_post_rate: float
    sample_post_days: float
    nest_correlation: float
    price_elasticity: float
    price_elasticity_deviation: float
    price_elasticity_bounds: tuple[float, ...]
    reference_price_weight: float
    quality_deviation: float
    pace_days: int
    rank_power: float
    stock_out_days: int
    stock_out_exposure: float
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
    basket_rate: float
    pad_rate: float
    voucher_share: float
    code_share: float
    soured_acceptance: float
    payment_minutes: float
    payment_deviation: float
    abandon_rate: float
    buyer_cancel_rate: float
    cancel_request_rate: float
    cancel_request_hours: float
    first_scan_days: float
    first_scan_deviation: float
    transit_days: float
    transit_days_per_zone: float
    transit_deviation: float
    carrier_factors: tuple[float, ...]
    carrier_promise: float
    unreported_rate: float
    unreported_days: float
    reply_rate: float
    reply_hours: float
    lost_rate: float
    damaged_rate: float
    mismatch_rate: float
    stars_usual: float
    stars_deviation: float
    stars_late: float
    stars_mismatch: float
    review_rates: tuple[float, ...]
    review_delay_days: float
    review_wait_days: int
    return_rates: tuple[float, ...]
    return_late_factor: float
    return_mismatch: float
    return_damaged: float
    return_fit_share: float
    return_mind_share: float
    message_rate: float
    message_late_factor: float
    message_topics: tuple[float, ...]
    message_days: float
    complaint_days: float
    chargeback_rate: float
    chargeback_days: float
    chargeback_wait_days: int
    return_delay_days: float
    return_wait_days: int
    return_transit_days: float
    return_transit_wait_days: int
    return_resellable_rate: float
    return_money_only_share: float
    return_replacement_share: float
    return_never_sent: float
    offer_least: float
    offer_most: float
    dispute_rate: float
    arbitration_seller: float
    arbitration_evidence: float
    arbitration_mind: float
    appeal_granted: float
    repeat_shape: float
    repeat_scale_weeks: float
    dropout_a: float
    dropout_b: float
    repeat_horizon_days: int

    @property
    def watched_days(self) -> int:
        """Days after its posting on which some video may still be seen."""
        return max(self.viral_days, self.timing_days + 1)

    def __hash__(self) -> int:
        """One figure's: hashing all of them takes longer than what is remembered by them."""
        return hash(self.purchase_rate)


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


def parameters_with(values: Mapping[str, Any]) -> Parameters:
    """The shipped parameters, but these values for those of their names."""
    return replace(parameters(), **values)


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


@cache
def return_categories() -> dict[str, int]:
    """The categories that ``return_rates`` tells apart, with their positions in it."""
    return {name: place for place, name in enumerate(_load("buyers.toml")["return_categories"])}
