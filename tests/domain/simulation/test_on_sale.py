"""Buyers meet and buy what is live, and nothing else; what was ordered before goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from domain.catalogue.commands import SetLive
from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import products, skus
from domain.kernel.clock import HOUR
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders
from domain.reports.check import check
from domain.reports.products import sku_rows
from domain.shop import Shop
from domain.simulation import store
from domain.simulation.exposure import shown
from domain.simulation.policies import sensible
from domain.storage.digest import digest
from tests.domain.simulation.rich_shops import rich_shop


def opened(path: Path) -> Shop:
    shop = rich_shop(path, stock=2_000)
    shop.advance_days(6, sensible)
    return shop


def best_seller(shop: Shop) -> int:
    """The product that sells most."""
    return max(shop.read(sku_rows, 0), key=lambda row: row.sold).product_id


def sold_since(shop: Shop, product: int, since: int) -> int:
    """Orders placed since then that hold the product."""
    of_product = select(skus.c.id).where(skus.c.product_id == product)
    query = (
        select(func.count())
        .select_from(order_lines.join(orders, orders.c.id == order_lines.c.order_id))
        .where(order_lines.c.sku_id.in_(of_product), orders.c.created_at > since)
    )
    return int(shop.read(lambda conn: conn.execute(query).scalar_one()))


def impressions(shop: Shop, product: int) -> float:
    """How often the product would be seen on this day."""
    world = shop.read(store.load)
    places = shown(world)
    return float(places.impressions[world.skus["product_id"][places.sku] == product].sum())


def test_a_product_off_sale_is_neither_seen_nor_bought_until_it_is_back(tmp_path: Path) -> None:
    with opened(tmp_path / "shop.dukandar") as shop:
        product, since = best_seller(shop), shop.now
        assert impressions(shop, product) > 0
        assert shop.do(SetLive((product,), live=False)).done == 1
        assert impressions(shop, product) == 0
        shop.advance_days(8, sensible)
        assert sold_since(shop, product, since) == 0
        assert sum(sold_since(shop, row.product_id, since) for row in shop.read(sku_rows, 0)) > 50
        assert shop.do(SetLive((product,), live=True)).done == 1
        back = shop.now
        shop.advance_days(4, sensible)
        assert sold_since(shop, product, back) > 0
        assert shop.read(check) == []


def test_what_was_ordered_before_is_shipped_and_delivered(tmp_path: Path) -> None:
    with opened(tmp_path / "shop.dukandar") as shop:
        product = best_seller(shop)
        of_product = select(order_lines.c.order_id).where(
            order_lines.c.sku_id.in_(select(skus.c.id).where(skus.c.product_id == product))
        )
        waiting = select(orders.c.id).where(
            orders.c.status == int(Status.AWAITING_SHIPMENT), orders.c.id.in_(of_product)
        )
        ids = shop.read(lambda conn: list(conn.execute(waiting).scalars()))
        assert ids
        shop.do(SetLive((product,), live=False))
        shop.advance_days(14, sensible)
        ended = select(orders.c.status).where(orders.c.id.in_(ids))
        statuses = shop.read(lambda conn: set(conn.execute(ended).scalars()))
        assert int(Status.AWAITING_SHIPMENT) not in statuses
        assert statuses & {int(Status.DELIVERED), int(Status.COMPLETED)}


@pytest.mark.parametrize(
    "status", [each for each in ProductStatus if each is not ProductStatus.ACTIVATE]
)
def test_no_status_but_live_lets_buyers_see_it(tmp_path: Path, status: ProductStatus) -> None:
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as shop:
        product = best_seller(shop)
        change = update(products).where(products.c.id == product).values(status=status.value)
        shop.write(lambda conn: conn.execute(change))
        assert impressions(shop, product) == 0


def test_what_cannot_be_done_is_said_and_the_rest_is_done(tmp_path: Path) -> None:
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as shop:
        first, second, *_ = [row.product_id for row in shop.read(sku_rows, 0)]
        outcome = shop.do(SetLive((first, 7, first, second), live=False))
        assert outcome.done == 2
        assert [each.code for each in outcome.refusals] == ["product-unknown", "product-not-live"]
        assert shop.do(SetLive((first,), live=True)).done == 1
        (again,) = shop.do(SetLive((first,), live=True)).refusals
        assert again.code == "product-live"
        assert shop.do(SetLive((), live=True)).refusals[0].code == "nothing-asked"


def test_a_day_and_its_hours_agree_when_a_product_goes_off_sale_within_it(tmp_path: Path) -> None:
    def ran(name: str, steps: int) -> str:
        with opened(tmp_path / name) as shop:
            shop.advance(shop.now + 5 * HOUR)
            shop.do(SetLive((best_seller(shop),), live=False))
            for _ in range(steps):
                shop.advance(shop.now + 48 // steps * HOUR)
            return str(shop.read(digest))

    assert ran("days.dukandar", 2) == ran("hours.dukandar", 48)
