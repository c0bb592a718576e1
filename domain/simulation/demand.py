"""Impressions, clicks and the wish to buy, for a stretch of whole hours of one local day.

Each place has a number of clicks for the day. Whether click ``k`` becomes an order, and when it
happens, are hashes of the place and ``k``: what raises demand adds clicks behind the others, and
what raises the wish to buy adds orders; neither reshuffles any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import HOUR
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.money import BASIS
from domain.kernel.randomness import (
    ONE,
    Stream,
    bits,
    further,
    halves,
    lower,
    poisson,
    threshold,
    uniform,
    upper,
)
from domain.simulation.choice import Floats
from domain.simulation.coming_back import coming_back
from domain.simulation.delivery import destinations_of, terms
from domain.simulation.exposure import Kind, Shown, Source, shown, together
from domain.simulation.offering import Assortment, assortments
from domain.simulation.order_ids import order_ids
from domain.simulation.promoting import (
    Buyer,
    alike_when_back,
    can_run_out,
    kinds_of_buyers,
    kinds_of_places,
    knowing,
)
from domain.simulation.season import hour_shares
from domain.simulation.stretch import Stretch
from domain.simulation.world import World

Counts = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_CHAT_BITS = 20
"""Of a click's lower bits, so many say whether its buyer asks something; the upper ones say when it
happens, which they hardly touch."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What buyers wanted."""

    shown: Shown
    """The places, those of buyers who came back by themselves among them."""
    impressions: Counts
    """Of each place; never fewer than its clicks, those never fewer than its carts, and those never
    fewer than its wishes. Empty where nobody asks, as are clicks and carts."""
    clicks: Counts
    carts: Counts
    """Clicks after which the product was put into the cart."""
    wishes: Columns
    """In the order of time: ``sku`` (position in ``World.skus``), ``place`` (position in
    ``shown``), ``at``, ``key`` (the bits that all chance about it comes from), ``buyer`` (0: a new
    one), ``earlier`` (the buyer's orders before), ``click`` (its position among the clicks, -1 of
    who came back) and ``watches`` (whether it comes from a live session)."""
    asked: Columns
    """Questions before buying: ``sku``, ``at``, ``key``."""
    visits: _Visits

    def anyway(self, click: Array) -> Bools:
        """Which wishes, by their click, stay without what can run out; whoever came back does.

        As the world stood when they were made, which is all that is told here of the day.
        """
        if not can_run_out(self.visits.world):
            return np.ones(len(click), dtype=np.bool_)
        without = self.visits.met(limited=False)
        stay = self.visits.wanted(without, [each.chance() for each in without])
        return np.asarray(np.append(stay, True)[click])


@dataclass(frozen=True, eq=False, slots=True)
class _Visits:
    """The clicks of a stretch, and how each of them is decided."""

    world: World
    here: Shown
    knows: tuple[int, ...]
    """What buyers can know that makes a difference, rising."""
    watches: tuple[bool, ...]
    """Whether it makes a difference that they come from a live session."""
    place: Array
    key: npt.NDArray[np.uint64]
    at: Array
    answered: Array
    """Positions of those who ask something and hear in time, which convinces some of them."""

    def met(self, *, limited: bool) -> list[Assortment]:
        """What new buyers meet, by where they come from, what they know and where they live."""
        buyers = (
            Buyer(knows=kind, watches=watches) for watches in self.watches for kind in self.knows
        )
        return assortments(self.world, *buyers, limited=limited)

    def likely(self, chance: Sequence[Floats]) -> list[Floats]:
        """How likely a click at each place becomes a wish, from the chance of each SKU."""
        return [each[self.here.sku] * self.here.multiplier for each in chance]

    def wanted(self, sold: list[Assortment], chance: Sequence[Floats]) -> Bools:
        """Which clicks become wishes."""
        chosen = self.below(self.likely(chance))
        if len(self.answered):
            heard = self.world.parameters.answer_weight
            convinced = self.likely([each.chance(heard) for each in sold])
            chosen[self.answered] = self.below(convinced, self.answered)
        return chosen

    def below(self, chances: Sequence[Floats], clicks: Array | slice = slice(None)) -> Bools:
        """Which of those clicks are decided below the chance of their place and kind of buyer."""
        at, key = self.place[clicks], self.key[clicks]
        draw, bounds = upper(key), [threshold(chance) for chance in chances]
        if len(bounds) == 1:
            return np.asarray(draw < bounds[0][at])
        near = positions(draw < np.max(bounds, axis=0)[at])
        found = np.zeros(len(at), dtype=np.bool_)
        kind = self._kind(key[near], self.at[clicks][near], at[near])
        found[near] = draw[near] < np.stack(bounds)[kind, at[near]]
        return found

    def _kind(self, key: npt.NDArray[np.uint64], at: Array, place: Array) -> Array:
        """Where buyers come from, what they know and where they live, as ``met`` counts it."""
        delivery, kinds = terms(self.world), self.knows
        kind = np.searchsorted(kinds, knowing(self.world, key), side="right") - 1
        if len(self.watches) > 1:
            kind = kind + len(kinds) * (self.here.source[place] == Source.LIVE)
        if delivery.destinations == 1:
            return np.asarray(kind)
        home = destinations_of(self.world, delivery, order_ids(self.world, at, key))
        return np.asarray(kind * delivery.destinations + home)


def demand(world: World, stretch: Stretch, *, funnel: bool = True) -> Demand:
    """What buyers want in the stretch, which is whole hours of one local day.

    Without ``funnel`` nobody asks how many saw and clicked.
    """
    here = shown(world)
    moments, shares = hour_shares(world.book.calendar, world.day, world.parameters)
    begun = np.concatenate([[0], shares])
    first, last = ((at - int(moments[0])) // HOUR for at in (stretch.start, stretch.end))
    low, high = int(begun[first]), int(begun[last])
    place, key, when, luck = _clicks(world, here)
    now = (when >= low) & (when < high)
    place, key, when = place[now], key[now], when[now]
    hour = np.searchsorted(shares, when, side="right")
    within = (when - begun[hour]) * (HOUR - 1) // (begun[hour + 1] - begun[hour])
    at = np.asarray(moments[hour] + 1 + within)
    asking = positions(_asks(world, key))
    visits = _Visits(
        world,
        here,
        kinds_of_buyers(world),
        kinds_of_places(world),
        place,
        key,
        at,
        asking[_answered(world, key[asking])],
    )
    sold = visits.met(limited=True)
    chance = [each.chance() for each in sold]
    chosen = visits.wanted(sold, chance)
    if alike_when_back(world):
        when_back = chance[: terms(world).destinations]
    else:
        when_back = [each.chance() for each in assortments(world, Buyer(earlier=1))]
    usual = sold[0].usual_chance()
    back = coming_back(world, stretch, [each / usual for each in when_back], terms(world))
    returning = np.bincount(back["sku"], minlength=len(world.skus)).astype(np.int64)
    again = positions(returning)
    told = {
        "place": len(here) + np.searchsorted(again, back["sku"]),
        "click": np.full(len(back), -1),
        "watches": np.zeros(len(back), dtype=np.bool_),
    }
    wishes = _wishes(visits, positions(chosen)).joined(
        Columns({**{name: back[name] for name in back}, **told})
    )
    impressions = clicks = carts = np.zeros(0, dtype=np.int64)
    if funnel:
        counts = _funnel(visits, chance, chosen, _misses(here, luck, low, high))
        impressions, clicks, carts = (np.append(each, returning[again]) for each in counts)
    if len(again):
        here = together(here, Kind(Source.DIRECT, again, 0.0, 0.0))
    return Demand(
        shown=here,
        impressions=impressions,
        clicks=clicks,
        carts=carts,
        wishes=wishes.where(np.lexsort((wishes["key"], wishes["at"]))),
        asked=Columns(
            {"sku": visits.here.sku[place[asking]], "at": at[asking], "key": key[asking]}
        ),
        visits=visits,
    )


def _funnel(
    visits: _Visits, chance: Sequence[Floats], chosen: Bools, misses: Counts
) -> tuple[Counts, Counts, Counts]:
    """Impressions, clicks and carts of each place.

    Buyers are among those who put something into the cart: one draw decides both.
    """
    stay = 1.0 - visits.world.parameters.cart_abandonment
    filled = visits.below([each / stay for each in visits.likely(chance)])
    clicks = _counted(visits.place, visits.here)
    return clicks + misses, clicks, _counted(visits.place[chosen | filled], visits.here)


def _wishes(visits: _Visits, wished: Array) -> Columns:
    """The wishes of new buyers, whose clicks are named."""
    place = visits.place[wished]
    return Columns(
        {
            "sku": visits.here.sku[place],
            "place": place,
            "at": visits.at[wished],
            "key": visits.key[wished],
            "buyer": np.zeros(len(wished), dtype=np.int64),
            "earlier": np.zeros(len(wished), dtype=np.int64),
            "click": wished,
            "watches": visits.here.source[place] == Source.LIVE,
        }
    )


def _counted(place: Array, here: Shown) -> Counts:
    """How often each place stands in a column of places."""
    return np.bincount(place, minlength=len(here)).astype(np.int64)


_Clicks = tuple[Array, npt.NDArray[np.uint64], npt.NDArray[np.int64], npt.NDArray[np.float64]]
"""Every click of a whole day: its place, its bits, and when, as a share of the day; and for each
place, its luck with impressions, from 0 to 1."""


def _clicks(world: World, here: Shown) -> _Clicks:
    """The clicks of the world's local day."""
    mean = here.impressions * here.click_rate
    integers = (here.source, here.content, world.ordinal[here.sku], here.opens, here.closes)
    return _drawn(
        world.noise_seed, world.day, mean.tobytes(), *(column.tobytes() for column in integers)
    )


@lru_cache(maxsize=2)
def _drawn(noise: int, day: int, mean: bytes, *integers: bytes) -> _Clicks:
    """The clicks of a day, remembered because each of its stretches asks for them; read-only."""
    source, content, ordinal, opens, closes = (
        np.frombuffer(column, np.int64) for column in integers
    )
    who = (day, source, content, ordinal)
    many, missed = halves(noise, Stream.CLICKS, *who)
    count, luck = poisson(np.frombuffer(mean), many), missed / ONE
    place = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    key = further(bits(noise, Stream.CHOICE, *who)[place], number)
    when = opens[place] + ((lower(key) >> 16) * (closes - opens)[place] >> 16)
    for column in (place, key, when, luck):
        column.setflags(write=False)
    return place, key, when, luck


def _misses(here: Shown, luck: npt.NDArray[np.float64], low: int, high: int) -> Counts:
    """Impressions without a click: spread as the day's traffic, so that hours add up to the day."""
    mean = np.rint(here.impressions * (1.0 - here.click_rate) * (1 << 20)) / (1 << 20)

    def by(moment: int) -> Counts:
        passed = np.minimum(np.maximum(here.opens, moment), here.closes) - here.opens
        share = passed / (here.closes - here.opens)
        return np.asarray(np.floor(mean * share + luck), dtype=np.int64)

    return by(high) - by(low)


def _asks(world: World, key: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Which clicks come with a question."""
    mask, share = (1 << _CHAT_BITS) - 1, round(world.parameters.chat_rate * (1 << _CHAT_BITS))
    return np.asarray((key & np.uint64(mask)) < np.uint64(share))


def _answered(world: World, key: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Which of those who ask get an answer in time, as often as the shop answers."""
    luck = uniform(world.noise_seed, Stream.CHAT, key.view(np.int64))
    return np.asarray(luck * BASIS // ONE < world.answered)
