"""Promotions and ads."""

from __future__ import annotations

from typing import Any

import numpy as np

from domain.finance.rules import Account
from domain.kernel.changes import Changes, Subject
from domain.kernel.columns import Columns
from domain.kernel.money import BASIS
from domain.kernel.refusals import Refusal
from domain.promotions.campaigns import campaigns
from domain.promotions.commands import (
    DeletePromotion,
    EndDeal,
    SavePromotion,
    SetAds,
    StartDeal,
    StopPromotion,
)
from domain.promotions.limits import judged
from domain.promotions.plans import Facts, planned
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import Audience, Tool
from domain.promotions.tables import promotion_items, promotion_tiers, promotions
from domain.simulation.deciding.answers import (
    Answer,
    not_found,
    nothing,
    short_of_cash,
    sku_position,
    unknown_sku,
)
from domain.simulation.promised import to_spare
from domain.simulation.promoting import running
from domain.simulation.world import CHANGED, NEW, World, touch


def save_promotion(world: World, command: SavePromotion) -> Answer:
    """Keep a promotion as it is to be from now on."""
    facts = facts_of(world, command.promotion)
    if wrong := judged(command, facts):
        return nothing(*wrong)
    plan = planned(command, facts)
    number = command.promotion or next_promotion(world)
    before = facts.promotion(command.promotion) or {}
    used = {name: before.get(name, 0) for name in ("used", "used_before")}
    items = plan.items.told(promotion_id=number)
    tiers = plan.tiers.told(promotion_id=number)
    keep(world, {**plan.row, **used, "id": number}, items, tiers)
    return 1, _TOUCHED, []


def next_promotion(world: World) -> int:
    """The number of the promotion that is made next."""
    return int(world.promotions["id"].max(initial=0)) + 1


_TOUCHED = Changes(frozenset({Subject.PROMOTIONS, Subject.PRODUCTS}))


def facts_of(world: World, promotion: int) -> Facts:
    """What there is to know to judge a promotion that may have units set aside already."""
    skus, owed = world.skus, (Account.ON_HOLD, Account.PROCESSING)
    lowest = [world.lowest_paid.get(each, 0) for each in skus["id"].tolist()]
    return Facts(
        rules=world.rules,
        text=world.book.currency.text,
        calendar=world.book.calendar,
        now=world.now,
        skus=Columns(
            {
                **{name: skus[name] for name in ("id", "price", "listed_at", "live")},
                "stock": to_spare(world, but=promotion),
                "lowest": np.array(lowest, dtype=np.int64),
            }
        ),
        promotions=world.promotions,
        items=world.promotion_items,
        tiers=world.promotion_tiers,
        balance=sum(world.balances[account] for account in owed),
        score=None,
        campaigns=campaigns(world.book.code),
    )


def stop_promotion(world: World, command: StopPromotion) -> Answer:
    """End one for good that holds or is to come."""
    rows = world.promotions.where(world.promotions["id"] == command.promotion)
    if not len(rows):
        return nothing(Refusal("promotion-unknown", {"promotion": command.promotion}))
    if rows["draft"][0]:
        return nothing(Refusal("promotion-draft", {"promotion": command.promotion}))
    if rows["stopped_at"][0] or 0 < rows["ends_at"][0] <= world.now:
        return nothing(Refusal("promotion-over", {"promotion": command.promotion}))
    _stop(world, command.promotion)
    return 1, _TOUCHED, []


def delete_promotion(world: World, command: DeletePromotion) -> Answer:
    """Throw a draft away."""
    rows = world.promotions.where(world.promotions["id"] == command.promotion)
    if not len(rows):
        return nothing(Refusal("promotion-unknown", {"promotion": command.promotion}))
    if not rows["draft"][0]:
        return nothing(Refusal("promotion-no-draft", {"promotion": command.promotion}))
    number = command.promotion
    world.promotions = world.promotions.where(world.promotions["id"] != number)
    for name in ("promotion_items", "promotion_tiers"):
        rows = getattr(world, name)
        setattr(world, name, rows.where(rows["promotion_id"] != number))
    world.thrown_promotions.append(number)
    return 1, _TOUCHED, []


def start_deal(world: World, command: StartDeal) -> Answer:
    """Sell a SKU at a lower price for some days."""
    index, rules, skus = sku_position(world, command.sku), world.rules, world.skus
    if index is None:
        return unknown_sku(command.sku)
    if not skus["live"][index]:
        return not_found(command.sku)
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
    number = next_promotion(world)
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
        Columns.like(promotion_items, 1).told(
            promotion_id=number, sku_id=command.sku, price=command.price, units=NO_LIMIT
        ),
        Columns.like(promotion_tiers),
    )
    return 1, _TOUCHED, []


_NAME = 40
"""Characters of a SKU's code in the name of its deal."""

_USUAL = {"audience": Audience.ALL, "uses": NO_LIMIT, "buyer_limit": NO_LIMIT}


def keep(
    world: World,
    promotion: dict[str, Any],
    items: Columns,
    tiers: Columns,
) -> None:
    """Put a promotion, its items and tiers into the world, in place of one of its number.

    What is not told of it is 0, or without limit.
    """
    number = promotion["id"]
    before = world.promotions["id"] == number
    mark = max(CHANGED, int(world.promotions["mark"][before].max(initial=CHANGED)))
    one = Columns.like(promotions, 1).with_zeros(("mark",))
    one = one.told(**{**_USUAL, **promotion}, mark=mark if before.any() else NEW)
    rows = world.promotions.where(~before).joined(one)
    world.promotions = rows.where(np.argsort(rows["id"]))
    world.remade_promotions.append(number)
    world.promotion_items = _with(world.promotion_items, items, number, "sku_id")
    world.promotion_tiers = _with(world.promotion_tiers, tiers, number, "number")


def _with(rows: Columns, new: Columns, number: int, key: str) -> Columns:
    """Rows by promotion and key, with new ones in place of those of one promotion."""
    new = new.with_zeros(("mark",)).told(mark=NEW)
    every = rows.where(rows["promotion_id"] != number).joined(new)
    return every.where(np.lexsort((every[key], every["promotion_id"])))


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
    return 1, _TOUCHED, []


def set_ads(world: World, command: SetAds) -> Answer:
    """Spend so much a day on a SKU's ads from tomorrow on."""
    index, cash = sku_position(world, command.sku), world.balances[Account.CASH]
    if index is None:
        return unknown_sku(command.sku)
    if command.budget < 0:
        text = world.book.currency.text(command.budget)
        return nothing(Refusal("budget-negative", {"budget": text}))
    if command.budget and not world.skus["live"][index]:
        return not_found(command.sku)
    if command.budget > cash:
        return nothing(short_of_cash(world, command.budget))
    world.skus["ad_budget"][index] = command.budget
    return 1, Changes(frozenset({Subject.PRODUCTS})), []
