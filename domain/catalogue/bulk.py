"""What a change to many SKUs at once makes of each, as column functions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from domain.catalogue.rules import PACE_DAYS
from domain.kernel.columns import Array
from domain.kernel.money import BASIS, Cents, share
from domain.kernel.refusals import Refusal
from domain.rulebook import Rulebook, Rules


class By(Enum):
    """How a price is changed."""

    SET = "set"  # to an amount
    AMOUNT = "amount"  # by an amount
    PERCENT = "percent"  # by a share of itself


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What happens to prices."""

    by: By
    value: int
    """Minor units, or basis points for a share; below zero it makes cheaper."""
    ending: bool = False
    """Whether prices then end one minor unit below a whole one, as 12.99 does."""


def changed_prices(before: Cents, change: PriceChange, rules: Rules, unit: int) -> Cents:
    """What prices become; a share is rounded half away from zero.

    ``unit`` is how many minor units make a whole one. What comes out may be no price that the
    platform takes (``in_range``), but an ending never makes it so.
    """
    if change.by is By.SET:
        after = np.full_like(before, change.value)
    elif change.by is By.AMOUNT:
        after = before + change.value
    else:
        after = share(before, BASIS + change.value)
    return ended(after, rules, unit) if change.ending else after


def ended(prices: Cents, rules: Rules, unit: int) -> Cents:
    """The nearest price one below a whole unit, the higher one of two equally near.

    Where that is no price that the platform takes, the next one on its other side; where neither
    is, or the currency has no smaller unit, the price stays.
    """
    if unit == 1:
        return prices
    nearest = (prices + 1 + unit // 2) // unit * unit - 1
    nearest = np.where(nearest < rules.price_low, nearest + unit, nearest)
    nearest = np.where(nearest > rules.price_high, nearest - unit, nearest)
    return np.where(in_range(prices, rules) & in_range(nearest, rules), nearest, prices)


def in_range(prices: Cents, rules: Rules) -> Array:
    """Which amounts the platform takes as prices."""
    return np.asarray((rules.price_low <= prices) & (prices <= rules.price_high))


def price_refusal(price: int, book: Rulebook, rules: Rules) -> Refusal:
    """Why an amount is no price."""
    text = book.currency.text
    said: dict[str, str | int] = {
        "low": text(rules.price_low),
        "high": text(rules.price_high),
        "price": text(price),
    }
    return Refusal("price-out-of-range", said)


def can_order(quantities: Array, least: Array, rules: Rules) -> Array:
    """Which quantities suppliers take, who sell ``least`` units of a SKU at a time."""
    return np.asarray((quantities >= np.maximum(least, 1)) & (quantities <= rules.stock_high))


def quantity_refusal(quantity: int, least: int, rules: Rules) -> Refusal:
    """Why so many units cannot be ordered from a supplier who sells ``least`` at a time."""
    if 1 <= quantity < least:
        return Refusal("order-below-minimum", {"quantity": quantity, "least": least})
    said: dict[str, str | int] = {"low": 1, "high": rules.stock_high, "quantity": quantity}
    return Refusal("quantity-out-of-range", said)


def units_to_last(
    days: int, *, sold: Array, stock: Array, coming: Array, lead_days: Array
) -> Array:
    """Units to order so that stock lasts so many days once they are here; 0 where it does.

    ``sold`` is units of the last ``PACE_DAYS`` days; what is ``coming`` counts as here.
    """
    wanted = -(-sold * (lead_days + days) // PACE_DAYS)
    return np.asarray(np.maximum(0, wanted - stock - coming))
