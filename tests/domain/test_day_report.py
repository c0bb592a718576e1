"""The day's summary equals what the rows say, reckoned plainly; each figure leads to its orders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from domain.aftersales.tables import returns
from domain.finance.rules import RESULT
from domain.finance.tables import journal, statements
from domain.orders.rules import Role, Status
from domain.orders.tables import orders
from domain.reports.day import day_report, last_day
from domain.reports.figures import finance_figures
from domain.reports.orders import OrderQuery, order_ids
from domain.shop import Shop
from domain.simulation.attention import Need
from domain.simulation.policies import passive, sensible
from domain.simulation.tables import traffic

PACIFIC = ZoneInfo("America/Los_Angeles")
EPOCH = date(1970, 1, 1).toordinal()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    path = tmp_path_factory.mktemp("day") / "shop.dukandar"
    made = Shop.practice(path, "first-30-days", seed=1, noise=1)
    made.advance_days(38, sensible)
    made.advance_days(6, passive)  # orders wait, some too long
    return made


def table(shop: Shop, which: Any) -> list[Any]:
    return shop.read(lambda conn: conn.execute(select(which)).all())


def local_day(at: int) -> int:
    return datetime.fromtimestamp(at, PACIFIC).toordinal() - EPOCH


def on(day: int, at: int) -> bool:
    return at > 0 and local_day(at) == day


def reckoned(shop: Shop, day: int) -> dict[str, int]:
    placed = table(shop, orders)
    paid = [row for row in placed if on(day, row.paid_at)]
    result = {int(account) for account in RESULT}
    rows = [row for row in table(shop, journal) if on(day, row.at)]
    late = [
        row
        for row in placed
        if on(day, row.dispatch_by)
        and 0 < row.paid_at <= row.dispatch_by
        and not (row.shipped_at and row.shipped_at <= row.dispatch_by)
        and not (row.cancel_role == Role.BUYER.name and row.cancelled_at <= row.dispatch_by)
    ]
    return {
        "gmv": sum(row.amount for row in paid),
        "profit": sum(r.amount for r in rows if r.credit in result)
        - sum(r.amount for r in rows if r.debit in result),
        "orders": len(paid),
        "units": sum(row.units for row in paid),
        "visitors": sum(row.clicks for row in table(shop, traffic) if row.day == day),
        "shipped": sum(on(day, row.shipped_at) for row in placed),
        "late": len(late),
        "cancelled": sum(on(day, row.cancelled_at) for row in placed),
        "returns": sum(
            on(day, row.requested_at) for row in table(shop, returns) if row.kind != "CHARGE_BACK"
        ),
        "paid-out": sum(r.payable for r in table(shop, statements) if on(day, r.paid_at)),
    }


def days(shop: Shop) -> range:
    first = min(local_day(row.created_at) for row in table(shop, orders))
    return range(first, local_day(shop.now))


def test_every_day_is_what_its_rows_add_up_to_beside_the_day_before(shop: Shop) -> None:
    seen = dict.fromkeys(reckoned(shop, 0), 0)
    before = None
    for number, day in enumerate(days(shop), start=1):
        plain = reckoned(shop, day)
        found = shop.read(day_report, day)
        assert found.number == number
        assert {figure.key: figure.value for figure in found.figures} == plain
        assert {figure.key: figure.before for figure in found.figures} == (
            before or dict.fromkeys(plain)
        )
        before = plain
        seen = {key: seen[key] + abs(value) for key, value in plain.items()}
    assert all(seen.values()), "a figure that is always zero shows nothing"


def test_each_count_of_orders_leads_to_just_those_orders(shop: Shop) -> None:
    for day in list(days(shop))[-12:]:
        for figure in shop.read(day_report, day).figures:
            if figure.happened is None:
                continue
            ids = shop.read(order_ids, OrderQuery(happened=figure.happened), shop.now)
            rows = [row for row in table(shop, orders) if row.id in ids]
            shown = {
                "gmv": sum(row.amount for row in rows),
                "units": sum(row.units for row in rows),
            }.get(figure.key, len(rows))
            assert shown == figure.value, figure.key


def test_the_days_profits_add_up_to_the_shops(shop: Shop) -> None:
    today = local_day(shop.now)
    profits = [
        figure.value
        for day in [*days(shop), today]
        for figure in shop.read(day_report, day).figures
        if figure.key == "profit"
    ]
    assert sum(profits) == shop.read(finance_figures)["profit"]


def test_the_last_day_is_yesterday_and_there_is_none_on_the_first(
    shop: Shop, practice: Callable[..., Shop]
) -> None:
    found = shop.read(last_day)
    assert found is not None
    assert found.day == local_day(shop.now) - 1
    assert practice().read(last_day) is None


def test_at_most_three_things_are_wanted_the_most_urgent_first(shop: Shop) -> None:
    wanted = shop.read(last_day).wanted
    assert len(wanted) == 3
    needs = [need for need, _ in wanted]
    assert needs == sorted(needs, key=list(Need).index)
    late = shop.read(order_ids, OrderQuery(only_late=True), shop.now)
    assert wanted[0] == (Need.OVERDUE, len(late))
    soon = shop.read(order_ids, OrderQuery(only_due_soon=True), shop.now)
    assert wanted[1] == (Need.DUE_SOON, len(soon))
    counts = dict(wanted)
    ready = [row for row in table(shop, orders) if row.status == Status.AWAITING_SHIPMENT]
    assert counts.get(Need.TO_SHIP, len(ready)) == len(ready)
