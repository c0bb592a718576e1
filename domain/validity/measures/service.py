"""What the shop does for its buyers: photos, delivery, answers, shipping fees, full shelves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.kernel.columns import Array
from domain.kernel.money import BASIS
from domain.shipping.settings import standard
from domain.shipping.templates import Template
from domain.simulation.scenarios import Strike
from domain.simulation.world import World
from domain.validity.lab import SMALL, Lab, Life

_WEEK = 7
_SHELF = 10**6
_FEE, _THRESHOLD = 499, 2500
"""What shipping costs below which order value, minor units; the lab sells below it and above."""
_STRIKE_DAYS, _STRIKE_TIMES = 10, 2.5
_SOON = 3
"""Business days promised by a shop that cannot keep it."""


def photos(lab: Lab) -> float:
    """By what share enough photos raise orders over none."""

    def with_photos(count: int) -> Callable[[World, Array], None]:
        def change(world: World, turn: Array) -> None:
            world.skus["photos"][turn] = count

        return change

    return lab.lift_between("photos", with_photos(0), with_photos(lab.parameters.photos_enough))


def _deliver(world: World, template: Template) -> None:
    world.shipping = replace(world.shipping, templates=(template,))


def _promise(days: int) -> Callable[[World], None]:
    def change(world: World) -> None:
        _deliver(world, standard(0, 0, days))

    return change


def delivery_speed(lab: Lab) -> float:
    """By what share orders rise when delivery is promised a business day sooner."""
    usual = lab.world().rules.deliver_business_days
    sooner = lab.orders("promise", usual - 1, _promise(usual - 1)).sum()
    return float(sooner / lab.usual.sum() - 1.0)


def chat_reply(lab: Lab) -> float:
    """By what share answers raise orders where every buyer asks."""
    orders = []
    for answered in (0, BASIS):

        def change(world: World, answered: int = answered) -> None:
            world.parameters = replace(world.parameters, chat_rate=1.0)
            world.answered = answered

        orders.append(lab.orders("chat", answered, change).sum())
    return float(orders[1] / orders[0] - 1.0)


def _charge(world: World) -> None:
    _deliver(world, standard(_FEE, _THRESHOLD, 0))


def free_shipping_padding(lab: Lab) -> float:
    """The share of orders below the threshold that add a product, beyond those that do anyway."""
    charged = lab.opening("fee", change=_charge)
    return _two_products(charged) - _two_products(lab.opening("usual"))


def _two_products(world: World) -> float:
    """The share of orders with two products among those with a single cheap unit or more."""
    price = dict(zip(world.skus["id"].tolist(), world.skus["price"].tolist(), strict=True))
    first: dict[int, list[int]] = {}
    lines = zip(
        world.lines["order_id"].tolist(),
        world.lines["sku_id"].tolist(),
        world.lines["quantity"].tolist(),
        strict=True,
    )
    for order, sku, quantity in lines:
        first.setdefault(order, []).append(price[sku] * quantity)
    # Which of two lines came first is not told: an order counts when either is below.
    below = [values for values in first.values() if min(values) < _THRESHOLD]
    return sum(len(values) > 1 for values in below) / len(below)


def free_shipping_profit(lab: Lab) -> float:
    """By what share of the profit free shipping for all changes it, against a fee below a value."""
    with_fee = lab.life("fee", _charge).earned
    return float((lab.lives.earned - with_fee) / abs(with_fee))


def strike(lab: Lab) -> float:
    """By what share orders fall while the labels' carrier is on strike for ten days."""
    sold = []
    for struck in (False, True):
        world = lab.world(SMALL)
        if struck:
            one = Strike(world.scenario.carrier, _WEEK, _STRIKE_DAYS, _STRIKE_TIMES)
            world.scenario = replace(world.scenario, strikes=(one,))
        days = [
            sum(int(part["orders"].sum()) for part in end.traffic)
            for end in lab.course(world, _WEEK + _STRIKE_DAYS, served=True)
        ]
        sold.append(sum(days[_WEEK:]))
    return sold[1] / sold[0] - 1.0


def over_promising(lab: Lab) -> float:
    """How many of three things a broken promise brings: sales, returns, fewer who come back."""
    kept, broken = lab.lives, lab.life("promise", _promise(_SOON))
    sales = len(broken.orders) > len(kept.orders)
    returns = _asked_back(broken) > _asked_back(kept)
    back = len(broken.later) / len(broken.orders) < len(kept.later) / len(kept.orders)
    return float(sales) + float(returns) + float(back)


def _asked_back(life: Life) -> float:
    """The share of delivered orders whose buyers ask for a return."""
    delivered = life.orders["delivered_at"] > 0
    return float((life.orders["asks_at"] > 0)[delivered].mean())


def stock_out(lab: Lab) -> float:
    """What an empty week costs until four weeks later, in weeks of usual sales."""
    usual, gapped = _around_a_gap(lab, _WEEK, 4 * _WEEK)
    return (usual - gapped) / (usual / 5)


def _around_a_gap(lab: Lab, days: int, after: int) -> tuple[int, int]:
    """Units of a SKU in ``days`` and ``after`` more: shelf full, and shelf empty for ``days``."""
    totals = []
    for empty in (False, True):
        world = lab.world(SMALL)
        if empty:
            world.skus["stock"][0] = world.skus["in_stock"][0] = 0
        sold = 0
        for day, end in enumerate(lab.course(world, days + after), start=1):
            sold += int(end.units[end.day - 1][0])
            if empty and day == days:
                world.skus["stock"][0], world.skus["in_stock"][0] = _SHELF, 1
        totals.append(sold)
    return totals[0], totals[1]
