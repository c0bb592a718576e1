"""Who gets the stock: wishes are served by moment, as far as stock and order cap reach."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from domain.kernel.columns import Array


@dataclass(frozen=True, slots=True)
class Supply:
    """Units that become available: position of the SKU, moment and number, as columns."""

    sku: Array
    at: Array
    units: Array


def allocate(
    *,
    stock: Array,
    supplies: list[Supply],
    sku: Array,
    at: Array,
    units: Array,
    given_back_at: Array,
    cap: int,
) -> tuple[Array, Array]:
    """Which wishes become orders, and the stock afterwards.

    Wishes come in time order. One is served when its SKU has the units at its moment and fewer
    than ``cap`` were served before. ``given_back_at`` is when a served wish gives its units back
    within the stretch (0: not). Supply of the same second comes first. Stock is never negative.
    """
    added = np.zeros(len(stock), dtype=np.int64)
    for supply in supplies:
        np.add.at(added, supply.sku, supply.units)
    asked = np.bincount(sku, weights=units, minlength=len(stock)).astype(np.int64)
    accepted = np.zeros(len(sku), dtype=bool)
    if (asked <= stock).all():
        accepted[: max(0, cap)] = True
        kept = accepted & (given_back_at == 0)
        taken = np.bincount(sku[kept], weights=units[kept], minlength=len(stock))
        return accepted, stock + added - taken.astype(np.int64)
    return _one_by_one(stock, supplies, sku, at, units, given_back_at, cap)


def _one_by_one(
    stock: Array,
    supplies: list[Supply],
    sku: Array,
    at: Array,
    units: Array,
    given_back_at: Array,
    cap: int,
) -> tuple[Array, Array]:
    """The same in the order of time, for stretches in which a shelf may run empty."""
    left = stock.tolist()
    coming = [
        entry
        for supply in supplies
        for entry in zip(
            supply.at.tolist(), supply.sku.tolist(), supply.units.tolist(), strict=True
        )
    ]
    heapq.heapify(coming)
    accepted = np.zeros(len(sku), dtype=bool)
    served = 0
    wishes = zip(sku.tolist(), at.tolist(), units.tolist(), given_back_at.tolist(), strict=True)
    for number, (shelf, moment, wanted, back) in enumerate(wishes):
        while coming and coming[0][0] <= moment:
            _, place, arriving = heapq.heappop(coming)
            left[place] += arriving
        if served >= cap or left[shelf] < wanted:
            continue
        left[shelf] -= wanted
        accepted[number] = True
        served += 1
        if back:
            heapq.heappush(coming, (back, shelf, wanted))
    for _, place, arriving in coming:
        left[place] += arriving
    return accepted, np.array(left, dtype=np.int64)
