"""After delivery: returns of one line of an order, and payments that banks take back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from domain.aftersales.commands import OpenReturn
from domain.aftersales.rules import ReturnKind
from domain.finance.rules import Kind
from domain.kernel.clock import DAY, HOUR
from domain.kernel.money import share
from domain.simulation import engine, latent
from domain.simulation.decisions import decide
from domain.simulation.parameters import parameters
from domain.simulation.return_steps import foresee
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import column, played, rich_world, with_parameters
from tests.domain.simulation.states import by_id, by_key

NO_CAUSES = {"damaged_rate": 0.0, "mismatch_rate": 0.0}


def returns_of(world: World) -> list[dict[str, Any]]:
    return list(by_id([*world.left_returns, world.returns]).values())


def orders_of(world: World) -> dict[int, dict[str, Any]]:
    return by_id([*world.left, world.orders])


def lines_of(world: World) -> dict[tuple[int, ...], dict[str, Any]]:
    return by_key([*world.left_lines, world.lines], "order_id", "sku_id")


def money_of(world: World) -> dict[int, dict[Kind, int]]:
    """What each kind moved for each order."""
    moved: dict[int, dict[Kind, int]] = defaultdict(lambda: defaultdict(int))
    for part in world.journal:
        columns = (part.order_id.tolist(), part.kind.tolist(), part.amount.tolist())
        for order, kind, amount in zip(*columns, strict=True):
            moved[order][Kind(kind)] += amount
    return moved


@pytest.fixture(scope="module")
def returning() -> World:
    """A month in which half of the orders come back and most have two lines."""
    world = rich_world(impressions=9_000.0, stock=2_000)
    with_parameters(
        world,
        basket_rate=0.8,
        return_rates=(0.5,) * 4,
        return_resellable_rate=0.5,
        chargeback_rate=0.0,
    )
    return played(world, 35)


@pytest.fixture(scope="module")
def charged() -> World:
    """A month in which nobody asks for a return and banks take half of the payments back."""
    world = rich_world(impressions=9_000.0, stock=2_000)
    with_parameters(world, return_rates=(0.0,) * 4, chargeback_rate=0.5, **NO_CAUSES)
    return played(world, 35)


def test_a_return_is_about_one_line_and_refunds_its_share_of_what_was_paid(
    returning: World,
) -> None:
    orders, lines = orders_of(returning), lines_of(returning)
    count: dict[int, int] = defaultdict(int)
    for order, _ in lines:
        count[order] += 1
    two = [each for each in returns_of(returning) if count[each["order_id"]] == 2]
    assert len(two) > 50
    for each in two:
        order, line = orders[each["order_id"]], lines[each["order_id"], each["sku_id"]]
        assert each["quantity"] == line["quantity"]
        net = line["subtotal"] - line["seller_discount"]
        whole = order["item_total"] - order["seller_discount"]
        paid = order["amount"] - order["shipping_paid"]
        assert each["refund"] == paid * net // whole < paid


def test_a_return_of_the_only_line_refunds_everything_but_the_shipping(returning: World) -> None:
    orders, lines = orders_of(returning), lines_of(returning)
    alone = 0
    for each in returns_of(returning):
        if sum(order == each["order_id"] for order, _ in lines) == 1:
            order = orders[each["order_id"]]
            assert each["refund"] == order["amount"] - order["shipping_paid"]
            alone += 1
    assert alone > 10


def test_only_the_line_that_went_back_is_refunded(returning: World) -> None:
    closed = {
        (each["order_id"], each["sku_id"]): each
        for each in returns_of(returning)
        if each["closed_at"]
    }
    assert len(closed) > 100
    for key, line in lines_of(returning).items():
        back = closed.get(key)
        assert line["refund"] == (back["refunded"] if back else 0)
        assert line["returned"] == (back["quantity"] if back and back["arrived_at"] else 0)
    orders = orders_of(returning)
    refunds = {each["order_id"]: each["refunded"] for each in closed.values()}
    for number, order in orders.items():
        assert order["refund"] == refunds.get(number, 0)


def test_the_books_move_only_by_the_line_that_went_back(returning: World) -> None:
    lines, moved, rules = lines_of(returning), money_of(returning), returning.rules
    for each in returns_of(returning):
        if not each["closed_at"]:
            continue
        line, kinds = lines[each["order_id"], each["sku_id"]], moved[each["order_id"]]
        net = line["subtotal"] - line["seller_discount"]
        fee = int(share(column(net), rules.referral_fee)[0])
        paid = each["refunded"] > 0  # else the buyer never sent the goods
        assert each["refunded"] == each["refund"] * paid
        assert kinds[Kind.REFUND] == net * paid
        assert kinds[Kind.REFUND_FEE_RETURNED] == fee * paid
        assert kinds[Kind.COMMISSION_RETURNED] == line["commission"] * paid
        back = each["arrived_at"] > 0 and each["resellable"]
        goods = line["quantity"] * line["unit_cost"]
        assert kinds[Kind.GOODS_RETURNED] == goods * back
    assert sum(returning.balances.values()) == 0


def test_an_order_with_a_creator_gives_back_the_commission_of_its_line_alone(
    returning: World,
) -> None:
    moved, lines = money_of(returning), lines_of(returning)
    kept = 0
    for each in returns_of(returning):
        kinds = moved[each["order_id"]]
        if each["closed_at"] and not lines[each["order_id"], each["sku_id"]]["commission"]:
            assert kinds[Kind.COMMISSION_RETURNED] == 0
            kept += kinds[Kind.COMMISSION] > 0
    assert kept > 0


def stock_of(world: World) -> list[int]:
    return world.skus["stock"].tolist()


def reckoned(world: World, start: int) -> list[int]:
    """The stock that opening, sales, arrivals, returned goods and replacements leave."""
    stock = np.full(len(world.skus), start)
    orders = orders_of(world)

    def move(sku_id: int, units: int) -> None:
        stock[world.sku_index(column(sku_id))] += units

    for (order, sku), line in lines_of(world).items():
        if not orders[order]["cancelled_at"] or orders[order]["shipped_at"]:
            move(sku, -line["quantity"])
    for each in returns_of(world):
        move(each["sku_id"], each["restocked"])
        if each["kind"] == ReturnKind.REPLACEMENT and each["approved_at"]:
            move(each["sku_id"], -each["quantity"])
    for row in by_id([*world.left_restocks, world.restocks]).values():
        if row["arrived_at"]:
            move(row["sku_id"], row["quantity"])
    return stock.tolist()


def test_sound_goods_of_the_line_go_back_on_its_shelf(returning: World) -> None:
    assert stock_of(returning) == reckoned(returning, 2_000)


def test_a_bank_takes_the_payment_back_at_once_and_the_goods_stay_with_the_buyer(
    charged: World,
) -> None:
    found, lines = returns_of(charged), lines_of(charged)
    assert len(found) > 50
    for each in found:
        assert each["kind"] == ReturnKind.CHARGE_BACK
        assert each["requested_at"] == each["approved_at"] == each["closed_at"] > 0
        assert each["resellable"] == 0
        line = lines[each["order_id"], each["sku_id"]]
        assert (line["returned"], line["refund"]) == (0, each["refund"])
    moved = money_of(charged)
    assert all(not moved[each["order_id"]][Kind.GOODS_RETURNED] for each in found)
    assert stock_of(charged) == reckoned(charged, 2_000)


def test_a_bank_takes_a_payment_back_while_the_order_is_open(charged: World) -> None:
    orders = orders_of(charged)
    for each in returns_of(charged):
        since = each["requested_at"] - orders[each["order_id"]]["delivered_at"]
        assert 5 * DAY <= since <= charged.rules.complete_days * DAY


def test_who_asks_for_a_return_asks_no_bank() -> None:
    world = rich_world(impressions=9_000.0, stock=2_000)
    with_parameters(world, return_rates=(1.0,) * 4, chargeback_rate=1.0, **NO_CAUSES)
    played(world, 30)
    assert ReturnKind.CHARGE_BACK not in {each["kind"] for each in returns_of(world)}
    numbers = [each["order_id"] for each in returns_of(world)]
    assert len(numbers) == len(set(numbers)) > 100


def share_asked(category: int, *, late: bool, **changed: float) -> float:
    """The share of many orders of a category that buyers ask to return."""
    ids = np.arange(100_000)
    same = np.full(len(ids), category)
    at, tardy = np.full(len(ids), 1_800_000_000), np.full(len(ids), late)
    known = replace(parameters(), **changed)
    wrong = latent.defects(ids, 3, known)
    return float((latent.return_request(ids, same, at, wrong, tardy, 3, known) > 0).mean())


@pytest.mark.parametrize("category", range(4))
def test_each_category_comes_back_at_its_own_rate_and_more_when_late(category: int) -> None:
    known = parameters()
    rate = known.return_rates[category]
    assert share_asked(category, late=False) == pytest.approx(rate, abs=0.004)
    usual = share_asked(category, late=False, **NO_CAUSES)
    late = share_asked(category, late=True, **NO_CAUSES)
    assert late / usual == pytest.approx(1 + known.return_late_factor, rel=0.05)


def test_what_arrives_damaged_or_unlike_its_description_comes_back_for_that_reason() -> None:
    ids, known = np.arange(100_000), parameters()
    zero, never = np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=bool)
    wrong = latent.defects(ids, 3, known)
    asked = latent.return_request(ids, zero, zero + 1, wrong, never, 3, known) > 0
    reason, _ = latent.returned(ids, zero, never, 3, known)
    damaged, mismatched = wrong
    assert set(reason[asked & damaged & ~mismatched]) >= {"damaged"}
    assert (reason[asked & ~damaged] != "damaged").all()
    assert (reason[asked & ~mismatched] != "does_not_fit_description").all()
    for caused, chance in (
        (damaged & ~mismatched, known.return_damaged),
        (mismatched & ~damaged, known.return_mismatch),
    ):
        assert asked[caused].mean() >= chance - 0.05


def delivered_and_to_be_asked_for() -> World:
    """A shop of which every buyer will ask for a refund some days after delivery."""
    world = rich_world(impressions=9_000.0, stock=2_000, strikes=False)
    with_parameters(
        world,
        return_rates=(1.0,) * 4,
        return_delay_days=6.0,
        return_never_sent=0.0,
        return_replacement_share=0.0,
        chargeback_rate=0.0,
        basket_rate=0.0,
        unreported_rate=0.0,
        **NO_CAUSES,
    )
    return played(world, 12)


def one_delivered(world: World) -> tuple[int, int, int]:
    """The id, the only SKU and the units of an order just delivered whose buyer will ask."""
    orders = world.orders
    fits = (orders["delivered_at"] > 0) & (orders["asks_at"] > world.now + 2 * DAY)
    number = int(orders["id"][fits][0])
    line = world.lines.where(world.lines["order_id"] == number)
    return number, int(line["sku_id"][0]), int(line["quantity"][0])


@pytest.mark.parametrize("refund_only", [True, False])
def test_no_unit_is_refunded_twice(refund_only: bool) -> None:
    """Neither by the seller again, nor by the buyer's own request that comes later."""
    world = delivered_and_to_be_asked_for()
    number, sku, units = one_delivered(world)
    done, _, refusals = decide(world, OpenReturn(number, sku, units, refund_only), {})
    assert (done, refusals) == (1, [])
    _, _, [refusal] = decide(world, OpenReturn(number, sku, 1, refund_only), {})
    assert refusal.code == ("return-nothing-left" if refund_only else "return-open")
    played(world, 25)
    [only] = [each for each in returns_of(world) if each["order_id"] == number]
    order = orders_of(world)[number]
    assert order["refund"] == only["refunded"] == order["amount"] - order["shipping_paid"]


def test_a_buyer_asks_for_what_the_seller_has_not_taken_back_already() -> None:
    world = delivered_and_to_be_asked_for()
    place = next(
        row for row in np.flatnonzero(world.lines["quantity"] > 1).tolist()
        if world.lines["order_id"][row] in world.orders["id"][
            (world.orders["delivered_at"] > 0) & (world.orders["asks_at"] > world.now)
        ]
    )  # fmt: skip
    number, sku, units = (
        int(world.lines[name][place]) for name in ("order_id", "sku_id", "quantity")
    )
    assert decide(world, OpenReturn(number, sku, 1, True), {})[0] == 1
    played(world, 25)
    first, second = [each for each in returns_of(world) if each["order_id"] == number]
    assert (first["quantity"], second["quantity"]) == (1, units - 1)
    order = orders_of(world)[number]
    assert order["refund"] <= order["amount"] - order["shipping_paid"]


def test_a_return_that_ends_without_anything_leaves_the_unit_to_be_asked_for_at_once() -> None:
    """Whether the request comes after the end of the other shows within a stretch as well."""
    world = delivered_and_to_be_asked_for()
    number, sku, units = one_delivered(world)
    place = world.order_index(column(number))
    decide(world, OpenReturn(number, sku, units), {})
    row = np.flatnonzero(world.returns["order_id"] == number)
    with_parameters(world, return_never_sent=1.0)
    foresee(world, row, world.rules)
    ends = int(world.returns["next_at"][row[0]])
    engine.advance(world, ends // HOUR * HOUR - HOUR)
    for later, requests in ((-60, 1), (60, 2)):
        own = world.copy()
        own.orders["asks_at"][place] = ends + later
        engine.advance(own, own.now + 3 * HOUR)
        assert (own.returns["order_id"] == number).sum() == requests
