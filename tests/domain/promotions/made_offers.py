"""Promotions and baskets for tests, written down or drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np
from hypothesis import strategies as st

from domain.kernel.columns import Columns
from domain.promotions.pricing import NO_LIMIT, NONE, Baskets, Promotions
from domain.promotions.rules import PRICES, Tool

SKU, OTHER = 7, 9


@dataclass(frozen=True)
class Item:
    """A SKU in a promotion."""

    sku: int = SKU
    price: int = 0
    percent: int = 0
    left: int = NO_LIMIT


@dataclass(frozen=True)
class Tier:
    """Of one that gives more for more."""

    units: int = 0
    least: int = 0
    percent: int = 0
    amount: int = 0
    gift: int = NONE
    gift_units: int = 0
    gifts_left: int = NO_LIMIT


@dataclass(frozen=True)
class Offer:
    """A promotion; without items it is for the whole shop."""

    tool: Tool
    items: tuple[Item, ...] = ()
    tiers: tuple[Tier, ...] = ()
    percent: int = 0
    amount: int = 0
    most: int = 0
    least: int = 0
    platform_share: int = 0
    left: int = NO_LIMIT
    buyer_limit: int = NO_LIMIT


_ROW = ("tool", "percent", "amount", "most", "least", "platform_share", "left", "buyer_limit")


def held(*offers: Offer) -> Promotions:
    """These promotions, the oldest first."""
    rows = {name: [getattr(each, name) for each in offers] for name in _ROW}
    rows |= {"id": list(range(1, len(offers) + 1))}
    rows |= {"whole_shop": [int(not each.items) for each in offers]}
    items = [{"promotion": at} | asdict(i) for at, each in enumerate(offers) for i in each.items]
    tiers = [{"promotion": at} | asdict(t) for at, each in enumerate(offers) for t in each.tiers]
    return Promotions(
        Columns({name: np.array(values, dtype=np.int64) for name, values in rows.items()}),
        _columns(items, ("promotion", "sku", "price", "percent", "left")),
        _columns(tiers, ("promotion", *(each.name for each in fields(Tier)))),
    )


def _columns(rows: Sequence[dict[str, int]], names: Sequence[str]) -> Columns:
    return Columns({name: np.array([r[name] for r in rows], dtype=np.int64) for name in names})


def baskets(promotions: Promotions, *orders: Sequence[tuple[int, int, int]]) -> Baskets:
    """Orders of lines (SKU, units, list price) by buyers who may use everything."""
    lines = [(at, *line) for at, order in enumerate(orders) for line in order]
    columns = np.array(lines, dtype=np.int64).reshape(-1, 4).T
    names = ("order", "sku", "quantity", "price")
    size = (len(orders), len(promotions))
    return Baskets(
        Columns(dict(zip(names, columns, strict=True))),
        np.ones(size, dtype=np.bool_),
        np.zeros(size, dtype=np.int64),
    )


_PERCENTS = st.sampled_from((500, 1000, 1500, 3333, 9000))
_LIMITS = st.sampled_from((NO_LIMIT, NO_LIMIT, 1, 2, 5))
_LEAST = st.sampled_from((0, 0, 1500, 2500, 6000))
_SHARES = st.sampled_from((0, 0, 3333, 10_000))


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    """Any promotion for one SKU, for two, or for the whole shop."""
    tool = draw(st.sampled_from(list(Tool)))
    skus = draw(st.sampled_from(((SKU,), (SKU, OTHER), (OTHER,))))
    shares = draw(_SHARES)
    if tool in PRICES:
        items = tuple(
            Item(sku, draw(st.sampled_from((0, 700, 995))), draw(_PERCENTS), draw(_LIMITS))
            for sku in skus
        )
        return Offer(tool, items, platform_share=shares, buyer_limit=draw(_LIMITS))
    whole = tool == Tool.SHIPPING_DISCOUNT or draw(st.booleans())
    items = () if whole else tuple(Item(sku) for sku in skus)
    fixed = draw(st.booleans())
    percent, amount = (0, draw(st.integers(50, 900))) if fixed else (draw(_PERCENTS), 0)
    if tool == Tool.BUY_MORE:
        by_units = draw(st.booleans())
        first = draw(st.integers(2, 4)) if by_units else draw(st.integers(900, 4000))
        name = "units" if by_units else "least"
        if draw(st.integers(0, 2)) == 0:
            gift = draw(st.sampled_from((SKU, OTHER))), draw(st.integers(1, 3)), draw(_LIMITS)
            tier = dict(zip(("gift", "gift_units", "gifts_left"), gift, strict=True))
            return Offer(tool, items, (Tier(**{name: first}, **tier),))
        tiers = (
            Tier(**{name: first}, percent=percent, amount=amount),
            Tier(**{name: first * 2}, percent=percent + 500 * (percent > 0), amount=amount * 2),
        )
        return Offer(tool, items, tiers, platform_share=shares)
    return Offer(
        tool,
        items,
        percent=0 if tool == Tool.SHIPPING_DISCOUNT else percent,
        amount=amount,
        most=draw(st.sampled_from((0, 300))) if percent else 0,
        least=draw(_LEAST),
        platform_share=shares,
        left=draw(_LIMITS) if tool != Tool.SHIPPING_DISCOUNT else NO_LIMIT,
        buyer_limit=draw(_LIMITS) if tool != Tool.SHIPPING_DISCOUNT else NO_LIMIT,
    )
