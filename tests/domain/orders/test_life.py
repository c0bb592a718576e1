"""The life of an order: its status follows from its times, its clocks from the rulebook."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.clock import DAY, HOUR
from domain.orders import rules as life
from domain.orders.rules import OPEN, STATUS_TIMES, Status
from domain.rulebook import rulebook

PACIFIC = ZoneInfo("America/Los_Angeles")
BOOK = rulebook("us")
RULES = BOOK.at(int(datetime(2026, 12, 1, tzinfo=UTC).timestamp()))

PAID, FREE, LABELLED, SCANNED, THERE, FINAL = (1_000 + step for step in range(0, 600, 100))
WHOLE_LIFE = {
    "paid_at": PAID,
    "ship_from": FREE,
    "rts_at": LABELLED,
    "shipped_at": SCANNED,
    "delivered_at": THERE,
    "completed_at": FINAL,
    "cancelled_at": 0,
}


def status(now: int, **times: int) -> Status:
    columns = {name: np.array([times.get(name, 0)], dtype=np.int64) for name in STATUS_TIMES}
    return Status(int(life.status_at(now, **columns)[0]))


@pytest.mark.parametrize(
    ("since", "stage"),
    [
        (PAID, Status.ON_HOLD),
        (FREE, Status.AWAITING_SHIPMENT),
        (LABELLED, Status.AWAITING_COLLECTION),
        (SCANNED, Status.IN_TRANSIT),
        (THERE, Status.DELIVERED),
        (FINAL, Status.COMPLETED),
    ],
)
def test_each_stage_begins_at_its_second(since: int, stage: Status) -> None:
    assert status(since, **WHOLE_LIFE) is stage
    assert status(since - 1, **WHOLE_LIFE) < stage


def test_an_order_without_times_is_unpaid() -> None:
    assert status(10**9) is Status.UNPAID


@given(st.integers(1, 2_000), st.integers(1, 2_000))
def test_a_cancelled_order_is_cancelled_whatever_had_happened(now: int, cancelled: int) -> None:
    found = status(now, **{**WHOLE_LIFE, "cancelled_at": cancelled})
    if cancelled <= now:
        assert found is Status.CANCELLED
    else:
        assert found is status(now, **WHOLE_LIFE)


@given(st.lists(st.lists(st.integers(0, 50), min_size=8, max_size=8), min_size=1, max_size=20))
def test_many_orders_have_the_statuses_that_each_has_alone(orders: list[list[int]]) -> None:
    columns = {
        name: np.array([order[place] for order in orders], dtype=np.int64)
        for place, name in enumerate(STATUS_TIMES)
    }
    together = life.status_at(25, **columns).tolist()
    assert together == [status(25, **dict(zip(STATUS_TIMES, o, strict=True))) for o in orders]


def test_the_recipient_is_kept_exactly_while_the_parcel_is_awaited() -> None:
    assert {each for each in Status if not each.is_final} == set(OPEN)
    assert Status.CANCELLED.is_final


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=PACIFIC).timestamp())


def wall(at: np.ndarray) -> str:
    return datetime.fromtimestamp(int(at[0]), PACIFIC).strftime("%a %Y-%m-%d %H:%M:%S")


def test_the_clocks_of_an_order_placed_on_the_eve_of_thanksgiving() -> None:
    placed = np.array([moment("2026-11-25 18:30:00")], dtype=np.int64)  # a Wednesday
    calendar = BOOK.calendar
    assert wall(life.unpaid_until(placed, RULES)) == "Fri 2026-11-27 18:30:00"
    assert wall(life.ship_from(placed, RULES)) == "Wed 2026-11-25 19:30:00"
    found = life.deadlines(placed, RULES, calendar, RULES.deliver_business_days)
    assert wall(found.dispatch_by) == "Mon 2026-11-30 23:59:59"
    assert wall(found.deliver_by) == "Fri 2026-12-04 23:59:59"
    assert wall(found.collect_by) == "Mon 2026-12-07 23:59:59"


def test_an_order_is_final_thirty_days_after_delivery_to_the_second() -> None:
    delivered = np.array([moment("2027-03-01 12:00:00")], dtype=np.int64)
    assert (life.completed_at(delivered, RULES) - delivered).tolist() == [30 * DAY]
    assert 30 * DAY == 720 * HOUR
