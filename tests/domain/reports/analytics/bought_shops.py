"""Shops with orders to recount: prices that change, promotions, whatever a random seller does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from domain.analytics.periods import Granularity, Period
from domain.catalogue.commands import SetPrice
from domain.catalogue.tables import products, skus
from domain.kernel.clock import DAY
from domain.orders.tables import order_lines, orders
from domain.reports.analytics.question import Against, Question, span
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.simulation.world import SKU_BASE
from tests.domain.simulation.rich_shops import rich_shop
from tests.domain.simulation.test_rich_worlds import random_decisions

WALL = 1_789_500_000
EARBUDS = SKU_BASE + 1
REAL_DAY = 20_000
"""The local day of the orders of the real shop."""


def repriced_shop(path: Path) -> Shop:
    """Five weeks in which the earbuds had three prices, and all else one."""
    shop = Shop.practice(path, "first-30-days", seed=3, noise=1)
    shop.advance_days(14, sensible)
    shop.do(SetPrice(EARBUDS, 1799))
    shop.advance_days(12, sensible)
    shop.do(SetPrice(EARBUDS, 2999))
    shop.advance_days(9, sensible)
    return shop


def random_shop(path: Path, seed: int) -> Shop:
    """Some weeks of a seller who does anything."""
    shop = rich_shop(path, seed=seed, noise=seed, creators=8, impressions=20_000.0)
    for _ in range(20):
        shop.advance(shop.now + DAY, partial(random_decisions, seed=seed))
    return shop


def real_shop(path: Path) -> Shop:
    """Two orders: one of a SKU that the catalogue has, one that only its lines tell of."""
    shop = Shop.real(path, "us", "Real")
    at = int(shop.book.calendar.midnight(REAL_DAY)) + 3_600

    def fill(conn: Connection) -> None:
        put(conn, products, id=7, name="Lamp")
        put(conn, skus, id=70, product_id=7, stock=12, price=1_000)
        for order, sku in ((1, 70), (2, 80)):
            amounts = {"units": 2, "item_total": 2_000, "amount": 2_000, "line_count": 1}
            put(conn, orders, id=order, created_at=at, paid_at=at, **amounts)
            line = {"quantity": 2, "subtotal": 2_000, "product_name": "Mug"}
            put(conn, order_lines, order_id=order, sku_id=sku, **line)

    shop.write(fill)
    return shop


def put(conn: Connection, table: Table, **told: Any) -> None:
    """A row of which all else is nothing, or not known."""
    blank = {
        each.name: "" if each.type.python_type is str else 0
        for each in table.c
        if not each.nullable and each.server_default is None
    }
    conn.execute(table.insert().values(**(blank | told)))


def questions(shop: Shop, seed: int, count: int = 4) -> Iterator[Question]:
    """The shop's whole time, and some random periods in and around it."""
    there = shop.read(span, WALL)
    yield Question(Period(there.first, there.today), Granularity.WEEK)
    chance = Random(seed)
    for _ in range(count):
        first = chance.randrange(there.first - 3, there.today + 1)
        period = Period(first, first + chance.randrange(0, 20))
        yield Question(period, chance.choice(list(Granularity)), chance.choice(list(Against)))


def paid_orders(shop: Shop) -> list[Row[Any]]:
    """All of them, in the order in which they were paid."""
    query = select(orders).where(orders.c.paid_at > 0).order_by(orders.c.paid_at, orders.c.id)
    return list(shop.read(lambda conn: conn.execute(query).all()))


def day_of(shop: Shop, order: Row[Any]) -> int:
    """The local day on which it was paid."""
    return int(shop.book.calendar.local_day(order.paid_at))


def paid_in(shop: Shop, period: Period) -> list[Row[Any]]:
    """Those that were paid in a period."""
    return [each for each in paid_orders(shop) if period.first <= day_of(shop, each) <= period.last]


def lines_of(shop: Shop, some: list[Row[Any]]) -> list[Row[Any]]:
    """The lines of orders."""
    ids = {each.id for each in some}
    rows = shop.read(lambda conn: conn.execute(select(order_lines)).all())
    return [row for row in rows if row.order_id in ids]
