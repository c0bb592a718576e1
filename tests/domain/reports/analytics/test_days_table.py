"""The table of days says of each day what its orders and its traffic come to; 0 is not blank."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from domain.orders.tables import orders
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.simulation.tables import traffic

EXPORTS = Path(__file__).parents[3] / "data" / "exports"

ORDER_SUMS = {
    "GMV": "amount",
    "Items Sold": "units",
    "Goods Before Discount": "item_total",
    "Seller Discount": "seller_discount",
    "Platform Discount": "platform_discount",
    "Shipping": "shipping_paid",
    "Tax": "tax",
}
MONEY = {*ORDER_SUMS, "Cancelled GMV"} - {"Items Sold"}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("days") / "a.dukandar"
    with Shop.practice(path, "first-30-days", seed=7, noise=7) as shop:
        shop.advance_days(40, sensible)
        shop.pass_time(5)  # hours that nobody has added up yet
        yield shop


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("days") / "real.dukandar"
    with Shop.real(path, "us", "Real") as shop:
        shop.import_planned(shop.plan_import(EXPORTS / "us_orders.csv"), "")
        yield shop


def exported(shop: Shop, folder: Path) -> list[dict[str, str]]:
    shop.export("analytics", folder / "days.csv")
    with (folder / "days.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [
            {key: value.strip() for key, value in row.items()} for row in csv.DictReader(stream)
        ]


def number(name: str, text: str) -> int:
    return round(float(text) * 100) if name in MONEY else int(text)


def all_orders(shop: Shop) -> list[Any]:
    query = select(orders).order_by(orders.c.paid_at, orders.c.id)
    return list(shop.read(lambda conn: conn.execute(query).all()))


def day_of(shop: Shop, moment: int) -> str:
    day = int(shop.book.calendar.local_day(moment))
    return (date(1970, 1, 1) + timedelta(day)).isoformat()


def recounted(shop: Shop) -> dict[str, Counter[str]]:
    """Every figure of orders by day, counted in plain Python."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    seen: dict[int, str] = {}
    for row in all_orders(shop):
        if row.cancelled_at:
            day = day_of(shop, row.cancelled_at)
            found[day]["Cancelled Orders"] += 1
            found[day]["Cancelled GMV"] += row.amount if row.paid_at else 0
        if not row.paid_at:
            continue
        day = day_of(shop, row.paid_at)
        found[day]["Orders"] += 1
        for name, column in ORDER_SUMS.items():
            found[day][name] += getattr(row, column)
        if row.buyer_id not in seen:
            found[day]["New Customers"] += 1
        elif seen[row.buyer_id] != day:
            found[day]["Returning Customers"] += 1
        seen[row.buyer_id] = day
    return found


def assert_recounted(shop: Shop, rows: list[dict[str, str]], names: set[str]) -> None:
    wanted = recounted(shop)
    assert {row["Day"] for row in rows} >= set(wanted)
    for row in rows:
        for name in names:
            assert number(name, row[name]) == wanted[row["Day"]][name], (row["Day"], name)


def test_each_day_is_what_its_orders_come_to(played: Shop, tmp_path: Path) -> None:
    rows = exported(played, tmp_path)
    names = {"Orders", "New Customers", "Returning Customers", "Cancelled Orders", "Cancelled GMV"}
    assert_recounted(played, rows, names | set(ORDER_SUMS))
    assert sum(int(row["Orders"]) for row in rows) == sum(
        1 for row in all_orders(played) if row.paid_at
    )
    assert sum(int(row["Cancelled Orders"]) for row in rows) > 0


def test_each_day_is_what_was_seen_on_it(played: Shop, tmp_path: Path) -> None:
    wanted: dict[int, Counter[str]] = defaultdict(Counter)
    for each in played.read(lambda conn: conn.execute(select(traffic)).mappings().all()):
        for name in ("impressions", "clicks", "carts", "orders"):
            wanted[each["day"]][name] += each[name]
    names = ("Impressions", "Product Clicks", "Added to Cart", "Placed Orders")
    for row in exported(played, tmp_path):
        day = (date.fromisoformat(row["Day"]) - date(1970, 1, 1)).days
        assert [int(row[name]) for name in names] == [
            wanted[day][name] for name in ("impressions", "clicks", "carts", "orders")
        ]


def test_every_day_since_the_opening_has_a_row(played: Shop, tmp_path: Path) -> None:
    days = [date.fromisoformat(row["Day"]) for row in exported(played, tmp_path)]
    assert len(days) == 41
    assert days == [days[0] + timedelta(number) for number in range(len(days))]
    assert days[-1].isoformat() == day_of(played, played.now)


def test_a_workbook_has_the_same_rows(played: Shop, tmp_path: Path) -> None:
    rows = exported(played, tmp_path)
    played.export("analytics", tmp_path / "days.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "days.xlsx")
    head, *cells = book.get_sheet_by_name("Analytics").to_python()
    assert head == list(rows[0])
    for row, told in zip(rows, cells, strict=True):
        assert [float(value) for value in list(row.values())[1:]] == told[1:]


def test_a_real_shop_s_files_do_not_say_who_looked(imported: Shop, tmp_path: Path) -> None:
    rows = exported(imported, tmp_path)
    assert_recounted(imported, rows, {"Orders", *ORDER_SUMS})
    assert sum(int(row["Orders"]) for row in rows) > 0
    unseen = ("Impressions", "Product Clicks", "Added to Cart", "Placed Orders")
    assert {row[name] for row in rows for name in unseen} == {""}


def test_on_a_day_with_a_nameless_buyer_it_is_not_known_who_was_new(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as shop:
        shop.import_planned(shop.plan_import(EXPORTS / "us_orders.csv"), "")
        one = next(each for each in all_orders(shop) if each.paid_at)
        nameless = update(orders).where(orders.c.id == one.id).values(buyer_id=0)
        shop.write(lambda conn: conn.execute(nameless))
        row = next(
            each for each in exported(shop, tmp_path) if each["Day"] == day_of(shop, one.paid_at)
        )
    assert (row["New Customers"], row["Returning Customers"]) == ("", "")
    assert int(row["Orders"]) > 0


def test_a_practice_shop_s_first_morning_is_a_row_of_noughts(tmp_path: Path) -> None:
    with Shop.practice(tmp_path / "new.dukandar", "first-30-days", seed=1, noise=1) as shop:
        (row,) = exported(shop, tmp_path)
    assert {float(value) for name, value in row.items() if name != "Day"} == {0.0}
