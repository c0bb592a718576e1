"""The order card says what went back of an order, and that a bank took its payment back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.panels.orders.detail import OrderDetailView
from desktop.widgets.plain_label import PlainLabel
from domain.aftersales.rules import ReturnStatus
from domain.reports.order_detail import Happening, OrderDetail, StepRow, order_detail
from domain.reports.orders import OrderQuery, order_ids
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Shop
from domain.simulation.policies import sensible


@pytest.fixture
def delivered(tmp_path: Path) -> tuple[OrderDetail, ShopRow]:
    """An order that has arrived, with two lines."""
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(20, sensible)
        about = shop.read(shop_row, 0)
        for number in shop.read(order_ids, OrderQuery(), shop.now):
            found = shop.read(order_detail, number, 0)
            if found is not None and len(found.lines) == 2 and found.steps[4].done:
                return found, about
    raise AssertionError("no order with two products has arrived")


def said(qtbot: QtBot, order: OrderDetail, shop: ShopRow) -> list[str]:
    view = OrderDetailView()
    qtbot.addWidget(view)
    view.show_order(order, shop)
    return [each.text() for each in view.findChildren(PlainLabel)]


def test_of_two_products_the_one_that_goes_back_is_named(
    qtbot: QtBot, english: QApplication, delivered: tuple[OrderDetail, ShopRow]
) -> None:
    order, shop = delivered
    returned = replace(
        order,
        return_status=ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING,
        return_reason="does_not_fit",
        return_sku=order.lines[1].sku_id,
    )
    told = said(qtbot, returned, shop)
    assert told[told.index("Return") :][:5] == [
        "Return",
        "Reason",
        "Does not fit",
        "Product",
        order.lines[1].product,
    ]
    assert "Return" not in said(qtbot, order, shop)


def test_a_chargeback_is_called_so(
    qtbot: QtBot, english: QApplication, delivered: tuple[OrderDetail, ShopRow]
) -> None:
    order, shop = delivered
    taken = replace(
        order,
        return_status=ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE,
        return_reason="charged_back",
        return_sku=order.lines[0].sku_id,
        steps=(*order.steps, StepRow(Happening.CHARGED_BACK, shop.now, done=True)),
    )
    told = said(qtbot, taken, shop)
    assert "Chargeback" in told
    assert "Charged back" in told
    assert "Return" not in told
