"""Impressions, clicks, carts and orders, and when they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from domain.kernel.columns import Array
from domain.simulation.exposure import Source
from domain.simulation.season import day_factor
from domain.simulation.world import World
from domain.validity.lab import Lab

_EVENING = slice(20, 22)
_BUDGET = 100_000
_EPOCH = date(1970, 1, 1)
_YEAR = 365


def _sums(world: World, *names: str) -> tuple[int, ...]:
    return tuple(sum(int(part[name].sum()) for part in world.traffic) for name in names)


def click_rate(lab: Lab) -> float:
    """Clicks for each impression."""
    impressions, clicks = _sums(lab.opening("usual"), "impressions", "clicks")
    return clicks / impressions


def purchase_rate(lab: Lab) -> float:
    """Orders for each click."""
    clicks, orders = _sums(lab.opening("usual"), "clicks", "orders")
    return orders / clicks if clicks else 0.0


def cart_abandonment(lab: Lab) -> float:
    """The share of filled carts that become no order."""
    carts, orders = _sums(lab.opening("usual"), "carts", "orders")
    return 1.0 - orders / carts if carts else 0.0


def ads_return(lab: Lab) -> float:
    """What ads sell for each unit of money they cost, in a day."""

    def advertise(world: World) -> None:
        world.skus["ad_running"] = _BUDGET

    world = lab.opening("ads", change=advertise)
    sold = sum(
        int(part["gmv"][part["source"] == Source.SHOP_ADS.code].sum()) for part in world.traffic
    )
    shares = np.array(lab.parameters.hour_weights)
    open_share = shares[9:23].sum() / shares.sum()
    return float(sold / (_BUDGET * lab.size * open_share))


def evening_peak(lab: Lab) -> float:
    """An evening hour's orders for each order of an average hour, on a whole day."""
    world = lab.world()
    first, second = lab.course(world, 2)
    del first
    created = second.orders["created_at"]
    calendar = world.book.calendar
    today = calendar.local_day(created) == second.day - 1
    hours = np.bincount(calendar.local_hour(created[today]), minlength=24)
    return float(hours[_EVENING].mean() / hours.mean())


def _factors(lab: Lab) -> tuple[Array, list[date]]:
    """The season of each day of the year in which the lab opens, and the days."""
    opened = int(lab.world(1.0).day)
    year = (_EPOCH + timedelta(opened)).year
    first = date(year, 1, 1)
    days = [first + timedelta(number) for number in range(_YEAR)]
    calendar = lab.world(1.0).book.calendar
    found = [day_factor(calendar, (day - _EPOCH).days, lab.parameters) for day in days]
    return np.array(found), days


def _shown(lab: Lab, days: list[date]) -> list[float]:
    """Impressions of product cards on some days, each in a world that stands at its beginning."""
    found = []
    for day in days:

        def turn_to(world: World, day: date = day) -> None:
            number = (day - _EPOCH).days
            world.now = world.book.calendar.midnight(number)
            world.day = number
            world.opened_at = world.now

        for end in lab.course(lab.world(1.0, turn_to), 1):
            cards = [part.where(part["source"] == Source.PRODUCT_CARD.code) for part in end.traffic]
            found.append(float(sum(part["impressions"].sum() for part in cards)))
    return found


_MIDSUMMER = date(2026, 7, 6)
"""A Monday without a payday near it."""


def weekday(lab: Lab) -> float:
    """How far the busiest weekday lies above the quietest, in impressions of an ordinary week."""
    week = _shown(lab, [_MIDSUMMER + timedelta(number) for number in range(7)])
    return max(week) / min(week) - 1.0


def payday(lab: Lab) -> float:
    """By what share more is shown on a payday than a week earlier or later."""
    paid = date(2026, 7, 15)
    before, on, after = _shown(lab, [paid - timedelta(7), paid, paid + timedelta(7)])
    return on / ((before + after) / 2.0) - 1.0


def black_friday(lab: Lab) -> float:
    """What is shown on Black Friday for each impression of the year's mean day."""
    friday = date(2026, 11, 27)
    factors, days = _factors(lab)
    ordinary = _MIDSUMMER + timedelta(4)
    shown, usual = _shown(lab, [friday, ordinary])
    mean = usual * float(factors.mean()) / float(factors[days.index(ordinary)])
    return shown / mean


def order_limit(lab: Lab) -> float:
    """How many orders a Beginner takes on a day on which more are wanted."""

    def begin(world: World) -> None:
        world.scenario = replace(world.scenario, orders_per_day=0)
        world.order_cap = world.book.probation[0].orders_per_day

    return float(lab.opening("limit", change=begin).orders_today)
