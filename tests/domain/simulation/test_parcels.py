"""Parcels: carriers, strikes, and what becomes of those that are lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from domain.finance.rules import Kind
from domain.kernel.clock import DAY
from domain.orders.rules import STATUS_TIMES, Role, Status, status_at
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.simulation.decisions import Command
from domain.simulation.policies import Policy
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import column, played, rich_world, with_parameters
from tests.domain.simulation.states import by_id
from tests.domain.tracking_numbers import numbers_for


def orders_of(world: World) -> dict[int, dict[str, Any]]:
    return by_id([*world.left, world.orders])


def shipping_by(carrier: str) -> Policy:
    """A seller who sends every parcel by that carrier."""

    def policy(world: World) -> list[Command]:
        ready = world.orders["id"][world.orders["status"] == Status.AWAITING_SHIPMENT].tolist()
        return [ShipOrders(tuple(ready), numbers_for(ready, carrier), carrier)] if ready else []

    return policy


@pytest.mark.parametrize("carrier", ["UPS", "FEDEX"])
def test_each_carrier_takes_its_share_of_the_usual_time_for_the_same_parcels(carrier: str) -> None:
    usual, other = (
        with_parameters(rich_world(strikes=False, impressions=9_000.0), unreported_rate=0.0)
        for _ in range(2)
    )
    played(usual, 20, shipping_by("USPS"))
    played(other, 20, shipping_by(carrier))
    number = list(usual.book.carriers).index(carrier)
    factor = usual.parameters.carrier_factors[number] / usual.parameters.carrier_factors[0]
    before, after = orders_of(usual), orders_of(other)
    both = [
        number
        for number in before.keys() & after.keys()
        if before[number]["delivered_at"] and after[number]["delivered_at"]
    ]
    assert len(both) > 100
    for each in both:
        slow = before[each]["delivered_at"] - before[each]["shipped_at"]
        fast = after[each]["delivered_at"] - after[each]["shipped_at"]
        assert abs(fast - factor * slow) <= 2


def test_a_strike_slows_scans_and_parcels_handed_over_while_it_lasts() -> None:
    calm, struck = rich_world(strikes=False), rich_world(strikes=True)
    [strike] = struck.scenario.strikes
    # Buyers see that delivery takes longer; here they do not care, so that both sell alike.
    for world in (calm, struck):
        played(with_parameters(world, promise_weight=0.0), 8)
        with_parameters(world, lost_rate=0.0)
        played(world, 20)
    first = calm.book.calendar.local_day(calm.opened_at)
    before, after = orders_of(calm), orders_of(struck)
    hit = 0
    for number, order in before.items():
        if not order["delivered_at"] or number not in after or not after[number]["delivered_at"]:
            continue
        other = after[number]
        assert other["rts_at"] == order["rts_at"]
        day = int(calm.book.calendar.local_day(order["rts_at"]) - first)
        times = strike.times if strike.day <= day < strike.day + strike.days else 1.0
        hit += times > 1.0
        for begin, end in (("rts_at", "shipped_at"), ("shipped_at", "delivered_at")):
            assert abs((other[end] - other[begin]) - times * (order[end] - order[begin])) <= 4
    assert hit > 20


def test_a_strike_of_the_labels_carrier_keeps_buyers_away_while_it_lasts() -> None:
    calm, struck = (rich_world(strikes=each, impressions=20_000.0) for each in (False, True))
    for world in (calm, struck):
        played(with_parameters(world, promise_weight=0.05), 6)

    def placed(world: World, days: set[int]) -> set[int]:
        local_day = world.book.calendar.local_day
        first = int(local_day(world.opened_at))
        return {
            number
            for number, order in orders_of(world).items()
            if int(local_day(order["created_at"] - 1)) - first in days
        }

    assert placed(struck, {0, 1, 2}) == placed(calm, {0, 1, 2})
    assert placed(struck, {3, 4}) < placed(calm, {3, 4})


@pytest.fixture(scope="module")
def losing() -> World:
    """A shop of which a third of the parcels are lost; it stops selling after ten days."""
    world = with_parameters(rich_world(stock=300, impressions=9_000.0), lost_rate=0.33)
    played(world, 10)
    world.skus["in_stock"] = 0
    return played(world, 25)


def test_a_lost_parcel_is_cancelled_by_the_system_after_the_rulebooks_days(losing: World) -> None:
    found = [o for o in orders_of(losing).values() if o["cancel_reason"] == "parcel_lost"]
    assert len(found) > 50
    for order in found:
        assert order["cancelled_at"] == order["shipped_at"] + losing.rules.lost_days * DAY
        assert order["cancel_role"] == Role.SYSTEM.name
        assert order["status"] == Status.CANCELLED
        assert order["delivered_at"] == 0
    long_ago = losing.now - losing.rules.lost_days * DAY
    scanned = [o for o in orders_of(losing).values() if 0 < o["shipped_at"] <= long_ago]
    assert len(found) / len(scanned) == pytest.approx(0.33, abs=0.06)


def test_the_goods_of_a_lost_parcel_do_not_come_back_but_those_of_others_do() -> None:
    def bare(lost: float) -> World:
        world = rich_world(stock=300, impressions=9_000.0)
        with_parameters(
            world,
            lost_rate=lost,
            return_rates=(0.0,) * 4,
            chargeback_rate=0.0,
            damaged_rate=0.0,
            mismatch_rate=0.0,
        )
        return played(world, 25, labels_only)

    for lost in (0.0, 1.0):
        world = bare(lost)
        sold = np.zeros(len(world.skus), dtype=np.int64)
        orders = orders_of(world)
        for part in (*world.left_lines, world.lines):
            for line in part.rows():
                named = dict(zip(part, line, strict=True))
                order = orders[named["order_id"]]
                gone = order["cancelled_at"] == 0 or order["shipped_at"] > 0
                sold[world.sku_index(column(named["sku_id"]))] += named["quantity"] * gone
        assert (world.skus["stock"] == 300 - sold).all()
    assert any(order["cancel_reason"] == "parcel_lost" for order in orders.values())


def labels_only(world: World) -> list[Command]:
    """Ships and never restocks."""
    ready = world.orders["id"][world.orders["status"] == Status.AWAITING_SHIPMENT].tolist()
    return [BuyLabels(tuple(ready))] if ready else []


def test_a_lost_parcels_sale_is_undone_and_its_label_and_goods_are_not(losing: World) -> None:
    lost = {
        number
        for number, order in orders_of(losing).items()
        if order["cancel_reason"] == "parcel_lost" and order["settled_at"]
    }
    assert len(lost) > 50
    moved: dict[int, dict[str, int]] = {order: {} for order in lost}
    for part in losing.journal:
        for at in range(len(part)):
            order, kind = int(part.order_id[at]), int(part.kind[at])
            if order in lost:
                name = Kind(kind).name
                moved[order][name] = moved[order].get(name, 0) + int(part.amount[at])
    for order in lost:
        kinds = moved[order]
        assert kinds["SALE"] == kinds["SALE_REVERSED"]
        assert kinds["REFERRAL_FEE"] == kinds["REFERRAL_FEE_REVERSED"]
        assert kinds.get("COMMISSION", 0) == kinds.get("COMMISSION_REVERSED", 0)
        assert kinds["PLATFORM_LABEL"] == losing.scenario.label_price
        assert kinds["COST_OF_GOODS"] > 0
        assert "GOODS_RETURNED" not in kinds
        assert kinds["SETTLEMENT"] == losing.scenario.label_price


def test_statuses_follow_from_times_for_lost_parcels_too(losing: World) -> None:
    for order in orders_of(losing).values():
        times = {name: column(order[name]) for name in STATUS_TIMES}
        assert int(status_at(losing.now, **times)[0]) == order["status"]
