"""What a tier may give in place of money off: goods of the shop, set aside for those who come."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from domain.kernel.columns import Columns
from domain.kernel.refusals import Refusal
from domain.promotions.commands import SavePromotion
from domain.promotions.plans import Facts, Plan


def gifted(command: SavePromotion, plan: Plan, facts: Facts) -> Iterator[Refusal]:
    """What is wrong with the gifts of a promotion that has not begun."""
    rules, gifts = facts.rules, [gift for gift in command.gifts if gift[0]]
    if len(gifts) > rules.buy_more_gift_tiers_high:
        told = {"most": rules.buy_more_gift_tiers_high, "found": len(gifts)}
        yield Refusal("gift-tiers-out-of-range", told)
    live = set(facts.skus["id"][facts.skus["live"] == 1].tolist())
    for sku, _, orders in gifts:
        if sku not in live:
            yield Refusal("gift-not-on-sale", {"sku": sku})
        if not orders:
            most = rules.promotion_uses_high
            yield Refusal("gift-orders-out-of-range", {"most": most, "orders": orders})
    yield from gifts_in_stock(plan.tiers, facts)


def gifts_in_stock(tiers: Columns, facts: Facts) -> Iterator[Refusal]:
    """Gifts of more units than there are to set aside; what was given is not needed again."""
    units = (tiers["gift_orders"] - tiers["given"]) * tiers["gift_units"]
    for sku in np.unique(tiers["gift_sku"][tiers["gift_sku"] > 0]).tolist():
        needed = int(units[tiers["gift_sku"] == sku].sum())
        stock = int(facts.skus["stock"][facts.skus["id"] == sku].sum())
        if needed > stock:
            yield Refusal("gift-above-stock", {"sku": sku, "units": needed, "stock": stock})
