"""Which shipping fees the platform accepts, and by when others have to be mended.

A fee is judged by the template alone: by what a buyer of one unit of a set weight is asked, against
what the platform's own label for such a parcel costs to the farthest zone. Source: domain
reference, section 2 (A7), which names a range without figures; those of the rulebook are ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from domain.kernel.clock import ShopCalendar
from domain.kernel.money import BASIS
from domain.kernel.refusals import Refusal
from domain.rulebook import Rules
from domain.shipping import rates
from domain.shipping.settings import Settings
from domain.shipping.templates import SERVICES, Service, Template, days_asked, quotes, tariff


@dataclass(frozen=True, slots=True)
class TooHigh:
    """A fee out of range: what the buyer of the judged unit is asked, and the most to be asked."""

    zone: int
    """The zone's number in its template, from 1."""
    service: Service
    fee: int
    """Minor units, as is the next."""
    most: int


@lru_cache(maxsize=64)
def highest_fee(service: Service, region: str, rules: Rules) -> int | None:
    """The most that the buyer of the judged unit may be asked, minor units.

    None in regions where the platform sells no labels, and so has nothing to compare with.
    """
    labels = tuple(rates.services(region).values())
    if not labels:
        return None
    farthest = np.array([labels[0].prices.shape[1]])
    unknown = np.zeros(1, dtype=np.int64)
    parcel = rates.Parcels(np.array([rules.fee_parcel_grams]), unknown, unknown, unknown)
    label = rates.cheapest(farthest, parcel, days_asked(service, rules), labels)
    return int(label.price[0]) * rules.fee_label_share // BASIS


@lru_cache(maxsize=64)
def too_high(template: Template, region: str, rules: Rules) -> tuple[TooHigh, ...]:
    """The fees of a template that are out of range, by zone and service level.

    A threshold for free shipping mends nothing: buyers of little are asked the fee.
    """
    known, zones = tariff((template,), rules), template.zones
    one = np.ones(len(zones), dtype=np.int64)
    asked = quotes(
        known,
        template=0 * one,
        state=np.array([known.states.index(zone.states[0]) for zone in zones], dtype=np.int64),
        units=one,
        grams=rules.fee_parcel_grams * one,
        value=0 * one,
    )
    found = []
    for number, (fees, offered) in enumerate(zip(asked.fee, asked.offered, strict=True), start=1):
        for place, service in enumerate(SERVICES):
            most = highest_fee(service, region, rules)
            if offered[place] and most is not None and fees[place] > most:
                found.append(TooHigh(number, service, int(fees[place]), most))
    return tuple(found)


def judged(
    settings: Settings, region: str, rules: Rules, now: int, calendar: ShopCalendar
) -> Settings:
    """The settings with the platform's warnings as they are from now on.

    A warning gives until the end of the local day a set number of days later, and stays what it is
    while the fee is changed and still out of range.
    """
    told = dict(settings.warned)
    mend_by = calendar.midnight(int(calendar.local_day(now)) + rules.fee_mend_days + 1)
    warned = tuple(
        (each.id, told.get(each.id, mend_by))
        for each in settings.templates
        if too_high(each, region, rules)
    )
    return replace(settings, warned=warned)


def fee_unmended(template: str, product: int) -> Refusal:
    """Why a product cannot be on sale that is sent by this template (its name)."""
    return Refusal("product-fee-unmended", {"product": product, "template": template})
