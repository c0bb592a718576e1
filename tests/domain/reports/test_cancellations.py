"""Buyers who ask to cancel have a tab of their own, until they are answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.aftersales.commands import AnswerCancellations
from domain.orders.rules import Status
from domain.reports.cancellations import waiting_count
from domain.reports.orders import OrderQuery, Tab, order_ids, order_rows, tab_counts
from domain.reports.waiting import waiting
from domain.shop import Shop
from domain.simulation.attention import Need
from domain.simulation.policies import sensible
from tests.domain.simulation.lively_shops import lively_shop

ASKING = OrderQuery(tab=Tab.CANCEL_REQUESTS)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A shop in which a buyer has just asked to cancel."""
    shop = lively_shop(tmp_path / "shop.dukandar", days=2)
    while not shop.read(waiting_count):
        shop.skip(frozenset({Need.CANCEL_REQUESTED}))
    return shop


@pytest.mark.parametrize("approve", [True, False])
def test_the_tab_has_whoever_waits_and_says_why_and_until_when(approve: bool, shop: Shop) -> None:
    with shop:
        asking = shop.read(order_ids, ASKING, shop.now)
        rows = shop.read(order_rows, asking, shop.now)
        assert len(asking) == shop.read(tab_counts)[Tab.CANCEL_REQUESTS] == len(rows) > 0
        assert shop.read(waiting, 0).cancel_requests == len(asking)
        assert all(row.answer_by > shop.now and row.cancel_reason for row in rows)
        found = shop.read(lambda conn: shop.orders.find(conn, ASKING, shop.now))
        assert found is not None
        assert found.counts[Tab.CANCEL_REQUESTS] == len(found.ids) == len(asking)

        assert shop.do(AnswerCancellations(asking, approve)).done == len(asking)

        assert shop.read(order_ids, ASKING, shop.now) == ()
        [row, *_] = shop.read(order_rows, asking, shop.now)
        assert (row.answer_by, row.cancel_reason) == (0, "")
        assert (row.status is Status.CANCELLED) == approve


def test_the_sensible_seller_leaves_nobody_waiting(shop: Shop) -> None:
    with shop:
        shop.advance(shop.next_morning(), sensible)
        before = shop.now
        shop.advance(before + 3_600, sensible)
        found = shop.read(waiting, 0)
        assert found.returns_here == 0
        assert all(
            row.answer_by > before + 22 * 3_600
            for row in shop.read(order_rows, shop.read(order_ids, ASKING, shop.now), shop.now)
        )
