"""What orders are made of: baskets, discounts, shipping, tax, commission, and their ids."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from domain.promotions.commands import StartDeal
from domain.simulation import latent
from domain.simulation.decisions import decide
from domain.simulation.parameters import places
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import played, rich_world, with_parameters
from tests.domain.simulation.states import by_id, by_key, traffic

FEE, FREE_FROM, COMMISSION = 499, 2_500, 1_500


def orders_of(world: World) -> dict[int, dict[str, Any]]:
    return by_id([*world.left, world.orders])


def lines_of(world: World) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for (order, _), line in by_key([*world.left_lines, world.lines], "order_id", "sku_id").items():
        found.setdefault(order, []).append(line)
    return found


def placed_of(world: World) -> dict[int, dict[str, Any]]:
    return by_id(world.placed)


@pytest.fixture(scope="module")
def busy() -> World:
    """Two weeks of a rich shop in which a deal runs and many want a second product."""
    world = rich_world(impressions=12_000.0, reviews=400)
    with_parameters(world, basket_rate=0.15, pad_rate=0.3)
    sku = int(world.skus["id"][0])
    assert decide(world, StartDeal(sku, 1_999, 5), {})[0] == 1
    return played(world, 14)


def test_no_order_id_comes_twice_and_ids_rise_with_the_hour(busy: World) -> None:
    ids = np.concatenate([part["id"] for part in busy.placed])
    assert len(set(ids.tolist())) == len(ids) > 500
    placed = sorted((order["id"], order["created_at"]) for order in orders_of(busy).values())
    hours = [(created - busy.opened_at - 1) // 3_600 for _, created in placed]
    assert hours == sorted(hours)
    assert {len(str(order)) for order, _ in placed} == {18}


def test_an_order_adds_up_from_its_lines(busy: World) -> None:
    placed, found = placed_of(busy), lines_of(busy)
    prices = dict(zip(busy.skus["id"].tolist(), busy.skus["price"].tolist(), strict=True))
    for number, order in orders_of(busy).items():
        lines, noted = found[number], placed[number]
        assert len(lines) == noted["line_count"] in (1, 2)
        assert noted["units"] == sum(line["quantity"] for line in lines)
        assert all(line["subtotal"] == prices[line["sku_id"]] * line["quantity"] for line in lines)
        assert order["item_total"] == sum(line["subtotal"] for line in lines)
        assert order["seller_discount"] == sum(line["seller_discount"] for line in lines)
        assert order["commission"] == sum(line["commission"] for line in lines)
        assert order["cost"] == sum(line["quantity"] * line["unit_cost"] for line in lines)
        value = order["item_total"] - order["seller_discount"]
        assert order["shipping_paid"] == (0 if value >= FREE_FROM else FEE)
        assert order["amount"] == value + order["shipping_paid"] + noted["tax"]


def test_tax_is_that_of_the_buyers_home(busy: World) -> None:
    placed = placed_of(busy)
    for number, order in orders_of(busy).items():
        home = int(latent.place(np.array([order["buyer_id"]]), busy.noise_seed)[0])
        value = order["item_total"] - order["seller_discount"]
        exact = value * int(places().tax[home]) / 100_000
        assert abs(placed[number]["tax"] - exact) <= 0.5


def test_both_products_of_an_order_are_different_and_the_second_is_one_unit(busy: World) -> None:
    two = [lines for lines in lines_of(busy).values() if len(lines) == 2]
    assert len(two) > 50
    for first, second in two:
        assert first["sku_id"] < second["sku_id"]
        assert 1 in (first["quantity"], second["quantity"])


def test_a_deal_takes_its_difference_off_every_unit_while_it_runs(busy: World) -> None:
    deal, off = int(busy.skus["id"][0]), int(busy.skus["price"][0]) - 1_999
    created = {number: order["created_at"] for number, order in orders_of(busy).items()}
    ends = int(busy.book.calendar.midnight(busy.book.calendar.local_day(busy.opened_at) + 5))
    during = after = 0
    for number, lines in lines_of(busy).items():
        for line in lines:
            dealt = line["sku_id"] == deal and created[number] <= ends
            assert line["seller_discount"] == off * line["quantity"] * dealt
            during += dealt
            after += line["sku_id"] == deal and not dealt
    assert during > after / 9 * 5 > 0


def test_a_creator_is_paid_for_what_their_video_showed_and_for_nothing_else(busy: World) -> None:
    found, paid = lines_of(busy), 0
    owner = dict(zip(busy.videos["id"].tolist(), busy.videos["creator_id"].tolist(), strict=True))
    orders_by_video = {key: counts for key, counts in traffic(busy).items() if key[2] in owner}
    expected = sum(counts["orders"] for key, counts in orders_by_video.items() if owner[key[2]] > 0)
    for number, noted in placed_of(busy).items():
        with_commission = [line for line in found[number] if line["commission"]]
        assert len(with_commission) == (noted["creator_id"] > 0)
        for line in with_commission:
            net = line["subtotal"] - line["seller_discount"]
            assert abs(line["commission"] - net * COMMISSION / 10_000) <= 0.5
            paid += 1
    assert paid == expected > 0


def share_with_two(world: World) -> float:
    lines = lines_of(world).values()
    return sum(len(each) == 2 for each in lines) / len(lines)


def test_second_products_come_as_often_as_buyers_want_them() -> None:
    world = rich_world(impressions=20_000.0, shipping_fee=0, free_shipping_from=0, stock=4_000)
    with_parameters(world, basket_rate=0.3, pad_rate=1.0)
    # One in six draws falls on the product that is there already: one more unit of it.
    assert share_with_two(played(world, 10)) == pytest.approx(0.3 * 5 / 6, abs=0.03)


def test_baskets_are_padded_up_to_free_shipping_only_where_it_would_cost() -> None:
    def lived(pad: float, free_from: int) -> World:
        world = rich_world(impressions=20_000.0, stock=4_000, free_shipping_from=free_from)
        return played(with_parameters(world, basket_rate=0.0, pad_rate=pad), 10)

    assert share_with_two(lived(0.0, 2_500)) == 0
    assert share_with_two(lived(1.0, 0)) == 0
    padded = lived(1.0, 2_500)
    assert share_with_two(padded) > 0.2
    alone = [lines[0] for lines in lines_of(padded).values() if len(lines) == 1]
    assert all(line["subtotal"] >= 2_500 for line in alone if line["quantity"] == 1)


def test_what_is_put_beside_counts_for_the_place_that_brought_the_buyer(busy: World) -> None:
    counted = traffic(busy).values()
    orders, placed = orders_of(busy).values(), placed_of(busy).values()
    assert sum(counts["orders"] for counts in counted) == len(orders)
    assert sum(counts["units"] for counts in counted) == sum(each["units"] for each in placed)
    assert sum(counts["gmv"] for counts in counted) == sum(
        order["item_total"] - order["seller_discount"] for order in orders
    )


def test_the_units_of_a_day_are_those_of_its_order_lines(busy: World) -> None:
    local_day, sku_index = busy.book.calendar.local_day, busy.sku_index
    expected: dict[int, Any] = {}
    created = {number: order["created_at"] for number, order in orders_of(busy).items()}
    for number, lines in lines_of(busy).items():
        day = int(local_day(created[number] - 1))
        units = expected.setdefault(day, np.zeros(len(busy.skus), dtype=np.int64))
        for line in lines:
            units[sku_index(np.array([line["sku_id"]]))] += line["quantity"]
    for day, units in busy.units.items():
        assert units.tolist() == expected[day].tolist()
    assert len(busy.units) == 8


def test_no_more_orders_are_taken_in_a_day_than_the_limit_allows() -> None:
    world = played(rich_world(orders_per_day=5, impressions=20_000.0), 6)
    calendar = world.book.calendar
    days = [int(calendar.local_day(order["created_at"] - 1)) for order in orders_of(world).values()]
    counts = [days.count(day) for day in sorted(set(days))]
    assert max(counts) == 5
    assert len(counts) >= 6
