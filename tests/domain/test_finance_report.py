"""Every figure of the Finance tab equals the same figure reckoned plainly from exported rows.

The plain side knows lists, loops and calendars only: no rule, column or query of the program.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text

from domain.aftersales.tables import returns
from domain.finance.rules import RESULT, Account, Kind
from domain.kernel.clock import DAY, HOUR
from domain.orders.commands import CancelOrders
from domain.orders.tables import orders
from domain.reports.check import check
from domain.reports.figures import finance_figures
from domain.reports.finance.accounts import Payout, accounts, money_now, profit
from domain.reports.finance.course import course
from domain.reports.finance.journal import (
    JournalQuery,
    JournalRow,
    behind_payout,
    journal_ids,
    journal_rows,
)
from domain.reports.finance.settlement import (
    ON_HOLD,
    PROCESSING,
    MoneyRow,
    MoneySort,
    Settlement,
    Why,
    settlement,
)
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.shop import Shop
from domain.simulation.policies import passive, sensible
from tests.domain.tracking_numbers import numbers_for

PACIFIC = ZoneInfo("America/Los_Angeles")
SETTLE_DAYS = 14
PLACES = ("CASH", "ON_HOLD", "PROCESSING", "INVENTORY")
CLOSED = {date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 18)}


@dataclass(frozen=True)
class Entry:
    """A journal row as an export has it, all in words and whole numbers."""

    id: int
    at: int
    kind: str
    order_id: int
    debit: str
    credit: str
    amount: int


def entries(shop: Shop) -> list[Entry]:
    """The journal as the shop exports it, read back with nothing of the program."""
    path = shop.path.with_name("journal.csv")
    shop.export("journal", path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [
        Entry(
            int(row["Entry"]),
            int(datetime.fromisoformat(row["Time (UTC)"].strip()).timestamp()),
            row["Kind"],
            int(row["Order ID"].strip() or 0),
            row["To Account"],
            row["From Account"],
            int(Decimal(row["Amount"]) * 100),
        )
        for row in rows
    ]


def balance(rows: list[Entry], account: str) -> int:
    total = 0
    for row in rows:
        if row.debit == account:
            total += row.amount
        if row.credit == account:
            total -= row.amount
    return total


def day_of(at: int) -> date:
    return datetime.fromtimestamp(at, PACIFIC).date()


def midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=PACIFIC).timestamp())


def bank_day_end(statement_at: int) -> int:
    """The last second of the second business day after a statement, by a plain count."""
    day, open_days = day_of(statement_at), 0
    while open_days < 2:
        day += timedelta(1)
        open_days += day.weekday() < 5 and day not in CLOSED
    return midnight(day + timedelta(1)) - 1


def careless(shop: Shop, turns: int) -> None:
    """Ships some orders, some by its own postage, and cancels a few that have a label."""
    for _ in range(turns):
        decide(shop)
        shop.advance(shop.now + 13 * HOUR)


def decide(shop: Shop) -> None:
    waiting = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)[:9]
    own = waiting[::3]
    shop.do(ShipOrders(own, numbers_for(own)))
    labelled = tuple(order for order in waiting if order not in own)
    shop.do(BuyLabels(labelled))
    shop.do(CancelOrders(labelled[:1], "pricing_error"))


Make = Callable[[int, int], Shop]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes practice shops that this module's tests only read, each in a folder of its own."""

    def made(seed: int, noise: int) -> Shop:
        path = tmp_path_factory.mktemp("finance") / "shop.dukandar"
        return Shop.practice(path, "first-30-days", seed=seed, noise=noise)

    return made


@pytest.fixture(
    scope="module",
    params=[(1, 1, 0, 0, 0), (1, 1, 2, 0, 0), (2, 5, 17, 0, 1), (3, 2, 24, 6, 9), (5, 4, 45, 2, 9)],
    ids=lambda given: "-".join(map(str, given)),
)
def shop(request: pytest.FixtureRequest, make: Make) -> Shop:
    """A shop of some seed and noise after days of a sensible, a passive and a careless seller."""
    seed, noise, sensible_days, passive_days, careless_turns = request.param
    made = make(seed, noise)
    if sensible_days:
        made.advance_days(sensible_days, sensible)
    if passive_days:
        made.advance_days(passive_days, passive)
    careless(made, careless_turns)
    return made


@pytest.fixture(scope="module")
def old_shop(make: Make) -> Shop:
    """A shop in which everything has happened: returns, refunds, labels of cancelled orders."""
    made = make(4, 3)
    made.advance_days(40, sensible)
    careless(made, 7)
    made.advance_days(1)
    decide(made)
    return made


def test_balances_are_the_journal_s_sums(shop: Shop) -> None:
    rows, found = entries(shop), shop.read(money_now)
    assert found.on_hold == balance(rows, "ON_HOLD")
    assert found.processing == balance(rows, "PROCESSING")
    assert found.cash == balance(rows, "CASH")
    assert found.stock == balance(rows, "INVENTORY")
    assert found.paid == sum(row.amount for row in rows if row.kind == "PAYOUT")
    assert found.put_in == sum(row.amount for row in rows if row.kind == "OPENING")
    parts = found.on_hold + found.processing + found.cash + found.stock
    assert parts == found.put_in + found.profit


def test_the_next_payouts_are_what_is_processing(shop: Shop) -> None:
    rows, found = entries(shop), shop.read(money_now)
    assert found.processing == found.carried + sum(payout.amount for payout in found.coming)
    assert all(payout.at > shop.now for payout in found.coming)
    paid = [row for row in rows if row.kind == "PAYOUT"]
    last = paid[-1].at if paid else 0
    same = sum(row.amount for row in paid if row.at == last)
    assert found.last == (Payout(last, same) if paid else None)


@pytest.mark.parametrize("days", [0, 1, 7, 28])
def test_profit_is_sales_less_everything_they_cost(shop: Shop, days: int) -> None:
    first = day_of(shop.now) - timedelta(days - 1)
    since = midnight(first) if days else 0
    rows = [row for row in entries(shop) if row.at >= since]
    found = shop.read(profit, since)
    plain = {
        "SALES": -balance(rows, "SALES"),
        "SELLER_DISCOUNTS": -balance(rows, "SELLER_DISCOUNTS"),
        "REFUNDS": -balance(rows, "REFUNDS"),
        "REFERRAL_FEE": -balance(rows, "REFERRAL_FEE"),
        "REFUND_ADMINISTRATION_FEE": -balance(rows, "REFUND_ADMINISTRATION_FEE"),
        "POSTAGE": -balance(rows, "POSTAGE"),
        "COST_OF_GOODS": -balance(rows, "COST_OF_GOODS"),
        "COMMISSION": -balance(rows, "COMMISSION"),
        "CAMPAIGN_FEE": -balance(rows, "CAMPAIGN_FEE"),
        "ADVERTISING": -balance(rows, "ADVERTISING"),
        "SAMPLES": -balance(rows, "SAMPLES"),
        "REIMBURSEMENTS": -balance(rows, "REIMBURSEMENTS"),
    }
    assert {account.name: amount for account, amount in found.lines} == plain
    assert found.profit == sum(plain.values())
    assert set(shop.read(accounts, since)) == set(Account)


def test_the_report_says_what_the_tab_says(shop: Shop) -> None:
    report, found = shop.read(finance_figures), shop.read(money_now)
    for key in ("on_hold", "processing", "paid", "cash", "profit"):
        assert report[key] == getattr(found, key)
    lines = dict(shop.read(profit).lines)
    assert report["fees"] == {
        name.lower(): -lines[Account[name]]
        for name in (
            *("REFERRAL_FEE", "REFUND_ADMINISTRATION_FEE", "COMMISSION", "CAMPAIGN_FEE"),
            "POSTAGE",
        )
    }
    assert report["cost_of_goods"] == -lines[Account.COST_OF_GOODS]


def test_orders_add_up_to_both_balances(shop: Shop) -> None:
    rows, found = entries(shop), shop.read(settlement, 0)
    for reasons, account in ((ON_HOLD, "ON_HOLD"), (PROCESSING, "PROCESSING")):
        part = found.some(reasons, MoneySort.ORDER, down=False)
        assert sum(row.amount for row in part) == balance(rows, account)
    by_order: dict[int, int] = {}
    for row in rows:
        if "ON_HOLD" in (row.debit, row.credit):
            sign = 1 if row.debit == "ON_HOLD" else -1
            by_order[row.order_id] = by_order.get(row.order_id, 0) + sign * row.amount
    on_hold = {row.order_id: row.amount for row in found.rows if row.why in ON_HOLD}
    assert on_hold == {order: amount for order, amount in by_order.items() if amount}
    assert len({row.id for row in found.rows}) == len(found.rows)


def test_each_reason_is_what_the_order_s_rows_say(old_shop: Shop) -> None:
    held = {each.id: each for each in old_shop.read(lambda c: c.execute(select(orders)).all())}
    asked = {each.order_id: each for each in old_shop.read(lambda c: c.execute(select(returns)))}
    found = old_shop.read(settlement, 0)
    assert found.settle_days == SETTLE_DAYS
    seen = set()
    for row in found.rows:
        order, back = held[row.order_id], asked.get(row.order_id)
        plain = {
            Why.MAY_CANCEL: order.paid_at and order.ship_from > old_shop.now,
            Why.TO_SHIP: not order.rts_at and order.ship_from <= old_shop.now,
            Why.SCAN: order.rts_at and not order.shipped_at,
            Why.TRANSIT: order.shipped_at and not order.delivered_at,
            Why.HOLD: order.delivered_at and not order.settled_at and back is None,
            Why.RETURN: back and not back.closed_at,
            Why.REFUND: back and back.closed_at and not back.settled_at,
            Why.LABEL: order.cancelled_at and not order.settled_at,
            Why.BANK: order.settled_at,
            Why.CARRIED: order.settled_at,
        }[row.why]
        assert plain, row
        assert bool(order.cancelled_at) == (row.why is Why.LABEL) or row.why in PROCESSING
        known = row.why not in (Why.MAY_CANCEL, Why.TO_SHIP, Why.SCAN, Why.TRANSIT, Why.RETURN)
        assert (row.statement_at > 0) == known
        if row.why is Why.HOLD:
            due = order.delivered_at + SETTLE_DAYS * DAY
            assert row.statement_at == (due + DAY - 1) // DAY * DAY
        if row.bank_at and row.why is not Why.BANK:
            assert row.bank_at >= bank_day_end(row.statement_at)
        seen.add(row.why)
    assert {Why.TO_SHIP, Why.SCAN, Why.TRANSIT, Why.HOLD, Why.RETURN, Why.LABEL, Why.BANK} <= seen


def happened(rows: list[Entry], order: int, since: int) -> list[tuple[int, int]]:
    """What statements settled of an order after a moment: (statement, amount)."""
    return [
        (row.at, row.amount if row.debit == "PROCESSING" else -row.amount)
        for row in rows
        if row.kind == "SETTLEMENT" and row.order_id == order and row.at > since
    ]


def in_the_bank(shop: Shop, statement_at: int) -> int:
    """When the bank really had a statement's money: with the first payout from it on."""
    paid = "select min(paid_at) from statements where paid_at > 0 and at >= :at"
    return shop.read(lambda conn: conn.execute(text(paid), {"at": statement_at}).scalar_one())


@pytest.mark.parametrize(("seed", "noise", "days"), [(1, 1, 26), (2, 7, 33), (6, 3, 41)])
def test_what_was_promised_comes_at_its_moment_and_to_the_cent(
    practice: Callable[..., Shop], seed: int, noise: int, days: int
) -> None:
    shop = practice(seed, noise)
    shop.advance_days(days, sensible)
    careless(shop, 5)
    promised, then = shop.read(settlement, 0), shop.now
    shop.advance_days(40, sensible)
    rows = entries(shop)
    asked = {each.order_id: each for each in shop.read(lambda c: c.execute(select(returns)))}
    kept: dict[Why, int] = {}
    for row in promised.rows:
        later = asked.get(row.order_id)
        if not row.statement_at or (later is not None and row.why is Why.HOLD):
            continue  # nothing was promised, or a buyer has asked for a return since
        if row.why in PROCESSING:
            assert row.statement_at <= then
        else:
            assert happened(rows, row.order_id, then)[0] == (row.statement_at, row.amount), row
        if row.bank_at:
            assert in_the_bank(shop, row.statement_at) == row.bank_at, row
            assert row.bank_at in {each.at for each in rows if each.kind == "PAYOUT"}
        kept[row.why] = kept.get(row.why, 0) + 1
    assert kept[Why.HOLD] > 30
    assert kept[Why.BANK] > 2


def test_a_payout_brings_exactly_the_orders_that_were_promised_for_it(old_shop: Shop) -> None:
    found, plain = old_shop.read(settlement, 0), old_shop.read(money_now)
    by_moment: dict[int, int] = {}
    for row in found.rows:
        if row.why is Why.BANK:
            by_moment[row.bank_at] = by_moment.get(row.bank_at, 0) + row.amount
    assert {payout.at: payout.amount for payout in plain.coming} == by_moment
    assert by_moment
    for row in found.rows:
        if row.why is Why.BANK:
            assert row.bank_at == bank_day_end(row.statement_at)


def test_a_statement_below_the_minimum_is_carried_to_the_next_that_pays(
    practice: Callable[..., Shop],
) -> None:
    shop = practice()
    shop.advance_days(1)
    first = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)[0]
    shop.do(BuyLabels((first,)))
    shop.do(CancelOrders((first,), "pricing_error"))
    before = {row.order_id: row for row in shop.read(settlement, 0).rows}[first]
    assert (before.why, before.bank_at) == (Why.LABEL, 0)
    shop.advance_days(1)
    after = {row.order_id: row for row in shop.read(settlement, 0).rows}[first]
    assert (after.why, after.amount, after.bank_at) == (Why.CARRIED, before.amount, 0)
    assert shop.read(money_now).carried == before.amount
    shop.advance_days(5, sensible)
    shop.advance_days(9)
    later = shop.read(settlement, 0)
    carried = {row.order_id: row for row in later.rows}[first]
    promised = [row.bank_at for row in later.rows if row.bank_at]
    assert carried.bank_at == min(promised)
    shop.advance(carried.bank_at + HOUR)
    assert first not in {row.order_id for row in shop.read(settlement, 0).rows}


def test_a_debt_carried_over_is_worked_off_before_anything_is_paid_out(
    practice: Callable[..., Shop],
) -> None:
    shop = practice()
    shop.advance_days(2)
    first, second, *rest = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)
    shop.do(BuyLabels((first, *rest)))
    shop.do(CancelOrders(tuple(rest), "pricing_error"))
    shop.advance_days(2)
    shop.do(BuyLabels((second,)))
    shop.advance_days(8)
    rows = {row.order_id: row for row in shop.read(settlement, 0).rows}
    assert rows[first].why is rows[second].why is Why.HOLD
    assert 0 < rows[first].statement_at < rows[second].statement_at
    assert shop.read(money_now).carried < -rows[first].amount - rows[second].amount
    assert rows[first].bank_at == rows[second].bank_at == 0
    shop.advance_days(25)
    assert in_the_bank(shop, rows[first].statement_at) is None
    later = {row.order_id: row for row in shop.read(settlement, 0).rows}
    assert later[first].why is later[second].why is Why.CARRIED


def test_what_is_decided_as_a_statement_is_made_comes_with_the_next_one(
    practice: Callable[..., Shop],
) -> None:
    shop = practice()
    shop.advance_days(1)
    shop.advance((shop.now // DAY + 1) * DAY)
    assert shop.now % DAY == 0
    order = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)[0]
    shop.do(BuyLabels((order,)))
    shop.do(CancelOrders((order,), "pricing_error"))
    row = {row.order_id: row for row in shop.read(settlement, 0).rows}[order]
    assert row.statement_at == shop.now + DAY
    since = shop.now
    shop.advance_days(2)
    assert happened(entries(shop), order, since - 1) == [(row.statement_at, row.amount)]


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("sort", list(MoneySort))
def test_the_list_is_sorted_with_unknown_moments_last(
    old_shop: Shop, sort: MoneySort, down: bool
) -> None:
    found: Settlement = old_shop.read(settlement, 0)
    key: Callable[[MoneyRow], int] = {
        MoneySort.ORDER: lambda row: row.order_id,
        MoneySort.WHY: lambda row: list(Why).index(row.why),
        MoneySort.BANK: lambda row: row.bank_at or 2**62,
        MoneySort.AMOUNT: lambda row: row.amount,
    }[sort]
    listed = [key(row) for row in found.some(tuple(Why), sort, down=down)]
    assert listed == sorted(listed, reverse=down)
    assert len(listed) == len(found.rows) > 50


@pytest.mark.parametrize("account", [Account.CASH, Account.ON_HOLD])
@pytest.mark.parametrize("days", [0, 7])
def test_the_course_is_the_balance_at_the_end_of_each_day(
    shop: Shop, account: Account, days: int
) -> None:
    rows, found = entries(shop), shop.read(course, 0, account, days)
    today, first = day_of(shop.now), day_of(rows[0].at)
    start = max(first, today - timedelta(days - 1)) if days else first
    plain = []
    day = start
    while day <= today:
        until = midnight(day + timedelta(1))
        plain.append(balance([row for row in rows if row.at < until], account.name))
        day += timedelta(1)
    assert list(found.amounts) == plain
    assert [date(1970, 1, 1) + timedelta(day) for day in found.days] == [
        start + timedelta(n) for n in range(len(plain))
    ]


def test_the_whole_journal_is_a_range_and_its_rows_are_the_exported_ones(shop: Shop) -> None:
    rows, ids = entries(shop), shop.read(journal_ids, JournalQuery())
    assert isinstance(ids, range)
    assert list(ids) == [row.id for row in reversed(rows)]
    for found, row in zip(shop.read(journal_rows, ids[:200]), reversed(rows), strict=False):
        assert (found.id, found.at, found.kind.name) == (row.id, row.at, row.kind)
        assert (found.order_id, found.amount) == (row.order_id, row.amount)
        assert (found.debit.name, found.credit.name) == (row.debit, row.credit)
        for account in Account:
            sign = 1 if account.name in PLACES else -1
            assert found.effect(account) == sign * balance([row], account.name)


def test_filters_leave_exactly_their_rows(old_shop: Shop) -> None:
    rows = entries(old_shop)
    order = next(row.order_id for row in rows if row.kind == "REFUND")
    since, before = midnight(date(2026, 12, 1)), midnight(date(2026, 12, 8))

    def ids(**filters: object) -> set[int]:
        found = old_shop.read(journal_ids, JournalQuery(**filters))
        assert list(found) == sorted(found, reverse=True)
        return set(found)

    for kind in Kind:
        assert ids(kind=kind) == {row.id for row in rows if row.kind == kind.name}
    for account in Account:
        touching = {row.id for row in rows if account.name in (row.debit, row.credit)}
        assert ids(account=account) == touching
    assert ids(search=str(order)) == {row.id for row in rows if row.order_id == order}
    assert ids(search=str(order)[:9]) == {
        row.id for row in rows if str(row.order_id).startswith(str(order)[:9])
    }
    assert ids(search="nobody") == set()
    week = {row.id for row in rows if since <= row.at < before}
    assert ids(since=since, before=before) == week
    fees = {row.id for row in rows if row.id in week and row.kind == "REFERRAL_FEE"}
    assert ids(since=since, before=before, kind=Kind.REFERRAL_FEE) == fees
    assert ids(since=since, before=before, account=Account.REFERRAL_FEE) == {
        row.id for row in rows if row.id in week and "REFERRAL_FEE" in (row.debit, row.credit)
    }
    assert ids(kind=Kind.RESTOCK, account=Account.SALES) == set()
    assert week and fees


def shown(shop: Shop, query: JournalQuery) -> list[JournalRow]:
    ids = shop.read(journal_ids, query)
    return [
        row
        for start in range(0, len(ids), 200)
        for row in shop.read(journal_rows, ids[start : start + 200])
    ]


@pytest.mark.parametrize("days", [0, 7])
def test_a_line_of_the_profit_leads_to_rows_that_add_up_to_it(old_shop: Shop, days: int) -> None:
    since = midnight(day_of(old_shop.now) - timedelta(days - 1)) if days else 0
    for account, amount in old_shop.read(profit, since).lines:
        rows = shown(old_shop, JournalQuery(account=account, since=since))
        assert sum(row.effect(account) for row in rows) == amount
    assert {account for account, _ in old_shop.read(profit).lines} == set(RESULT)


def test_a_balance_leads_to_rows_that_add_up_to_it(old_shop: Shop) -> None:
    found = old_shop.read(money_now)
    for account, amount in (
        (Account.CASH, found.cash),
        (Account.ON_HOLD, found.on_hold),
        (Account.PROCESSING, found.processing),
        (Account.INVENTORY, found.stock),
        (Account.EQUITY, found.put_in),
    ):
        rows = shown(old_shop, JournalQuery(account=account))
        assert sum(row.effect(account) for row in rows) == amount
    assert sum(row.amount for row in shown(old_shop, JournalQuery(kind=Kind.PAYOUT))) == found.paid


def test_a_payout_leads_to_the_settlements_that_it_brought(old_shop: Shop) -> None:
    paid = shown(old_shop, JournalQuery(kind=Kind.PAYOUT))
    assert len(paid) > 5
    seen: set[int] = set()
    for moment in {row.at for row in paid}:
        rows = shown(old_shop, old_shop.read(behind_payout, moment))
        brought = sum(row.amount for row in paid if row.at == moment)
        assert sum(row.effect(Account.PROCESSING) for row in rows) == brought
        assert not seen & {row.id for row in rows}
        seen |= {row.id for row in rows}


def test_a_real_shop_has_no_settlement_days(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("real") / "real.dukandar"
    with Shop.real(path, "id", "Toko") as shop:
        with pytest.raises(ValueError, match="practice"):
            shop.read(settlement, int(datetime(2026, 9, 1, tzinfo=UTC).timestamp()))
        assert shop.read(money_now).on_hold == 0
        assert shop.read(check) == []
