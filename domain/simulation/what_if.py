"""What if: what decisions taken now would do to the sales and the profit of the days to come.

The shop is forked in memory and played on, once as it is and once with the decisions, for several
seeds of luck; both forks of a pair have the same luck. What has happened stays as it is: orders
under way keep what has been settled about them (``ORDER_EXTRAS``), videos that are watched already
keep their course, and only what is still to come is drawn from the fork's seed.

Forks play what decides about sales: what buyers see, want and order, what runs out, parcels on
their way, reviews, who comes back, and each day's end, with a seller who ships at 09:00 and does
nothing else. They leave out what moves money and little else: returns, messages, support and
settlements. What new orders will bring is foretold by ``contribution``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection

from domain.finance import rules as finance
from domain.finance.rules import Account
from domain.kernel.clock import DAY, HOUR
from domain.kernel.columns import Array, positions, rows_of
from domain.kernel.progress import Progress, silent
from domain.kernel.randomness import Stream, uniform
from domain.kernel.refusals import Refusal
from domain.promotions.commands import StopPromotion
from domain.simulation import store
from domain.simulation.attention import OPENING_HOUR
from domain.simulation.content import post_content
from domain.simulation.contribution import Contribution, contribution
from domain.simulation.day import count_dispatches, count_sales
from domain.simulation.decisions import Command, decide
from domain.simulation.demand import demand
from domain.simulation.engine import stretches
from domain.simulation.parcels import carry, hand_over
from domain.simulation.placing import arrived, freed, place
from domain.simulation.promotion_store import lowest_paid
from domain.simulation.reviewing import review
from domain.simulation.stretch import Stretch
from domain.simulation.world import World

DAYS = 14
SEEDS = 20
"""Days and seeds of luck that are played unless somebody asks for others."""


@dataclass(frozen=True, slots=True)
class Range:
    """A figure over all seeds: its mean, and the bounds that four in five of them keep to.

    A difference of means is the mean of the differences; medians would not add up for a person.
    """

    low: int
    mean: int
    high: int

    @classmethod
    def over(cls, values: Sequence[int]) -> Range:
        """The range of a figure that each seed gives a value for: a tenth lies on either side."""
        ordered, size = sorted(values), len(values)
        beyond = size // 10
        mean = (2 * sum(ordered) + size) // (2 * size)
        return cls(ordered[beyond], mean, ordered[size - 1 - beyond])


@dataclass(frozen=True, slots=True)
class Figures:
    """What is expected of the days to come; money is minor units, as in ``Contribution``.

    Profit is that of the orders placed in them, less what ads and the decisions themselves cost.
    """

    orders: Range
    units: Range
    revenue: Range
    discount: Range
    profit: Range


@dataclass(frozen=True, slots=True)
class Expected:
    """What decisions would bring, beside what comes without them."""

    days: int
    seeds: int
    without: Figures
    with_them: Figures
    difference: Figures
    """With them less without them, pair by pair; the range is that of the pairs' differences."""
    runs_out: tuple[int, ...]
    """SKUs that have no stock left at the end, with the decisions, in half of the forks or more."""
    refusals: tuple[Refusal, ...]
    """What would be refused of the decisions; the forks are played without it."""


class _Course(NamedTuple):
    """What one fork came to."""

    brought: Contribution
    empty: Array
    """Of each SKU, whether it has no stock left."""


class Forks:
    """A practice shop at one moment, from which as much can be tried as one likes.

    What comes without any decision is played once and kept, so whoever moves a slider waits half as
    long from the second time on. Not for several threads at once.
    """

    def __init__(self, world: World, days: int = DAYS, seeds: int = SEEDS) -> None:
        """Take the world as it stands, which is never changed."""
        self._world, self._days = world, days
        calendar = world.book.calendar
        passed = int(world.now + calendar.offset(world.now)) % DAY
        self._until = min(int(calendar.moment(world.day + days, passed)), calendar.end)
        numbers = np.arange(seeds)
        self.luck: list[int] = uniform(world.noise_seed, Stream.WHAT_IF, numbers).tolist()
        """The noise seed of each pair; none is the shop's own, which would tell its future."""
        self._usual: list[_Course] = []

    def tried(self, commands: Sequence[Command], progress: Progress = silent) -> Expected:
        """What comes of decisions taken now, one after the other.

        ``progress`` counts days of forks and is called after each, a few milliseconds apart.
        """
        changed, refusals = self._decided(commands, progress)
        return self._expected(self._usual, changed, refusals)

    def lift(self, promotion: int, progress: Progress = silent) -> Expected:
        """What a promotion that holds, or is to come, brings from now on.

        ``with_them`` is the shop as it is, ``without`` is the shop with the promotion stopped now.
        What it has brought so far is not in it (``reports.promotion_lift`` tells that), and one
        that is over is refused.
        """
        stopped, refusals = self._decided([StopPromotion(promotion)], progress)
        return self._expected(stopped, self._usual, refusals)

    def _decided(
        self, commands: Sequence[Command], progress: Progress
    ) -> tuple[list[_Course], list[Refusal]]:
        """The courses with these decisions, and what was refused; plays the usual ones first."""
        changed, done = self._world.copy(), 0
        refusals: list[Refusal] = []
        for command in commands:
            many, _, refused = decide(changed, command, {})
            done += many
            refusals += refused
        before, courses = len(self._usual), list[_Course]()
        missing = self.luck[before:]
        total = self._days * (len(missing) + len(self.luck) * (done > 0))

        def passed(days: int) -> None:
            played = len(self._usual) - before + len(courses)
            progress(played * self._days + days, total)

        start = _under_way(self._world.copy())
        for luck in missing:
            self._usual.append(self._played(start, luck, passed))
        if not done:
            return self._usual, refusals
        start = _under_way(changed)
        for luck in self.luck:
            courses.append(self._played(start, luck, passed))
        return courses, refusals

    def _played(self, start: World, luck: int, passed: Callable[[int], None]) -> _Course:
        """The course from a start with that luck."""
        world = start.copy()
        world.noise_seed = luck
        known = np.isin(world.videos["id"], self._world.videos["id"])
        world.videos["seed"] = np.where(known, world.videos["seed"], luck)
        for stretch in stretches(world, self._until):
            _ship(world, stretch)
            cancelled = carry(world, stretch)
            post_content(world, stretch)
            wanted = demand(world, stretch, funnel=False)
            supplies = [freed(world, cancelled), arrived(world, stretch)]
            count_sales(world, place(world, wanted, supplies, stretch))
            review(world, stretch)
            count_dispatches(world, stretch)
            passed(world.day - self._world.day)
        brought = contribution(world, since=self._world.now)
        spent = finance.profit(self._world.balances) - finance.profit(world.balances)
        return _Course(
            brought._replace(profit=brought.profit - spent),
            (world.skus["stock"] == 0) & (world.skus["live"] == 1),
        )

    def _expected(
        self, without: list[_Course], with_them: list[_Course], refusals: list[Refusal]
    ) -> Expected:
        first, then = (np.array([each.brought for each in one]) for one in (without, with_them))
        empty = np.mean([each.empty for each in with_them], axis=0) >= _OFTEN
        return Expected(
            days=self._days,
            seeds=len(self.luck),
            without=_figures(first),
            with_them=_figures(then),
            difference=_figures(then - first),
            runs_out=tuple(self._world.skus["id"][empty].tolist()),
            refusals=tuple(refusals),
        )


_OFTEN = 0.5
"""In this share of the forks a SKU runs out that is said to run out."""


def forks(
    conn: Connection, skus: Sequence[int] = (), days: int = DAYS, seeds: int = SEEDS
) -> Forks:
    """The forks of a shop as its file has it; ``skus`` are those that promotions to try name."""
    world = store.load(conn)
    world.lowest_paid = lowest_paid(conn, world.now, world.rules, skus)
    return Forks(world, days, seeds)


def _under_way(world: World) -> World:
    """The same world with those orders only of which the forks play more, and its money at hand.

    There are no settlements in forks, so what the platform owes is at the bank: else ads would stop
    that can be paid.
    """
    orders, nothing = world.orders, np.zeros(0, dtype=np.int64)
    coming = (orders["delivered_at"] == 0) | (orders["reviews_at"] > world.now)
    world.orders = orders.where(coming & (orders["cancelled_at"] == 0))
    ids = world.orders["id"]
    world.lines = world.lines.where(rows_of(world.lines["order_id"], ids))
    world.gifts = world.gifts.where(rows_of(world.gifts["order_id"], ids))
    world.cancellations = world.cancellations.where(np.isin(world.cancellations["order_id"], ids))
    for name in _LEFT_OUT:
        setattr(world, name, getattr(world, name).where(nothing))
    world.written()
    for owed in (Account.ON_HOLD, Account.PROCESSING):
        world.balances[Account.CASH] += world.balances[owed]
        world.balances[owed] = 0
    return world


_LEFT_OUT = (
    "packages", "items", "returns", "reimbursements", "inquiries", "tickets", "statements",
    "messages",
)  # fmt: skip


def _ship(world: World, stretch: Stretch) -> None:
    """At 09:00 all is handed over that can be shipped, each by the first service of its carrier.

    Which label is the cheapest counts when money is told, not for when a parcel arrives.
    """
    calendar, orders = world.book.calendar, world.orders
    morning = int(calendar.moment(world.day, OPENING_HOUR * HOUR))
    if not stretch.start <= morning < stretch.end:
        return
    ready = (orders["rts_at"] == 0) & (orders["paid_at"] > 0) & (orders["ship_from"] <= morning)
    for gone in ("cancelled_at", "quits_at", "asks_off_at"):
        ready &= (orders[gone] == 0) | (orders[gone] > morning)
    which = positions(ready)
    if not len(which):
        return
    orders["rts_at"][which] = morning
    orders["parcel"][which] = orders["id"][which]
    orders["carrier"][which] = world.book.carrier_number(world.scenario.carrier)
    hand_over(world, orders, which)


def _figures(courses: Array) -> Figures:
    """The ranges of columns that have a row for each seed."""
    return Figures(*(Range.over(column.tolist()) for column in courses.T))
