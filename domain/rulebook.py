"""A region's rulebook: dated figures with their sources, read from ``resources/rulebooks``.

Rules change every month, so no rule's number stands in code. ``Rulebook.at(moment)`` gives the
figures in force then as a frozen ``Rules``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import numpy as np

from domain.kernel.clock import DAY, Holiday, Seconds, ShopCalendar
from domain.kernel.columns import Array
from domain.kernel.money import Currency
from domain.kernel.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Rules:
    """The figures in force at one moment; each field's meaning and source stand in the rulebook."""

    unpaid_hours: int
    hold_seconds: int
    dispatch_business_days: int
    deliver_business_days: int
    cancel_business_days: int
    complete_days: int
    return_answer_hours: int
    cancel_answer_hours: int
    return_ship_days: int
    return_inspect_hours: int
    offer_answer_hours: int
    dispute_days: int
    arbitration_hours: int
    appeal_days: int
    appeal_hours: int
    tracking_edit_hours: int
    label_void_hours: int
    late_scan_days: int
    stuck_days: int
    claim_days: int
    support_opens: int
    support_closes: int
    support_answer_hours: int
    settle_days_best: int
    settle_days_standard: int
    settle_days_extended: int
    settle_days_introductory: int
    payout_business_days: int
    payout_minimum: int
    referral_fee: int
    refund_administration_fee: int
    refund_administration_cap: int
    price_low: int
    price_high: int
    stock_high: int
    image_side_low: int
    image_side_high: int
    late_dispatch_target: int
    health_window_days: int
    low_stock_days: int
    low_stock_days_high: int
    dead_stock_days: int
    lost_days: int
    message_answer_hours: int
    message_open_days: int
    promotion_title_high: int
    promotion_minutes_low: int
    promotion_days_high: int
    promotion_skus_high: int
    promotion_limit_high: int
    promotion_uses_high: int
    flash_discount_low: int
    flash_discount_high: int
    flash_hours_high: int
    lowest_price_days: int
    campaign_score_low: int
    new_arrival_days: int
    buy_more_skus_high: int
    buy_more_tiers_high: int
    buy_more_gift_tiers_high: int
    buy_more_active_high: int
    voucher_discount_low: int
    voucher_discount_high: int
    voucher_amount_low: int
    code_discount_low: int
    code_discount_high: int
    code_days_high: int
    code_low: int
    code_high: int
    discount_low: int
    discount_high: int
    deal_days_high: int
    campaign_fee: int
    own_videos_per_day: int
    sample_post_days: int
    review_window_days: int
    express_business_days: int
    handling_days_low: int
    handling_days_high: int
    handling_included_days: int
    handling_cancel_days: int
    capacity_extra_days: int
    holiday_days_high: int
    shipping_fee_high: int
    fee_parcel_grams: int
    fee_label_share: int
    fee_mend_days: int
    parcel_grams_high: int
    parcel_side_high: int
    title_high: int
    description_high: int
    description_pictures_high: int
    description_advised: int
    points_low: int
    supplier_high: int
    lead_days_high: int
    points_high: int
    point_high: int
    pictures_high: int
    pictures_advised: int
    variations_high: int
    variation_name_high: int
    variation_value_high: int
    variants_high: int
    seller_sku_high: int
    title_low: int
    title_advised: int
    review_seconds_low: int
    review_business_days: int

    def settle_days(self, tier: str) -> int:
        """Days from delivery to settlement in a tier: best, standard, extended, introductory."""
        days: int = getattr(self, f"settle_days_{tier}")
        return days


@dataclass(frozen=True, slots=True)
class Figure:
    """One dated number of a rule."""

    since: date
    value: int
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name, meaning and unit with all its dated figures, oldest first."""

    name: str
    meaning: str
    unit: str
    figures: tuple[Figure, ...]

    def at(self, day: date) -> int:
        """The value in force on that day; the first figure's before it."""
        value = self.figures[0].value
        for figure in self.figures:
            if figure.since <= day:
                value = figure.value
        return value


@dataclass(frozen=True, slots=True)
class NumberForm:
    """One form of a carrier's tracking numbers, and how its check digit comes about."""

    pattern: str
    """Of the whole number; group 1 is what a check digit is for, group 2 the digit."""
    shortest: int
    """Characters."""
    longest: int
    check: str
    """The rule of its check digit, by its name in ``domain.shipping.tracking``; or empty."""
    before: str
    """Digits that the rule puts before group 1."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier, its names, and the forms of its tracking numbers."""

    code: str
    name: str
    also: tuple[str, ...]
    """Other names in use."""
    begins: str
    """A regular expression for beginnings that only this carrier's numbers have; or empty."""
    label: str
    """A platform label's number before its check digit; empty where no labels are sold."""
    expected: str
    """The forms in plain words."""
    forms: tuple[NumberForm, ...]


@dataclass(frozen=True, slots=True)
class OrderLimit:
    """From this late dispatch rate on, the shop may take this share of its daily orders.

    Both in basis points.
    """

    from_rate: int
    share: int


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of probation: what a shop may take, and what it takes to reach it."""

    name: str
    orders_per_day: int
    """0: no limit."""
    days: int
    """Since the shop opened."""
    delivered: int
    """Orders delivered so far."""


@dataclass(frozen=True, slots=True)
class AppLink:
    """A store's page for the seller app."""

    store: str
    url: str


@dataclass(frozen=True)
class Rulebook:
    """All that differs by region: currency, clock, carriers, rules."""

    code: str
    name: str
    currency: Currency
    zone: str
    practice: bool
    """Whether the rulebook holds every figure that a practice shop needs."""
    app_links: tuple[AppLink, ...]
    holidays: tuple[Holiday, ...]
    carriers: dict[str, Carrier]
    rules: dict[str, Rule]
    order_limits: tuple[OrderLimit, ...]
    probation: tuple[Tier, ...]
    seller_cancel_reasons: tuple[str, ...]
    seller_fault_reasons: tuple[str, ...]
    return_reject_reasons: tuple[str, ...]

    @cached_property
    def calendar(self) -> ShopCalendar:
        """The region's clock and business days."""
        return ShopCalendar(self.zone, self.holidays)

    def at(self, moment: int) -> Rules:
        """The figures in force at that moment (epoch seconds), by the UTC date.

        Raises KeyError where the region's rulebook does not hold every figure.
        """
        day = moment // DAY
        if day not in self._in_force:
            on = datetime.fromtimestamp(moment, UTC).date()
            rules = Rules(**{field.name: self.rules[field.name].at(on) for field in fields(Rules)})
            # Days with the same figures share one object: comparing all of them takes long.
            self._in_force[day] = self._different.setdefault(rules, rules)
        return self._in_force[day]

    def in_force(self, moments: Seconds) -> list[tuple[Rules, Array]]:
        """The figures in force at some moments, each with the positions at which they hold.

        Empty in regions whose rulebook does not hold every figure.
        """
        days = moments // DAY
        groups: dict[Rules, list[int]] = {}
        try:
            for day in np.unique(days).tolist():
                groups.setdefault(self.at(day * DAY), []).append(day)
        except KeyError:
            return []
        return [(rules, np.flatnonzero(np.isin(days, same))) for rules, same in groups.items()]

    @cached_property
    def _in_force(self) -> dict[int, Rules]:
        """The figures of the days (since 1970) that somebody has asked for."""
        return {}

    @cached_property
    def _different(self) -> dict[Rules, Rules]:
        """Each set of figures that has been asked for."""
        return {}

    def carrier_number(self, code: str) -> int:
        """A carrier's position among the region's, as practice worlds tell carriers apart."""
        return list(self.carriers).index(code)

    def order_share(self, late_dispatch_rate: int) -> int:
        """The share of its daily orders (basis points) a shop may take at that late rate."""
        share = 10_000
        for limit in self.order_limits:
            if late_dispatch_rate >= limit.from_rate:
                share = limit.share
        return share


def regions() -> tuple[str, ...]:
    """The codes of all regions with a rulebook, in alphabetical order."""
    folder = files("resources").joinpath("rulebooks")
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if ".toml" in f.name)
    )


@cache
def rulebook(region: str) -> Rulebook:
    """The rulebook of a region code such as ``us``; refused with ``region-unknown`` otherwise."""
    if region not in regions():
        raise RefusedError("region-unknown", region=region, regions=", ".join(regions()))
    source = files("resources").joinpath("rulebooks", f"{region}.toml")
    return _read(region, tomllib.loads(source.read_text("utf-8")))


def _read(code: str, data: dict[str, Any]) -> Rulebook:
    region = data["region"]
    reasons = data.get("cancel_reasons", {"seller": [], "seller_fault": []})
    return Rulebook(
        code=code,
        name=region["name"],
        currency=Currency(region["currency"], region["minor_units"]),
        zone=region["zone"],
        practice=region["practice"],
        app_links=tuple(AppLink(**link) for link in data.get("app_links", ())),
        holidays=tuple(Holiday(**holiday) for holiday in data.get("holidays", ())),
        carriers={code: _carrier(code, entry) for code, entry in data.get("carriers", {}).items()},
        rules={name: _rule(name, rule) for name, rule in data.get("rules", {}).items()},
        order_limits=tuple(
            OrderLimit(limit["from_rate"], limit["share"]) for limit in data.get("order_limits", ())
        ),
        probation=tuple(
            Tier(tier["name"], tier["orders_per_day"], tier["days"], tier["delivered"])
            for tier in data.get("probation", ())
        ),
        seller_cancel_reasons=tuple(reasons["seller"]),
        seller_fault_reasons=tuple(reasons["seller_fault"]),
        return_reject_reasons=tuple(data.get("return_reject_reasons", {}).get("reasons", ())),
    )


def _carrier(code: str, data: dict[str, Any]) -> Carrier:
    forms = tuple(
        NumberForm(
            pattern=form["pattern"],
            shortest=form["lengths"][0],
            longest=form["lengths"][1],
            check=form.get("check", ""),
            before=form.get("before", ""),
        )
        for form in data["forms"]
    )
    return Carrier(
        code=code,
        name=data["name"],
        also=tuple(data.get("also", ())),
        begins=data.get("begins", ""),
        label=data.get("label", ""),
        expected=data["expected"],
        forms=forms,
    )


def _rule(name: str, data: dict[str, Any]) -> Rule:
    figures = tuple(
        Figure(figure["from"], figure["value"], figure["source"], figure["confirmed"])
        for figure in data["figures"]
    )
    return Rule(name, data["meaning"], data["unit"], figures)
