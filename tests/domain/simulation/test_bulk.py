"""Prices and goods of many SKUs are decided as one command, and each refusal stands by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.catalogue.commands import Restocks, SetPrices
from domain.kernel.changes import Subject
from domain.reports.check import check
from domain.reports.figures import finance_figures
from domain.reports.products import SkuRow, sku_rows
from domain.shop import Shop
from domain.storage.digest import digest


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as shop:
        yield shop


def rows(shop: Shop) -> tuple[SkuRow, ...]:
    return shop.read(sku_rows, 0)


def test_many_prices_are_set_and_those_out_of_range_stay(shop: Shop) -> None:
    before = rows(shop)
    ids = tuple(row.id for row in before)
    prices = [row.price + 100 for row in before]
    prices[1] = 0
    outcome = shop.do(SetPrices((*ids, 7), (*prices, 500)))
    assert outcome.done == len(ids) - 1
    assert [each.code for each in outcome.refusals] == ["sku-unknown", "price-out-of-range"]
    assert outcome.changes.subjects == {Subject.PRODUCTS}
    prices[1] = before[1].price
    assert [row.price for row in rows(shop)] == prices


def test_the_former_prices_bring_everything_back(shop: Shop) -> None:
    before, first = rows(shop), shop.read(digest)
    ids = tuple(row.id for row in before)
    shop.do(SetPrices(ids, tuple(row.price * 2 for row in before)))
    assert shop.read(digest) != first
    shop.do(SetPrices(ids, tuple(row.price for row in before)))
    assert rows(shop) == before


def test_goods_of_many_skus_are_paid_together_and_come_each_in_its_time(shop: Shop) -> None:
    before, cash = rows(shop), shop.read(finance_figures)["cash"]
    two = before[:2]
    outcome = shop.do(Restocks(tuple(row.id for row in before[:3]), (20, 30, 0)))
    assert outcome.done == 2
    assert [each.code for each in outcome.refusals] == ["quantity-out-of-range"]
    assert shop.read(finance_figures)["cash"] == cash - 20 * two[0].cost - 30 * two[1].cost
    assert [row.coming for row in rows(shop)[:3]] == [20, 30, 0]
    assert shop.read(check) == []
    shop.advance_days(max(row.lead_days for row in two) + 1)
    assert [row.coming for row in rows(shop)[:2]] == [0, 0]
    assert shop.read(check) == []


def test_nothing_is_ordered_where_the_cash_is_too_short_for_all(shop: Shop) -> None:
    before = shop.read(digest)
    outcome = shop.do(Restocks(tuple(row.id for row in rows(shop)), (9_000,) * len(rows(shop))))
    assert (outcome.done, [each.code for each in outcome.refusals]) == (0, ["cash-short"])
    assert shop.read(digest) == before


@pytest.mark.parametrize("command", [SetPrices, Restocks])
def test_there_is_one_value_for_each_sku(shop: Shop, command: type) -> None:
    for skus, values, code in (((1, 2), (500,), "values-uneven"), ((), (), "nothing-asked")):
        (why,) = shop.do(command(skus, values)).refusals
        assert why.code == code
