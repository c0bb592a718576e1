"""What the seller keeps of units and baskets at the prices that buyers pay for them.

The parts of what is kept add up exactly, for each line and for each basket. A line has its share of
what belongs to the whole basket: of shipping by units, of the referral fee by revenue, of the one
parcel's label and packaging by what each would have cost alone; the parcel costs as much as that of
its most costly line, and a gift in it no more. What a gift costs is borne by the lines that earned
it, by units.

Expected returns are what a returned line takes away, for the share of units that comes back. Gone
are what it was worth and its label, which is paid anyway; back are its referral fee less what the
platform keeps for the refund, its commission, and those of its goods that can be sold again.

Money is minor units and shares are basis points. Prices and commissions at which nothing is lost
are found by trying them with the same functions, so they are exact, roundings included.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from domain.kernel.columns import Array, Columns, places, positions
from domain.kernel.money import BASIS, Cents, share
from domain.promotions.pricing import BUY_MORE, NONE, PRICE, Bools, Checkout, Promotions, divided
from domain.promotions.rules import Tool


class Part(StrEnum):
    """A part of what is kept; columns have it with its sign."""

    BUYER = "buyer"
    """What the buyer pays for the items."""
    PLATFORM = "platform"
    """What the platform bears of the discounts, which it pays the seller."""
    SHIPPING = "shipping"
    """What the buyer pays for shipping."""
    REFERRAL_FEE = "referral-fee"
    CAMPAIGN_FEE = "campaign-fee"
    COMMISSION = "commission"
    LABEL = "label"
    PACKAGING = "packaging"
    GOODS = "goods"
    GIFTS = "gifts"
    """What the goods cost that go with it at no price; they stay with the buyer."""
    RETURNS = "returns"
    KEEPS = "keeps"
    """The sum of all others."""


SUMMANDS = tuple(part for part in Part if part is not Part.KEEPS)


@dataclass(frozen=True, eq=False, slots=True)
class Costs:
    """What SKUs cost the seller, by rising SKU."""

    sku: Array
    goods: Cents
    """Of a unit."""
    label: Cents
    """Of the parcel that the SKU travels in."""
    packaging: Cents
    """Of that parcel."""
    commission: Array
    """Share of what a line is worth that creators are paid, as it usually is over all sales."""
    back: Array
    """Share of units expected back."""
    lost: Array
    """Share of returned goods that cannot be sold again."""


@dataclass(frozen=True, slots=True)
class Fees:
    """What the platform takes, as the rules in force have it."""

    referral: Callable[[Cents], Cents]
    """Of a revenue."""
    administration: Callable[[Cents], Cents]
    """What it keeps of a referral fee when the sale is refunded."""
    campaign: int
    """Share of what a line at a campaign's price is worth."""


@dataclass(frozen=True, eq=False, slots=True)
class Margins:
    """The parts of what is kept, a column for each ``Part``, of each line and of each basket."""

    lines: Columns
    orders: Columns


def margins(sold: Checkout, promotions: Promotions, costs: Costs, fees: Fees) -> Margins:
    """What is kept of priced baskets; every SKU in them, and every gift, has its costs."""
    lines, orders = sold.lines, sold.orders
    tools = np.append(promotions.rows["tool"], 0)  # the last is what ``NONE`` finds
    return _margins(
        Columns(
            {
                "order": lines["order"],
                "sku": lines["sku"],
                "quantity": lines["quantity"],
                "worth": lines["subtotal"] - lines["seller"],
                "platform": lines["platform"],
                "campaign": (tools[lines[f"by_{PRICE}"]] == Tool.CAMPAIGN).astype(np.int64),
                "gifts": _gifts(sold, costs),
            }
        ),
        orders["shipping"],
        orders["fee_platform"],
        costs,
        fees,
    )


def _gifts(sold: Checkout, costs: Costs) -> Cents:
    """What the gifts cost that each line has earned."""
    lines, gifts, found = sold.lines, sold.gifts, np.zeros(len(sold.lines), dtype=np.int64)
    if not len(gifts):
        return found
    cost = gifts["units"] * costs.goods[places(costs.sku, gifts["sku"])[0]]
    for promotion in np.unique(gifts["promotion"]).tolist():
        mine = positions(lines[f"by_{BUY_MORE}"] == promotion)
        its = positions(gifts["promotion"] == promotion)
        whole = np.zeros(len(sold.orders), dtype=np.int64)
        whole[gifts["order"][its]] = cost[its]
        found[mine] = divided(lines["order"][mine], lines["quantity"][mine], whole)
    return found


def unit_keeps(
    sku: Array, price: Cents, shipping: Cents, costs: Costs, fees: Fees, campaign: Bools
) -> Cents:
    """What is kept of one unit of each SKU in a parcel of its own, for what the buyer pays.

    ``campaign`` says whether it is a campaign's price.
    """
    none = np.zeros(len(sku), dtype=np.int64)
    lines = Columns(
        {
            "order": np.arange(len(sku)),
            "sku": sku,
            "quantity": none + 1,
            "worth": price,
            "platform": none,
            "campaign": campaign.astype(np.int64),
            "gifts": none,
        }
    )
    kept: Cents = _margins(lines, shipping, none, costs, fees).orders[Part.KEEPS]
    return kept


def break_even_price(
    sku: Array, shipping: Cents, costs: Costs, fees: Fees, campaign: Bools, most: int
) -> Cents:
    """The lowest price of each SKU at which a unit does not lose, ``NONE`` where none up to most.

    ``shipping`` is what the buyer pays for it, whatever the price.
    """

    def holds(price: Cents) -> Bools:
        """For prices in a row for each try and a column for each SKU."""
        tries = len(price)
        kept = unit_keeps(
            np.tile(sku, tries),
            price.ravel(),
            np.tile(shipping, tries),
            costs,
            fees,
            np.tile(campaign, tries),
        )
        return np.asarray(kept.reshape(price.shape) >= 0)

    low, high = np.full(len(sku), -1), np.full(len(sku), most)
    while (high - low > 1).any():
        middle = np.maximum((low + high) // 2, 0)
        kept = holds(middle[None])[0]
        low, high = np.where(kept, low, middle), np.where(kept, middle, high)
    # A cent more can keep a cent less where several amounts are rounded at once, so a price that
    # does not lose may stand somewhat below one that does. None can stand further below than the
    # roundings together come to, by what a higher price brings.
    none = np.zeros(len(sku), dtype=np.int64)
    at = (sku, none + BASIS, shipping, costs, fees, campaign)
    gain = unit_keeps(*at) - unit_keeps(sku, none, shipping, costs, fees, campaign)
    further = np.where(gain > 0, _ROUNDINGS * BASIS // np.maximum(gain, 1) + 1, 0)
    below = np.arange(min(int(further.max(initial=0)), most) + 2)
    tried = np.maximum(high - below[:, None], 0)
    tried[-1] = 0  # where a higher price brings nothing, it is this one or none
    found = np.where(holds(tried), tried, most + 1).min(axis=0)
    return np.where(found > most, NONE, found)


_ROUNDINGS = 8
"""More minor units than all roundings of a unit together: of two fees on the sale and what it keeps
of them, commission and returns, each half a unit at either of two prices."""


def break_even_commission(
    sku: Array, price: Cents, shipping: Cents, costs: Costs, fees: Fees, campaign: Bools
) -> Array:
    """The highest commission at which a unit at that price does not lose; ``NONE`` where none."""
    # SKUs stand for their places here, so that each try has costs of its own.
    at, _ = places(costs.sku, sku)
    number = np.arange(len(sku))
    mine = Costs(
        number,
        costs.goods[at],
        costs.label[at],
        costs.packaging[at],
        costs.commission[at],
        costs.back[at],
        costs.lost[at],
    )
    low, high = np.full(len(sku), NONE), np.full(len(sku), BASIS + 1)
    while (high - low > 1).any():
        middle = np.maximum((low + high) // 2, 0)
        tried = replace(mine, commission=middle)
        kept = unit_keeps(number, price, shipping, tried, fees, campaign) >= 0
        low, high = np.where(kept, middle, low), np.where(kept, high, middle)
    return low


def _margins(lines: Columns, shipping: Cents, added: Cents, costs: Costs, fees: Fees) -> Margins:
    """Of lines by order; ``added`` is what the platform pays of each order's shipping."""
    order, quantity, worth = lines["order"], lines["quantity"], lines["worth"]
    size = len(shipping)
    at, _ = places(costs.sku, lines["sku"])

    def total(values: Cents) -> Cents:
        found = np.zeros(size, dtype=np.int64)
        np.add.at(found, order, values)
        return found

    def of_parcel(alone: Cents) -> Cents:
        most = np.zeros(size, dtype=np.int64)
        np.maximum.at(most, order, alone)
        return divided(order, alone * quantity, most)

    paid, helped = divided(order, quantity, shipping), divided(order, quantity, added)
    revenue = worth + paid + helped
    commission = share(worth, costs.commission[at])
    goods = costs.goods[at] * quantity
    parts: dict[str, Cents] = {
        Part.BUYER: worth - lines["platform"],
        Part.PLATFORM: lines["platform"] + helped,
        Part.SHIPPING: paid,
        Part.REFERRAL_FEE: -divided(order, revenue, fees.referral(total(revenue))),
        Part.CAMPAIGN_FEE: -share(worth * lines["campaign"], fees.campaign),
        Part.COMMISSION: -commission,
        Part.LABEL: -of_parcel(costs.label[at]),
        Part.PACKAGING: -of_parcel(costs.packaging[at]),
        Part.GOODS: -goods,
        Part.GIFTS: -lines["gifts"],
    }
    fee = fees.referral(worth)
    gone = worth - fee + fees.administration(fee) - commission
    gone = gone - goods + share(goods, costs.lost[at])
    parts[Part.RETURNS] = -((gone * costs.back[at] + BASIS // 2) // BASIS)
    parts[Part.KEEPS] = np.asarray(sum(parts[part] for part in SUMMANDS))
    return Margins(Columns(parts), Columns({part: total(each) for part, each in parts.items()}))
