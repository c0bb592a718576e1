"""``bench pricing``: a hundred thousand baskets against fifty promotions of all tools."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from desktop.bench.rows import Row, in_turn
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.money import Cents, share
from domain.promotions.pricing import NO_LIMIT, NONE, Baskets, Promotions, checkout
from domain.promotions.rules import PRICES, Tool

_BASKETS = 100_000
_SECONDS = 1.0
_SKUS, _HELD = 1_000, 300
_LIVE = {
    Tool.LIVE_FLASH_DEAL: 3,
    Tool.CAMPAIGN: 4,
    Tool.FLASH_DEAL: 6,
    Tool.NEW_ARRIVAL: 4,
    Tool.PRODUCT_DISCOUNT: 9,
    Tool.BUY_MORE: 10,
    Tool.VOUCHER: 8,
    Tool.PROMO_CODE: 4,
    Tool.SHIPPING_DISCOUNT: 2,
}
_FEE, _FREE_FROM = 499, 5_000
_TAX = 875


def pricing(_scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for promotions of which there is enough, and for ones that run short everywhere."""
    count = _BASKETS // 100 if quick else _BASKETS
    draw = np.random.default_rng(1)
    baskets = _baskets(draw, count)
    promotions = {name: _promotions(draw, short) for name, short in (("", False), ("-short", True))}

    def priced(held: Promotions) -> float:
        begun = time.perf_counter()
        checkout(held, baskets, _fee, _tax)
        return time.perf_counter() - begun

    def summed() -> float:
        begun = time.perf_counter()
        lines = baskets.lines
        np.bincount(lines["order"], lines["price"] * lines["quantity"], minlength=count)
        return time.perf_counter() - begun

    *seconds, plain = in_turn(
        rounds, *(lambda held=held: priced(held) for held in promotions.values()), summed
    )
    return [
        Row(
            name=f"pricing{name}",
            size=f"{count} baskets, {len(baskets.lines)} lines, {len(held)} promotions",
            value=took,
            unit="s",
            bar=_SECONDS,
            bar_on="value",
            baseline="NumPy's sum of the same lines at list prices",
            baseline_value=plain,
        )
        for (name, held), took in zip(promotions.items(), seconds, strict=True)
    ]


def _fee(value: Cents) -> Cents:
    return np.where(value < _FREE_FROM, _FEE, 0)


def _tax(value: Cents) -> Cents:
    return share(value, _TAX)


def _baskets(draw: np.random.Generator, count: int) -> Baskets:
    """Orders of one to three lines by buyers who may use most of the promotions."""
    order = np.repeat(np.arange(count), draw.integers(1, 4, count))
    at = draw.integers(0, _SKUS, len(order))
    lines = Columns(
        {
            "order": order,
            "sku": at,
            "quantity": draw.integers(1, 4, len(order)),
            "price": draw.integers(300, 9_000, _SKUS)[at],
        }
    )
    shape = count, sum(_LIVE.values())
    return Baskets(lines, draw.random(shape) < 0.8, draw.integers(0, 2, shape))


def _promotions(draw: np.random.Generator, short: bool) -> Promotions:
    """Each SKU is in a good many; ``short`` ones have few units and uses, for all and for each."""
    tool = np.repeat(list(_LIVE), list(_LIVE.values()))
    size = len(tool)
    codes = np.isin(tool, (Tool.VOUCHER, Tool.PROMO_CODE))
    limited = short & (codes | np.isin(tool, PRICES))
    rows = Columns(
        {
            "id": np.arange(size),
            "tool": tool,
            "whole_shop": (codes & (np.arange(size) % 2 == 0)).astype(np.int64),
            "percent": np.where(
                tool == Tool.SHIPPING_DISCOUNT, 0, 100 * draw.integers(5, 31, size)
            ),
            "amount": np.zeros(size, dtype=np.int64),
            "most": np.where(codes, 1_500, 0),
            "least": np.where(codes, 100 * draw.integers(0, 60, size), 0),
            "platform_share": draw.integers(0, 5_001, size),
            "left": np.where(limited & codes, 2_000, NO_LIMIT),
            "buyer_limit": np.where(limited, 4, NO_LIMIT),
        }
    )
    return Promotions(rows, _items(draw, rows["whole_shop"] == 0, short), _tiers(tool))


def _items(draw: np.random.Generator, named: Array, short: bool) -> Columns:
    """The SKUs of the promotions that are not of the whole shop, at a price or a percentage."""
    at = [draw.choice(_SKUS, _HELD, replace=False) for _ in positions(named)]
    size = len(at) * _HELD
    return Columns(
        {
            "promotion": positions(named).repeat(_HELD),
            "sku": np.concatenate(at),
            "price": np.where(draw.random(size) < 0.5, draw.integers(250, 5_000, size), 0),
            "percent": 100 * draw.integers(5, 51, size),
            "left": np.full(size, 20 if short else NO_LIMIT),
        }
    )


def _tiers(tool: Array) -> Columns:
    """Two for each promotion of buying more."""
    promotion = positions(tool == Tool.BUY_MORE).repeat(2)
    second = np.arange(len(promotion)) % 2
    return Columns(
        {
            "promotion": promotion,
            "units": 2 + 2 * second,
            "least": np.zeros_like(promotion),
            "percent": 500 + 500 * second,
            "amount": np.zeros_like(promotion),
            "gift": np.full_like(promotion, NONE),
            "gift_units": np.zeros_like(promotion),
            "gifts_left": np.full_like(promotion, NO_LIMIT),
        }
    )
