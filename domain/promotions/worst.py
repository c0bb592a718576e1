"""The least that a unit of a SKU can come to, with all promotions that could hold at the same time.

Found by putting baskets together and pricing them: of one unit to as many as any promotion speaks
of, and with other goods beside them that fill the basket up to each number of units or amount that
something asks for. The other goods are in every promotion for more than this SKU, at no special
price. Each basket is priced as if it were the next order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from domain.kernel.columns import Array, Columns, positions
from domain.kernel.money import Cents
from domain.promotions.pricing import (
    BUY_MORE,
    CODE,
    NO_LIMIT,
    NONE,
    PRICE,
    Baskets,
    Bools,
    Checkout,
    Promotions,
    checkout,
)
from domain.promotions.rules import PRICES, Tool

OTHERS = -1
"""Stands for the other goods in a basket; no SKU has this id."""

MOST_UNITS = 99
"""Baskets of more are not looked at: limits per buyer go no further."""

Fee = Callable[[Array, Cents], Cents]
"""What shipping costs for so many units in orders of such a value."""


@dataclass(frozen=True, eq=False, slots=True)
class Reach:
    """Baskets with a SKU, each priced for itself."""

    baskets: Baskets
    sold: Checkout
    line: Array
    """The position of the SKU's line in each basket."""

    def value(self) -> Cents:
        """What the buyer pays for the SKU's units in each basket, before shipping and tax."""
        lines = self.sold.lines.where(self.line)
        return np.asarray(lines["subtotal"] - lines["seller"] - lines["platform"])

    def lowest(self) -> int:
        """The basket in which a unit comes to the least.

        Of such baskets that in which the seller bears most of the shipping, then the smallest.
        """
        lines, orders = self.sold.lines.where(self.line), self.sold.orders
        per_unit = self.value() / lines["quantity"]  # exact enough: amounts stay below 2**53
        keys = (orders["items"], lines["quantity"], -orders["fee_seller"], per_unit)
        return int(np.lexsort(keys)[0])

    def stacked(self, basket: int) -> tuple[int, ...]:
        """The promotions that count for the SKU in a basket, or for its shipping, step by step."""
        line = int(self.line[basket])
        found = [int(self.sold.lines[f"by_{n}"][line]) for n in (PRICE, BUY_MORE, CODE)]
        found.append(int(self.sold.orders["fee_by"][basket]))
        return tuple(each for each in found if each != NONE)

    def others(self, basket: int) -> int:
        """What the other goods in a basket cost at their own prices."""
        line = int(self.line[basket])
        return int(self.sold.orders["items"][basket] - self.sold.lines["subtotal"][line])


def reach(promotions: Promotions, sku: int, price: int, may: Bools, fee_of: Fee) -> Reach:
    """All baskets that are looked at of a SKU with that list price.

    ``may`` has a row for each kind of buyer, who may use some of the promotions at once. Among them
    are those who have had all that they may of the strongest prices: a weaker one may be lower.
    """
    known = alone(promotions, sku)
    kinds = np.unique(_used_up(known, may & open_to_all(promotions)), axis=0)
    wanted = _wanted(known, sku)
    units = np.arange(1, _most_units(known, sku) + 1)
    plain = _priced(known, sku, price, kinds, fee_of, _Asked.of(len(kinds), units))
    least = max(int((plain.value() // plain.sold.lines["quantity"][plain.line]).min()), 1)
    most = max([-(-each.least // least) for each in wanted], default=1)
    more = np.arange(len(units) + 1, min(most, MOST_UNITS) + 1)
    asked = _Asked.of(len(kinds), np.concatenate([units, more]))
    for each in wanted:
        if each.others:
            asked = asked.joined(_Asked.of(len(kinds), units, each))
    filled = _filled(known, sku, price, kinds, fee_of, asked)
    return _priced(known, sku, price, kinds, fee_of, filled)


def single(
    promotions: Promotions, sku: int, price: int, quantity: Array, may: Bools, fee_of: Fee
) -> Reach:
    """A basket of each of some quantities of a SKU and nothing else, for one kind of buyer."""
    known, kinds = alone(promotions, sku), (may & open_to_all(promotions))[None]
    return _priced(known, sku, price, kinds, fee_of, _Asked.of(1, quantity))


def open_to_all(promotions: Promotions) -> Bools:
    """Which promotions have uses left."""
    return np.asarray(promotions.rows["left"] != 0)


def alone(promotions: Promotions, sku: int) -> Promotions:
    """The promotions as each of many alternative baskets with one SKU meets them.

    No basket uses up what another finds: the units that are left of the SKU are a limit for a
    buyer, and uses and gifts have none.
    """
    rows, items = promotions.rows, promotions.items
    mine = items.where(items["sku"] == sku)
    limit, left = rows["buyer_limit"].copy(), mine["left"]
    at = mine["promotion"][left != NO_LIMIT]
    few = left[left != NO_LIMIT]
    limit[at] = np.where(limit[at] == NO_LIMIT, few, np.minimum(limit[at], few))
    several = np.bincount(items["promotion"], minlength=len(rows)) > 1
    several &= ~np.isin(rows["tool"], PRICES)
    shared = positions(several)
    others = Columns({name: np.zeros(len(shared), dtype=np.int64) for name in items}).told(
        promotion=shared, sku=OTHERS
    )
    held = mine.joined(others)
    held = held.told(left=np.full(len(held), NO_LIMIT))
    held = held.where(np.lexsort((held["sku"], held["promotion"])))
    limits = np.where(np.isin(rows["tool"], PRICES), limit, rows["buyer_limit"])
    tiers = promotions.tiers
    tiers = tiers.told(gifts_left=np.where(tiers["gifts_left"] == 0, 0, NO_LIMIT))
    return Promotions(rows.told(buyer_limit=limits, left=NO_LIMIT), held, tiers)


def _used_up(known: Promotions, may: Bools) -> Bools:
    """The kinds of buyers, and each again when the strongest limited prices are used up."""
    found, limited = [may], known.rows["buyer_limit"] != NO_LIMIT
    for at in known.of(*PRICES):
        if limited[at]:
            may = may.copy()
            may[:, at] = False
            found.append(may)
    return np.concatenate(found)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a promotion for the SKU asks of a basket."""

    step: int
    """After which ``least`` is asked for."""
    units: int
    least: int
    others: bool
    """Whether other goods count towards it."""


def _wanted(known: Promotions, sku: int) -> list[_Wanted]:
    return list(dict.fromkeys(_each_wanted(known, sku)))


def _each_wanted(known: Promotions, sku: int) -> Iterator[_Wanted]:
    rows, tiers = known.rows, known.tiers
    for at in known.of(Tool.BUY_MORE, Tool.VOUCHER, Tool.PROMO_CODE, Tool.SHIPPING_DISCOUNT):
        tool = rows["tool"][at]
        inside = known.items["sku"][known.items["promotion"] == at]
        whole = tool == Tool.SHIPPING_DISCOUNT or rows["whole_shop"][at] == 1
        if not whole and sku not in inside:
            continue
        others = bool(whole or OTHERS in inside)
        if tool == Tool.BUY_MORE:
            for tier in positions(tiers["promotion"] == at).tolist():
                asked = int(tiers["units"][tier]), int(tiers["least"][tier])
                yield _Wanted(BUY_MORE, *asked, others)
        elif rows["least"][at] > 0:
            step = CODE if tool != Tool.SHIPPING_DISCOUNT else CODE + 1
            yield _Wanted(step, 0, int(rows["least"][at]), others)


def _most_units(known: Promotions, sku: int) -> int:
    """The largest number of units that a promotion for the SKU speaks of."""
    mine = np.isin(np.arange(len(known)), known.items["promotion"])
    prices = np.isin(known.rows["tool"], PRICES) & (mine | (known.rows["whole_shop"] == 1))
    told: list[int] = [1, *known.rows["buyer_limit"][prices].tolist()]
    told += [each.units for each in _wanted(known, sku)]
    return min(max(told), MOST_UNITS)


@dataclass(frozen=True, eq=False, slots=True)
class _Asked:
    """Baskets to be priced, a column each."""

    kind: Array
    """The position of the kind of buyer."""
    quantity: Array
    others: Array
    """Units of other goods."""
    price: Cents
    """What one of these costs."""
    least: Cents
    """Up to which the other goods fill the basket, 0 for no amount."""
    step: Array
    """After which ``least`` is asked for."""

    @classmethod
    def of(cls, kinds: int, quantity: Array, wanted: _Wanted | None = None) -> _Asked:
        """A basket of each quantity for each kind of buyer, filled up to what is wanted."""
        size = kinds * len(quantity)
        told = np.tile(quantity, kinds)
        none = np.zeros(size, dtype=np.int64)
        others, least, step = none, none, none
        if wanted is not None:
            others = np.maximum(wanted.units - told, 0) if wanted.units else none + 1
            least, step = none + wanted.least, none + wanted.step
        return cls(np.repeat(np.arange(kinds), len(quantity)), told, others, none, least, step)

    def joined(self, other: _Asked) -> _Asked:
        """These and the others."""
        pairs = (
            (getattr(self, name), getattr(other, name))
            for name in ("kind", "quantity", "others", "price", "least", "step")
        )
        return _Asked(*(np.concatenate(pair) for pair in pairs))

    def costing(self, price: Cents) -> _Asked:
        """The same with other goods at these prices."""
        return _Asked(self.kind, self.quantity, self.others, price, self.least, self.step)


def _filled(
    known: Promotions, sku: int, price: int, kinds: Bools, fee_of: Fee, asked: _Asked
) -> _Asked:
    """The baskets with as much of other goods as is missing.

    What is put into a basket may be discounted itself, so that more is missing; a basket that is
    still short after some tries stays so.
    """
    asked = asked.costing(np.where((asked.others > 0) & (asked.least == 0), price, 0))
    for _ in range(_TRIES):
        sold = _priced(known, sku, price, kinds, fee_of, asked).sold
        spent = np.zeros(len(asked.kind), dtype=np.int64)
        for number in range(CODE + 2):
            amount = sold.lines["subtotal"].copy()
            for step in range(number):
                amount -= sold.lines[f"off_{step}"]
            total = np.zeros_like(spent)
            np.add.at(total, sold.lines["order"], amount)
            spent = np.where(asked.step == number, total, spent)
        short = np.maximum(asked.least - spent, 0)
        if not short.any():
            break
        asked = asked.costing(asked.price + short)
    return asked


_TRIES = 12


def _priced(
    known: Promotions, sku: int, price: int, kinds: Bools, fee_of: Fee, asked: _Asked
) -> Reach:
    size = len(asked.kind)
    order, none = np.arange(size), np.zeros(size, dtype=np.int64)
    first = Columns(
        {"order": order, "sku": none + sku, "quantity": asked.quantity, "price": none + price}
    )
    other = first.told(sku=none + OTHERS, quantity=asked.others, price=asked.price)
    lines = first.joined(other.where((asked.others > 0) & (asked.price > 0)))
    lines = lines.where(np.argsort(lines["order"], kind="stable"))
    baskets = Baskets(lines, kinds[asked.kind], np.zeros((size, len(known)), dtype=np.int64))
    sold = checkout(
        known, baskets, lambda value: fee_of(asked.quantity + asked.others, value), np.zeros_like
    )
    return Reach(baskets, sold, positions(lines["sku"] == sku))
