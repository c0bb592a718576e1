"""What changed? The difference in GMV between two periods, split so that the parts add up.

A row is whatever GMV is counted by: a SKU, or a SKU in one source of traffic. What a row brought is
a product,

    GMV = visitors of all rows x the row's share of them x orders per visitor x units per order
          x GMV per unit

whose five factors are *traffic*, *mix*, *conversion*, *basket* and *price*. Where visitors are not
known, as in a shop of imported orders, it is

    GMV = orders of all rows x the row's share of them x units per order x GMV per unit

with *orders* in the place of traffic and conversion.

What a factor did is its Shapley value: the change of the product when this factor goes from its
earlier to its later value, averaged over every order in which the factors could have changed. So no
order is preferred, the parts add up to the change without a remainder, and exchanging the periods
turns every sign. (A. Shorrocks, Decomposition procedures for distributional analysis: a unified
framework based on the Shapley value, Journal of Economic Inequality 11, 2013; J. Sun, Energy
Economics 20, 1998; that it is the complete form of the Laspeyres split: B. Ang, H. Huang and A. Mu,
Energy Policy 37, 2009.) A logarithmic-mean index (LMDI) has the same merits, but a SKU that sold
nothing in one period would give all of its change to one factor: where most SKUs sell once or not
at all, as in most shops, a doubled traffic would be called a better conversion.

A factor that cannot be known in one of the periods has not changed:

- nobody saw a new or a vanished SKU in one of them, so its conversion, basket and price are those
  of the other, and all that it changes is the mix (at whatever the shop's traffic did);
- what was seen and not bought has a conversion of nothing, and the basket and price of the other
  period;
- a shop without any visitors in one period had no mix there: all of the change is traffic.

Who pays has a unit, a unit was ordered, and who orders has visited: where a row counts fewer than
that (an order whose visit was the day before), it counts as one unit, one order, and as many
visitors as orders.

Parts are rounded once, for each row, to minor units that add up to the row's change. Sums over any
rows therefore add up too: by SKU, by source, and over all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import factorial

import numpy as np
import numpy.typing as npt

from domain.kernel.columns import Array
from domain.kernel.money import Cents

Floats = npt.NDArray[np.float64]

_NOISE_DIGITS = 6
"""Digits of a minor unit that are kept of a part: less is what floating point makes of nothing."""


class Part(StrEnum):
    """What can change GMV."""

    TRAFFIC = "traffic"
    """More or fewer visitors in all."""
    CONVERSION = "conversion"
    """More or fewer orders for each visitor of the same row."""
    ORDERS = "orders"
    """More or fewer orders in all: traffic and conversion, where visitors are not known."""
    BASKET = "basket"
    """More or fewer units in an order."""
    PRICE = "price"
    """More or less paid for a unit of the same row."""
    MIX = "mix"
    """Other rows than before: new, vanished, or with another share of the visitors."""


@dataclass(frozen=True, eq=False, slots=True)
class Sales:
    """What rows brought in a period, as columns; ``visitors`` is None where they are not known."""

    visitors: Array | None
    orders: Array
    units: Array
    gmv: Cents


@dataclass(frozen=True, eq=False, slots=True)
class Change:
    """What GMV changed by, and the parts that add up to it; a number for each row or group."""

    gmv: Cents
    parts: dict[Part, Cents]

    def by(self, groups: Array, size: int) -> Change:
        """The same of groups of rows, which are numbered from 0 up to ``size``."""
        return Change(
            _grouped(self.gmv, groups, size),
            {part: _grouped(amounts, groups, size) for part, amounts in self.parts.items()},
        )

    def all(self) -> Change:
        """The same of all rows together, in columns of one row."""
        return self.by(np.zeros(len(self.gmv), dtype=np.int64), 1)


def _grouped(amounts: Cents, groups: Array, size: int) -> Cents:
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, groups, amounts)
    return found


def what_changed(before: Sales, after: Sales) -> Change:
    """Split the change of each row, minor units; both periods have the same rows in one order.

    Without visitors in either period the split is that by orders. What a SKU contributed is
    ``by`` its number, and ``all`` is the shop's.
    """
    by_visitors = before.visitors is not None and after.visitors is not None
    earlier, later = _factors(before, by_visitors), _factors(after, by_visitors)
    names = tuple(earlier)
    pairs = [_known(earlier[name], later[name]) for name in names]
    change = np.asarray(after.gmv - before.gmv, dtype=np.int64)
    rounded = _to_minor_units(np.stack(list(_shapley(pairs))), change)
    return Change(change, dict(zip(names, rounded, strict=True)))


def _factors(sales: Sales, by_visitors: bool) -> dict[Part, Floats]:
    """The factors whose product is GMV; NaN where one cannot be known."""
    units = np.maximum(sales.units, sales.gmv != 0)
    orders = np.maximum(sales.orders, units > 0)
    told = {Part.BASKET: _over(units, orders), Part.PRICE: _over(sales.gmv, units)}
    if not by_visitors or sales.visitors is None:
        return {Part.ORDERS: _total(orders)} | told | {Part.MIX: _shares(orders)}
    visitors = np.maximum(sales.visitors, orders)
    told = {Part.CONVERSION: _over(orders, visitors)} | told
    return {Part.TRAFFIC: _total(visitors)} | told | {Part.MIX: _shares(visitors)}


def _total(counts: Array) -> Floats:
    return np.full(len(counts), counts.sum(), dtype=np.float64)


def _shares(counts: Array) -> Floats:
    return _over(counts, _total(counts))


def _over(part: Array, whole: Array) -> Floats:
    found = np.full(len(part), np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return found


def _known(before: Floats, after: Floats) -> tuple[Floats, Floats]:
    """A factor's two values; where one is unknown it is the other, and where both are, nothing."""
    earlier = np.where(np.isnan(before), after, before)
    later = np.where(np.isnan(after), before, after)
    return np.nan_to_num(earlier), np.nan_to_num(later)


def _shapley(factors: list[tuple[Floats, Floats]]) -> Iterator[Floats]:
    """What each factor adds to the product on average over all orders of changing.

    Sets of factors are bit masks. Each set is taken together with its complement, which is what
    exchanging the periods makes of it: so that turns the sign to the last bit.
    """
    count, every = len(factors), (1 << len(factors)) - 1
    products = [np.ones_like(factors[0][0])]
    for earlier, later in factors:
        products = [p * earlier for p in products] + [p * later for p in products]
    for factor in range(count):
        own = 1 << factor
        others = every ^ own
        found = np.zeros_like(products[0])
        for changed in range(every + 1):
            rest = others ^ changed
            if changed & own or changed > rest:
                continue
            low, high = changed.bit_count(), rest.bit_count()
            weight = factorial(low) * factorial(high) / factorial(count)
            found += weight * (
                (products[changed | own] - products[changed])
                + (products[rest | own] - products[rest])
            )
        yield found


def _to_minor_units(parts: Floats, change: Cents) -> Cents:
    """Round each row's parts so that they add up to its change.

    Each is rounded to the nearest; what is then missing goes, one minor unit each, to those that
    lost most by it (largest remainder).
    """
    exact = np.round(parts, _NOISE_DIGITS)
    rounded = np.rint(exact).astype(np.int64)
    missing = change - rounded.sum(axis=0)
    lost = (exact - rounded) * np.sign(missing)
    rank = np.argsort(np.argsort(-lost, axis=0, kind="stable"), axis=0)
    return np.asarray(rounded + np.sign(missing) * (rank < np.abs(missing)))
