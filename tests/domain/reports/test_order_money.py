"""What an order's card says about money is what the journal moved, whatever happened to it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.aftersales.commands import AppealReturns, ApproveReturns, InspectReturns, RejectReturns
from domain.aftersales.groups import Group
from domain.finance.rules import PLACES, Account, Kind
from domain.finance.tables import journal
from domain.orders.commands import CancelOrders
from domain.orders.rules import OUT_OF_STOCK
from domain.orders.tables import orders
from domain.reports.check import check
from domain.reports.order_detail import Part, order_detail
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.shipping.commands import BuyLabels, ShipOrders, ShipPart, VoidLabels
from domain.shop import Shop
from tests.domain.simulation.lively_shops import in_group
from tests.domain.simulation.rich_shops import rich_shop
from tests.domain.simulation.test_life_cycle import LIVELY
from tests.domain.tracking_numbers import numbers_for


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Weeks in which a seller ships in every way and answers returns in every way."""
    path = tmp_path_factory.mktemp("money") / "rich.dukandar"
    sizes = {"impressions": 2_500.0, "stock": 300, "videos": 40, "creators": 8, "label_price": 0}
    made = rich_shop(path, seed=5, noise=8, parameters=LIVELY, strikes=False, **sizes)
    for day in range(34):
        work(made, day)
        made.advance_days(1)
    last = made.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), made.now)[:1]
    assert made.do(CancelOrders(last, OUT_OF_STOCK)).done == 1
    return made


def work(shop: Shop, day: int) -> None:
    """One morning."""
    waiting = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)
    for order in waiting[:2]:
        detail = shop.read(order_detail, order, 0)
        assert detail is not None
        line = detail.lines[0]
        shop.do(ShipPart(order, (line.sku_id,), (1,)))
        rest = shop.read(order_detail, order, 0)
        assert rest is not None
        if rest.left:
            left = rest.left
            shop.do(ShipPart(order, tuple(i.sku_id for i in left), tuple(i.quantity for i in left)))
    shop.do(BuyLabels(waiting[2:]))
    shop.do(VoidLabels(waiting[2:5]))
    shop.do(BuyLabels(waiting[2:4]))
    shop.do(ShipOrders(waiting[4:5], numbers_for(waiting[4:5])))
    asked = in_group(shop, Group.TO_ANSWER)
    if day % 2:
        shop.do(RejectReturns(asked, "goods_used", 1))
    else:
        shop.do(ApproveReturns(asked))
    shop.do(InspectReturns(in_group(shop, Group.TO_INSPECT)))
    shop.do(AppealReturns(in_group(shop, Group.DONE), 5))


def test_settlement_and_profit_of_every_order_are_what_moved(shop: Shop) -> None:
    kept: dict[int, int] = {}
    paid: dict[int, int] = {}
    held: dict[int, int] = {}
    for row in shop.read(lambda conn: conn.execute(select(journal)).all()):
        for account, sign in ((row.debit, 1), (row.credit, -1)):
            if account not in PLACES:
                kept[row.order_id] = kept.get(row.order_id, 0) - sign * row.amount
            if account == Account.ON_HOLD:
                held[row.order_id] = held.get(row.order_id, 0) + sign * row.amount
            if account == Account.PROCESSING and row.kind == Kind.SETTLEMENT:
                paid[row.order_id] = paid.get(row.order_id, 0) + sign * row.amount
    sent = select(orders.c.id).where((orders.c.shipped_at > 0) | (orders.c.cancelled_at > 0))
    seen: set[Part] = set()
    for order in shop.read(lambda conn: conn.scalars(sent).all()):
        detail = shop.read(order_detail, order, 0)
        assert detail is not None
        parts = dict(detail.parts)
        seen |= set(parts)
        assert parts[Part.PROFIT] == kept.get(order, 0)
        assert parts.get(Part.SETTLEMENT, 0) == paid.get(order, 0) + held.get(order, 0)
    assert seen == set(Part) - {Part.LABEL_IF_BOUGHT, Part.CAMPAIGN_FEE}  # nobody joined one
    assert shop.read(check) == []
