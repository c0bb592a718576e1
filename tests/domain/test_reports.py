"""What the screens show equals what the rows say, reckoned plainly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from domain.aftersales.rules import ReturnStatus
from domain.aftersales.tables import returns
from domain.finance.rules import PLACES, Account, Kind
from domain.finance.tables import journal
from domain.orders.commands import CancelOrders
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders, recipients
from domain.reports.figures import figures
from domain.reports.happened import Event, Happened
from domain.reports.home import NextStep, home
from domain.reports.order_detail import Part, order_detail
from domain.reports.orders import OrderQuery, Sort, Tab, order_ids, order_rows, tab_counts
from domain.reports.products import sku_rows
from domain.reports.waiting import waiting
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.shipping.tables import packages
from domain.shop import Shop
from domain.simulation.policies import passive, sensible
from domain.simulation.tables import traffic

PACIFIC = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def shop(practice: Callable[..., Shop]) -> Shop:
    made = practice()
    made.advance_days(38, sensible)
    made.advance_days(6, passive)  # over Christmas: orders wait, some too long
    return made


def table(shop: Shop, which: Any) -> list[Any]:
    return shop.read(lambda conn: conn.execute(select(which)).all())


def local_day(at: int) -> str:
    return datetime.fromtimestamp(at, PACIFIC).strftime("%Y-%m-%d")


def days_before(shop: Shop, first: int, last: int) -> set[str]:
    today = datetime.fromtimestamp(shop.now, PACIFIC)
    return {(today - timedelta(days)).strftime("%Y-%m-%d") for days in range(last, first + 1)}


def test_home_counts_what_waits(shop: Shop) -> None:
    found, rows = shop.read(home, 0), table(shop, orders)
    waiting_now = [r for r in rows if r.status == Status.AWAITING_SHIPMENT]
    late = [
        r for r in rows
        if r.paid_at and not r.cancelled_at and not r.shipped_at and r.dispatch_by < shop.now
    ]  # fmt: skip
    assert found.to_ship == len(waiting_now) > 0
    assert found.overdue == len(late) > 0
    pending = ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING
    assert found.returns == sum(each.status == pending for each in table(shop, returns)) > 0
    assert found.step is NextStep.SHIP_OVERDUE
    counts = shop.read(waiting, 0)
    assert (counts.to_ship, counts.overdue) == (found.to_ship, found.overdue)


def test_home_figures_equal_a_plain_sum_over_whole_days(shop: Shop) -> None:
    found, rows = shop.read(home, 0), table(shop, orders)
    last_week, week_before = days_before(shop, 7, 1), days_before(shop, 14, 8)
    kpis = {kpi.key: kpi for kpi in found.kpis}
    for days, name in ((last_week, "value"), (week_before, "before")):
        paid = [r for r in rows if r.paid_at and local_day(r.paid_at) in days]
        assert getattr(kpis["gmv"], name) == sum(r.amount for r in paid)
        assert getattr(kpis["units"], name) == sum(r.units for r in paid)
    start = datetime(1970, 1, 1, tzinfo=PACIFIC)
    seen = [
        row
        for row in table(shop, traffic)
        if (start + timedelta(row.day)).strftime("%Y-%m-%d") in last_week
    ]
    clicks = sum(t.clicks for t in seen)
    assert kpis["visitors"].value == clicks
    placed = sum(t.orders for t in seen)
    assert kpis["conversion"].value == (20_000 * placed + clicks) // (2 * clicks)
    today = [r for r in rows if r.paid_at and local_day(r.paid_at) == local_day(shop.now)]
    assert found.today == sum(r.amount for r in today)
    assert len(found.days) == len(found.gmv) == len(found.gmv_before) == len(found.placed) == 28


def test_a_tile_leads_to_exactly_its_rows(shop: Shop) -> None:
    found = shop.read(home, 0)
    query = OrderQuery(happened=Happened(Event.PAID, found.period_start, found.period_end))
    behind = shop.read(order_rows, shop.read(order_ids, query, shop.now), shop.now)
    kpis = {kpi.key: kpi for kpi in found.kpis}
    assert sum(row.amount for row in behind) == kpis["gmv"].value
    assert sum(row.units for row in behind) == kpis["units"].value


def test_tabs_count_and_hold_the_orders_of_their_statuses(shop: Shop) -> None:
    counts, rows = shop.read(tab_counts), table(shop, orders)
    assert counts[Tab.ALL] == len(rows)
    assert sum(counts[tab] for tab in Tab if tab is not Tab.ALL) == len(rows)
    for tab in Tab:
        assert len(shop.read(order_ids, OrderQuery(tab=tab), shop.now)) == counts[tab]


@pytest.mark.parametrize("sort", [each for each in Sort if each not in (Sort.CARRIER, Sort.PLACE)])
@pytest.mark.parametrize("descending", [True, False])
def test_the_list_is_sorted_as_asked(shop: Shop, sort: Sort, descending: bool) -> None:
    ids = shop.read(order_ids, OrderQuery(sort=sort, descending=descending), shop.now)
    column = {
        Sort.CREATED: "created_at", Sort.ID: "id", Sort.STATUS: "status", Sort.UNITS: "units",
        Sort.AMOUNT: "amount", Sort.SHIP_BY: "dispatch_by", Sort.AUTO_CANCEL: "collect_by",
    }[sort]  # fmt: skip
    values = {r.id: getattr(r, column) for r in table(shop, orders)}
    listed = [values[each] for each in ids]
    assert listed == sorted(listed, reverse=descending)
    assert len(set(ids)) == len(values)


def test_search_finds_ids_tracking_products_skus_and_places(shop: Shop) -> None:
    rows, sent = table(shop, orders), table(shop, packages)
    lines = table(shop, order_lines)

    def search(text: str) -> set[int]:
        return set(shop.read(order_ids, OrderQuery(search=text), shop.now))

    assert search(str(rows[5].id)) == {rows[5].id}
    prefix = str(rows[5].id)[:8]
    assert search(prefix) >= {r.id for r in rows if str(r.id).startswith(prefix)}
    assert sent[3].order_id in search(sent[3].tracking)
    assert search("charging cable") == {x.order_id for x in lines if "charging" in x.product_name}
    assert search("EAR-BLK") == {x.order_id for x in lines if x.seller_sku == "EAR-BLK"}
    assert search("seattle") == {r.id for r in rows if r.city == "Seattle"}
    assert search("100%") == set()
    assert search("nothing of the kind") == set()


def test_who_the_buyer_is_and_where_they_live_is_hidden_while_they_may_cancel_freely(
    shop: Shop,
) -> None:
    order = next(r for r in table(shop, orders) if r.status == Status.AWAITING_SHIPMENT)
    (person,) = [r for r in table(shop, recipients) if r.order_id == order.id]

    def becomes(status: Status) -> None:
        shop.write(
            lambda conn: conn.execute(
                update(orders).where(orders.c.id == order.id).values(status=int(status))
            )
        )

    def told() -> tuple[bool, ...]:
        detail = shop.read(order_detail, order.id, 0)
        (row,) = shop.read(order_rows, [order.id], shop.now)
        found = [
            order.id in shop.read(order_ids, OrderQuery(search=word), shop.now)
            for word in (order.city, person.name)
        ]
        kept = shop.read(shop.orders.find, OrderQuery(search=order.city), shop.now)
        assert detail is not None
        assert kept is not None
        hidden = detail.hidden_until == order.ship_from > 0
        assert hidden or detail.hidden_until == 0
        in_card = person.name == detail.recipient, order.city in detail.place
        return (*in_card, order.city in row.place, *found, order.id in kept.ids, not hidden)

    shop.read(shop.orders.make)
    assert all(told())
    becomes(Status.ON_HOLD)
    assert not any(told())
    becomes(Status.AWAITING_SHIPMENT)
    assert all(told())


def test_filters_narrow_the_list(shop: Shop) -> None:
    rows, lines = table(shop, orders), table(shop, order_lines)
    sku = lines[0].sku_id
    assert set(shop.read(order_ids, OrderQuery(sku=sku), shop.now)) == {
        x.order_id for x in lines if x.sku_id == sku
    }
    open_returns = {r.order_id for r in table(shop, returns) if not r.closed_at}
    assert set(shop.read(order_ids, OrderQuery(only_open_returns=True), shop.now)) == open_returns
    late = shop.read(order_ids, OrderQuery(only_late=True), shop.now)
    shown = shop.read(order_rows, late, shop.now)
    assert all(row.late for row in shown)
    assert len(rows) > len(late) > 0


def kept_of(shop: Shop) -> dict[int, int]:
    """What each order has brought: what its rows moved to and from places that hold money."""
    kept: dict[int, int] = {}
    for row in table(shop, journal):
        for account, sign in ((row.debit, -1), (row.credit, 1)):
            if account not in PLACES:
                kept[row.order_id] = kept.get(row.order_id, 0) + sign * row.amount
    return kept


def test_what_you_will_receive_is_what_the_journal_moved(shop: Shop) -> None:
    moved: dict[int, dict[Kind, int]] = {}
    for row in table(shop, journal):
        kinds = moved.setdefault(row.order_id, {})
        kinds[Kind(row.kind)] = kinds.get(Kind(row.kind), 0) + row.amount
    asked = {r.order_id for r in table(shop, returns)}
    settled = [
        r.id for r in table(shop, orders)
        if r.settled_at and not r.cancelled_at and r.id not in asked
    ]  # fmt: skip
    assert len(settled) > 100
    for order_id in settled[:40]:
        detail = shop.read(order_detail, order_id, 0)
        assert detail is not None
        parts = dict(detail.parts)
        journal_of = moved[order_id]
        assert parts[Part.REVENUE] == journal_of[Kind.SALE]
        assert parts[Part.REFERRAL_FEE] == -journal_of[Kind.REFERRAL_FEE]
        assert parts[Part.LABEL] == -journal_of[Kind.PLATFORM_LABEL]
        assert parts[Part.SETTLEMENT] == journal_of[Kind.SETTLEMENT]
        assert parts[Part.COST_OF_GOODS] == -journal_of[Kind.COST_OF_GOODS]
        assert parts[Part.PROFIT] == parts[Part.SETTLEMENT] + parts[Part.COST_OF_GOODS]
        assert detail.amount == detail.item_total + detail.tax


def test_every_settled_order_shows_what_it_was_settled_at_and_what_it_brought(shop: Shop) -> None:
    kept, paid = kept_of(shop), dict[int, int]()
    for row in table(shop, journal):
        if row.kind == Kind.SETTLEMENT:
            sign = 1 if row.debit == Account.PROCESSING else -1
            paid[row.order_id] = paid.get(row.order_id, 0) + sign * row.amount
    asked = {r.order_id for r in table(shop, returns) if not r.settled_at}
    settled = [r.id for r in table(shop, orders) if r.settled_at and r.id not in asked]
    assert len(settled) > 100
    for order_id in settled:
        detail = shop.read(order_detail, order_id, 0)
        assert detail is not None
        parts = dict(detail.parts)
        assert parts.get(Part.SETTLEMENT, 0) == paid.get(order_id, 0)
        assert parts[Part.PROFIT] == kept.get(order_id, 0)


def test_a_refunded_order_ends_at_what_the_journal_kept(shop: Shop) -> None:
    back = {r.order_id: r for r in table(shop, returns) if r.settled_at and r.refunded}
    kept = kept_of(shop)
    assert back
    for order_id, returned in list(back.items())[:10]:
        detail = shop.read(order_detail, order_id, 0)
        assert detail is not None
        assert dict(detail.parts)[Part.PROFIT] == kept[order_id]
        assert dict(detail.parts)[Part.REFUND] < 0
        assert detail.returns[-1].lines[0].sku_id == returned.sku_id
        if len(detail.lines) == 1:
            assert returned.refund == detail.amount
        else:  # one of two lines went back
            assert 0 < returned.refund < detail.amount


def test_own_postage_and_a_cancelled_label_cost_the_seller(shop: Shop) -> None:
    first, second = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)[:2]
    cash = shop.read(figures, 0)["finance"]["cash"]
    assert shop.do(ShipOrders((first,), ("1Z999AA10123456784",))).done == 1
    detail = shop.read(order_detail, first, 0)
    assert detail is not None
    (package,) = detail.packages
    assert package.own
    assert dict(detail.parts)[Part.OWN_POSTAGE] == -package.postage
    assert shop.read(figures, 0)["finance"]["cash"] == cash - package.postage
    assert shop.do(BuyLabels((second,))).done == 1
    assert shop.do(CancelOrders((second,), "pricing_error")).done == 1
    cancelled = shop.read(order_detail, second, 0)
    assert cancelled is not None
    assert dict(cancelled.parts)[Part.PROFIT] == -cancelled.packages[0].postage


def test_products_show_stock_pace_and_cover(shop: Shop) -> None:
    lines = {(x.order_id, x.sku_id): x.quantity for x in table(shop, order_lines)}
    recent = {
        r.id for r in table(shop, orders)
        if r.created_at >= shop.now - 7 * 86_400 and not r.cancelled_at
    }  # fmt: skip
    for row in shop.read(sku_rows, 0):
        sold = sum(q for (order, sku), q in lines.items() if sku == row.id and order in recent)
        assert row.sold == sold
        assert row.cover == (row.stock * 7 // sold if sold else None)


def test_an_unknown_order_has_no_detail(shop: Shop) -> None:
    assert shop.read(order_detail, 1, 0) is None
