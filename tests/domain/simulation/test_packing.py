"""Packages: parts of an order, orders together, labels given back, numbers replaced."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, update

from domain.finance.rules import Account, Kind
from domain.kernel.clock import DAY, HOUR
from domain.orders.commands import CancelOrders
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.check import check
from domain.reports.finance.settlement import ON_HOLD, settlement
from domain.reports.order_detail import PackageRow, order_detail
from domain.reports.order_money import Part
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.papers.labels import label_rows
from domain.shipping.commands import (
    BuyLabels,
    CombineOrders,
    EditTracking,
    ShipOrders,
    ShipPart,
    VoidLabels,
)
from domain.shop import Shop
from domain.simulation import engine
from domain.simulation.decisions import decide
from domain.simulation.packing import number_labels, unpacked
from domain.simulation.policies import passive
from domain.simulation.scenarios import Strike
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import played, rich_shop, rich_world, with_parameters
from tests.domain.tracking_numbers import numbers_for


@pytest.fixture
def world() -> World:
    """Two days of orders that wait to be shipped; half of them hold two products."""
    made = rich_world(stock=2_000, strikes=False, label_price=0)
    with_parameters(made, basket_rate=0.5, cancel_request_rate=0.0, lost_rate=0.0)
    with_parameters(made, unreported_rate=0.0)
    return played(made, 2, passive)


def order(world: World, number: int) -> dict[str, Any]:
    """An order, even if it has left the world."""
    for part in (world.orders, *world.left):
        for row in part.where(part["id"] == number).rows():
            return dict(zip(part, row, strict=True))
    raise KeyError(number)


def packages(world: World, number: int) -> list[dict[str, Any]]:
    number_labels(world)
    mine = world.packages.where(world.packages["order_id"] == number)
    return [dict(zip(mine, row, strict=True)) for row in mine.rows()]


def waiting(world: World, lines: int = 1) -> list[int]:
    ready = world.orders["id"][world.orders["status"] == Status.AWAITING_SHIPMENT]
    count = [int((world.lines["order_id"] == each).sum()) for each in ready.tolist()]
    return [each for each, found in zip(ready.tolist(), count, strict=True) if found == lines]


def skus(world: World, number: int) -> list[tuple[int, int]]:
    mine = world.lines.where(world.lines["order_id"] == number)
    return list(zip(mine["sku_id"].tolist(), mine["quantity"].tolist(), strict=True))


def done(world: World, command: Any) -> int:
    count, _, refusals = decide(world, command, {})
    assert refusals == []
    return count


def refusal(world: World, command: Any) -> str:
    count, _, refusals = decide(world, command, {})
    assert count == 0
    return refusals[0].text()


def combined(world: World) -> tuple[int, int]:
    """Two orders that travel in one parcel."""
    one, two = waiting(world)[:2]
    places = world.order_index(np.array([one, two]))
    world.orders["buyer_id"][places] = world.orders["buyer_id"][places[0]]
    done(world, CombineOrders((one, two)))
    return one, two


def package(shop: Shop, number: int) -> PackageRow:
    """The only package of an order as its card shows it."""
    (found,) = shop.read(order_detail, number, 0).packages
    return found


def moved(world: World, number: int, kind: Kind) -> int:
    return sum(
        int(part.amount[(part.kind == kind) & (part.order_id == number)].sum())
        for part in world.journal
    )


def test_an_order_in_two_packages_is_ready_scanned_and_delivered_with_the_last(
    world: World,
) -> None:
    number = waiting(world, lines=2)[0]
    (first, units), (second, more) = skus(world, number)
    assert done(world, ShipPart(number, (first,), (units,))) == 1
    assert order(world, number)["status"] == Status.PARTIALLY_SHIPPING
    assert unpacked(world, number) == {first: 0, second: more}
    engine.advance(world, world.now + 10 * HOUR)
    (own,) = numbers_for([number])
    assert done(world, ShipPart(number, (second,), (more,), own)) == 1
    assert order(world, number)["status"] == Status.AWAITING_COLLECTION
    engine.advance(world, world.now + 14 * DAY)
    one, two = packages(world, number)
    assert (one["method"], two["method"]) == ("PLATFORM", "SELLER")
    found = order(world, number)
    assert found["shipped_at"] == max(one["shipped_at"], two["shipped_at"])
    assert found["delivered_at"] == max(one["delivered_at"], two["delivered_at"]) > 0
    assert moved(world, number, Kind.PLATFORM_LABEL) == one["postage"] > 0
    assert moved(world, number, Kind.OWN_POSTAGE) == two["postage"] > 0


def test_what_is_still_missing_at_the_deadline_is_given_back(world: World) -> None:
    number = waiting(world, lines=2)[0]
    (first, units), (second, more) = skus(world, number)
    done(world, ShipPart(number, (first,), (units,)))
    world.orders["collect_by"][world.order_index(np.array([number]))] = world.now + HOUR
    world.skus["stock"][:] = 0  # nobody buys what was not there
    engine.advance(world, world.now + HOUR)
    (back,) = [row for row in world.returns.rows() if row[1] == number]
    told = dict(zip(world.returns, back, strict=True))
    assert (told["sku_id"], told["quantity"], told["restocked"]) == (second, more, more)
    assert told["refunded"] == told["refund"] > 0
    assert moved(world, number, Kind.REFUND) > 0
    assert order(world, number)["status"] in (Status.AWAITING_COLLECTION, Status.IN_TRANSIT)
    assert sum(world.balances.values()) == 0


def test_orders_of_one_buyer_go_in_one_parcel_for_one_postage(world: World) -> None:
    one, two = waiting(world)[:2]
    command = CombineOrders((one, two))
    assert refusal(world, command) == "Only orders of one buyer can be sent together."
    places = world.order_index(np.array([one, two]))
    world.orders["buyer_id"][places] = world.orders["buyer_id"][places[0]]
    assert done(world, command) == 2
    (first,), (second,) = packages(world, one), packages(world, two)
    assert first["tracking"] == second["tracking"] != ""
    assert first["parcel"] == second["parcel"] == first["id"]
    assert first["postage"] > 0 == second["postage"]
    engine.advance(world, world.now + 14 * DAY)
    for moment in ("shipped_at", "delivered_at"):
        assert order(world, one)[moment] == order(world, two)[moment] > 0


def test_a_heavier_parcel_costs_more_and_together_less_than_apart(world: World) -> None:
    one, two = waiting(world)[:2]
    places = world.order_index(np.array([one, two]))
    world.orders["buyer_id"][places] = world.orders["buyer_id"][places[0]]
    apart = world.copy()
    done(world, CombineOrders((one, two)))
    done(apart, BuyLabels((one, two)))
    together = sum(each["postage"] for each in packages(world, one))
    single = [each["postage"] for number in (one, two) for each in packages(apart, number)]
    assert max(single) <= together < sum(single)


def test_a_label_given_back_costs_nothing_and_the_next_has_another_number(world: World) -> None:
    number = waiting(world)[0]
    held = world.balances[Account.ON_HOLD]
    done(world, BuyLabels((number,)))
    assert world.balances[Account.ON_HOLD] < held
    done(world, VoidLabels((number,)))
    assert world.balances[Account.ON_HOLD] == held
    assert order(world, number)["status"] == Status.AWAITING_SHIPMENT
    done(world, BuyLabels((number,)))
    first, second = packages(world, number)
    assert first["voided_at"] and not second["voided_at"]
    assert first["tracking"] != second["tracking"]


def test_a_cancelled_order_stays_cancelled_when_the_label_it_shared_is_given_back(
    world: World,
) -> None:
    one, two = combined(world)
    done(world, CancelOrders((one,)))
    reversed_once, stock = moved(world, one, Kind.SALE_REVERSED), world.skus["stock"].tolist()
    cancelled = order(world, one)
    done(world, VoidLabels((two,)))
    assert order(world, two)["status"] == Status.AWAITING_SHIPMENT
    kept = ("status", "cancelled_at", "rts_at", "parcel")
    assert {each: order(world, one)[each] for each in kept} == {
        each: cancelled[each] for each in kept
    }
    assert order(world, one)["label_cost"] == 0
    assert all(each["voided_at"] for number in (one, two) for each in packages(world, number))
    assert "is cancelled" in refusal(world, BuyLabels((one,)))
    assert "is cancelled" in refusal(world, CancelOrders((one,)))
    assert moved(world, one, Kind.SALE_REVERSED) == reversed_once > 0
    assert world.skus["stock"].tolist() == stock


@pytest.mark.parametrize("days", [0, 10])
def test_a_cancelled_orders_unused_label_is_paid_back_even_after_a_statement_took_it(
    tmp_path: Path, days: int
) -> None:
    with rich_shop(tmp_path / "shop.dukandar", label_price=0) as shop:
        shop.advance_days(2)
        number = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), 0)[0]
        shop.do(BuyLabels((number,)))
        shop.do(CancelOrders((number,)))
        shop.advance_days(days)
        assert package(shop, number).voidable_until > shop.now
        assert shop.do(VoidLabels((number,))).done == 1
        assert package(shop, number).voidable_until == 0
        detail = shop.read(order_detail, number, 0)
        assert detail.status is Status.CANCELLED
        assert dict(detail.parts)[Part.SETTLEMENT] == 0
        assert shop.read(check) == []
        shop.advance_days(2)
        held = shop.read(settlement, 0).rows
        assert number not in {each.order_id for each in held if each.why in ON_HOLD}
        paid = [each.amount for each in held if each.order_id == number]
        assert sum(paid) == 0
        assert shop.read(check) == []
        again = shop.do(VoidLabels((number,)))
        assert again.refusals[0].code == "order-without-package"


def test_a_label_that_another_order_has_used_stays_used_when_both_have_ended(
    tmp_path: Path,
) -> None:
    with rich_shop(tmp_path / "shop.dukandar", label_price=0) as shop:
        shop.advance_days(2)
        one, two = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), 0)[:2]
        buyer = select(orders.c.buyer_id).where(orders.c.id == one).scalar_subquery()
        shop.write(
            lambda conn: conn.execute(
                update(orders).where(orders.c.id == two).values(buyer_id=buyer)
            )
        )
        assert shop.do(CombineOrders((one, two))).done == 2
        shop.do(CancelOrders((one,)))
        assert package(shop, one).combined_with == (two,)
        assert package(shop, two).combined_with == ()
        (label,) = shop.read(label_rows, [one, two]).rows
        assert label.orders == (two,)
        shop.advance_days(14)
        assert package(shop, one).voidable_until == 0
        assert shop.do(VoidLabels((one,))).refusals[0].code == "void-scanned"


def test_a_label_stays_where_the_order_could_not_wait_for_another(world: World) -> None:
    with_parameters(world, first_scan_days=60.0)
    number = waiting(world)[0]
    done(world, BuyLabels((number,)))
    due = order(world, number)["collect_by"]
    engine.advance(world, world.now + (due - world.now - 1) // HOUR * HOUR)
    apart = world.copy()
    done(apart, VoidLabels((number,)))
    engine.advance(apart, apart.now + DAY)
    assert order(apart, number)["cancel_reason"] == "not_collected_in_time"
    engine.advance(world, world.now + HOUR)
    assert "cancel it and give the label back then" in refusal(world, VoidLabels((number,)))
    done(world, CancelOrders((number,)))
    done(world, VoidLabels((number,)))
    assert order(world, number)["status"] == Status.CANCELLED


@pytest.mark.parametrize("scanned", [False, True])
def test_of_parcels_sent_by_mixed_means_the_unused_labels_are_given_back(
    world: World, scanned: bool
) -> None:
    number = waiting(world, lines=2)[0]
    (first, units), (second, more) = skus(world, number)
    done(world, ShipPart(number, (first,), (units,), *numbers_for([number])))
    if scanned:
        engine.advance(world, world.now + 4 * DAY)
        assert packages(world, number)[0]["shipped_at"]
    done(world, ShipPart(number, (second,), (more,)))
    assert done(world, VoidLabels((number,))) == 1
    own, label = packages(world, number)
    assert (own["method"], own["voided_at"], label["voided_at"]) == ("SELLER", 0, world.now)
    assert order(world, number)["status"] == Status.PARTIALLY_SHIPPING
    assert unpacked(world, number) == {first: 0, second: more}
    assert "posted it yourself" in refusal(world, VoidLabels((number,)))
    done(world, ShipPart(number, (second,), (more,)))
    engine.advance(world, world.now + 20 * DAY)
    assert order(world, number)["delivered_at"] > 0


def test_a_label_is_used_once_the_carrier_scans_it(world: World) -> None:
    number, own = waiting(world)[:2]
    done(world, BuyLabels((number,)))
    done(world, ShipOrders((own,), numbers_for([own])))
    assert "posted it yourself" in refusal(world, VoidLabels((own,)))
    engine.advance(world, world.now + 10 * DAY)
    assert "has scanned" in refusal(world, VoidLabels((number,)))


def test_a_number_is_replaced_once_and_only_for_three_days(world: World) -> None:
    one, two, labelled = waiting(world)[:3]
    done(world, ShipOrders((one, two), numbers_for([one, two])))
    done(world, BuyLabels((labelled,)))
    (new, other) = numbers_for([7, 8])
    assert done(world, EditTracking(one, new)) == 1
    assert packages(world, one)[0]["tracking"] == new
    assert "replaced once already" in refusal(world, EditTracking(one, other))
    assert "platform label" in refusal(world, EditTracking(labelled, other))
    world.packages["created_at"][:] -= 73 * HOUR
    assert "within 72 hours" in refusal(world, EditTracking(two, other))


def test_a_parcel_not_scanned_yet_is_scanned_after_its_number_was_replaced(world: World) -> None:
    with_parameters(world, first_scan_days=2.0)
    world.scenario = replace(world.scenario, strikes=(Strike("USPS", 0, 30, 10.0),))
    sent = waiting(world)[:20]
    done(world, ShipOrders(tuple(sent), numbers_for(sent, "USPS")))
    engine.advance(world, world.now + 71 * HOUR)
    late = [each for each in sent if not order(world, each)["shipped_at"]]
    for each in late:
        done(world, EditTracking(each, *numbers_for([each], "UPS")))
        assert world.now < order(world, each)["scans_at"] < order(world, each)["arrives_at"]
    assert late
    engine.advance(world, world.now + 30 * DAY)
    assert {order(world, each)["delivered_at"] > 0 for each in late} == {True}


def test_a_scanned_parcel_goes_on_as_before_when_its_number_is_replaced(world: World) -> None:
    sent = waiting(world)[:20]
    done(world, ShipOrders(tuple(sent), numbers_for(sent)))
    engine.advance(world, world.now + 3 * DAY)
    way = [each for each in sent if order(world, each)["status"] == Status.IN_TRANSIT]
    assert way
    for each in way:
        before = order(world, each)
        said = refusal(world, EditTracking(each, *numbers_for([each + 1], "USPS")))
        assert "UPS has scanned" in said
        assert "enter its UPS tracking number" in said
        done(world, EditTracking(each, *numbers_for([each + 1], "UPS")))
        assert order(world, each) == {**before, "edited_at": world.now}


def test_a_used_number_says_whose_it_is(world: World) -> None:
    one = waiting(world)[0]
    (number,) = numbers_for([one])
    _, _, refusals = decide(world, ShipOrders((one,), (number,)), {number: 42})
    said = refusals[0].text()
    assert said.startswith(f"Tracking number {number} already belongs to order 42. Compare it")


def test_a_package_is_told_that_it_has_its_own_number_already(world: World) -> None:
    one, two = waiting(world)[:2]
    first, second = numbers_for([one, two])
    done(world, ShipOrders((one, two), (first, second)))
    owners = {first: one, second: two}
    for number, code in ((first, "tracking-same"), (second, "tracking-used")):
        _, _, (said,) = decide(world, EditTracking(one, number), owners)
        assert (said.code, said.params["order"]) == (code, owners[number])


def test_a_part_is_some_of_the_order(world: World) -> None:
    number = waiting(world)[0]
    ((sku, units),) = skus(world, number)
    assert "all of order" in refusal(world, ShipPart(number, (sku,), (units,)))
    assert "between 1 and" in refusal(world, ShipPart(number, (sku,), (units + 1,)))
    assert "holds no SKU" in refusal(world, ShipPart(number, (5,), (1,)))


def test_a_service_that_does_not_exist_names_those_that_do(world: World) -> None:
    said = refusal(world, BuyLabels((waiting(world)[0],), "PIGEON"))
    assert "PIGEON is not a service here" in said
    assert "USPS-GROUND-ADVANTAGE" in said
