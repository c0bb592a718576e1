"""Who comes back: buyers by the month of their first order, and the days between their orders.

A row is an order: its buyer, its local day (days since 1970) and its amount in minor units. A
buyer's first order is the earliest of the rows, so these have to be all orders of the shop, not
those of a period.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.analytics.periods import Buckets, Granularity, bucket_numbers
from domain.kernel.columns import UNKNOWN, Array, changes, positions
from domain.kernel.money import BASIS, Cents

INTERVALS = (0, 1, 7, 14, 30, 60, 90)
"""The fewest days of each bucket of days between two orders; the last one has no end."""


@dataclass(frozen=True, eq=False, slots=True)
class Histories:
    """Orders sorted by buyer and day; ``is_first`` marks each buyer's first one.

    ``first_day`` is, for each order, the day of its buyer's first one.
    """

    buyer: Array
    day: Array
    amount: Cents
    is_first: npt.NDArray[np.bool_]
    first_day: Array


def histories(buyer: Array, day: Array, amount: Cents) -> Histories:
    """Sort orders, which come in any order, into what each buyer did.

    Orders of buyer 0 are left out: that is nobody's number, so they may be of anybody.
    """
    named = positions(buyer != 0)
    buyer, day, amount = buyer[named], day[named], amount[named]
    _, number = np.unique(buyer, return_inverse=True)
    # One key of both sorts in a third of the time of np.lexsort.
    by_buyer = np.argsort(number * (day.max(initial=0) + 1) + day)
    buyer, day, amount = buyer[by_buyer], day[by_buyer], amount[by_buyer]
    is_first = changes(buyer)
    first = positions(is_first)
    first_day = np.repeat(day[first], np.diff(first, append=len(buyer)))
    return Histories(buyer, day, amount, is_first, first_day)


@dataclass(frozen=True, eq=False, slots=True)
class Cohorts:
    """Buyers by the month of their first order: a row for each month, the empty ones with it.

    ``month`` counts from January 1970. ``buyers`` and ``revenue`` have a column for each month
    since the first one, which is column 0: how many ordered then, and for how much (minor units);
    ``UNKNOWN`` where that month has not come. The last known month of each row is the present one
    and still goes on. ``repeated`` is how many ordered again at all, if only on the same day.
    """

    month: Array
    size: Array
    repeated: Array
    buyers: Array
    revenue: Cents

    @property
    def share(self) -> Array:
        """Which part of a cohort ordered in each month since, basis points, or ``UNKNOWN``."""
        size = self.size[:, None]
        known = (self.buyers != UNKNOWN) & (size > 0)
        return np.where(known, (self.buyers * BASIS + size // 2) // np.maximum(size, 1), UNKNOWN)


def cohorts(of: Histories, today: int) -> Cohorts:
    """The buyers of each month up to that of ``today``, a local day; no order may be later."""
    month = bucket_numbers(of.day, Granularity.MONTH)
    first_month = bucket_numbers(of.first_day, Granularity.MONTH)
    until = int(bucket_numbers(np.array([today]), Granularity.MONTH)[0])
    begun = int(first_month.min(initial=until))
    count = until - begun + 1
    row, since = first_month - begun, month - first_month

    def summed(amounts: Array, rows: Array) -> Array:
        found = np.zeros((count, count), dtype=np.int64)
        np.add.at(found.reshape(-1), row[rows] * count + since[rows], amounts)
        return found

    once_a_month = changes(of.buyer, month)
    months = np.arange(count)
    to_come = months[:, None] + months >= count
    buyers = summed(np.ones(once_a_month.sum(), dtype=np.int64), once_a_month)
    revenue = summed(of.amount, np.ones(len(of.day), dtype=bool))
    second = np.zeros(len(of.day), dtype=bool)
    second[1:] = of.is_first[:-1] & ~of.is_first[1:]
    return Cohorts(
        month=months + begun,
        size=buyers[:, 0],
        repeated=np.bincount(row[second], minlength=count),
        buyers=np.where(to_come, UNKNOWN, buyers),
        revenue=np.where(to_come, UNKNOWN, revenue),
    )


@dataclass(frozen=True, eq=False, slots=True)
class Intervals:
    """Days between an order and the same buyer's next one.

    ``counts`` has a number for each bucket of ``INTERVALS``; ``median`` is the days within which
    half of those who came back had done so, None where nobody has. Who has not come back yet is in
    neither, so a young shop's intervals look shorter than they will.
    """

    counts: Array
    median: int | None


def intervals(of: Histories) -> Intervals:
    """The days between successive orders of every buyer."""
    days = np.diff(of.day)[~of.is_first[1:]]
    counts = np.bincount(
        np.searchsorted(INTERVALS, days, side="right") - 1, minlength=len(INTERVALS)
    )
    if not len(days):
        return Intervals(counts, None)
    middle = (len(days) - 1) // 2
    return Intervals(counts, int(np.partition(days, middle)[middle]))


@dataclass(frozen=True, eq=False, slots=True)
class Returning:
    """Buyers of each bucket of a period, and what they paid there in minor units.

    New is who ordered for the first time ever in that bucket, whatever else they ordered in it.
    """

    new_buyers: Array
    returning_buyers: Array
    new_revenue: Cents
    returning_revenue: Cents


def new_and_returning(of: Histories, during: Buckets) -> Returning:
    """How many buyers of each day, week or month were new, and how many had ordered before it."""
    bucket = during.index(of.day)
    inside = bucket != UNKNOWN
    is_new = inside & (during.index(of.first_day) == bucket)
    once = changes(of.buyer, bucket)

    def summed(amounts: Array, rows: Array) -> Array:
        found = np.zeros(len(during), dtype=np.int64)
        np.add.at(found, bucket[rows], amounts[rows])
        return found

    one = np.ones(len(bucket), dtype=np.int64)
    returned = inside & ~is_new
    return Returning(
        new_buyers=summed(one, once & is_new),
        returning_buyers=summed(one, once & returned),
        new_revenue=summed(of.amount, is_new),
        returning_revenue=summed(of.amount, returned),
    )
