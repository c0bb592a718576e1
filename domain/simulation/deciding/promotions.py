"""Deals and ads."""

from __future__ import annotations

from domain.finance.rules import Account
from domain.kernel.changes import Changes, Subject
from domain.kernel.money import BASIS
from domain.kernel.refusals import Refusal
from domain.promotions.commands import EndDeal, SetAds, StartDeal
from domain.simulation.deciding.answers import (
    Answer,
    nothing,
    short_of_cash,
    sku_position,
    unknown_sku,
)
from domain.simulation.world import World


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
    skus["deal_price"][index] = command.price
    skus["deal_from"][index] = world.day
    skus["deal_until"][index] = world.day + command.days - 1
    return 1, Changes(frozenset({Subject.PRODUCTS})), []


def end_deal(world: World, command: EndDeal) -> Answer:
    """Sell a SKU at its own price again."""
    index = sku_position(world, command.sku)
    if index is None:
        return unknown_sku(command.sku)
    if not world.in_deal[index]:
        return nothing(Refusal("deal-not-running", {"sku": command.sku}))
    world.skus["deal_until"][index] = world.day - 1
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
