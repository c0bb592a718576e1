"""Buyers who think of ordering again, and what becomes of the thought.

When a parcel arrives, its buyer's next thought is put down as a row of ``World.repeats``. When it
is due, the buyer orders if the shop's offer is as good as an ordinary one, and less likely the
worse it is; then the thought after that is put down, or the buyer is gone for good.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.randomness import Stream, bits, threshold, upper
from domain.simulation.choice import Floats
from domain.simulation.delivery import Terms, where_they_live
from domain.simulation.repeats import drops_out, next_after
from domain.simulation.stretch import Stretch
from domain.simulation.world import NEW, World, touch


def coming_back(
    world: World, stretch: Stretch, appeal: Sequence[Floats], delivery: Terms
) -> Columns:
    """The wishes of buyers who order again in the stretch.

    ``sku``, ``at``, ``key``, ``buyer`` and ``earlier`` (their orders so far).

    ``appeal`` is how good each SKU's offer is against an ordinary one, in each destination; beyond
    1 it adds nothing.
    Whoever thinks of it twice within the stretch is asked twice.
    """
    wishes = _NOBODY
    while len(due := positions(stretch.holds(world.repeats["due_at"]))):
        wishes = wishes.joined(_wishes(world, due, appeal, delivery))
        _think_again(world, due)
    return wishes


_NOBODY = Columns(
    {
        "sku": np.zeros(0, dtype=np.int64),
        "at": np.zeros(0, dtype=np.int64),
        "key": np.zeros(0, dtype=np.uint64),
        "buyer": np.zeros(0, dtype=np.int64),
        "earlier": np.zeros(0, dtype=np.int64),
    }
)


def _wishes(world: World, due: Array, appeal: Sequence[Floats], delivery: Terms) -> Columns:
    """What those whose thought has come want to order."""
    found = world.repeats.where(due)
    sku = world.sku_index(found["sku_id"])
    key = bits(world.noise_seed, Stream.REPEAT_ORDER, found["buyer_id"], found["number"])
    who = {"buyer": found["buyer_id"], "earlier": found["orders"]}
    wishes = {"sku": sku, "at": found["due_at"], "key": key, **who}
    good = where_they_live(world, delivery, appeal, found["buyer_id"], sku)
    wants = upper(key) < threshold(np.minimum(good, 1.0) * _goodwill(world, found))
    return Columns(wishes).where(wants)


def _goodwill(world: World, thoughts: Columns) -> Floats:
    """What is left of the wish after a parcel that was late or lost."""
    soured = (thoughts["soured_at"] > 0) & (thoughts["soured_at"] < thoughts["due_at"])
    return np.where(soured, world.parameters.soured_acceptance, 1.0)


def _think_again(world: World, due: Array) -> None:
    """Put down the next thoughts of those whose thought has come; the others go."""
    repeats, noise, parameters = world.repeats, world.noise_seed, world.parameters
    buyer, number = repeats["buyer_id"][due], repeats["number"][due] + 1
    now = repeats["due_at"][due]
    gap = next_after(noise, buyer, number, now - repeats["first_at"][due], parameters)
    gone = drops_out(noise, buyer, number, parameters) | (gap == 0)
    repeats["number"][due] = number
    repeats["due_at"][due] = now + gap
    touch(repeats, due)
    if gone.any():
        world.gone_repeats.append(buyer[gone])
        stays = np.ones(len(repeats), dtype=bool)
        stays[due[gone]] = False
        world.repeats = repeats.where(stays)


def first_thoughts(world: World, orders: Columns, sku_id: Array, soured: Array) -> None:
    """Put down the next thought of buyers whose first parcel has just arrived."""
    buyer = orders["buyer_id"]
    zero = np.zeros(len(buyer), dtype=np.int64)
    gap = next_after(world.noise_seed, buyer, zero, zero, world.parameters)
    # Two days: no thought may be due in the stretch of one local day that puts it down.
    at = np.maximum(orders["created_at"] + gap, orders["delivered_at"] + 2 * DAY)
    new = Columns(
        {
            "buyer_id": buyer,
            "sku_id": sku_id,
            "number": zero,
            "first_at": orders["created_at"],
            "due_at": at,
            "orders": zero + 1,
            "soured_at": np.where(soured, orders["delivered_at"], 0),
            "mark": np.full(len(buyer), NEW, dtype=np.int64),
        }
    ).where(gap > 0)
    if len(new):
        world.repeats = world.repeats.joined(new)


def count_orders(world: World, buyers: Array) -> None:
    """Buyers who came back have ordered once more; each is named once for each order."""
    thinking = world.repeats["buyer_id"]
    known = positions(np.isin(thinking, buyers))
    if len(known):
        ordered = np.sort(buyers)
        times = ordered.searchsorted(thinking[known], side="right")
        times = times - ordered.searchsorted(thinking[known], side="left")
        world.repeats["orders"][known] += times
        touch(world.repeats, known)


def sour(world: World, buyers: Array, at: Array) -> None:
    """Let buyers who think of coming back remember the first time that something went wrong."""
    if not len(buyers):
        return
    order, thinking = np.lexsort((at, buyers)), world.repeats["buyer_id"]
    of = order.take(buyers.searchsorted(thinking, sorter=order), mode="clip")
    here = positions(buyers[of] == thinking)
    before, now = world.repeats["soured_at"][here], at[of[here]]
    world.repeats["soured_at"][here] = np.where(before > 0, np.minimum(before, now), now)
    touch(world.repeats, here)
