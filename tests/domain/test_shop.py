"""The one door: decisions, time and money of a shop, seen from outside."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from domain.aftersales.commands import AnswerCancellations, OpenReturn
from domain.aftersales.tables import returns
from domain.catalogue.commands import Restock, SetPrice
from domain.catalogue.tables import skus, stock_counts
from domain.finance.rules import Account, Kind
from domain.finance.tables import journal, statements
from domain.kernel.changes import Subject
from domain.kernel.clock import DAY, HOUR
from domain.kernel.refusals import RefusedError
from domain.orders.commands import CancelOrders
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders
from domain.reports.check import check
from domain.reports.figures import figures
from domain.reports.finance.accounts import money_now
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.shipping.tables import packages
from domain.shop import Shop
from domain.simulation import opening
from domain.simulation.attention import Need
from domain.simulation.command_words import command_fields, command_from
from domain.simulation.policies import passive, sensible
from domain.storage.digest import digest
from domain.storage.tables import commands as command_log

UPS = "1Z999AA10123456784"


def table(shop: Shop, which: Any) -> list[Any]:
    return shop.read(lambda conn: conn.execute(select(which)).all())


def waiting(shop: Shop) -> list[int]:
    return [row.id for row in table(shop, orders) if row.status == Status.AWAITING_SHIPMENT]


def rounded(share: Decimal) -> int:
    return int(share.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.fixture
def morning(practice: Callable[..., Shop]) -> Shop:
    shop = practice()
    shop.advance_days(1)
    return shop


# Money


def test_every_settlement_equals_the_orders_own_sum(practice: Callable[..., Shop]) -> None:
    def seller(world: Any) -> list[Any]:
        labelled = world.orders["id"][world.orders["status"] == Status.AWAITING_COLLECTION]
        regretted = [each for each in labelled.tolist() if each % 7 == 0]
        return [CancelOrders(tuple(regretted)), *sensible(world)]

    shop = practice(2, 2)
    shop.advance_days(120, seller)
    labels = {row.order_id: row.postage for row in table(shop, packages)}
    refunded = {
        row.order_id: row.sku_id for row in table(shop, returns) if row.settled_at and row.refunded
    }
    lines = {(row.order_id, row.sku_id): row for row in table(shop, order_lines)}
    commissions: dict[int, int] = defaultdict(int)
    for line in lines.values():
        commissions[line.order_id] += line.commission
    received: dict[int, int] = defaultdict(int)
    for row in table(shop, journal):
        if row.kind == Kind.SETTLEMENT:
            received[row.order_id] += row.amount if row.debit == Account.PROCESSING else -row.amount
    seen = set()
    for row in table(shop, orders):
        if not row.settled_at:
            assert row.id not in received
            continue
        sale = row.item_total - row.seller_discount + row.shipping_paid
        fee = rounded(Decimal(sale) * 6 / 100)
        if row.cancelled_at:
            expected = -labels[row.id]
            seen.add("cancelled with a label")
        elif row.id in refunded:
            line = lines[row.id, refunded[row.id]]
            back = line.subtotal - line.seller_discount
            fee_back = rounded(Decimal(back) * 6 / 100)
            kept = min(rounded(Decimal(fee_back) * 20 / 100), 500)
            expected = sale - fee - commissions[row.id] - labels[row.id]
            expected += fee_back - kept + line.commission - back
            seen.add("refunded" if back == sale else "one of two lines refunded")
        else:
            expected = sale - fee - commissions[row.id] - labels[row.id]
            seen.add("brought by a creator" if commissions[row.id] else "sold")
        assert received[row.id] == expected
    assert seen == {
        "cancelled with a label",
        "refunded",
        "one of two lines refunded",
        "sold",
        "brought by a creator",
    }
    assert shop.read(check) == []


def test_a_refund_after_the_settlement_is_taken_from_a_later_statement(
    practice: Callable[..., Shop],
) -> None:
    shop = practice()
    shop.advance_days(75, sensible)
    settled = {row.id: row.settled_at for row in table(shop, orders)}
    later = [r for r in table(shop, returns) if 0 < settled[r.order_id] < r.settled_at]
    assert later
    for each in later:
        assert each.closed_at <= each.settled_at < each.closed_at + DAY
        assert each.settled_at % DAY == 0


def test_statements_carry_small_sums_and_pay_the_rest(practice: Callable[..., Shop]) -> None:
    shop = practice()
    shop.advance_days(75, sensible)
    settled: dict[int, int] = defaultdict(int)
    for row in table(shop, journal):
        if row.kind == Kind.SETTLEMENT:
            settled[row.at] += row.amount if row.debit == Account.PROCESSING else -row.amount
    carried = 0
    found = sorted(table(shop, statements), key=lambda row: row.at)
    for row in found:
        assert row.settled == settled[row.at]
        assert row.payable == row.settled + carried
        assert (row.payout_at > 0) == (row.payable >= 100)
        carried = 0 if row.payout_at else row.payable
    assert len(found) == len(settled) > 20


# Neglect


def test_a_neglected_shop_earns_less_and_a_tended_one_profits(
    practice: Callable[..., Shop],
) -> None:
    found = {}
    for seller in (sensible, passive):
        shop = practice()
        shop.advance_days(60, seller)
        found[seller] = shop.read(figures, 0)
        assert found[seller]["finance"]["journal_sum"] == 0
    tended, neglected = found[sensible], found[passive]
    assert tended["finance"]["profit"] > 0
    assert tended["finance"]["paid"] > 0
    assert tended["orders"]["by_status"]["COMPLETED"] > 100
    assert neglected["orders"]["gmv"] < tended["orders"]["gmv"] / 2
    assert neglected["orders"]["total"] < tended["orders"]["total"]
    assert neglected["orders"]["by_status"]["COMPLETED"] == 0
    assert neglected["health"]["late_dispatch_rate"] == 1.0
    assert neglected["health"]["seller_fault_cancellation_rate"] > 0.5
    assert neglected["finance"]["paid"] == 0


# Decisions


def test_one_tracking_number_ships_one_order_only(morning: Shop) -> None:
    first, second = waiting(morning)[:2]
    outcome = morning.do(ShipOrders((first, second), (UPS, "1z 999aa1-0123456784")))
    assert outcome.done == 1
    assert [refusal.code for refusal in outcome.refusals] == ["tracking-used"]
    assert outcome.refusals[0].params["order"] == first
    states = {row.id: row.status for row in table(morning, orders)}
    assert states[first] == Status.AWAITING_COLLECTION
    assert states[second] == Status.AWAITING_SHIPMENT
    again = morning.do(ShipOrders((second,), (UPS,)))
    assert [refusal.code for refusal in again.refusals] == ["tracking-used"]


def test_an_order_named_twice_is_shipped_once(morning: Shop) -> None:
    (order,) = waiting(morning)[:1]
    outcome = morning.do(BuyLabels((order, order)))
    assert outcome.done == 1
    assert [refusal.code for refusal in outcome.refusals] == ["order-listed-twice"]
    assert [row.order_id for row in table(morning, packages)] == [order]


def test_blanks_and_hyphens_are_no_tracking_number(morning: Shop) -> None:
    (order,) = waiting(morning)[:1]
    for nothing in ("", "  ", "--", " - "):
        outcome = morning.do(ShipOrders((order,), (nothing,)))
        assert [refusal.code for refusal in outcome.refusals] == ["tracking-empty"]


def test_what_is_refused_leaves_no_trace(morning: Shop) -> None:
    before = morning.read(digest)
    (order,) = waiting(morning)[:1]
    sku = table(morning, skus)[0].id
    for command, code in (
        (BuyLabels(()), "nothing-asked"),
        (ShipOrders((order,), ()), "tracking-missing"),
        (ShipOrders((order,), ("1Z",), "UPS"), "tracking-length"),
        (ShipOrders((order,), (UPS,), "Pigeon"), "carrier-unknown"),
        (CancelOrders((order,), "whim"), "reason-unknown"),
        (CancelOrders((-1,)), "order-unknown"),
        (SetPrice(sku, 0), "price-out-of-range"),
        (SetPrice(sku, 760_001), "price-out-of-range"),
        (SetPrice(1, 100), "sku-unknown"),
        (Restock(sku, 0), "quantity-out-of-range"),
        (Restock(sku, 100_000), "quantity-out-of-range"),
        (Restock(sku, 99_999), "cash-short"),
    ):
        outcome = morning.do(command)
        assert outcome.done == 0
        assert [refusal.code for refusal in outcome.refusals] == [code]
        assert outcome.changes.subjects == frozenset()
    assert morning.read(digest) == before
    assert table(morning, command_log) == []


def test_nothing_comes_back_of_an_order_that_has_not_arrived_and_why_says_what_to_do(
    practice: Callable[..., Shop],
) -> None:
    shop = practice()
    shop.advance_days(8, sensible)
    shop.advance_days(1)
    shop.do(CancelOrders(tuple(waiting(shop)[:1]), "buyer_asked"))
    for status, code in (
        (Status.AWAITING_SHIPMENT, "return-not-sent"),
        (Status.IN_TRANSIT, "return-in-transit"),
        (Status.CANCELLED, "order-cancelled"),
    ):
        order = next(row.id for row in table(shop, orders) if row.status == status)
        sku = next(row.sku_id for row in table(shop, order_lines) if row.order_id == order)
        outcome = shop.do(OpenReturn(order, sku))
        assert [refusal.code for refusal in outcome.refusals] == [code]


def test_what_is_done_is_logged_with_its_time(morning: Shop) -> None:
    sku = table(morning, skus)[0]
    assert morning.do(SetPrice(sku.id, 1_234)).changes.subjects == {Subject.PRODUCTS}
    (logged,) = table(morning, command_log)
    assert (logged.at, logged.name) == (morning.now, "set-price")
    assert json.loads(logged.args) == {"price": 1_234, "sku": sku.id}


def test_goods_are_paid_when_ordered_and_here_after_the_lead_time(morning: Shop) -> None:
    sku = table(morning, skus)[0]
    cash = morning.read(figures, 0)["finance"]["cash"]
    assert morning.do(Restock(sku.id, 30)).done == 1
    assert morning.read(figures, 0)["finance"]["cash"] == cash - 30 * sku.cost
    ordered = morning.now
    morning.advance(ordered + sku.lead_days * DAY - HOUR)
    before = table(morning, skus)[0].stock
    morning.advance(ordered + sku.lead_days * DAY)
    after = table(morning, skus)[0].stock
    assert before < after <= before + 30
    assert morning.read(check) == []


def test_a_cancelled_order_gives_its_units_back_at_once(morning: Shop) -> None:
    before = {row.id: row.stock for row in table(morning, skus)}
    chosen = tuple(waiting(morning)[:4])
    units = sum(row.units for row in table(morning, orders) if row.id in chosen)
    outcome = morning.do(CancelOrders(chosen, "pricing_error"))
    assert outcome.done == 4
    assert sum(row.stock - before[row.id] for row in table(morning, skus)) == units
    cancelled = [row for row in table(morning, orders) if row.id in chosen]
    assert {(row.cancel_role, row.cancel_reason) for row in cancelled} == {
        ("SELLER", "pricing_error")
    }
    again = morning.do(CancelOrders(chosen))
    assert [refusal.code for refusal in again.refusals] == ["order-cancelled"] * 4


def test_cancelling_as_out_of_stock_empties_the_shelf_and_writes_off_what_the_books_had(
    morning: Shop,
) -> None:
    chosen = tuple(waiting(morning)[:2])
    gone = {row.sku_id for row in table(morning, order_lines) if row.order_id in chosen}
    before = {row.id: row for row in table(morning, skus)}
    freed = dict.fromkeys(gone, 0)
    for line in table(morning, order_lines):
        if line.order_id in chosen:
            freed[line.sku_id] += line.quantity
    value = morning.read(money_now).stock
    assert morning.do(CancelOrders(chosen, "out_of_stock")).done == 2
    after = {row.id: row.stock for row in table(morning, skus)}
    assert after == {sku: 0 if sku in gone else row.stock for sku, row in before.items()}
    counted = {row.sku_id: row.missing for row in table(morning, stock_counts)}
    assert counted == {sku: before[sku].stock + freed[sku] for sku in gone}
    lost = sum(units * before[sku].cost for sku, units in counted.items())
    assert value - morning.read(money_now).stock == lost
    written_off = [row for row in table(morning, journal) if row.kind == Kind.STOCK_COUNT]
    assert sum(row.amount for row in written_off) == lost
    assert {row.order_id for row in written_off} <= set(chosen)
    assert morning.read(check) == []


def test_a_count_of_an_empty_shelf_is_proved_with_what_comes_after_it(morning: Shop) -> None:
    """Orders, goods from the supplier and another count, all of the same goods."""
    first, second, third = waiting(morning)[:3]
    sku = min(row.sku_id for row in table(morning, order_lines) if row.order_id == first)
    morning.do(CancelOrders((first,), "out_of_stock"))
    morning.do(CancelOrders((second,), "pricing_error"))
    morning.do(CancelOrders((third,), "out_of_stock"))
    morning.do(Restock(sku, 20))
    morning.advance_days(20, sensible)
    assert morning.read(check) == []


# Arguments from outside


def test_ids_may_be_numbers_or_texts() -> None:
    expected = BuyLabels((576_000_000_000_000_001,))
    for given in (576_000_000_000_000_001, "576000000000000001"):
        assert command_from("buy-labels", {"orders": [given]}) == expected


def test_yes_and_no_are_true_and_false() -> None:
    for said in (True, False):
        given = {"orders": [1], "approve": said}
        assert command_from("answer-cancellations", given) == AnswerCancellations((1,), said)
    assert command_fields()["answer-cancellations"]["approve"] == "true or false"
    with pytest.raises(RefusedError, match="approve: true or false"):
        command_from("answer-cancellations", {"orders": [1], "approve": "no"})


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("buy-labels", {}),
        ("buy-labels", {"orders": 5}),
        ("buy-labels", {"orders": [True]}),
        ("buy-labels", {"orders": [1.0]}),
        ("buy-labels", {"orders": [None]}),
        ("buy-labels", {"orders": [2**63]}),
        ("buy-labels", {"orders": ["9" * 30]}),
        ("buy-labels", {"orders": [[1]]}),
        ("buy-labels", {"orders": [1], "colour": "red"}),
        ("ship-orders", {"orders": [1], "tracking": "1Z"}),
        ("ship-orders", {"orders": [1], "tracking": ["\ud800"]}),
        ("set-price", {"sku": 1}),
        ("set-price", {"sku": 1, "price": -(2**63) - 1}),
        ("cancel-orders", {"orders": [1], "reason": ["late"]}),
        ("answer-cancellations", {"orders": [1], "approve": "false"}),
        ("answer-cancellations", {"orders": [1], "approve": 0}),
        ("answer-cancellations", {"orders": [1], "approve": None}),
        ("buy-labels", {"orders": [False]}),
        ("cancel-orders", {"orders": [1], "reason": True}),
    ],
)
def test_wrong_arguments_are_refused_in_words(name: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match=f"The arguments of {name} are not right"):
        command_from(name, arguments)


def test_a_practice_shop_takes_no_files_and_a_real_one_no_time(
    morning: Shop, tmp_path: Path
) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as real:
        for attempt in (
            lambda: real.advance(HOUR),
            lambda: real.do(BuyLabels((1,))),
            real.skip,
        ):
            with pytest.raises(RefusedError) as refused:
                attempt()
            assert refused.value.refusal.code == "practice-only"
        assert real.read(check) == []
    export = Path(__file__).parents[1] / "data" / "exports" / "us_orders.csv"
    with pytest.raises(RefusedError) as refused:
        morning.plan_import(export)
    assert refused.value.refusal.code == "real-only"


# Time


def test_skipping_is_the_same_as_waiting_so_many_hours(practice: Callable[..., Shop]) -> None:
    skipped, waited = practice(), practice()
    for _ in range(4):
        skipped.skip()
        waited.advance(skipped.now)
        assert skipped.read(digest) == waited.read(digest)


def test_skipping_stops_when_orders_can_be_shipped_and_then_at_the_morning(
    practice: Callable[..., Shop],
) -> None:
    shop = practice()
    assert [each.need for each in shop.skip()] == [Need.TO_SHIP]
    assert len(waiting(shop)) > 0
    shop.skip()
    assert shop.book.calendar.text(shop.now).endswith("09:00")


def test_skipping_in_an_empty_shop_ends_after_a_week(practice: Callable[..., Shop]) -> None:
    shop = practice(scenario="empty")
    start = shop.now
    assert shop.skip() == ()
    assert shop.now == start + 7 * DAY


def test_somebody_elses_decision_during_a_run_counts(practice: Callable[..., Shop]) -> None:
    running, stopped = practice(), practice()
    sku = table(running, skus)[0]
    steps = []

    def decide(done: int, _total: int) -> None:
        steps.append(done)
        if len(steps) == 3:
            with Shop(running.path) as other:
                assert other.do(SetPrice(sku.id, sku.price // 2)).done == 1

    running.advance_days(8, sensible, decide)
    stopped.advance_days(3, sensible)
    stopped.do(SetPrice(sku.id, sku.price // 2))
    stopped.advance_days(5, sensible)
    assert len(steps) == 8
    assert running.read(digest) == stopped.read(digest)


def test_two_programs_letting_time_run_do_not_run_it_twice(practice: Callable[..., Shop]) -> None:
    both, one = practice(), practice()

    def also(done: int, _total: int) -> None:
        if done == 2 * DAY:
            with Shop(both.path) as other:
                other.advance_days(2, sensible)

    both.advance_days(6, sensible, also)
    one.advance_days(6, sensible)
    assert both.read(digest) == one.read(digest)


def test_a_run_that_is_stopped_stands_at_a_morning_and_goes_on(
    practice: Callable[..., Shop],
) -> None:
    def stop(done: int, _total: int) -> None:
        if done >= 4 * DAY:
            raise KeyboardInterrupt

    shop, whole = practice(), practice()
    with pytest.raises(KeyboardInterrupt):
        shop.advance_days(9, sensible, stop)
    assert shop.book.calendar.text(shop.now) == "2026-11-20 09:00"
    assert shop.read(check) == []
    shop.advance_days(5, sensible)
    whole.advance_days(9, sensible)
    assert shop.read(digest) == whole.read(digest)


@pytest.mark.parametrize("opens", ["2027-03-12", "2026-10-30"])
def test_hours_across_the_changes_of_the_clock_are_the_days(
    practice: Callable[..., Shop], monkeypatch: pytest.MonkeyPatch, opens: str
) -> None:
    text = opening.scenario_text("first-30-days").replace("2026-11-16", opens)
    monkeypatch.setattr(opening, "scenario_text", lambda _name: text)
    once, hourly = practice(), practice()
    start = once.now
    once.advance_days(4, sensible)
    while hourly.now < once.now:
        hourly.advance(hourly.now + HOUR, sensible)
    assert once.read(digest) == hourly.read(digest)
    assert once.book.calendar.text(once.now).endswith("09:00")
    assert abs(once.now - start - 4 * DAY) == HOUR


def test_a_shop_reopened_in_the_middle_of_the_day_goes_on_as_if_it_had_not_been(
    practice: Callable[..., Shop],
) -> None:
    whole, cut = practice(), practice()
    whole.advance_days(6, sensible)
    for hours in (1, 13, 1, 2, 30, 47, 50):
        with Shop(cut.path) as shop:
            shop.advance(shop.now + hours * HOUR, sensible)
    assert whole.now == cut.now
    assert whole.read(digest) == cut.read(digest)
