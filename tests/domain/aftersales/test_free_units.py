"""Which units of an order line can still be asked back: no unit twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from domain.aftersales.rules import ReturnKind, ReturnStatus, free_units
from domain.aftersales.tables import returns
from domain.kernel.columns import Columns
from domain.orders.tables import order_lines

LINES = Columns.like(order_lines, 3).told(
    order_id=np.array([1, 1, 2]), sku_id=np.array([7, 8, 7]), quantity=np.array([3, 1, 2])
)
NOW = 1_000


def free(*rows: dict[str, Any]) -> list[int]:
    """The free units of each line with these returns, of two units of order 1's first SKU."""
    made = Columns.like(returns, len(rows)).told(order_id=1, sku_id=7, quantity=2)
    made = made.told(kind=ReturnKind.RETURN_AND_REFUND.value)
    for place, row in enumerate(rows):
        for name, value in row.items():
            made[name][place] = value
    return free_units(LINES, made, NOW).tolist()


COMPLETE = int(ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE)
CANCELLED = int(ReturnStatus.RETURN_OR_REFUND_REQUEST_CANCEL)
REJECTED = int(ReturnStatus.REFUND_OR_RETURN_REQUEST_REJECT)
GOODS_REFUSED = int(ReturnStatus.REJECT_RECEIVE_PACKAGE)
MONEY, REPLACED = ReturnKind.REFUND.value, ReturnKind.REPLACEMENT.value


def test_without_returns_all_that_was_bought_is_free() -> None:
    assert free() == [3, 1, 2]


@pytest.mark.parametrize("status", ReturnStatus)
def test_an_open_return_holds_its_units_wherever_it_stands(status: ReturnStatus) -> None:
    assert free({"status": int(status)}) == [1, 1, 2]
    assert free({"status": int(status), "closed_at": NOW + 1}) == [1, 1, 2]  # at that moment


@pytest.mark.parametrize(
    ("ended", "left"),
    [
        ({"status": COMPLETE, "kind": MONEY, "refund": 90, "refunded": 90}, 1),
        ({"status": COMPLETE, "kind": MONEY, "refund": 90, "offer": 30, "refunded": 30}, 1),
        ({"status": COMPLETE, "kind": ReturnKind.CHARGE_BACK.value, "refunded": 90}, 1),
        ({"status": COMPLETE, "arrived_at": 500, "refunded": 90}, 1),
        ({"status": COMPLETE, "kind": REPLACED, "approved_at": 400, "arrived_at": 500}, 1),
        ({"status": CANCELLED, "kind": REPLACED, "approved_at": 400}, 1),  # kept both
        ({"status": GOODS_REFUSED, "arrived_at": 500}, 1),
        ({"status": CANCELLED, "approved_at": 400}, 3),  # never sent back
        ({"status": CANCELLED}, 3),
        ({"status": REJECTED, "rejected_at": 400}, 3),
        ({"status": REJECTED, "kind": REPLACED, "rejected_at": 400}, 3),
    ],
)
def test_an_ended_return_holds_its_units_where_the_buyer_was_served_or_the_goods_came_back(
    ended: dict[str, Any], left: int
) -> None:
    assert free({"closed_at": 600, **ended}) == [left, 1, 2]


def test_several_returns_hold_what_they_are_about_together() -> None:
    one = {"quantity": 1, "status": COMPLETE, "closed_at": 500}
    other = {"sku_id": 8, "quantity": 1}
    assert free(one, {"quantity": 1}, other, {"order_id": 2}) == [1, 0, 0]
