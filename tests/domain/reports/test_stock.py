"""A SKU's stock: what is here, promised and coming, and the changes that made it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.aftersales.commands import ApproveReturns, InspectReturns
from domain.aftersales.groups import Group
from domain.catalogue.commands import Restock, SetLive, SetLowStock
from domain.catalogue.tables import skus
from domain.creators.commands import SendSample
from domain.kernel.clock import DAY, HOUR
from domain.orders.commands import CancelOrders
from domain.orders.tables import order_lines, orders
from domain.promotions.commands import SavePromotion
from domain.reports.home import home
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.products import sku_rows
from domain.reports.shop import shop_row
from domain.reports.stock import StockRow, stock_rows
from domain.reports.stock_history import Movement, stock_history
from domain.reports.waiting import waiting
from domain.shipping.commands import BuyLabels
from domain.shop import Shop
from domain.simulation.policies import passive, sensible
from tests.domain.simulation.lively_shops import in_group, lively_shop
from tests.domain.simulation.rich_shops import rich_shop


def rows(shop: Shop) -> tuple[StockRow, ...]:
    return shop.read(stock_rows, 0)


def held(shop: Shop) -> dict[int, int]:
    return dict(shop.read(lambda conn: conn.execute(select(skus.c.id, skus.c.stock)).all()))


def assert_the_changes_are_the_stock(shop: Shop) -> set[Movement]:
    """For every SKU; gives the kinds of changes that were met."""
    kinds = set()
    for sku, stock in held(shop).items():
        found = shop.read(stock_history, sku, 10**9)
        assert sum(row.units for row in found.rows) == stock == found.rows[0].left
        assert [row.at for row in found.rows] == sorted(
            (row.at for row in found.rows), reverse=True
        )
        assert min(row.left for row in found.rows) >= 0
        kinds |= {row.why for row in found.rows}
    return kinds


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), seed=st.integers(0, 5))
def test_the_changes_of_any_run_sum_up_to_the_stock(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, seed: int
) -> None:
    path = tmp_path_factory.mktemp("run") / "shop.dukandar"
    with rich_shop(path, seed=seed, noise=seed, stock=40, impressions=3_000.0) as shop:
        ids = list(held(shop))
        for _ in range(8):
            move = data.draw(st.sampled_from(("wait", "restock", "sample", "cancel", "return")))
            sku = data.draw(st.sampled_from(ids))
            if move == "restock":
                shop.do(Restock(sku, data.draw(st.integers(1, 80))))
            elif move == "sample":
                shop.do(SendSample(data.draw(st.integers(1, 8)), sku))
            elif move == "cancel":
                known = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)[:3]
                shop.do(CancelOrders(tuple(known), "out_of_stock"))
            elif move == "return":
                shop.do(ApproveReturns(in_group(shop, Group.TO_ANSWER)))
                shop.do(InspectReturns(in_group(shop, Group.TO_INSPECT), "restock"))
            hours = data.draw(st.integers(1, 6 * 24))
            shop.advance(shop.now + hours * HOUR, data.draw(st.sampled_from((sensible, passive))))
            assert_the_changes_are_the_stock(shop)


def test_every_kind_of_change_is_met_in_a_lively_shop(tmp_path: Path) -> None:
    with lively_shop(tmp_path / "lively.dukandar") as shop:
        first = next(iter(held(shop)))
        shop.do(SendSample(1, first))
        shop.do(Restock(first, 30))
        gives = {"tiers": ((1, 0, 0, 0),), "gifts": ((first, 1, 40),)}
        shop.do(SavePromotion(0, "BUY_MORE", "One on top", 0, shop.now + 9 * DAY, **gives))
        shop.do(
            CancelOrders(
                shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)[:2], "out_of_stock"
            )
        )
        for _ in range(30):
            shop.do(ApproveReturns(in_group(shop, Group.TO_ANSWER)))
            shop.do(InspectReturns(in_group(shop, Group.TO_INSPECT), "restock"))
            shop.advance_days(1)
        assert assert_the_changes_are_the_stock(shop) == set(Movement)


def test_only_the_newest_changes_are_listed_and_the_rest_is_summed(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        shop.advance_days(12)
        sku = rows(shop)[0].id
        whole = shop.read(stock_history, sku)
        assert (whole.earlier, whole.earlier_units) == (0, 0)
        assert whole.rows[-1].why is Movement.OPENING
        some = shop.read(stock_history, sku, 5)
        assert some.rows == whole.rows[:5]
        assert some.earlier == len(whole.rows) - 5
        assert some.earlier_units == whole.rows[5].left
        assert some.earlier_units + sum(row.units for row in some.rows) == rows(shop)[0].available


def test_what_buyers_ordered_is_named_with_its_order(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        shop.advance_days(5)
        sku = rows(shop)[1].id
        found = shop.read(stock_history, sku)
        lines = shop.read(
            lambda conn: conn.execute(
                select(order_lines.c.order_id, order_lines.c.quantity).where(
                    order_lines.c.sku_id == sku
                )
            ).all()
        )
        ordered = [row for row in found.rows if row.why is Movement.ORDERED]
        assert sorted((row.order_id, -row.units) for row in ordered) == sorted(map(tuple, lines))


def test_a_real_shop_has_neither(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as shop:
        assert rows(shop) == ()
        assert shop.read(stock_history, 1).rows == ()


def test_committed_is_what_is_ordered_and_not_with_the_carrier(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        shop.advance_days(4)
        told = {row.id: row.committed for row in rows(shop)}
        assert sum(told.values()) > 0
        waits = shop.read(
            lambda conn: conn.execute(
                select(order_lines.c.sku_id, order_lines.c.quantity)
                .join(orders, orders.c.id == order_lines.c.order_id)
                .where(orders.c.cancelled_at == 0, orders.c.shipped_at == 0)
            ).all()
        )
        assert told == {
            sku: sum(line.quantity for line in waits if line.sku_id == sku) for sku in told
        }
        shop.do(BuyLabels(shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)))
        assert {row.id: row.committed for row in rows(shop)} == told  # a label moves no goods
        products = tuple(row.product_id for row in shop.read(sku_rows, 0))
        shop.do(SetLive(products, live=False))  # nobody orders any more
        shop.advance_days(3)
        assert sum(row.committed for row in rows(shop)) < sum(told.values())  # some are scanned


def test_an_order_to_the_supplier_is_on_its_way_until_it_arrives(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        sku = rows(shop)[0]
        assert sku.supplier
        shop.do(Restock(sku.id, 40))
        shop.advance(shop.now + DAY)
        shop.do(Restock(sku.id, 25))
        first, second = rows(shop)[0].coming
        assert (first.quantity, second.quantity) == (40, 25)
        assert first.cost == 40 * sku.cost
        assert first.arrives_at == first.ordered_at + sku.advice.lead_days * DAY
        shop.advance(first.arrives_at)
        assert rows(shop)[0].coming == (second,)


def test_the_supplier_sells_no_fewer_units_than_the_minimum(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        sku = rows(shop)[0]
        least = sku.advice.least_order
        assert least > 1
        outcome = shop.do(Restock(sku.id, least - 1))
        assert [refusal.code for refusal in outcome.refusals] == ["order-below-minimum"]
        assert f"at least {least} units" in outcome.refusals[0].text()
        assert shop.do(Restock(sku.id, least)).done == 1


def test_the_advice_is_made_of_the_numbers_it_shows(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        while not any(row.advice.units for row in rows(shop)):
            shop.advance_days(1, passive)
        for row in rows(shop):
            advice = row.advice
            reserve = advice.lead_days + advice.safety_days
            assert advice.point == -(-advice.sold * reserve // 7)
            assert advice.up_to == -(-advice.sold * (reserve + advice.lead_days) // 7)
            due = advice.sold > 0 and row.available <= advice.point
            wanted = max(advice.up_to - row.available, advice.least_order)
            assert advice.units == (wanted if due else 0)
        due_row = next(row for row in rows(shop) if row.advice.units)
        shop.do(Restock(due_row.id, due_row.advice.units))
        now = next(row for row in rows(shop) if row.id == due_row.id)
        assert now.advice.units == 0
        assert now.advice.in_days is not None
        assert now.advice.in_days > 0


def test_samples_are_with_creators_while_they_have_time_to_show_them(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        sku = rows(shop)[4]
        for creator in range(1, 11):
            assert shop.do(SendSample(creator, sku.id)).done == 1
        assert rows(shop)[4].with_creators == 10
        assert rows(shop)[4].available == sku.available - 10
        shop.advance_days(22)
        assert rows(shop)[4].with_creators == 0


def test_goods_that_nobody_buys_for_four_weeks_are_dead(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        product, sku = shop.read(sku_rows, 0)[2].product_id, rows(shop)[2].id
        shop.do(SetLive((product,), live=False))
        shop.advance_days(27)
        assert not rows(shop)[2].dead
        shop.advance_days(2)
        assert rows(shop)[2].dead
        assert not rows(shop)[4].dead
        shop.do(Restock(sku, 20))
        shop.advance_days(7)
        assert not rows(shop)[2].dead  # what has just come may still sell


def test_the_sellers_own_threshold_counts_everywhere(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        shop.advance_days(9)
        usual = shop.read(waiting, 0).low_stock
        assert rows(shop)[0].advice.safety_days == 7
        assert shop.do(SetLowStock(60)).done == 1
        counts = shop.read(waiting, 0).low_stock
        assert counts > usual
        assert counts == shop.read(home, 0).low_stock
        assert counts == sum(row.low and not row.coming for row in shop.read(sku_rows, 0))
        assert rows(shop)[0].advice.safety_days == 60
        shop.advance_days(1)  # it is kept
        assert rows(shop)[0].advice.safety_days == 60
        assert shop.do(SetLowStock(0)).done == 1
        assert rows(shop)[0].advice.safety_days == 7
        refused = shop.do(SetLowStock(400))
        assert [each.code for each in refused.refusals] == ["low-stock-days-out-of-range"]


def test_a_real_shop_has_a_threshold_of_its_own_too(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as shop:
        assert shop.read(shop_row, 0).low_stock_days == 7
        assert shop.do(SetLowStock(21)).done == 1
        assert shop.read(shop_row, 0).low_stock_days == 21
        refused = shop.do(SetLowStock(400))
        assert [each.code for each in refused.refusals] == ["low-stock-days-out-of-range"]
    with Shop.real(tmp_path / "id.dukandar", "id", "Real") as shop:
        refused = shop.do(SetLowStock(21))
        assert [each.code for each in refused.refusals] == ["low-stock-region"]
