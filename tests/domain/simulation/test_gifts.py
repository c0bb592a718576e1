"""Gifts in a practice shop: who gets one, where the goods come from, and who pays for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.aftersales.commands import ApproveReturns, InspectReturns
from domain.aftersales.groups import Group
from domain.aftersales.rules import ReturnKind
from domain.catalogue.commands import Restock
from domain.creators.commands import SendSample
from domain.finance.rules import Kind
from domain.finance.tables import journal
from domain.kernel.clock import DAY, HOUR
from domain.orders.commands import CancelOrders
from domain.orders.rules import Status
from domain.orders.tables import order_gifts
from domain.promotions.commands import SavePromotion, StopPromotion
from domain.reports.check import check
from domain.reports.order_detail import Part, order_detail
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.promotion_results import results
from domain.reports.promotions import all_promotions
from domain.reports.quotes import order_quotes
from domain.shipping.commands import BuyLabels, ShipPart
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.decisions import decide
from domain.simulation.marked import together
from domain.simulation.packing import order_parcels
from domain.simulation.policies import passive, sensible
from domain.simulation.promised import set_aside, to_spare
from domain.simulation.return_steps import PENDING
from domain.simulation.what_if import Forks
from domain.simulation.world import World
from domain.storage.digest import digest
from tests.domain.simulation.lively_shops import in_group, lively_shop
from tests.domain.simulation.rich_shops import played, rich_shop, rich_world, with_parameters
from tests.domain.simulation.states import state

BOUGHT, GIFT = 0, 5
"""Places of SKUs among those of the rich shop."""


def world(**changes: Any) -> World:
    return rich_world(**{"impressions": 60_000.0, "stock": 4_000, "rivals": False, **changes})


def giving(
    skus: tuple[int, ...], gift: int, *, at: int, reach: tuple[int, int] = (1, 0), **told: int
) -> SavePromotion:
    """A promotion of five days whose only step gives a gift."""
    each, orders = told.get("units", 1), told.get("orders", 50)
    return SavePromotion(
        0,
        "BUY_MORE",
        "One on top",
        0,
        at + 5 * DAY,
        skus=skus,
        tiers=((*reach, 0, 0),),
        gifts=((gift, each, orders),),
    )


def begin(here: World, **told: Any) -> int:
    """Give the last SKU to those who buy enough of the first; gives the promotion's id."""
    ids = here.skus["id"].tolist()
    done, _, refusals = decide(here, giving((ids[BOUGHT],), ids[GIFT], at=here.now, **told), {})
    assert done == 1, refusals
    return int(here.promotions["id"][-1])


def bought(here: World) -> dict[int, int]:
    """Units of the SKU that gifts are given for, by order."""
    mine = here.lines.where(here.lines["sku_id"] == here.skus["id"][BOUGHT])
    return dict(zip(mine["order_id"].tolist(), mine["quantity"].tolist(), strict=True))


def test_whoever_buys_enough_gets_the_gift_and_pays_nothing_for_it() -> None:
    here = world()
    begin(here, reach=(2, 0), units=2, orders=500)
    engine.advance(here, here.now + 12 * HOUR)
    earned = sorted(order for order, units in bought(here).items() if units >= 2)
    assert here.gifts["order_id"].tolist() == earned
    assert len(earned) > 5
    assert set(here.gifts["quantity"].tolist()) == {2}
    orders = here.orders.where(here.order_index(here.gifts["order_id"]))
    assert not orders["seller_discount"].any()
    gift = here.skus["id"][GIFT]
    assert set(here.gifts["sku_id"].tolist()) == {gift}
    alone = np.zeros(len(here.orders), dtype=np.int64)
    at = here.order_index(here.lines["order_id"])
    np.add.at(alone, at, here.lines["quantity"] * here.lines["unit_cost"])
    more = here.orders["cost"] - alone
    assert more[here.order_index(here.gifts["order_id"])].tolist() == [
        2 * int(here.skus["cost"][GIFT])
    ] * len(earned)
    assert more.sum() == 2 * here.skus["cost"][GIFT] * len(earned)


def test_an_amount_may_earn_it_too() -> None:
    here = world()
    begin(here, reach=(0, 4_500), orders=500)
    engine.advance(here, here.now + 12 * HOUR)
    price = int(here.skus["price"][BOUGHT])
    earned = sorted(order for order, units in bought(here).items() if units * price >= 4_500)
    assert here.gifts["order_id"].tolist() == earned
    assert 0 < len(earned) < len(bought(here))


def test_units_are_set_aside_and_whoever_comes_when_they_are_gone_goes_without() -> None:
    here = world(stock=30)
    number = begin(here, orders=30)
    gift = int(here.skus["id"][GIFT])
    assert set_aside(here)[GIFT] == 30
    other = replace(giving((gift,), gift, at=here.now, orders=1), title="Another")
    assert [each.code for each in decide(here, other, {})[2]] == ["gift-above-stock"]
    engine.advance(here, here.now + 24 * HOUR)
    assert gift not in here.lines["sku_id"].tolist(), "nobody can buy what is kept as gifts"
    assert here.skus["in_stock"][GIFT] == (_given_back(here) > 0), "and from now on nobody tries"
    given = len(here.gifts)
    assert here.promotion_tiers["given"].tolist() == [given]
    assert here.skus["stock"][GIFT] == 30 - given + _given_back(here)
    assert decide(here, StopPromotion(number), {})[0] == 1
    assert not set_aside(here).any(), "what was not given can be sold again"


def _given_back(here: World) -> int:
    """Units of gifts whose orders were cancelled before a carrier had them."""
    orders = here.orders.where(here.order_index(here.gifts["order_id"]))
    void = (orders["cancelled_at"] > 0) & (orders["shipped_at"] == 0)
    return int(here.gifts["quantity"][void].sum())


def test_the_first_orders_get_the_last_gifts() -> None:
    here = world()
    begin(here, orders=7)
    engine.advance(here, here.now + 24 * HOUR)
    mine = here.orders.where(here.order_index(np.array(sorted(bought(here)))))
    first = mine["id"][np.argsort(mine["created_at"], kind="stable")[:7]]
    assert sorted(first.tolist()) == here.gifts["order_id"].tolist()
    assert len(mine) > 7


def test_a_gift_that_has_run_out_tempts_nobody_from_the_next_day_on() -> None:
    def units(orders: int) -> float:
        here = with_parameters(world(), pad_rate=0.9)
        begin(here, reach=(2, 0), orders=orders)
        engine.advance(here, here.now + 48 * HOUR)
        late = here.orders["id"][here.orders["created_at"] > here.now - 24 * HOUR]
        return float(np.mean([n for order, n in bought(here).items() if order in set(late)]))

    assert units(900) > 1.2 * units(3)


@pytest.mark.parametrize("step", [1, 5])
def test_goods_that_have_gone_missing_are_given_when_they_have_come_again(step: int) -> None:
    found = []
    for hours in (24, step):
        here = world()
        begin(here, orders=40)
        here.skus["stock"][GIFT] = 5  # as a count of the shelf found
        assert decide(here, Restock(int(here.skus["id"][GIFT]), 40), {})[0] == 1
        end = here.now + 4 * DAY
        while here.now < end:
            engine.advance(here, min(end, here.now + hours * HOUR))
            assert (here.skus["stock"] >= 0).all()
        arrived = int(together([*here.left_restocks, here.restocks])["arrived_at"][0])
        orders = together([*here.left, here.orders])
        gifts = together([*here.left_gifts, here.gifts])
        when = orders["created_at"][np.isin(orders["id"], gifts["order_id"])]
        assert 0 < arrived < when.min()
        found.append(state(here))
    assert found[0] == found[1]


def test_no_sample_is_taken_of_what_is_set_aside() -> None:
    here = world(stock=40)
    begin(here, orders=39)
    gift, creator = int(here.skus["id"][GIFT]), int(here.creators["id"][0])
    assert decide(here, SendSample(creator, gift), {})[0] == 1
    engine.advance(here, here.now + 3 * HOUR)
    left = int(here.skus["stock"][GIFT])
    (refusal,) = decide(here, SendSample(int(here.creators["id"][1]), gift), {})[2]
    assert (refusal.code, refusal.params) == ("sku-set-aside", {"sku": gift, "stock": left})
    assert refusal.text()
    assert not to_spare(here)[GIFT] and left > 0
    engine.advance(here, here.now + 3 * HOUR)
    assert len(here.gifts) > 39 - left, "the gifts go on"


def test_no_replacement_is_taken_of_what_is_set_aside() -> None:
    here = with_parameters(
        rich_world(impressions=9_000.0, stock=2_000),
        return_rates=(1.0,) * 4,
        return_delay_days=2.0,
        return_replacement_share=1.0,
    )
    played(here, 12)
    asked = here.returns.where(
        (here.returns["status"] == PENDING) & (here.returns["kind"] == ReturnKind.REPLACEMENT.value)
    )
    request, sku = int(asked["id"][0]), int(asked["sku_id"][0])
    stock = int(here.skus["stock"][here.sku_index(asked["sku_id"])][0])
    other = next(each for each in here.skus["id"].tolist() if each != sku)
    done, _, refusals = decide(here, giving((other,), sku, at=here.now, orders=stock), {})
    assert (done, refusals) == (1, [])
    (refusal,) = decide(here, ApproveReturns((request,)), {})[2]
    assert (refusal.code, refusal.params["stock"]) == ("replacement-sold-out", 0)
    assert refusal.text()
    assert decide(here, StopPromotion(int(here.promotions["id"][-1])), {})[0] == 1
    assert decide(here, ApproveReturns((request,)), {})[0] == 1


def test_a_cancelled_order_puts_its_gift_back_on_the_shelf() -> None:
    here = world()
    begin(here)
    engine.advance(here, here.now + 6 * HOUR)
    stock = int(here.skus["stock"][GIFT])
    open_ones = here.orders["id"][here.orders["status"] < Status.IN_TRANSIT]
    chosen = np.intersect1d(here.gifts["order_id"], open_ones)[:3]
    assert decide(here, CancelOrders(tuple(chosen.tolist()), "pricing_error"), {})[0] == 3
    assert here.skus["stock"][GIFT] == stock + 3


def test_what_comes_back_can_be_bought_from_the_next_day_on() -> None:
    here = world(stock=60)
    begin(here, orders=60)
    engine.advance(here, here.now + 12 * HOUR)
    waiting = here.orders["id"][here.orders["status"] < Status.IN_TRANSIT]
    chosen = np.intersect1d(here.gifts["order_id"], waiting)[:2]
    assert decide(here, CancelOrders(tuple(chosen.tolist()), "pricing_error"), {})[0] == 2

    def free() -> int:
        return int((here.skus["stock"] - set_aside(here))[GIFT])

    assert free() == 0
    engine.advance(here, int(here.book.calendar.midnight(here.day + 1)))
    assert free() == int(here.promotion_tiers["given"][0]) - _kept(here) >= 2


def _kept(here: World) -> int:
    return len(here.gifts) - _given_back(here)


def test_the_parcel_weighs_what_lies_in_it() -> None:
    here = world()
    begin(here, units=3)
    engine.advance(here, here.now + 6 * HOUR)
    at = here.order_index(here.gifts["order_id"])
    weight = order_parcels(here, at).weight
    lines = np.zeros(len(here.orders), dtype=np.int64)
    of = here.order_index(here.lines["order_id"])
    grams = here.skus["weight"][here.sku_index(here.lines["sku_id"])]
    np.add.at(lines, of, grams * here.lines["quantity"])
    assert (weight - lines[at] == 3 * here.skus["weight"][GIFT]).all()


def test_a_fork_gives_gifts_and_counts_what_they_cost() -> None:
    here = world()
    command = giving(
        (int(here.skus["id"][BOUGHT]),), int(here.skus["id"][GIFT]), at=here.now, orders=500
    )
    found = Forks(here, days=3, seeds=3).tried([command])
    assert not found.refusals
    assert found.difference.profit.high < 0, "a gift for one unit wins nobody who would not buy"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("gifts") / "shop.dukandar"
    with lively_shop(path, days=4) as shop:
        ids = shop.read(lambda c: c.exec_driver_sql("SELECT id FROM skus ORDER BY id")).fetchall()
        skus = tuple(row[0] for row in ids)
        command = giving(skus, skus[GIFT], at=shop.now, units=2, orders=40)
        assert shop.do(command).done == 1
        shop.advance(shop.now + 20 * HOUR)
        yield shop


def test_an_order_with_a_gift_goes_in_one_parcel_at_the_price_of_its_weight(shipped: Shop) -> None:
    gifts = shipped.read(lambda c: c.execute(order_gifts.select()).fetchall())
    waiting = shipped.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shipped.now)
    order = next(gift.order_id for gift in gifts if gift.order_id in waiting)
    here = shipped.read(store.load)
    weight = int(order_parcels(here, here.order_index(np.array([order]))).weight[0])
    assert shipped.read(order_quotes, [order]).weight == weight
    sku = int(here.lines["sku_id"][here.lines["order_id"] == order][0])
    refusals = shipped.do(ShipPart(order, (sku,), (1,))).refusals
    assert [each.code for each in refusals] == ["gift-in-one-parcel"]
    assert all(each.text() for each in refusals)


def test_an_order_shows_its_gift_and_what_it_will_cost(shipped: Shop) -> None:
    gifts = shipped.read(lambda c: c.execute(order_gifts.select()).fetchall())
    waiting = shipped.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shipped.now)
    gift = next(each for each in gifts if each.order_id in waiting)
    found = shipped.read(order_detail, gift.order_id, shipped.now)
    assert found is not None
    assert [(each.sku_id, each.quantity) for each in found.gifts] == [(gift.sku_id, 2)]
    assert (found.promotions[0].name, found.promotions[0].seller) == ("One on top", 0)
    here = shipped.read(store.load)
    cost = int(here.orders["cost"][here.order_index(np.array([gift.order_id]))][0])
    assert dict(found.parts)[Part.COST_OF_GOODS] == -cost


def test_what_a_gift_cost_is_booked_when_the_carrier_has_it_and_stays_with_the_buyer(
    shipped: Shop,
) -> None:
    for _ in range(25):
        shipped.do(BuyLabels(shipped.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shipped.now)))
        shipped.do(ApproveReturns(in_group(shipped, Group.TO_ANSWER)))
        shipped.do(InspectReturns(in_group(shipped, Group.TO_INSPECT), "restock"))
        shipped.advance(shipped.now + DAY, passive)
    assert shipped.read(check) == []
    known = shipped.read(all_promotions, 0)
    (row,) = known.rows
    brought = shipped.read(results, row, known.shop)
    assert brought is not None
    kept = shipped.read(
        lambda c: c.exec_driver_sql(
            "SELECT sum(quantity), sum(quantity * unit_cost) FROM order_gifts "
            "JOIN orders ON id = order_id WHERE cancelled_at = 0"
        ).fetchone()
    )
    assert (brought.gifts, brought.gift_cost) == kept
    assert brought.orders * 2 == brought.gifts > 0
    (gift,) = row.gifts
    assert gift is not None
    assert (gift.units, gift.orders, gift.product) == (2, 40, "Product 6")
    assert gift.given == row.used
    back = shipped.read(
        lambda c: c.exec_driver_sql(
            "SELECT r.order_id, r.restocked * l.unit_cost FROM returns r "
            "JOIN order_lines l ON l.order_id = r.order_id AND l.sku_id = r.sku_id "
            "JOIN order_gifts g ON g.order_id = r.order_id WHERE r.restocked > 0"
        ).fetchall()
    )
    assert back
    for order, cost in back:
        moved = shipped.read(
            lambda c, order=order: c.execute(
                journal.select().where(
                    journal.c.order_id == order, journal.c.kind == int(Kind.GOODS_RETURNED)
                )
            ).fetchall()
        )
        assert cost in [row.amount for row in moved], "the goods of the line alone come back"


@pytest.mark.parametrize("step", [1, 7])
def test_gifts_are_the_same_however_time_passes(tmp_path: Path, step: int) -> None:
    found = set()
    for hours in (24, step):
        path = tmp_path / f"{hours}.dukandar"
        with rich_shop(path, impressions=9_000.0, stock=60) as shop:
            ids = shop.read(lambda c: c.exec_driver_sql("SELECT id FROM skus ORDER BY id"))
            skus = tuple(row[0] for row in ids)
            command = giving(skus[:3], skus[0], at=shop.now, reach=(0, 2_000), orders=25)
            assert shop.do(command).done == 1
            end = shop.now + 6 * DAY
            while shop.now < end:
                shop.advance(min(end, shop.now + hours * HOUR), sensible)
        with Shop(path) as again:
            assert again.read(check) == []
            found.add(again.read(digest))
    assert len(found) == 1
