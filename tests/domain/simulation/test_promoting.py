"""What promotions do in a practice shop: what buyers see is what they are charged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.aftersales.rules import ReturnKind
from domain.catalogue.commands import Restock
from domain.creators.commands import GoLive
from domain.kernel.clock import DAY, HOUR
from domain.kernel.columns import Columns
from domain.promotions.campaigns import campaigns
from domain.promotions.commands import (
    DeletePromotion,
    SavePromotion,
    StartDeal,
    StopPromotion,
)
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import Tool
from domain.reports.check import check
from domain.shop import Shop
from domain.simulation import engine
from domain.simulation.decisions import decide
from domain.simulation.delivery import terms
from domain.simulation.exposure import Source
from domain.simulation.offering import assortments
from domain.simulation.policies import sensible
from domain.simulation.promised import set_aside
from domain.simulation.promoting import Buyer, held, one_each, prices
from domain.simulation.world import NEW, PACE_UNIT, World
from domain.storage.digest import digest
from tests.domain.simulation.rich_shops import rich_shop, rich_world
from tests.domain.simulation.states import state


def world(**changes: Any) -> World:
    return rich_world(impressions=20_000.0, stock=4_000, rivals=False, **changes)


def run(here: World, tool: Tool, days: float = 5, **told: Any) -> int:
    """Begin a promotion now; gives its id."""
    ends = here.now + round(days * 24) * HOUR
    if tool is Tool.SHIPPING_DISCOUNT:
        ends = 0
    done, _, refusals = decide(
        here,
        SavePromotion(0, tool.name, f"{tool.name} {len(here.promotions)}", 0, ends, **told),
        {},
    )
    assert done == 1, refusals
    return int(here.promotions["id"][-1])


def sku(here: World, place: int = 0) -> int:
    return int(here.skus["id"][place])


def uses(here: World) -> Columns:
    parts = here.promotion_uses
    return parts[0].joined(*parts[1:])


def orders_of(here: World, promotion: int) -> Columns:
    found = uses(here)
    ids = found["order_id"][found["promotion_id"] == promotion]
    return here.orders.where(here.order_index(np.sort(ids)))


def test_who_buys_one_unit_pays_what_was_shown() -> None:
    here = world(shipping_fee=499)
    run(here, Tool.PRODUCT_DISCOUNT, skus=(sku(here),), percents=(2_000,))
    run(here, Tool.SHIPPING_DISCOUNT, amount=200)
    run(here, Tool.VOUCHER, percent=1_000, least=1_000)
    size, known = len(here.skus), terms(here)
    fees = (known.fee[0], known.fee_beyond[0], known.free_from)
    seen = held(here, seen=True)
    shown = [one_each(here, seen, Buyer(knows=knows), *fees) for knows in (0, 1)]
    engine.advance(here, here.now + 10 * HOUR)
    paid = set()
    for lines in here.lines.rows():
        line = dict(zip(here.lines, lines, strict=True))
        order = here.orders.where(here.order_index(np.array([line["order_id"]])))
        if line["quantity"] == 1 and line["subtotal"] == order["item_total"][0]:
            place = int(here.sku_index(np.array([line["sku_id"]]))[0])
            worth = int(order["item_total"][0] - order["seller_discount"][0])
            told = {(int(each.value[place]), int(each.shipping[place])) for each in shown}
            assert (worth, int(order["shipping_paid"][0])) in told
            paid.add((place, worth))
    assert len({place for place, _ in paid}) == size
    assert len(paid) > size  # some have claimed the voucher


def test_orders_their_promotions_and_the_journal_say_the_same(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        ids = [row[0] for row in shop.read(lambda c: c.exec_driver_sql("SELECT id FROM skus"))]
        end = shop.now + 20 * DAY
        for promotion in (
            SavePromotion(
                0, "PRODUCT_DISCOUNT", "A", 0, end, skus=tuple(ids[:2]), percents=(1_500,)
            ),
            SavePromotion(0, "VOUCHER", "B", 0, end, percent=1_000, least=2_000),
            SavePromotion(0, "BUY_MORE", "C", 0, end, skus=(ids[2],), tiers=((2, 0, 2_000, 0),)),
        ):
            assert shop.do(promotion).done == 1
        shop.advance_days(20, sensible)
        assert shop.read(check) == []

        def one(sql: str) -> int:
            return shop.read(lambda c: c.exec_driver_sql(sql).scalar()) or 0

        of_paid = "FROM promotion_uses JOIN orders ON id = order_id WHERE paid_at > 0"
        told = one(f"SELECT sum(seller) {of_paid}")
        assert told > 0
        assert told == one("SELECT sum(amount) FROM journal WHERE kind = 26")  # SELLER_DISCOUNT
        assert told == one(
            "SELECT sum(seller_discount + shipping_seller_discount) FROM orders WHERE paid_at > 0"
        )
        assert one("SELECT count(DISTINCT promotion_id) FROM promotion_uses") == 3


def test_a_promotion_holds_from_its_hour_to_its_hour() -> None:
    here = world()
    begins = here.now + 5 * HOUR
    save = SavePromotion(
        0, "FLASH_DEAL", "F", begins, begins + 6 * HOUR, skus=(sku(here),), percents=(3_000,)
    )
    assert decide(here, save, {})[0] == 1
    engine.advance(here, here.now + 20 * HOUR)
    at = orders_of(here, 1)["created_at"]
    assert len(at) > 5
    assert at.min() > begins
    assert at.max() <= begins + 6 * HOUR
    others = here.orders.where(~np.isin(here.orders["created_at"], at))
    assert not others["seller_discount"].any()


def test_a_deal_sells_no_more_units_than_it_has_and_who_came_for_it_leaves() -> None:
    few, many = world(), world()
    run(few, Tool.FLASH_DEAL, 2, skus=(sku(few),), percents=(6_000,), units=(7,))
    run(many, Tool.FLASH_DEAL, 2, skus=(sku(many),), percents=(6_000,))
    for here in (few, many):
        engine.advance(here, int(here.book.calendar.midnight(here.day + 1)))
    assert few.promotion_items["sold"][0] == 7
    sold = [int((here.lines["sku_id"] == sku(here)).sum()) for here in (few, many)]
    assert 7 < sold[0] < sold[1]
    assert not assortments(few)[0].offer.deal[0]  # tomorrow nobody sees it any more
    assert assortments(many)[0].offer.deal[0] > 0


def test_a_buyer_has_no_more_of_a_promotion_than_its_limit() -> None:
    here = world(parameters={"units_two": 0.25, "units_three": 0.1})
    number = run(here, Tool.PRODUCT_DISCOUNT, skus=(sku(here),), percents=(2_000,), buyer_limit=1)
    engine.advance(here, here.now + 10 * HOUR)
    mine = here.lines["sku_id"] == sku(here)
    dealt = here.lines["seller_discount"] > 0
    assert set(here.lines["quantity"][mine & dealt].tolist()) == {1}
    assert set(here.lines["quantity"][mine & ~dealt].tolist()) >= {2, 3}
    assert len(orders_of(here, number)) == (mine & dealt).sum()


def test_only_its_audience_gets_a_promotion() -> None:
    here = rich_world(days=60, impressions=4_000.0, stock=9_000, rivals=False)
    here.promotion_uses.clear()
    run(here, Tool.PRODUCT_DISCOUNT, 20, skus=(sku(here),), percents=(2_000,), audience="NEW")
    run(
        here,
        Tool.PRODUCT_DISCOUNT,
        20,
        skus=(sku(here, 1),),
        percents=(2_000,),
        audience="EXISTING",
    )
    engine.advance(here, here.now + 6 * DAY)
    for number, place, returning in ((1, 0, False), (2, 1, True)):
        found = orders_of(here, number)
        assert ((found["buyer_id"] != found["id"]) == returning).all(), number
        assert prices(here, Buyer(int(returning)))[place] < here.skus["price"][place]
        assert prices(here, Buyer(int(not returning)))[place] == here.skus["price"][place]
    assert len(orders_of(here, 1)) > 5


def test_units_of_a_campaign_are_set_aside_until_it_begins_and_sold_in_it() -> None:
    here = world()
    here.skus["stock"][0] = 40
    day = next(each for each in campaigns("us") if each.starts_at > here.now + DAY)
    engine.advance(here, day.starts_at - DAY)
    here.skus["stock"][0] = 40
    save = SavePromotion(
        0, "CAMPAIGN", "C", day.starts_at, day.ends_at, skus=(sku(here),), percents=(3_000,),
        units=(25,),
    )  # fmt: skip
    assert decide(here, save, {})[0] == 1
    assert set_aside(here)[0] == 25
    engine.advance(here, day.starts_at)
    assert here.skus["stock"][0] >= 25
    engine.advance(here, day.ends_at)
    assert 10 < here.promotion_items["sold"][0] <= 25
    fee = orders_of(here, 1)["campaign_fee"]
    assert (fee > 0).all()
    assert set_aside(here)[0] == 0


def test_the_platform_bears_its_share_of_a_campaign_and_pays_it_to_the_seller() -> None:
    here = world()
    day = next(
        each for each in campaigns("us") if each.starts_at > here.now and each.platform_share
    )
    engine.advance(here, day.starts_at - HOUR)
    save = SavePromotion(
        0, "CAMPAIGN", "C", day.starts_at, day.ends_at, skus=(sku(here),), percents=(3_000,),
        units=(25,),
    )  # fmt: skip
    assert decide(here, save, {})[0] == 1
    engine.advance(here, day.ends_at)
    found = orders_of(here, 1)
    assert len(found) > 0
    off = found["seller_discount"] + found["platform_discount"]
    assert (found["platform_discount"] > 0).all()
    assert np.abs(found["platform_discount"] - off * day.platform_share / 10_000).max() <= 1
    paid = found["item_total"] - off + found["shipping_paid"]
    assert (found["amount"] >= paid).all()  # tax comes on top


def test_the_platform_bears_its_share_of_a_co_funded_voucher_and_a_refund_gives_what_was_paid(
    tmp_path: Path,
) -> None:
    with rich_shop(
        tmp_path / "s.dukandar", impressions=4_000.0, stock=9_000, parameters={"voucher_share": 0.8}
    ) as shop:
        day = next(each for each in campaigns("us") if each.starts_at > shop.now)
        shop.advance(day.starts_at - DAY, sensible)
        told = SavePromotion(
            0, "VOUCHER", "V", day.starts_at, day.ends_at, percent=2_000, co_funded=True
        )
        assert shop.do(told).refusals == ()
        shop.advance(day.ends_at + 40 * DAY, sensible)
        assert shop.read(check) == []

        def rows(sql: str) -> list[Any]:
            return list(shop.read(lambda c: c.exec_driver_sql(sql).all()))

        used = rows("SELECT seller, platform FROM promotion_uses")
        assert len(used) > 30
        for seller, platform in used:
            off = seller + platform
            assert abs(platform - off * day.platform_share / 10_000) <= 2  # a rounding a line

        # The buyer pays less by all of it; the seller gets what the platform bears.
        paid = rows(
            "SELECT o.item_total, o.seller_discount, o.platform_discount, o.shipping_paid, o.tax, "
            "o.amount, (SELECT sum(amount * CASE kind WHEN 2 THEN 1 ELSE -1 END) FROM journal "
            "WHERE order_id = o.id AND kind IN (2, 26)) "
            "FROM orders o WHERE platform_discount > 0 AND paid_at > 0"
        )
        for items, seller, platform, shipping, tax, amount, got in paid:
            assert amount == items - seller - platform + shipping + tax
            assert got == amount - tax + platform

        # A refund of all units of an order's only line gives back what was paid for them.
        refunds = rows(
            "SELECT r.refunded, o.amount - o.shipping_paid FROM returns r "
            "JOIN orders o ON o.id = r.order_id JOIN order_lines l ON l.order_id = o.id "
            "WHERE o.platform_discount > 0 AND o.line_count = 1 AND r.quantity = l.quantity "
            f"AND r.refunded > 0 AND r.kind <> '{ReturnKind.CHARGE_BACK.value}'"
        )
        assert len(refunds) > 2
        assert all(given == paid_for for given, paid_for in refunds)


def test_more_for_more_makes_some_take_one_more() -> None:
    plain, dealt = (world(parameters={"pad_rate": 0.28}) for _ in range(2))
    run(dealt, Tool.BUY_MORE, skus=(sku(dealt),), tiers=((2, 0, 1_000, 0),))
    for here in (plain, dealt):
        engine.advance(here, here.now + 12 * HOUR)

    def units(here: World) -> float:
        mine = here.lines["sku_id"] == sku(here)
        return float(here.lines["quantity"][mine].mean())

    assert 1.1 < units(dealt) / units(plain) < 1.35


def test_a_voucher_is_for_those_who_claim_it() -> None:
    here = world(parameters={"voucher_share": 0.4, "code_share": 0.1})
    voucher = run(here, Tool.VOUCHER, percent=1_000)
    code = run(here, Tool.PROMO_CODE, percent=2_000, code="MORE")
    engine.advance(here, here.now + 12 * HOUR)
    count = len(here.orders)
    # Both win some who would not have ordered without.
    assert 0.3 < len(orders_of(here, voucher)) / count < 0.6
    assert 0.1 < len(orders_of(here, code)) / count < 0.35


def test_a_promotion_that_is_stopped_is_over_at_once() -> None:
    here = world()
    number = run(here, Tool.PRODUCT_DISCOUNT, skus=(sku(here),), percents=(2_000,))
    assert prices(here)[0] < here.skus["price"][0]
    assert decide(here, StopPromotion(number), {})[0] == 1
    assert prices(here)[0] == here.skus["price"][0]
    assert [each.code for each in decide(here, StopPromotion(number), {})[2]] == ["promotion-over"]


def test_a_deal_is_a_product_discount_of_its_own() -> None:
    here = world()
    assert decide(here, StartDeal(sku(here), 1_499, 3), {})[0] == 1
    row = dict(zip(here.promotions, here.promotions.rows()[0], strict=True))
    assert row["tool"] == Tool.PRODUCT_DISCOUNT
    assert row["ends_at"] == here.book.calendar.midnight(here.day + 3)
    assert here.promotion_items["units"].tolist() == [NO_LIMIT]


@pytest.mark.parametrize("step", [1, 5, 24])
def test_promotions_are_the_same_however_time_passes(tmp_path: Any, step: int) -> None:
    found = set()
    for hours in (24, step):
        path = tmp_path / f"{hours}-{len(found)}.dukandar"
        with rich_shop(path, impressions=9_000.0, stock=60) as shop:
            now = shop.now
            ids = [row[0] for row in shop.read(lambda c: c.exec_driver_sql("SELECT id FROM skus"))]
            for each in (
                SavePromotion(
                    0, "FLASH_DEAL", "F", now + 3 * HOUR, now + 40 * HOUR,
                    skus=tuple(ids[:2]), percents=(3_000,), units=(9, 4), buyer_limit=2,
                ),
                SavePromotion(0, "VOUCHER", "V", 0, now + 4 * DAY, percent=1_000, uses=12),
            ):  # fmt: skip
                assert shop.do(each).done == 1
            end = shop.now + 5 * DAY
            while shop.now < end:
                shop.advance(min(end, shop.now + hours * HOUR), sensible)
        with Shop(path) as again:
            assert again.read(check) == []
            found.add(again.read(digest))
    assert len(found) == 1


def test_a_live_flash_deal_is_for_those_who_watch() -> None:
    here = world(creators=12)
    assert decide(here, GoLive(sku(here), 8), {})[0] == 1
    run(here, Tool.LIVE_FLASH_DEAL, 1, skus=(sku(here),), percents=(4_000,))
    assert prices(here)[0] == here.skus["price"][0]
    assert prices(here, Buyer(watches=True))[0] < here.skus["price"][0]
    engine.advance(here, here.now + 8 * HOUR)
    live = [row for part in here.traffic for row in part.rows()]
    names = list(here.traffic[0])
    source, sold = names.index("source"), names.index("orders")
    orders = sum(row[sold] for row in live if row[source] == Source.LIVE.code)
    assert orders == len(orders_of(here, 1)) > 3
    assert len(here.orders) > orders


def test_without_the_wish_to_claim_no_voucher_is_used() -> None:
    here = world(parameters={"voucher_share": 0.0, "code_share": 0.0})
    run(here, Tool.VOUCHER, percent=1_000)
    here.parameters = replace(here.parameters, voucher_share=0.0)
    engine.advance(here, here.now + 6 * HOUR)
    assert not here.promotion_uses
    assert not here.orders["seller_discount"].any()


COMPETING = {
    "a code and a voucher": (
        (Tool.PROMO_CODE, {"percent": 5_000, "uses": 3, "code": "HALF"}),
        (Tool.VOUCHER, {"percent": 4_500, "uses": 30}),
    ),
    "two vouchers": (
        (Tool.VOUCHER, {"percent": 5_000, "uses": 4}),
        (Tool.VOUCHER, {"percent": 4_000, "uses": 9}),
    ),
    "two prices of one SKU": (
        (Tool.FLASH_DEAL, {"percents": (5_000,), "units": (6,)}),
        (Tool.PRODUCT_DISCOUNT, {"percents": (3_000,), "units": (6,)}),
    ),
    "a price and a voucher": (
        (Tool.FLASH_DEAL, {"percents": (5_000,), "units": (5,)}),
        (Tool.VOUCHER, {"percent": 3_000, "uses": 6, "least": 2_000}),
    ),
}


@pytest.mark.parametrize("which", COMPETING)
def test_who_gets_the_last_of_competing_promotions_is_one_by_hours_and_by_days(which: str) -> None:
    daily = world(parameters={"voucher_share": 0.5, "code_share": 0.3})
    for tool, told in COMPETING[which]:
        run(daily, tool, 2, **({"skus": (sku(daily),)} if "percents" in told else {}), **told)
    hourly = daily.copy()
    end = daily.now + 2 * DAY
    engine.advance(daily, end)
    while hourly.now < end:
        engine.advance(hourly, hourly.now + HOUR)
    expected = state(daily)
    for part, value in state(hourly).items():
        assert value == expected[part], part


def test_goods_that_come_while_some_are_missing_for_a_campaign_are_kept_for_it() -> None:
    daily = world()
    day = next(each for each in campaigns("us") if each.starts_at > daily.now + 3 * DAY)
    engine.advance(daily, day.starts_at - 2 * DAY)
    daily.skus["stock"][0] = 60
    save = SavePromotion(
        0, "CAMPAIGN", "C", day.starts_at, day.ends_at, skus=(sku(daily),), percents=(3_000,),
        units=(50,),
    )  # fmt: skip
    assert decide(daily, save, {})[0] == 1
    daily.skus["stock"][0] = 5  # a count has found the others missing
    assert decide(daily, Restock(sku(daily), 60), {})[0] == 1
    daily.restocks["arrives_at"][:] = daily.now + 5 * HOUR
    hourly = daily.copy()
    engine.advance(daily, day.starts_at)
    while hourly.now < day.starts_at:
        engine.advance(hourly, hourly.now + HOUR)
    assert daily.skus["stock"][0] == hourly.skus["stock"][0]
    assert daily.skus["stock"][0] >= 50


def test_the_more_is_taken_off_the_more_is_bought_even_if_nothing_is_left_to_pay() -> None:
    placed = []
    for amount in (0, 600, 899, 3_000):
        here = world(parameters={"voucher_share": 0.8}, shipping_fee=0)
        voucher = run(here, Tool.VOUCHER, percent=500)
        place = here.promotions["id"].searchsorted(voucher)
        here.promotions["percent"][place], here.promotions["amount"][place] = 0, amount
        engine.advance(here, here.now + 10 * HOUR)
        placed.append(len(here.orders))
    assert placed == sorted(placed)
    assert placed[0] < placed[-1]


@pytest.mark.parametrize(
    ("tool", "told"),
    [
        (Tool.BUY_MORE, {"tiers": ((2, 0, 1_000, 0),)}),
        (Tool.SHIPPING_DISCOUNT, {"least": 4_000, "amount": 100}),
        (Tool.VOUCHER, {"least": 4_000, "percent": 1_000}),
    ],
)
def test_nobody_buys_more_for_a_promotion_that_is_for_others(
    tool: Tool, told: dict[str, Any]
) -> None:
    plain, others = (world(shipping_fee=499, parameters={"pad_rate": 0.28}) for _ in range(2))
    about = {"skus": (sku(others),)} if tool is Tool.BUY_MORE else {}
    run(others, tool, audience="EXISTING", **about, **told)
    for here in (plain, others):
        engine.advance(here, here.now + 10 * HOUR)
    assert plain.lines.rows() == others.lines.rows()


def test_only_orders_that_had_a_deal_are_won_by_it() -> None:
    here = world()
    run(here, Tool.FLASH_DEAL, 2, skus=(sku(here),), percents=(6_000,), units=(5,))
    engine.advance(here, here.now + 10 * HOUR)
    mine = here.lines["sku_id"] == sku(here)
    assert here.lines["quantity"][mine & (here.lines["seller_discount"] > 0)].sum() <= 5
    assert (mine & (here.lines["seller_discount"] == 0)).any()
    assert 0 < here.skus["lifted"][0] <= 5 * PACE_UNIT


def test_rivals_see_the_price_of_the_day_though_its_units_are_sold() -> None:
    seen = []
    for units in (NO_LIMIT, 5):
        here = rich_world(impressions=20_000.0, stock=4_000)
        told = {"skus": (sku(here),), "percents": (6_000,)}
        engine.advance(here, int(here.book.calendar.midnight(here.day + 1)))
        run(here, Tool.FLASH_DEAL, 1, units=(units,), **told)
        engine.advance(here, int(here.book.calendar.midnight(here.day + 1)))
        seen.append(here.rivals["war_until"].tolist())
    assert here.promotion_items["sold"][0] == 5
    assert seen[0] == seen[1]


def test_a_promotion_changed_before_it_was_written_is_written_once() -> None:
    here = world()
    number = run(here, Tool.PRODUCT_DISCOUNT, skus=(sku(here),), percents=(2_000,))
    ends = int(here.promotions["ends_at"][0]) + DAY
    told = {"skus": (sku(here),), "percents": (2_000,)}
    save = SavePromotion(number, "PRODUCT_DISCOUNT", "Longer", 0, ends, **told)
    assert decide(here, save, {})[0] == 1
    assert here.promotions["mark"].tolist() == [NEW]


def test_a_draft_is_deleted_and_not_stopped() -> None:
    here = world()
    draft = SavePromotion(0, "VOUCHER", "Later", 0, 0, draft=True)
    assert decide(here, draft, {})[0] == 1
    assert [each.code for each in decide(here, StopPromotion(1), {})[2]] == ["promotion-draft"]
    assert decide(here, DeletePromotion(1), {})[0] == 1
    assert not len(here.promotions)
