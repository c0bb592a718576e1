"""What has come up is what the rows of the file say, hour by hour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from domain.aftersales.commands import AppealReturns, RejectReturns
from domain.aftersales.groups import Group
from domain.aftersales.rules import Appeal, Arbitration, ReturnKind
from domain.aftersales.tables import returns
from domain.catalogue.commands import Restock, SetPrice
from domain.catalogue.tables import restocks, skus
from domain.finance.tables import statements
from domain.inbox.commands import AskCustomers, AskSupport
from domain.inbox.support import Topic
from domain.inbox.tables import inquiries, tickets
from domain.kernel.clock import DAY, HOUR
from domain.kernel.refusals import RefusedError
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.products import sku_rows
from domain.reports.returns import ReturnQuery, return_ids
from domain.shipping.commands import BuyLabels
from domain.shop import Shop
from domain.simulation.attention import USUAL, Need
from domain.simulation.policies import sensible
from domain.storage.digest import digest
from tests.domain.simulation.rich_shops import rich_shop
from tests.domain.simulation.test_life_cycle import LIVELY

EVERY = frozenset(Need)
STANDING = (
    Need.OVERDUE,
    Need.DUE_SOON,
    Need.CANCEL_REQUESTED,
    Need.TO_SHIP,
    Need.STOCK_OUT,
    Need.LOW_STOCK,
    Need.RETURN_ARRIVED,
    Need.DISPUTE_DECIDED,
)


def table(shop: Shop, which: Any) -> list[Any]:
    return shop.read(lambda conn: conn.execute(select(which)).all())


def in_need(shop: Shop) -> dict[Need, set[int]]:
    """What is in each need now, from the rows and reports that the screens show."""
    now = shop.now
    placed = table(shop, orders)
    ready = [row for row in placed if row.status == Status.AWAITING_SHIPMENT]
    return {
        Need.OVERDUE: set(shop.read(order_ids, OrderQuery(only_late=True), now)),
        Need.DUE_SOON: {r.id for r in ready if now <= r.dispatch_by < now + DAY},
        Need.CANCEL_REQUESTED: set(shop.read(order_ids, OrderQuery(tab=Tab.CANCEL_REQUESTS), now)),
        Need.TO_SHIP: {row.id for row in ready},
        Need.STOCK_OUT: {row.id for row in table(shop, skus) if row.stock == 0},
        Need.LOW_STOCK: {
            row.id for row in shop.read(sku_rows, 0) if row.low and row.stock and not row.coming
        },
        Need.RETURN_ARRIVED: set(shop.read(return_ids, ReturnQuery(group=Group.TO_INSPECT))),
        Need.DISPUTE_DECIDED: {row.id for row in table(shop, returns) if row.decided_at},
    }


def passed(shop: Shop, since: int) -> dict[Need, set[int]]:
    """What happened from one moment up to now."""

    def recent(at: int) -> bool:
        return since < at <= shop.now

    return {
        Need.RETURN_REQUESTED: {
            row.order_id
            for row in table(shop, returns)
            if recent(row.requested_at) and row.kind != ReturnKind.CHARGE_BACK
        },
        Need.SUPPORT_ANSWERED: {
            row.order_id for row in table(shop, tickets) if recent(row.answered_at)
        },
        Need.CUSTOMER_ANSWERED: {
            row.order_id for row in table(shop, inquiries) if recent(row.answered_at)
        },
        Need.CANCELLED: {row.id for row in table(shop, orders) if recent(row.cancelled_at)},
        Need.GOODS_ARRIVED: {row.sku_id for row in table(shop, restocks) if recent(row.arrived_at)},
        Need.PAID_OUT: {row.id for row in table(shop, statements) if recent(row.paid_at)},
    }


def in_trouble(shop: Shop) -> set[tuple[int, str]]:
    """Orders with what is wrong with their parcels, customers left unasked."""
    now, rules = shop.now, shop.book.at(shop.now)
    found = set()
    for row in table(shop, orders):
        if row.status == Status.AWAITING_COLLECTION:
            late = now >= row.rts_at + rules.late_scan_days * DAY
            found |= {(row.id, "late")} if late else set()
        elif row.status == Status.IN_TRANSIT:
            stuck = now >= row.shipped_at + rules.stuck_days * DAY
            found |= {(row.id, "stuck")} if stuck else set()
        elif row.cancel_reason == "parcel_lost":
            found.add((row.id, "lost"))
    return found


def watched(shop: Shop, hours: int) -> dict[Need, int]:
    """Compare each hour's news with the rows; gives how often each need came up."""
    seen = dict.fromkeys(Need, 0)
    before, wrong = in_need(shop), in_trouble(shop)
    for _ in range(hours):
        since = shop.now
        told = {each.need: set(each.about) for each in shop.pass_time(1, EVERY)}
        after = in_need(shop)
        wanted = {need: after[need] - before[need] for need in STANDING}
        if before[Need.TO_SHIP]:
            wanted[Need.TO_SHIP] = set()
        wanted |= passed(shop, since)
        wanted[Need.PARCEL_TROUBLE] = {order for order, _ in in_trouble(shop) - wrong}
        wrong = in_trouble(shop)
        if shop.book.calendar.text(shop.now).endswith("09:00"):
            assert told.pop(Need.MORNING) == after[Need.TO_SHIP]
            assert told.pop(Need.MORNING_WITH_ORDERS, set()) == after[Need.TO_SHIP]
            seen[Need.MORNING] += 1
            seen[Need.MORNING_WITH_ORDERS] += bool(after[Need.TO_SHIP])
        assert told == {need: what for need, what in wanted.items() if what}
        for need in told:
            seen[need] += 1
        before = after
    return seen


def with_questions(folder: Path) -> Shop:
    """A shop whose parcels often go astray, and whose customers and support have been asked."""
    often = {"unreported_rate": 0.05, "lost_rate": 0.01, "reply_rate": 1.0}
    shop = rich_shop(folder / "rich.dukandar", stock=2_000, strikes=False, parameters=often)
    shop.advance_days(22, sensible)
    found = in_trouble(shop)
    assert shop.do(AskCustomers(tuple(o for o, what in found if what == "stuck"))).done > 0
    lost = [order for order, what in found if what == "lost"]
    assert shop.do(AskSupport(lost[0], Topic.LOST.value)).done == 1
    return shop


@pytest.mark.slow
def test_news_of_each_hour_is_what_the_rows_say(
    practice: Callable[..., Shop], tmp_path: Path
) -> None:
    shop = practice()
    seen = watched(shop, 30)  # a shop that nobody tends
    shop.advance_days(24, sensible)
    tended = watched(shop, 36)
    for sku in table(shop, skus)[1:]:
        shop.do(SetPrice(sku.id, sku.price // 2))
    shop.do(Restock(table(shop, skus)[0].id, 40))
    rushed = watched(shop, 24 * 6)
    asked = watched(with_questions(tmp_path), 30)
    missing = {n for n in Need if not seen[n] + tended[n] + rushed[n] + asked[n]}
    assert missing <= {
        Need.DISPUTE_DECIDED,
        Need.LISTING_ANSWERED,
        Need.FEE_OUT_OF_RANGE,
        Need.TAKEN_DOWN,
    }


@pytest.mark.slow
def test_decided_disputes_and_appeals_are_news_of_their_hour(tmp_path: Path) -> None:
    sizes: dict[str, Any] = {"impressions": 1_500.0, "videos": 0, "creators": 2, "strikes": False}
    path = tmp_path / "lively.dukandar"
    with rich_shop(path, seed=5, noise=5, parameters=LIVELY, **sizes) as shop:
        told, lost = set[int](), list[int]()
        while not lost:
            shop.do(BuyLabels(shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)))
            pending = shop.read(return_ids, ReturnQuery(group=Group.TO_ANSWER))
            shop.do(RejectReturns(pending, "goods_used"))
            for each in shop.pass_time(24, frozenset({Need.DISPUTE_DECIDED})):
                told |= each.about
            rows = [row for row in table(shop, returns) if row.decided_at]
            assert told == {row.id for row in rows}
            lost = [row.id for row in rows if row.arbitration == Arbitration.SUPPORT_BUYER]
        shop.do(AppealReturns((lost[0],), 1))
        while not any(lost[0] in each.about for each in shop.pass_time(1, EVERY)):
            pass
        [row] = [row for row in table(shop, returns) if row.id == lost[0]]
        assert row.appeal in (Appeal.GRANTED, Appeal.DENIED)


def test_time_stops_at_the_hour_in_which_something_wanted_comes_up(
    practice: Callable[..., Shop],
) -> None:
    stopped, hourly = practice(), practice()
    wanted = frozenset({Need.CANCELLED})
    news = stopped.pass_time(24 * 12, wanted)
    assert [each.need for each in news] == [Need.CANCELLED]
    while not hourly.pass_time(1, wanted):
        pass
    assert hourly.now == stopped.now
    assert hourly.read(digest) == stopped.read(digest)


def test_with_nothing_wanted_time_passes_in_full(practice: Callable[..., Shop]) -> None:
    shop, plain = practice(), practice()
    start = shop.now
    assert shop.pass_time(31) == ()
    assert shop.now == start + 31 * HOUR
    plain.advance(plain.now + 31 * HOUR)
    assert shop.read(digest) == plain.read(digest)


def test_the_first_order_counts_and_further_ones_do_not(practice: Callable[..., Shop]) -> None:
    shop = practice()
    assert [each.need for each in shop.skip()] == [Need.TO_SHIP]
    more = [each.need for each in shop.skip()]
    assert more == [Need.MORNING_WITH_ORDERS]
    assert set(more) <= USUAL


def test_time_that_ends_is_refused_before_anything_moves(practice: Callable[..., Shop]) -> None:
    shop = practice()
    before = shop.now
    with pytest.raises(RefusedError) as refused:
        shop.pass_time(24 * 365 * 900)
    assert refused.value.refusal.code == "time-ends"
    assert shop.now == before
