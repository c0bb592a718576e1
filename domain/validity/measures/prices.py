"""Prices and deals."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from domain.kernel.columns import Array, Columns
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import Tool
from domain.promotions.tables import promotion_items, promotion_tiers
from domain.simulation.deciding.promotions import keep
from domain.simulation.world import World
from domain.validity.lab import SMALL, Lab, freeze

_DEARER, _CHEAPER = 1.05, 0.95
_CUT = 0.8
_DEAL_DAYS, _DAYS_AFTER = 3, 28


def _moved(lab: Lab) -> Iterator[tuple[int, float, Array, Array]]:
    """For each SKU the step in log price, and all orders at the dearer and the cheaper price."""
    for sku in range(lab.size):
        step = np.log(lab.price(sku, _DEARER) / lab.price(sku, _CHEAPER))
        yield sku, float(step), lab.orders_at(sku, _DEARER), lab.orders_at(sku, _CHEAPER)


def own_price(lab: Lab) -> float:
    """The mean over SKUs of the change in log orders for each step in log price."""
    found = [_log_ratio(dear[sku], cheap[sku]) / step for sku, step, dear, cheap in _moved(lab)]
    return float(np.mean(found))


def cross_price(lab: Lab) -> float:
    """The same for each substitute's orders."""
    found = [
        _log_ratio(dear[other], cheap[other]) / step
        for sku, step, dear, cheap in _moved(lab)
        for other in lab.substitutes(sku)
    ]
    return float(np.mean(found))


def cannibalisation(lab: Lab) -> float:
    """What substitutes lose to what the cheaper SKU wins, over all SKUs that have substitutes."""
    won = lost = 0
    for sku in range(lab.size):
        others = lab.substitutes(sku)
        if len(others):
            cut = lab.orders_at(sku, _CUT)
            won += int(cut[sku] - lab.usual[sku])
            lost += int((lab.usual[others] - cut[others]).sum())
    return lost / won if won else 0.0


def deal_price(lab: Lab) -> float:
    """The log of the lift of a 20 % deal for each step in log price, the mean over turns."""
    return float(np.log1p(_deal_lift(lab)) / -np.log(_CUT))


def deal_ceiling(lab: Lab) -> float:
    """By what share a 20 % deal raises the orders of its SKUs on its first day."""
    return _deal_lift(lab)


def _deal_lift(lab: Lab) -> float:
    return lab.lift("deal", lambda world, turn: _deal(world, turn, 1))


def _deal(world: World, turn: Array, days: int) -> None:
    """Begin a product discount of 20 % on some SKUs, today the first of its days."""
    skus = world.skus.where(turn)
    number = int(world.promotions["id"].max(initial=0)) + 1
    keep(
        world,
        {
            "id": number,
            "tool": Tool.PRODUCT_DISCOUNT,
            "starts_at": world.now,
            "ends_at": int(world.book.calendar.midnight(world.day + days)),
        },
        Columns.like(promotion_items, len(skus)).told(
            promotion_id=number,
            sku_id=skus["id"],
            price=np.round(skus["price"] * _CUT),
            units=NO_LIMIT,
        ),
        Columns.like(promotion_tiers),
    )


def _around_a_deal(lab: Lab) -> tuple[Array, Array]:
    """Orders, units and revenue of the first turn by day, without and with a deal at the start.

    Two arrays of shape (days, 3). Both worlds are frozen: what is left is what buyers hold back and
    the prices they remember.
    """
    turn = lab.turns[0]

    def days(*, with_deal: bool) -> Array:
        world = lab.world(SMALL, freeze)
        if with_deal:
            _deal(world, turn, _DEAL_DAYS)
        return np.array([_sold(end, turn) for end in lab.course(world, _DEAL_DAYS + _DAYS_AFTER)])

    def both() -> tuple[Array, Array]:
        return days(with_deal=False), days(with_deal=True)

    return lab.once("around a deal", both)


def _sold(world: World, turn: Array) -> tuple[int, int, int]:
    """Orders, units and revenue of some SKUs on the day that has just ended."""
    ids = world.skus["id"][turn]
    parts = [part.where(np.isin(part["sku_id"], ids)) for part in world.traffic]
    orders, units, revenue = (
        sum(int(part[name].sum()) for part in parts) for name in ("orders", "units", "gmv")
    )
    return orders, units, revenue


def post_deal_dip(lab: Lab) -> float:
    """What four weeks after a deal of three days lack, for each order that the deal won."""
    plain, dealt = (each[:, 0] for each in _around_a_deal(lab))
    gained = int((dealt - plain)[:_DEAL_DAYS].sum())
    missing = int((plain - dealt)[_DEAL_DAYS:].sum())
    return missing / gained if gained else 0.0


def deal_habit(lab: Lab) -> float:
    """By what share a unit brings less in the four weeks after a deal than without the deal."""
    paid = []
    for days in _around_a_deal(lab):
        after = days[_DEAL_DAYS:].sum(axis=0)
        paid.append(after[2] / after[1])
    return float(paid[1] / paid[0] - 1.0)


def _log_ratio(one: int, other: int) -> float:
    """The logarithm of a ratio of counts, half an order added to each: neither may be nothing."""
    return float(np.log((one + 0.5) / (other + 0.5)))
