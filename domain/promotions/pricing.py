"""What buyers pay: from list prices to the checkout, for one basket or a million.

The one function that prices. Simulated buyers are charged by it, previews show it, and imported
orders are held against its last part, ``charged``. Its steps, for orders in the order of time:

1. **Price.** Of the price tools that hold for a line's SKU the strongest wins, not the cheapest
   (``rules.PRICES``, A12); of equally strong ones the lowest price, then the oldest promotion. One
   counts for a line only if its price is below the list price, the buyer may use it, and all units
   of the line fit into what is left of the SKU's units in it and, with what the buyer has of it
   from before and in the order's earlier lines, into what a buyer may have: a line has one price.
   Lines that come first take first.
2. **Buy more.** Lines of a promotion's products that are not at a flash price (A14) and not in
   another one count together: the highest tier they reach, by units or by amount after step 1,
   takes its percentage or amount off them. An order's promotion that takes off most goes first,
   then the oldest; the next one is looked for among the lines that are left. A tier may give a
   gift in place of that: its promotion comes behind those that take something off, and holds its
   lines. The gift goes with the order at no price as long as any of that tier are left, for
   whoever comes first; an order that comes too late has nothing of the promotion.
3. **Voucher or code.** One of them for an order (A15, A16): the one that takes off most, then the
   oldest. Its products' amount after step 2 must reach the least that is to be spent, and neither
   its uses nor the buyer's may be used up.
4. **Shipping.** The fee is asked for what the items cost after step 3. One discount of it: the one
   that takes off most, then the oldest, from the order value on that it asks for, and only if all
   of the order's products are among its own.
5. **Tax** on the items after all discounts.

A percentage of a price or amount is rounded half up. What is taken off several lines is divided so
that the first k of them bear the whole-number part of their share of it: nothing is lost or made.
Of what a promotion takes off a line, or off the fee, the platform bears its share, rounded half up,
and the seller the rest. Nothing falls below zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

_PLENTY = np.iinfo(np.int64).max

PRICE, BUY_MORE, CODE = range(3)
"""The steps that take something off a line, as they are numbered in a ``Checkout``."""

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Promotions:
    """The promotions that hold at a moment; a promotion is known by its position in ``rows``."""

    rows: Columns
    """By id, the oldest first: ``id``, ``tool``, ``whole_shop`` (1: every SKU, and it has no
    items), ``percent`` (basis points), ``amount``, ``most`` (of a percentage; 0: no limit),
    ``least`` (amount to be spent), ``platform_share`` (basis points), ``left`` (orders that may
    still use a voucher or code) and ``buyer_limit`` (a buyer's orders with a voucher or code, a
    buyer's units of a price tool), both ``NO_LIMIT`` for none. Buying more and shipping discounts
    have neither. A shipping discount without amount takes the whole fee."""
    items: Columns
    """By promotion and SKU: ``promotion``, ``sku``, ``price`` (0: its percentage counts),
    ``percent``, ``left`` (units)."""
    tiers: Columns
    """By promotion, rising: ``promotion``, ``units``, ``least`` (amount), of which one is 0,
    ``percent``, ``amount``, ``gift`` (a SKU, ``NONE`` for none), ``gift_units`` (for an order),
    ``gifts_left`` (orders that may still have it, ``NO_LIMIT`` for any number)."""

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
    units of it, or orders, the buyer has ``used`` before; orders of one buyer know of each other
    by that alone.
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
    gifts: Columns
    """What goes with orders at no price, by order and promotion: ``order``, ``promotion``,
    ``tier`` (its position), ``sku``, ``units``. The seller bears what it cost."""

    def uses(self) -> Columns:
        """What each promotion did for each order, by both.

        ``order``, ``promotion`` (its position), ``units`` (of the lines it took something off, or
        gave a gift for; 0 of a shipping fee), ``seller`` and ``platform`` (what each bears).
        """
        lines, orders, gifts = self.lines, self.orders, self.gifts
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
        size = int(promotion.max(initial=0)) + 1
        pairs = order * size + promotion
        gave = np.isin(pairs, gifts["order"] * size + gifts["promotion"])
        used = positions((promotion != NONE) & ((taken > 0) | gave))
        keys, at = np.unique(pairs[used], return_inverse=True)

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
    off, by = _steps(promotions, baskets, subtotal)
    gifts, late = _gifts(promotions, baskets, subtotal - off[PRICE], by[BUY_MORE])
    by = (by[PRICE], np.where(late, NONE, by[BUY_MORE]), by[CODE])
    if len(promotions):
        borne = tuple(_platform(promotions, *each) for each in zip(off, by, strict=True))
    else:
        borne = off
    taken, platform = (np.asarray(parts[0] + parts[1] + parts[2]) for parts in (off, borne))
    steps = {f"off_{n}": taken for n, taken in enumerate(off)}
    steps |= {f"by_{n}": promotion for n, promotion in enumerate(by)}
    priced = Columns(
        {
            "order": order,
            "sku": lines["sku"],
            "quantity": lines["quantity"],
            "subtotal": subtotal,
            **steps,
            "seller": taken - platform,
            "platform": platform,
        }
    )

    def fees_of(value: Cents) -> dict[str, Array]:
        fee = fee_of(value)
        less, fee_by = _shipping(promotions, baskets, value, fee)
        fee_platform = _platform(promotions, less, fee_by)
        return {
            "fee": fee,
            "fee_by": fee_by,
            "fee_seller": less - fee_platform,
            "fee_platform": fee_platform,
        }

    return Checkout(priced, charged(priced, size, fees_of, tax_of), borne, gifts)


def charged(
    lines: Columns,
    size: int,
    fees_of: Callable[[Cents], Mapping[str, Array]],
    tax_of: Callable[[Cents], Cents],
) -> Columns:
    """What orders come to once it is known what is taken off their lines; as ``Checkout.orders``.

    Every checkout ends with it, and what a file says of orders is held against it. ``lines`` have
    ``order`` (below ``size``), ``subtotal``, and what ``seller`` and ``platform`` bear of what is
    taken off it. ``fees_of`` gives, for what the items cost then, each order's shipping ``fee``
    and, as ``fee_seller`` and ``fee_platform``, what each bears of its discount.
    """
    items, seller, platform = (
        _summed(lines["order"], lines[name], size) for name in ("subtotal", "seller", "platform")
    )
    value = items - seller - platform
    fees, tax = fees_of(value), tax_of(value)
    shipping = fees["fee"] - fees["fee_seller"] - fees["fee_platform"]
    return Columns(
        {
            "items": items,
            "seller": seller,
            "platform": platform,
            "value": value,
            **fees,
            "shipping": shipping,
            "tax": tax,
            "amount": value + shipping + tax,
        }
    )


def _steps(
    promotions: Promotions, baskets: Baskets, amount: Cents
) -> tuple[tuple[Cents, ...], tuple[Array, ...]]:
    """What each of the steps takes off the lines, and by which promotion.

    A promotion that may give a gift has its lines, whether any is left or not.
    """
    none = np.zeros_like(amount), np.full(len(amount), NONE)
    if not len(promotions):
        return (none[0],) * 3, (none[1],) * 3
    priced = _Priced.of(promotions, baskets)
    off: list[Cents] = []
    by: list[Array] = []
    for step in (_prices, _buy_more, _codes):
        taken, promotion = step(priced, amount, by)
        off.append(taken)
        by.append(promotion)
        amount = amount - taken
    return tuple(off), tuple(by)


def unit_price(price: Cents, fixed: Cents, percent: Array) -> Cents:
    """What a unit costs at a promotion's fixed price (0: none) or percentage off (basis points)."""
    return np.minimum(price, np.where(fixed > 0, fixed, price - share(price, percent)))


@dataclass(frozen=True, eq=False, slots=True)
class _Priced:
    """Promotions and baskets with the way from the lines of these to the items of those.

    Lines are of few different goods: a good is a SKU at a list price.
    """

    promotions: Promotions
    baskets: Baskets
    items: Columns
    """``price``, ``percent`` and ``left`` of the promotions' items, of each promotion of the whole
    shop, and of a last one that takes nothing off."""
    good: Array
    """Of each line its good."""
    sku: Array
    """Of each good the number of its SKU among the different ones."""
    listed: Cents
    """Of each good its list price."""
    held: Array
    """Of each promotion and good: its item, ``NONE`` without one; the last row is all ``NONE``."""

    @classmethod
    def of(cls, promotions: Promotions, baskets: Baskets) -> _Priced:
        sku, listed = baskets.lines["sku"], baskets.lines["price"]
        by_good = np.lexsort((listed, sku))
        sku, listed = sku[by_good], listed[by_good]
        first = np.ones(len(sku), dtype=bool)
        first[1:] = (sku[1:] != sku[:-1]) | (listed[1:] != listed[:-1])
        good = np.empty_like(by_good)
        good[by_good] = np.cumsum(first) - 1
        different, its = np.unique(sku[first], return_inverse=True)
        items, whole = promotions.items, positions(promotions.rows["whole_shop"] == 1)
        held = np.full((len(promotions) + 1, len(different)), NONE)
        place, there = places(different, items["sku"])
        held[items["promotion"][there], place[there]] = positions(there)
        held[whole] = len(items) + np.arange(len(whole))[:, None]
        percent = np.append(promotions.rows["percent"][whole], 0)  # the last is what ``NONE`` finds
        none = np.zeros_like(percent)
        every = Columns({"price": none, "percent": percent, "left": none + NO_LIMIT})
        items = items.only(every).joined(every)
        return cls(promotions, baskets, items, good, its, listed[first], held[:, its])

    def held_of(self, lines: Array, promotion: Array | int) -> Array:
        """Those of the lines that are in a promotion, or each in one of its own."""
        at = promotion * self.held.shape[1] + self.good.take(lines)
        return np.asarray(lines[self.held.ravel().take(at) != NONE])

    def ranked(self) -> tuple[Array, Array, Cents]:
        """Of each good its price tools, the one that wins first: promotion, item and unit price.

        A column for each good; after its last tool comes ``NONE`` at the list price.
        """
        offers = np.array([*self.promotions.of(*PRICES), NONE])
        rank, at = self.promotions.rows["tool"][offers], self.held[offers]
        price = unit_price(self.listed, self.items["price"][at], self.items["percent"][at])
        none = price >= self.listed
        place = np.lexsort((price, np.where(none, len(Tool), rank[:, None])), axis=0)
        promotion, at = np.where(none, NONE, offers[:, None]), np.where(none, NONE, at)
        return _along(promotion, place), _along(at, place), _along(price, place)

    def may(self, lines: Array, promotion: Array | int) -> Bools:
        """Whether a line's buyer may use a price tool for as many units, by that line alone."""
        order, limit = self.baskets.lines["order"][lines], self.promotions.rows["buyer_limit"]
        units = self.baskets.lines["quantity"][lines] + self.baskets.used[order, promotion]
        return np.asarray(self.baskets.may[order, promotion] & (units <= _limit(limit[promotion])))


def _prices(priced: _Priced, _amount: Cents, _by: list[Array]) -> tuple[Cents, Array]:
    """Step 1. Each line first takes what wins; only SKUs that run short are gone through again."""
    good, lines = priced.good, priced.baskets.lines
    if not len(priced.promotions):
        return np.zeros_like(lines["price"]), np.full(len(good), NONE)
    ranked = promotion, item, price = priced.ranked()
    chosen = np.zeros_like(good)
    waiting = np.arange(len(good))
    for n, each in enumerate(promotion):
        offered = each[good[waiting]]
        settled = (offered == NONE) | priced.may(waiting, offered)
        chosen[waiting[settled]] = n
        waiting = waiting[~settled]
    again = positions(_short(priced, item[chosen, good])[priced.sku[good]])
    if len(again):
        chosen[again] = _one_by_one(priced, ranked, again)
    return (lines["price"] - price[chosen, good]) * lines["quantity"], promotion[chosen, good]


def _short(priced: _Priced, item: Array) -> Bools:
    """Of which SKUs not all lines can have the items that they would take if they were alone.

    Too few units are left, or an order's lines together are too many for its buyer.
    """
    baskets, rows, sku = priced.baskets, priced.promotions.rows, priced.sku[priced.good]
    order, quantity = baskets.lines["order"], baskets.lines["quantity"]
    short = np.zeros(len(priced.sku), dtype=bool)
    few = _summed(item, quantity, len(priced.items)) > _limit(priced.items["left"])
    short[sku[few[item]]] = True
    every = np.arange(len(order))
    for promotion in priced.promotions.of(*PRICES):
        limit = rows["buyer_limit"][promotion]
        if limit != NO_LIMIT:
            line = priced.held_of(every, promotion)
            line = line[priced.may(line, promotion)]
            units = _summed(order[line], quantity[line], len(baskets))
            many = units + baskets.used[:, promotion] > limit
            short[sku[line[many[order[line]]]]] = True
    return short


def _one_by_one(priced: _Priced, ranked: tuple[Array, Array, Cents], again: Array) -> list[int]:
    """What those lines get in the order of time, each of what those before have left."""
    baskets, lines = priced.baskets, priced.baskets.lines.where(again)
    promotion, item, _ = ranked
    number = np.broadcast_to(np.arange(len(item))[:, None], item.shape)
    choices = np.stack([number, promotion, item]).T.tolist()  # of each good, the best first
    limit = _limit(priced.promotions.rows["buyer_limit"]).tolist()
    left = _limit(priced.items["left"]).tolist()
    had: dict[tuple[int, int], int] = {}
    chosen: list[int] = []
    columns = lines["order"], lines["quantity"], priced.good[again]
    for order, quantity, good in zip(*(each.tolist() for each in columns), strict=True):
        for n, by, its in choices[good]:
            if by != NONE:
                if quantity > left[its] or not baskets.may.item(order, by):
                    continue
                units = quantity + had.get((order, by), 0)
                if units + baskets.used.item(order, by) > limit[by]:
                    continue
                had[order, by] = units
                left[its] -= quantity
                if not left[its]:  # no later line need try it
                    choices[good] = [each for each in choices[good] if left[each[2]]]
            chosen.append(n)
            break
    return chosen


def _buy_more(priced: _Priced, amount: Cents, by: list[Array]) -> tuple[Cents, Array]:
    """Step 2, round by round: each order's best promotion, then its best one for what is left."""
    promotions, baskets = priced.promotions, priced.baskets
    size, order, quantity = len(baskets), baskets.lines["order"], baskets.lines["quantity"]
    off, mine = np.zeros_like(amount), np.full(len(amount), NONE)
    offers = promotions.of(Tool.BUY_MORE)
    if not offers:
        return off, mine
    tools = np.append(promotions.rows["tool"], 0)  # the last is what ``NONE`` finds
    free = positions(~np.isin(tools[by[PRICE]], FLASHES))
    while True:
        best, chosen = np.zeros(size, dtype=np.int64), np.full(size, NONE)
        for promotion in offers:
            counted = priced.held_of(free, promotion)
            units = _summed(order[counted], quantity[counted], size)
            spent = _summed(order[counted], amount[counted], size)
            tier = _reached(promotions, promotion, units, spent)
            may = baskets.may[:, promotion]
            taken = _taken(promotions, tier, spent) * may
            gives = _value(promotions, "gift", tier, NONE) != NONE
            better = (taken > best) | (may & gives & (units > 0) & (chosen == NONE))
            chosen = np.where(better, promotion, chosen)
            best = np.maximum(best, taken)
        counted = priced.held_of(free, chosen[order[free]])
        if not len(counted):
            return off, mine
        off[counted] = divided(order[counted], amount[counted], best)
        mine[counted] = chosen[order[counted]]
        free = free[(mine[free] == NONE) & (chosen[order[free]] != NONE)]


def _reached(promotions: Promotions, promotion: int, units: Array, spent: Cents) -> Array:
    """The highest tier reached, ``NONE`` for none; a later tier stands above those before it."""
    tiers, found = promotions.tiers, np.full(len(spent), NONE)
    first, end = np.searchsorted(tiers["promotion"], [promotion, promotion + 1])
    for tier in range(first, end):
        found[(units >= tiers["units"][tier]) & (spent >= tiers["least"][tier])] = tier
    return found


def _taken(promotions: Promotions, tier: Array, spent: Cents) -> Cents:
    """What tiers take off, each of what is spent."""
    amount, percent = (_value(promotions, name, tier, 0) for name in ("amount", "percent"))
    return np.minimum(amount + share(spent, percent), spent)


def _value(promotions: Promotions, name: str, tier: Array, usual: int) -> Array:
    """A column of the tiers, with what is usual for ``NONE``."""
    return np.append(promotions.tiers[name], usual)[tier]  # the last is what ``NONE`` finds


def _gifts(
    promotions: Promotions, baskets: Baskets, amount: Cents, by: Array
) -> tuple[Columns, Bools]:
    """The gifts of orders of which promotions have some lines, and the lines that came too late.

    ``amount`` is what lines cost after step 1, which tiers are reached by.
    """
    tiers, lines, size = promotions.tiers, baskets.lines, len(baskets)
    late, order = np.zeros(len(by), dtype=np.bool_), baskets.lines["order"]
    parts: list[tuple[Array, Array]] = [(order[:0], order[:0])]
    for promotion in np.unique(tiers["promotion"][tiers["gift"] != NONE]).tolist():
        mine = positions(by == promotion)
        units = _summed(order[mine], lines["quantity"][mine], size)
        tier = _reached(promotions, promotion, units, _summed(order[mine], amount[mine], size))
        for each in positions((tiers["promotion"] == promotion) & (tiers["gift"] != NONE)).tolist():
            earned = positions((units > 0) & (tier == each))
            most = int(_limit(tiers["gifts_left"][[each]])[0])
            parts.append((earned[:most], np.full(len(earned[:most]), each)))
            late[mine] |= np.isin(order[mine], earned[most:])
    to, tier = (np.concatenate(each) for each in zip(*parts, strict=True))
    promotion = tiers["promotion"][tier]
    found = Columns(
        {
            "order": to,
            "promotion": promotion,
            "tier": tier,
            "sku": tiers["gift"][tier],
            "units": tiers["gift_units"][tier],
        }
    )
    return found.where(np.lexsort((promotion, to))), late


def _codes(priced: _Priced, amount: Cents, _by: list[Array]) -> tuple[Cents, Array]:
    """Step 3. Whoever comes when one is used up takes the next best."""
    promotions, baskets = priced.promotions, priced.baskets
    rows, lines, size = promotions.rows, baskets.lines, len(baskets)
    order = lines["order"]
    offers = sorted(promotions.of(Tool.VOUCHER, Tool.PROMO_CODE))
    worth = np.zeros((len(offers), size), dtype=np.int64)
    every = np.arange(len(order))
    for n, promotion in enumerate(offers):
        counted = priced.held_of(every, promotion)
        spent = _summed(order[counted], amount[counted], size)
        less = share(spent, rows["percent"][promotion])
        if rows["most"][promotion]:
            less = np.minimum(less, rows["most"][promotion])
        may = baskets.may[:, promotion] & (spent >= rows["least"][promotion])
        may &= baskets.used[:, promotion] < _limit(rows["buyer_limit"][promotion])
        worth[n] = np.minimum(less + rows["amount"][promotion], spent) * may
    off, mine = np.zeros_like(amount), np.full(len(amount), NONE)
    if not worth.any():
        return off, mine
    chosen = worth.argmax(axis=0)
    while True:
        late = [
            (n, positions((chosen == n) & (worth[n] > 0))[most:])
            for n, most in enumerate(_limit(rows["left"][offers]))
        ]
        moved = np.concatenate([users for _, users in late])
        if not len(moved):
            break
        for n, users in late:
            worth[n, users] = 0
        chosen[moved] = worth[:, moved].argmax(axis=0)
    best = worth.max(axis=0)
    its = np.where(best > 0, np.array(offers)[chosen], NONE)[order]
    counted = priced.held_of(every, its)
    off[counted] = divided(order[counted], amount[counted], best)
    mine[counted] = its[counted]
    return off, mine


def _shipping(
    promotions: Promotions, baskets: Baskets, value: Cents, fee: Cents
) -> tuple[Cents, Array]:
    """Step 4: what is taken off each order's fee, and by which promotion."""
    rows, items, lines = promotions.rows, promotions.items, baskets.lines
    best, chosen = np.zeros_like(fee), np.full(len(fee), NONE)
    for promotion in promotions.of(Tool.SHIPPING_DISCOUNT):
        less = int(rows["amount"][promotion])
        reached = baskets.may[:, promotion] & (value >= rows["least"][promotion])
        if not rows["whole_shop"][promotion]:
            own = items["sku"][items["promotion"] == promotion]
            reached[lines["order"][~np.isin(lines["sku"], own)]] = False
        taken = np.where(reached, np.minimum(fee, less) if less else fee, 0)
        chosen = np.where(taken > best, promotion, chosen)
        best = np.maximum(best, taken)
    return best, chosen


def _limit(limits: Array) -> Array:
    """Limits as numbers to count by, out of reach where there is none."""
    return np.where(limits == NO_LIMIT, _PLENTY, limits)


def _platform(promotions: Promotions, taken: Cents, by: Array) -> Cents:
    """What the platform bears of what promotions have taken off."""
    shares = np.append(promotions.rows["platform_share"], 0)  # the last is what ``NONE`` finds
    return share(taken, shares[by])


def divided(order: Array, amount: Cents, off: Cents) -> Cents:
    """What each order's ``off`` takes off each of its lines, by their amounts; no line twice."""
    reached = np.cumsum(amount)
    first = np.searchsorted(order, order)  # the first line of each line's order
    before = (reached - amount)[first]
    whole = np.maximum(_summed(order, amount, len(off))[order], 1)
    upto = off[order] * (reached - before) // whole
    upfrom = off[order] * (reached - amount - before) // whole
    return np.asarray(upto - upfrom)


def _along(values: Array, place: Array) -> Array:
    return np.take_along_axis(values, place, axis=0)


def _summed(key: Array, values: Array, size: int) -> npt.NDArray[np.int64]:
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, key, values)
    return found
