"""Promotions and ads."""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlalchemy import Table

from domain.finance.rules import Account
from domain.kernel.changes import Changes, Subject
from domain.kernel.columns import Columns
from domain.kernel.money import BASIS
from domain.kernel.refusals import Refusal
from domain.promotions import tables
from domain.promotions.commands import EndDeal, SetAds, StartDeal
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import Audience, Tool
from domain.simulation.deciding.answers import (
    Answer,
    nothing,
    short_of_cash,
    sku_position,
    unknown_sku,
)
from domain.simulation.promoting import running
from domain.simulation.world import CHANGED, NEW, World, touch


def start_deal(world: World, command: StartDeal) -> Answer:
    """Sell a SKU at a lower price for some days."""
    index, rules, skus = sku_position(world, command.sku), world.rules, world.skus
    if index is None:
        return unknown_sku(command.sku)
    if not 1 <= command.days <= rules.deal_days_high:
        params = {"low": 1, "high": rules.deal_days_high, "days": command.days}
        return nothing(Refusal("deal-days-out-of-range", params))
    price = int(skus["price"][index])
    low = price - price * rules.discount_high // BASIS
    high = price - -(-price * rules.discount_low // BASIS)
    if not max(low, rules.price_low) <= command.price <= high:
        text = world.book.currency.text
        told = {"low": text(low), "high": text(high), "price": text(command.price)}
        return nothing(Refusal("deal-price-out-of-range", told))
    for deal in _own_deals(world, command.sku):
        _stop(world, deal)
    number = int(world.promotions["id"].max(initial=0)) + 1
    keep(
        world,
        {
            "id": number,
            "tool": Tool.PRODUCT_DISCOUNT,
            "name": f"{skus['seller_sku'][index][:_NAME]} #{number}",
            "created_at": world.now,
            "starts_at": world.now,
            "ends_at": int(world.book.calendar.midnight(world.day + command.days)),
        },
        {"sku_id": [command.sku], "price": [command.price], "units": [NO_LIMIT]},
    )
    return 1, Changes(frozenset({Subject.PRODUCTS})), []


_NAME = 40
"""Characters of a SKU's code in the name of its deal."""

_USUAL = {"audience": Audience.ALL, "uses": NO_LIMIT, "buyer_limit": NO_LIMIT}


def keep(
    world: World,
    promotion: dict[str, Any],
    items: dict[str, Any],
    tiers: dict[str, Any] | None = None,
) -> None:
    """Put a promotion, its items and tiers into the world, in place of one of its number.

    What is not told is 0, or without limit.
    """
    number = promotion["id"]
    rows = world.promotions.where(world.promotions["id"] != number)
    known = len(rows) < len(world.promotions)
    one = Columns.like(tables.promotions, 1).with_zeros(("mark",))
    one = one.told(**_USUAL, **promotion, mark=CHANGED if known else NEW)
    rows = rows.joined(one)
    world.promotions = rows.where(np.argsort(rows["id"]))
    world.remade_promotions.append(number)
    world.promotion_items = _with(world.promotion_items, tables.promotion_items, number, items)
    told = tiers or {"number": []}
    world.promotion_tiers = _with(world.promotion_tiers, tables.promotion_tiers, number, told)


def _with(rows: Columns, table: Table, number: int, told: dict[str, Any]) -> Columns:
    """Rows of a table by its key, with others in place of those of one promotion."""
    size = len(next(iter(told.values())))
    values = {name: np.asarray(each, dtype=np.int64) for name, each in told.items()}
    new = Columns.like(table, size).with_zeros(("mark",))
    new = new.told(**values, promotion_id=number, mark=NEW)
    all_rows = rows.where(rows["promotion_id"] != number).joined(new)
    keys = [all_rows[column.name] for column in reversed(table.primary_key.columns)]
    return all_rows.where(np.lexsort(keys))


def _own_deals(world: World, sku: int) -> list[int]:
    """The running product discounts for that SKU alone."""
    rows, items = world.promotions.where(running(world)), world.promotion_items
    several = np.unique(items["promotion_id"][items["sku_id"] != sku])
    mine = items["promotion_id"][items["sku_id"] == sku]
    chosen = np.isin(rows["id"], mine) & ~np.isin(rows["id"], several)
    found: list[int] = rows["id"][chosen & (rows["tool"] == Tool.PRODUCT_DISCOUNT)].tolist()
    return found


def _stop(world: World, number: int) -> None:
    place = world.promotions["id"].searchsorted(number)
    world.promotions["stopped_at"][place] = world.now
    touch(world.promotions, np.array([place]))


def end_deal(world: World, command: EndDeal) -> Answer:
    """Sell a SKU at its own price again."""
    if sku_position(world, command.sku) is None:
        return unknown_sku(command.sku)
    deals = _own_deals(world, command.sku)
    if not deals:
        return nothing(Refusal("deal-not-running", {"sku": command.sku}))
    for deal in deals:
        _stop(world, deal)
    return 1, Changes(frozenset({Subject.PRODUCTS})), []


def set_ads(world: World, command: SetAds) -> Answer:
    """Spend so much a day on a SKU's ads from tomorrow on."""
    index, cash = sku_position(world, command.sku), world.balances[Account.CASH]
    if index is None:
        return unknown_sku(command.sku)
    if command.budget < 0:
        text = world.book.currency.text(command.budget)
        return nothing(Refusal("budget-negative", {"budget": text}))
    if command.budget > cash:
        return nothing(short_of_cash(world, command.budget))
    world.skus["ad_budget"][index] = command.budget
    return 1, Changes(frozenset({Subject.PRODUCTS})), []
