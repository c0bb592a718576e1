"""A shop in which much comes back, so that returns of every kind and stage are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.aftersales.commands import ApproveReturns, RejectReturns
from domain.aftersales.groups import Group
from domain.kernel.clock import HOUR
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.returns import ReturnDetail, ReturnQuery, return_detail, return_ids
from domain.shipping.commands import BuyLabels
from domain.shop import Shop
from tests.domain.simulation.rich_shops import rich_shop
from tests.domain.simulation.test_life_cycle import LIVELY


def lively_shop(path: Path, *, days: int = 16) -> Shop:
    """A shop at that path some weeks old, whose seller ships, and approves or refuses a part."""
    sizes: dict[str, Any] = {"impressions": 2_000.0, "stock": 120, "videos": 0, "creators": 2}
    shop = rich_shop(path, seed=5, noise=5, parameters=LIVELY, strikes=False, **sizes)
    for day in range(days):
        ship(shop)
        shop.advance_days(1)
        asked = in_group(shop, Group.TO_ANSWER)
        if day % 3 == 0:
            shop.do(RejectReturns(asked[:3], "goods_used"))
        elif day % 3 == 1:
            shop.do(ApproveReturns(asked[: len(asked) // 2]))
    shop.advance(shop.now + 9 * HOUR)
    return shop


def ship(shop: Shop) -> None:
    """Buy a label for every order that can be shipped."""
    shop.do(BuyLabels(shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)))


def in_group(shop: Shop, group: Group) -> tuple[int, ...]:
    """The returns of a group."""
    return shop.read(return_ids, ReturnQuery(group=group))


def detail(shop: Shop, return_id: int) -> ReturnDetail:
    """A return in full."""
    found = shop.read(return_detail, return_id)
    assert found is not None
    return found


def first(
    shop: Shop, group: Group, wanted: Callable[[ReturnDetail], bool] = lambda _detail: True
) -> ReturnDetail:
    """The first return of a group that is as wanted; days pass until there is one."""
    for _ in range(40):
        for each in in_group(shop, group):
            found = detail(shop, each)
            if wanted(found):
                return found
        ship(shop)
        shop.advance_days(1)
    raise AssertionError(f"no such return came to {group}")
