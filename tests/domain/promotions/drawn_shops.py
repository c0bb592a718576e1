"""Small shops full of promotions, drawn at random: what holds, and who is about to order what."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from domain.kernel.columns import Array, Columns
from domain.kernel.money import Cents
from domain.promotions.pricing import NO_LIMIT, NONE, Baskets, Promotions
from domain.promotions.rules import PRICES, Tool

SKUS = np.array([3, 4, 7, 12])
LISTED = np.array([1000, 999, 1000, 2345])
PERCENT = np.array([500, 1000, 1250, 3333, 5000, 9999, 10_000])
AMOUNT = np.array([1, 50, 300, 300, 700, 2000])
UNITS = np.array([NO_LIMIT, NO_LIMIT, 0, 1, 2, 2, 3, 5])
OFTEN = np.array([NO_LIMIT, NO_LIMIT, 0, 1, 1, 2])
LEAST = np.array([0, 0, 1, 1000, 1500, 1999, 3000])
SHARE = np.array([0, 0, 2500, 3333, 5000, 10_000])
TOOLS = np.array([*Tool, Tool.BUY_MORE, Tool.BUY_MORE, Tool.VOUCHER, Tool.VOUCHER])


def fee_of(value: Cents) -> Cents:
    """A fee with two thresholds; of one order's value or of many."""
    return (value < 1500) * 499 + (value >= 1500) * (value < 4000) * 250


def tax_of(value: Cents) -> Cents:
    """A tax of 8.75 %."""
    return (value * 875 + 5000) // 10_000


def drawn_shops(seed: int, count: int) -> Iterator[tuple[Promotions, Baskets]]:
    """So many shops with up to ten promotions and up to six orders each."""
    draw = np.random.default_rng(seed)
    for _ in range(count):
        tool = TOOLS.take(draw.integers(0, len(TOOLS), draw.integers(1, 11)))
        held = _promotions(draw, tool)
        yield held, _baskets(draw, len(held))


def _promotions(draw: np.random.Generator, tool: Array) -> Promotions:
    size = len(tool)
    chance = draw.random((5, size))
    whole = chance[0] < np.where(tool == Tool.SHIPPING_DISCOUNT, 0.7, 0.25)
    by_amount = chance[1] < 0.4
    percent, most = _of(draw, PERCENT, size), _of(draw, AMOUNT, size)
    rows = Columns(
        {
            "id": np.arange(size) + 50,
            "tool": tool,
            "whole_shop": whole.astype(np.int64),
            "percent": np.where(by_amount & (tool > max(PRICES)), 0, percent),
            "amount": np.where(by_amount, _of(draw, AMOUNT, size), 0),
            "most": np.where(by_amount | (chance[2] < 0.5), 0, most),
            "least": _of(draw, LEAST, size),
            "platform_share": _of(draw, SHARE, size),
            "left": _of(draw, OFTEN, size),
            "buyer_limit": np.where(chance[3] < 0.5, NO_LIMIT, draw.integers(1, 6, size)),
        }
    )
    return Promotions(rows, _items(draw, whole), _tiers(draw, tool))


def _items(draw: np.random.Generator, whole: Array) -> Columns:
    """Most SKUs are in most promotions, at prices that are often the same."""
    there = (draw.random((len(whole), len(SKUS))) < 0.7) & ~whole[:, None]
    promotion, at = there.nonzero()
    size = len(at)
    fixed = draw.random(size) < 0.5
    return Columns(
        {
            "promotion": promotion,
            "sku": SKUS[at],
            "price": np.where(fixed, LISTED[at] - _of(draw, AMOUNT, size).clip(max=999), 0).clip(0),
            "percent": _of(draw, PERCENT, size),
            "left": _of(draw, UNITS, size),
        }
    )


def _tiers(draw: np.random.Generator, tool: Array) -> Columns:
    """One or two, rising, by units or by amount; some give a gift, of which few are left."""
    promotion = (tool == Tool.BUY_MORE).nonzero()[0].repeat(2)
    size = len(promotion)
    second = np.arange(size) % 2
    by_units, by_amount = np.repeat(draw.random((2, size // 2)) < 0.5, 2, axis=1)
    gives = draw.random(size) < 0.3
    tiers = Columns(
        {
            "promotion": promotion,
            "units": np.where(by_units, draw.integers(1, 3, size) + 2 * second, 0),
            "least": np.where(by_units, 0, draw.integers(1, 30, size) * 100 + 3000 * second),
            "percent": np.where(by_amount | gives, 0, _of(draw, PERCENT, size)),
            "amount": np.where(by_amount & ~gives, _of(draw, AMOUNT, size), 0),
            "gift": np.where(gives, _of(draw, SKUS, size), NONE),
            "gift_units": np.where(gives, draw.integers(1, 4, size), 0),
            "gifts_left": np.where(gives, _of(draw, OFTEN, size), NO_LIMIT),
        }
    )
    return tiers.where((second == 0) | (draw.random(size) < 0.6))


def _baskets(draw: np.random.Generator, promotions: int) -> Baskets:
    size = int(draw.integers(1, 7))
    order = np.repeat(np.arange(size), draw.integers(0, 4, size))
    at = draw.integers(0, len(SKUS), len(order))
    lines = Columns(
        {
            "order": order,
            "sku": SKUS[at],
            "quantity": draw.integers(1, 4, len(order)),
            "price": LISTED[at] + 55 * (draw.random(len(order)) < 0.2),  # it has gone up since
        }
    )
    may = draw.random((size, promotions)) < 0.85
    used = draw.integers(-3, 3, (size, promotions)).clip(0)
    return Baskets(lines, may, used)


def _of(draw: np.random.Generator, values: Array, size: int) -> Array:
    return values.take(draw.integers(0, len(values), size))
