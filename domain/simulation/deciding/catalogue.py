"""Prices, what is on sale, and goods from the supplier."""

from __future__ import annotations

import numpy as np

from domain.catalogue.commands import Restock, SetLive, SetLowStock, SetPrice
from domain.catalogue.rules import ProductStatus
from domain.catalogue.stock_rules import low_stock_refused
from domain.finance import rules as finance
from domain.finance.rules import Account
from domain.kernel.changes import Changes, Subject
from domain.kernel.clock import DAY
from domain.kernel.columns import Columns
from domain.kernel.refusals import Refusal
from domain.simulation.deciding.answers import (
    Answer,
    nothing,
    short_of_cash,
    sku_position,
    unknown_sku,
)
from domain.simulation.world import NEW, World


def set_price(world: World, command: SetPrice) -> Answer:
    """Set a SKU's price."""
    index, rules = sku_position(world, command.sku), world.rules
    if index is None:
        return unknown_sku(command.sku)
    if not rules.price_low <= command.price <= rules.price_high:
        text = world.book.currency.text
        params: dict[str, str | int] = {
            "low": text(rules.price_low),
            "high": text(rules.price_high),
            "price": text(command.price),
        }
        return nothing(Refusal("price-out-of-range", params))
    world.skus["price"][index] = command.price
    return 1, Changes(frozenset({Subject.PRODUCTS})), []


def set_live(world: World, command: SetLive) -> Answer:
    """Put products on sale or take them off."""
    if not command.products:
        return nothing(Refusal("nothing-asked"))
    skus, refusals, done = world.skus, list[Refusal](), 0
    status = ProductStatus.ACTIVATE if command.live else ProductStatus.SELLER_DEACTIVATED
    for product in command.products:
        mine = skus["product_id"] == product
        if not mine.any():
            refusals.append(Refusal("product-unknown", {"product": product}))
        elif (skus["live"][mine] == command.live).all():
            code = "product-live" if command.live else "product-not-live"
            refusals.append(Refusal(code, {"product": product}))
        else:
            skus["live"][mine] = command.live
            world.statuses[product] = status.value
            done += 1
    return done, Changes(frozenset({Subject.PRODUCTS}) if done else frozenset()), refusals


def restock(world: World, command: Restock) -> Answer:
    """Order goods from the supplier."""
    index, rules = sku_position(world, command.sku), world.rules
    if index is None:
        return unknown_sku(command.sku)
    if not 1 <= command.quantity <= rules.stock_high:
        params = {"low": 1, "high": rules.stock_high, "quantity": command.quantity}
        return nothing(Refusal("quantity-out-of-range", params))
    least = int(world.skus["least_order"][index])
    if command.quantity < least:
        told = {"quantity": command.quantity, "least": least}
        return nothing(Refusal("order-below-minimum", told))
    unit_cost = int(world.skus["cost"][index])
    cost, cash = unit_cost * command.quantity, world.balances[Account.CASH]
    if cost > cash:
        return nothing(short_of_cash(world, cost))
    arrives = world.now + int(world.skus["lead_days"][index]) * DAY
    row = {
        "id": world.next_restock,
        "sku_id": command.sku,
        "quantity": command.quantity,
        "unit_cost": unit_cost,
        "ordered_at": world.now,
        "arrives_at": arrives,
        "arrived_at": 0,
        "mark": NEW,
    }
    new = Columns({name: np.array([value], dtype=np.int64) for name, value in row.items()})
    world.restocks = world.restocks.joined(new)
    world.next_restock += 1
    world.post(finance.entries(finance.Kind.RESTOCK, world.now, 0, cost))
    return 1, Changes(frozenset({Subject.STOCK, Subject.MONEY})), []


def set_low_stock(world: World, command: SetLowStock) -> Answer:
    """Set the days of cover under which stock is low."""
    if refusal := low_stock_refused(command.days, world.rules):
        return nothing(refusal)
    world.low_stock_days = command.days
    return 1, Changes(frozenset({Subject.STOCK})), []
