"""What buyers pay: from list prices to the checkout, for one basket or a million.

The one function that prices. Simulated buyers are charged by it, previews show it, and imported
orders are held against it. Its steps, for orders in the order of time:

1. **Price.** Of the price tools that hold for a line's SKU the strongest wins, not the cheapest
   (``rules.PRICES``, A12); of equally strong ones the lowest price, then the oldest promotion. One
   counts for a line only if its price is below the list price, the buyer may use it, and all units
   of the line fit into what is left of the SKU's units in it and, with what the buyer has used of
   it before, into what a buyer may have: a line has one price. Lines that come first take first.
2. **Buy more.** Lines of a promotion's products that are not at a flash price (A14) and not in
   another one count together: the highest tier they reach, by units or by amount after step 1,
   takes its percentage or amount off them. An order's promotion that takes off most goes first,
   then the oldest.
3. **Voucher or code.** One of them for an order (A15, A16): the one that takes off most, then the
   oldest. Its products' amount after step 2 must reach the least that is to be spent.
4. **Shipping.** The fee is asked for what the items cost after step 3. One discount of it: the one
   that takes off most, then the oldest, from the order value on that it asks for.
5. **Tax** on the items after all discounts.

A percentage of a price or amount is rounded half up. What is taken off several lines is divided so
that the first k of them bear the whole-number part of their share of it: nothing is lost or made.
Of what a promotion takes off a line, or off the fee, the platform bears its share, rounded half up,
and the seller the rest. Nothing falls below zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.kernel.columns import Array, Columns, places, positions
from domain.kernel.money import Cents, share
from domain.promotions.rules import FLASHES, PRICES, Tool

NO_LIMIT = -1
"""Stands for a number of units or uses that nothing limits."""

NONE = -1
"""Stands for no promotion."""

PRICE, BUY_MORE, CODE = range(3)
"""The steps that take something off a line, as they are numbered in a ``Checkout``."""

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Promotions:
    """The promotions that hold at a moment; a promotion is known by its position in ``rows``."""

    rows: Columns
    """By id, the oldest first: ``id``, ``tool``, ``whole_shop`` (1: every SKU), ``percent`` (basis
    points), ``amount``, ``most`` (of a percentage; 0: no limit), ``least`` (amount to be spent),
    ``platform_share`` (basis points), ``left`` (orders that may still use it) and ``buyer_limit``
    (a buyer's units of it for a price tool, else orders), both ``NO_LIMIT`` for none. A shipping
    discount without amount takes the whole fee."""
    items: Columns
    """By promotion and SKU: ``promotion``, ``sku``, ``price`` (0: its percentage counts),
    ``percent``, ``left`` (units)."""
    tiers: Columns
    """By promotion, rising: ``promotion``, ``units``, ``least`` (amount), of which one is 0,
    ``percent``, ``amount``."""

    def __len__(self) -> int:
        """How many."""
        return len(self.rows)

    def of(self, *tools: Tool) -> list[int]:
        """The promotions of these tools, tool by tool, the oldest first."""
        kinds = self.rows["tool"].tolist()  # few: a list is gone through before NumPy begins
        return [at for tool in tools for at, kind in enumerate(kinds) if kind == tool]


@dataclass(frozen=True, eq=False, slots=True)
class Baskets:
    """What buyers are about to order, in the order of time.

    ``lines`` are sorted by ``order`` (from 0) with ``sku``, ``quantity`` and ``price`` (the list
    price of a unit). The others have a row for each order and a column for each promotion: whether
    the buyer ``may`` use it (belongs to it, has claimed the voucher, knows the code), and how many
    units of it, or orders, the buyer has ``used`` before.
    """

    lines: Columns
    may: Bools
    used: Array

    def __len__(self) -> int:
        """How many orders."""
        return len(self.may)


@dataclass(frozen=True, eq=False, slots=True)
class Checkout:
    """What each line and each order comes to, in minor units."""

    lines: Columns
    """``order``, ``sku``, ``quantity``, ``subtotal`` (at list prices), what each step takes off it
    (``off_0`` … ``off_2``), by which promotion (``by_0`` …, ``NONE`` for none), ``seller`` and
    ``platform`` (what each bears of it)."""
    orders: Columns
    """``items`` (at list prices), ``seller``, ``platform``, ``value`` (items after discounts),
    ``fee`` (before its discount), ``fee_by``, ``fee_seller``, ``fee_platform``, ``shipping`` (what
    is paid of it), ``tax``, ``amount`` (what the buyer pays)."""
    borne: tuple[Cents, ...]
    """Of what each step takes off a line, what the platform bears."""

    def uses(self) -> Columns:
        """What each promotion did for each order, by both.

        ``order``, ``promotion`` (its position), ``units`` (of the lines it took something off; 0 of
        a shipping fee), ``seller`` and ``platform`` (what each bears).
        """
        lines, orders = self.lines, self.orders
        parts = [
            (lines["order"], lines[f"by_{n}"], lines["quantity"], lines[f"off_{n}"], self.borne[n])
            for n in range(len(self.borne))
        ]
        fee = orders["fee_seller"] + orders["fee_platform"]
        number = np.arange(len(orders))
        parts.append((number, orders["fee_by"], np.zeros_like(fee), fee, orders["fee_platform"]))
        order, promotion, units, taken, borne = (
            np.concatenate(each) for each in zip(*parts, strict=True)
        )
        used = positions((promotion != NONE) & (taken > 0))
        size = int(promotion.max(initial=0)) + 1
        keys, at = np.unique(order[used] * size + promotion[used], return_inverse=True)

        def total(values: Array) -> Array:
            return _summed(at, values[used], len(keys))

        return Columns(
            {
                "order": keys // size,
                "promotion": keys % size,
                "units": total(units),
                "seller": total(taken - borne),
                "platform": total(borne),
            }
        )


def checkout(
    promotions: Promotions,
    baskets: Baskets,
    fee_of: Callable[[Cents], Cents],
    tax_of: Callable[[Cents], Cents],
) -> Checkout:
    """Price the baskets; fee and tax follow from what each order's items cost after discounts."""
    lines, size = baskets.lines, len(baskets)
    order = lines["order"]
    subtotal = lines["price"] * lines["quantity"]
    off: list[Cents] = []
    by: list[Array] = []
    amount = subtotal
    priced = _Priced.of(promotions, baskets)
    for step in (_prices, _buy_more, _codes):
        taken, promotion = step(priced, amount, by)
        off.append(taken)
        by.append(promotion)
        amount = amount - taken
    borne = tuple(_platform(promotions, *each) for each in zip(off, by, strict=True))
    platform: Cents = np.asarray(sum(borne, np.zeros_like(subtotal)))
    seller = subtotal - amount - platform

    def total(values: Cents) -> Cents:
        return _summed(order, values, size)

    value = total(amount)
    fee = fee_of(value)
    less, fee_by = _shipping(promotions, baskets, value, fee)
    fee_platform = _platform(promotions, less, fee_by)
    tax = tax_of(value)
    steps = {f"off_{n}": taken for n, taken in enumerate(off)}
    steps |= {f"by_{n}": promotion for n, promotion in enumerate(by)}
    return Checkout(
        lines=Columns(
            {
                "order": order,
                "sku": lines["sku"],
                "quantity": lines["quantity"],
                "subtotal": subtotal,
                **steps,
                "seller": seller,
                "platform": platform,
            }
        ),
        orders=Columns(
            {
                "items": total(subtotal),
                "seller": total(seller),
                "platform": total(platform),
                "value": value,
                "fee": fee,
                "fee_by": fee_by,
                "fee_seller": less - fee_platform,
                "fee_platform": fee_platform,
                "shipping": fee - less,
                "tax": tax,
                "amount": value + fee - less + tax,
            }
        ),
        borne=borne,
    )


def unit_price(price: Cents, fixed: Cents, percent: Array) -> Cents:
    """What a unit costs at a promotion's fixed price (0: none) or percentage off (basis points)."""
    return np.minimum(price, np.where(fixed > 0, fixed, price - share(price, percent)))


@dataclass(frozen=True, eq=False, slots=True)
class _Priced:
    """Promotions and baskets with the way from the lines of these to the items of those."""

    promotions: Promotions
    baskets: Baskets
    code: Array
    """Of each line: the number of its SKU among the different ones."""
    held: Array
    """Of each promotion and different SKU: its item, ``NONE`` without one; of a whole shop 0."""

    @classmethod
    def of(cls, promotions: Promotions, baskets: Baskets) -> _Priced:
        different, code = np.unique(baskets.lines["sku"], return_inverse=True)
        items = promotions.items
        held = np.full((len(promotions), len(different)), NONE)
        place, there = places(different, items["sku"])
        held[items["promotion"][there], place[there]] = positions(there)
        held[promotions.rows["whole_shop"] == 1] = 0
        return cls(promotions, baskets, code, held)

    def some(self, lines: Array) -> _Priced:
        """The same for those lines only."""
        baskets = Baskets(self.baskets.lines.where(lines), self.baskets.may, self.baskets.used)
        return _Priced(self.promotions, baskets, self.code[lines], self.held)

    def item(self, promotion: int) -> Array:
        """Each line's item in a promotion, ``NONE`` where it is not in it."""
        return np.asarray(self.held[promotion].take(self.code))

    def holds(self, promotion: int) -> Bools:
        """Which lines are in a promotion."""
        return self.item(promotion) >= 0


def _prices(priced: _Priced, amount: Cents, _by: list[Array]) -> tuple[Cents, Array]:
    """Step 1. Its units are counted SKU by SKU, so only SKUs that run short are gone through."""
    promotions, lines = priced.promotions, priced.baskets.lines
    sku, quantity, listed = lines["sku"], lines["quantity"], lines["price"]
    by, unit, item = np.full(len(sku), NONE), listed.copy(), np.full(len(sku), NONE)
    offers = promotions.of(*PRICES)
    if not offers:
        return np.zeros_like(amount), by
    rank = promotions.rows["tool"]
    for promotion in offers:
        at, price, open_to = _offered(priced, promotion)
        weaker = (by == NONE) | (rank[by] == rank[promotion]) & (price < unit)
        won = open_to & weaker
        by[won], unit[won], item[won] = promotion, price[won], at[won]
    left = promotions.items["left"]
    units = _summed(item[item >= 0], quantity[item >= 0], len(left))
    short = (left != NO_LIMIT) & (units > left)
    if short.any():
        again = positions(np.isin(sku, promotions.items["sku"][short]))
        _one_by_one(priced, offers, again, by, unit)
    return (listed - unit) * quantity, by


def _offered(priced: _Priced, promotion: int) -> tuple[Array, Cents, Bools]:
    """Each line's item in a promotion, its price there, and whether its buyer may have it."""
    baskets, items, rows = priced.baskets, priced.promotions.items, priced.promotions.rows
    lines = baskets.lines
    order, quantity = lines["order"], lines["quantity"]
    at = priced.item(promotion)
    there = at >= 0
    if not there.any():
        return at, lines["price"], there
    price = unit_price(lines["price"], items["price"][at], items["percent"][at])
    open_to = there & baskets.may[order, promotion] & (price < lines["price"])
    most = int(rows["buyer_limit"][promotion])
    if most != NO_LIMIT:
        open_to &= quantity + baskets.used[order, promotion] <= most
    return at, price, open_to


def _one_by_one(priced: _Priced, offers: list[int], again: Array, by: Array, unit: Cents) -> None:
    """Price those lines in the order of time, each with the units that those before have left."""
    some, promotions, parts = priced.some(again), priced.promotions, []
    for promotion in offers:
        at, price, open_to = _offered(some, promotion)
        line = positions(open_to)
        told = np.full(len(line), promotion)
        parts.append(np.stack([line, promotions.rows["tool"][told], price[line], told, at[line]]))
    choices = np.concatenate(parts, axis=1)
    choices = choices[:, np.lexsort(choices[3::-1])]
    left, wanted = promotions.items["left"].tolist(), some.baskets.lines["quantity"].tolist()
    taken: list[tuple[int, int, int]] = []
    done = NONE
    for line, _, price, promotion, item in zip(*choices.tolist(), strict=True):
        if line == done:
            continue
        units = left[item]
        if units == NO_LIMIT or wanted[line] <= units:
            left[item] = units if units == NO_LIMIT else units - wanted[line]
            taken.append((line, promotion, price))
            done = line
    by[again], unit[again] = NONE, some.baskets.lines["price"]
    if taken:
        line, promotion, price = np.array(taken).T
        by[again[line]], unit[again[line]] = promotion, price


def _buy_more(priced: _Priced, amount: Cents, by: list[Array]) -> tuple[Cents, Array]:
    """Step 2."""
    promotions, baskets = priced.promotions, priced.baskets
    lines, size = baskets.lines, len(baskets)
    order, quantity = lines["order"], lines["quantity"]
    off, mine = np.zeros_like(amount), np.full(len(amount), NONE)
    offers = promotions.of(Tool.BUY_MORE)
    if not offers:
        return off, mine
    tools = np.append(promotions.rows["tool"], 0)  # the last is what ``NONE`` finds
    open_to = ~np.isin(tools[by[PRICE]], FLASHES)
    for _ in offers:
        best: Cents = np.zeros(size, dtype=np.int64)
        chosen = np.full(size, NONE)
        for promotion in offers:
            counted = open_to & priced.holds(promotion)
            units = _summed(order[counted], quantity[counted], size)
            spent = _summed(order[counted], amount[counted], size)
            taken = _tier(promotions, promotion, units, spent) * baskets.may[:, promotion]
            chosen = np.where(taken > best, promotion, chosen)
            best = np.maximum(best, taken)
        if not best.any():
            break
        for promotion in np.unique(chosen[chosen >= 0]).tolist():
            counted = open_to & priced.holds(promotion)
            counted &= chosen[order] == promotion
            off[counted] = _divided(order[counted], amount[counted], best)
            mine[counted] = promotion
            open_to &= ~counted
    return off, mine


def _tier(promotions: Promotions, promotion: int, units: Array, spent: Cents) -> Cents:
    """What the highest tier reached takes off; a later tier stands above those before it."""
    tiers, taken = promotions.tiers, np.zeros_like(spent)
    first, end = np.searchsorted(tiers["promotion"], [promotion, promotion + 1])
    for tier in range(first, end):
        reached = (units >= tiers["units"][tier]) & (spent >= tiers["least"][tier])
        less = tiers["amount"][tier] + share(spent, tiers["percent"][tier])
        taken = np.where(reached, np.minimum(less, spent), taken)
    return taken


def _codes(priced: _Priced, amount: Cents, _by: list[Array]) -> tuple[Cents, Array]:
    """Step 3. Whoever comes when one is used up takes the next best."""
    promotions, baskets = priced.promotions, priced.baskets
    rows, lines, size = promotions.rows, baskets.lines, len(baskets)
    order = lines["order"]
    offers = sorted(promotions.of(Tool.VOUCHER, Tool.PROMO_CODE))
    worth = np.zeros((len(offers), size), dtype=np.int64)
    counted = [priced.holds(promotion) for promotion in offers]
    for n, promotion in enumerate(offers):
        spent = _summed(order[counted[n]], amount[counted[n]], size)
        less = rows["amount"][promotion] + share(spent, rows["percent"][promotion])
        if rows["most"][promotion]:
            less = np.minimum(less, rows["most"][promotion])
        may = baskets.may[:, promotion] & (spent >= rows["least"][promotion])
        if rows["buyer_limit"][promotion] != NO_LIMIT:
            may &= baskets.used[:, promotion] < rows["buyer_limit"][promotion]
        worth[n] = np.minimum(less, spent) * may
    off, mine = np.zeros_like(amount), np.full(len(amount), NONE)
    if not worth.any():
        return off, mine
    chosen = worth.argmax(axis=0)
    while True:
        late = [
            (n, users[int(rows["left"][promotion]) :])
            for n, promotion in enumerate(offers)
            if rows["left"][promotion] != NO_LIMIT
            for users in [positions((chosen == n) & (worth[n] > 0))]
        ]
        if not any(len(users) for _, users in late):
            break
        for n, users in late:
            worth[n, users] = 0
        chosen = worth.argmax(axis=0)
    best = worth.max(axis=0)
    for n, promotion in enumerate(offers):
        which = counted[n] & ((chosen == n) & (best > 0))[order]
        off[which] = _divided(order[which], amount[which], best)
        mine[which] = promotion
    return off, mine


def _shipping(
    promotions: Promotions, baskets: Baskets, value: Cents, fee: Cents
) -> tuple[Cents, Array]:
    """Step 4: what is taken off each order's fee, and by which promotion."""
    rows = promotions.rows
    best, chosen = np.zeros_like(fee), np.full(len(fee), NONE)
    for promotion in promotions.of(Tool.SHIPPING_DISCOUNT):
        less = int(rows["amount"][promotion])
        reached = baskets.may[:, promotion] & (value >= rows["least"][promotion])
        taken = np.where(reached, np.minimum(fee, less) if less else fee, 0)
        chosen = np.where(taken > best, promotion, chosen)
        best = np.maximum(best, taken)
    return best, chosen


def _platform(promotions: Promotions, taken: Cents, by: Array) -> Cents:
    """What the platform bears of what promotions have taken off."""
    shares = np.append(promotions.rows["platform_share"], 0)  # the last is what ``NONE`` finds
    return share(taken, shares[by])


def _divided(order: Array, amount: Cents, off: Cents) -> Cents:
    """What each order's ``off`` takes off each of its lines, by their amounts; no line twice."""
    reached = np.cumsum(amount)
    first = np.searchsorted(order, order)  # the first line of each line's order
    before = (reached - amount)[first]
    whole = np.maximum(_summed(order, amount, len(off))[order], 1)
    upto = off[order] * (reached - before) // whole
    upfrom = off[order] * (reached - amount - before) // whole
    return np.asarray(upto - upfrom)


def _summed(key: Array, values: Array, size: int) -> npt.NDArray[np.int64]:
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, key, values)
    return found
