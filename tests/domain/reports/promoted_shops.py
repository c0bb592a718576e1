"""A practice shop in which promotions of several tools have run, run, and are to come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from domain.kernel.clock import HOUR
from domain.promotions.commands import SavePromotion, StopPromotion
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.simulation.world import SKU_BASE

EARBUDS, SPEAKER, STAND, LAMP, CABLE = (SKU_BASE + number for number in range(1, 6))

FLASH, DISCOUNT, SHIPPING, VOUCHER, MORE, CODE, LATER, SKETCH, STOPPED = range(1, 10)
"""The ids of its promotions."""


def midnight(shop: Shop, days: int) -> int:
    """The beginning of the day that is so many days from today."""
    calendar = shop.book.calendar
    return int(calendar.midnight(int(calendar.local_day(shop.now)) + days))


def saved(shop: Shop, tool: str, title: str, starts_at: int, ends_at: int, **terms: Any) -> int:
    """Keep a new promotion; gives how many were kept."""
    outcome = shop.do(SavePromotion(0, tool, title, starts_at, ends_at, **terms))
    assert outcome.done == 1, [each.text() for each in outcome.refusals]
    return outcome.done


def promoted_shop(path: Path) -> Shop:
    """The shop on the morning of its 17th day, six days after most of them began."""
    shop = Shop.practice(path, "first-30-days", seed=1, noise=1)
    shop.advance_days(10, sensible)
    now = shop.now
    saved(
        shop,
        "FLASH_DEAL",
        "Weekend flash",
        0,
        now + 60 * HOUR,
        skus=(EARBUDS,),
        percents=(2_000,),
        units=(40,),
    )
    three = (EARBUDS, SPEAKER, STAND)
    saved(
        shop, "PRODUCT_DISCOUNT", "Discount", 0, midnight(shop, 16), skus=three, percents=(1_000,)
    )
    saved(shop, "SHIPPING_DISCOUNT", "Free shipping", 0, 0, least=3_000)
    saved(
        shop,
        "VOUCHER",
        "Three off",
        midnight(shop, 4),
        midnight(shop, 10),
        amount=300,
        least=2_500,
        skus=(EARBUDS,),
    )
    steps = ((2, 0, 1_500, 0), (3, 0, 2_000, 0))
    saved(shop, "BUY_MORE", "Two for less", 0, midnight(shop, 5), skus=(CABLE,), tiers=steps)
    saved(
        shop,
        "PROMO_CODE",
        "Welcome",
        midnight(shop, 1),
        midnight(shop, 9),
        percent=1_000,
        code="HELLO10",
    )
    saved(
        shop,
        "PRODUCT_DISCOUNT",
        "Later",
        midnight(shop, 10),
        midnight(shop, 14),
        skus=(LAMP,),
        percents=(1_500,),
    )
    saved(shop, "PRODUCT_DISCOUNT", "Sketch", midnight(shop, 9), midnight(shop, 12), draft=True)
    saved(
        shop,
        "PRODUCT_DISCOUNT",
        "Given up",
        midnight(shop, 12),
        midnight(shop, 14),
        skus=(CABLE,),
        percents=(500,),
    )
    assert shop.do(StopPromotion(STOPPED)).done == 1
    shop.advance_days(6, sensible)
    return shop
