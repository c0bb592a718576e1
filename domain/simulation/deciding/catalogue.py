"""Prices, what is on sale, and goods from the supplier."""

from __future__ import annotations

import numpy as np

from domain.catalogue.bulk import can_order, in_range, price_refusal, quantity_refusal
from domain.catalogue.commands import Restock, Restocks, SetLive, SetLowStock, SetPrice, SetPrices
from domain.catalogue.rules import ProductStatus
from domain.catalogue.stock_rules import low_stock_refused
from domain.finance import rules as finance
from domain.finance.rules import Account
from domain.kernel.changes import Changes, Subject
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns, rows_of
from domain.kernel.refusals import Refusal
from domain.shipping.fee_range import fee_unmended
from domain.simulation.deciding.answers import Answer, nothing, short_of_cash
from domain.simulation.on_sale import put, unmended
from domain.simulation.world import NEW, World


def set_price(world: World, command: SetPrice) -> Answer:
    """Set a SKU's price."""
    return set_prices(world, SetPrices((command.sku,), (command.price,)))


def set_prices(world: World, command: SetPrices) -> Answer:
    """Set the prices of many SKUs; each that cannot be set is refused by itself."""
    asked = _asked(world, command.skus, command.prices)
    if isinstance(asked, Refusal):
        return nothing(asked)
    places, prices, refusals = asked
    fine = in_range(prices, world.rules)
    refusals += [price_refusal(each, world.book, world.rules) for each in prices[~fine].tolist()]
    world.skus["price"][places[fine]] = prices[fine]
    done = int(fine.sum())
    return done, Changes(frozenset({Subject.PRODUCTS}) if done else frozenset()), refusals


def _asked(
    world: World, skus: tuple[int, ...], values: tuple[int, ...]
) -> tuple[Array, Array, list[Refusal]] | Refusal:
    """The positions of SKUs, the values for them, and a refusal of each SKU that is not there."""
    if len(skus) != len(values):
        return Refusal("values-uneven", {"skus": len(skus), "values": len(values)})
    if not skus:
        return Refusal("nothing-asked")
    known = {sku: place for place, sku in enumerate(world.skus["id"].tolist())}
    found = [(known[sku], value) for sku, value in zip(skus, values, strict=True) if sku in known]
    refusals = [Refusal("sku-unknown", {"sku": sku}) for sku in skus if sku not in known]
    places, taken = np.array(found, dtype=np.int64).reshape(-1, 2).T
    return places, taken, refusals


_SELLERS_CHOICE = frozenset({ProductStatus.ACTIVATE, ProductStatus.SELLER_DEACTIVATED})
"""Between which a seller chooses; everything else is the platform's word."""


def set_live(world: World, command: SetLive) -> Answer:
    """Put products on sale or take them off."""
    if not command.products:
        return nothing(Refusal("nothing-asked"))
    skus, refusals, done = world.skus, list[Refusal](), 0
    status = ProductStatus.ACTIVATE if command.live else ProductStatus.SELLER_DEACTIVATED
    by_product = np.argsort(skus["product_id"], kind="stable")
    sorted_products, late = skus["product_id"][by_product], unmended(world)
    for product in command.products:
        mine = by_product[rows_of(sorted_products, np.array([product]))]
        if not len(mine):
            refusals.append(Refusal("product-unknown", {"product": product}))
            continue
        is_now = ProductStatus(skus["product_status"][mine[0]])
        if is_now is ProductStatus.PLATFORM_DEACTIVATED or (
            is_now is ProductStatus.SELLER_DEACTIVATED and command.live and late[mine[0]]
        ):
            refusals.append(fee_unmended(world.shipping.used_by(product), product))
        elif is_now not in _SELLERS_CHOICE:
            refusals.append(Refusal("product-not-approved", {"product": product}))
        elif is_now is status:
            code = "product-live" if command.live else "product-not-live"
            refusals.append(Refusal(code, {"product": product}))
        else:
            put(world, mine, status)
            done += 1
    return done, Changes(frozenset({Subject.PRODUCTS}) if done else frozenset()), refusals


def restock(world: World, command: Restock) -> Answer:
    """Order goods from the supplier."""
    return restock_many(world, Restocks((command.sku,), (command.quantity,)))


def restock_many(world: World, command: Restocks) -> Answer:
    """Order goods of many SKUs; all that can be ordered is paid for at once, or nothing is."""
    asked = _asked(world, command.skus, command.quantities)
    if isinstance(asked, Refusal):
        return nothing(asked)
    places, quantities, refusals = asked
    skus, rules = world.skus, world.rules
    least = skus["least_order"][places]
    fine = can_order(quantities, least, rules)
    refusals += [
        quantity_refusal(quantity, lowest, rules)
        for quantity, lowest in zip(quantities[~fine].tolist(), least[~fine].tolist(), strict=True)
    ]
    places, quantities = places[fine], quantities[fine]
    size = len(places)
    costs = skus["cost"][places] * quantities
    if costs.sum() > world.balances[Account.CASH]:
        return nothing(*refusals, short_of_cash(world, int(costs.sum())))
    if not size:
        return nothing(*refusals)
    new = {
        "id": world.next_restock + np.arange(size),
        "sku_id": skus["id"][places],
        "quantity": quantities,
        "unit_cost": skus["cost"][places],
        "ordered_at": np.full(size, world.now),
        "arrives_at": world.now + skus["lead_days"][places] * DAY,
        "arrived_at": np.zeros(size, dtype=np.int64),
        "mark": np.full(size, NEW),
    }
    world.restocks = world.restocks.joined(
        Columns({name: values.astype(np.int64) for name, values in new.items()})
    )
    world.next_restock += size
    world.post(finance.entries(finance.Kind.RESTOCK, world.now, np.zeros(size, np.int64), costs))
    return size, Changes(frozenset({Subject.STOCK, Subject.MONEY})), refusals


def set_low_stock(world: World, command: SetLowStock) -> Answer:
    """Set the days of cover under which stock is low."""
    if refusal := low_stock_refused(command.days, world.rules):
        return nothing(refusal)
    world.low_stock_days = command.days
    return 1, Changes(frozenset({Subject.STOCK})), []
