"""The margin guard: what the seller keeps of SKUs at the promotions that hold, and with one more.

A figure that nobody knows is None, and so is what depends on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import numpy as np
from sqlalchemy import Connection, select

from domain.catalogue.tables import skus
from domain.finance import rules as finance
from domain.kernel.columns import Array
from domain.kernel.money import Cents
from domain.promotions.commands import SavePromotion
from domain.promotions.explaining import Step, explained
from domain.promotions.margin import (
    Costs,
    Fees,
    Part,
    break_even_commission,
    break_even_price,
    margins,
)
from domain.promotions.pricing import NONE, PRICE, Bools
from domain.promotions.rules import Audience, Tool
from domain.promotions.tables import promotions
from domain.promotions.worst import OTHERS, Fee, Reach, reach, single
from domain.reports.margin_figures import Known, known_of
from domain.reports.promotions_held import Held, held
from domain.reports.shop import ShopRow, shop_row


class Loss(StrEnum):
    """Where money is lost."""

    UNIT = "unit"
    BASKET = "basket"
    """The typical one."""
    WORST = "worst"
    """A basket that a buyer could put together."""


@dataclass(frozen=True, slots=True)
class Named:
    """A promotion; its id is 0 where it is only tried and new."""

    id: int
    name: str


Parts = tuple[tuple[Part, int | None], ...]
"""What is kept and what it is made of, minor units with their signs; None where unknown."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A basket that a buyer could put together."""

    at: int
    """The moment at which its promotions hold together."""
    units: int
    """Of the SKU."""
    others: int
    """What other goods in it cost at their own prices; 0 for none."""
    value: int
    """What the buyer pays for the SKU's units, before shipping."""
    stacked: tuple[Named, ...]
    """What counts for it, in the order of the steps."""
    keeps: int | None
    """What the seller keeps of the SKU's units."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A step of a unit's price, with the promotion behind it."""

    step: Step
    promotion: Named | None


@dataclass(frozen=True, slots=True)
class MarginRow:
    """What is kept of a SKU; minor units."""

    known: Known
    price: tuple[Explained, ...]
    """How one unit comes to its price for a new buyer."""
    unit: Parts
    """Of one unit, alone in its parcel."""
    basket: Parts
    """Of the SKU's units in a typical order; they bear their share of its parcel."""
    break_even_price: int | None
    """The lowest price at which a unit does not lose; None where no price up to the highest that is
    allowed does, and where it depends on what is unknown."""
    break_even_commission: int | None
    """The highest commission (basis points) at which a unit at its price does not lose; None as
    before."""
    worst: Stack | None
    """The basket in which a unit comes to the least."""
    leanest: Stack | None
    """The basket in which a unit keeps the least; None where that depends on what is unknown."""
    loses: tuple[Loss, ...]


def margin(
    conn: Connection,
    wall: int,
    ids: Sequence[int],
    draft: SavePromotion | None = None,
    *,
    without: int = 0,
    packaging: int | None = None,
) -> tuple[MarginRow, ...]:
    """The margins of SKUs, by rising id; ``wall`` is the wall clock, which is a real shop's now.

    With a ``draft`` they are those of the moment when it begins, and the worst stack is that of all
    its time. ``without`` is a promotion that is left out; ``packaging`` as for ``known_of``.
    """
    about = shop_row(conn, wall)
    moments = _moments(conn, about.now, draft)
    together = [(at, held(conn, at, also=draft, without=without)) for at in moments]
    gifts = _gift_costs(conn, [some for _, some in together])
    found = known_of(conn, about, ids, packaging)
    return tuple(_Sku(about, known, fee_of, together, gifts).row() for known, fee_of in found)


def _gift_costs(conn: Connection, together: Sequence[Held]) -> dict[int, int | None]:
    """What a unit of each gift costs."""
    gifts = {each for some in together for each in some.promotions.tiers["gift"].tolist()}
    query = select(skus.c.id, skus.c.cost).where(skus.c.id.in_(sorted(gifts - {NONE})))
    return dict(conn.execute(query).all())


def _moments(conn: Connection, now: int, draft: SavePromotion | None) -> list[int]:
    """When the draft begins, and when anything else begins while it holds; now without one."""
    if draft is None:
        return [now]
    first = max(now, draft.starts_at)
    started = promotions.c.starts_at
    later = select(started).where(promotions.c.draft == 0, started > first).distinct()
    if draft.ends_at:
        later = later.where(started < draft.ends_at)
    return [first, *conn.scalars(later.order_by(started))]


class _Sku:
    """The margins of one SKU."""

    def __init__(
        self,
        about: ShopRow,
        known: Known,
        fee_of: Fee,
        together: list[tuple[int, Held]],
        gifts: dict[int, int | None],
    ) -> None:
        self._known, self._fee_of, self._together, self._gifts = known, fee_of, together, gifts
        self._rules = about.rules if about.book.practice else None
        self._unknown = _unknown(known, charged=self._rules is not None)
        its = {each for _, some in together for each in _gifts_of(some, known.sku)}
        if any(gifts[each] is None for each in its):
            self._unknown |= {Part.GIFTS, Part.KEEPS}
        self._fees = Fees(np.zeros_like, np.zeros_like, 0)
        if self._rules is not None:
            self._fees = Fees(
                partial(finance.referral_fee, rules=self._rules),
                partial(finance.refund_administration_fee, rules=self._rules),
                self._rules.campaign_fee,
            )

    def row(self) -> MarginRow:
        """All of it."""
        known, price = self._known, self._known.price
        if price is None:
            return MarginRow(known, (), (), (), None, None, None, None, ())
        _, now = self._together[0]
        lines = known.lines.value or 100
        one = self._single(now, price, 1, self._fee_of)
        typical = self._single(now, price, known.units.value or 1, _shared(self._fee_of, lines))
        unit, basket = self._parts(now, one), self._parts(now, typical, lines)
        stacks = [self._stacks(at, some, price) for at, some in self._together]
        worst = min((low for low, _ in stacks), key=lambda each: each.value / each.units)
        leanest = min((lean for _, lean in stacks), key=_per_unit)
        sure = leanest.keeps is not None
        even_price, even_commission = self._break_even(now, one) if sure else (None, None)
        loses = {
            Loss.UNIT: dict(unit)[Part.KEEPS],
            Loss.BASKET: dict(basket)[Part.KEEPS],
            Loss.WORST: leanest.keeps,
        }
        return MarginRow(
            known=known,
            price=named(now, explained(one.sold, 0)),
            unit=unit,
            basket=basket,
            break_even_price=even_price,
            break_even_commission=even_commission,
            worst=worst,
            leanest=leanest if sure else None,
            loses=tuple(loss for loss, keeps in loses.items() if keeps is not None and keeps < 0),
        )

    def _single(self, some: Held, price: int, units: int, fee_of: Fee) -> Reach:
        """Units of the SKU as a new buyer has them, who uses whatever is tried in any case."""
        may = some.may(np.array([0]))[0]
        if some.tried != NONE:
            may[some.tried] = True
        return single(some.promotions, self._known.sku, price, np.array([units]), may, fee_of)

    def _costs(self, lines: int = 100) -> Costs:
        """With the share of the parcel that one of so many lines (hundredths) bears."""
        known = self._known
        goods = {OTHERS: 0, **self._gifts, known.sku: known.cost.value}
        sku = np.array(sorted(goods))

        def each(value: int | None) -> Array:
            return np.where(sku == known.sku, value or 0, 0)

        return Costs(
            sku=sku,
            goods=np.array([goods[each] or 0 for each in sku.tolist()]),
            label=each(_part(known.label.value or 0, lines)),
            packaging=each(_part(known.packaging.value or 0, lines)),
            commission=each(known.commission.value),
            back=each(known.back.value),
            lost=each(known.lost.value),
        )

    def _parts(self, some: Held, sold: Reach, lines: int = 100) -> Parts:
        found = margins(sold.sold, some.promotions, self._costs(lines), self._fees).orders
        return tuple(
            (part, None if part in self._unknown else int(found[part][0])) for part in Part
        )

    def _stacks(self, at: int, some: Held, price: int) -> tuple[Stack, Stack]:
        """The baskets in which a unit comes to the least, and in which it keeps the least."""
        reached = reach(some.promotions, self._known.sku, price, _kinds(some), self._fee_of)
        found = margins(reached.sold, some.promotions, self._costs(), self._fees)
        keeps = found.lines[Part.KEEPS][reached.line]
        units, value = reached.sold.lines["quantity"][reached.line], reached.value()

        def stack(basket: int) -> Stack:
            return Stack(
                at=at,
                units=int(units[basket]),
                others=reached.others(basket),
                value=int(value[basket]),
                stacked=tuple(_name(some, each) for each in reached.stacked(basket)),
                keeps=None if Part.KEEPS in self._unknown else int(keeps[basket]),
            )

        lean = np.lexsort((reached.sold.orders["items"], keeps / units))
        return stack(reached.lowest()), stack(int(lean[0]))

    def _break_even(self, some: Held, one: Reach) -> tuple[int | None, int | None]:
        assert self._rules is not None
        sold = one.sold
        tools = np.append(some.promotions.rows["tool"], 0)
        campaign = tools[sold.lines[f"by_{PRICE}"]] == Tool.CAMPAIGN
        shipping = sold.orders["shipping"] + sold.orders["fee_platform"]
        worth = sold.orders["items"] - sold.orders["seller"]
        sku, costs = np.array([self._known.sku]), self._costs()
        gift = margins(sold, some.promotions, costs, self._fees).orders[Part.GIFTS]
        # A gift that one unit earns is gone with its parcel, as its packaging is.
        costs = replace(costs, packaging=costs.packaging - gift)
        price = break_even_price(sku, shipping, costs, self._fees, campaign, self._rules.price_high)
        commission = break_even_commission(sku, worth, shipping, costs, self._fees, campaign)
        return _reached(price), _reached(commission)


def _unknown(known: Known, *, charged: bool) -> set[Part]:
    """The parts that nobody knows; ``charged`` says whether the region's fees are known."""
    found: set[Part] = set()
    if known.cost.value is None:
        found |= {Part.GOODS, Part.RETURNS, Part.KEEPS}
    if known.label.value is None:
        found |= {Part.LABEL, Part.KEEPS}
    if not charged:
        found |= {Part.REFERRAL_FEE, Part.CAMPAIGN_FEE, Part.RETURNS, Part.KEEPS}
    return found


def _gifts_of(some: Held, sku: int) -> list[int]:
    """The gifts of promotions that a SKU is in."""
    known = some.promotions
    its = known.items["promotion"][known.items["sku"] == sku]
    mine = np.isin(known.tiers["promotion"], its)
    mine |= known.rows["whole_shop"][known.tiers["promotion"]] == 1
    found: list[int] = known.tiers["gift"][mine & (known.tiers["gift"] != NONE)].tolist()
    return found


def _kinds(some: Held) -> Bools:
    """What buyers may use who are new, have ordered once, and have ordered twice."""
    return some.may(np.arange(Audience.REPEAT + 1))


def _per_unit(stack: Stack) -> float:
    return (stack.keeps or 0) / stack.units


def _reached(found: Array) -> int | None:
    return None if found[0] == NONE else int(found[0])


def _part(amount: int, lines: int) -> int:
    """One line's part of an amount that so many lines (hundredths) bear, half up."""
    return (200 * amount + lines) // (2 * lines)


def _shared(fee_of: Fee, lines: int) -> Fee:
    def fee(units: Array, value: Cents) -> Cents:
        return np.asarray((200 * fee_of(units, value) + lines) // (2 * lines))

    return fee


def named(some: Held, steps: tuple[Step, ...]) -> tuple[Explained, ...]:
    """Steps with the promotions behind them."""
    return tuple(
        Explained(step, None if step.promotion == NONE else _name(some, step.promotion))
        for step in steps
    )


def _name(some: Held, promotion: int) -> Named:
    return Named(int(some.promotions.rows["id"][promotion]), some.names[promotion])
