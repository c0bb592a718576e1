"""Random shops, random writes, random questions: every page is a recount of the rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.analytics.periods import Granularity, Period
from domain.catalogue.tables import skus
from domain.reports.analytics.buyers import buyers
from domain.reports.analytics.fulfilment import fulfilment
from domain.reports.analytics.products import product_page
from domain.reports.analytics.question import Against, Question, span
from domain.reports.analytics.returns import returns_page
from domain.reports.tallies import settle
from domain.shop import Shop
from tests.domain.reports.analytics import (
    test_buyers,
    test_fulfilment,
    test_products,
    test_returns,
    test_selling,
    test_traffic,
)
from tests.domain.reports.analytics.bought_shops import random_shop
from tests.domain.reports.tallies.test_tallies import CHANGES, change

WALL = 1_789_500_000


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    made = []
    for seed in (11, 12):
        path = tmp_path_factory.mktemp("random") / "shop.dukandar"
        random_shop(path, seed).close()
        made.append(path)
    return made


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    which=st.integers(0, 1),
    writes=st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 10_000)), max_size=4),
    begins=st.integers(-3, 20),
    days=st.integers(1, 12),
    against=st.sampled_from(Against),
    one=st.booleans(),
)
def test_every_page_is_a_recount(
    files: list[Path],
    tmp_path_factory: pytest.TempPathFactory,
    which: int,
    writes: list[tuple[str, int]],
    begins: int,
    days: int,
    against: Against,
    one: bool,
) -> None:
    path = tmp_path_factory.mktemp("asked") / "shop.dukandar"
    shutil.copy(files[which], path)
    with Shop(path) as shop:
        for what, number in writes:
            if what == "settle":
                shop.write(lambda conn: settle(conn, shop.book.calendar))
            else:
                shop.write(lambda conn, w=what, n=number: change(conn, w, n))
        first = shop.read(span, WALL).first + begins
        period = Period(first, first + days - 1)
        product, sku = shop.read(
            lambda conn: conn.execute(select(skus.c.product_id, skus.c.id)).first()
        )
        question = Question(period, Granularity.WEEK, against, products=(product,) if one else ())
        test_selling.assert_sold_is_recounted(shop, question)
        test_traffic.assert_is_recount(shop, question)
        whole = Question(period, Granularity.WEEK, against)
        bought = shop.read(buyers, whole, WALL)
        assert test_buyers.figures(bought) == test_buyers.recounted(shop, period)
        came = shop.read(fulfilment, whole, WALL)
        delivered = test_fulfilment.delivered(shop, period.first, period.last)
        assert {each.metric: each.value for each in came.figures} == test_fulfilment.figures(
            delivered
        )
        mine = test_selling.skus_of(shop, (product,)) if one else None
        assert sku in (mine or {sku})
        back = test_returns.lines(shop, period.first, period.last, mine)
        sold = test_returns.sold_units(shop, period.first, period.last, mine)
        found = shop.read(returns_page, question, WALL)
        assert {each.metric: each.value for each in found.figures} == test_returns.figures(
            back, sold
        )
        rows = {row.id: row for row in shop.read(product_page, whole, WALL).rows}
        for number, sums in test_products.sums(shop, period).items():
            assert (rows[number].paid, rows[number].units) == (sums["paid"], sums["units"])
