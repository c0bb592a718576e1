"""Delivery as simulated buyers meet it: fees, promises, places not served, deadlines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from domain.kernel.clock import HOUR
from domain.orders import rules as life
from domain.shipping.settings import standard
from domain.shipping.template_commands import (
    AssignTemplate,
    SetAutoCancel,
    SetCapacity,
    SetHoliday,
)
from domain.shipping.templates import Service, Template, Zone
from domain.shop import Shop
from domain.simulation import engine, latent
from domain.simulation.decisions import Command, decide
from domain.simulation.delivery import terms
from domain.simulation.offering import assortments
from domain.simulation.parameters import places
from domain.simulation.world import World
from tests.domain.shipping.examples import (
    FAR,
    NEAR,
    asking,
    by_units,
    by_weight,
    everywhere,
    flat,
)
from tests.domain.simulation.rich_shops import played, rich_world, with_parameters
from tests.domain.simulation.states import state
from tests.domain.simulation.test_placing import lines_of, orders_of
from tests.domain.simulation.test_stretches import assert_one_world, hurried

FEE, FREE_FROM = 499, 2_500
WEST = ("CA", "AZ", "WA")


def with_templates(world: World, *templates: Template, of: dict[int, int] | None = None) -> World:
    """The same world with other templates; ``of`` gives SKUs (positions) theirs, the first else."""
    products = world.skus["product_id"].tolist()
    assigned = tuple((each, (of or {}).get(place, 1)) for place, each in enumerate(products))
    world.shipping = replace(world.shipping, templates=templates, assigned=assigned)
    return world


def homes(world: World) -> dict[int, int]:
    """The position in ``places()`` of each order's buyer."""
    found = orders_of(world)
    buyers = np.array([order["buyer_id"] for order in found.values()], dtype=np.int64)
    return dict(zip(found, latent.place(buyers, world.noise_seed).tolist(), strict=True))


def first_day(world: World) -> World:
    """The world late on its first day, before its sales move anything."""
    engine.advance(world, world.now + 14 * HOUR)
    return world


def assert_as_the_scenario_says(world: World) -> None:
    """Fees and deadlines are those that one fee, one threshold and one promise give."""
    calendar, scenario = world.book.calendar, world.scenario
    for order in orders_of(world).values():
        value = order["item_total"] - order["seller_discount"]
        free = value >= scenario.free_shipping_from
        assert order["shipping_paid"] == (0 if free else scenario.shipping_fee)
        rules = world.book.at(order["created_at"])
        promise = scenario.promise_days or rules.deliver_business_days
        by = life.deadlines(np.array([order["created_at"]]), rules, calendar, promise)
        told = tuple(order[name] for name in by._fields)
        assert told == tuple(int(column[0]) for column in by)


def test_an_unchanged_shop_asks_and_promises_what_its_scenario_says(
    practice: Callable[..., Shop],
) -> None:
    assert_as_the_scenario_says(played(rich_world(shipping_fee=FEE), 8))
    free = played(rich_world(free_shipping_from=0), 4)
    assert_as_the_scenario_says(free)
    assert all(order["shipping_paid"] == 0 for order in orders_of(free).values())


def test_two_templates_that_say_the_same_are_as_good_as_one() -> None:
    """The way of any templates and the short way of a single flat fee lead to one world."""
    one = standard(FEE, FREE_FROM, 0)
    short = rich_world(impressions=8_000.0)
    long = short.copy()
    with_templates(long, one, replace(one, id=2, name="Second"), of={0: 2, 3: 2, 4: 2})
    assert terms(short).alike is not None
    assert terms(long).alike is None
    here, there = played(short, 8), played(long, 8)
    baskets = {order for order, lines in lines_of(here).items() if len(lines) == 2}
    mixed = [order for order in baskets if orders_of(here)[order]["shipping_paid"]]
    different = {
        order
        for order, told in orders_of(here).items()
        if orders_of(there)[order]["shipping_paid"] != told["shipping_paid"]
    }
    assert different <= set(mixed)  # two templates in a basket ask their fees both
    for order, told in orders_of(here).items():
        other = orders_of(there)[order]
        assert all(told[name] == other[name] for name in ("deliver_by", "dispatch_by", "cost"))


def test_a_zone_that_nobody_lives_in_changes_nothing() -> None:
    one = standard(FEE, FREE_FROM, 0)
    far = tuple(code for code in FAR if code != "AK")
    split = replace(one, zones=(*one.zones, Zone(("AK",), (flat(1_999),))), excluded=far)
    plain = rich_world()
    zoned = with_templates(plain.copy(), split)
    assert state(played(plain, 6)) == state(played(zoned, 6))


def test_homes_that_are_served_differently_are_their_own_destinations_with_the_same_buyers() -> (
    None
):
    """A zone of its own for the West that asks the same there makes the same orders."""
    east = tuple(code for code in NEAR if code not in WEST)
    rate = flat(FEE)
    # Express at the price of a house changes no cheapest level, only who is served how.
    dear = flat(10_000, Service.EXPRESS)
    split = Template(1, "Split", (Zone(WEST, (rate, dear)), Zone(east, (rate,))), FAR, FREE_FROM)
    plain = with_parameters(rich_world(impressions=8_000.0), hurry_pays=0.0)
    zoned = with_templates(plain.copy(), split)
    assert terms(zoned).destinations == 2
    assert state(played(plain, 8)) == state(played(zoned, 8))


@pytest.fixture(scope="module")
def without_california() -> tuple[World, World]:
    """A day of a shop that serves the 48 states, and of one that leaves California out."""
    world = with_parameters(rich_world(impressions=40_000.0, stock=5_000), repeat_shape=0.01)
    world.scenario = replace(world.scenario, strikes=())
    left_out = everywhere(flat(0), zones=(Zone(tuple(c for c in NEAR if c != "CA"), (flat(0),)),))
    left_out = replace(left_out, excluded=(*FAR, "CA"))
    served = with_templates(world.copy(), everywhere(flat(0)))
    return first_day(served), first_day(with_templates(world, left_out))


def test_nothing_is_ordered_from_where_nothing_is_sent(
    without_california: tuple[World, World],
) -> None:
    served, left_out = without_california
    states = places().state
    assert "CA" in {states[home] for home in homes(served).values()}
    assert "CA" not in {states[home] for home in homes(left_out).values()}


def test_the_wishes_lost_are_those_of_the_buyers_who_live_there(
    without_california: tuple[World, World],
) -> None:
    served, left_out = without_california
    states = places().state
    gone = {order for order, home in homes(served).items() if states[home] == "CA"}
    assert set(orders_of(left_out)) == set(orders_of(served)) - gone
    shares = np.diff(places().chosen, prepend=0) / (1 << 32)
    expected = float(shares[states == "CA"].sum())
    assert expected == pytest.approx(0.25, abs=0.001)
    assert len(gone) / len(orders_of(served)) == pytest.approx(expected, abs=0.06)


def test_fees_follow_from_the_place_and_the_basket() -> None:
    east = tuple(code for code in NEAR if code not in WEST)
    zones = (Zone(WEST, (by_units(300, 100),)), Zone(east, (by_weight(500, 50, 300, 100),)))
    world = rich_world(impressions=10_000.0)
    world.skus["weight"] = np.array([100, 250, 400, 90, 1_200, 60])
    played(with_templates(world, Template(1, "Mixed", zones, FAR)), 5)
    grams = dict(zip(world.skus["id"].tolist(), world.skus["weight"].tolist(), strict=True))
    lives, lines, asked = homes(world), lines_of(world), set()
    for order, told in orders_of(world).items():
        units = sum(line["quantity"] for line in lines[order])
        weight = sum(line["quantity"] * grams[line["sku_id"]] for line in lines[order])
        if places().state[lives[order]] in WEST:
            assert told["shipping_paid"] == 300 + 100 * (units - 1)
        else:
            assert told["shipping_paid"] == 500 + 50 * max(0, -(-(weight - 300) // 100))
        asked.add(told["shipping_paid"])
    assert len(asked) > 5


def test_a_higher_fee_in_one_zone_costs_orders_there_and_nowhere_else() -> None:
    east = tuple(code for code in NEAR if code not in WEST)
    cheap = with_parameters(rich_world(impressions=20_000.0, stock=5_000), basket_rate=0.0)
    dear = cheap.copy()
    zones = (Zone(WEST, (flat(1_500),)), Zone(east, (flat(0),)))
    before = first_day(with_templates(cheap, everywhere(flat(0))))
    after = first_day(with_templates(dear, Template(1, "Zones", zones, FAR)))
    states = places().state

    def by_side(world: World) -> tuple[set[int], set[int]]:
        lives = homes(world)
        west = {order for order, home in lives.items() if states[home] in WEST}
        return west, set(lives) - west

    assert by_side(before)[1] == by_side(after)[1]
    assert by_side(after)[0] < by_side(before)[0]


def test_buyers_in_a_hurry_take_the_quickest_level_if_it_costs_little_enough() -> None:
    world = with_parameters(rich_world(impressions=15_000.0), hurry_share=0.3, hurry_pays=0.2)
    played(with_templates(world, everywhere(flat(0), flat(400, Service.EXPRESS))), 5)
    found = orders_of(world).values()
    express = [each for each in found if each["shipping_paid"]]
    assert all(each["shipping_paid"] == 400 for each in express)
    assert all((each["item_total"] - each["seller_discount"]) * 0.2 >= 400 for each in express)
    able = [e for e in found if (e["item_total"] - e["seller_discount"]) * 0.2 >= 400]
    assert len(express) / len(able) == pytest.approx(0.3, abs=0.05)
    calendar = world.book.calendar
    for each in found:
        days = 3 if each["shipping_paid"] else 6
        assert each["deliver_by"] == int(calendar.business_deadline(each["created_at"], days))


def test_a_handling_time_gives_the_seller_days_and_the_buyer_a_later_promise() -> None:
    world = with_templates(rich_world(), everywhere(flat(0), handling_days=5))
    quick = assortments(rich_world())[0].offer.sooner
    assert (quick - assortments(world)[0].offer.sooner == 4).all()
    played(world, 3)
    calendar = world.book.calendar
    for each in orders_of(world).values():
        for name, days in (("dispatch_by", 5), ("collect_by", 9), ("deliver_by", 10)):
            assert each[name] == int(calendar.business_deadline(each["created_at"], days))


def test_an_order_waits_for_the_slowest_of_its_templates() -> None:
    world = with_parameters(rich_world(impressions=10_000.0), basket_rate=0.9)
    slow = everywhere(flat(100), id=2, name="Slow", handling_days=7)
    played(with_templates(world, everywhere(flat(200)), slow, of={0: 2}), 4)
    made_to_order = int(world.skus["id"][0])
    calendar, lines, kinds = world.book.calendar, lines_of(world), set()
    for order, told in orders_of(world).items():
        skus = {line["sku_id"] for line in lines[order]}
        late = made_to_order in skus
        days = 12 if late else 6
        assert told["deliver_by"] == int(calendar.business_deadline(told["created_at"], days))
        assert told["shipping_paid"] == 100 * late + 200 * bool(skus - {made_to_order})
        kinds.add(told["shipping_paid"])
    assert kinds == {100, 200, 300}


def test_orders_beyond_the_days_capacity_have_a_business_day_more() -> None:
    world = rich_world(impressions=15_000.0)
    decide(world, SetCapacity(10), {})
    played(world, 4)
    calendar = world.book.calendar
    days: dict[int, list[dict[str, Any]]] = {}
    for each in orders_of(world).values():
        days.setdefault(int(calendar.local_day(each["created_at"] - 1)), []).append(each)
    assert max(len(found) for found in days.values()) > 15
    for found in days.values():
        found.sort(key=lambda each: each["created_at"])
        for number, each in enumerate(found):
            more = int(number >= 10)
            due = calendar.business_deadline(each["created_at"], np.array([2, 7, 6]) + more)
            told = [each["dispatch_by"], each["collect_by"], each["deliver_by"]]
            assert told == due.tolist() or any(
                other["created_at"] == each["created_at"] for other in found if other is not each
            )


def test_holiday_mode_lets_no_deadline_run_and_tells_buyers_so() -> None:
    world = rich_world()
    calendar = world.book.calendar
    before = assortments(world)[0].offer.sooner
    decide(world, SetHoliday("2026-11-16", "2026-11-20"), {})
    assert (before - assortments(world)[0].offer.sooner == 4).all()
    played(world, 8)
    last = int(calendar.moment(int(calendar.local_day(world.opened_at)) + 4))
    inside = 0
    for each in orders_of(world).values():
        away = calendar.local_day(each["created_at"]) <= calendar.local_day(last)
        inside += bool(away)
        due = calendar.business_deadline(last if away else each["created_at"], 2)
        assert each["dispatch_by"] == int(due)
    assert inside > 20


def test_a_later_promise_costs_orders() -> None:
    usual = with_parameters(rich_world(impressions=20_000.0, stock=5_000), promise_weight=0.05)
    away = usual.copy()
    decide(away, SetHoliday("2026-11-16", "2026-11-30"), {})
    assert len(orders_of(first_day(away))) < len(orders_of(first_day(usual)))


DECISIONS: tuple[tuple[int, Command], ...] = (
    (5, SetCapacity(6)),
    (20, SetHoliday("2026-11-18", "2026-11-20")),
    (31, asking(everywhere(by_units(300, 150), flat(700, Service.EXPRESS), name="Second"))),
    (32, AssignTemplate(2, skus=())),
    (53, SetCapacity(3)),
    (70, SetHoliday()),
    (90, SetAutoCancel(3)),
    (
        101,
        asking(
            Template(
                1,
                "Zones",
                (
                    Zone(WEST, (flat(0), flat(399, Service.ECONOMY, 4))),
                    Zone(tuple(c for c in NEAR if c not in (*WEST, "NY")), (flat(599),)),
                ),
                (*FAR, "NY"),
                free_from=4_000,
                handling_days=3,
            )
        ),
    ),
    (102, AssignTemplate(3, skus=())),
    (140, AssignTemplate(1, skus=())),
)


def steered(world: World, hours: int, step: int) -> World:
    """The world after so many hours in steps, with the decisions at theirs."""
    skus = world.skus["id"].tolist()
    hour = 0
    moments = {0, hours, *range(0, hours, step), *(at for at, _ in DECISIONS)}
    for until in sorted(moments):
        engine.advance(world, world.now + (until - hour) * HOUR)
        hour = until
        for command in (each for at, each in DECISIONS if at == hour):
            if isinstance(command, AssignTemplate):
                some = tuple(skus[command.template - 1 :: 2])
                done, _, refusals = decide(world, replace(command, skus=some), {})
            else:
                done, _, refusals = decide(world, command, {})
            assert done == 1, refusals
    return world


def test_hours_and_days_are_one_world_with_templates_changed_at_any_moment() -> None:
    world = hurried(rich_world(impressions=8_000.0, days=1))
    hourly, daily = world.copy(), world.copy()
    assert state(steered(hourly, 170, 1)) == state(steered(daily, 170, 24))
    assert hourly.shipping == daily.shipping
    assert len(hourly.shipping.templates) == 3


def test_a_shop_with_zones_and_all_is_one_world_in_any_steps() -> None:
    world = hurried(rich_world(seed=2, noise=2, days=3, impressions=8_000.0))
    zones = (Zone(WEST, (flat(0), by_weight(599, 50, 200, 100, Service.EXPRESS))),)
    rest = tuple(code for code in NEAR if code not in (*WEST, "IL"))
    zones += (Zone(rest, (by_units(399, 99),)),)
    template = Template(1, "Zones", zones, (*FAR, "IL"), 5_000, 3)
    with_templates(world, template, everywhere(flat(199), id=2), of={1: 2, 4: 2})
    decide(world, SetCapacity(8), {})
    decide(world, SetHoliday("2026-11-21", "2026-11-23"), {})
    assert_one_world(world, 8)


def test_a_reopened_shop_with_templates_plays_on_as_if_it_had_stayed_open(
    practice: Callable[..., Shop],
) -> None:
    def opened() -> Shop:
        shop = practice(5, 5)
        made = replace(asking(everywhere(by_units(299, 99), name="Second")), handling_days=4)
        assert shop.do(made).done == 1
        skus = shop.read(lambda conn: conn.exec_driver_sql("SELECT id FROM skus").scalars().all())
        assert shop.do(AssignTemplate(2, skus=tuple(skus[:2]))).done == 1
        assert shop.do(SetCapacity(4)).done == 1
        return shop

    from domain.storage.digest import digest

    with opened() as once:
        once.advance_days(6)
        expected = once.read(digest)
    with opened() as daily:
        path = daily.path
    for _ in range(6):
        with Shop(path) as daily:
            daily.advance_days(1)
    with Shop(path) as daily:
        assert daily.read(digest) == expected


def test_the_settings_of_a_new_shop_are_one_template_for_all_products(
    practice: Callable[..., Shop],
) -> None:
    from domain.shipping import settings

    with practice() as shop:
        found = shop.read(settings.load)
    assert found.templates == (standard(0, 0, 0),)
    assert {used for _, used in found.assigned} == {1}
