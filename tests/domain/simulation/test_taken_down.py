"""A shipping fee out of range is warned of; unmended, it takes its products down after a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from domain.catalogue.commands import (
    DeleteProducts,
    RecoverProducts,
    SetLive,
    SubmitListing,
)
from domain.catalogue.own_listings import own_listing
from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import products, skus
from domain.finance.tables import journal
from domain.kernel.clock import DAY, HOUR
from domain.orders.tables import order_lines, orders
from domain.reports.check import check
from domain.reports.fee_warnings import fee_lines, fee_warning_of, fee_warnings
from domain.shipping.settings import load
from domain.shipping.tables import fee_warnings as warned_table
from domain.shipping.template_commands import AssignTemplate, RemoveTemplate, SetTemplate
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.attention import USUAL, Need
from domain.simulation.decisions import decide
from domain.simulation.exposure import shown
from domain.simulation.policies import sensible
from domain.simulation.world import PRODUCT_BASE
from domain.storage.digest import digest
from tests.domain.shipping.examples import asking, everywhere, flat
from tests.domain.simulation.test_listing_desk import MUG

EARBUDS, STAND, LAMP = (PRODUCT_BASE + number for number in (1, 3, 4))
DEAR, FAIR = 6_000, 499
WEEK = 8
"""Days after which nothing of the seven days to mend a fee is left, wherever they began."""
UP, DOWN, OFF = (
    ProductStatus.ACTIVATE,
    ProductStatus.PLATFORM_DEACTIVATED,
    ProductStatus.SELLER_DEACTIVATED,
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as shop:
        shop.do(AssignTemplate(add(shop, "Heavy", FAIR), products=(EARBUDS, LAMP)))
        yield shop
        assert shop.read(check) == []


def add(shop: Shop, name: str, fee: int) -> int:
    """A template of that name with one fee; gives its id."""
    assert shop.do(asking(everywhere(flat(fee), name=name))).done == 1
    return max(each.id for each in shop.read(load).templates)


def ask(shop: Shop, fee: int, template: int = 2) -> None:
    """Set the fee of a template."""
    assert shop.do(fee_of(shop, fee, template)).done == 1


def fee_of(shop: Shop, fee: int, template: int = 2) -> SetTemplate:
    known = shop.read(load).template(template)
    assert known is not None
    return replace(asking(replace(everywhere(flat(fee)), name=known.name)), template=template)


def status(shop: Shop, product: int) -> ProductStatus:
    found = select(products.c.status).where(products.c.id == product)
    return ProductStatus(shop.read(lambda conn: conn.execute(found).scalar_one()))


def seen(shop: Shop, product: int) -> float:
    """How often buyers would find the product on this day."""
    world = shop.read(store.load)
    places = shown(world)
    return float(places.impressions[world.skus["product_id"][places.sku] == product].sum())


def test_a_fee_out_of_range_is_warned_of_taken_down_after_a_week_and_back_when_mended(
    shop: Shop,
) -> None:
    ask(shop, DEAR)
    (warning,) = shop.read(fee_warnings, 0)
    begun = shop.now
    assert (warning.name, warning.too_high[0].fee, warning.is_over) == ("Heavy", DEAR, False)
    assert 7 * DAY <= warning.mend_by - begun <= 8 * DAY
    shop.advance(warning.mend_by - HOUR)
    assert status(shop, EARBUDS) is UP
    assert seen(shop, EARBUDS) > 0
    kept = shop.read(store.load)
    shop.advance(warning.mend_by)
    assert [status(shop, each) for each in (EARBUDS, LAMP, STAND)] == [DOWN, DOWN, UP]
    assert seen(shop, EARBUDS) == 0
    assert seen(shop, STAND) > 0
    assert shop.read(check) == []
    there = shop.read(store.load)
    assert set(kept.orders["id"].tolist()) <= set(there.orders["id"].tolist())
    down_at = shop.now
    shop.advance_days(3)
    assert sold_since(shop, EARBUDS, down_at) == 0
    ask(shop, FAIR)
    assert shop.read(fee_warnings, 0) == ()
    assert [status(shop, each) for each in (EARBUDS, LAMP, STAND)] == [UP, UP, UP]
    assert seen(shop, EARBUDS) > 0


def sold_since(shop: Shop, product: int, since: int) -> int:
    of_product = select(skus.c.id).where(skus.c.product_id == product)
    query = (
        select(func.count())
        .select_from(order_lines.join(orders, orders.c.id == order_lines.c.order_id))
        .where(order_lines.c.sku_id.in_(of_product), orders.c.created_at > since)
    )
    return int(shop.read(lambda conn: conn.execute(query).scalar_one()))


def test_being_taken_down_moves_no_money_and_no_goods(shop: Shop) -> None:
    ask(shop, DEAR)
    shop.advance_days(WEEK)
    posted = select(func.count()).select_from(journal)

    def counted() -> tuple[int, list[int]]:
        rows = shop.read(lambda conn: conn.execute(posted).scalar_one())
        return rows, shop.read(store.load).skus["stock"].tolist()

    before = counted()
    ask(shop, FAIR)
    assert counted() == before


def test_a_fee_mended_in_time_changes_nothing_for_buyers(tmp_path: Path) -> None:
    digests = []
    for name, fee in (("never", FAIR), ("mended", DEAR)):
        with Shop.practice(tmp_path / name, "first-30-days", seed=1, noise=1) as shop:
            add(shop, "Heavy", fee)  # used by nobody, so that the fee itself keeps nobody away
            shop.advance_days(3, sensible)
            ask(shop, FAIR)
            shop.advance_days(9, sensible)
            world = shop.read(store.load)
            assert set(world.skus["product_status"].tolist()) == {UP}
            digests.append((world.now, world.orders["id"].tolist(), world.balances))
    assert digests[0] == digests[1]


def test_a_warning_stays_the_same_while_the_fee_is_still_out_of_range(shop: Shop) -> None:
    ask(shop, DEAR)
    (first,) = shop.read(load).warned
    shop.advance_days(2)
    ask(shop, DEAR + 500)
    assert shop.read(load).warned == (first,)
    ask(shop, FAIR)
    ask(shop, DEAR)
    ((_, again),) = shop.read(load).warned
    assert again == first[1] + 2 * DAY


def test_nobody_is_warned_of_a_template_that_is_removed(shop: Shop) -> None:
    spare = add(shop, "Spare", DEAR)
    assert [each.template for each in shop.read(fee_warnings, 0)] == [spare]
    shop.do(RemoveTemplate(spare))
    assert shop.read(fee_warnings, 0) == ()


def test_what_is_assigned_to_an_unmended_template_goes_down_and_what_leaves_it_is_back(
    shop: Shop,
) -> None:
    ask(shop, DEAR)
    shop.advance_days(1)
    shop.do(AssignTemplate(2, products=(STAND,)))
    assert status(shop, STAND) is UP
    shop.advance_days(WEEK)
    assert status(shop, STAND) is DOWN
    shop.do(AssignTemplate(1, products=(STAND,)))
    assert status(shop, STAND) is UP
    shop.do(AssignTemplate(2, products=(STAND,)))
    assert status(shop, STAND) is DOWN
    assert shop.read(check) == []


def test_a_product_sent_at_an_unmended_fee_is_not_put_on_sale_before_it_is_mended(
    shop: Shop,
) -> None:
    shop.do(SetLive((LAMP,), live=False))
    ask(shop, DEAR)
    shop.advance_days(WEEK)
    assert [status(shop, each) for each in (EARBUDS, LAMP)] == [DOWN, OFF]
    for product in (EARBUDS, LAMP):
        (refusal,) = shop.do(SetLive((product,), live=True)).refusals
        assert refusal.code == "product-fee-unmended"
        assert "Mend the fee" in refusal.text()
        assert refusal.params == {"product": product, "template": "Heavy"}
    ask(shop, FAIR)
    assert [status(shop, each) for each in (EARBUDS, LAMP)] == [UP, OFF]
    assert shop.do(SetLive((LAMP,), live=True)).done == 1


def test_deleting_a_product_and_bringing_it_back_does_not_put_it_on_sale(shop: Shop) -> None:
    ask(shop, DEAR)
    shop.advance_days(WEEK)
    shop.do(DeleteProducts((EARBUDS,)))
    shop.do(RecoverProducts((EARBUDS,)))
    assert status(shop, EARBUDS) is OFF
    assert shop.do(SetLive((EARBUDS,), live=True)).done == 0


def test_what_is_approved_while_its_fee_is_unmended_is_down_until_its_edit_names_another_template(
    shop: Shop,
) -> None:
    ask(shop, DEAR)
    shop.advance_days(WEEK)
    mug = shop.do(SubmitListing(0, replace(MUG, template=2))).made
    wanted = frozenset({Need.TAKEN_DOWN, Need.LISTING_ANSWERED})
    news = shop.pass_time(72, wanted)
    assert {each.need for each in news} == wanted
    assert {each.about for each in news} == {frozenset({mug})}
    assert status(shop, mug) is DOWN
    own = shop.read(own_listing, mug)
    assert own is not None
    assert own.live is not None
    other = replace(own.live, title="Cup of steel for camping, 450 ml")
    assert shop.do(SubmitListing(mug, other)).done == 1
    assert shop.pass_time(72, wanted)[0].need is Need.LISTING_ANSWERED
    assert status(shop, mug) is DOWN
    assert shop.do(SubmitListing(mug, replace(other, template=1))).done == 1
    assert status(shop, mug) is UP


def test_however_time_passes_products_go_down_at_the_same_hour(tmp_path: Path) -> None:
    hours = 24 * (WEEK + 1)
    digests = []
    for name, steps in {"a": (hours,), "b": (1,) * hours, "c": (5, 24, 91, 72, 1, 23)}.items():
        with Shop.practice(tmp_path / name, "first-30-days", seed=3, noise=4) as shop:
            shop.do(SubmitListing(0, replace(MUG, template=1)))
            ask(shop, DEAR, template=1)
            for step in steps:
                shop.advance(shop.now + step * HOUR)
            assert status(shop, EARBUDS) is DOWN
            assert shop.read(check) == []
            digests.append(shop.read(digest))
    path = tmp_path / "reopened"
    with Shop.practice(path, "first-30-days", seed=3, noise=4) as shop:
        shop.do(SubmitListing(0, replace(MUG, template=1)))
        ask(shop, DEAR, template=1)
    for _ in range(WEEK + 1):
        with Shop(path) as shop:
            shop.pass_time(24)
    with Shop(path) as shop:
        digests.append(shop.read(digest))
    assert len(set(digests)) == 1


def test_a_world_without_a_file_takes_them_down_as_well(shop: Shop) -> None:
    world = shop.read(store.load)
    assert decide(world, fee_of(shop, DEAR), {})[0] == 1
    ((_, mend_by),) = world.shipping.warned
    engine.advance(world, mend_by - HOUR)
    assert world.statuses == {}
    engine.advance(world, mend_by)
    assert world.statuses == {EARBUDS: DOWN, LAMP: DOWN}
    of_two = (world.skus["product_id"] == EARBUDS) | (world.skus["product_id"] == LAMP)
    assert not world.skus["live"][of_two].any()


def test_time_stops_when_products_are_taken_down(shop: Shop) -> None:
    ask(shop, DEAR)
    assert frozenset({Need.FEE_OUT_OF_RANGE, Need.TAKEN_DOWN}) <= USUAL
    (news,) = shop.pass_time(24 * 9, frozenset({Need.TAKEN_DOWN}))
    assert news.about == frozenset({EARBUDS, LAMP})
    assert shop.now == shop.read(load).warned[0][1]


def test_time_stops_when_a_fee_goes_out_of_range_without_a_decision(shop: Shop) -> None:
    """As when the platform changes its figures; here a fee that was never judged."""
    ask(shop, DEAR)
    shop.write(lambda conn: conn.execute(warned_table.delete()))
    (news,) = shop.pass_time(48, frozenset({Need.FEE_OUT_OF_RANGE}))
    assert news.about == frozenset({2})
    assert shop.now == shop.book.calendar.midnight(int(shop.book.calendar.local_day(shop.now)))


def test_the_warning_says_what_is_asked_what_is_allowed_and_by_when(shop: Shop) -> None:
    assert shop.read(fee_lines, 0) == ()
    ask(shop, DEAR)
    (warning,) = shop.read(fee_warnings, 0)
    assert shop.read(fee_warning_of, 0, EARBUDS) == warning
    assert shop.read(fee_warning_of, 0, STAND) is None
    mend, fee = shop.read(fee_lines, 0)
    day = shop.book.calendar.text(warning.mend_by - 1)[:10]
    assert f"Mend it by the end of {day}" in mend
    most = shop.book.currency.text(warning.too_high[0].most)
    assert f"STANDARD asks USD 60.00 for one unit of 2268 g; the platform accepts {most}" in fee
    shop.advance_days(WEEK)
    over, _ = shop.read(fee_lines, 0)
    assert f"was not mended by the end of {day}" in over


def test_check_finds_a_product_that_is_up_or_down_against_its_fee(shop: Shop) -> None:
    def put(product: int, wanted: ProductStatus) -> None:
        row = update(products).where(products.c.id == product).values(status=wanted.value)
        shop.write(lambda conn: conn.execute(row))

    put(EARBUDS, DOWN)
    assert [each.code for each in shop.read(check)] == ["taken-down-wrong"]
    put(EARBUDS, UP)
    ask(shop, DEAR)
    shop.advance_days(WEEK)
    put(EARBUDS, UP)
    assert [each.code for each in shop.read(check)] == ["taken-down-wrong"]
    put(EARBUDS, DOWN)
    shop.write(lambda conn: conn.execute(warned_table.delete()))
    codes = [each.code for each in shop.read(check)]
    assert codes == ["fee-warning-wrong", "taken-down-wrong", "taken-down-wrong"]
    shop.advance_days(1)
