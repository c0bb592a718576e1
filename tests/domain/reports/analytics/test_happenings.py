"""What happened in a period is told from decisions and rows, each on its own local day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.analytics.periods import Granularity, Period
from domain.catalogue.commands import Restock, SetPrice, SetPrices
from domain.catalogue.tables import products, skus
from domain.kernel.clock import HOUR
from domain.promotions.commands import StopPromotion
from domain.reports.analytics.happenings import Happening, Kind, happenings
from domain.reports.analytics.question import Question, span
from domain.reports.stock_history import stock_history
from domain.shop import Shop
from domain.simulation.decisions import Command
from domain.simulation.policies import sensible
from domain.simulation.world import World
from tests.domain.reports.promoted_shops import promoted_shop

WALL = 1_789_500_000


def asked(shop: Shop, *only: int) -> tuple[Happening, ...]:
    there = shop.read(span, WALL)
    period = Period(there.first, there.today)
    return shop.read(happenings, Question(period, Granularity.DAY, products=only), WALL)


def kinds(found: tuple[Happening, ...], kind: Kind) -> list[Happening]:
    return [each for each in found if each.kind is kind]


def orders_no_goods(world: World) -> list[Command]:
    return [command for command in sensible(world) if not isinstance(command, Restock)]


@pytest.fixture(scope="module")
def starved_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nobody orders goods, so shelves run empty."""
    path = tmp_path_factory.mktemp("happened") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(60, orders_no_goods)
    return path


@pytest.fixture
def starved(starved_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(starved_file, path)
    return Shop(path)


def test_a_price_that_the_seller_sets_is_told_with_the_one_before(starved: Shop) -> None:
    with starved as shop:
        ids = shop.read(lambda conn: conn.execute(select(skus.c.id)).scalars().all())
        shop.do(SetPrice(sku=ids[0], price=2_000))
        shop.advance(shop.now + HOUR)
        shop.do(SetPrices(skus=(ids[0], ids[1]), prices=(2_100, 2_200)))
        told = kinds(asked(shop), Kind.PRICE)
        assert [(each.before, each.now) for each in told if each.now != 2_200] == [
            (None, 2_000),
            (2_000, 2_100),
        ]
        today = int(shop.book.calendar.local_day(shop.now))
        assert {each.day for each in told} == {today}


def test_an_empty_shelf_is_told_on_the_day_that_ends_with_it(starved: Shop) -> None:
    with starved as shop:
        calendar, there = shop.book.calendar, shop.read(span, WALL)
        wanted = set()
        for sku, product in shop.read(
            lambda conn: conn.execute(select(skus.c.id, skus.c.product_id)).all()
        ):
            rows = list(reversed(shop.read(stock_history, sku).rows))
            before = None
            for day in range(there.first, there.today):
                end = calendar.midnight(day + 1)
                left = [row.left for row in rows if row.at < end]
                if left and left[-1] == 0 and before:
                    wanted.add((day, product))
                before = left[-1] if left else None
        assert wanted
        told = kinds(asked(shop), Kind.STOCK_OUT)
        assert {(each.day, each.id) for each in told} == wanted


def test_only_the_products_that_are_asked_about_are_told(starved: Shop) -> None:
    with starved as shop:
        one = shop.read(lambda conn: conn.execute(select(products.c.id)).scalars().first())
        assert {each.id for each in kinds(asked(shop, one), Kind.STOCK_OUT)} <= {one}


def test_promotions_begin_and_end(tmp_path: Path) -> None:
    with promoted_shop(tmp_path / "promoted.dukandar") as shop:
        found = asked(shop)
        begun = {each.id: each for each in kinds(found, Kind.PROMOTION_BEGINS)}
        assert begun
        running = next(iter(begun))
        assert running not in {each.id for each in kinds(found, Kind.PROMOTION_ENDS)}
        shop.do(StopPromotion(running))
        shop.advance(shop.now + 2 * HOUR)
        assert running in {each.id for each in kinds(asked(shop), Kind.PROMOTION_ENDS)}


def test_days_come_in_order(starved: Shop) -> None:
    with starved as shop:
        days = [each.day for each in asked(shop)]
        assert days == sorted(days)
