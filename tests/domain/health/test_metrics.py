"""Shop metrics equal a plain count, order by order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.health import rules as health

START, NOW = 100, 200
WHEN = st.just(0) | st.integers(60, 240)


@dataclass(frozen=True)
class Order:
    paid_at: int
    dispatch_by: int
    deliver_by: int
    shipped_at: int
    delivered_at: int
    cancelled_at: int
    by_buyer: bool
    seller_fault: bool
    valid: bool


ORDERS = st.lists(
    st.builds(
        Order, WHEN, WHEN, WHEN, WHEN, WHEN, WHEN, st.booleans(), st.booleans(), st.booleans()
    ),
    max_size=25,
)


def column(orders: list[Order], name: str) -> Any:
    return np.array(
        [getattr(order, name) for order in orders],
        dtype=bool if name in ("by_buyer", "seller_fault", "valid") else np.int64,
    )


def half_up(part: int, whole: int) -> int | None:
    """Basis points as one rounds them by hand."""
    if whole == 0:
        return None
    below, left = divmod(part * 10_000, whole)
    return below + (2 * left >= whole)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_rate_is_a_share_in_basis_points(part: int, rest: int) -> None:
    assert health.rate(part, part + rest) == half_up(part, part + rest)


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [(0, 0, None), (0, 7, 0), (7, 7, 10_000), (1, 3, 3_333), (2, 3, 6_667)],
)
def test_known_rates(part: int, whole: int, rate: int | None) -> None:
    assert health.rate(part, whole) == rate


@given(ORDERS)
def test_late_dispatches_are_those_without_a_scan_by_their_deadline(orders: list[Order]) -> None:
    names = ("dispatch_by", "shipped_at", "paid_at", "cancelled_at", "by_buyer")
    due, late = health.dispatches(
        **{name: column(orders, name) for name in names}, start=START, end=NOW
    )
    for order, is_due, is_late in zip(orders, due.tolist(), late.tolist(), strict=True):
        counts = START < order.dispatch_by <= NOW and 0 < order.paid_at <= order.dispatch_by
        if order.by_buyer and 0 < order.cancelled_at <= order.dispatch_by:
            counts = False
        scanned = 0 < order.shipped_at <= order.dispatch_by
        assert is_due == counts
        assert is_late == (counts and not scanned)


@given(ORDERS)
def test_deadlines_of_neighbouring_stretches_are_counted_once(orders: list[Order]) -> None:
    names = ("dispatch_by", "shipped_at", "paid_at", "cancelled_at", "by_buyer")
    columns = {name: column(orders, name) for name in names}
    whole = health.dispatches(**columns, start=START, end=NOW)
    first = health.dispatches(**columns, start=START, end=150)
    second = health.dispatches(**columns, start=150, end=NOW)
    for part in range(2):
        assert (first[part].astype(int) + second[part] == whole[part]).all()


@given(ORDERS)
def test_seller_fault_cancellations_are_a_share_of_paid_orders(orders: list[Order]) -> None:
    paid = [order for order in orders if START <= order.paid_at <= NOW]
    expected = half_up(sum(order.seller_fault for order in paid), len(paid))
    found = health.seller_fault_cancellation_rate(
        column(orders, "paid_at"), column(orders, "seller_fault"), START, NOW
    )
    assert found == expected


@given(ORDERS)
def test_valid_tracking_is_a_share_of_shipped_orders(orders: list[Order]) -> None:
    shipped = [order for order in orders if START <= order.shipped_at <= NOW]
    expected = half_up(sum(order.valid for order in shipped), len(shipped))
    found = health.valid_tracking_rate(
        column(orders, "shipped_at"), column(orders, "valid"), START, NOW
    )
    assert found == expected


@given(ORDERS)
def test_delivery_is_on_time_by_the_promised_day(orders: list[Order]) -> None:
    due = [
        order
        for order in orders
        if order.paid_at and not order.cancelled_at and START <= order.deliver_by < NOW
    ]
    expected = half_up(sum(0 < o.delivered_at <= o.deliver_by for o in due), len(due))
    names = ("deliver_by", "delivered_at", "cancelled_at", "paid_at")
    found = health.on_time_delivery_rate(*[column(orders, name) for name in names], START, NOW)
    assert found == expected
