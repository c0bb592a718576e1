"""Promotions, baskets and their prices as tests write them down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.kernel.columns import Columns
from domain.kernel.money import Cents
from domain.promotions.pricing import NO_LIMIT, NONE, Baskets, Checkout, Promotions, checkout
from domain.promotions.rules import Tool


@dataclass(frozen=True)
class Offer:
    """A promotion, by default of the whole shop and without limits."""

    tool: Tool
    percent: int = 0
    amount: int = 0
    most: int = 0
    least: int = 0
    platform_share: int = 0
    left: int = NO_LIMIT
    buyer_limit: int = NO_LIMIT
    prices: dict[int, int] | None = None
    """By SKU a fixed price; None for the whole shop."""
    percents: dict[int, int] = field(default_factory=dict)
    """By SKU a percentage in place of a price, which is 0 then."""
    units: dict[int, int] = field(default_factory=dict)
    """By SKU the units that are left; others have no limit."""
    tiers: Sequence[dict[str, int]] = ()


def held(*offers: Offer) -> Promotions:
    """Promotions in the order of their age."""
    fields = "percent", "amount", "most", "least", "platform_share", "left", "buyer_limit"
    rows = {name: numbers([getattr(each, name) for each in offers]) for name in fields}
    rows["id"] = np.arange(len(offers)) + 1
    rows["tool"] = numbers([each.tool for each in offers])
    rows["whole_shop"] = numbers([each.prices is None for each in offers])
    items = [
        (at, sku, price, each.percents.get(sku, 0), each.units.get(sku, NO_LIMIT))
        for at, each in enumerate(offers)
        for sku, price in (each.prices or {}).items()
    ]
    usual = {"gift": NONE, "gift_units": 1, "gifts_left": NO_LIMIT}
    names = "units", "least", "percent", "amount", *usual
    tiers = [
        (at, *(tier.get(name, usual.get(name, 0)) for name in names))
        for at, each in enumerate(offers)
        for tier in each.tiers
    ]
    return Promotions(
        Columns(rows),
        columns(("promotion", "sku", "price", "percent", "left"), items),
        columns(("promotion", *names), tiers),
    )


Basket = Sequence[tuple[int, int, int]]
"""Its lines: SKU, quantity and list price of a unit."""


def baskets(promotions: Promotions, *orders: Basket) -> Baskets:
    """Orders of buyers who may use everything and have used nothing."""
    lines = [(at, *line) for at, basket in enumerate(orders) for line in basket]
    shape = len(orders), len(promotions)
    return Baskets(
        columns(("order", "sku", "quantity", "price"), lines),
        np.ones(shape, dtype=bool),
        np.zeros(shape, dtype=np.int64),
    )


def columns(names: Sequence[str], rows: Sequence[tuple[int, ...]]) -> Columns:
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(names))
    return Columns(dict(zip(names, table.T.copy(), strict=True)))


def numbers(values: Sequence[int]) -> Cents:
    return np.array(values, dtype=np.int64)


def nothing(value: Cents) -> Cents:
    """No fee and no tax."""
    return value * 0


def priced(promotions: Promotions, *orders: Basket) -> Checkout:
    """What those orders come to where nothing is asked for shipping, nor as tax."""
    return checkout(promotions, baskets(promotions, *orders), nothing, nothing)
