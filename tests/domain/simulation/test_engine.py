"""What time does to orders and money in a practice shop, read back from its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from sqlalchemy import select

from domain.aftersales.rules import ReturnKind
from domain.aftersales.tables import returns
from domain.catalogue.commands import SetPrice
from domain.finance.tables import statements
from domain.health import rules as health
from domain.kernel.clock import DAY, HOUR
from domain.kernel.columns import Columns, read
from domain.kernel.refusals import RefusedError
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders, recipients
from domain.reports.check import check
from domain.reports.health import health as health_report
from domain.shop import Shop
from domain.simulation.policies import passive, sensible
from domain.simulation.tables import traffic

PACIFIC = ZoneInfo("America/Los_Angeles")


def rows(shop: Shop) -> Columns:
    return shop.read(lambda conn: read(conn, select(orders).order_by(orders.c.id)))


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Two months of a sensible seller; only read by the tests."""
    path = tmp_path_factory.mktemp("worked") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(60, sensible)
        yield shop


@pytest.fixture(scope="module")
def neglected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Forty days of nobody; only read by the tests."""
    path = tmp_path_factory.mktemp("neglected") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(40, passive)
        yield shop


def test_an_order_is_held_for_one_hour_after_payment(worked: Shop) -> None:
    found = rows(worked)
    paid = found["paid_at"] > 0
    assert paid.any()
    assert (found["ship_from"][paid] == found["paid_at"][paid] + HOUR).all()
    shipped = found["rts_at"] > 0
    assert (found["rts_at"][shipped] >= found["ship_from"][shipped]).all()


def test_stages_follow_each_other(worked: Shop) -> None:
    found = rows(worked)
    stages = ["created_at", "paid_at", "rts_at", "shipped_at", "delivered_at", "completed_at"]
    for before, after in pairwise(stages):
        happened = found[after] > 0
        assert happened.any()
        assert (found[before][happened] > 0).all()
        assert (found[before][happened] < found[after][happened]).all()


def test_unpaid_orders_are_cancelled_by_the_system_after_48_hours(worked: Shop) -> None:
    found = rows(worked)
    unpaid = (found["cancelled_at"] > 0) & (found["paid_at"] == 0)
    assert unpaid.any()
    gone = found.where(unpaid)
    assert (gone["cancelled_at"] == gone["created_at"] + 48 * HOUR).all()
    assert set(gone["cancel_role"]) == {"SYSTEM"}


def test_orders_nobody_ships_are_cancelled_on_the_seventh_business_day(neglected: Shop) -> None:
    found = rows(neglected)
    late = (found["cancel_role"] == "SYSTEM") & (found["paid_at"] > 0)
    assert late.sum() > 50
    for created, cancelled in zip(
        found["created_at"][late].tolist(), found["cancelled_at"][late].tolist(), strict=True
    ):
        start = datetime.fromtimestamp(created, PACIFIC).date()
        end = datetime.fromtimestamp(cancelled, PACIFIC)
        assert end.strftime("%H:%M:%S") == "23:59:59"
        days = np.busday_count(start, end.date(), holidays=["2026-11-26", "2026-12-25"])
        weekend_start = not np.is_busday(start, holidays=["2026-11-26", "2026-12-25"])
        assert days == (6 if weekend_start else 7)


def test_money_settles_fourteen_days_after_delivery_at_midnight_utc(worked: Shop) -> None:
    found = rows(worked)
    held = worked.read(lambda conn: set(conn.execute(select(returns.c.order_id)).scalars()))
    free = np.array([each not in held for each in found["id"].tolist()])
    settled = (found["settled_at"] > 0) & (found["delivered_at"] > 0) & free
    assert settled.sum() > 100
    wait = found["settled_at"][settled] - found["delivered_at"][settled]
    assert (wait >= 14 * DAY).all()
    assert (wait < 15 * DAY).all()
    assert (found["settled_at"][settled] % DAY == 0).all()


def test_an_open_return_holds_the_money(worked: Shop) -> None:
    found = rows(worked)
    settled = dict(zip(found["id"].tolist(), found["settled_at"].tolist(), strict=True))
    delivered = dict(zip(found["id"].tolist(), found["delivered_at"].tolist(), strict=True))
    held = 0
    for each in worked.read(lambda conn: conn.execute(select(returns)).all()):
        due = -(-(delivered[each.order_id] + 14 * DAY) // DAY) * DAY
        at = settled[each.order_id]
        if each.requested_at <= due and (each.closed_at == 0 or each.closed_at > due):
            held += 1
            assert at == 0 or at >= each.closed_at > 0
    assert held > 0


def test_a_return_is_approved_within_48_hours(worked: Shop) -> None:
    found = worked.read(lambda conn: conn.execute(select(returns)).all())
    asked = [each for each in found if each.kind == ReturnKind.RETURN_AND_REFUND]
    approved = [each for each in asked if each.approved_at]
    assert approved  # by a seller who answers in the morning, or else by silence
    assert all(each.approved_at <= each.requested_at + 48 * HOUR for each in approved)


def test_orders_complete_thirty_days_after_delivery(worked: Shop) -> None:
    found = rows(worked)
    done = found["completed_at"] > 0
    assert done.any()
    assert (found["completed_at"][done] - found["delivered_at"][done] >= 30 * DAY).all()
    open_still = (found["delivered_at"] > 0) & ~done
    assert (worked.now - found["delivered_at"][open_still] < 45 * DAY).all()


def test_payouts_reach_the_bank_two_business_days_after_their_statement(worked: Shop) -> None:
    found = worked.read(lambda conn: conn.execute(select(statements)).all())
    paid = [each for each in found if each.paid_at]
    assert paid
    for each in paid:
        assert each.payable >= 100
        assert each.paid_at == int(worked.book.calendar.business_deadline(each.at, 2))


def test_recipients_are_kept_for_open_orders_only(worked: Shop) -> None:
    found = rows(worked)
    kept = worked.read(lambda conn: set(conn.execute(select(recipients.c.order_id)).scalars()))
    waiting = set(found["id"][found["status"] < Status.DELIVERED].tolist())
    assert kept == waiting


def test_no_funnel_is_inverted(worked: Shop) -> None:
    found = worked.read(lambda conn: read(conn, select(traffic)))
    assert (found["impressions"] >= found["clicks"]).all()
    assert (found["clicks"] >= found["orders"]).all()
    assert found["orders"].sum() == len(rows(worked))


def test_late_dispatch_equals_a_plain_count(neglected: Shop) -> None:
    found, now = rows(neglected), neglected.now
    due = late = 0
    for row in found.rows():
        order = dict(zip(found, row, strict=True))
        if not now - 30 * DAY < order["dispatch_by"] <= now or not order["paid_at"]:
            continue
        if order["cancel_role"] == "BUYER" and order["cancelled_at"] <= order["dispatch_by"]:
            continue
        due += 1
        late += not 0 < order["shipped_at"] <= order["dispatch_by"]
    assert due > 0
    assert neglected.read(health_report, now).late_dispatch == health.rate(late, due)


def test_a_neglected_shop_is_late_cancelled_and_sells_less(
    worked: Shop, neglected: Shop, practice: Callable[..., Shop]
) -> None:
    cared = practice()
    cared.advance_days(40, sensible)
    careful, careless = rows(cared), rows(neglected)
    assert len(careless) < 0.75 * len(careful)
    assert neglected.read(health_report, neglected.now).late_dispatch == 10_000
    assert (careful["cancel_role"] == "SYSTEM").sum() < (careless["cancel_role"] == "SYSTEM").sum()


def test_a_price_cut_adds_buyers_and_moves_nobody_elsewhere(practice: Callable[..., Shop]) -> None:
    plain, cheap = practice(), practice()
    sku = int(plain.read(lambda conn: conn.execute(select(order_lines.c.sku_id)).scalar() or 0))
    plain.advance(plain.now + 14 * HOUR)
    first = plain.read(lambda conn: read(conn, select(order_lines)))
    sku = int(first["sku_id"][0])
    price = int(first["unit_price"][0])
    assert cheap.do(SetPrice(sku, price // 2)).done == 1
    cheap.advance(cheap.now + 14 * HOUR)

    def bought(shop: Shop, mine: bool) -> set[int]:
        lines = shop.read(lambda conn: read(conn, select(order_lines)))
        return set(lines["order_id"][(lines["sku_id"] == sku) == mine].tolist())

    assert bought(plain, True) < bought(cheap, True)
    groups = plain.read(
        lambda conn: dict(
            conn.exec_driver_sql(
                "SELECT s.id, p.substitutes FROM skus s JOIN products p ON p.id = s.product_id"
            ).all()
        )
    )
    others = [each for each, group in groups.items() if group != groups[sku]]

    def unrelated(shop: Shop) -> set[tuple[int, ...]]:
        lines = shop.read(lambda conn: read(conn, select(order_lines)))
        keep = np.isin(lines["sku_id"], np.array(others))
        return set(lines.where(keep).rows())

    assert unrelated(plain) == unrelated(cheap)


def test_stock_is_sold_out_never_oversold_and_comes_back(practice: Callable[..., Shop]) -> None:
    shop = practice()
    shop.advance_days(50, lambda world: [c for c in sensible(world) if c.name == "buy-labels"])
    assert shop.read(check) == []
    stock = shop.read(
        lambda conn: [row[0] for row in conn.exec_driver_sql("SELECT stock FROM skus").all()]
    )
    assert min(stock) == 0


def test_an_empty_shop_lets_time_pass(practice: Callable[..., Shop]) -> None:
    shop = practice(scenario="empty")
    shop.advance_days(3)
    assert len(rows(shop)) == 0
    assert shop.read(check) == []


def test_days_are_local_across_the_change_to_summer_time(practice: Callable[..., Shop]) -> None:
    shop = practice()
    shop.advance_days(130)  # past 14 March 2027
    assert shop.book.calendar.text(shop.now).endswith("09:00")
    assert shop.read(check) == []


def test_time_cannot_run_past_the_calendar_or_backwards(practice: Callable[..., Shop]) -> None:
    shop = practice()
    before = shop.now
    for until, code in (
        (shop.book.calendar.end + DAY, "time-ends"),
        (before - HOUR, "time-backwards"),
    ):
        with pytest.raises(RefusedError) as refused:
            shop.advance(until)
        assert refused.value.refusal.code == code
    assert shop.now == before
