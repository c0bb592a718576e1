"""Sums that are kept equal a plain recount, whatever was written meanwhile, settled or not."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from domain.kernel.clock import DAY
from domain.kernel.columns import Columns
from domain.orders.tables import order_lines, orders
from domain.reports.tallies import settle, tallied, unsettled
from domain.reports.tallies.counting import counted, keys
from domain.shipping.tables import packages
from domain.shop import Shop
from domain.simulation.policies import POLICIES
from domain.simulation.tables import traffic
from domain.tallies.tables import (
    BY_EVENT,
    FIRST,
    MONTHS,
    Event,
    tally_buyers,
    tally_cohorts,
    tally_gaps,
    tally_hours,
    tally_skus,
    tally_traffic,
    tally_ways,
)

TABLES = [table for tables in BY_EVENT.values() for table in tables]
EVENTS = {table: event for event, tables in BY_EVENT.items() for table in tables}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tallies") / "played.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(40, POLICIES["sensible"])
    return path


@pytest.fixture
def shop(played: Path, tmp_path: Path) -> Any:
    path = tmp_path / "shop.dukandar"
    path.write_bytes(played.read_bytes())
    with Shop(path) as opened:
        yield opened


def settled(shop: Shop) -> None:
    shop.write(lambda conn: settle(conn, shop.book.calendar))


def span(shop: Shop) -> tuple[int, int]:
    days = shop.read(lambda conn: conn.execute(select(orders.c.paid_at)).scalars().all())
    calendar = shop.book.calendar
    first = int(calendar.local_day(min(day for day in days if day)))
    return first - 1, int(calendar.local_day(shop.now)) + 1


def assert_kept_is_recounted(shop: Shop) -> None:
    """Every table holds exactly what its rows come to."""
    calendar, (first, last) = shop.book.calendar, span(shop)
    assert shop.read(unsettled) == 0
    for table in TABLES:
        kept = shop.read(lambda conn, t=table: conn.execute(select(t)).all())
        fresh = shop.read(counted, EVENTS[table], first - 400, last + 400, calendar)[table]
        assert sorted(map(tuple, kept)) == sorted(fresh.rows()), table.name
    for table, by_month in MONTHS.items():
        kept_months = shop.read(lambda conn, t=by_month: conn.execute(select(t)).all())
        sums: dict[Any, Any] = defaultdict(lambda: [0] * 10)
        for row in shop.read(lambda conn, t=table: conn.execute(select(t)).mappings().all()):
            key = (_month(row["day"]), *(row[name] for name in keys(table) if name != "day"))
            values = [row[name] for name in row if name not in keys(table)]
            sums[key] = [a + b for a, b in zip(sums[key], values, strict=False)]
        assert sorted(map(tuple, kept_months)) == sorted(
            (*key, *values) for key, values in sums.items()
        )


def _month(day: int) -> int:
    then = date(1970, 1, 1) + timedelta(day)
    return (then.year - 1970) * 12 + then.month - 1


def plainly(shop: Shop) -> list[Any]:
    return shop.read(
        lambda conn: conn.execute(
            select(orders).where(orders.c.paid_at > 0).order_by(orders.c.paid_at, orders.c.id)
        ).all()
    )


def test_days_that_were_played_are_added_up(shop: Shop) -> None:
    assert shop.read(unsettled) == 0
    assert_kept_is_recounted(shop)


def test_what_a_day_changes_is_counted_whether_it_is_settled_or_not(shop: Shop) -> None:
    shop.pass_time(5)
    assert shop.read(unsettled) > 0
    first, last = span(shop)
    asked = (tallied, shop.book.calendar, tally_hours, first, last)
    before = shop.read(*asked).rows()
    settled(shop)
    assert shop.read(*asked).rows() == before
    assert_kept_is_recounted(shop)


def test_a_day_has_its_orders_their_units_and_what_buyers_paid(shop: Shop) -> None:
    calendar = shop.book.calendar
    wanted: Counter[tuple[int, str]] = Counter()
    for order in plainly(shop):
        day = int(calendar.local_day(order.paid_at))
        wanted[day, "orders"] += 1
        wanted[day, "units"] += order.units
        wanted[day, "gmv"] += order.amount
    first, last = span(shop)
    found = shop.read(tallied, calendar, tally_hours, first, last)
    assert len(found) == len({day for day, _ in wanted})
    for row in range(len(found)):
        for name in ("orders", "units", "gmv"):
            assert found[name][row] == wanted[int(found["day"][row]), name]


def test_a_buyers_orders_follow_each_other(shop: Shop) -> None:
    calendar = shop.book.calendar
    pairs: Counter[tuple[int, int]] = Counter()
    last_paid: dict[int, int] = {}
    for order in plainly(shop):
        day = int(calendar.local_day(order.paid_at))
        pairs[day, last_paid.get(order.buyer_id, FIRST)] += 1
        last_paid[order.buyer_id] = day
    assert any(before >= 0 for _, before in pairs)
    first, last = span(shop)
    found = shop.read(tallied, calendar, tally_buyers, first, last, ("day", "before"))
    assert {(row[0], row[1]): row[2] for row in found.rows()} == dict(pairs)
    weeks = Counter({(d, (d - b) // 7): 0 for d, b in pairs if b >= 0})
    for (day, before), count in pairs.items():
        if before >= 0:
            weeks[day, (day - before) // 7] += count
    gaps = shop.read(tallied, calendar, tally_gaps, first, last, ("day", "weeks"))
    assert {(row[0], row[1]): row[2] for row in gaps.rows()} == dict(weeks)


def test_who_bought_in_a_span_is_counted_once(shop: Shop) -> None:
    calendar, (_, last) = shop.book.calendar, span(shop)
    first = last - 14
    begun, ended = calendar.midnight(first), calendar.midnight(last + 1)
    buyers = {o.buyer_id for o in plainly(shop) if begun <= o.paid_at < ended}
    found = shop.read(
        tallied, calendar, tally_buyers, first, last, (), lambda of: of["before"] < first
    )
    assert found["orders"].tolist() == [len(buyers)]


def test_cohorts_count_each_buyer_once_a_month(shop: Shop) -> None:
    calendar = shop.book.calendar
    active: dict[tuple[int, int], set[int]] = defaultdict(set)
    begun: dict[int, int] = {}
    for order in plainly(shop):
        month = _month(int(calendar.local_day(order.paid_at)))
        begun.setdefault(order.buyer_id, month)
        active[begun[order.buyer_id], month].add(order.buyer_id)
    first, last = span(shop)
    found = shop.read(tallied, calendar, tally_cohorts, first, last, ("month", "day"))
    buyers: Counter[tuple[int, int]] = Counter()
    for row in range(len(found)):
        key = int(found["month"][row]), _month(int(found["day"][row]))
        buyers[key] += int(found["buyers"][row])
    assert dict(buyers) == {key: len(who) for key, who in active.items()}


def test_lines_of_a_day_come_to_the_goods_of_its_orders(shop: Shop) -> None:
    first, last = span(shop)
    calendar = shop.book.calendar
    by_sku = shop.read(tallied, calendar, tally_skus, first, last)
    whole = shop.read(tallied, calendar, tally_hours, first, last)
    for name in ("units", "items", "seller_discount"):
        assert by_sku[name].tolist() == whole[name].tolist()


def test_parcels_have_a_carrier_a_zone_and_took_some_time(shop: Shop) -> None:
    first, last = span(shop)
    found = shop.read(tallied, shop.book.calendar, tally_ways, first, last, ("carrier", "zone"))
    delivered = [o for o in plainly(shop) if o.delivered_at]
    assert found["orders"].sum() == len(delivered) > 0
    assert found["on_way"].sum() == sum(o.delivered_at - o.shipped_at for o in delivered)
    assert set(found["zone"].tolist()) <= set(range(1, 9))
    assert all(found["carrier"])


def test_a_day_that_is_out_of_date_is_counted_by_itself(shop: Shop) -> None:
    settled(shop)
    calendar, (first, _) = shop.book.calendar, span(shop)
    asked = (tallied, calendar, tally_skus, first + 3, first + 3, ("sku_id",))
    kept = shop.read(*asked).rows()
    some = orders.c.paid_at >= calendar.midnight(first + 3)
    shop.write(lambda conn: conn.execute(update(orders).where(some).values(tax=orders.c.tax + 1)))
    assert shop.read(unsettled) > 0
    assert shop.read(*asked).rows() == kept


def test_one_sku_by_month_and_by_day(shop: Shop) -> None:
    settled(shop)
    first, last = span(shop)
    calendar = shop.book.calendar
    by_day = shop.read(tallied, calendar, tally_skus, first, last, ("day", "sku_id"))
    for sku in set(by_day["sku_id"].tolist()):
        around = (first - 99, last + 99)
        whole = shop.read(tallied, calendar, tally_skus, *around, ("sku_id",), None, [sku])
        assert whole["units"].tolist() == [int(by_day["units"][by_day["sku_id"] == sku].sum())]
    shown = shop.read(tallied, calendar, tally_traffic, first - 99, last + 99, ("source",))
    rows = shop.read(lambda conn: conn.execute(select(traffic)).all())
    assert int(shown["clicks"].sum()) == sum(row.clicks for row in rows)


def change(conn: Connection, what: str, number: int) -> None:
    """Something that any writer might do to the rows."""
    ids = conn.execute(select(orders.c.id).order_by(orders.c.id)).scalars().all()
    order = ids[number % len(ids)]
    row = conn.execute(select(orders).where(orders.c.id == order)).one()
    mine = update(orders).where(orders.c.id == order)
    if what == "amount":
        conn.execute(mine.values(amount=orders.c.amount + 7))
    elif what == "paid":
        conn.execute(mine.values(paid_at=row.created_at + (number % 9) * DAY))
    elif what == "unpaid":
        conn.execute(mine.values(paid_at=0))
    elif what == "buyer":
        other = conn.execute(select(orders.c.buyer_id).where(orders.c.id == ids[-1])).scalar_one()
        conn.execute(mine.values(buyer_id=other))
    elif what == "cancelled":
        conn.execute(mine.values(cancelled_at=row.created_at + DAY, cancel_reason="changed"))
    elif what == "delivered":
        conn.execute(mine.values(delivered_at=row.created_at + number % 20 * DAY))
    elif what == "state":
        conn.execute(mine.values(state="ZZ", city=""))
    elif what == "gone":
        conn.execute(delete(order_lines).where(order_lines.c.order_id == order))
        conn.execute(delete(orders).where(orders.c.id == order))
    elif what == "line":
        mine_lines = update(order_lines).where(order_lines.c.order_id == order)
        conn.execute(mine_lines.values(quantity=order_lines.c.quantity + 1))
    elif what == "cost":
        mine_lines = update(order_lines).where(order_lines.c.order_id == order)
        conn.execute(
            mine_lines.values(unit_cost=number % 50, commission=order_lines.c.commission + 3)
        )
    elif what == "lines":
        conn.execute(mine.values(line_count=orders.c.line_count + 1))
    elif what == "carrier":
        conn.execute(update(packages).where(packages.c.order_id == order).values(carrier="X"))
    elif what == "traffic":
        conn.execute(update(traffic).where(traffic.c.clicks > 9).values(carts=traffic.c.carts + 1))
    else:
        _change_many(conn, what, number, row)


def _change_many(conn: Connection, what: str, number: int, row: Row[Any]) -> None:
    """Several rows in one statement, or rows that come and go, near an order."""
    if what == "unseen":
        day = conn.execute(select(traffic.c.day).distinct()).scalars().all()
        conn.execute(delete(traffic).where(traffic.c.day == day[number % len(day)]))
    elif what == "seen":
        told = dict.fromkeys(("impressions", "clicks", "carts", "orders", "units", "gmv"), 2)
        key = {"day": 20_720 + number % 90, "source": "video", "content_id": 7, "sku_id": 9}
        conn.execute(delete(traffic).where(traffic.c.day == key["day"]))
        conn.execute(insert(traffic).values(**key, **told))
    elif what == "void":
        conn.execute(update(packages).where(packages.c.order_id == row.id).values(voided_at=9))
    elif what == "merged":
        some = update(orders).where(orders.c.buyer_id.in_(_buyers(conn, number)))
        conn.execute(some.values(buyer_id=row.buyer_id))
    elif what == "moved":
        some = update(orders).where(orders.c.buyer_id == row.buyer_id, orders.c.paid_at > 0)
        conn.execute(some.values(paid_at=orders.c.paid_at + (number % 5 - 2) * 20 * DAY))
    elif what == "again":
        free = conn.execute(select(func.max(orders.c.id) + 1)).scalar_one()
        told = row._asdict() | {"id": free, "paid_at": row.created_at - number % 99 * DAY}
        conn.execute(insert(orders).values(**told))
        line = conn.execute(select(order_lines).limit(1)).one()._asdict()
        conn.execute(insert(order_lines).values(**(line | {"order_id": told["id"]})))
    elif what == "other SKU":
        first = conn.execute(select(order_lines).where(order_lines.c.order_id == row.id)).first()
        if first is not None:
            conn.execute(insert(order_lines).values(**(first._asdict() | {"sku_id": _free(conn)})))
    elif what == "replaced":
        told = row._asdict() | {"amount": 5, "paid_at": row.created_at + number % 9 * DAY}
        statement = upsert(orders).values(**told)
        conn.execute(statement.on_conflict_do_update(index_elements=["id"], set_=told))


def _buyers(conn: Connection, number: int) -> list[int]:
    """Some who have bought."""
    there = conn.execute(select(orders.c.buyer_id).distinct()).scalars().all()
    return list(there[number % 7 :: 7])


def _free(conn: Connection) -> int:
    return int(conn.execute(select(func.max(order_lines.c.sku_id))).scalar_one()) + 1


CHANGES = (
    "amount",
    "paid",
    "unpaid",
    "buyer",
    "cancelled",
    "delivered",
    "state",
    "gone",
    "line",
    "cost",
    "lines",
    "carrier",
    "traffic",
    "unseen",
    "seen",
    "void",
    "merged",
    "moved",
    "again",
    "other SKU",
    "replaced",
    "settle",
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 10_000)), max_size=8))
def test_whatever_is_written_sums_follow(
    played: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("changed") / "shop.dukandar"
    path.write_bytes(played.read_bytes())
    with Shop(path) as shop:
        settled(shop)
        for what, number in steps:
            if what == "settle":
                settled(shop)
            else:
                shop.write(lambda conn, w=what, n=number: change(conn, w, n))
        calendar, (first, last) = shop.book.calendar, span(shop)

        def asked() -> list[Columns]:
            return [
                shop.read(tallied, calendar, table, first - 60, last, by)
                for table in TABLES
                for by in (keys(table), keys(table)[1:], ())
            ]

        before = [columns.rows() for columns in asked()]
        settled(shop)
        assert [columns.rows() for columns in asked()] == before
        assert_kept_is_recounted(shop)


def test_no_sum_is_of_an_unknown_event() -> None:
    assert set(BY_EVENT) == set(Event)
