"""What the window shows of shipping: settings, who uses them, and what a buyer is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from domain.kernel.clock import HOUR
from domain.kernel.refusals import Refusal
from domain.promotions.commands import StartDeal
from domain.reports.shipping import offered, shipping
from domain.shipping.template_commands import AssignTemplate, SetCapacity
from domain.shipping.templates import Service
from domain.shop import Shop
from domain.simulation.world import PRODUCT_BASE, SKU_BASE
from tests.domain.shipping.examples import asking, by_weight, everywhere, flat

EARBUDS, STAND = PRODUCT_BASE + 1, PRODUCT_BASE + 3


def test_a_new_shop_has_one_template_that_all_products_use(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        found = shop.read(shipping, 0)
    assert [each.name for each in found.templates] == ["Standard"]
    assert len(found.uses(1)) == len(found.products) == 5
    assert (found.placed_today, found.placed_lately) == (0, 0)


def test_the_shares_of_buyers_add_up_and_california_has_a_quarter(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        buyers = shop.read(shipping, 0).buyers
    assert abs(sum(buyers.values()) - 10_000) < len(buyers)
    assert buyers["CA"] == 2_500
    assert "AK" not in buyers


def test_orders_are_counted_for_the_capacity(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        shop.advance(shop.now + 50 * HOUR)
        found = shop.read(shipping, 0)
    assert 0 < found.placed_today < found.placed_lately


def test_what_a_buyer_is_offered_is_what_orders_then_have(practice: Callable[..., Shop]) -> None:
    with practice(3, 3) as shop:
        wanted = asking(everywhere(by_weight(350, 60, 100, 50), name="By weight"))
        assert shop.do(replace(wanted, free_from=4_000, handling_days=4)).done == 1
        products = tuple(each.id for each in shop.read(shipping, 0).products)
        assert shop.do(AssignTemplate(2, products=products)).done == 1
        told = {each: shop.read(offered, 0, each, "10001", 1, False)[0] for each in products}
        shop.advance(shop.now + 14 * HOUR)
        query = (
            "SELECT l.product_id, o.shipping_paid, o.dispatch_by, o.deliver_by FROM orders o "
            "JOIN order_lines l ON l.order_id = o.id WHERE o.line_count = 1 AND o.units = 1"
        )
        rows = shop.read(lambda conn: conn.exec_driver_sql(query).fetchall())
    assert len(rows) > 3
    for product, *found in rows:
        delivery = told[product]
        assert found == [delivery.fee, delivery.dispatch_by, delivery.arrives_by]
    # 180 g: 100 and two begun steps of 50. The platform's 6 days and 3 more for handling in 4.
    assert told[EARBUDS].fee == 350 + 2 * 60
    assert (told[EARBUDS].service, told[EARBUDS].days) == (Service.STANDARD, 9)


def test_a_deals_price_counts_for_free_shipping(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        wanted = asking(everywhere(flat(499), name="From 12"))
        shop.do(replace(wanted, free_from=1_299))
        shop.do(AssignTemplate(2, products=(STAND,)))
        (free,) = shop.read(offered, 0, STAND, "10001", 1, False)
        shop.do(StartDeal(SKU_BASE + 3, 1_000, 3))
        (asked,) = shop.read(offered, 0, STAND, "10001", 1, False)
    assert (free.fee, asked.fee) == (0, 499)


def test_beyond_the_capacity_the_next_order_is_promised_a_day_later(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        shop.advance(shop.now + 14 * HOUR)
        (before,) = shop.read(offered, 0, EARBUDS, "94103", 1, False)
        assert shop.do(SetCapacity(1)).done == 1
        (after,) = shop.read(offered, 0, EARBUDS, "94103", 1, False)
    assert (before.days, after.days) == (6, 7)


def test_where_nothing_is_sent_a_sentence_says_so(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        answer = shop.read(offered, 0, EARBUDS, "99501", 1, False)
        unknown = shop.read(offered, 0, 7, "90012", 1, False)
    assert isinstance(answer, Refusal)
    assert answer.text() == "Standard sends nothing to Alaska."
    assert isinstance(unknown, Refusal)


def test_a_real_shop_begins_without_templates(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as shop:
        found = shop.read(shipping, 1_796_000_000)
        answer = shop.read(offered, 1_796_000_000, 1, "90012", 1, False)
    assert (found.templates, found.buyers, found.products) == ((), {}, ())
    assert isinstance(answer, Refusal)
