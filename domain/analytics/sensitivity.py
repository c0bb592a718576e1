"""How a SKU's orders answer to its price, from the price changes that the shop has made itself.

The model is one of constant elasticity: on each day the orders are expected to be

    visitors x a x price ** elasticity x the weekday's effect

(a Poisson regression on the logarithm of the price, with the visitors as exposure; without known
visitors, of the orders of a day). An elasticity of -2 says that 1 % more in price goes with about
2 % fewer orders. Days scatter more than Poisson's law has it, so the interval is widened by the
scatter found (quasi-Poisson: Pearson's statistic over the degrees of freedom, never below 1) and is
Student's. (P. McCullagh and J. Nelder, Generalized Linear Models, 2nd edition 1989, chapters 4.5
and 6.2.)

It is what went together, not an experiment: whatever else changed with the price (a promotion's
badge, a season, a rival) is in it, and days that resemble their neighbours make the interval look
narrower than it is. Where the days cannot tell, ``TooLittle`` says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from domain.analytics.hours import WEEKDAYS, weekday_of
from domain.kernel.columns import Array
from domain.kernel.money import Cents

Floats = npt.NDArray[np.float64]

CONFIDENCE = 0.8
"""How often the interval is meant to hold the elasticity."""

LEAST_ORDERS = 30
"""Fewer orders say next to nothing: their scatter alone is near a fifth of them."""

LEAST_DAYS = 3
"""How many days a price has to hold to count as a level of its own."""

SAME_PRICE = 1.01
"""Prices of one level differ by less than this factor: what is paid for a unit varies a little."""

DAYS_FOR_WEEKDAYS = 28
"""With fewer days than four weeks the weekdays' effects are not estimated."""

_Z = 1.2815515655446004
"""The normal distribution's quantile at 90 %, above which lies half of what ``CONFIDENCE`` omits.
"""


class TooLittle(StrEnum):
    """Why nothing can be said of a SKU's price."""

    ONE_PRICE = "one-price"
    """It always had the same price."""
    FEW_DAYS = "few-days"
    """It had another price, but not for long enough."""
    FEW_ORDERS = "few-orders"
    """Too few orders in all, or at all prices but one."""
    SAME_WEEKDAYS = "same-weekdays"
    """Its price followed the weekday, so the two cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The elasticity with its interval, or why there is none; and what it is an estimate of.

    ``levels`` are prices that held for ``LEAST_DAYS``; ``days`` those with a known price and
    visitors. ``low`` and ``high`` enclose the elasticity, of which ``low`` is the more sensitive.
    """

    levels: int
    days: int
    orders: int
    elasticity: float | None = None
    low: float | None = None
    high: float | None = None
    reason: TooLittle | None = None


def price_sensitivity(
    day: Array, price: Cents, orders: Array, visitors: Array | None
) -> Sensitivity:
    """How the orders of a SKU went with its price; a row for each local day.

    Days without a known price (0 or ``UNKNOWN``) or without visitors are left out. A price that is
    only known from what was paid is missing on just the days that sold nothing, which hides what a
    high price does: give the price that was asked on those.
    """
    known = price > 0 if visitors is None else (price > 0) & (visitors > 0)
    day, price, orders = day[known], price[known], orders[known]
    seen = np.ones(len(day)) if visitors is None else visitors[known].astype(np.float64)
    held = _days_at_each_level(price)
    levels = int((held >= LEAST_DAYS).sum())
    found = Sensitivity(levels, len(day), int(orders.sum()))
    if levels < 2:
        return _without(found, TooLittle.ONE_PRICE if len(held) < 2 else TooLittle.FEW_DAYS)
    logs = np.log(price)
    centred = logs - logs.mean()
    plain = np.stack([np.ones(len(day)), centred / centred.std()], axis=1)
    weekdays = np.eye(WEEKDAYS)[weekday_of(day)][:, np.unique(weekday_of(day))[1:]]
    full = np.hstack([plain, weekdays])
    if found.orders < LEAST_ORDERS or not _is_told_apart(plain[orders > 0]):
        return _without(found, TooLittle.FEW_ORDERS)
    if not _is_told_apart(full):
        return _without(found, TooLittle.SAME_WEEKDAYS)
    by_weekday = len(day) >= DAYS_FOR_WEEKDAYS and _is_told_apart(full[orders > 0])
    slope, error, freedom = _poisson_slope(full if by_weekday else plain, orders, seen)
    elasticity, reach = slope / centred.std(), error / centred.std() * student_quantile(freedom)
    return Sensitivity(
        found.levels,
        found.days,
        found.orders,
        float(elasticity),
        float(elasticity - reach),
        float(elasticity + reach),
    )


def _without(found: Sensitivity, reason: TooLittle) -> Sensitivity:
    return Sensitivity(found.levels, found.days, found.orders, reason=reason)


@dataclass(frozen=True, eq=False, slots=True)
class Levels:
    """The levels of price that a SKU had, from the lowest, each with what came of it.

    ``price`` is the mean of its days; ``exposure`` its visitors, or its days where these are not
    known.
    """

    price: Floats
    days: Array
    orders: Array
    exposure: Array

    @property
    def rate(self) -> Floats:
        """Orders for each visitor, or each day."""
        return np.asarray(self.orders / self.exposure, dtype=np.float64)

    @property
    def reach(self) -> Floats:
        """How far ``CONFIDENCE`` lets each rate be from the truth: what chance alone does."""
        return np.asarray(_Z * np.sqrt(np.maximum(self.orders, 1)) / self.exposure)


def price_levels(price: Cents, orders: Array, visitors: Array | None) -> Levels:
    """What each level of a SKU's price went with; a row for each local day."""
    known = price > 0 if visitors is None else (price > 0) & (visitors > 0)
    price, orders = price[known], orders[known]
    seen = np.ones(len(price), dtype=np.int64) if visitors is None else visitors[known]
    asked, which = np.unique(price, return_inverse=True)
    starts = _level_starts(asked)
    level = np.searchsorted(starts, which, side="right") - 1
    days = np.bincount(level, minlength=len(starts))
    sums = [np.bincount(level, each, len(starts)) for each in (price, orders, seen)]
    counted = [each.astype(np.int64) for each in sums[1:]]
    return Levels(sums[0] / np.maximum(days, 1), days, *counted)


def rates_at(
    price: Floats, levels: Levels, elasticity: float, low: float, high: float
) -> tuple[Floats, Floats, Floats]:
    """The rates that an elasticity expects at some prices, and the least and the most.

    It expects as many orders as there were. The ends of its interval turn about the middle price.
    """
    middle = np.exp(np.average(np.log(levels.price), weights=levels.exposure))
    expected = (levels.exposure * (levels.price / middle) ** elasticity).sum()
    rate, one, other = (
        np.asarray(levels.orders.sum() / expected * (price / middle) ** each)
        for each in (elasticity, low, high)
    )
    return rate, np.minimum(one, other), np.maximum(one, other)


def _days_at_each_level(price: Cents) -> Array:
    """How many days each level of price held, from the lowest; nothing where there are no days."""
    asked, days = np.unique(price, return_counts=True)
    starts = _level_starts(asked)
    return np.add.reduceat(days, starts) if starts else days


def _level_starts(asked: Cents) -> list[int]:
    """Where levels begin among different prices in their order."""
    starts: list[int] = []
    for position, each in enumerate(asked.tolist()):
        if not starts or each >= asked[starts[-1]] * SAME_PRICE:
            starts.append(position)
    return starts


def _is_told_apart(design: Floats) -> bool:
    """Whether no column of a regression follows from the others."""
    return len(design) > 0 and int(np.linalg.matrix_rank(design)) == design.shape[1]


def _poisson_slope(design: Floats, counts: Array, exposure: Floats) -> tuple[float, float, int]:
    """The second column's coefficient, its standard error, and the degrees of freedom.

    Newton's method from equal rates; a step changes no expectation by more than a factor of e, so
    that it neither overshoots nor overflows. The likelihood has one peak, since the rows with
    orders tell the columns apart.
    """
    of = np.zeros(design.shape[1])
    of[0] = np.log(counts.sum() / exposure.sum())
    for _ in range(100):
        expected = exposure * np.exp(design @ of)
        information = design.T @ (expected[:, None] * design)
        step = np.linalg.solve(information, design.T @ (counts - expected))
        reach = np.abs(design @ step).max()
        of += step / max(reach, 1.0)
        if reach < 1e-9:
            break
    expected = exposure * np.exp(design @ of)
    information = design.T @ (expected[:, None] * design)
    freedom = len(counts) - design.shape[1]
    scatter = max(1.0, float(((counts - expected) ** 2 / expected).sum()) / freedom)
    variance = scatter * np.linalg.inv(information)[1, 1]
    return float(of[1]), float(np.sqrt(variance)), freedom


def student_quantile(freedom: int) -> float:
    """Student's quantile at 90 % for 3 or more degrees of freedom, to a thousandth.

    Fisher's and Cornish's expansion from the normal one (M. Abramowitz and I. Stegun, Handbook of
    Mathematical Functions, 26.7.5).
    """
    z, n = _Z, freedom
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )
