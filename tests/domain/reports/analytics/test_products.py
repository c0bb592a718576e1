"""Every figure of a product is what its rows come to, and products together are the shop."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from domain.aftersales.rules import ReturnKind
from domain.aftersales.tables import returns
from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.catalogue.tables import skus
from domain.kernel.money import BASIS
from domain.orders.tables import order_lines, orders
from domain.reports.analytics import told
from domain.reports.analytics.products import ProductRow, ProductsPage, product_page
from domain.reports.analytics.question import Against, Question
from domain.shop import Shop
from domain.simulation.tables import traffic
from tests.domain.interchange import told_files as files
from tests.domain.reports.analytics.bought_shops import (
    EARBUDS,
    REAL_DAY,
    WALL,
    day_of,
    lines_of,
    paid_in,
    paid_orders,
    questions,
    random_shop,
    real_shop,
    repriced_shop,
)

KINDS = ("repriced", "random")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("products")
    with repriced_shop(folder / "repriced.dukandar") as shop:
        found = {"repriced": shop.path}
    with random_shop(folder / "random.dukandar", 6) as shop:
        found["random"] = shop.path
    return found


@pytest.fixture
def shop(request: pytest.FixtureRequest, played: dict[str, Path], tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(played[getattr(request, "param", "repriced")], path)
    return Shop(path)


def page(shop: Shop, question: Question) -> ProductsPage:
    return shop.read(product_page, question, WALL)


def product_of(shop: Shop) -> dict[int, int]:
    query = select(skus.c.id, skus.c.product_id)
    return dict(shop.read(lambda conn: [tuple(row) for row in conn.execute(query)]))


def sums(shop: Shop, period: Period) -> dict[int, Counter[str]]:
    """What the lines of a period's orders come to, by product."""
    of = product_of(shop)
    found: dict[int, Counter[str]] = {}
    for line in lines_of(shop, paid_in(shop, period)):
        row = found.setdefault(of[line.sku_id], Counter())
        row["orders"] += 1
        row["units"] += line.quantity
        row["revenue"] += line.subtotal - line.seller_discount
        row["paid"] += line.subtotal - line.seller_discount - line.platform_discount
        row["cost"] += line.quantity * line.unit_cost
        row["commission"] += line.commission
    return found


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_a_product_is_what_its_lines_come_to(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 11):
            now = sums(shop, question.period)
            before = None if question.compared is None else sums(shop, question.compared)
            rows = {row.id: row for row in page(shop, question).rows}
            assert set(now) <= set(rows)
            for product, row in rows.items():
                wanted = now.get(product, Counter())
                assert (row.paid, row.units, row.orders, row.revenue) == tuple(
                    wanted[name] for name in ("paid", "units", "orders", "revenue")
                )
                if before is not None:
                    assert row.before == before.get(product, Counter())["paid"]
                else:
                    assert row.before is None
                assert row.listed


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_a_margin_is_what_fee_cost_and_commission_leave(shop: Shop) -> None:
    with shop:
        question = next(questions(shop, 12))
        rate = shop.book.rules["referral_fee"].figures[-1].value
        wanted = sums(shop, question.period)
        rows = page(shop, question).rows
        for row in rows:
            of = wanted.get(row.id, Counter())
            exact = of["revenue"] * (BASIS - rate) / BASIS - of["cost"] - of["commission"]
            assert row.margin == pytest.approx(exact, abs=len(rows))


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_products_come_to_the_whole_shop(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 13):
            found = page(shop, question)
            figures = {each.metric: each for each in found.figures}
            rows = found.rows
            assert figures[Metric.PAID].value == sum(row.paid for row in rows)
            assert figures[Metric.ITEMS].value == sum(row.units for row in rows)
            assert figures[Metric.SKU_ORDERS].value == sum(row.orders for row in rows)
            assert figures[Metric.MARGIN].value == sum(row.margin for row in rows)
            if question.compared is not None:
                assert figures[Metric.PAID].before == sum(row.before for row in rows)
            if any(row.paid for row in rows):
                assert sum(row.share for row in rows) == pytest.approx(BASIS, abs=len(rows))


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_contributions_are_the_change_and_their_parts_are_theirs(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 14):
            found = page(shop, question)
            if question.compared is None:
                assert found.contributions == ()
                continue
            rows = {row.id: row for row in found.rows}
            for each in found.contributions:
                assert each.change == rows[each.id].change
                assert sum(by for _, by in each.parts) == each.change
            assert sum(each.change for each in found.contributions) == sum(
                row.change for row in found.rows
            )


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_who_looked_is_what_traffic_comes_to(shop: Shop) -> None:
    with shop:
        of = product_of(shop)
        seen = shop.read(lambda conn: conn.execute(select(traffic)).all())
        for question in questions(shop, 15):
            wanted: dict[int, Counter[str]] = {}
            for row in seen:
                if question.period.first <= row.day <= question.period.last:
                    sum_of = wanted.setdefault(of[row.sku_id], Counter())
                    for name in ("impressions", "clicks", "carts", "orders"):
                        sum_of[name] += getattr(row, name)
            for row in page(shop, question).rows:
                mine = wanted.get(row.id, Counter())
                assert (row.impressions, row.clicks, row.carts, row.ordered) == tuple(
                    mine[name] for name in ("impressions", "clicks", "carts", "orders")
                )
                assert row.ctor == (
                    None
                    if not row.clicks
                    else (2 * row.ordered * BASIS + row.clicks) // (2 * row.clicks)
                )


def test_units_asked_back_and_stock_are_told(shop: Shop) -> None:
    with shop:
        question = next(questions(shop, 16))
        of = product_of(shop)
        calendar = shop.book.calendar
        asked: Counter[int] = Counter()
        for row in shop.read(lambda conn: conn.execute(select(returns)).all()):
            day = int(calendar.local_day(row.requested_at))
            asked_by_buyer = row.kind != ReturnKind.CHARGE_BACK.value
            if asked_by_buyer and question.period.first <= day <= question.period.last:
                asked[of[row.sku_id]] += row.quantity
        stock: Counter[int] = Counter()
        for row in shop.read(lambda conn: conn.execute(select(skus)).all()):
            stock[row.product_id] += row.stock
        assert asked
        for row in page(shop, question).rows:
            assert row.returned == asked[row.id]
            assert row.stock_days == stock[row.id] * question.period.days // row.units


def test_products_that_are_chosen_stand_alone(shop: Shop) -> None:
    with shop:
        question = next(questions(shop, 17))
        earbuds = product_of(shop)[EARBUDS]
        found = page(shop, replace(question, products=(earbuds,)))
        (row,) = found.rows
        (whole,) = (each for each in page(shop, question).rows if each.id == earbuds)
        assert replace(row, share=None) == replace(whole, share=None)
        assert row.share == BASIS
        assert found.figures[0].value == row.paid


def test_a_time_before_the_first_order_is_empty(shop: Shop) -> None:
    with shop:
        found = page(shop, Question(Period(100, 160), Granularity.DAY))
        assert found.rows == found.contributions == ()
        assert [each.value for each in found.figures] == [0, 0, 0, 0, None]


def test_one_order_is_one_product(shop: Shop) -> None:
    with shop:
        one = paid_orders(shop)[5]
        others = order_lines.c.order_id != one.id
        shop.write(lambda conn: conn.execute(delete(order_lines).where(others)))
        shop.write(lambda conn: conn.execute(delete(orders).where(orders.c.id != one.id)))
        day = day_of(shop, one)
        found = page(shop, Question(Period(day, day), Granularity.DAY, Against.NOTHING))
        sold = [row for row in found.rows if row.units]
        assert sum(row.units for row in sold) == one.units
        assert all(row.change is None for row in found.rows)


# Real shops


@pytest.fixture
def real(tmp_path: Path) -> Shop:
    return real_shop(tmp_path / "real.dukandar")


def of_name(found: ProductsPage, name: str) -> ProductRow:
    return next(row for row in found.rows if row.name == name)


DAY = Question(Period(REAL_DAY, REAL_DAY), Granularity.DAY)


def test_a_product_without_a_cost_has_no_margin_and_no_file_no_impressions(real: Shop) -> None:
    with real as shop:
        found = page(shop, DAY)
        lamp, mug = of_name(found, "Lamp"), of_name(found, "Mug")
        assert lamp.margin is mug.margin is None
        assert {each.metric: each.value for each in found.figures}[Metric.MARGIN] is None
        assert lamp.impressions is lamp.clicks is lamp.ctr is lamp.returned is None
        assert lamp.stock_days == 6
        assert (lamp.listed, mug.listed) == (True, False)
        assert mug.id < 0
        assert lamp.paid == mug.paid == 2_000


def test_a_cost_that_is_told_gives_a_margin(real: Shop) -> None:
    with real as shop:
        shop.write(lambda conn: conn.execute(update(skus).values(cost=300)))
        lamp = of_name(page(shop, DAY), "Lamp")
        assert lamp.margin == 2_000 - 120 - 600
        assert lamp.margin_share == 6_400


def test_what_a_file_told_stands_beside_with_its_days(real: Shop, tmp_path: Path) -> None:
    with real as shop:
        shop.import_planned(shop.plan_import(files.workbook(tmp_path, files.PRODUCTS)), "")
        of_file = shop.read(told.products)
        found = page(shop, Question(of_file.period, Granularity.DAY))
        assert found.is_told
        assert found.told == of_file.period
        rows = {row.id: row for row in found.rows}
        for each in of_file.rows:
            row = rows[each.product_id]
            assert (row.impressions, row.clicks, row.carts, row.ordered) == (
                each.impressions,
                each.clicks,
                each.carts,
                each.orders,
            )
        assert not page(shop, DAY).is_told
