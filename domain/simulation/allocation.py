"""Who gets the stock: wishes are served by moment, as far as stock and order cap reach."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.kernel.columns import Array, positions

NONE = -1
"""In place of a SKU's position: no second product."""


@dataclass(frozen=True, slots=True)
class Supply:
    """Units that become available: position of the SKU, moment and number, as columns."""

    sku: Array
    at: Array
    units: Array


@dataclass(frozen=True, slots=True)
class Basket:
    """What buyers want, in the order of time, as columns.

    ``units`` of a ``sku`` (a position), and one unit of ``also`` (NONE: nothing else) if there is
    one. ``given_back_at`` is when the basket, if it is served, gives its units back within the
    stretch (0: not). ``offer``, ``beside`` and ``code`` are shelves behind those of the SKUs
    (NONE: none): what is left of a promotion for the units, for the second product, for one order.
    """

    sku: Array
    units: Array
    also: Array
    at: Array
    given_back_at: Array
    offer: Array
    beside: Array
    code: Array
    anyway: Array
    """Whether the buyer stays without offer and code."""


def allocate(
    *, stock: Array, supplies: list[Supply], baskets: Basket, cap: int, promised: Array
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], Array]:
    """Which baskets become orders, which of those with their second product, and the stock then.

    A basket is served when its SKU has the units at its moment and fewer than ``cap`` were served
    before. Supply of the same second comes first. Stock is never negative. ``promised`` is what
    promotions have left, shelves that follow those of the stock; what is taken of them never
    comes back.
    """
    size = len(stock)
    both = positions(baskets.also != NONE)
    asked = _units(baskets.sku, baskets.units, size) + _units(baskets.also[both], None, size)
    if (asked > stock).any() or (_promised(baskets, size, len(promised)) > promised).any():
        shelves = np.concatenate([stock, promised])
        accepted, together, left = _one_by_one(shelves, supplies, baskets, cap)
        return accepted, together, left[:size]
    accepted = np.zeros(len(baskets.sku), dtype=bool)
    accepted[: max(0, cap)] = True
    kept = accepted & (baskets.given_back_at == 0)
    left = stock - _units(baskets.sku[kept], baskets.units[kept], size)
    left = left - _units(baskets.also[both[kept[both]]], None, size)
    for supply in supplies:
        left = left + _units(supply.sku, supply.units, size)
    return accepted, accepted & (baskets.also != NONE), left


def _units(sku: Array, units: Array | None, size: int) -> npt.NDArray[np.int64]:
    """Units added up by SKU; one each when ``units`` is not given."""
    return np.bincount(sku, weights=units, minlength=size).astype(np.int64)


def _promised(baskets: Basket, size: int, shelves: int) -> npt.NDArray[np.int64]:
    """What is wanted of each promotion's shelf."""
    wanted = np.zeros(shelves, dtype=np.int64)
    for shelf, units in ((baskets.offer, baskets.units), (baskets.beside, 1), (baskets.code, 1)):
        asked = positions(shelf != NONE)
        np.add.at(wanted, shelf[asked] - size, np.broadcast_to(units, shelf.shape)[asked])
    return wanted


def _one_by_one(
    stock: Array, supplies: list[Supply], baskets: Basket, cap: int
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], Array]:
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
    accepted = np.zeros(len(baskets.sku), dtype=bool)
    together = np.zeros(len(baskets.sku), dtype=bool)
    served = 0
    columns = (baskets.sku, baskets.at, baskets.units, baskets.also, baskets.given_back_at)
    promises = (baskets.offer, baskets.beside, baskets.code, baskets.anyway)
    told = zip(*(column.tolist() for column in (*columns, *promises)), strict=True)
    for number, (shelf, moment, wanted, also, back, offer, beside, code, anyway) in enumerate(told):
        while coming and coming[0][0] <= moment:
            _, place, arriving = heapq.heappop(coming)
            left[place] += arriving
        if served >= cap or left[shelf] < wanted:
            continue
        dealt = offer != NONE and left[offer] >= wanted
        coded = code != NONE and left[code] > 0
        if not anyway and ((offer != NONE and not dealt) or (code != NONE and not coded)):
            continue
        served += 1
        accepted[number] = True
        taken = [(shelf, wanted)]
        if also != NONE and left[also] > 0:
            together[number] = True
            taken.append((also, 1))
            if beside != NONE and left[beside] > 0:
                left[beside] -= 1
        if dealt:
            left[offer] -= wanted
        if coded:
            left[code] -= 1
        for place, units in taken:
            left[place] -= units
            if back:
                heapq.heappush(coming, (back, place, units))
    for _, place, arriving in coming:
        left[place] += arriving
    return accepted, together, np.array(left, dtype=np.int64)
